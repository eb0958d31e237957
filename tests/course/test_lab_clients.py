# SPDX-License-Identifier: MIT
"""The lab's clients, in every request form, reply parser and way to put frames together, against zoetrope-server."""

import concurrent.futures
import os
import pathlib
import tempfile
import time
import unittest

import lab_client as lab
from movies import Movies
from our_programs import SERVER, start_server

FPS = "40"
PARALLEL = 6


def play_through(server, movie, frames, form, parser, assembler):
    """SETUP, PLAY, PAUSE, PLAY to the end, TEARDOWN; returns what differs from the file, or None."""
    client = lab.LabClient(server.port, movie, form, parser, assembler)
    try:
        for step in ("SETUP", "PLAY"):
            if (code := client.request(step)) != 200:
                return f"{step} was answered {code}"
        client.wait_for_frames(4)
        if (code := client.request("PAUSE")) != 200:
            return f"PAUSE was answered {code}"
        time.sleep(lab.QUIET_SECONDS)
        held = len(client.assembler.frames)
        time.sleep(0.2)
        if len(client.assembler.frames) != held:
            return "frames came while paused"
        if (code := client.request("PLAY")) != 200:
            return f"the second PLAY was answered {code}"
        client.wait_for_frames(len(frames))
        if (code := client.request("TEARDOWN")) != 200:
            return f"TEARDOWN was answered {code}"
        return compare(client.assembler.frames, frames)
    except Exception as error:
        return repr(error)
    finally:
        client.close()


def compare(got, frames):
    if len(got) != len(frames):
        return f"{len(got)} frames of {len(frames)}"
    for number, (a, b) in enumerate(zip(got, frames), 1):
        if a != b:
            return f"frame {number} differs: {len(a)} bytes, in the file {len(b)}"
    return None


class LabClients(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        demo = pathlib.Path(os.environ.get("ZOETROPE_MOVIES", cls.folder.name + "/demo"))
        cls.movies = Movies(SERVER, cls.folder.name, demo)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def run_cases(self, cases, *options):
        """cases: (name, movie, frames, form, parser, assembler), all against one server, several at once."""
        server = start_server(self.folder.name, "--fps", FPS, *options)
        try:
            with concurrent.futures.ThreadPoolExecutor(PARALLEL) as pool:
                runs = {name: pool.submit(play_through, server, *case) for name, *case in cases}
            for name, run in runs.items():
                with self.subTest(name):
                    self.assertIsNone(run.result(), server.log()[-2000:])
        finally:
            self.assertEqual(server.stop(), 0)

    def test_every_request_form_and_reply_parser_gets_every_whole_frame(self):
        self.run_cases([(f"{form.__name__} {parser.__name__}", "small.Mjpeg", self.movies.small, form, parser,
                         lab.WholeFrames()) for form in lab.REQUEST_FORMS for parser in lab.REPLY_PARSERS])

    def test_clients_that_want_the_marker_get_it_by_option(self):
        self.run_cases([(f"{assembler.__name__} {movie}", f"{movie}.Mjpeg", getattr(self.movies, movie), lab.handout,
                         lab.stock_parser, assembler())
                        for assembler in (lab.MarkerEndsFrame, lab.MarkerOnly) for movie in ("small", "large")],
                       "--course-marker")

    def test_large_frames_come_as_slices_of_scheme_a(self):
        self.run_cases([(assembler.__name__, "large.Mjpeg", self.movies.large, lab.stock, lab.stock_parser, assembler())
                        for assembler in (lab.MarkerEndsFrame, lab.MarkerOnly)])

    def test_large_frames_come_as_slices_of_scheme_b_by_option(self):
        self.run_cases([("next-seq", "large.Mjpeg", self.movies.large, lab.stock, lab.stock_parser, lab.MarkerOnly())],
                       "--course-fragments", "next-seq")

    def test_small_datagrams_by_option_for_the_java_buffer(self):
        self.run_cases([("14988", "small.Mjpeg", self.movies.small, lab.original_java, lab.java_parser,
                         lab.WholeFrames())], "--course-datagram", "14988")

    def test_by_default_whole_frames_have_no_marker_and_are_numbered_from_one(self):
        server = start_server(self.folder.name, "--fps", FPS)
        client = lab.LabClient(server.port, "small.Mjpeg", lab.stock, lab.stock_parser, lab.WholeFrames())
        try:
            self.assertEqual(client.request("SETUP"), 200)
            self.assertEqual(client.request("PLAY"), 200)
            client.wait_for_frames(len(self.movies.small))
            self.assertEqual(client.request("TEARDOWN"), 200)
            self.assertEqual([header[0] for header in client.headers], [0x80] * len(self.movies.small))
            self.assertEqual([header[1] for header in client.headers], [26] * len(self.movies.small))
            self.assertEqual([int.from_bytes(h[2:4], "big") for h in client.headers],
                             list(range(1, len(self.movies.small) + 1)))
        finally:
            client.close()
            server.stop()

    def test_a_movie_that_is_not_there_is_404_with_session_0_and_the_client_can_go_on(self):
        server = start_server(self.folder.name)
        client = lab.LabClient(server.port, "nosuch.Mjpeg", lab.stock, lab.stock_parser, lab.WholeFrames())
        try:
            client.send("SETUP")
            client.tcp.settimeout(lab.REPLY_SECONDS)
            lines = client.tcp.recv(1024).decode().splitlines()
            self.assertTrue(lines[0].startswith("RTSP/1.0 404 "), lines)
            self.assertEqual(lines[1:], ["CSeq: 1", "Session: 0"])
            client.movie = "small.Mjpeg"
            self.assertEqual(client.request("SETUP"), 200)
            self.assertEqual(client.request("PLAY"), 200)
            client.wait_for_frames(3)
            self.assertEqual(client.assembler.frames[:3], self.movies.small[:3])
        finally:
            client.close()
            server.stop()

    def test_two_requests_in_one_segment_without_a_separator_are_both_answered(self):
        server = start_server(self.folder.name, "--fps", FPS)
        client = lab.LabClient(server.port, "small.Mjpeg", lab.stock, lab.stock_parser, lab.WholeFrames())
        try:
            self.assertEqual(client.request("SETUP"), 200)
            self.assertEqual(client.request("PLAY"), 200)
            client.tcp.sendall("".join(lab.stock(method, "small.Mjpeg", cseq, client.session, 0)[0]
                                       for method, cseq in (("PAUSE", 3), ("TEARDOWN", 4))).encode())
            text = ""
            while text.count("Session") < 2:
                text += client.tcp.recv(1024).decode()
            self.assertEqual([line for line in text.splitlines() if line.startswith("CSeq")], ["CSeq: 3", "CSeq: 4"])
        finally:
            client.close()
            server.stop()

    def test_named_exceptions_get_a_sane_reply_and_the_server_goes_on(self):
        server = start_server(self.folder.name, "--fps", FPS)
        try:
            for text in (b"SETUP small.Mjpeg\n1\n RTSP/1.0 RTP/UDP 25000",
                         b"SETUP small.Mjpeg RTSP/1.0\nCSeq: 1\nTransport: RTP/TCP; client_port= 25000",
                         b"SWITCH small.Mjpeg RTSP/1.0\nCSeq: 1\nSession: 5"):
                client = lab.LabClient(server.port, "small.Mjpeg", lab.stock, lab.stock_parser, lab.WholeFrames())
                client.tcp.sendall(text)
                client.tcp.settimeout(lab.REPLY_SECONDS)
                self.assertTrue(client.tcp.recv(1024).startswith(b"RTSP/1.0 "), text)
                client.close()
            self.assertIsNone(play_through(server, "small.Mjpeg", self.movies.small, lab.htw, lab.by_name_parser,
                                           lab.WholeFrames()), server.log()[-2000:])
            self.assertIsNone(server.process.poll())
        finally:
            server.stop()


if __name__ == "__main__":
    unittest.main()
