#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""gst_serve.py AVI [ADDRESS [retransmit [history]]]: GStreamer's RTSP server with the JPEGs of an AVI file at /movie.

Prints 'port N' once it listens on ADDRESS (127.0.0.1). 'retransmit': answers NACKs (AVPF, RFC 4588), out of the last 100 packets, as it
comes; 'history': out of those of the last RETRANSMISSION_SECONDS, which takes a hand in its pipeline. Ends with SIGTERM.
"""
import sys

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtspServer", "1.0")
gi.require_version("GstRtsp", "1.0")
from gi.repository import GLib, Gst, GstRtsp, GstRtspServer  # noqa: E402

RETRANSMISSION_SECONDS = 2


def keep_by_time_only(_bin, _inner, element):
    """rtprtxsend forgets by number, too: 100 packets are 11 ms of a high-definition stream."""
    kind = element.get_factory()
    if kind and kind.get_name() == "rtprtxsend":
        element.set_property("max-size-packets", 0)


def watch_pipeline(_factory, media):
    media.get_element().get_parent().connect("deep-element-added", keep_by_time_only)


def main():
    Gst.init(None)
    factory = GstRtspServer.RTSPMediaFactory()
    factory.set_launch(f"( filesrc location={sys.argv[1]} ! avidemux ! image/jpeg ! rtpjpegpay name=pay0 pt=26 )")
    if "retransmit" in sys.argv[3:]:
        factory.set_profiles(GstRtsp.RTSPProfile.AVPF)
        factory.set_do_retransmission(True)
        factory.set_retransmission_time(RETRANSMISSION_SECONDS * Gst.SECOND)
    if "history" in sys.argv[3:]:
        factory.connect("media-configure", watch_pipeline)
    server = GstRtspServer.RTSPServer()
    server.set_address(sys.argv[2] if len(sys.argv) > 2 else "127.0.0.1")
    server.set_service("0")
    server.get_mount_points().add_factory("/movie", factory)
    server.attach(None)
    print(f"port {server.get_bound_port()}", flush=True)
    GLib.MainLoop().run()


if __name__ == "__main__":
    main()
