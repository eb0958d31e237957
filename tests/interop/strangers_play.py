#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""strangers_play.py ffmpeg|gstreamer udp|tcp BIN_FOLDER MOVIES [MOVIE…]: they play our server's movies.

Of each movie every frame must arrive, each over 35 dB against the file's own (against our scaled one where the file's is over
2040 px), ffmpeg must have no word to say, and GStreamer must decode every frame.
"""
import concurrent.futures
import os
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "support"))
import jpegs  # noqa: E402
import programs  # noqa: E402

LEAST_DECIBELS = 35.0
LARGEST_SIDE = 2040
# Played one at a time: together they would measure these two cores, not the programs.
ALONE = ("hd1080.mjpeg", "hd720.mjpeg", "wide2560.mjpeg")
SECONDS = 60


# ffmpeg stops reading while it looks at its first frames: what comes meanwhile has to fit its socket's buffer.
RECEIVE_BUFFER = ["-buffer_size", str(4 << 20)]


def play_with_ffmpeg(url, movie, transport, path):
    # ffmpeg that decodes 1080p as well as receiving it over UDP loses frames of its own accord.
    decode = [] if transport == "udp" and movie in ("hd1080.mjpeg", "wide2560.mjpeg") else ["-map", "0:v", "-f", "null", "-"]
    result = programs.run_limited(["ffmpeg", "-v", "error", "-nostdin", "-rtsp_transport", transport, *RECEIVE_BUFFER, "-i", url,
                                   "-map", "0:v", "-c", "copy", "-f", "mjpeg", path, *decode], SECONDS, stdin=subprocess.DEVNULL)
    complaints = [] if result.returncode == 0 else [f"ffmpeg ended with {result.returncode}"]
    if result.stderr.strip():
        complaints.append("ffmpeg says: " + result.stderr.strip()[:400])
    return complaints


def play_with_gstreamer(url, movie, transport, path):
    del movie
    script = os.path.join(os.path.dirname(__file__), "gst_play.py")
    result = programs.run_limited([sys.executable, script, url, transport, path, str(SECONDS - 5)], SECONDS)
    complaints = [] if result.returncode == 0 else [f"GStreamer: {result.stderr.strip()[:400]}"]
    decoded = int((re.findall(r"decoded (\d+)", result.stdout) or ["0"])[-1])
    if os.path.exists(path) and decoded != len(jpegs.split_jpegs(path)):
        complaints.append(f"GStreamer decoded {decoded} frames")
    return complaints


PLAYERS = {"ffmpeg": play_with_ffmpeg, "gstreamer": play_with_gstreamer}


def reference_of(bin_folder, movies, movie, folder):
    """The frames to compare with: the file's own, or ours where RFC 2435 cannot carry the size."""
    own = os.path.join(movies, "reference", movie)
    if max(jpegs.size_of(jpegs.split_first(own))) <= LARGEST_SIDE:
        return own
    scaled = os.path.join(folder, "scaled_" + movie)
    subprocess.run([os.path.join(bin_folder, "..", "tests", "put_right"), os.path.join(movies, movie), scaled], check=True)
    return scaled


def check(player, transport, bin_folder, movies, movie, server, folder):
    """(movie, what was seen, complaints)"""
    received = os.path.join(folder, movie)
    if os.path.exists(received):
        os.remove(received)  # of the try before
    complaints = PLAYERS[player](server.url(movie), movie, transport, received)
    if not os.path.exists(received):
        return movie, "nothing received", complaints + ["no frame came"]
    reference = reference_of(bin_folder, movies, movie, folder)
    expected, got = len(jpegs.split_jpegs(reference)), len(jpegs.split_jpegs(received))
    if got != expected:
        complaints.append(f"{got} of {expected} frames came")
    decibels = jpegs.psnr_of_each(received, reference)
    lowest = min(decibels, default=0.0)
    if len(decibels) < expected or lowest < LEAST_DECIBELS:
        complaints.append(f"{len(decibels)} frames compared, {sum(value < LEAST_DECIBELS for value in decibels)} under "
                          f"{LEAST_DECIBELS} dB, the lowest {lowest:.1f}")
    return movie, f"{got} of {expected} frames, lowest {lowest:.1f} dB", complaints


def again_alone(play, result):
    """A stranger that falls behind on a busy machine loses packets of its own: what was wrong gets two more tries, alone."""
    for _ in range(2):
        movie, seen, complaints = result
        if not complaints:
            break
        print(f"again  {movie}: {seen}; " + "; ".join(complaints))
        result = play(movie)
    return result


def main():
    player, transport, bin_folder, movies, *names = sys.argv[1:]
    if not shutil.which("ffmpeg") or (player == "gstreamer" and not programs.has_gstreamer()):
        print(f"skipped: {player} is not here (./run interop installs it)")
        return programs.SKIPPED
    names = names or sorted(name for name in os.listdir(movies) if name.lower().endswith(".mjpeg"))
    failed = 0
    with tempfile.TemporaryDirectory() as folder, programs.Server(bin_folder, movies, os.path.join(movies, f"{player}_{transport}.log")) as server:
        def play(movie):
            return check(player, transport, bin_folder, movies, movie, server, folder)

        with concurrent.futures.ThreadPoolExecutor(3) as pool:
            results = list(pool.map(play, [name for name in names if name not in ALONE]))
        results += [play(name) for name in names if name in ALONE]
        results = [again_alone(play, result) for result in results]
    for movie, seen, complaints in results:
        failed += bool(complaints)
        print(f"{'FAILED' if complaints else 'ok    '} {player} {transport} {movie}: {seen}" + "".join(f"\n       {line}" for line in complaints))
    print(f"interop: {player} over {transport}: {len(results) - failed} movies right, {failed} wrong")
    return 1 if failed or not results else 0


if __name__ == "__main__":
    sys.exit(main())
