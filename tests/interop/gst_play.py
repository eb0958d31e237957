#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""gst_play.py URL udp|tcp FILE SECONDS: rtspsrc ! rtpjpegdepay, to FILE and through jpegdec.

Prints 'decoded N' at the end of the stream; exit code 1 when it ended in an error or not within SECONDS.
"""
import sys

import gi

gi.require_version("Gst", "1.0")
from gi.repository import Gst  # noqa: E402


def main():
    url, protocol, path, seconds = sys.argv[1:5]
    Gst.init(None)
    # The queues are unbounded in time and bytes, so that nothing but the network can lose a frame.
    pipeline = Gst.parse_launch(
        f"rtspsrc location={url} protocols={protocol} latency=1000 ! rtpjpegdepay ! tee name=t "
        f"t. ! queue max-size-time=0 max-size-bytes=0 max-size-buffers=0 ! filesink location={path} "
        "t. ! queue max-size-time=0 max-size-bytes=0 max-size-buffers=0 ! jpegdec max-errors=0 ! fakesink name=sink sync=false")
    decoded = [0]

    def count(_pad, _info):
        decoded[0] += 1
        return Gst.PadProbeReturn.OK

    pipeline.get_by_name("sink").get_static_pad("sink").add_probe(Gst.PadProbeType.BUFFER, count)
    pipeline.set_state(Gst.State.PLAYING)
    message = pipeline.get_bus().timed_pop_filtered(int(float(seconds) * Gst.SECOND), Gst.MessageType.EOS | Gst.MessageType.ERROR)
    pipeline.set_state(Gst.State.NULL)
    print(f"decoded {decoded[0]}")
    if message is None:
        print("no end of stream", file=sys.stderr)
        return 1
    if message.type == Gst.MessageType.ERROR:
        print(message.parse_error()[0].message, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
