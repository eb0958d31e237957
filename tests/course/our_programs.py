# SPDX-License-Identifier: MIT
"""Where the course tests find our programs, and how they start them (tests/support/programs.py does the work)."""

import os
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import programs as support  # noqa: E402  (on the path above)

BIN = os.environ.get("ZOETROPE_BIN", str(pathlib.Path(__file__).resolve().parents[2] / "build/release/bin"))
SERVER = os.path.join(BIN, "zoetrope-server")


def start_server(folder, *options):
    return support.Server(BIN, folder, os.path.join(folder, "server.log"), options)


def run_client(*arguments, limit=60):
    """The player, headless, to its end: (exit code, counters, stderr)."""
    *options, last = [str(argument) for argument in arguments]
    return support.client(BIN, last, options, limit)
