# SPDX-License-Identifier: MIT
"""Starts the project's programs for tests and benches, and ends each by its own id.

Ports are taken free (port 0) and read from the supervised `listening` line; every wait has a limit.
"""
import json
import os
import re
import subprocess
import threading
import time

SKIPPED = 77  # ctest's SKIP_RETURN_CODE


def has_gstreamer(typelib="Gst"):
    """Whether this Python can use GStreamer ("GstRtspServer": its RTSP server, too)."""
    try:
        import gi
        gi.require_version(typelib, "1.0")
    except (ImportError, ValueError):
        return False
    return True


def wait_until(condition, limit, what):
    """Polls until condition() is true and returns what it gave; after limit seconds TimeoutError says what never came."""
    end = time.monotonic() + limit
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise TimeoutError(f"waited {limit} s for {what}")
        time.sleep(0.02)


class Child:
    """A child process that does not outlive its `with` block."""

    def __init__(self, command, **options):
        self.command = [str(part) for part in command]
        self.process = subprocess.Popen(self.command, **options)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def stop(self, limit=10):
        """Asks to end, then ends; returns the exit code."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(limit)
            except subprocess.TimeoutExpired:
                self.process.kill()
        return self.process.wait()


class Server(Child):
    """zoetrope-server --supervised on a free port of the loopback; status lines are kept in .status.

    within: what comes before the command, to run it in a network namespace with the address bind.
    """

    def __init__(self, bin_folder, root, log_file, options=(), within=(), bind="127.0.0.1"):
        self.log_file = log_file
        self.address = bind
        with open(log_file, "wb") as log:
            super().__init__([*within, os.path.join(bin_folder, "zoetrope-server"), "--supervised", "--bind", bind, "--root", root,
                              *options, "0"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log)
        self.status = []
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()
        listening = wait_until(self._listening, 30, f"the server's listening line ({log_file})")
        self.port = int(re.search(r":(\d+)$", listening["addresses"][0]).group(1))

    def url(self, movie):
        return f"rtsp://{self.address}:{self.port}/{movie}"

    def log(self):
        with open(self.log_file, encoding="utf-8", errors="replace") as file:
            return file.read()

    def stop(self, limit=10):
        """Closes the server's stdin, on which it ends by itself; returns the exit code."""
        if self.process.poll() is None:
            self.process.stdin.close()
            try:
                self.process.wait(limit)
            except subprocess.TimeoutExpired:
                super().stop()
        self.reader.join(5)
        self.process.stdout.close()
        return self.process.returncode

    def _read(self):
        for line in self.process.stdout:
            self.status.append(json.loads(line))

    def _listening(self):
        if self.process.poll() is not None:
            raise RuntimeError(f"the server ended with {self.process.returncode}: {self.log()}")
        return next((line for line in list(self.status) if line["type"] == "listening"), None)


def run_limited(command, limit, **options):
    """subprocess.run with output taken as text; past the limit the program is killed and 'timed out' stands in stderr."""
    with Child(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, errors="replace", **options) as child:
        try:
            stdout, stderr = child.process.communicate(timeout=limit)
        except subprocess.TimeoutExpired:
            child.process.kill()
            stdout, stderr = child.process.communicate()
            stderr += f"\ntimed out after {limit} s"
        return subprocess.CompletedProcess(child.command, child.process.returncode, stdout, stderr)


def client(bin_folder, url, options=(), limit=60, within=()):
    """zoetrope-client --headless --json: (exit code, counters, stderr)."""
    result = run_limited([*within, os.path.join(bin_folder, "zoetrope-client"), "--headless", "--json", *options, url], limit)
    lines = result.stdout.strip().splitlines()
    try:
        counters = json.loads(lines[-1]) if lines else {}
    except json.JSONDecodeError:
        counters = {}
    return result.returncode, counters, result.stderr
