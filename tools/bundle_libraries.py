#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Gives installed programs their own libraries: bundle_libraries.py PREFIX…

Each library that the programs in PREFIX/bin load, and that is not one that every Linux desktop has under the same name, is copied
to PREFIX/lib/zoetrope, where programs and libraries then look first ($ORIGIN); what an earlier PREFIX has got is not copied again.
Their licences come with them, in PREFIX/share/doc/PACKAGE/licences. Needs objdump, ldd, patchelf, and dpkg for the licences.
"""
import functools
import os
import re
import shutil
import subprocess
import sys

# The C and C++ libraries, GTK 3 and what it stands on: their names and calls have been the same for many years.
SYSTEM = re.compile(
    r"^(ld-linux.*|lib(c|m|dl|rt|pthread|resolv|gcc_s|stdc\+\+|z|zstd|lzma|uuid)"
    r"|lib(gtk-3|gdk-3|gdk_pixbuf-2\.0|atk-1\.0|pango-1\.0|pangocairo-1\.0|pangoft2-1\.0|cairo|fontconfig|freetype|png16)"
    r"|lib(glib|gobject|gio|gmodule|gthread)-2\.0|lib(X11|Xext|xcb))\.so\.\d+$")
FOLDER = os.path.join("lib", "zoetrope")


def output(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def needed(path):
    return re.findall(r"^\s+NEEDED\s+(\S+)", output("objdump", "-p", path), re.MULTILINE)


def found_by_linker(program):
    """Where each library that the program loads lies, by name."""
    return dict(re.findall(r"^\s*(\S+) => (/\S+)", output("ldd", program), re.MULTILINE))


def to_bundle(program, places, is_system=SYSTEM.match, needs=needed):
    """Paths of the libraries to bring along, by name: what the program needs, and what that needs, but for the system's own."""
    bundled, open_paths = {}, [program]
    while open_paths:
        for name in needs(open_paths.pop()):
            if not is_system(name) and name not in bundled:
                if name not in places:
                    sys.exit(f"bundle_libraries: {program} needs {name}, which is not on this machine")
                bundled[name] = places[name]
                open_paths.append(places[name])
    return bundled


@functools.cache
def package_of(library):
    # Debian's database has the folder that /lib links to, or /lib.
    real = os.path.realpath(library)
    for path in (real, real.removeprefix("/usr")):
        asked = subprocess.run(["dpkg", "-S", path], capture_output=True, text=True)
        if asked.returncode == 0:
            return asked.stdout.split(":")[0]
    sys.exit(f"bundle_libraries: no package has {library}: whose licence is it?")


def set_search_path(path, search):
    subprocess.run(["patchelf", "--set-rpath", search, path], check=True)


def copy_licences(prefix, libraries):
    documents = sorted(os.listdir(os.path.join(prefix, "share", "doc")))
    folder = os.path.join(prefix, "share", "doc", documents[0], "licences")
    os.makedirs(folder, exist_ok=True)
    lines = ["The libraries in lib/zoetrope are those of these Debian packages; only where they look for each other was changed.",
             "Their sources are Debian's, of this version. The licence of each lies in the file of its source's name.", ""]
    for package in sorted({package_of(path) for path in libraries.values()}):
        binary, version, source = output("dpkg-query", "-W", "-f=${Package}\t${Version}\t${source:Package}", package).split("\t")
        shutil.copy(f"/usr/share/doc/{binary}/copyright", os.path.join(folder, source))
        lines.append(f"{source}  {version}  {binary}")
    with open(os.path.join(folder, "README"), "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")


def bundle(prefixes):
    """Returns {prefix: names of the libraries that it got}."""
    had, got = set(), {}
    for prefix in prefixes:
        folder, libraries = os.path.join(prefix, FOLDER), {}
        for name in sorted(os.listdir(os.path.join(prefix, "bin"))):
            program = os.path.join(prefix, "bin", name)
            libraries.update(to_bundle(program, found_by_linker(program)))
            set_search_path(program, "$ORIGIN/../" + FOLDER)
        libraries = {name: path for name, path in libraries.items() if name not in had}
        os.makedirs(folder, exist_ok=True)
        for name, path in libraries.items():
            shutil.copyfile(path, os.path.join(folder, name))
            os.chmod(os.path.join(folder, name), 0o755)
            set_search_path(os.path.join(folder, name), "$ORIGIN")
        copy_licences(prefix, libraries)
        had.update(libraries)
        got[prefix] = sorted(libraries)
    return got


if __name__ == "__main__":
    for place, names in bundle(sys.argv[1:]).items():
        print(f"bundle_libraries: {place}: {' '.join(names)}")
