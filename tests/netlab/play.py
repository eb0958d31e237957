#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""./run netlab [options] [-- client arguments]: server, router and client in three network namespaces, the path between them as bad as asked.

With no client argument the 1080p30 demo movie is played without a window. At the end: what the path did, datagram by datagram, and how
many frames would have been whole without recovery. Ends with the client's exit code; with 77 where there can be no laboratory.
"""
import argparse
import os
import signal
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "support"))
import netlab  # noqa: E402
import programs  # noqa: E402
import self_test  # noqa: E402

PROPERTIES = {
    "loss": "share of the packets to lose, such as 2%%",
    "burst": "packets lost at once; the mean stays the loss",
    "rate": "bits a second, such as 20mbit",
    "queue": "longest wait for that rate, then packets are dropped (100ms)",
    "delay": "of every packet, each way, such as 20ms",
    "jitter": "up to so much more; the order stays",
    "reorder": "share of the packets to hold back by 5 ms",
    "seed": "another course of the same chances",
}


def arguments():
    parser = argparse.ArgumentParser(prog="./run netlab", description=__doc__.split("\n\n")[1], usage=__doc__.split(":")[0])
    for name, help_text in PROPERTIES.items():
        parser.add_argument(f"--{name}", metavar=name.upper(), help=help_text)
    parser.add_argument("--movie", default="hd1080.mjpeg", help="of build/movies (hd1080.mjpeg)")
    parser.add_argument("--window", action="store_true", help="the player with its window")
    parser.add_argument("--self-test", action="store_true", help="measure whether the laboratory does what it says, and end")
    words = sys.argv[3:]
    split = words.index("--") if "--" in words else len(words)
    return parser.parse_args(words[:split]), words[split + 1:]


def link_of(options):
    parts = [f"{name}={getattr(options, name)}" for name in PROPERTIES if getattr(options, name) is not None]
    return ",".join(parts) or "seed=1"


def play(bin_folder, movies, options, client_words):
    link = link_of(options)
    with netlab.Lab(bin_folder, link) as lab, tempfile.TemporaryDirectory() as folder:
        print(f"network laboratory: {link}, each way; server {netlab.SERVER}, client {netlab.CLIENT}", flush=True)
        with programs.Server(bin_folder, os.path.abspath(movies), os.path.join(folder, "server.log"), (), lab.within(lab.server),
                             netlab.SERVER) as server:
            words = client_words if options.window else ["--headless", *client_words]
            with programs.Child([*lab.within(lab.client), os.path.join(bin_folder, "zoetrope-client"), *words, server.url(options.movie)]) as client:
                code = client.process.wait()
        print("\n".join(netlab.in_words(lab.account())))
    return code


def main():
    bin_folder, movies = sys.argv[1:3]
    options, client_words = arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    if not netlab.possible(bin_folder):
        return programs.SKIPPED
    if options.self_test:
        sys.argv[1:] = [bin_folder]
        return self_test.main()
    try:
        return play(bin_folder, movies, options, client_words)
    except (RuntimeError, subprocess.SubprocessError) as problem:
        print(f"netlab: {problem}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
