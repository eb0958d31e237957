#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""strangers_follow.py ffmpeg|gstreamer BIN_FOLDER MOVIES: players that are not ours over a link (--impair) too small for the movie.

Over TCP the server has to follow the connection: pictures of lower quality, then of half the size, in the middle of the session, each
of which the player has to take. Over UDP it has to follow the receiver reports: frames come whole where without that none would.
"""
import os
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "support"))
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import jpegs  # noqa: E402
import programs  # noqa: E402
import strangers_play  # noqa: E402

MOVIE = "hd720.mjpeg"  # 45 Mbit/s
WHOLE, HALF = 1280, 640
# Of 300; over UDP the first report comes after some seconds, and frames before it are lost.
LEAST_OVER_TCP, LEAST_OVER_UDP = 60, 30
LINKS = {"tcp": "rate=3mbit,queue=100ms", "udp": "rate=8mbit,queue=100ms"}


def complaints_of_decoder(path):
    """What ffmpeg says while it decodes each picture of the file by itself."""
    result = subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-f", "mjpeg", "-i", path, "-f", "null", "-"], capture_output=True, text=True,
                            errors="replace", check=False)
    return [f"ffmpeg decodes them and says: {result.stderr.strip()[:300]}"] if result.stderr.strip() else []


def check(player, transport, bin_folder, movies, folder):
    """(what was seen, complaints)"""
    path = os.path.join(folder, f"{transport}.mjpeg")
    with programs.Server(bin_folder, movies, os.path.join(folder, "server.log"), ["--impair", LINKS[transport]]) as server:
        said = strangers_play.PLAYERS[player](server.url(MOVIE), MOVIE, transport, path)
        server.stop()
        log = [line for line in server.log().splitlines() if " ended: " in line]
    frames = jpegs.split_jpegs(path) if os.path.exists(path) else []
    widths = {jpegs.size_of(frame)[0] for frame in frames}
    seen = f"{len(frames)} of 300 frames, {min(map(len, frames), default=0) / 1000:.0f} to {max(map(len, frames), default=0) / 1000:.0f} KB, widths {sorted(widths)}"
    complaints = complaints_of_decoder(path) if frames else []
    if len(frames) < (LEAST_OVER_TCP if transport == "tcp" else LEAST_OVER_UDP):
        complaints.append("too few frames came; " + "; ".join(said + log[-1:]))
    if transport == "tcp":
        complaints += said  # nothing is lost: there is nothing to complain about
        if widths != {WHOLE, HALF}:
            complaints.append("there should be pictures of the whole and of half the size")
    return seen, complaints


def main():
    player, bin_folder, movies = sys.argv[1:4]
    if not shutil.which("ffmpeg") or (player == "gstreamer" and not programs.has_gstreamer()):
        print(f"skipped: {player} is not here (./run interop installs it)")
        return programs.SKIPPED
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for transport in LINKS:
            seen, complaints = check(player, transport, bin_folder, movies, folder)
            failed += bool(complaints)
            print(f"interop: {player} over {transport}, {LINKS[transport]}: {seen}" + "".join(f"\n       WRONG: {line}" for line in complaints))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
