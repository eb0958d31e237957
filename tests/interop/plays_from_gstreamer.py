#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""plays_from_gstreamer.py udp|tcp BIN_FOLDER MOVIES: our client plays from GStreamer's RTSP server.

What rtpjpegpay can send must arrive whole, each frame over 35 dB against the file's own. What it damages (optimised Huffman
tables, which it leaves out) must be played without a crash, and counted.
"""
import os
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "support"))
import jpegs  # noqa: E402
import programs  # noqa: E402

WHOLE = ("hd720.mjpeg", "yuv422_one_row.mjpeg", "restart.mjpeg", "wide2560.mjpeg")
DAMAGED = "optimised.mjpeg"
LEAST_DECIBELS = 35.0
FPS = 25
MOST_FRAMES = 100


class GstServer(programs.Child):
    def __init__(self, movie, folder, most_frames=MOST_FRAMES, fps=FPS, within=(), options=("127.0.0.1",)):
        avi = os.path.join(folder, "movie.avi")
        subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-f", "mjpeg", "-framerate", str(fps), "-i", movie, "-c", "copy",
                        "-r", str(fps), "-frames:v", str(most_frames), avi], check=True)
        script = os.path.join(os.path.dirname(__file__), "gst_serve.py")
        super().__init__([*within, sys.executable, script, avi, *options], stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        match = re.match(r"port (\d+)", line)
        if not match:
            raise RuntimeError(f"GStreamer's server did not start: {line}")
        self.url = f"rtsp://{options[0]}:{match.group(1)}/movie"


def play(transport, bin_folder, movie, folder, options=()):
    """(exit code, counters, stderr, saved file)"""
    saved = os.path.join(folder, "saved.mjpeg")
    with GstServer(movie, folder) as server:
        return (*programs.client(bin_folder, server.url, ["--transport", transport, "--save", saved, *options], 60), saved)


def check_whole(transport, bin_folder, movies, movie):
    with tempfile.TemporaryDirectory() as folder:
        expected = min(MOST_FRAMES, len(jpegs.split_jpegs(os.path.join(movies, movie))))
        code, counters, stderr, saved = play(transport, bin_folder, os.path.join(movies, "reference", movie), folder)
        complaints = [] if code == 0 else [f"the client ended with {code}: {stderr.strip()[-400:]}"]
        got = len(jpegs.split_jpegs(saved)) if os.path.exists(saved) else 0
        if got != expected:
            complaints.append(f"{got} of {expected} frames saved; {counters}")
        decibels = jpegs.psnr_of_each(saved, os.path.join(movies, "reference", movie)) if got else []
        lowest = min(decibels, default=0.0)
        if len(decibels) != got or lowest < LEAST_DECIBELS:
            complaints.append(f"{len(decibels)} frames compared, the lowest {lowest:.1f} dB")
        return f"{got} of {expected} frames, lowest {lowest:.1f} dB", complaints


def check_damaged(transport, bin_folder, movies):
    with tempfile.TemporaryDirectory() as folder:
        code, counters, stderr, _ = play(transport, bin_folder, os.path.join(movies, "reference", DAMAGED), folder, ["--decode"])
        complaints = [] if code == 0 else [f"the client ended with {code}: {stderr.strip()[-400:]}"]
        if not counters.get("frames_corrupt"):
            complaints.append(f"damaged pictures were not counted: {counters}")
        return f"{counters.get('frames_corrupt')} damaged pictures counted", complaints


def main():
    transport, bin_folder, movies = sys.argv[1:4]
    if not programs.has_gstreamer("GstRtspServer"):
        print("skipped: GStreamer's RTSP server is not here (./run interop installs it)")
        return programs.SKIPPED
    results = []
    for movie in WHOLE:
        seen, complaints = check_whole(transport, bin_folder, movies, movie)
        if complaints:  # its server drops what it has no time for
            print(f"again  {movie}: {seen}; " + "; ".join(complaints))
            seen, complaints = check_whole(transport, bin_folder, movies, movie)
        results.append((movie, seen, complaints))
    results.append((DAMAGED, *check_damaged(transport, bin_folder, movies)))
    failed = 0
    for movie, seen, complaints in results:
        failed += bool(complaints)
        print(f"{'FAILED' if complaints else 'ok    '} from GStreamer {transport} {movie}: {seen}" + "".join(f"\n       {line}" for line in complaints))
    print(f"interop: from GStreamer over {transport}: {len(results) - failed} movies right, {failed} wrong")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
