#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""recovers.py BIN_FOLDER MOVIES: the 720p demo movie through the laboratory at 5 % loss.

Every frame has to come whole and in its turn, and the client's figures have to be those of the router: how many packets came, and
which share of them was missing at first. Without recovery hardly a frame would be whole: that is checked, too.
"""
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "support"))
import netlab  # noqa: E402
import programs  # noqa: E402

MOVIE = "hd720.mjpeg"
FRAMES = 300
LINK = "loss=5%,delay=5ms,seed=3"
MOST_WHOLE_WITHOUT = 60
# In points; what is on its way when a report is made, and packets whose numbers are never learnt at the end.
LOSS_TOLERANCE = 0.5
# Retransmissions that are still on their way when the client has what it wants.
MOST_UNSEEN = 20


def play(bin_folder, movies, folder):
    """(exit code, counters, stderr, the laboratory's account)"""
    with netlab.Lab(bin_folder, LINK) as lab:
        with programs.Server(bin_folder, movies, os.path.join(folder, "server.log"), (), lab.within(lab.server), netlab.SERVER) as server:
            options = ["--cache", "20", "--transport", "udp"]
            result = programs.client(bin_folder, server.url(MOVIE), options, 90, lab.within(lab.client))
        return (*result, lab.account())


def complaints_about(code, counters, stderr, account):
    way, found = account["to_client"], []
    if code != 0:
        found.append(f"the client ended with {code}: {stderr.strip()[-400:]}")
    for name in ("frames_complete", "frames_shown"):
        if counters.get(name) != FRAMES:
            found.append(f"{name} is {counters.get(name)}, not {FRAMES}")
    if way["frames_whole"] > MOST_WHOLE_WITHOUT:
        found.append(f"{way['frames_whole']} frames would have been whole without recovery: that is no test of it")
    passed = way["media"] - way["media_dropped"] + way["repeated"] - way["repeated_dropped"]
    came = counters.get("packets_received", 0) + counters.get("packets_dropped_by_socket", 0)
    if not 0 <= passed - came <= MOST_UNSEEN:
        found.append(f"the client had {came} packets, the router let {passed} through")
    reported, made = counters.get("network_loss_percent", 0), netlab.loss_percent(account)
    if abs(reported - made) > LOSS_TOLERANCE:
        found.append(f"the client reports {reported:.2f} % loss, the router made {made:.2f} %")
    return found


def main():
    bin_folder, movies = sys.argv[1:3]
    if not netlab.possible(bin_folder):
        return programs.SKIPPED
    subprocess.run([os.path.join(bin_folder, "zoetrope-server"), "--make-demo", movies], check=True, stderr=subprocess.DEVNULL)
    with tempfile.TemporaryDirectory() as folder:
        code, counters, stderr, account = play(bin_folder, movies, folder)
    print("\n".join(netlab.in_words(account)))
    print(f"the client: {counters.get('frames_complete')} frames complete, {counters.get('frames_shown')} shown, "
          f"{counters.get('network_loss_percent')} % loss reported, {counters.get('retransmissions')} retransmissions came")
    complaints = complaints_about(code, counters, stderr, account)
    print("\n".join(complaints) if complaints else "every frame came whole, and the figures agree")
    if complaints and account["laboratory_lost"]:
        print("skipped: this machine was too slow for the laboratory, its figures say nothing")
        return programs.SKIPPED
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
