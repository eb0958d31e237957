#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""player.py BIN_FOLDER MOVIES [MOVIE…]: CPU of our player beside mpv --vo=x11, full screen on the same display, same stream.

Measured over SECONDS in the middle of the movie; the X server's own work is counted with each player.
"""
import os
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "support"))
import cpu  # noqa: E402
import display  # noqa: E402
import programs  # noqa: E402

SECONDS = 6
SCREEN = (1920, 1080)


def ours(bin_folder, url):
    return [os.path.join(bin_folder, "zoetrope-client"), "--play", "--transport", "udp", url]


def mpv(_bin_folder, url):
    return ["mpv", "--no-config", "--vo=x11", "--no-audio", "--fs", "--rtsp-transport=udp", "--really-quiet", url]


def measure(command, screen, full_screen_key):
    """Percent of a core: (player, X server)."""
    with programs.Child(command, env=screen.environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                        stderr=subprocess.DEVNULL) as player:
        window = programs.wait_until(lambda: screen.xdotool("search", "--onlyvisible", "--pid", str(player.process.pid)), 20, "a window")
        if full_screen_key:
            screen.xdotool("windowactivate", "--sync", window[-1], "key", full_screen_key)
        time.sleep(2)  # past the start, into the steady run that is measured
        meters = cpu.CpuMeter(player.process.pid), cpu.CpuMeter(screen.process.pid)
        started = time.monotonic()
        time.sleep(SECONDS)
        elapsed = time.monotonic() - started
        return [100 * meter.seconds() / elapsed for meter in meters]


def main():
    bin_folder, movies, *names = sys.argv[1:]
    row = "{:<16} {:<16} {:>8} {:>10} {:>6}"
    print(row.format("movie", "player", "player %", "X server %", "sum %"))
    ratio = 0.0
    with tempfile.TemporaryDirectory() as folder, programs.Server(bin_folder, movies, os.path.join(folder, "server.log")) as server:
        for movie in names or ["hd1080.mjpeg", "hd720.mjpeg"]:
            sums = []
            for name, command, key in (("zoetrope-client", ours, "f"), ("mpv --vo=x11", mpv, None)):
                with display.Display(*SCREEN) as screen:
                    player, x_server = measure(command(bin_folder, server.url(movie)), screen, key)
                sums.append(player + x_server)
                print(row.format(movie, name, f"{player:.1f}", f"{x_server:.1f}", f"{sums[-1]:.1f}"))
            ratio = sums[0] / sums[1]
            print(f"{movie}: ours costs {ratio:.2f} of mpv")
    return 0


if __name__ == "__main__":
    sys.exit(main())
