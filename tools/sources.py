#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Which files are the project's own: sources.py [cpp] prints them, one a line; no git needed."""
import os
import sys

SKIPPED_FOLDERS = {".git", "build", ".cache", "__pycache__"}


def all_files(root="."):
    """Paths of all files of the tree, relative to root, sorted, with forward slashes."""
    found = []
    for folder, subfolders, names in os.walk(root):
        subfolders[:] = sorted(name for name in subfolders if name not in SKIPPED_FOLDERS)
        # A worktree's .git is a file.
        found += [os.path.relpath(os.path.join(folder, name), root) for name in names if name != ".git"]
    return sorted(found)


def cpp_files(root="."):
    return [path for path in all_files(root) if path.endswith((".h", ".cpp"))]


if __name__ == "__main__":
    print("\n".join(cpp_files() if sys.argv[1:] == ["cpp"] else all_files()))
