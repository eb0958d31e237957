#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""windows_icon.py ICON PNG...: the pictures, square and at most 256 wide, as one icon file for Windows.

The largest stays a PNG; the others become bitmaps, which every reader of icons knows.
"""
import struct
import sys
import zlib

PNG_FROM = 256


def read_png(data):
    """Width, height and RGBA rows of an 8-bit RGBA PNG that is not interlaced."""
    if data[:8] != b"\x89PNG\r\n\x1a\n":
        raise ValueError("no PNG")
    position, packed = 8, b""
    while position < len(data):
        length, kind = struct.unpack(">I4s", data[position:position + 8])
        body = data[position + 8:position + 8 + length]
        if kind == b"IHDR":
            width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", body)
            if (depth, colour, interlaced) != (8, 6, 0):
                raise ValueError("not 8-bit RGBA without interlacing")
        elif kind == b"IDAT":
            packed += body
        position += 12 + length
    return width, height, unfilter(zlib.decompress(packed), width * 4, height)


def unfilter(raw, stride, height):
    rows, above = [], bytearray(stride)
    for y in range(height):
        start = y * (stride + 1)
        kind, row = raw[start], bytearray(raw[start + 1:start + 1 + stride])
        for x in range(stride):
            left = row[x - 4] if x >= 4 else 0
            corner = above[x - 4] if x >= 4 else 0
            row[x] = (row[x] + predicted(kind, left, above[x], corner)) & 255
        rows.append(row)
        above = row
    return rows


def predicted(kind, left, up, corner):
    if kind == 4:  # Paeth: the neighbour nearest to left + up - corner
        guess = left + up - corner
        return min((left, up, corner), key=lambda value: abs(guess - value))
    return (0, left, up, (left + up) // 2)[kind]


def bitmap(width, height, rows):
    """Bottom up, blue first, and the mask that came before alpha (empty: alpha decides)."""
    header = struct.pack("<IiiHHIIiiII", 40, width, 2 * height, 1, 32, 0, 0, 0, 0, 0, 0)
    pixels = b"".join(bytes(row[x + i] for x in range(0, 4 * width, 4) for i in (2, 1, 0, 3)) for row in reversed(rows))
    mask_row = (width + 31) // 32 * 4
    return header + pixels + bytes(mask_row * height)


def main():
    images = []
    for name in sys.argv[2:]:
        with open(name, "rb") as file:
            data = file.read()
        width, height, rows = read_png(data)
        images.append((width, height, data if width >= PNG_FROM else bitmap(width, height, rows)))
    directory = struct.pack("<HHH", 0, 1, len(images))
    offset = len(directory) + 16 * len(images)
    for width, height, data in images:
        directory += struct.pack("<BBBBHHII", width % 256, height % 256, 0, 0, 1, 32, len(data), offset)
        offset += len(data)
    with open(sys.argv[1], "wb") as file:
        file.write(directory + b"".join(data for _, _, data in images))


if __name__ == "__main__":
    main()
