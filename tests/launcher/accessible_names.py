#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What a screen reader is told of a running program's windows: accessible_names.py PROGRAM [--list]. Each control that is
to be seen needs a name, and no two buttons of a window the same one; exit code 1 and a line for each that breaks this."""
import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402

CONTROLS = {"push button", "toggle button", "check box", "radio button", "combo box", "text", "spin button", "table", "slider",
            "page tab", "page tab list", "image", "table column header", "progress bar"}
BUTTONS = {"push button", "toggle button", "check box"}
WAIT_SECONDS = 30


def application(name):
    """The program's own object, as soon as it has told the bus of itself."""
    end = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < end:
        desktop = Atspi.get_desktop(0)
        for i in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(i)
            if child is not None and child.get_name() == name and child.get_child_count() > 0:
                return child
        time.sleep(0.2)
    sys.exit(f"{name} is not on the accessibility bus")


def shown(node):
    """Everything below that is to be seen."""
    for i in range(node.get_child_count()):
        child = node.get_child_at_index(i)
        if child is None:
            continue
        if child.get_role_name() == "page tab":
            yield child
        elif not child.get_state_set().contains(Atspi.StateType.SHOWING):
            continue
        else:
            yield child
        yield from shown(child)


def main():
    faults = controls = 0
    program = application(sys.argv[1])
    for i in range(program.get_child_count()):
        window = program.get_child_at_index(i)
        buttons = set()
        for node in shown(window):
            role, name = node.get_role_name(), node.get_name()
            if role not in CONTROLS:
                continue
            controls += 1
            if "--list" in sys.argv:
                print(f"{window.get_name()}: {role}: {name}")
            if not name:
                faults += 1
                print(f"FAILED: a {role} of '{window.get_name()}' has no name")
            elif role in BUTTONS and name in buttons:
                faults += 1
                print(f"FAILED: two buttons of '{window.get_name()}' are named '{name}'")
            buttons.add(name)
    print(f"{controls} controls, {faults} faults")
    return 1 if faults or not controls else 0


if __name__ == "__main__":
    sys.exit(main())
