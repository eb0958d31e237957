#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Prints CHANGELOG.md in the form that Debian packages have it in: debian_changelog.py CHANGELOG.md PACKAGE MAINTAINER.

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

VERSION = re.compile(r"^## \[(?:Unreleased\] )?(?P<version>\d+(?:\.\d+)+)\]?(?: - | )?(?P<date>\d{4}-\d{2}-\d{2})?$")
LINK = re.compile(r"\[([^\]]+)\]\([^)]+\)")
WIDTH = 80


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


def debian_entry(package, maintainer, version, time, items):
    lines = [f"{package} ({version}) stable; urgency=medium", ""]
    for item in items:
        plain = LINK.sub(r"\1", item).replace("`", "").replace("*", "")
        lines += textwrap.wrap(plain, WIDTH, initial_indent="  * ", subsequent_indent="    ", break_on_hyphens=False)
    return "\n".join(lines + ["", f" -- {maintainer}  {email.utils.formatdate(time)}", ""])


def main():
    path, package, maintainer = sys.argv[1:]
    with open(path, encoding="utf-8") as file:
        found = entries(file.read())
    if not found:
        sys.exit(f"debian_changelog: no version in {path}")
    print("\n".join(
        debian_entry(package, maintainer, version,
                     datetime.datetime.fromisoformat(date + "T12:00+00:00").timestamp() if date else last_change(path), items)
        for version, date, items in found), end="")


if __name__ == "__main__":
    main()
