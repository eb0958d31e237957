# SPDX-License-Identifier: MIT
# What the commands of ./run share: words for the user, Debian packages, builds. Sourced with the repo's root as folder.
set -euo pipefail
export LC_ALL=C.UTF-8 CMAKE_COLOR_DIAGNOSTICS=${CMAKE_COLOR_DIAGNOSTICS:-OFF}
mkdir -p build

# Debian's own Python, which has Debian's modules (GStreamer's among them).
python=/usr/bin/python3
[[ -x $python ]] || python=python3
export PYTHONDONTWRITEBYTECODE=1

say() { printf '== %s\n' "$*"; }
die() { printf 'run: %s\n' "$*" >&2; exit 1; }

# Debian 12 packages, by what asks for them.
packages_build=(g++ cmake ninja-build pkg-config libjpeg62-turbo-dev libpoco-dev libwxgtk3.2-dev libgtk-3-dev)
packages_window=(fonts-dejavu-core)
packages_unit=(libboost-test-dev python3)
packages_driven=(xvfb xauth xdotool xclip imagemagick openbox procps at-spi2-core dbus python3-gi gir1.2-atspi-2.0)
packages_strangers=(python3 ffmpeg libjpeg-turbo-progs gstreamer1.0-plugins-base
  gstreamer1.0-plugins-good gstreamer1.0-plugins-bad gstreamer1.0-libav python3-gi gir1.2-gst-rtsp-server-1.0)
packages_lint=(clang-format-14 binutils python3)
packages_clang=(clang-14 libc++-14-dev libc++abi-14-dev)
packages_windows=(g++-mingw-w64-x86-64-posix cmake ninja-build nasm wine64 dpkg-dev make patch libboost-test-dev nsis librsvg2-bin
  python3)
packages_bench=(mpv)
packages_netlab=(iproute2 nftables ethtool procps)
packages_package=(python3 librsvg2-bin dpkg-dev file binutils lintian desktop-file-utils shared-mime-info appstream rpm rpmlint patchelf)
packages_service=(systemd libseccomp2 ffmpeg iproute2 procps)
packages_archive=(debootstrap xvfb xdotool imagemagick)
packages_fresh=(debootstrap git xvfb xauth xdotool imagemagick)

as_root() {
  if ((EUID == 0)); then "$@"
  elif command -v sudo >/dev/null; then sudo "$@"
  else die "installing packages needs root: run as root, or install sudo"
  fi
}

# need PACKAGE…: installs those that are missing; touches neither apt nor the network when none is.
need() {
  if ! command -v apt-get >/dev/null; then
    say "this is no Debian: please see to it that these are here: $*"
    return 0
  fi
  local installed missing=() package
  installed=" $(dpkg-query -W -f='${Package}/${db:Status-Status} ' "$@" 2>/dev/null || true) "
  for package in "$@"; do
    [[ $installed == *" $package/installed "* || " ${missing[*]-} " == *" $package "* ]] || missing+=("$package")
  done
  ((${#missing[@]})) || return 0
  say "installing with apt-get: ${missing[*]}"
  ((EUID == 0)) || say "(sudo may ask for your password)"
  apt_get update
  apt_get install --no-install-recommends "${missing[@]}"
}

# Quiet unless it fails; the log is shown then. One at a time: legs of .ci/run go side by side, and apt does not wait for
# all of its locks.
apt_get() {
  as_root flock build/apt.lock env DEBIAN_FRONTEND=noninteractive apt-get -y -q -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 "$@" \
    </dev/null >build/apt.log 2>&1 || { tail -n 30 build/apt.log >&2; die "apt-get $1 failed (build/apt.log)"; }
}

# configure PRESET [-DNAME=VALUE…]
configure() {
  local preset=$1
  shift
  local launcher=()
  if command -v ccache >/dev/null; then
    launcher=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache)
    export CCACHE_BASEDIR=${CCACHE_BASEDIR:-$PWD}
  fi
  cmake --preset "$preset" ${launcher[@]+"${launcher[@]}"} "$@" >"build/configure-$preset.log" 2>&1 ||
    { cat "build/configure-$preset.log" >&2; die "CMake could not configure '$preset'"; }
}

build() { cmake --build --preset "$@"; }

# The programs, without the tests unless this tree builds them already.
build_programs() {
  need "${packages_build[@]}" "${packages_window[@]}"
  say "building into build/release"
  [[ -f build/release/CMakeCache.txt ]] && configure release || configure release -DBUILD_TESTING=OFF
  build release --target zoetrope-server zoetrope-client
}

# The network laboratory's router, which is built with the tests, and what judges pictures that came through it.
build_netlab() {
  need "${packages_unit[@]}" "${packages_netlab[@]}"
  configure release -DBUILD_TESTING=ON
  build release --target netlab_forwarder quality_bench
}

build_renditions_bench() {
  need "${packages_unit[@]}"
  configure release -DBUILD_TESTING=ON
  build release --target renditions_bench
}

# What the server's bench measures with.
build_server_bench() {
  need "${packages_unit[@]}"
  configure release -DBUILD_TESTING=ON
  build release --target bench_receiver bench_bare_gso
}

# Everything with its tests in build/PRESET.
build_with_tests() {
  need "${packages_build[@]}" "${packages_window[@]}" "${packages_unit[@]}"
  say "building into build/$1, tests included"
  configure "$1" -DBUILD_TESTING=ON
  build "$1"
}

# The demo movies in build/movies; those that are there already are left alone.
make_movies() {
  say "the demo movies are in build/movies"
  local progress=/dev/stderr
  [[ -t 2 ]] || progress=build/make-demo.log
  build/release/bin/zoetrope-server --make-demo build/movies 2>"$progress" || { cat build/make-demo.log >&2; die "no demo movies"; }
}
