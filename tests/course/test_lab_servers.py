# SPDX-License-Identifier: MIT
"""zoetrope-client against the lab's servers: every request parser, reply form and fragment scheme."""

import concurrent.futures
import os
import pathlib
import tempfile
import unittest

import lab_server as lab
from movies import Movies
from our_programs import SERVER, run_client

PARALLEL = 6
ENDED, CANNOT_CONNECT, NOT_FOUND, STALLED = 0, 3, 4, 6


def play_through(folder, name, frames, cache, **behaviour):
    """Our client plays the whole movie; returns what is wrong, or None."""
    server = lab.LabServer(frames, **behaviour)
    saved = pathlib.Path(folder, "".join(c if c.isalnum() else "_" for c in name) + ".saved")
    try:
        code, counters, errors = run_client("127.0.0.1", server.port, 0, "movie.Mjpeg", "--cache", cache, "--save",
                                            saved)
        if server.failure:
            return f"the server died of {server.failure}, its requests were {server.raw}"
        got = saved.read_bytes() if saved.exists() else b""
        if got != b"".join(frames):
            return f"{len(got)} bytes saved of {len(b''.join(frames))}; exit {code}; {counters}; {server.requests}; {errors}"
        if code != ENDED or counters["frames_complete"] != len(frames):
            return f"exit {code}; {counters}; {errors}"
        methods = [method for method, _ in server.requests]
        if methods[:2] != ["SETUP", "PLAY"] or methods[-1] != "TEARDOWN":
            return f"asked {methods}"
        return None
    finally:
        server.close()


class LabServers(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        demo = pathlib.Path(os.environ.get("ZOETROPE_MOVIES", cls.folder.name + "/demo"))
        cls.movies = Movies(SERVER, cls.folder.name, demo)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def run_cases(self, cases):
        with concurrent.futures.ThreadPoolExecutor(PARALLEL) as pool:
            runs = {name: pool.submit(play_through, self.folder.name, name, frames, cache, **behaviour)
                    for name, frames, cache, behaviour in cases}
        for name, run in runs.items():
            with self.subTest(name):
                self.assertIsNone(run.result())

    def test_every_request_parser_understands_our_requests(self):
        self.run_cases([(f"{parser.__name__} cache {cache}", self.movies.small, cache, {"parser": parser})
                        for parser in lab.REQUEST_PARSERS for cache in (0, 10)])

    def test_every_reply_form_is_understood(self):
        self.run_cases([(reply.__name__, self.movies.small, 10, {"reply": reply}) for reply in lab.REPLY_FORMS])

    def test_every_fragment_scheme_gives_the_frames_of_the_file(self):
        self.run_cases([(f"{scheme.__name__} {movie} cache {cache}", getattr(self.movies, movie), cache,
                         {"scheme": scheme, "interval": 0.02})
                        for scheme in lab.SCHEMES + [lab.continued_without_header]
                        for movie in ("small", "large") for cache in (0, 10)])

    def test_a_server_that_never_answers_teardown_does_not_hold_the_client(self):
        self.run_cases([("silent at TEARDOWN", self.movies.small, 0, {"silent": ("TEARDOWN",)})])

    def test_a_play_that_is_never_answered_ends_with_a_word(self):
        server = lab.LabServer(self.movies.small, silent=("PLAY",))
        server.frames = []
        try:
            code, _, errors = run_client("127.0.0.1", server.port, 0, "movie.Mjpeg")
            self.assertNotEqual(code, ENDED)
            self.assertIn("movie.Mjpeg", errors)
        finally:
            server.close()

    def test_a_404_of_three_lines_is_not_found(self):
        server = lab.LabServer([], reply=lambda cseq, session: f"RTSP/1.0 404 NOT FOUND\nCSeq: {cseq}\nSession: 0\n")
        try:
            code, _, errors = run_client("127.0.0.1", server.port, 0, "nosuch.Mjpeg")
            self.assertEqual(code, NOT_FOUND, errors)
        finally:
            server.close()

    def test_a_server_that_sends_no_frame_is_stalled(self):
        server = lab.LabServer([])
        try:
            code, _, errors = run_client("127.0.0.1", server.port, 0, "movie.Mjpeg", "--cache", 0)
            self.assertEqual(code, STALLED, errors)
        finally:
            server.close()

    def test_requests_are_the_handouts_lines_in_one_segment(self):
        server = lab.LabServer(self.movies.small)
        try:
            run_client("127.0.0.1", server.port, 0, "movie.Mjpeg", "--cache", 0)
        finally:
            server.close()
        setup = server.raw[0].split("\r\n")
        self.assertEqual(setup[:2], ["SETUP movie.Mjpeg RTSP/1.0", "CSeq: 1"])
        self.assertRegex(setup[2], r"^Transport: RTP/UDP; client_port= \d+$")
        self.assertEqual(setup[3:], [""])
        self.assertEqual(server.raw[1], "PLAY movie.Mjpeg RTSP/1.0\r\nCSeq: 2\r\nSession: 123456\r\n")
        self.assertEqual(server.raw[-1].split("\r\n")[0], "TEARDOWN movie.Mjpeg RTSP/1.0")


if __name__ == "__main__":
    unittest.main()
