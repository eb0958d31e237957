# SPDX-License-Identifier: MIT
"""The lab's clients as the wire knows them: what they send, how they read replies, how they put frames together.

Written from the behaviour of public solutions of the lab (request forms, reply parsers, fragment schemes), with
raw sockets and none of their code. Each class of behaviour is a function in a table, so that a test can combine them.
"""

import socket
import threading
import time

REPLY_SECONDS = 5
QUIET_SECONDS = 0.5  # the lab's own receive timeout


# --- requests: (method, movie, cseq, session, rtp_port) -> the bytes of each send() ------------------------------

def _lines(method, movie, cseq, session, transport, end="\n"):
    third = transport if method == "SETUP" else f"Session: {session}"
    return end.join([f"{method} {movie} RTSP/1.0", f"CSeq: {cseq}", third])


def stock(method, movie, cseq, session, port):
    return [_lines(method, movie, cseq, session, f"Transport: RTP/UDP; client_port= {port}")]


def handout(method, movie, cseq, session, port):
    return [_lines(method, movie, cseq, session, f"Transport: RTP/UDP; client_port={port}")]


def trailing_newline(method, movie, cseq, session, port):
    return [handout(method, movie, cseq, session, port)[0] + "\n"]


def blank_line_lf(method, movie, cseq, session, port):
    return [handout(method, movie, cseq, session, port)[0] + "\n\n"]


def original_java(method, movie, cseq, session, port):
    return [_lines(method, movie, cseq, session, f"Transport: RTP/UDP; client_port= {port}", "\r\n") + "\r\n"]


def no_spaces_crlf(method, movie, cseq, session, port):
    return [_lines(method, movie, cseq, session, f"Transport: RTP/UDP;client_port={port}", "\r\n") + "\r\n"]


def crlf_blank_line(method, movie, cseq, session, port):
    return [_lines(method, movie, cseq, session, f"Transport: RTP/UDP; client_port= {port}", "\r\n") + "\r\n\r\n"]


def spaces_round_equals(method, movie, cseq, session, port):
    return [_lines(method, movie, cseq, session, f"Transport: TCP/UDP ; client_port = {port}") + "\n"]


def prefer_line(method, movie, cseq, session, port):
    text = stock(method, movie, cseq, session, port)[0]
    return [text + "\nPrefer: SD" if method == "SETUP" else text]


def misspelt(method, movie, cseq, session, port):
    third = f"Transport: RTP/UDP; client_port= {port}" if method == "SETUP" else f"Sesssion: {session}"
    return [f"{method} {movie} RSTP/1.0\n     Cseq: {cseq}\n{third}"]


def session_without_colon(method, movie, cseq, session, port):
    third = f"Transport: RTP/UDP; client_port= {port}" if method == "SETUP" else f"Session {session}"
    return [f"{method} {movie} RTSP/1.0\nCSeq: {cseq}\n{third}"]


def split_in_a_word(method, movie, cseq, session, port):
    text = stock(method, movie, cseq, session, port)[0] + "\n"
    return [text[:len(method) + 4], text[len(method) + 4:-4], text[-4:]]


def htw(method, movie, cseq, session, port):
    url = f"rtsp://127.0.0.1/{movie}"
    third = f"Transport: rtp/upd; compression; port={port}-{port + 1}; mode=PLAY" if method == "SETUP" else \
        f"Session: {session}"
    return [f"{method} {url} RTSP/1.0\r\nCseq: {cseq}\r\n{third}\r\n\r\n"]


REQUEST_FORMS = [stock, handout, trailing_newline, blank_line_lf, original_java, no_spaces_crlf, crlf_blank_line,
                 spaces_round_equals, prefer_line, misspelt, session_without_colon, split_in_a_word]


# --- replies: bytes of one recv() -> (code, cseq, session), or an exception as the lab's programs have it ----------

def stock_parser(receive):
    lines = receive(1024).decode().split("\n")
    return int(lines[0].split(" ")[1]), int(lines[1].split(" ")[1]), int(lines[2].split(" ")[1])


def short_recv_parser(receive):
    lines = receive(256).decode().split("\n")
    return int(lines[0].split(" ")[1]), int(lines[1].split(" ")[1]), int(lines[2].split(" ")[1])


def by_name_parser(receive):
    """Looks for the headers by name: lien and the like."""
    text = receive(1024).decode()
    found = {}
    for line in text.splitlines()[1:]:
        name, _, value = line.partition(":")
        found[name.strip().lower()] = value.strip()
    return int(text.split(" ")[1]), int(found["cseq"]), int(found["session"])


def java_parser(receive):
    """Three readLine() calls: hangs without a newline at the end, is off by one after a blank line."""
    text = b""
    while text.count(b"\n") < 3:
        text += receive(1)
    lines = [line.rstrip("\r") for line in text.decode().split("\n")]
    session = int(lines[2].split()[1])
    if session > 2**31 - 1:
        raise ValueError("parseInt")
    return int(lines[0].split()[1]), int(lines[1].split()[1]), session


REPLY_PARSERS = [stock_parser, short_recv_parser, by_name_parser, java_parser]


# --- frames: RTP packets in, JPEGs out -----------------------------------------------------------------------------

class WholeFrames:
    """One datagram, one frame; shown only when its number is higher than the last (stock, original Java)."""

    buffer_bytes = 20480

    def __init__(self):
        self.frames, self.last = [], 0

    def packet(self, marker, sequence, payload):
        if sequence > self.last:
            self.last = sequence
            self.frames.append(payload)


class MarkerEndsFrame:
    """Collects payloads until one has the marker (the HD solutions); a new number drops what was begun (dragon)."""

    buffer_bytes = 20480

    def __init__(self):
        self.frames, self.parts, self.sequence = [], b"", None

    def packet(self, marker, sequence, payload):
        if self.same_number_per_frame() and sequence != self.sequence:
            self.parts = b""
        self.sequence = sequence
        self.parts += payload
        if marker:
            self.frames.append(self.parts)
            self.parts = b""

    def same_number_per_frame(self):
        return True


class MarkerOnly(MarkerEndsFrame):
    """The same without a look at the number (quocdat, trananh, nhnam)."""

    buffer_bytes = 65536

    def same_number_per_frame(self):
        return False


class LabClient:
    """One run of a lab client over one TCP connection."""

    def __init__(self, port, movie, form, parser, assembler, host="127.0.0.1"):
        self.movie, self.form, self.parser, self.assembler = movie, form, parser, assembler
        self.tcp = socket.create_connection((host, port), REPLY_SECONDS)
        self.udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.udp.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 20)
        self.udp.bind(("", 0))
        self.cseq, self.session = 0, 0
        self.headers = []
        self.running = True
        self.last_packet = time.monotonic()
        self.listener = threading.Thread(target=self.listen, daemon=True)
        self.listener.start()

    def listen(self):
        self.udp.settimeout(0.05)
        while self.running:
            try:
                data = self.udp.recv(self.assembler.buffer_bytes)
            except socket.timeout:
                continue
            except OSError:
                return
            self.headers.append(data[:12])
            self.assembler.packet(bool(data[1] & 0x80), int.from_bytes(data[2:4], "big"), data[12:])
            self.last_packet = time.monotonic()

    def send(self, method):
        self.cseq += 1
        chunks = self.form(method, self.movie, self.cseq, self.session, self.udp.getsockname()[1])
        for index, chunk in enumerate(chunks):
            if index:
                time.sleep(0.005)  # apart on the wire, well inside the server's quiet time
            self.tcp.sendall(chunk.encode())

    def request(self, method):
        self.send(method)
        self.tcp.settimeout(REPLY_SECONDS)
        code, cseq, session = self.parser(self.tcp.recv)
        if cseq != self.cseq:
            raise AssertionError(f"{method}: CSeq {self.cseq} was answered with {cseq}")
        if code == 200 and self.session == 0:
            self.session = session
        return code

    def wait_for_frames(self, count, seconds=10):
        """Until so many frames are there; then what comes within the quiet time still counts."""
        limit = time.monotonic() + seconds
        while len(self.assembler.frames) < count and time.monotonic() < limit:
            time.sleep(0.005)

    def close(self):
        self.running = False
        self.listener.join()
        self.udp.close()
        self.tcp.close()
