# SPDX-License-Identifier: MIT
"""CPU seconds of running processes, from /proc."""
import os

TICK = os.sysconf("SC_CLK_TCK")


def cpu_seconds(pid):
    """User and system time of a process with all its threads."""
    with open(f"/proc/{pid}/stat", encoding="ascii", errors="replace") as file:
        fields = file.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK


class CpuMeter:
    """What a process has used since the meter was made."""

    def __init__(self, pid):
        self.pid = pid
        self.start = cpu_seconds(pid)

    def seconds(self):
        return cpu_seconds(self.pid) - self.start
