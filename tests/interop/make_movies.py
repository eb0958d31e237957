#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""make_movies.py BIN_FOLDER FOLDER: the demo movies and awkward ones, for the strangers to play.

Beside each MOVIE, as FOLDER/reference/MOVIE, the same frames concatenated: what a player's pictures are compared with.
"""
import os
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "support"))
import jpegs  # noqa: E402

FRAMES = 50
FFMPEG = ["ffmpeg", "-v", "error", "-nostdin", "-y", "-f", "lavfi", "-i"]
# What RFC 2435 carries as it is needs standard Huffman tables: ffmpeg writes optimised ones unless told otherwise.
STANDARD_TABLES = ["-huffman", "default"]


def ffmpeg_movie(path, size, *options):
    subprocess.run([*FFMPEG, f"testsrc2=size={size}:rate=25", "-frames:v", str(FRAMES), "-c:v", "mjpeg", "-q:v", "4", *options,
                    "-f", "mjpeg", path], check=True)


def cjpeg_movie(path, size, *options):
    """Each frame made by libjpeg's own program, for what ffmpeg's encoder cannot write."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([*FFMPEG, f"testsrc2=size={size}:rate=25", "-frames:v", str(FRAMES), os.path.join(folder, "%05d.ppm")], check=True)
        frames = [subprocess.run(["cjpeg", "-quality", "85", *options, os.path.join(folder, name)], check=True, capture_output=True).stdout
                  for name in sorted(os.listdir(folder))]
    jpegs.write_concatenated(frames, path)


AWKWARD = {
    "optimised.mjpeg": lambda path: ffmpeg_movie(path, "640x360", "-pix_fmt", "yuvj420p"),
    "yuv444.mjpeg": lambda path: ffmpeg_movie(path, "640x360", "-pix_fmt", "yuvj444p", *STANDARD_TABLES),
    "yuv422.mjpeg": lambda path: ffmpeg_movie(path, "640x360", "-pix_fmt", "yuvj422p", *STANDARD_TABLES),
    "yuv422_one_row.mjpeg": lambda path: cjpeg_movie(path, "640x360", "-sample", "2x1"),
    "wide2560.mjpeg": lambda path: ffmpeg_movie(path, "2560x1440", "-pix_fmt", "yuvj420p", *STANDARD_TABLES),
    "grey.mjpeg": lambda path: cjpeg_movie(path, "640x360", "-grayscale"),
    "progressive.mjpeg": lambda path: cjpeg_movie(path, "640x360", "-progressive"),
    "restart.mjpeg": lambda path: cjpeg_movie(path, "640x360", "-restart", "1"),
    "restart_blocks.mjpeg": lambda path: cjpeg_movie(path, "640x360", "-restart", "7B"),
    "odd_size.mjpeg": lambda path: cjpeg_movie(path, "634x358"),
}


def main():
    bin_folder, folder = sys.argv[1:3]
    if not shutil.which("ffmpeg") or not shutil.which("cjpeg"):
        print("skipped: ffmpeg and cjpeg are not here (./run interop installs them)")
        return 77
    os.makedirs(os.path.join(folder, "reference"), exist_ok=True)
    subprocess.run([os.path.join(bin_folder, "zoetrope-server"), "--make-demo", folder], check=True, stderr=subprocess.DEVNULL)
    for name, make in AWKWARD.items():
        path = os.path.join(folder, name)
        if not os.path.exists(path):
            make(path + ".part")
            os.rename(path + ".part", path)
    for name in sorted(os.listdir(folder)):
        if name.lower().endswith(".mjpeg"):
            frames = jpegs.split_jpegs(os.path.join(folder, name))
            jpegs.write_concatenated(frames, os.path.join(folder, "reference", name))
            print(f"{name}: {len(frames)} frames, {sum(map(len, frames)) // max(1, len(frames))} bytes each")
    return 0


if __name__ == "__main__":
    sys.exit(main())
