# SPDX-License-Identifier: MIT
"""The network laboratory: a server, a router and a client in three network namespaces, with a bad path between them.

Only the router impairs, in both directions: what comes from one side is routed into a TUN interface, where netlab_forwarder passes it
through the library's simulated link (one for each direction) and gives back to the kernel what comes out. So every loss is known to
the packet, the same seed gives the same losses, and a UDP GSO send cannot count as one packet. The kernel's own counters (nftables),
before and behind the router, check the forwarder's account.

The namespaces are named after the process that made them, and go with it; what a killed one left is removed by the next.
"""
import contextlib
import json
import os
import re
import shutil
import subprocess

import programs

SERVER = "192.0.2.2"
CLIENT = "198.51.100.2"
NAME = re.compile(r"^zoetrope-netlab-(\d+)-(server|router|client)$")
TOOLS = {"ip": "iproute2", "nft": "nftables", "ethtool": "ethtool"}
# Kernel queue before the forwarder: more packets than a stalled machine can gather in a second.
TUN_QUEUE = 20000
TABLE = 100

COUNTERS = """
table ip lab {
  counter sent { }
  counter arrived { }
  chain before {
    type filter hook prerouting priority -300
    iifname "toserver" meta l4proto udp counter name sent
  }
  chain behind {
    type filter hook postrouting priority 300
    oifname "toclient" meta l4proto udp counter name arrived
  }
}
"""


class Unavailable(Exception):
    """Why there can be no laboratory here."""


def run(*words, **options):
    result = subprocess.run(words, capture_output=True, text=True, **options)
    if result.returncode:
        raise RuntimeError(f"{' '.join(words)}: {result.stderr.strip() or result.returncode}")
    return result.stdout


def forwarder(bin_folder):
    return os.path.join(bin_folder, "..", "tests", "netlab_forwarder")


def check(bin_folder):
    """Raises Unavailable with one sentence when the laboratory cannot be made here."""
    missing = [package for tool, package in TOOLS.items() if not shutil.which(tool)]
    if missing:
        raise Unavailable(f"the network laboratory needs {', '.join(missing)} (./run netlab installs them)")
    if not os.path.exists(forwarder(bin_folder)):
        raise Unavailable(f"there is no {forwarder(bin_folder)}: it is built with the tests")
    if os.geteuid() != 0:
        raise Unavailable("the network laboratory needs root")
    if not os.path.exists("/dev/net/tun"):
        raise Unavailable("the network laboratory needs /dev/net/tun")
    try:
        with Lab(bin_folder, "seed=1"):
            pass
    except RuntimeError as error:
        raise Unavailable(f"the network laboratory cannot be made here: {error}") from error


def possible(bin_folder):
    """Whether the laboratory can be made here; if not, one line on stdout says why the caller is skipped."""
    try:
        check(bin_folder)
    except Unavailable as why:
        print(f"skipped: {why}")
        return False
    return True


def remove_leftovers():
    """The namespaces of processes that are gone."""
    for line in run("ip", "netns", "list").splitlines():
        match = NAME.match(line.split()[0]) if line.split() else None
        if match and not os.path.exists(f"/proc/{match.group(1)}"):
            run("ip", "netns", "delete", match.group(0))


class Lab:
    """A path with the impairments of link ("loss=2%,delay=20ms"), as long as its `with` block."""

    def __init__(self, bin_folder, link, more=()):
        """more: further words for the forwarder, steps of the rate and a file for its log."""
        self.bin_folder, self.link, self.more = bin_folder, link, more
        self.server, self.router, self.client = (f"zoetrope-netlab-{os.getpid()}-{side}" for side in ("server", "router", "client"))
        self.cleanup = contextlib.ExitStack()

    def __enter__(self):
        try:
            self._make()
        except BaseException:
            self.cleanup.close()
            raise
        return self

    def __exit__(self, *_):
        self.cleanup.close()

    def within(self, namespace):
        """What comes before a command that is to run there."""
        return ["ip", "netns", "exec", namespace]

    def account(self):
        """Ends the impairing: what was done to the packets, see netlab_forwarder; 'kernel': datagrams before and behind the router;
        'laboratory_lost': packets that this machine was too slow for."""
        counters = json.loads(run("ip", "netns", "exec", self.router, "nft", "-j", "list", "counters"))["nftables"]
        kernel = {entry["counter"]["name"]: entry["counter"]["packets"] for entry in counters if "counter" in entry}
        link = json.loads(run("ip", "-n", self.router, "-s", "-j", "link", "show", "lab0"))[0]
        self.forwarder.process.stdin.close()
        account = json.loads(self.forwarder.process.stdout.readline())
        self.forwarder.process.wait(10)
        account["kernel"] = kernel
        account["laboratory_lost"] = link["stats64"]["tx"]["dropped"] + account["to_client"]["refused"] + account["to_server"]["refused"]
        return account

    def _make(self):
        remove_leftovers()
        for namespace in (self.server, self.router, self.client):
            run("ip", "netns", "add", namespace)
            self.cleanup.callback(run, "ip", "netns", "delete", namespace)
            run("ip", "-n", namespace, "link", "set", "lo", "up")
        self._connect(self.server, "toserver", SERVER)
        self._connect(self.client, "toclient", CLIENT)
        self._start_forwarder()
        self._route()
        run("ip", "netns", "exec", self.router, "nft", "-f", "-", input=COUNTERS)

    def _connect(self, namespace, router_end, address):
        """A veth pair, an address on both ends, and no send that passes as one packet what the wire would see as many."""
        gateway = address[:address.rfind(".")] + ".1"
        run("ip", "-n", self.router, "link", "add", router_end, "type", "veth", "peer", "name", "eth0", "netns", namespace)
        for where, name, own in ((namespace, "eth0", address), (self.router, router_end, gateway)):
            run("ip", "-n", where, "address", "add", f"{own}/24", "dev", name)
            run("ip", "-n", where, "link", "set", name, "gso_max_segs", "1", "up")
            run("ip", "netns", "exec", where, "ethtool", "-K", name, "gso", "off", "tso", "off", "gro", "off")
        run("ip", "-n", namespace, "route", "add", "default", "via", gateway)

    def _start_forwarder(self):
        self.forwarder = programs.Child([*self.within(self.router), forwarder(self.bin_folder), "lab0", CLIENT, self.link, *self.more],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.cleanup.callback(self._stop_forwarder)
        if self.forwarder.process.stdout.readline() != "ready\n":
            raise RuntimeError(self.forwarder.process.stderr.read().strip())
        run("ip", "-n", self.router, "link", "set", "lab0", "txqueuelen", str(TUN_QUEUE), "up")

    def _stop_forwarder(self):
        self.forwarder.stop()
        for pipe in (self.forwarder.process.stdin, self.forwarder.process.stdout, self.forwarder.process.stderr):
            with contextlib.suppress(OSError):
                pipe.close()

    def _route(self):
        """What comes from either side goes to the forwarder; what comes from there goes to where it belongs."""
        for setting in ("ip_forward=1", "conf.all.rp_filter=0", "conf.lab0.rp_filter=0"):
            run("ip", "netns", "exec", self.router, "sysctl", "-q", "-w", f"net.ipv4.{setting}")
        run("ip", "-n", self.router, "route", "add", "default", "dev", "lab0", "table", str(TABLE))
        for side in ("toserver", "toclient"):
            run("ip", "-n", self.router, "rule", "add", "iif", side, "table", str(TABLE))


def loss_percent(account):
    """Of the stream's datagrams that were sent for the first time, the share that the router dropped, whatever for."""
    way = account["to_client"]
    return 100 * way["media_dropped"] / max(1, way["media"])


def in_words(account):
    """What the path did, a sentence a line."""
    way, back = account["to_client"], account["to_server"]
    lines = [f"to the client: {way['udp']} datagrams sent, {way['udp_dropped']} dropped ({way['lost']} packets at random, "
             f"{way['dropped']} at the full queue), {way['reordered']} packets held back; queueing {way['queueing_mean_us'] / 1000:.1f} ms "
             f"on average, {way['queueing_max_us'] / 1000:.1f} ms at most",
             f"to the server: {back['packets']} packets sent, {back['lost'] + back['dropped']} dropped",
             f"the kernel counted {account['kernel']['sent']} datagrams before the router and {account['kernel']['arrived']} behind it"]
    if way["frames"]:
        lines.append(f"frames that would have been whole without recovery: {way['frames_whole']} of {way['frames']} "
                     f"({way['media_dropped']} of {way['media']} first packets dropped; {way['repeated']} sent again, "
                     f"{way['repeated_dropped']} of these dropped)")
    if account["laboratory_lost"]:
        lines.append(f"{account['laboratory_lost']} packets were lost because this machine was too slow: the figures are worth little")
    return lines
