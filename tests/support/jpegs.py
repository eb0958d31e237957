# SPDX-License-Identifier: MIT
"""Finds the JPEGs in movie files by walking their markers, and compares pictures with ffmpeg's psnr filter."""
import re
import subprocess

AFTER_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")


def jpeg_end(data, start):
    """Offset behind the EOI of the JPEG at start; None when it is cut short."""
    position = start + 2
    while position + 4 <= len(data):
        if data[position] != 0xFF:
            return None
        marker = data[position + 1]
        if marker == 0xD9:
            return position + 2
        if marker == 0xFF:
            position += 1
            continue
        length = int.from_bytes(data[position + 2:position + 4], "big")
        position += 2 + length
        if marker == 0xDA:
            match = AFTER_SCAN.search(data, position)
            if not match:
                return None
            position = match.start()
            # rtpjpegdepay adds no EOI to a scan that ends in FF 00: the next picture's SOI follows at once.
            if data[position + 1] == 0xD8:
                return position
    return position + 2 if data[position:position + 2] == b"\xff\xd9" else None


def split_jpegs(path):
    """The JPEGs of a movie, length-prefixed or concatenated."""
    with open(path, "rb") as file:
        data = file.read()
    found, position = [], data.find(b"\xff\xd8\xff")
    while position >= 0:
        end = jpeg_end(data, position)
        if end is None:
            break
        found.append(data[position:end])
        position = data.find(b"\xff\xd8\xff", end)
    return found


def write_concatenated(frames, path):
    with open(path, "wb") as file:
        file.writelines(frames)


def size_of(jpeg):
    """(width, height) from the frame header."""
    position = 2
    while position + 9 < len(jpeg):
        marker = jpeg[position + 1]
        if marker in (0xC0, 0xC1, 0xC2):
            return int.from_bytes(jpeg[position + 7:position + 9], "big"), int.from_bytes(jpeg[position + 5:position + 7], "big")
        position += 2 + int.from_bytes(jpeg[position + 2:position + 4], "big")
    raise ValueError("no frame header")


def psnr_of_each(received, reference):
    """Decibels of each frame of the concatenated file received against reference, cropped to the latter's size."""
    width, height = size_of(split_first(reference))
    graph = (f"[0:v]crop={width}:{height}:0:0,format=yuvj444p[a];[1:v]format=yuvj444p[b];"
             "[a][b]psnr=stats_file=-:shortest=1")
    result = subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-f", "mjpeg", "-i", received, "-f", "mjpeg", "-i", reference,
                             "-lavfi", graph, "-f", "null", "-"], capture_output=True, text=True, errors="replace", check=False)
    return [float(value) for value in re.findall(r"psnr_avg:(\S+)", result.stdout)]


def split_first(path):
    with open(path, "rb") as file:
        data = file.read(4 << 20)
    start = data.find(b"\xff\xd8\xff")
    return data[start:jpeg_end(data, start)]
