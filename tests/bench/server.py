#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""server.py BIN_FOLDER MOVIES: what sending costs: CPU seconds per GB of our server, of GStreamer's and of a bare GSO loop, and how
1,000 lab sessions fare.

The receivers decode nothing: one program with all the sockets, which looks at them every 2 ms. docs/performance.md says how to read it.
"""
import json
import os
import sys
import tempfile
import threading

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "support"))
sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "interop"))
import cpu  # noqa: E402
import jpegs  # noqa: E402
import plays_from_gstreamer  # noqa: E402
import programs  # noqa: E402

# Movie, sessions, frames a second.
CASES = [("hd1080.mjpeg", 4, 30), ("movie.Mjpeg", 100, 20)]
LAB_MOVIE, LAB_SESSIONS = "movie.Mjpeg", 1000
# A movie's ladder of renditions is measured once per server, whoever plays it: that is no cost of sending.
SERVER_OPTIONS = ["--adapt", "off", "--max-sessions", "2000", "--max-sessions-per-address", "0"]
# A sleeping sender wakes as often as ours does at most.
PACED_TRAINS = 1000
PATIENCE = 120


class Memory:
    """The most that a process had of its own (RssAnon) while it was watched, less what it had at first, in KiB."""

    def __init__(self, pid):
        self.pid = pid
        self.first = self.most = self.now()
        self.over = threading.Event()
        self.thread = threading.Thread(target=self._watch, daemon=True)
        self.thread.start()

    def now(self):
        with open(f"/proc/{self.pid}/status", encoding="ascii", errors="replace") as file:
            return next(int(line.split()[1]) for line in file if line.startswith("RssAnon"))

    def grown(self):
        self.over.set()
        self.thread.join()
        return self.most - self.first

    def _watch(self):
        while not self.over.wait(0.1):
            self.most = max(self.most, self.now())


def json_of(command):
    result = programs.run_limited(command, PATIENCE)
    if result.returncode != 0:
        raise RuntimeError(f"{command[0]} ended with {result.returncode}: {result.stderr.strip()[-400:]}")
    return json.loads(result.stdout.strip().splitlines()[-1])


def receive(tools, pid, port, movie, sessions, dialect="standard"):
    """What came, with the server's CPU seconds and the growth of its memory."""
    meter, memory = cpu.CpuMeter(pid), Memory(pid)
    came = json_of([os.path.join(tools, "bench_receiver"), "127.0.0.1", str(port), movie, str(sessions), dialect])
    return {**came, "server_cpu": meter.seconds(), "memory_kib": memory.grown()}


def ours(bin_folder, tools, movies, movie, sessions, dialect="standard"):
    with tempfile.TemporaryDirectory() as folder, \
            programs.Server(bin_folder, movies, os.path.join(folder, "server.log"), SERVER_OPTIONS) as server:
        return receive(tools, server.process.pid, server.port, movie, sessions, dialect)


def gstreamers(tools, frames, sessions, fps):
    with tempfile.TemporaryDirectory() as folder:
        plain = os.path.join(folder, "movie.mjpeg")
        jpegs.write_concatenated(frames, plain)
        with plays_from_gstreamer.GstServer(plain, folder, len(frames), fps) as server:
            return receive(tools, server.process.pid, server.url.split(":")[2].split("/")[0], "movie", sessions)


def bare(tools, path, frame_bytes, gigabytes, trains=()):
    came = json_of([os.path.join(tools, "bench_bare_gso"), path, str(frame_bytes), str(gigabytes), *map(str, trains)])
    return {**came, "server_cpu": came["cpu_seconds"]}


def per_gigabyte(came):
    return came["server_cpu"] / max(came["bytes"] / 1e9, 1e-9)


def compare(bin_folder, tools, movies, movie, sessions, fps):
    path = os.path.join(movies, movie)
    frames = jpegs.split_jpegs(path)
    mean = sum(map(len, frames)) // len(frames)
    print(f"\n{movie}: {len(frames)} frames of {mean / 1000:.1f} KB, {fps} a second, to {sessions} sessions over UDP")
    rows = [("zoetrope-server", ours(bin_folder, tools, movies, movie, sessions)),
            ("gst-rtsp-server", gstreamers(tools, frames, sessions, fps)),
            ("bare GSO loop", bare(tools, path, mean, 1)),
            (f"the same, {PACED_TRAINS} trains/s", bare(tools, path, mean, 0.1, [PACED_TRAINS]))]
    theirs, least = per_gigabyte(rows[1][1]), per_gigabyte(rows[2][1])
    row = "{:<26} {:>6} {:>7} {:>9} {:>10} {:>8} {:>14} {:>11} {:>14}"
    print(row.format("sender", "CPU s", "GB", "s per GB", "of gst's", "x bare", "frames whole", "50 ms late", "memory/session"))
    for name, came in rows:
        played = "frames" in came
        cost = per_gigabyte(came)
        print(row.format(name, f"{came['server_cpu']:.2f}", f"{came['bytes'] / 1e9:.2f}", f"{cost:.2f}", f"{cost / theirs:.2f}", f"{cost / least:.1f}",
                         f"{came['frames']}/{sessions * len(frames)}" if played else "", came["late"] if played else "",
                         f"{came['memory_kib'] / sessions:.0f} KiB" if played else ""))


def lab(bin_folder, tools, movies):
    frames = len(jpegs.split_jpegs(os.path.join(movies, LAB_MOVIE)))
    came = ours(bin_folder, tools, movies, LAB_MOVIE, LAB_SESSIONS, "course")
    seconds = frames / 20
    print(f"\n{LAB_SESSIONS} lab sessions (course dialect, one datagram a frame), {LAB_MOVIE} at 20 frames a second")
    print(f"frames whole       {came['frames']} of {LAB_SESSIONS * frames}")
    print(f"over 50 ms late    {came['late']}")
    print(f"lateness           median {came['lateness_ms_p50']:.1f} ms, 99.9 % within {came['lateness_ms_p999']:.1f} ms, "
          f"at most {came['lateness_ms_max']:.1f} ms")
    print(f"server's CPU       {came['server_cpu']:.2f} s, {came['server_cpu'] / seconds * 100:.0f} % of a core, {per_gigabyte(came):.2f} s per GB")
    print(f"receivers' CPU     {came['cpu_seconds']:.2f} s, {came['cpu_seconds'] / seconds * 100:.0f} % of a core")
    print(f"memory             {came['memory_kib'] / LAB_SESSIONS:.1f} KiB a session")


def load():
    with open("/proc/loadavg", encoding="ascii") as file:
        return file.read().split()[0]


def main():
    bin_folder, movies = sys.argv[1:3]
    tools = os.path.join(bin_folder, "..", "tests")
    print(f"load before: {load()}")
    for case in CASES:
        compare(bin_folder, tools, movies, *case)
    lab(bin_folder, tools, movies)
    print(f"\nload behind: {load()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
