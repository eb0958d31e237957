#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""gstreamer_recovers.py BIN_FOLDER MOVIES: GStreamer's client asks our server for lost packets, and gets them.

The server loses 1 % (--impair). GStreamer asks for RTP/AVP by itself, as our description says; the profile is put into its SETUP
here. With RTP/AVPF each packet that it asks for is sent again, and it takes what is sent; which of its losses it asks for at all is
its own affair (it holds back feedback by its idea of the RTCP bandwidth: 250 to 297 of 300 frames came whole here). Without, as many
frames as chance leaves are whole.
"""
import os
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "support"))
import programs  # noqa: E402

MOVIE = "hd720.mjpeg"
LOSS = "loss=1%,delay=2ms,seed=3"
SECONDS = 60
LEAST_GAIN = 100  # frames
LEAST_ANSWERED = 0.7  # of what is asked for; the rest was asked for twice, which a busy machine does often


def play(url, avpf):
    """Prints how many frames came whole out of rtpjpegdepay, and ends the process without closing the pipeline: on a busy machine
    GStreamer 1.22 locks itself up there (rtspsrc waits for a bin whose jitter buffer waits for rtspsrc)."""
    import gi
    gi.require_version("Gst", "1.0")
    gi.require_version("GstRtsp", "1.0")
    from gi.repository import Gst, GstRtsp
    Gst.init(None)
    pipeline = Gst.parse_launch(f"rtspsrc name=src location={url} protocols=udp latency=1000 do-retransmission={str(avpf).lower()} "
                                "! rtpjpegdepay ! jpegdec max-errors=0 ! fakesink name=sink sync=false")
    count = [0]

    def before_send(_source, message):
        if avpf and message.type == GstRtsp.RTSPMsgType.REQUEST:
            result, text = message.get_header(GstRtsp.RTSPHeaderField.TRANSPORT, 0)
            if result == GstRtsp.RTSPResult.OK:
                message.remove_header(GstRtsp.RTSPHeaderField.TRANSPORT, -1)
                message.add_header(GstRtsp.RTSPHeaderField.TRANSPORT, text.replace("RTP/AVP;", "RTP/AVPF;"))
        return True

    def seen(_pad, _info):
        count[0] += 1
        return Gst.PadProbeReturn.OK

    pipeline.get_by_name("src").connect("before-send", before_send)
    pipeline.get_by_name("sink").get_static_pad("sink").add_probe(Gst.PadProbeType.BUFFER, seen)
    pipeline.set_state(Gst.State.PLAYING)
    pipeline.get_bus().timed_pop_filtered(SECONDS * Gst.SECOND, Gst.MessageType.EOS | Gst.MessageType.ERROR)
    print(count[0], flush=True)
    os._exit(0)


def frames_of(url, avpf):
    """The whole frames of one viewing, each in a process of its own."""
    command = [sys.executable, os.path.abspath(__file__), "--play", url, str(int(avpf))]
    return int(subprocess.run(command, stdout=subprocess.PIPE, timeout=2 * SECONDS, check=True).stdout)


def main():
    if sys.argv[1] == "--play":
        play(sys.argv[2], avpf=sys.argv[3] == "1")
    bin_folder, movies = sys.argv[1:3]
    if not programs.has_gstreamer():
        print("skipped: GStreamer is not here (./run interop installs it)")
        return programs.SKIPPED
    with tempfile.TemporaryDirectory() as folder, \
            programs.Server(bin_folder, movies, os.path.join(folder, "server.log"), ["--impair", LOSS]) as server:
        without = frames_of(server.url(MOVIE), avpf=False)
        recovered = frames_of(server.url(MOVIE), avpf=True)
        server.stop()
        answers = re.findall(r"(\d+) packets sent again of (\d+) asked for", server.log())
    resent, asked = map(int, answers[-1]) if answers else (0, 0)
    right = asked > 0 and resent >= LEAST_ANSWERED * asked and recovered >= without + LEAST_GAIN
    print(f"interop: GStreamer's NACKs: {resent} of {asked} packets sent again, {recovered} of 300 frames at 1 % loss, {without} without them"
          f"{'' if right else ': WRONG'}")
    return 0 if right else 1


if __name__ == "__main__":
    sys.exit(main())
