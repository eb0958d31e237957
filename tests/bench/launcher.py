#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""launcher.py BIN_FOLDER MOVIES: how long a person waits for the launcher, and what it costs, with the real programs.

Click on Play the demo to the first picture painted; the demo's server killed with SIGKILL to the picture being back, painted by the
player that was started anew; the window closed to no process left; and the launcher's CPU while the demo plays for SECONDS and its
window is in full view, with a row each for server and player, beside that of what it has started.
"""
import os
import signal
import statistics
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "support"))
import cpu  # noqa: E402
import display  # noqa: E402
import launcher_window  # noqa: E402
import programs  # noqa: E402

RUNS = 7
SECONDS = 30
SCREEN = (2560, 1440)  # room for launcher and player side by side
PLACES = {"^zoetrope$": ("0", "40"), "^zoetrope-client$": ("1240", "40")}
AIMS = {"click to first picture": 3, "server killed to picture back": 3}


class Launcher(launcher_window.LauncherWindow):
    """In a home of its own, which has the demo movies already."""

    def __init__(self, screen, bin_folder, movies, folder):
        home = os.path.join(folder, "home")
        cache = os.path.join(home, ".cache", "zoetrope")
        if not os.path.exists(cache):
            os.makedirs(cache)
            os.makedirs(os.path.join(folder, "run"), 0o700)
            os.symlink(os.path.abspath(movies), os.path.join(cache, "movies"))
        environment = {**screen.environment, "HOME": home, "XDG_RUNTIME_DIR": os.path.join(folder, "run"), "NO_AT_BRIDGE": "1",
                       **self.trace_environment(folder)}
        for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "GDK_SCALE"):
            environment.pop(name, None)
        with open(os.path.join(folder, "launcher.log"), "ab") as log:
            super().__init__(screen, [os.path.join(bin_folder, "zoetrope")], folder, env=environment, stdout=log, stderr=log)

    def children(self):
        return launcher_window.children_of(self.process.pid)

    def play(self):
        """Seconds from the click to the first picture."""
        self.wait_window()
        start = self.player.size()
        clicked = self.press("play_demo")
        return self.picture_after(start) - clicked

    def kill_server(self):
        """Seconds from there to the picture being back. What the old player still shows out of its cache does not count."""
        player, server = (self.children()[name] for name in ("zoetrope-client", "zoetrope-server"))
        killed = time.monotonic()
        os.kill(server, signal.SIGKILL)
        programs.wait_until(lambda: launcher_window.is_gone(player), 30, "the player to be started again")
        return self.picture_after(self.player.size()) - killed

    def leave(self):
        """Seconds from closing the window to no process left."""
        pids = [self.process.pid, *self.children().values()]
        closed = self.close()
        while not all(launcher_window.is_gone(pid) for pid in pids):
            if time.monotonic() - closed > 60:
                raise TimeoutError("processes are left 60 s after closing the launcher")
            time.sleep(launcher_window.NAP)
        return time.monotonic() - closed


def time_it(screen, bin_folder, movies, folder):
    times = {"click to first picture": [], "server killed to picture back": [], "closed to no process left": []}
    for _ in range(RUNS):
        with Launcher(screen, bin_folder, movies, folder) as launcher:
            for measured, measure in zip(times.values(), (launcher.play, launcher.kill_server, launcher.leave)):
                measured.append(measure())
    print("{:<32} {:>5} {:>10} {:>10} {:>8}".format("", "runs", "median s", "worst s", "aim s"))
    for what, measured in times.items():
        print(f"{what:<32} {len(measured):>5} {statistics.median(measured):>10.2f} {max(measured):>10.2f} {AIMS.get(what, ''):>8}")


def measure_cost(screen, bin_folder, movies, folder):
    with Launcher(screen, bin_folder, movies, folder) as launcher:
        launcher.play()
        children = launcher.children()
        for window_class, place in PLACES.items():
            screen.xdotool("windowmove", "--sync", screen.xdotool("search", "--onlyvisible", "--class", window_class)[-1], *place)
        launcher.picture_after(launcher.player.size(), count=60)  # past the start, into the steady run that is measured
        meters = {name: cpu.CpuMeter(pid) for name, pid in {"zoetrope": launcher.process.pid, **children, "X server": screen.process.pid}.items()}
        started, start = time.monotonic(), launcher.player.size()
        time.sleep(SECONDS)
        elapsed = time.monotonic() - started
        used = {name: 100 * meter.seconds() / elapsed for name, meter in meters.items()}
        pictures = sum(line.startswith("picture ") for line in launcher.player.lines(start))
        launcher.leave()
    print(f"{'':<32} % of a core, over {elapsed:.0f} s in which {pictures / elapsed:.1f} pictures a second were painted")
    for name, percent in used.items():
        print(f"{name:<32} {percent:>5.1f}{'   (aim: 2)' if name == 'zoetrope' else ''}")


def main():
    bin_folder, movies = sys.argv[1:3]
    with tempfile.TemporaryDirectory() as folder, display.Display(*SCREEN) as screen:
        time_it(screen, bin_folder, movies, folder)
        measure_cost(screen, bin_folder, movies, folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
