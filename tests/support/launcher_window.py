# SPDX-License-Identifier: MIT
"""The launcher's window in a display, pressed by real clicks, and what it started.

Where its parts are and what they say is read from its trace (widgets/trace_file.h), what the player has painted from the player's
(rtsp_client/window/window_trace.h). Moments are those of time.monotonic().
"""
import os
import time

import programs

NAP = 0.005  # between two looks at a trace: what is timed is that exact


def is_gone(pid):
    """Also true of a process that has ended and that nobody has asked about yet."""
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii", errors="replace") as file:
            return file.read().rpartition(")")[2].split()[0] in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return True


def children_of(parent):
    """The processes that it has started, by the name of their program."""
    found = {}
    for entry in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{entry}/stat", encoding="ascii", errors="replace") as file:
                head, _, tail = file.read().rpartition(")")
            with open(f"/proc/{entry}/cmdline", "rb") as file:
                program = file.read().split(b"\0")[0].decode(errors="replace")
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(tail.split()[1]) == parent:
            found[os.path.basename(program)] = int(head.split()[0])
    return found


class Trace:
    """A file to which programs append lines; it begins empty, and who writes first makes it."""

    def __init__(self, path):
        self.path = path
        if os.path.exists(path):
            os.remove(path)

    def size(self):
        return os.path.getsize(self.path) if os.path.exists(self.path) else 0

    def lines(self, start=0):
        """Whole lines from the offset on."""
        if not os.path.exists(self.path):
            return []
        with open(self.path, "rb") as file:
            file.seek(start)
            return file.read().decode(errors="replace").split("\n")[:-1]

    def newest(self, *words):
        """What follows the words in the newest line that begins with them; None when there is none."""
        start = " ".join(words) + " "
        return next((line[len(start):] for line in reversed(self.lines()) if line.startswith(start)), None)


class LauncherWindow(programs.Child):
    """command: how to start the launcher; it gets trace_environment() in its environment, or as the command sees fit."""

    def __init__(self, screen, command, folder, **options):
        self.screen = screen
        self.trace = Trace(os.path.join(folder, "launcher.trace"))
        self.player = Trace(os.path.join(folder, "player.trace"))
        super().__init__(command, **options)

    @staticmethod
    def trace_environment(folder):
        return {"ZOETROPE_LAUNCHER_TRACE": os.path.join(folder, "launcher.trace"),
                "ZOETROPE_WINDOW_TRACE": os.path.join(folder, "player.trace")}

    def wait(self, condition, limit, what):
        """As programs.wait_until, but not for a launcher that has ended."""
        def go_on():
            value = condition()
            if not value and self.process.poll() is not None:
                raise RuntimeError(f"the launcher ended with {self.process.returncode} before {what}")
            return value
        return programs.wait_until(go_on, limit, what)

    def wait_window(self):
        """Until it is on the screen and has said where its parts are."""
        self.wait(lambda: any(line.startswith("text viewers ") for line in self.trace.lines()), 30, "the launcher's window")

    def press(self, name, limit=20):
        """One click in the middle of what has that name; the moment of it."""
        def place():
            words = (self.trace.newest("widget", name) or "").split()
            return [int(word) for word in words[:4]] if words[4:] == ["enabled"] else None
        x, y, width, height = self.wait(place, limit, f"{name} to be there")
        self.screen.xdotool("mousemove", str(x + width // 2), str(y + height // 2))
        moment = time.monotonic()
        self.screen.xdotool("click", "1", "mousemove", "5", "5")
        return moment

    def says(self, name, words, limit=30):
        """Waits until the newest text of that name has the words in it."""
        self.wait(lambda: words in (self.trace.newest("text", name) or ""), limit, f"{name} to say '{words}'")

    def picture_after(self, start, limit=60, count=1):
        """The moment at which the player had painted so many pictures behind the offset of its trace."""
        end = time.monotonic() + limit
        while sum(line.startswith("picture ") for line in self.player.lines(start)) < count:
            if time.monotonic() > end or self.process.poll() is not None:
                raise TimeoutError(f"waited {limit} s for a picture")
            time.sleep(NAP)
        return time.monotonic()

    def close(self, window_class="^zoetrope$"):
        """Closes the window by its key; the moment of it."""
        window = self.screen.xdotool("search", "--onlyvisible", "--class", window_class)
        self.screen.xdotool("windowactivate", "--sync", window[-1])
        moment = time.monotonic()
        self.screen.xdotool("key", "ctrl+q")
        return moment
