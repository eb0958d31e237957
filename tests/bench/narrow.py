#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""narrow.py BIN_FOLDER MOVIES [WORD…]: the 1080p30 demo movie over links too small for it, in the laboratory, beside GStreamer.

Prints the second table of docs/network.md. With WORDs only the scenarios whose names contain one of them. Exit code 1 when what is
promised there is not held, with a sentence for each; 77 where there can be no laboratory.
"""
import csv
import dataclasses
import json
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "support"))
sys.path.insert(0, os.path.dirname(__file__))
import netlab  # noqa: E402
import network  # noqa: E402
import programs  # noqa: E402

MOVIE = "hd1080.mjpeg"
LIMIT = 60  # seconds more than a client should need
TRIES = 2
HEAD = """| scenario | time | frames a second | incomplete | link used | queueing, 95th percentile | packets lost | quality, against encoding again | half size | GStreamer |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |"""
# Sends what the link takes, by the system's TCP (CUBIC), until it is ended; and who reads it.
DOWNLOAD_FROM = ("import socket,sys\ns=socket.create_server((sys.argv[1],9000))\nprint('ready',flush=True)\nc=s.accept()[0]\n"
                 "while True: c.sendall(bytes(65536))\n")
DOWNLOAD_TO = "import socket,sys\nc=socket.create_connection((sys.argv[1],9000))\nwhile c.recv(65536): pass\n"


def say(text):
    print(text, file=sys.stderr, flush=True)


@dataclasses.dataclass(frozen=True)
class Scenario:
    """What is promised of each is what its fields say: of the time from settle to the end."""

    name: str
    link: str
    seconds: int
    settle: int = 5
    rate: float | None = None  # bits a second
    fps: float = 0
    used: float = 0
    queueing: float | None = 60  # ms
    lost: float | None = 1  # %
    steps: tuple = ()  # (second, bits a second)
    clients: int = 1
    download: bool = False
    options: tuple = ("--transport", "udp")
    serving: tuple = ()
    quality: bool = False
    no_half: bool = False
    gstreamer: bool = False
    as_it_is: bool = False
    delay: float | None = None  # ms


SCENARIOS = [
    Scenario("20 Mbit/s", "rate=20mbit,queue=100ms,delay=2ms", 25, rate=20e6, fps=24, used=0.8, quality=True, no_half=True, gstreamer=True),
    Scenario("20 Mbit/s, 40 ms round trip", "rate=20mbit,queue=100ms,delay=20ms", 25, rate=20e6, fps=24, used=0.8, quality=True, no_half=True),
    Scenario("5 Mbit/s", "rate=5mbit,queue=100ms,delay=2ms", 25, rate=5e6, fps=15, used=0.8, quality=True),
    Scenario("no limit", "delay=2ms", 9, settle=3, fps=29, as_it_is=True),
    Scenario("40, 8, 40 Mbit/s, 15 s each", "rate=40mbit,queue=100ms,delay=2ms", 45, rate=40e6, lost=None, queueing=None,
             steps=((15, 8e6), (30, 40e6))),
    Scenario("two on 40 Mbit/s", "rate=40mbit,queue=100ms,delay=5ms", 60, settle=30, rate=40e6, used=0.8, clients=2),
    Scenario("beside a TCP download, 40 Mbit/s", "rate=40mbit,queue=100ms,delay=5ms", 40, settle=20, rate=40e6, queueing=None, lost=None,
             download=True),
    Scenario("TCP interleaved, 5 Mbit/s", "rate=5mbit,queue=100ms,delay=2ms", 25, rate=5e6, fps=5, queueing=None, lost=None,
             options=("--transport", "tcp"), delay=2500),
]


class Packet:
    """A line of the router's log."""
    __slots__ = ("at", "port", "kind", "size", "waited")

    def __init__(self, row):
        self.at, self.port, self.kind, self.size, self.waited = float(row[0]) / 1000, int(row[1]), row[2], int(row[3]), int(row[4])


def read_log(path, start, end):
    with open(path, encoding="ascii") as file:
        packets = [Packet(row) for row in csv.reader(file)]
    return [packet for packet in packets if start <= packet.at < end]


def percentile(values, share):
    values = sorted(values)
    return values[int((len(values) - 1) * share)] if values else 0


def rate_of(packets, seconds):
    return 8 * sum(packet.size for packet in packets) / max(seconds, 1e-9)


def start_download(lab, cleanup):
    sender = programs.Child([*lab.within(lab.server), sys.executable, "-c", DOWNLOAD_FROM, netlab.SERVER], stdout=subprocess.PIPE)
    cleanup.append(sender)
    sender.process.stdout.readline()
    cleanup.append(programs.Child([*lab.within(lab.client), sys.executable, "-c", DOWNLOAD_TO, netlab.SERVER]))


def play(bin_folder, movies, scenario, folder):
    """(counters of the clients, their reports' rows, the log's path, the laboratory's account)"""
    log = os.path.join(folder, "packets.csv")
    steps = [f"{seconds}={int(bps / 1000)}kbit" for seconds, bps in scenario.steps]
    cleanup, clients = [], []
    with netlab.Lab(bin_folder, scenario.link, (*steps, log)) as lab:
        with programs.Server(bin_folder, movies, os.path.join(folder, "server.log"), ("--loop", *scenario.serving), lab.within(lab.server),
                             netlab.SERVER) as server:
            try:
                if scenario.download:
                    start_download(lab, cleanup)
                for number in range(scenario.clients):
                    words = ["--headless", "--json", *scenario.options, "--duration", str(scenario.seconds),
                             "--report", os.path.join(folder, f"{number}.csv")]
                    if scenario.quality:
                        words += ["--save", os.path.join(folder, f"{number}.mjpeg")]
                    child = programs.Child([*lab.within(lab.client), os.path.join(bin_folder, "zoetrope-client"), *words, server.url(MOVIE)],
                                           stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
                    cleanup.append(child)
                    clients.append(child)
                outputs = [child.process.communicate(timeout=scenario.seconds + LIMIT)[0] for child in clients]
            finally:
                for child in cleanup:
                    child.stop()
        account = lab.account()
    counters = [json.loads(output.strip().splitlines()[-1]) if output.strip() else {} for output in outputs]
    reports = []
    for number in range(scenario.clients):
        with open(os.path.join(folder, f"{number}.csv"), encoding="utf-8") as file:
            reports.append(list(csv.DictReader(line for line in file if not line.startswith("#"))))
    return counters, reports, log, account


def quality_of(bin_folder, movies, scenario, folder, rows):
    shown_before = sum(float(row.get("frames_shown") or 0) for row in rows[:scenario.settle])
    bench = os.path.join(bin_folder, "..", "tests", "quality_bench")
    result = subprocess.run([bench, os.path.join(movies, MOVIE), os.path.join(folder, "0.mjpeg"), str(int(shown_before))],
                            capture_output=True, text=True, check=True)
    return json.loads(result.stdout)


class Figures:
    def __init__(self, bin_folder, movies, scenario, folder, played):
        self.counters, reports, log, account = played
        self.too_slow = account["laboratory_lost"]
        start, end = scenario.settle, scenario.seconds
        seconds = end - start
        self.packets = read_log(log, 0, end)
        late = [packet for packet in self.packets if packet.at >= start]
        media = [packet for packet in late if packet.kind != "other" or scenario.options[-1] == "tcp"]
        first = [packet for packet in media if packet.waited >= 0 and packet.kind != "again"]
        self.shown_rate = [sum(float(row.get("frames_shown") or 0) for row in rows[start:end]) / max(1, len(rows[start:end])) for rows in reports]
        self.incomplete = sum(each.get("frames_incomplete", 0) + each.get("frames_lost", 0) for each in self.counters)
        whole = sum(each.get("frames_shown", 0) for each in self.counters)
        # What was sent of frames that were never shown is no use of the link.
        useful = whole / max(1, whole + self.incomplete + sum(each.get("frames_late", 0) for each in self.counters))
        self.used = useful * rate_of(first, seconds) / scenario.rate if scenario.rate else 0
        self.queueing = percentile([packet.waited / 1000 for packet in media if packet.waited >= 0], 0.95)
        self.lost = 100 * sum(packet.waited < 0 for packet in media) / max(1, len(media))
        ports = sorted({packet.port for packet in first if packet.kind == "first"})
        self.shares = [rate_of([packet for packet in first if packet.port == port], seconds) / scenario.rate for port in ports] if scenario.rate else []
        self.delay = max(each.get("delay_ms", 0) for each in self.counters)
        self.quality = quality_of(bin_folder, movies, scenario, folder, reports[0]) if scenario.quality else None
        self.shares_of_movie = [float(row.get("rendition_share_percent") or 100) for row in reports[0][start:end]]


def offered(packets, start, end):
    return rate_of([packet for packet in packets if start <= packet.at < end], end - start)


def complaints_about(scenario, figures):
    found = []

    def demand(held, sentence):
        if not held:
            found.append(sentence)

    demand(min(figures.shown_rate) >= scenario.fps, f"{min(figures.shown_rate):.1f} frames a second were shown, not {scenario.fps}")
    demand(figures.used >= scenario.used, f"{100 * figures.used:.0f} % of the link were used, not {100 * scenario.used:.0f}")
    demand(figures.incomplete == 0 or scenario.steps or scenario.download, f"{figures.incomplete} frames were incomplete")
    if scenario.queueing:
        demand(figures.queueing <= scenario.queueing, f"packets queued {figures.queueing:.0f} ms (95th percentile)")
    if scenario.lost is not None:
        demand(figures.lost <= scenario.lost, f"{figures.lost:.1f} % of the packets were lost")
    if figures.quality and figures.quality["judged"]:
        worse = figures.quality["again_db"] - figures.quality["db"]
        demand(worse <= 2, f"the pictures are {worse:.1f} dB worse than encoded again at that size")
        demand(not scenario.no_half or figures.quality["half"] == 0, f"{figures.quality['half']} pictures had half the size")
    if scenario.as_it_is:
        demand(min(figures.shares_of_movie, default=0) == 100, "the pictures were not as the movie has them")
    if scenario.clients == 2:
        share = figures.shares[0] / max(1e-9, sum(figures.shares)) if figures.shares else 0
        demand(0.4 <= share <= 0.6, f"one session had {100 * share:.0f} % of what both had")
    if scenario.steps:
        drop, rise = scenario.steps
        demand(offered(figures.packets, drop[0] + 1, drop[0] + 2) < drop[1], "a second after the drop more was sent than the link takes")
        demand(offered(figures.packets, rise[0] + 5, rise[0] + 7) > 0.8 * rise[1], "five seconds after the rise less than 80 % was used")
    if scenario.delay:
        demand(figures.delay <= scenario.delay, f"pictures were {figures.delay:.0f} ms old")
    if figures.too_slow:
        found.append(f"{figures.too_slow} packets were lost because this machine was too slow for the laboratory")
    return found


def used_text(scenario, figures):
    if scenario.steps:
        drop, rise = scenario.steps
        parts = [(scenario.settle, drop[0], scenario.rate), (drop[0] + 1, drop[0] + 2, drop[1]), (drop[0] + 5, rise[0], drop[1]), (rise[0] + 5, scenario.seconds, rise[1])]
        return ", ".join(f"{100 * offered(figures.packets, start, end) / rate:.0f} %" for start, end, rate in parts)
    if not scenario.rate:
        return f"{rate_of([p for p in figures.packets if p.at >= scenario.settle], scenario.seconds - scenario.settle) / 1e6:.0f} Mbit/s"
    if len(figures.shares) > 1 or scenario.download:
        return " + ".join(f"{100 * share:.0f}" for share in figures.shares) + " %"
    return f"{100 * figures.used:.0f} %"


def row_of(scenario, figures, theirs):
    quality, half = "–", "–"
    if figures.quality and figures.quality["judged"]:
        quality = f"{figures.quality['db']:.1f} dB, {figures.quality['db'] - figures.quality['again_db']:+.1f} dB"
        half = f"{figures.quality['half']} of {figures.quality['frames']}"
    elif scenario.as_it_is:
        quality = "as the movie has it"
    tcp = scenario.options[-1] == "tcp"  # the router's log knows only datagrams
    cells = [scenario.name, f"{scenario.settle} to {scenario.seconds} s", " and ".join(f"{rate:.1f}" for rate in figures.shown_rate), figures.incomplete,
             "–" if tcp else used_text(scenario, figures), f"pictures {figures.delay:.0f} ms old" if tcp else f"{figures.queueing:.0f} ms",
             "–" if tcp else f"{figures.lost:.2f} %", quality, half, theirs]
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def run_scenario(bin_folder, movies, scenario):
    for attempt in range(TRIES):
        with tempfile.TemporaryDirectory() as folder:
            figures = Figures(bin_folder, movies, scenario, folder, play(bin_folder, movies, scenario, folder))
            with open(os.path.join(folder, "server.log"), encoding="utf-8") as log:
                say("  " + log.read().strip().splitlines()[-1][-300:])
        if not figures.too_slow or attempt + 1 == TRIES:
            return figures
        say(f"  {figures.too_slow} packets were lost because this machine was too slow: again")


def main():
    bin_folder, movies = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    if not netlab.possible(bin_folder):
        return programs.SKIPPED
    words = sys.argv[3:]
    rows, complaints = [], []
    for scenario in SCENARIOS:
        if words and not any(word in scenario.name for word in words):
            continue
        say(f"{scenario.name}: {scenario.link}")
        figures = run_scenario(bin_folder, movies, scenario)
        theirs = "–"
        if scenario.gstreamer and programs.has_gstreamer("GstRtspServer"):
            theirs = network.gstreamer_cell(bin_folder, movies, network.Scenario(scenario.name, scenario.link), ("retransmit", "history")) + " frames"
        rows.append(row_of(scenario, figures, theirs))
        complaints += [f"{scenario.name}: {complaint}" for complaint in complaints_about(scenario, figures)]
        say("  " + rows[-1])
    print("\n".join([HEAD, *rows]))
    print("\n" + "\n".join(f"NOT HELD: {complaint}" for complaint in complaints) if complaints else "\nall as promised")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
