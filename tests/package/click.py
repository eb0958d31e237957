#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""click.py FOLDER: the installed launcher as a person on a desktop uses it, in the root of try.sh, as an ordinary user.

Run by try.sh, with IN_ROOT and ZOETROPE_ROOT in the environment. What is started is what the installed desktop entry says:
the window and one click on Play the demo; the actions Demo and Watch; a movie file and an rtsp:// address, which are of the types that
the entry is for. Each has to show a moving picture: the player says that it paints, and two screenshots (kept in FOLDER) differ where
its picture is. Closing the window has to leave no process.
"""
import configparser
import glob
import os
import re
import shlex
import shutil
import subprocess
import sys
import time
import urllib.parse
import xml.etree.ElementTree as ElementTree

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "support"))
import display  # noqa: E402
import launcher_window  # noqa: E402
import programs  # noqa: E402

ROOT, IN_ROOT = os.environ["ZOETROPE_ROOT"], os.environ["IN_ROOT"]
VISITOR = "/visitor"  # in the root; made by try.sh, with the user of that name
MOVIES = "/usr/share/zoetrope/movies"
MOVIE = "hd720.mjpeg"
# Of a movie that spins, and of a picture that is not one colour.
LEAST_DIFFERENT = 0.02
LEAST_DEVIATION = 0.05

# Runs the words behind it as the visitor and says what its end leaves: a program that outlives its launcher is still there.
AS_VISITOR = """
code=0
setpriv --reuid=visitor --regid=visitor --init-groups "$@" || code=$?
for process in /proc/[0-9]*; do
  case $(cat "$process/comm" 2>/dev/null) in zoetrope*) echo "left behind: $(tr '\\0' ' ' <"$process/cmdline")" >&2; code=99 ;; esac
done
exit $code
"""


def in_root(path):
    return ROOT + path


class Entry:
    """The desktop entry that the package has installed."""

    def __init__(self):
        found = glob.glob(in_root("/usr/share/applications/*zoetrope*.desktop"))
        assert len(found) == 1, f"one desktop entry of Zoetrope is expected, not {found}"
        self.file = configparser.ConfigParser(interpolation=None, strict=True)
        self.file.optionxform = str
        self.file.read(found[0], encoding="utf-8")
        self.main = self.file["Desktop Entry"]

    def list(self, key):
        return [word for word in self.main[key].split(";") if word]

    def actions(self):
        return {action: self.file[f"Desktop Action {action}"]["Exec"] for action in self.list("Actions")}

    @staticmethod
    def words(line, argument=None):
        """The command of an Exec line, as a desktop would start it (Desktop Entry Specification, "The Exec key")."""
        words = []
        for word in shlex.split(line):
            if word in ("%u", "%U", "%f", "%F"):
                words += [argument] if argument else []
            else:
                assert not re.search(r"%[^%]", word), f"a field code that is not for a file or an address: {word}"
                words.append(word.replace("%%", "%"))
        return words

    def check(self):
        """What the entry names is there."""
        for command in (self.main["Exec"], *self.actions().values()):
            assert shutil.which(shlex.split(command)[0], path=in_root("/usr/bin")), f"{command}: there is no such program"
        icons = glob.glob(in_root(f"/usr/share/icons/hicolor/*/apps/{self.main['Icon']}.*"))
        assert len(icons) > 1, "the icon is not there"
        types = self.list("MimeType")
        assert "x-scheme-handler/rtsp" in types, f"rtsp:// is not among {types}"
        patterns = [pattern.get("pattern") for kind in ElementTree.parse(in_root("/usr/share/mime/packages/zoetrope.xml")).iter()
                    if kind.get("type") in types for pattern in kind if pattern.tag.endswith("glob")]
        assert "*.mjpeg" in patterns, f"*.mjpeg is not among {patterns}"


def figure_of(words, figure):
    """A figure, from 0 to 1, of the picture that ImageMagick makes of the words."""
    return float(subprocess.run(["convert", *words, "-format", f"%[fx:{figure}]", "info:"], capture_output=True, text=True,
                                check=True).stdout)


class Visit(launcher_window.LauncherWindow):
    """The launcher in the root, started with those words, with its window on the screen."""

    def __init__(self, screen, words, folder, name, window_class):
        self.folder, self.name, self.window_class = folder, name, window_class
        self.log = os.path.join(folder, f"{name}.log")
        environment = {"HOME": VISITOR + "/home", "XDG_RUNTIME_DIR": VISITOR + "/run", "USER": "visitor",
                       **self.trace_environment(VISITOR)}
        line = shlex.join(["env", "-C", VISITOR + "/home", *(f"{key}={value}" for key, value in environment.items()), *words])
        with open(self.log, "wb") as log:
            super().__init__(screen, [IN_ROOT, f"set -- {line}; {AS_VISITOR}"], in_root(VISITOR), env=screen.environment,
                             stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT)

    def shot(self, what):
        path = os.path.join(self.folder, f"{self.name}-{what}.png")
        subprocess.run(["import", "-window", "root", path], env=self.screen.environment, check=True)
        return path

    def see_moving_picture(self):
        """Two screenshots, of which the part where the player paints differs."""
        place = self.player.newest("widget", "picture").split()
        x, y, width, height = (int(number) for number in place[:4])
        start = self.player.size()
        first = self.shot("playing")
        self.picture_after(start, count=10)
        second = self.shot("playing-on")
        crop = ["-crop", f"{width}x{height}+{x}+{y}", "+repage", "-colorspace", "Gray"]
        different = figure_of([first, second, *crop, "-compose", "difference", "-composite", "-threshold", "5%"], "mean")
        deviation = figure_of([second, *crop], "standard_deviation")
        assert different > LEAST_DIFFERENT, f"the picture does not move: {different:.3f} of it differs between {first} and {second}"
        assert deviation > LEAST_DEVIATION, f"the picture has one colour: {second}"
        return f"{100 * different:.0f} % of the picture's {width}x{height} pixels differ between two screenshots"

    def leave(self):
        """Closes the window: the launcher ends well and leaves no process."""
        self.close(f"^{self.window_class}$")
        code = self.process.wait(60)
        with open(self.log, encoding="utf-8", errors="replace") as file:
            assert code == 0, f"{self.name}: exit code {code}: {file.read()}"


def click_on_demo(start, entry):
    with start(entry.words(entry.main["Exec"]), "window") as visit:
        visit.wait_window()
        clicked = visit.press("play_demo")
        shown = visit.picture_after(0)
        print(f"click: from the click on Play the demo to the first picture: {shown - clicked:.1f} s")
        print(f"click: {visit.see_moving_picture()}")
        visit.leave()


def plays(start, words, name):
    """What the words start plays without a click."""
    started = time.monotonic()
    with start(words, name) as visit:
        visit.wait_window()
        shown = visit.picture_after(0)
        print(f"click: {shlex.join(words)}: from the start to the first picture: {shown - started:.1f} s; {visit.see_moving_picture()}")
        visit.leave()


def opens(start, words, name, control):
    """What the words start shows that control, and waits."""
    with start(words, name) as visit:
        visit.wait_window()
        visit.wait(lambda: visit.trace.newest("widget", control), 30, control)
        visit.shot("open")
        print(f"click: {shlex.join(words)} shows the page with {control}")
        visit.leave()


def open_file(start, entry):
    """As a file manager does with a file of the entry's type: by its file:// address, which has what addresses have to quote."""
    path = in_root(VISITOR + "/home/my movie.mjpeg")
    shutil.copy(in_root(f"{MOVIES}/{MOVIE}"), path)
    try:
        address = "file://" + urllib.parse.quote(path.removeprefix(ROOT))
        plays(start, entry.words(entry.main["Exec"], address), "file")
    finally:
        os.remove(path)


def open_address(start, entry):
    """As a browser does with a link to a stream."""
    with programs.Server("/usr/bin", MOVIES, os.path.join(sys.argv[1], "server.log"), ["--loop"], within=[IN_ROOT]) as server:
        plays(start, entry.words(entry.main["Exec"], server.url(MOVIE)), "address")


def main():
    folder = sys.argv[1]
    entry = Entry()
    entry.check()
    visitor = os.stat(in_root(VISITOR + "/home")).st_uid
    assert visitor != 0, "the visitor is to be an ordinary user"
    with display.Display(1280, 800, "-ac") as screen:  # the visitor has none of the keys that this user may have
        def start(words, name):
            return Visit(screen, words, folder, name, entry.main["StartupWMClass"])
        click_on_demo(start, entry)
        actions = entry.actions()
        plays(start, entry.words(actions["Demo"]), "demo")
        opens(start, entry.words(actions["Watch"]), "watch", "address")
        open_file(start, entry)
        open_address(start, entry)
    return 0


if __name__ == "__main__":
    sys.exit(main())
