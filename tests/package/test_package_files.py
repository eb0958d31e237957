#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The files that are packed, and the tools that make some of them: test_package_files.py."""
import configparser
import glob
import os
import plistlib
import re
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree

ROOT = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../.."))
sys.path.insert(0, os.path.join(ROOT, "tools"))
import bundle_libraries  # noqa: E402
import changelog  # noqa: E402
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
        self.assertEqual(changelog.entries(self.TEXT),
                         [["0.2.0", None, ["`a`: one, [two](x)."]], ["0.1.0", "2026-01-02", ["three"]]])

    def test_an_entry_has_the_form_that_dpkg_reads(self):
        version, _, items = changelog.entries(self.TEXT)[0]
        self.assertEqual(changelog.debian_entry("p", "M <m@example.org>", version, 0, items),
                         "p (0.2.0) stable; urgency=medium\n\n  * a: one, two.\n\n"
                         " -- M <m@example.org>  Thu, 01 Jan 1970 00:00:00 -0000\n")

    def test_an_rpm_entry_names_the_day_and_has_no_macros(self):
        self.assertEqual(changelog.rpm_entry("M <m@example.org>", "0.2.0", 0, ["loses 5 % of *all*"]),
                         "* Thu Jan 01 1970 M <m@example.org> - 0.2.0-1\n- loses 5 %% of all\n")

    def test_the_releases_stand_in_the_metadata(self):
        entry = changelog.appstream_entry("0.2.0", 0, ["a < b"])
        metadata = changelog.with_releases("<component>\n  <releases/>\n</component>\n", [entry])
        release = ElementTree.fromstring(metadata).find("releases/release")
        self.assertEqual((release.get("version"), release.get("date")), ("0.2.0", "1970-01-01"))
        self.assertEqual([item.text for item in release.iter("li")], ["a < b"])

    def test_the_newest_version_is_that_of_the_project(self):
        with open(os.path.join(ROOT, "CHANGELOG.md"), encoding="utf-8") as file:
            newest = changelog.entries(file.read())[0]
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


class Metadata(unittest.TestCase):
    def setUp(self):
        self.root = ElementTree.parse(installed("zoetrope.metainfo.xml.in")).getroot()

    def test_each_screenshot_is_there_and_none_is_left_over(self):
        named = {os.path.basename(image.text) for image in self.root.iter("image")}
        taken = {os.path.basename(path) for path in glob.glob(os.path.join(ROOT, "docs/screenshots/*.png"))}
        self.assertEqual(named, taken)

    def test_it_starts_what_the_desktop_entry_starts(self):
        self.assertEqual(self.root.findtext("launchable"), "zoetrope.desktop")
        self.assertTrue(os.path.exists(installed("zoetrope.desktop")))

    def test_macos_opens_the_same_files_and_addresses(self):
        with open(installed("macos/Info.plist.in"), "rb") as file:
            information = plistlib.load(file)
        self.assertEqual(information["CFBundleURLTypes"][0]["CFBundleURLSchemes"], ["rtsp"])
        declared = information["UTExportedTypeDeclarations"][0]
        self.assertEqual(declared["UTTypeTagSpecification"]["public.filename-extension"], ["mjpeg", "mjpg"])
        self.assertEqual(information["CFBundleDocumentTypes"][0]["LSItemContentTypes"], [declared["UTTypeIdentifier"]])


class Service(unittest.TestCase):
    def setUp(self):
        with open(installed("service/zoetrope-server.service"), encoding="utf-8") as file:
            self.unit = file.read()

    def values(self, name):
        return re.findall(rf"^{name}=(.*)$", self.unit, re.MULTILINE)

    def test_it_may_use_the_ports_that_it_is_started_with(self):
        (start,), (environment,) = self.values("ExecStart"), self.values("Environment")
        udp = re.search(r"--rtp-ports (\S+)", start)[1]
        tcp = re.search(r"PORT=(\S+)", environment)[1]
        self.assertEqual(self.values("SocketBindAllow"), [f"tcp:{tcp}", f"udp:{udp}"])
        self.assertEqual(self.values("SocketBindDeny"), ["any"])

    def test_it_is_a_user_of_its_own_without_privileges(self):
        for name, value in (("DynamicUser", "yes"), ("CapabilityBoundingSet", ""), ("NoNewPrivileges", "yes"), ("ProtectSystem", "strict")):
            self.assertEqual(self.values(name), [value])


class Libraries(unittest.TestCase):
    NEEDS = {"prog": ["libPocoNet.so.80", "libgtk-3.so.0", "libc.so.6"], "/l/net": ["libPocoFoundation.so.80", "libc.so.6"], "/l/base": []}
    PLACES = {"libPocoNet.so.80": "/l/net", "libPocoFoundation.so.80": "/l/base", "libgtk-3.so.0": "/l/gtk"}

    def test_what_the_system_has_is_left_to_it_and_the_rest_comes_with_what_it_needs(self):
        found = bundle_libraries.to_bundle("prog", self.PLACES, needs=self.NEEDS.get)
        self.assertEqual(found, {"libPocoNet.so.80": "/l/net", "libPocoFoundation.so.80": "/l/base"})

    def test_a_library_that_differs_between_systems_is_not_the_systems(self):
        for name in ("libjpeg.so.62", "libtiff.so.6", "libwx_baseu-3.2.so.0", "libpcre2-32.so.0", "libcrypto.so.3"):
            self.assertFalse(bundle_libraries.SYSTEM.match(name), name)
        for name in ("libgtk-3.so.0", "libstdc++.so.6", "libX11.so.6", "ld-linux-x86-64.so.2", "libglib-2.0.so.0"):
            self.assertTrue(bundle_libraries.SYSTEM.match(name), name)


class MacLicences(unittest.TestCase):
    """installer/macos/licences.cmake on a tree such as Homebrew's: opt/PACKAGE leads to Cellar/PACKAGE/VERSION."""

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        os.makedirs(self.path("bundle/Frameworks"))
        os.makedirs(self.path("brew/opt"))

    def path(self, name):
        return os.path.join(self.folder.name, name)

    def write(self, name, text=""):
        os.makedirs(os.path.dirname(self.path(name)), exist_ok=True)
        with open(self.path(name), "w", encoding="utf-8") as file:
            file.write(text)

    def package(self, name, library, licence):
        self.write(f"brew/Cellar/{name}/1.0/lib/{library}")
        if licence:
            self.write(f"brew/Cellar/{name}/1.0/{licence}", f"the licence of {name}")
        os.symlink(f"../Cellar/{name}/1.0", self.path(f"brew/opt/{name}"))

    def copy(self, *libraries):
        for library in libraries:
            self.write(f"bundle/Frameworks/{library}")
        self.write("copy.cmake", f"""include("{installed("macos/licences.cmake")}")
copy_licences("{self.path("bundle/Frameworks")}" "{self.path("bundle/licences")}" "{self.path("none")}" "{self.path("brew/opt")}")
""")
        return subprocess.run(["cmake", "-P", self.path("copy.cmake")], capture_output=True, text=True, check=False)

    def test_each_library_brings_the_licence_of_its_package_and_no_other_package_does(self):
        self.package("jpeg-turbo", "libjpeg.8.dylib", "LICENSE.md")
        self.package("poco", "libPocoNet.80.dylib", "share/doc/poco/LICENSE")
        self.package("python", "libpython.dylib", "LICENSE")
        done = self.copy("libjpeg.8.dylib", "libPocoNet.80.dylib")
        self.assertEqual(done.returncode, 0, done.stderr)
        copied = {os.path.relpath(file, self.path("bundle/licences")): open(file, encoding="utf-8").read()
                  for file in glob.glob(self.path("bundle/licences/*/*"))}
        self.assertEqual(copied, {"jpeg-turbo/LICENSE.md": "the licence of jpeg-turbo", "poco/LICENSE": "the licence of poco"})

    def test_a_library_without_a_licence_stops_the_bundle_and_is_named(self):
        self.package("nobody", "libnobody.1.dylib", "licenses.py")
        for library in ("libnobody.1.dylib", "libunheard.dylib"):
            done = self.copy(library)
            self.assertNotEqual(done.returncode, 0)
            self.assertIn(f"no licence was found for {library}", " ".join(done.stderr.split()))
            os.remove(self.path(f"bundle/Frameworks/{library}"))


if __name__ == "__main__":
    unittest.main()
