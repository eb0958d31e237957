#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""player.py BIN_FOLDER MOVIES [MOVIE…]: CPU of our player beside mpv --vo=x11, full screen on the same display, same stream.

Measured over SECONDS in the middle of the movie; the X server's own work is counted with each player. A busy machine makes mpv
drop frames, and look cheap: what it showed is printed.
"""
import os
import re
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
    return ["mpv", "--no-config", "--vo=x11", "--no-audio", "--fs", "--rtsp-transport=udp", "--msg-level=all=no,statusline=status",
            "--term-status-msg=RATE ${estimated-vf-fps}", url]


def measure(command, screen, full_screen_key):
    """Percent of a core, player and X server, and the frames a second that the player says it shows, if it does."""
    with tempfile.TemporaryFile("w+") as words, programs.Child(command, env=screen.environment, stdin=subprocess.DEVNULL, stdout=words,
                                                               stderr=subprocess.STDOUT) as player:
        window = programs.wait_until(lambda: screen.xdotool("search", "--onlyvisible", "--pid", str(player.process.pid)), 20, "a window")
        if full_screen_key:
            screen.xdotool("windowactivate", "--sync", window[-1], "key", full_screen_key)
        time.sleep(2)  # past the start, into the steady run that is measured
        meters = cpu.CpuMeter(player.process.pid), cpu.CpuMeter(screen.process.pid)
        started = time.monotonic()
        time.sleep(SECONDS)
        elapsed = time.monotonic() - started
        used = [100 * meter.seconds() / elapsed for meter in meters]
        words.seek(0)
        rates = re.findall(r"RATE ([\d.]+)", words.read())
        return *used, f"{float(rates[-1]):.1f}" if rates else ""


def main():
    bin_folder, movies, *names = sys.argv[1:]
    row = "{:<16} {:<16} {:>8} {:>10} {:>6} {:>8}"
    print(row.format("movie", "player", "player %", "X server %", "sum %", "frames/s"))
    ratio = 0.0
    with tempfile.TemporaryDirectory() as folder, programs.Server(bin_folder, movies, os.path.join(folder, "server.log")) as server:
        for movie in names or ["hd1080.mjpeg", "hd720.mjpeg"]:
            sums = []
            for name, command, key in (("zoetrope-client", ours, "f"), ("mpv --vo=x11", mpv, None)):
                with display.Display(*SCREEN) as screen:
                    player, x_server, rate = measure(command(bin_folder, server.url(movie)), screen, key)
                sums.append(player + x_server)
                print(row.format(movie, name, f"{player:.1f}", f"{x_server:.1f}", f"{sums[-1]:.1f}", rate))
            ratio = sums[0] / sums[1]
            print(f"{movie}: ours costs {ratio:.2f} of mpv")
    return 0


if __name__ == "__main__":
    sys.exit(main())
