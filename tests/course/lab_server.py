# SPDX-License-Identifier: MIT
"""The lab's servers as the wire knows them: how they read requests, what they answer, how they cut frames.

Written from the behaviour of public solutions of the lab, with raw sockets and none of their code.
"""

import re
import socket
import struct
import threading
import time


# --- request parsers: one recv() -> (method, movie, cseq text, port or None); an exception is the worker's death ------

def stock_parser(text):
    lines = text.split("\n")
    method, movie = lines[0].split(" ")[:2]
    cseq = lines[1].split(" ")[1]
    port = int(lines[2].split(" ")[3]) if method == "SETUP" else None
    return method, movie, cseq, port


def equals_parser(text):
    lines = text.split("\n")
    method, movie = lines[0].split(" ")[:2]
    cseq = lines[1].split(" ")[1]
    port = int(lines[2].split("=")[1]) if method == "SETUP" else None
    return method, movie, cseq, port


def crlf_parser(text):
    lines = text.split("\r\n")
    method, movie = lines[0].split(" ")[:2]
    cseq = lines[1].split(" ")[1]
    port = int(re.search(r"client_port\s*=\s*(\d+)", lines[2]).group(1)) if method == "SETUP" else None
    return method, movie, cseq, port


def java_parser(text):
    """readLine() three times: what is over must be nothing, or the next request is misread."""
    if text.count("\n") != 3 or not text.endswith("\n"):
        raise ValueError("readLine hangs or reads a blank line as a request")
    return crlf_parser(text)


REQUEST_PARSERS = [stock_parser, equals_parser, crlf_parser, java_parser]


# --- replies -----------------------------------------------------------------------------------------------------------

def stock_reply(cseq, session):
    return f"RTSP/1.0 200 OK\nCSeq: {cseq}\nSession: {session}"


def crlf_reply(cseq, session):
    return f"RTSP/1.0 200 OK\r\nCSeq: {cseq.strip()}\r\nSession: {session}\r\n"


def crlf_blank_reply(cseq, session):
    return crlf_reply(cseq, session) + "\r\n"


def extra_line_reply(cseq, session):
    return f"RTSP/1.0 200 OK\nCSeq: {cseq.strip()}\nSession: {session}\nFrames: 500"


def no_session_reply(cseq, session):
    return f"RTSP/1.0 200 OK\nCSeq: {cseq.strip()}\n"


def transport_first_reply(cseq, session):
    return f"RTSP/1.0 200 OK\r\nCSeq: {cseq.strip()}\r\nTransport: RTP/UDP\r\nSession: {session};timeout=30000\r\n\r\n"


def uuid_reply(cseq, session):
    return f"RTSP/1.0 200 OK\r\nCSeq: {cseq.strip()}\r\nSession: 5f0c1f3e-8d1b-4c57-9c0b-0d5f4f1f7a11\r\n"


def wrong_cseq_reply(cseq, session):
    return f"RTSP/1.0 200 OK\nCSeq: {int(cseq) + 40}\nSession: {session}"


def doubled_cseq_reply(cseq, session):
    return f"RTSP/1.0 200 OK\nCSeq: CSeq: {cseq.strip()}\nSession: {session}"


REPLY_FORMS = [stock_reply, crlf_reply, crlf_blank_reply, extra_line_reply, no_session_reply, transport_first_reply,
               uuid_reply, wrong_cseq_reply, doubled_cseq_reply]


# --- fragment schemes: (frame, number from 1, state) -> list of datagrams ------------------------------------------------

def _rtp(marker, sequence, timestamp, ssrc=0):
    return struct.pack(">BBHII", 0x80, (0x80 if marker else 0) | 26, sequence & 0xFFFF, timestamp & 0xFFFFFFFF, ssrc)


def whole(frame, number, state):
    return [_rtp(False, number, int(time.time())) + frame]


def whole_marked(frame, number, state):
    return [_rtp(True, number, number * 50) + frame]


def _chunks(frame, size):
    return [frame[at:at + size] for at in range(0, len(frame), size)]


def same_sequence(frame, number, state):
    """Scheme A: every slice has the frame's number."""
    parts = _chunks(frame, 1400)
    return [_rtp(part is parts[-1], number, int(time.time())) + part for part in parts]


def next_sequence(frame, number, state):
    """Scheme B: the sequence number counts packets, from 0, over PAUSE."""
    packets = []
    parts = _chunks(frame, 1460)
    for part in parts:
        packets.append(_rtp(part is parts[-1], state.setdefault("sequence", 0), int(time.time()), 0x12345678) + part)
        state["sequence"] += 1
    return packets


def continued_without_header(frame, number, state):
    """Scheme E: one RTP header, then raw pieces of 4096 bytes."""
    return _chunks(_rtp(False, number, number * 40) + frame, 4096)


SCHEMES = [whole, whole_marked, same_sequence, next_sequence]


class LabServer:
    """Serves one client over one connection, as the lab's servers do; runs in a thread of its own."""

    def __init__(self, frames, parser=stock_parser, reply=stock_reply, scheme=whole, interval=0.01, silent=()):
        self.frames, self.parser, self.reply, self.scheme = frames, parser, reply, scheme
        self.interval, self.silent = interval, silent
        self.requests, self.raw, self.failure = [], [], None
        self.state, self.next_frame = {}, 0
        self.playing = threading.Event()
        self.closing = False
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port = self.listening.getsockname()[1]
        self.threads = [threading.Thread(target=self.serve, daemon=True)]
        self.threads[0].start()

    def serve(self):
        try:
            self.tcp, peer = self.listening.accept()
            while not self.closing:
                data = self.tcp.recv(256)
                if not data:
                    return
                self.handle(data.decode(), peer[0])
        except OSError:
            pass
        except Exception as error:  # the lab's worker dies silently; the test wants to know
            self.failure = repr(error)

    def handle(self, text, host):
        self.raw.append(text)
        method, movie, cseq, port = self.parser(text)
        self.requests.append((method, movie))
        if method == "SETUP":
            self.to = (host, port)
        elif method == "PLAY" and not self.playing.is_set():
            self.playing.set()
            sender = threading.Thread(target=self.send_frames, daemon=True)
            self.threads.append(sender)
            sender.start()
        elif method == "PAUSE":
            self.stop_sending()
        elif method == "TEARDOWN":
            self.stop_sending()
        if method not in self.silent:
            self.tcp.sendall(self.reply(cseq, 123456).encode())

    def stop_sending(self):
        self.playing.clear()
        for thread in self.threads[1:]:
            thread.join()
        del self.threads[1:]

    def send_frames(self):
        udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        while self.playing.is_set() and self.next_frame < len(self.frames):
            for packet in self.scheme(self.frames[self.next_frame], self.next_frame + 1, self.state):
                udp.sendto(packet, self.to)
            self.next_frame += 1
            time.sleep(self.interval)
        udp.close()

    def close(self):
        self.closing = True
        self.playing.clear()
        self.listening.close()
        if hasattr(self, "tcp"):
            try:
                self.tcp.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
            self.tcp.close()
        for thread in self.threads:
            thread.join(5)
