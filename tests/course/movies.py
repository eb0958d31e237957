# SPDX-License-Identifier: MIT
"""Small movies for the course tests, cut out of the demo movies that the server makes."""

import pathlib
import subprocess


def lab_frames(path):
    """The JPEGs of a lab file: five digits, then so many bytes."""
    data = pathlib.Path(path).read_bytes()
    frames, at = [], 0
    while at + 5 <= len(data):
        size = int(data[at:at + 5])
        frames.append(data[at + 5:at + 5 + size])
        at += 5 + size
    return frames


def raw_frames(path):
    """The JPEGs of a file of concatenated ones that hold no SOI or EOI inside (the demo movies do not)."""
    data = pathlib.Path(path).read_bytes()
    return [b"\xff\xd8" + part for part in data.split(b"\xff\xd8")[1:]]


def write_lab_movie(path, frames):
    """Writes frames below 100,000 bytes in the lab's format."""
    pathlib.Path(path).write_bytes(b"".join(b"%05d" % len(frame) + frame for frame in frames))
    return frames


class Movies:
    """small.Mjpeg: 30 frames that fit one datagram. large.Mjpeg: 12 frames that do not."""

    def __init__(self, server_program, folder, demo_folder):
        subprocess.run([server_program, "--make-demo", str(demo_folder)], check=True, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL)
        self.folder = pathlib.Path(folder)
        demo = pathlib.Path(demo_folder)
        self.small = write_lab_movie(self.folder / "small.Mjpeg", lab_frames(demo / "movie.Mjpeg")[:30])
        large = [frame for frame in raw_frames(demo / "hd720.mjpeg") if len(frame) < 100_000][:12]
        if len(large) < 12:
            large = [pad_jpeg(frame, 40_000) for frame in self.small[:12]]
        self.large = write_lab_movie(self.folder / "large.Mjpeg", large)


def pad_jpeg(frame, size):
    """The same picture made `size` bytes long by a comment segment behind SOI."""
    filler = b"\x55" * (size - len(frame) - 4)
    return frame[:2] + b"\xff\xfe" + (len(filler) + 2).to_bytes(2, "big") + filler + frame[2:]
