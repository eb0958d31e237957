#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""hd.py BIN_FOLDER MOVIES: the 1080p30 demo movie into headless clients; frames whole and late, CPU. Exit code 1 if a frame is missing.

Over UDP, over TCP, over UDP with the receive buffer of a student's machine, and eight sessions at once.
"""
import concurrent.futures
import os
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "support"))
import cpu  # noqa: E402
import jpegs  # noqa: E402
import programs  # noqa: E402

MOVIE = "hd1080.mjpeg"
SMALL_BUFFER = 425984
SESSIONS = 8
CASES = [
    ("UDP", 1, ["--transport", "udp"]),
    ("TCP", 1, ["--transport", "tcp"]),
    (f"UDP, --rcvbuf {SMALL_BUFFER}", 1, ["--transport", "udp", "--rcvbuf", str(SMALL_BUFFER)]),
    (f"UDP, {SESSIONS} sessions", SESSIONS, ["--transport", "udp"]),
    (f"TCP, {SESSIONS} sessions", SESSIONS, ["--transport", "tcp"]),
]


def run_case(bin_folder, server, sessions, options):
    meter, started = cpu.CpuMeter(server.process.pid), time.monotonic()
    children = os.times()
    with concurrent.futures.ThreadPoolExecutor(sessions) as pool:
        results = list(pool.map(lambda _: programs.client(bin_folder, server.url(MOVIE), options), range(sessions)))
    children_after = os.times()
    clients = children_after.children_user + children_after.children_system - children.children_user - children.children_system
    return results, meter.seconds(), clients, time.monotonic() - started


def main():
    bin_folder, movies = sys.argv[1:3]
    frames = jpegs.split_jpegs(os.path.join(movies, MOVIE))
    print(f"{MOVIE}: {len(frames)} frames of {sum(map(len, frames)) / len(frames) / 1000:.0f} KB")
    row = "{:<24} {:>12} {:>6} {:>8} {:>13} {:>14} {:>7}"
    print(row.format("case", "frames whole", "late", "lost", "server CPU s", "clients CPU s", "wall s"))
    failed = 0
    with tempfile.TemporaryDirectory() as folder, programs.Server(bin_folder, movies, os.path.join(folder, "server.log")) as server:
        for name, sessions, options in CASES:
            results, server_cpu, clients_cpu, seconds = run_case(bin_folder, server, sessions, options)
            total = {key: sum(counters.get(key, 0) for _, counters, _ in results)
                     for key in ("frames_complete", "frames_late", "packets_lost")}
            print(row.format(name, f"{total['frames_complete']}/{sessions * len(frames)}", total["frames_late"], total["packets_lost"],
                             f"{server_cpu:.2f}", f"{clients_cpu:.2f}", f"{seconds:.1f}"))
            for code, _, stderr in results:
                if code != 0:
                    print(f"  a client ended with {code}: {stderr.strip()[-300:]}")
            failed += total["frames_complete"] != sessions * len(frames) or any(code for code, _, _ in results)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
