# SPDX-License-Identifier: MIT
"""Starting our own programs for a test: free ports, no sleeping for readiness, ended by pid."""

import json
import os
import pathlib
import subprocess
import tempfile

PROGRAMS = pathlib.Path(os.environ.get("ZOETROPE_BIN", pathlib.Path(__file__).parents[2] / "build/release/bin"))
SERVER = PROGRAMS / "zoetrope-server"
CLIENT = PROGRAMS / "zoetrope-client"


class Server:
    """zoetrope-server on a free port; ends when its stdin closes."""

    def __init__(self, folder, *options):
        self.log = tempfile.TemporaryFile()
        self.process = subprocess.Popen([SERVER, "--supervised", "--root", str(folder), *options, "0"],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log)
        self.port = None
        for line in self.process.stdout:
            status = json.loads(line)
            if status.get("type") == "listening":
                self.port = int(status["addresses"][0].rsplit(":", 1)[1])
                break
        if self.port is None:
            raise AssertionError(f"no listening line, exit code {self.process.wait()}: {self.log_text()}")

    def log_text(self):
        self.log.seek(0)
        return self.log.read().decode(errors="replace")

    def alive(self):
        return self.process.poll() is None

    def close(self):
        self.process.stdin.close()
        self.process.stdout.close()
        code = self.process.wait(20)
        self.log.close()
        return code


def run_client(*arguments, seconds=60):
    """Runs the player headless to its end; returns (exit code, counters, stderr)."""
    done = subprocess.run([CLIENT, "--headless", "--json", *[str(a) for a in arguments]], stdin=subprocess.DEVNULL,
                          capture_output=True, timeout=seconds)
    lines = done.stdout.decode().strip().splitlines()
    counters = json.loads(lines[-1]) if lines else {}
    return done.returncode, counters, done.stderr.decode(errors="replace")
