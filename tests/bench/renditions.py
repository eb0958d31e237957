#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""renditions.py BIN_FOLDER MOVIES: what the renditions of the demo movies cost and how they look, beside decoding and encoding
again at the same size (docs/renditions.md). Exit code 1 if one costs more than 0.9 of that, or looks over 1 dB worse.
"""
import os
import subprocess
import sys

MOVIES = ["hd1080.mjpeg", "hd720.mjpeg"]


def main():
    bin_folder, movies = sys.argv[1:3]
    bench = os.path.join(os.path.dirname(bin_folder), "tests", "renditions_bench")
    return subprocess.run([bench, *(os.path.join(movies, name) for name in MOVIES)], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
