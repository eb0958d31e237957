#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs a program under what a systemd unit allows the kernel to be asked for: confine.py UNIT CALLS PROGRAM [argument…].

Takes from UNIT: SystemCallFilter (whose sets stand in CALLS, the output of `systemd-analyze syscall-filter`), SystemCallErrorNumber,
RestrictAddressFamilies, CapabilityBoundingSet, NoNewPrivileges, MemoryDenyWriteExecute, UMask, LimitNOFILE, LimitCORE, TasksMax
(here of the user), and runs the program as a user that nobody else is. What it does to the file system is service.sh's part.
"""
import ctypes
import errno
import os
import re
import resource
import socket
import sys

USER = 61184  # the first that systemd takes for DynamicUser
PR_SET_NO_NEW_PRIVS, PR_CAPBSET_DROP, PR_SET_MDWE = 38, 24, 65
MDWE_REFUSE_EXEC_GAIN = 1
LAST_CAPABILITY = 63
SCMP_ACT_ALLOW, SCMP_ACT_ERRNO, SCMP_CMP_EQ = 0x7FFF0000, 0x00050000, 4


def settings(text):
    """Values of a unit's settings by name; those that are set more than once one after the other."""
    found = {}
    for name, value in re.findall(r"^(\w+)=(.*)$", text, re.MULTILINE):
        found.setdefault(name, []).append(value.strip())
    return found


def call_sets(text):
    """The calls of each set, other sets among them, by its name."""
    found, name = {}, None
    for line in text.split("\n"):
        if line.startswith("@"):
            name = found.setdefault(line.strip(), [])
        elif name is not None and line.strip() and not line.strip().startswith("#"):
            name.append(line.strip())
    return found


def expand(words, sets):
    calls = set()
    for word in words:
        calls |= expand(sets[word], sets) if word.startswith("@") else {word}
    return calls


def allowed_calls(filters, sets):
    """What is allowed first, less what is refused ("~") after it."""
    allowed = set()
    for line in filters:
        if line.startswith("~"):
            allowed -= expand(line[1:].split(), sets)
        else:
            allowed |= expand(line.split(), sets)
    # Without these nothing can be started; systemd allows them always.
    return allowed | expand(["@default"], sets) | {"execve"}


def check(result, what):
    if result < 0:
        sys.exit(f"confine: {what}: {os.strerror(-result if result != -1 else ctypes.get_errno())}")


class Argument(ctypes.Structure):
    """struct scmp_arg_cmp."""
    _fields_ = [("number", ctypes.c_uint), ("compare", ctypes.c_int), ("a", ctypes.c_uint64), ("b", ctypes.c_uint64)]


def load_filter(allowed, error, families):
    seccomp = ctypes.CDLL("libseccomp.so.2")
    seccomp.seccomp_init.restype = ctypes.c_void_p
    seccomp.seccomp_init.argtypes = [ctypes.c_uint32]
    seccomp.seccomp_rule_add_array.argtypes = [ctypes.c_void_p, ctypes.c_uint32, ctypes.c_int, ctypes.c_uint, ctypes.c_void_p]
    seccomp.seccomp_load.argtypes = [ctypes.c_void_p]
    refuse = SCMP_ACT_ERRNO | error
    context = seccomp.seccomp_init(refuse)
    for name in sorted(allowed - {"socket"}):
        number = seccomp.seccomp_syscall_resolve_name(name.encode())
        if number >= 0:  # others are of other processors
            check(seccomp.seccomp_rule_add_array(context, SCMP_ACT_ALLOW, number, 0, None), name)
    call = seccomp.seccomp_syscall_resolve_name(b"socket")
    for family in families:
        condition = Argument(0, SCMP_CMP_EQ, family, 0)
        check(seccomp.seccomp_rule_add_array(context, SCMP_ACT_ALLOW, call, 1, ctypes.byref(condition)), f"socket {family}")
    check(seccomp.seccomp_load(context), "seccomp_load")


def confine(unit, sets):
    libc = ctypes.CDLL(None, use_errno=True)
    assert unit["CapabilityBoundingSet"] == [""] and unit["AmbientCapabilities"] == [""] and unit["NoNewPrivileges"] == ["yes"]
    for name, limit in (("LimitNOFILE", resource.RLIMIT_NOFILE), ("LimitCORE", resource.RLIMIT_CORE), ("TasksMax", resource.RLIMIT_NPROC)):
        resource.setrlimit(limit, (int(unit[name][0]),) * 2)
    os.umask(int(unit["UMask"][0], 8))
    for capability in range(LAST_CAPABILITY + 1):
        libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)
    os.setgroups([])
    os.setresgid(USER, USER, USER)
    os.setresuid(USER, USER, USER)
    check(libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "no_new_privs")
    if unit["MemoryDenyWriteExecute"] == ["yes"] and libc.prctl(PR_SET_MDWE, MDWE_REFUSE_EXEC_GAIN, 0, 0, 0) != 0:
        print("confine: this kernel cannot refuse memory that is written and run", file=sys.stderr)
    families = [getattr(socket, name) for name in unit["RestrictAddressFamilies"][0].split()]
    load_filter(allowed_calls(unit["SystemCallFilter"], sets), getattr(errno, unit["SystemCallErrorNumber"][0]), families)


def main():
    unit_path, calls_path, *command = sys.argv[1:]
    with open(unit_path, encoding="utf-8") as file:
        unit = settings(file.read())
    with open(calls_path, encoding="utf-8") as file:
        sets = call_sets(file.read())
    confine(unit, sets)
    os.execv(command[0], command)


if __name__ == "__main__":
    main()
