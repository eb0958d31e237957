#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""gst_save.py URL FILE SECONDS: rtspsrc over UDP with retransmission and 2 s of latency ! rtpjpegdepay, to FILE.

Its receive buffer is as large as ours, so that only the network can lose something. Ends with the stream, or after SECONDS.
"""
import sys

import gi

gi.require_version("Gst", "1.0")
from gi.repository import Gst  # noqa: E402

RECEIVE_BUFFER = 4 << 20


def main():
    url, path, seconds = sys.argv[1:4]
    Gst.init(None)
    pipeline = Gst.parse_launch(
        f"rtspsrc location={url} protocols=udp latency=2000 do-retransmission=true udp-buffer-size={RECEIVE_BUFFER} ! rtpjpegdepay "
        f"! queue max-size-time=0 max-size-bytes=0 max-size-buffers=0 ! filesink location={path}")
    pipeline.set_state(Gst.State.PLAYING)
    pipeline.get_bus().timed_pop_filtered(int(float(seconds) * Gst.SECOND), Gst.MessageType.EOS | Gst.MessageType.ERROR)
    pipeline.set_state(Gst.State.NULL)


if __name__ == "__main__":
    main()
