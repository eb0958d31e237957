#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Prints CHANGELOG.md in the forms that packages have it in.

changelog.py debian CHANGELOG.md PACKAGE MAINTAINER: as Debian packages have it.
changelog.py rpm CHANGELOG.md MAINTAINER: as RPM packages have it.
changelog.py appstream CHANGELOG.md METAINFO: METAINFO with its line <releases/> replaced by the releases.
changelog.py date CHANGELOG.md: the newest version's date.

An entry per version ("## [0.1.0] 2026-11-29", "## [Unreleased] 0.1.0"), an item per item. A version without a date of its own
has that of the file's last commit (or SOURCE_DATE_EPOCH).
"""
import datetime
import email.utils
import os
import re
import subprocess
import sys
import textwrap
import time as clock
from xml.sax.saxutils import escape

VERSION = re.compile(r"^## \[(?:Unreleased\] )?(?P<version>\d+(?:\.\d+)+)\]?(?: - | )?(?P<date>\d{4}-\d{2}-\d{2})?$")
LINK = re.compile(r"\[([^\]]+)\]\([^)]+\)")
WIDTH = 80
# What is not the language's own, whatever it is set to.
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def last_change(path):
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        folder, name = os.path.split(os.path.abspath(path))
        asked = subprocess.run(["git", "-C", folder, "log", "-1", "--format=%ct", "--", name], capture_output=True, text=True)
        epoch = asked.stdout.strip() or os.path.getmtime(path)
    return float(epoch)


def entries(text):
    """[version, date or None, items] of each version, newest first."""
    found = []
    for line in text.split("\n"):
        if match := VERSION.match(line):
            found.append([match["version"], match["date"], []])
        elif found and line.startswith("- "):
            found[-1][2].append(line[2:])
        elif found and found[-1][2] and line.startswith("  "):
            found[-1][2][-1] += " " + line.strip()
    return found


def plain(item):
    """An item without its Markdown."""
    return LINK.sub(r"\1", item).replace("`", "").replace("*", "")


def wrapped(item, bullet):
    return textwrap.wrap(plain(item), WIDTH, initial_indent=bullet, subsequent_indent=" " * len(bullet), break_on_hyphens=False)


def debian_entry(package, maintainer, version, time, items):
    lines = [f"{package} ({version}) stable; urgency=medium", ""]
    for item in items:
        lines += wrapped(item, "  * ")
    return "\n".join(lines + ["", f" -- {maintainer}  {email.utils.formatdate(time)}", ""])


def rpm_entry(maintainer, version, time, items):
    day = clock.gmtime(time)
    lines = [f"* {DAYS[day.tm_wday]} {MONTHS[day.tm_mon - 1]} {day.tm_mday:02} {day.tm_year} {maintainer} - {version}-1"]
    for item in items:
        # A percent sign would begin a macro.
        lines += [line.replace("%", "%%") for line in wrapped(item, "- ")]
    return "\n".join(lines + [""])


def appstream_entry(version, time, items):
    day = clock.strftime("%Y-%m-%d", clock.gmtime(time))
    points = "\n".join(f"          <li>{escape(plain(item))}</li>" for item in items)
    return (f'    <release version="{version}" date="{day}">\n      <description>\n        <ul>\n{points}\n        </ul>\n'
            "      </description>\n    </release>")


def with_releases(metainfo, releases):
    if metainfo.count("  <releases/>\n") != 1:
        sys.exit("changelog: the metainfo has no line <releases/>")
    return metainfo.replace("  <releases/>\n", "  <releases>\n" + "\n".join(releases) + "\n  </releases>\n")


def main():
    form, path, *rest = sys.argv[1:]
    with open(path, encoding="utf-8") as file:
        found = entries(file.read())
    if not found:
        sys.exit(f"changelog: no version in {path}")
    dated = [(version, datetime.datetime.fromisoformat(date + "T12:00+00:00").timestamp() if date else last_change(path), items)
             for version, date, items in found]
    if form == "debian":
        print("\n".join(debian_entry(*rest, *entry) for entry in dated), end="")
    elif form == "rpm":
        print("\n".join(rpm_entry(*rest, *entry) for entry in dated), end="")
    elif form == "date":
        print(clock.strftime("%Y-%m-%d", clock.gmtime(dated[0][1])))
    elif form == "appstream":
        with open(rest[0], encoding="utf-8") as file:
            print(with_releases(file.read(), [appstream_entry(*entry) for entry in dated]), end="")
    else:
        sys.exit(f"changelog: debian, rpm, appstream or date, not '{form}'")


if __name__ == "__main__":
    main()
