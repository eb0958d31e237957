# SPDX-License-Identifier: MIT
"""An X display of one's own (Xvfb on a number that it chooses), with a window manager."""
import os
import subprocess

import programs


class Display(programs.Child):
    def __init__(self, width, height, *options):
        read_end, write_end = os.pipe()
        super().__init__(["Xvfb", "-displayfd", str(write_end), "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp",
                          *options], pass_fds=[write_end], stderr=subprocess.DEVNULL)
        os.close(write_end)
        with os.fdopen(read_end) as numbers:
            number = numbers.readline().strip()
        if not number:
            raise RuntimeError("Xvfb did not start")
        self.environment = {**os.environ, "DISPLAY": f":{number}"}
        self.environment.pop("WAYLAND_DISPLAY", None)
        self.manager = programs.Child(["openbox"], env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def stop(self, limit=10):
        self.manager.stop()
        return super().stop(limit)

    def xdotool(self, *arguments):
        return subprocess.run(["xdotool", *arguments], env=self.environment, capture_output=True, text=True, check=False).stdout.split()
