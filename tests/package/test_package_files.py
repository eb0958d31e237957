#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The files that are packed, and the tools that make some of them: test_package_files.py."""
import configparser
import os
import re
import sys
import unittest
import xml.etree.ElementTree as ElementTree

ROOT = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../.."))
sys.path.insert(0, os.path.join(ROOT, "tools"))
import debian_changelog  # noqa: E402
import man_page  # noqa: E402

HELP = """Usage: prog [options] PORT
Serves.

Options:
  --root DIR        folder with the movies
  --loop            start again
Exit codes:
  0  ended - as it should
"""


def installed(name):
    return os.path.join(ROOT, "installer", name)


class ManPage(unittest.TestCase):
    def test_the_lists_of_help_become_lists_of_the_page(self):
        lists = man_page.sections(HELP)
        self.assertEqual(lists["Options"], [("--root DIR", "folder with the movies"), ("--loop", "start again")])
        self.assertEqual(lists["Exit codes"], [("0", "ended - as it should")])
        self.assertEqual(man_page.option_entry(*lists["Options"][0]), ".TP\n\\fB\\-\\-root\\fR \\fIDIR\\fR\nFolder with the movies.")

    def test_an_option_that_the_page_does_not_have_is_found(self):
        page = man_page.option_entry("--root DIR", "folder") + "\n.B \\-\\-looping"
        self.assertEqual(man_page.missing_options(page, HELP), ["--loop"])
        self.assertEqual(man_page.missing_options(page + "\n\\fB\\-\\-loop\\fR", HELP), [])


class Changelog(unittest.TestCase):
    TEXT = "# Changelog\n\n## [Unreleased] 0.2.0\n### Added\n- `a`: one,\n  [two](x).\n\n## [0.1.0] - 2026-01-02\n- three\n"

    def test_versions_and_items_are_taken_apart(self):
        self.assertEqual(debian_changelog.entries(self.TEXT),
                         [["0.2.0", None, ["`a`: one, [two](x)."]], ["0.1.0", "2026-01-02", ["three"]]])

    def test_an_entry_has_the_form_that_dpkg_reads(self):
        version, _, items = debian_changelog.entries(self.TEXT)[0]
        self.assertEqual(debian_changelog.debian_entry("p", "M <m@example.org>", version, 0, items),
                         "p (0.2.0) stable; urgency=medium\n\n  * a: one, two.\n\n"
                         " -- M <m@example.org>  Thu, 01 Jan 1970 00:00:00 -0000\n")

    def test_the_newest_version_is_that_of_the_project(self):
        with open(os.path.join(ROOT, "CHANGELOG.md"), encoding="utf-8") as file:
            newest = debian_changelog.entries(file.read())[0]
        with open(os.path.join(ROOT, "CMakeLists.txt"), encoding="utf-8") as file:
            self.assertEqual(newest[0], re.search(r"project\(zoetrope VERSION (\S+)", file.read())[1])
        self.assertTrue(newest[2])


class Desktop(unittest.TestCase):
    def setUp(self):
        self.entry = configparser.ConfigParser(interpolation=None)
        self.entry.optionxform = str
        self.entry.read(installed("zoetrope.desktop"), encoding="utf-8")

    def test_each_action_that_is_named_starts_the_launcher(self):
        main = self.entry["Desktop Entry"]
        self.assertEqual(main["Exec"], "zoetrope %u")
        actions = main["Actions"].strip(";").split(";")
        self.assertEqual({action: self.entry[f"Desktop Action {action}"]["Exec"] for action in actions},
                         {"Demo": "zoetrope --demo", "Watch": "zoetrope --watch"})

    def test_the_type_that_it_opens_is_declared(self):
        types = self.entry["Desktop Entry"]["MimeType"].strip(";").split(";")
        self.assertEqual(types, ["video/x-mjpeg", "x-scheme-handler/rtsp"])
        declared = ElementTree.parse(installed("zoetrope-mime.xml")).getroot().find("{*}mime-type")
        self.assertEqual(declared.get("type"), types[0])
        self.assertEqual([glob.get("pattern") for glob in declared.findall("{*}glob")], ["*.mjpeg", "*.mjpg"])

    def test_the_icons_are_square_drawings(self):
        for drawing in ("zoetrope.svg", "zoetrope-small.svg"):
            box = ElementTree.parse(installed(f"icons/{drawing}")).getroot().get("viewBox").split()
            self.assertEqual(box[2], box[3])


if __name__ == "__main__":
    unittest.main()
