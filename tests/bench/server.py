#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""server.py BIN_FOLDER MOVIES: CPU of our server beside GStreamer's, the same 1080p30 movie to SESSIONS headless clients over UDP."""
import concurrent.futures
import os
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "support"))
sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "interop"))
import cpu  # noqa: E402
import plays_from_gstreamer  # noqa: E402
import programs  # noqa: E402

MOVIE = "hd1080.mjpeg"
SESSIONS = 4


def measure(bin_folder, pid, url):
    """(CPU seconds, GB received, frames whole)"""
    meter = cpu.CpuMeter(pid)
    with concurrent.futures.ThreadPoolExecutor(SESSIONS) as pool:
        counters = [result[1] for result in pool.map(
            lambda _: programs.client(bin_folder, url, ["--transport", "udp"]), range(SESSIONS))]
    return meter.seconds(), sum(each.get("bytes_received", 0) for each in counters) / 1e9, sum(each.get("frames_complete", 0) for each in counters)


def main():
    bin_folder, movies = sys.argv[1:3]
    row = "{:<18} {:>6} {:>6} {:>9} {:>12}"
    print(f"{MOVIE} to {SESSIONS} sessions over UDP")
    print(row.format("server", "CPU s", "GB", "s per GB", "frames whole"))
    with tempfile.TemporaryDirectory() as folder:
        with programs.Server(bin_folder, movies, os.path.join(folder, "server.log")) as server:
            ours = measure(bin_folder, server.process.pid, server.url(MOVIE))
        with plays_from_gstreamer.GstServer(os.path.join(movies, MOVIE), folder, 300, 30) as server:
            theirs = measure(bin_folder, server.process.pid, server.url)
    for name, (seconds, gigabytes, frames) in (("zoetrope-server", ours), ("gst-rtsp-server", theirs)):
        print(row.format(name, f"{seconds:.2f}", f"{gigabytes:.2f}", f"{seconds / max(gigabytes, 1e-9):.2f}", frames))
    return 0


if __name__ == "__main__":
    sys.exit(main())
