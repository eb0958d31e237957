#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Cross-builds what Zoetrope needs on Windows, from Debian's sources, all static: libjpeg-turbo, Poco (Foundation, JSON, Net)
# and wxWidgets (base, core); Boost's headers are Debian's own. windows_libraries.sh PREFIX; some minutes on two cores,
# and it says how long each took. PREFIX is not relocatable.
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
  mkdir -p "$prefix/share/licences"
  cp "$work/$package/debian/copyright" "$prefix/share/licences/$package.txt"
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
optimise=-O1 cross poco -DCMAKE_PROJECT_INCLUDE="$root/cmake/poco_many_at_once.cmake" -DCMAKE_UNITY_BUILD=ON \
  -DCMAKE_MC_COMPILER=/usr/bin/x86_64-w64-mingw32-windmc -DENABLE_FOUNDATION=ON -DENABLE_JSON=ON -DENABLE_NET=ON \
  $(switched_off ENABLE_ TESTS ACTIVERECORD ACTIVERECORD_COMPILER APACHECONNECTOR CPPPARSER CRYPTO DATA DATA_MYSQL DATA_ODBC \
    DATA_POSTGRESQL DATA_SQLITE ENCODINGS ENCODINGS_COMPILER JWT MONGODB NETSSL NETSSL_WIN PAGECOMPILER PAGECOMPILER_FILE2PAGE PDF \
    POCODOC PROMETHEUS REDIS SEVENZIP UTIL XML ZIP)

# Windows' own controls and what they need; pictures are SVG (which wx draws itself), JPEG or pixels of ours.
source_of wxwidgets3.2
# Many sources at once take half the time. A few have names of their own for what others have, too, and some define GUIDs
# for headers that come after.
sed -i 's/\bMARGIN\b/SEARCH_MARGIN/' "$work/wxwidgets3.2/src/generic/srchctlg.cpp"
sed -i 's/\bgs_rectDialog\b/gs_rectColourDialog/' "$work/wxwidgets3.2/src/msw/colordlg.cpp"
for source in base/common/strconv base/msw/stdpaths core/common/imagjpeg core/msw/{dirdlg,graphicsd2d,textctrl,textentry} \
  core/msw/{taskbarbutton,toolbar} core/msw/ole/droptgt; do
  echo "set_source_files_properties(\"\${wxSOURCE_DIR}/src/${source#*/}.cpp\" PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)" \
    >>"$work/wxwidgets3.2/build/cmake/lib/${source%%/*}/CMakeLists.txt"
done
optimise=-O1 cross wxwidgets3.2 -DCMAKE_UNITY_BUILD=ON -DCMAKE_UNITY_BUILD_BATCH_SIZE=12 -DwxBUILD_PRECOMP=ON \
  -DwxBUILD_SHARED=OFF -DwxBUILD_DEBUG_LEVEL=0 -DwxUSE_LIBJPEG=sys \
  $(switched_off wxUSE_ LIBPNG LIBTIFF ZLIB EXPAT REGEX LIBLZMA GIF PCX TGA IFF PNM \
    XML XRC HTML WXHTML_HELP HELP MS_HTML_HELP AUI PROPGRID RIBBON STC RICHTEXT MEDIACTRL WEBVIEW WEBVIEW_IE WEBVIEW_EDGE OPENGL \
    DEBUGREPORT CRASHREPORT DBGHELP WEBREQUEST WEBREQUEST_WINHTTP SOCKETS IPV6 IPC DIALUP_MANAGER PROTOCOL PROTOCOL_HTTP PROTOCOL_FTP \
    PROTOCOL_FILE URL FS_INET FS_ARCHIVE FS_ZIP ARCHIVE_STREAMS ZIPSTREAM TARSTREAM SECRETSTORE SOUND JOYSTICK \
    PRINTING_ARCHITECTURE POSTSCRIPT POSTSCRIPT_ARCHITECTURE_IN_MSW SVG DOC_VIEW_ARCHITECTURE MDI MDI_ARCHITECTURE \
    ARTPROVIDER_TANGO GRID WIZARDDLG STARTUP_TIPS UIACTIONSIMULATOR METAFILE)

# What every program has in it of the compiler's own.
cp /usr/share/doc/gcc-mingw-w64-x86-64-posix-runtime/copyright "$prefix/share/licences/gcc-runtime.txt"
cp /usr/share/doc/mingw-w64-x86-64-dev/copyright "$prefix/share/licences/mingw-w64.txt"

ln -sfn /usr/include/boost "$prefix/include/boost"
touch "$prefix/complete"
