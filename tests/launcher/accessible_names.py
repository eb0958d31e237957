#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What a screen reader is told of a running program's windows: accessible_names.py PROGRAM [--list] [--letters]. Each control
that is to be seen needs a name, and no two buttons of a window the same one; with --letters each that has a label needs a
letter for Alt in it, which nothing else has. Exit code 1 and a line for each that breaks this."""
import re
import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402

CONTROLS = {"push button", "toggle button", "check box", "radio button", "combo box", "text", "spin button", "table", "slider",
            "page tab", "page tab list", "image", "table column header", "progress bar"}
BUTTONS = {"push button", "toggle button", "check box"}
WAIT_SECONDS = 30
LETTERED = BUTTONS | {"radio button", "combo box", "spin button", "text"}
# What has a picture or nothing for a label; and the folder's parts, whose label gives its letter to both.
WITHOUT_LETTER = re.compile(r"(Remove|Copy the command line of) the .*|Choose the folder with the movies|Folder with the movies"
                            r"|Lines of the log")
# The rows of children have the same letters, and Alt goes from one to the next.
OF_A_ROW = re.compile(r"(Log of|Restart|Start|Try again|Stop) the (demo server|server|player|movie maker)")


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


def letter_of(node):
    """What Alt is pressed with to get there; empty when there is none. Tabs are not asked: theirs are their first letters."""
    if node.get_role_name() == "page tab":
        return node.get_name()[0].lower()
    actions = Atspi.Accessible.get_action_iface(node)
    keys = actions.get_key_binding(0) if actions is not None and actions.get_n_actions() else ""
    return (re.findall(r"<Alt>(\w)", keys) or [""])[0].lower()


def has_text(node):
    return any(node.get_child_at_index(i).get_role_name() == "text" for i in range(node.get_child_count()))


def letter_faults(controls):
    """A sentence for each control without a letter, and for each letter that stands twice."""
    owner = {}
    for node in controls:
        role, name = node.get_role_name(), node.get_name()
        # A combo box that can be typed into does not tell its letter, nor does its text.
        typed = [each for each in (node, node.get_parent()) if each.get_role_name() == "combo box" and has_text(each)]
        if typed or role not in LETTERED | {"page tab"} or WITHOUT_LETTER.fullmatch(name):
            continue
        letter = letter_of(node)
        if not letter:
            yield f"the {role} '{name}' has no letter"
        elif letter in owner and not (OF_A_ROW.fullmatch(name) and OF_A_ROW.fullmatch(owner[letter])):
            yield f"'{owner[letter]}' and '{name}' have the same letter, {letter}"
        owner.setdefault(letter, name)


def main():
    faults = controls = 0
    program = application(sys.argv[1])
    for i in range(program.get_child_count()):
        window = program.get_child_at_index(i)
        buttons = set()
        nodes = list(shown(window))
        for sentence in letter_faults(nodes) if "--letters" in sys.argv else ():
            faults += 1
            print(f"FAILED: in '{window.get_name()}' {sentence}")
        for node in nodes:
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
            if role in BUTTONS:
                buttons.add(name)
    print(f"{controls} controls, {faults} faults")
    return 1 if faults or not controls else 0


if __name__ == "__main__":
    sys.exit(main())
