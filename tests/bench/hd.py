#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""hd.py BIN_FOLDER MOVIES: the 1080p30 demo movie into headless clients: frames whole and late, CPU, and how fast the cache is
filled after SETUP, as a multiple of real time. Exit code 1 if a frame is missing.

Over UDP, over TCP, over UDP with the receive buffer of a student's machine, and eight sessions at once.
"""
import concurrent.futures
import os
import re
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "support"))
import cpu  # noqa: E402
import jpegs  # noqa: E402
import programs  # noqa: E402

MOVIE = "hd1080.mjpeg"
FRAME_SECONDS = 1 / 30
SMALL_BUFFER = 425984
SESSIONS = 8
CASES = [
    ("UDP", 1, ["--transport", "udp"]),
    ("TCP", 1, ["--transport", "tcp"]),
    (f"UDP, --rcvbuf {SMALL_BUFFER}", 1, ["--transport", "udp", "--rcvbuf", str(SMALL_BUFFER)]),
    (f"UDP, {SESSIONS} sessions", SESSIONS, ["--transport", "udp"]),
    (f"TCP, {SESSIONS} sessions", SESSIONS, ["--transport", "tcp"]),
]


def fill_rate(log_file):
    """Movie time per time between the pre-buffer request and the PLAY behind it, from the client's RTSP conversation."""
    with open(log_file, encoding="utf-8", errors="replace") as file:
        plays = re.findall(r"--- (\d+):(\d+):([\d.]+) client( \(pre-buffer\))?\nPLAY .*?Range: npt=([\d.]+)-([\d.]*)", file.read(), re.DOTALL)
    if len(plays) < 2 or not plays[0][3]:
        return 0.0
    begun, full = (int(play[0]) * 3600 + int(play[1]) * 60 + float(play[2]) for play in plays[:2])
    # N frames lie N - 1 frame times apart.
    return (float(plays[1][4]) - float(plays[0][4]) - FRAME_SECONDS) / max(full - begun, 0.001)


def run_case(bin_folder, server, sessions, options, folder):
    meter, started = cpu.CpuMeter(server.process.pid), time.monotonic()
    children = os.times()
    with concurrent.futures.ThreadPoolExecutor(sessions) as pool:
        logs = [os.path.join(folder, f"conversation{number}.log") for number in range(sessions)]
        results = list(pool.map(lambda log: programs.client(bin_folder, server.url(MOVIE), [*options, "--log", log]), logs))
    children_after = os.times()
    clients = children_after.children_user + children_after.children_system - children.children_user - children.children_system
    return results, meter.seconds(), clients, time.monotonic() - started, max(fill_rate(log) for log in logs)


def main():
    bin_folder, movies = sys.argv[1:3]
    frames = jpegs.split_jpegs(os.path.join(movies, MOVIE))
    print(f"{MOVIE}: {len(frames)} frames of {sum(map(len, frames)) / len(frames) / 1000:.0f} KB")
    row = "{:<24} {:>12} {:>6} {:>8} {:>13} {:>14} {:>7} {:>10}"
    print(row.format("case", "frames whole", "late", "lost", "server CPU s", "clients CPU s", "wall s", "fill, x"))
    failed = 0
    with tempfile.TemporaryDirectory() as folder, programs.Server(bin_folder, movies, os.path.join(folder, "server.log")) as server:
        for name, sessions, options in CASES:
            results, server_cpu, clients_cpu, seconds, fill = run_case(bin_folder, server, sessions, options, folder)
            total = {key: sum(counters.get(key, 0) for _, counters, _ in results)
                     for key in ("frames_complete", "frames_late", "packets_lost")}
            print(row.format(name, f"{total['frames_complete']}/{sessions * len(frames)}", total["frames_late"], total["packets_lost"],
                             f"{server_cpu:.2f}", f"{clients_cpu:.2f}", f"{seconds:.1f}", f"{fill:.2f}"))
            for code, _, stderr in results:
                if code != 0:
                    print(f"  a client ended with {code}: {stderr.strip()[-300:]}")
            failed += total["frames_complete"] != sessions * len(frames) or any(code for code, _, _ in results)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
