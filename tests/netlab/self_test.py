#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""self_test.py BIN_FOLDER: does the network laboratory do what it says? Numbered datagrams through it, once for each kind of impairment.

Prints what was asked and what was measured at the client, with the run lengths of the losses. Exit code 1 when they do not agree:
counts have to agree to the packet, shares within what chance allows; times may be longer on a busy machine, never shorter.
"""
import json
import math
import os
import re
import statistics
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "support"))
import netlab  # noqa: E402
import programs  # noqa: E402

PROBE = [sys.executable, os.path.join(os.path.dirname(os.path.abspath(__file__)), "probe.py")]
BYTES = 1428
QUIET = 1.5
SIGMAS = 5


def through(bin_folder, link, packets, gap_us):
    """(what came at the client, the laboratory's account)"""
    with netlab.Lab(bin_folder, link) as lab:
        with programs.Child([*lab.within(lab.client), *PROBE, "receive", netlab.CLIENT, str(QUIET)], stdout=subprocess.PIPE,
                            text=True) as receiver:
            port = re.match(r"port (\d+)", receiver.process.stdout.readline()).group(1)
            subprocess.run([*lab.within(lab.server), *PROBE, "send", netlab.CLIENT, port, str(packets), str(BYTES), str(gap_us)], check=True)
            came = json.loads(receiver.process.stdout.readline())
            receiver.process.stdout.close()
        return came, lab.account()


def run_lengths(came, packets):
    """{so many missing in a row: how often}"""
    there, runs, run = {number for number, _, _ in came}, {}, 0
    for number in range(packets + 1):
        if number in there or number == packets:
            if run:
                runs[run] = runs.get(run, 0) + 1
            run = 0
        else:
            run += 1
    return runs


def in_a_row(runs):
    return ", ".join(f"{length} x {times}" for length, times in sorted(runs.items())) or "none"


class Case:
    def __init__(self, bin_folder, link, packets, gap_us):
        self.packets, self.complaints = packets, []
        print(f"{link}: {packets} datagrams of {BYTES} bytes, one every {gap_us} us")
        self.came, self.account = through(bin_folder, link, packets, gap_us)
        self.way = self.account["to_client"]
        gone = self.way["udp_dropped"]
        self.expect(self.way["udp"] == packets == self.account["kernel"]["sent"], "every datagram reaches the router")
        self.expect(len(self.came) == packets - gone == self.account["kernel"]["arrived"],
                    f"{len(self.came)} came at the client, {packets - gone} left the forwarder, the kernel counted {self.account['kernel']['arrived']}")
        self.expect(self.account["laboratory_lost"] == 0, f"{self.account['laboratory_lost']} packets were lost for want of time")

    def expect(self, holds, sentence):
        if not holds:
            self.complaints.append(sentence)

    def expect_share(self, name, asked, count, clumps=1):
        """clumps: so many events come together, which widens what chance allows."""
        allowed = SIGMAS * math.sqrt(asked * (1 - asked) * clumps / self.packets)
        print(f"  {name}: {100 * asked:.2f} % asked, {100 * count / self.packets:.2f} % measured")
        self.expect(abs(count / self.packets - asked) <= allowed, f"{name} is off by more than {100 * allowed:.2f} points")

    def expect_delay(self, least_ms):
        delays = sorted(delay for _, delay, _ in self.came)
        print(f"  delay: at least {least_ms} ms asked, {delays[0] / 1000:.2f} ms measured at least, {statistics.median(delays) / 1000:.2f} ms in "
              f"the middle, {delays[int(len(delays) * 0.99)] / 1000:.2f} ms for all but 1 %")
        self.expect(delays[0] >= 1000 * least_ms, f"a packet took only {delays[0] / 1000:.2f} ms")

    def finish(self):
        for sentence in self.complaints:
            print(f"  WRONG: {sentence}")
        return len(self.complaints)


def random_loss(bin_folder):
    case = Case(bin_folder, "loss=5%", 20000, 100)
    runs = run_lengths(case.came, case.packets)
    print(f"  run lengths: {in_a_row(runs)}")
    case.expect_share("loss", 0.05, case.packets - len(case.came))
    case.expect(runs.get(1, 0) > 0.85 * sum(runs.values()), "losses that are independent mostly come alone")
    return case.finish()


def bursts(bin_folder):
    case = Case(bin_folder, "loss=2%,burst=20", 20000, 100)
    runs = run_lengths(case.came, case.packets)
    print(f"  run lengths: {in_a_row(runs)}")
    case.expect_share("loss", 0.02, case.packets - len(case.came), 20)
    cut_off = [length for length in runs if length % 20]
    case.expect(len(cut_off) <= 1, f"runs of {cut_off}")
    return case.finish()


def rate(bin_folder):
    """Twice as much as goes through: half is dropped, and the queue stays full."""
    case = Case(bin_folder, "rate=20mbit,queue=100ms", 5000, 286)
    span = (case.came[-1][2] - case.came[0][2]) / 1e6
    measured = (len(case.came) - 1) * BYTES * 8 / span / 1e6
    # The last packet waits for the rate, so that a busy machine cannot make it seem faster.
    print(f"  rate: 20 Mbit/s asked, {measured:.2f} Mbit/s measured; {case.way['dropped']} dropped; queueing up to {case.way['queueing_max_us'] / 1000:.1f} ms")
    case.expect(measured < 20.5, "it is faster than asked")
    case.expect(case.way["queueing_max_us"] <= 100_000, "packets waited longer than the queue is")
    case.expect(case.way["dropped"] > 0, "nothing was dropped although there was too much")
    return case.finish()


def delay_and_jitter(bin_folder):
    case = Case(bin_folder, "delay=20ms,jitter=5ms", 10000, 200)
    case.expect_delay(20)
    numbers = [number for number, _, _ in case.came]
    case.expect(numbers == sorted(numbers), "jitter changed the order")
    return case.finish()


def reordering(bin_folder):
    case = Case(bin_folder, "reorder=1%,delay=10ms", 20000, 100)
    case.expect_delay(10)
    overtaken, highest = 0, -1
    for number, _, _ in case.came:
        overtaken += number < highest
        highest = max(highest, number)
    case.expect_share("held back", 0.01, case.way["reordered"])
    print(f"  came behind a later one: {100 * overtaken / case.packets:.2f} %")
    # On a machine that stands still for a moment, packets are late together and nobody is overtaken.
    case.expect(0.5 * case.way["reordered"] <= overtaken <= case.way["reordered"], f"{overtaken} were overtaken, {case.way['reordered']} held back")
    return case.finish()


def main():
    bin_folder = sys.argv[1]
    if not netlab.possible(bin_folder):
        return programs.SKIPPED
    wrong = sum(case(bin_folder) for case in (random_loss, bursts, rate, delay_and_jitter, reordering))
    print(f"network laboratory: {'all as asked' if not wrong else f'{wrong} things wrong'}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
