#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""probe.py send ADDRESS PORT PACKETS BYTES GAP_US | probe.py receive ADDRESS QUIET_SECONDS

Numbered datagrams with the time of their sending, and what came of them: 'receive' prints 'port N', and when nothing has come for
QUIET_SECONDS one JSON list of [number, microseconds on the way, microseconds of arrival].
"""
import json
import socket
import struct
import sys
import time

HEAD = struct.Struct("!IQ")
SO_TIMESTAMPNS = 35
BUFFER = 16 << 20
SO_RCVBUFFORCE = 33


def send(address, port, packets, size, gap_us):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    filling = bytes(size - 28 - HEAD.size)
    start = time.monotonic_ns()
    for number in range(packets):
        early = start + number * gap_us * 1000 - time.monotonic_ns()
        if early > 0:
            time.sleep(early / 1e9)
        sock.sendto(HEAD.pack(number, time.time_ns()) + filling, (address, port))


def receive(address, quiet):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.setsockopt(socket.SOL_SOCKET, SO_RCVBUFFORCE, BUFFER)
    sock.setsockopt(socket.SOL_SOCKET, SO_TIMESTAMPNS, 1)
    sock.bind((address, 0))
    print(f"port {sock.getsockname()[1]}", flush=True)
    came = []
    while True:
        try:
            data, extra, _, _ = sock.recvmsg(2048, 64)
        except TimeoutError:
            break
        sock.settimeout(quiet)
        seconds, nanoseconds = struct.unpack("qq", extra[0][2])
        arrived = seconds * 10**9 + nanoseconds
        number, sent = HEAD.unpack(data[:HEAD.size])
        came.append([number, (arrived - sent) // 1000, arrived // 1000])
    print(json.dumps(came))


if __name__ == "__main__":
    if sys.argv[1] == "send":
        send(sys.argv[2], *map(int, sys.argv[3:7]))
    else:
        receive(sys.argv[2], float(sys.argv[3]))
