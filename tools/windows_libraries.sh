#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Cross-builds what library and server need on Windows, from Debian's sources, all static: libjpeg-turbo and Poco (Foundation,
# JSON, Net); Boost's headers are Debian's own. windows_libraries.sh PREFIX; about 4 minutes on two cores, and it says how
# long each took. PREFIX is not relocatable.
set -euo pipefail
prefix=$1
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# A private view of apt's sources with source packages switched on, from wherever this machine's own entries point.
apt_view=$work/apt
mkdir -p "$apt_view"/{parts,lists/partial}
{ cat /etc/apt/sources.list 2>/dev/null || true; cat /etc/apt/sources.list.d/*.list 2>/dev/null || true; } |
  sed -n 's/^deb\([[:space:]]\)/deb-src\1/p' >"$apt_view/parts/source.list"
for file in /etc/apt/sources.list.d/*.sources; do
  [[ ! -f $file ]] || sed 's/^Types:.*/Types: deb-src/' "$file" >"$apt_view/parts/$(basename "$file")"
done
apt_options=(-q -o Dir::Etc::SourceList=/dev/null -o "Dir::Etc::SourceParts=$apt_view/parts" -o "Dir::State::Lists=$apt_view/lists"
  -o APT::Sandbox::User=root -o APT::Get::List-Cleanup=0)
apt-get "${apt_options[@]}" update

# source PACKAGE: unpacks the newest version that can be had as $work/PACKAGE (a pool may lack the very newest).
source_of() {
  local package=$1 version
  for version in $(apt-cache "${apt_options[@]}" showsrc "$package" | sed -n 's/^Version: //p' | sort -Vru); do
    (cd "$work" && apt-get "${apt_options[@]}" source --download-only "$package=$version") || continue
    dpkg-source --no-check -x "$work/${package}_${version#*:}.dsc" "$work/$package"
    return 0
  done
  echo "windows_libraries: no source of $package to be had" >&2
  return 1
}

# cross PACKAGE -DNAME=VALUE…: configures, builds, installs.
cross() {
  local package=$1 begun=$SECONDS
  shift
  cmake -S "$work/$package" -B "$work/$package-build" -G Ninja --toolchain "$root/cmake/mingw64.cmake" \
    -DCMAKE_BUILD_TYPE=Release "-DCMAKE_C_FLAGS_RELEASE=$optimise -DNDEBUG" "-DCMAKE_CXX_FLAGS_RELEASE=$optimise -DNDEBUG" \
    "-DCMAKE_INSTALL_PREFIX=$prefix" -DBUILD_SHARED_LIBS=OFF "$@"
  cmake --build "$work/$package-build"
  cmake --install "$work/$package-build"
  rm -rf "$work/$package-build"
  echo "windows_libraries: $package took $((SECONDS - begun)) s"
}

# switched_off PREFIX NAME…: -DPREFIXNAME=OFF for each.
switched_off() {
  local before=$1
  shift
  printf -- "-D$before%s=OFF\n" "$@"
}

export ZOETROPE_WINDOWS_PREFIX=$prefix
rm -rf "$prefix"
mkdir -p "$prefix/include"

# Decoding is where the time of a player goes.
source_of libjpeg-turbo
optimise=-O2 cross libjpeg-turbo -DENABLE_SHARED=OFF -DREQUIRE_SIMD=ON

source_of poco
# <Winsock2.h> and the like exist in lower case only; an enumerator has the name of a macro of the system's.
sed -i 's/<Winsock2.h>/<winsock2.h>/; s/<Iphlpapi.h>/<iphlpapi.h>/' "$work/poco/Foundation/include/Poco/UnWindows.h"
sed -i 's/^class Net_API ICMPv4PacketImpl/#undef TIMESTAMP_REQUEST\n&/' "$work/poco/Net/include/Poco/Net/ICMPv4PacketImpl.h"
optimise=-O1 cross poco -DCMAKE_PROJECT_INCLUDE="$root/cmake/unity_but_foundation.cmake" -DCMAKE_UNITY_BUILD=ON \
  -DCMAKE_MC_COMPILER=/usr/bin/x86_64-w64-mingw32-windmc -DENABLE_FOUNDATION=ON -DENABLE_JSON=ON -DENABLE_NET=ON \
  $(switched_off ENABLE_ TESTS ACTIVERECORD ACTIVERECORD_COMPILER APACHECONNECTOR CPPPARSER CRYPTO DATA DATA_MYSQL DATA_ODBC \
    DATA_POSTGRESQL DATA_SQLITE ENCODINGS ENCODINGS_COMPILER JWT MONGODB NETSSL NETSSL_WIN PAGECOMPILER PAGECOMPILER_FILE2PAGE PDF \
    POCODOC PROMETHEUS REDIS SEVENZIP UTIL XML ZIP)

ln -sfn /usr/include/boost "$prefix/include/boost"
touch "$prefix/complete"
