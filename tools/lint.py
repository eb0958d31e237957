#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""House rules that a compiler does not check. lint.py [ROOT] prints each breach as file:line: sentence; exit code 1 if any.

Errors: include arrows between folders, wx, Poco/Net and platform headers where they do not belong, SPDX line, #pragma once, own header first,
headers that GCC 12 or Clang 14 lack, sources that no CMakeLists.txt names, white space, addresses of the network.
Reported only: files over 400 lines, functions over 60, test names that are no sentences.
"""
import os
import re
import sys

import sources

# DESIGN: base <- {rtp, jpeg, sdp, control, impair} <- {rtcp, movie, rtsp, congestion} <- playback <- report <- net <- programs.
LAYERS = [["base"], ["rtp", "jpeg", "sdp", "control", "impair"], ["rtcp", "movie", "rtsp", "congestion"], ["playback"], ["report"],
          ["net"]]
LIBRARY = [folder for layer in LAYERS for folder in layer]
PROGRAMS = {"rtsp_server": LIBRARY, "rtsp_client": LIBRARY + ["widgets"], "launcher": ["base", "control", "net", "widgets"], "widgets": []}

MISSING_HEADERS = {"format", "expected", "source_location", "print", "stacktrace"}
PLATFORM_HEADER = re.compile(r"^(sys/(?!types\.h).*|unistd\.h|fcntl\.h|poll\.h|netinet/.*|arpa/.*|net/if.*|netdb\.h|linux/.*"
                             r"|windows\.h|winsock2\.h|ws2tcpip\.h|io\.h)$")
CODE_SUFFIXES = (".h", ".cpp")
SCRIPT_SUFFIXES = (".py", ".sh", ".cmake", "CMakeLists.txt", ".ci/run")
ALLOWED_HOSTS = re.compile(r"^(localhost|127\.|\[?::1|192\.0\.2\.|198\.51\.100\.|203\.0\.113\.|(.*\.)?example(\.|$)|(.*\.)?invalid$"
                           r"|www\.w3\.org|\$|%|\{|<)")
URL = re.compile(r"\b(?:https?|ftp)://([^/\s\"'>)\\:]+)")
DOCUMENT = re.compile(r"\bdocs/[\w/]+\.md\b")
INCLUDE = re.compile(r'^\s*#\s*include\s*(["<])([^">]+)[">]')
TEST_CASE = re.compile(r"\b(?:BOOST_(?:AUTO|DATA|FIXTURE)_TEST_CASE(?:_F)?|BOOST_FIXTURE_TEST_CASE)\(\s*(\w+)")
MAX_FILE_LINES = 400
MAX_FUNCTION_LINES = 60


def folder_of(path):
    """The layer or program that a file belongs to; None outside of them."""
    parts = path.split("/")
    if parts[0] == "libstream" and len(parts) > 2:
        return parts[1]
    return parts[0] if parts[0] in PROGRAMS else None


def may_include(folder):
    """The folders, besides itself, that code in folder may include."""
    if folder in PROGRAMS:
        return PROGRAMS[folder]
    below = []
    for layer in LAYERS:
        if folder in layer:
            return below
        below = below + layer
    return None


class Lint:
    def __init__(self, root):
        self.root = root
        self.paths = sources.all_files(root)
        self.errors = []
        self.remarks = []

    def run(self):
        for path in self.paths:
            if self.is_text(path):
                self.check_file(path)
        self.check_cmake_names_sources()
        return self.errors

    def error(self, path, line, sentence):
        self.errors.append(f"{path}:{line}: {sentence}")

    def remark(self, path, line, sentence):
        self.remarks.append(f"{path}:{line}: {sentence}")

    @staticmethod
    def is_text(path):
        return path.endswith(CODE_SUFFIXES + SCRIPT_SUFFIXES + (".md", ".json", ".in")) or path == "run"

    def check_file(self, path):
        with open(os.path.join(self.root, path), encoding="utf-8", newline="") as file:
            text = file.read()
        lines = text.split("\n")
        self.check_text(path, text, lines)
        if path.endswith(CODE_SUFFIXES + SCRIPT_SUFFIXES) or path == "run":
            self.check_spdx(path, lines)
        if path.endswith(CODE_SUFFIXES):
            self.check_includes(path, lines)
            self.check_lengths(path, lines)
        if path.endswith(".h") and "#pragma once" not in lines:
            self.error(path, 1, "a header needs #pragma once")
        if path.endswith("_test.cpp"):
            self.check_tests(path, lines)

    def check_text(self, path, text, lines):
        if "\r" in text:
            self.error(path, 1, "line ends are LF")
        if text and not text.endswith("\n"):
            self.error(path, len(lines), "the last line needs its end")
        for number, line in enumerate(lines, 1):
            if line != line.rstrip():
                self.error(path, number, "white space at the end of the line")
            for document in DOCUMENT.findall(line):
                if document not in self.paths:
                    self.error(path, number, f"no file {document}")
            for host in URL.findall(line):
                if not ALLOWED_HOSTS.match(host) and "." in host:
                    self.error(path, number, f"names a host of the network: {host}")

    def check_spdx(self, path, lines):
        first = lines[1] if lines[0].startswith("#!") and len(lines) > 1 else lines[0]
        mark = "//" if path.endswith(CODE_SUFFIXES) else "#"
        if first != f"{mark} SPDX-License-Identifier: MIT":
            self.error(path, 1, f"begins with '{mark} SPDX-License-Identifier: MIT'")

    def check_includes(self, path, lines):
        includes = [(number, match.group(1) == '"', match.group(2))
                    for number, line in enumerate(lines, 1) if (match := INCLUDE.match(line))]
        for number, quoted, name in includes:
            if quoted:
                self.check_project_include(path, number, name)
            else:
                self.check_foreign_include(path, number, name)
        own = path[:-4] + ".h"
        if path.endswith(".cpp") and own in self.paths and (not includes or includes[0][2] != own):
            self.error(path, includes[0][0] if includes else 1, f"the own header {own} comes first")

    def check_project_include(self, path, number, name):
        if name == "zoetrope_version.h":
            return
        if name not in self.paths:
            self.error(path, number, f"no file {name} (includes are written from the root of the repo)")
            return
        folder, wanted = folder_of(path), folder_of(name)
        if folder is None:
            return
        if wanted is None:
            self.error(path, number, f"{folder} must not include {name}")
        elif wanted != folder and wanted not in (may_include(folder) or []):
            self.error(path, number, f"{folder} must not include {wanted}: the arrow goes the other way")

    def check_foreign_include(self, path, number, name):
        if name in MISSING_HEADERS:
            self.error(path, number, f"<{name}> is not in GCC 12 and Clang 14")
        if name.startswith("wx/") and not path.startswith(("rtsp_client/window/", "launcher/window/", "widgets/", "tests/rtsp_client/window/")):
            self.error(path, number, "wx belongs to widgets and the two window folders")
        folder = folder_of(path)
        if folder in LIBRARY and folder != "net":
            if name.startswith("Poco/Net/"):
                self.error(path, number, "Poco/Net belongs to libstream/net and the programs")
            elif name in ("thread", "stop_token", "semaphore", "latch", "barrier"):
                self.error(path, number, f"the core has no threads: <{name}>")
        if PLATFORM_HEADER.match(name) and folder and not re.search(r"_(posix|linux|win)\.(h|cpp)$", path):
            # In net/ and the programs a debt towards other systems; in the core, which is built for Windows too, an error.
            report = self.error if folder in LIBRARY and folder != "net" else self.remark
            report(path, number, f"<{name}> belongs to a file named _posix, _linux or _win")

    def check_lengths(self, path, lines):
        if len(lines) - 1 > MAX_FILE_LINES:
            self.remark(path, 1, f"{len(lines) - 1} lines")
        start = None
        for number, line in enumerate(lines, 1):
            # clang-format puts a function's last brace into the column where its first line began.
            if re.match(r"^( ?| {2,4})\S.*\) (const |override |noexcept )*\{$", line) and not re.match(
                    r"^\s*(if|for|while|switch|else|\}|class|struct|namespace|return)\b", line):
                indent = len(line) - len(line.lstrip())
                start = start if start and start[1] < indent else (number, indent)
            elif start and line.startswith(" " * start[1] + "}"):
                if number - start[0] + 1 > MAX_FUNCTION_LINES:
                    self.remark(path, start[0], f"a function of {number - start[0] + 1} lines")
                start = None

    def check_tests(self, path, lines):
        for number, line in enumerate(lines, 1):
            for name in TEST_CASE.findall(line):
                if name.count("_") < 2:
                    self.remark(path, number, f"the test's name '{name}' is no sentence")
            if re.search(r"\b(sleep_for|sleep_until|usleep|nanosleep)\b", line):
                self.remark(path, number, "sleeps: is it waiting for something that it could ask for?")

    def check_cmake_names_sources(self):
        """A source that no CMakeLists.txt names is never compiled."""
        named = set()
        for listing in self.paths:
            if os.path.basename(listing) == "CMakeLists.txt":
                with open(os.path.join(self.root, listing), encoding="utf-8") as file:
                    for word in re.findall(r"[^\s()\"]+\.cpp\b", file.read()):
                        path = re.sub(r"^\$\{PROJECT_SOURCE_DIR\}/", "/", word)
                        named.add(os.path.normpath(path[1:] if path[0] == "/" else os.path.join(os.path.dirname(listing), path)))
        for path in self.paths:
            if path.endswith(".cpp") and path not in named:
                self.error(path, 1, "no CMakeLists.txt names this file")


def main():
    lint = Lint(sys.argv[1] if len(sys.argv) > 1 else ".")
    lint.run()
    for remark in lint.remarks:
        print(f"{remark} (remark)")
    for error in lint.errors:
        print(error)
    print(f"lint: {len(lint.paths)} files, {len(lint.errors)} errors, {len(lint.remarks)} remarks")
    return 1 if lint.errors else 0


if __name__ == "__main__":
    sys.exit(main())
