#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""core_symbols.py ARCHIVE: the core asks the system for no sockets, threads, clocks or randomness; only movie/ opens files.

Reads what `nm` says is undefined in each object of the archive; exit code 1 and a line per breach if something is.
"""
import os
import re
import subprocess
import sys

NEVER = {
    "a socket": r"(socket|bind|listen|accept4?|connect|send|sendto|sendmsg|sendmmsg|recv|recvfrom|recvmsg|recvmmsg|setsockopt"
                r"|getaddrinfo|gethostbyname|epoll_\w+|poll|select|eventfd|timerfd_\w+|_ZN4Poco3Net\w+)",
    "a thread": r"(pthread_(create|join|detach)|fork|vfork|execv\w*|posix_spawn|_ZNSt6thread\w+|_ZN4Poco(6Thread|10ThreadPool)\w+)",
    "the clock": r"(clock_gettime|gettimeofday|time|ftime|nanosleep|usleep|sleep|_ZNSt6chrono3_V21\d\w+_clock3nowEv"
                 r"|_ZN4Poco(9Timestamp(C[12]Ev|6updateEv)|5Clock\w+))",
    "randomness": r"(rand|random|srand|getrandom|getentropy|arc4random|_ZNSt13random_device\w+|_ZN4Poco6Random\w+)",
}
FILES = {
    "files": r"(open|open64|openat\w*|fopen|fopen64|creat|read|pread|pread64|write|pwrite\w*|mmap|mmap64|munmap|v?f?stat\w*|opendir"
             r"|readdir\w*|unlink|rename|_ZNSt\d+basic_(filebuf|ifstream|ofstream|fstream)\w+|_ZNSt10filesystem(?!7__cxx114path)\w+)",
}


def breaches(listing, movie_objects):
    """Sentences for what the listing of `nm -u -A`-like blocks asks for; movie_objects may open files."""
    found, current = [], ""
    for line in listing.splitlines():
        if line.endswith(":"):
            current = os.path.basename(line[:-1])
            continue
        match = re.match(r"\s*U\s+(\S+)", line)
        if not match:
            continue
        symbol = match.group(1).split("@")[0]
        rules = NEVER if current in movie_objects else {**NEVER, **FILES}
        found += [f"{current}: uses {what}: {symbol}" for what, pattern in rules.items() if re.fullmatch(pattern, symbol)]
    return found


def main():
    archive = sys.argv[1]
    listing = subprocess.run(["nm", "--undefined-only", archive], check=True, capture_output=True, text=True).stdout
    movie_sources = os.listdir("libstream/movie")
    found = breaches(listing, {name + ".o" for name in movie_sources if name.endswith(".cpp")})
    print("\n".join(found + [f"core symbols: {len(found)} errors"]))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
