# SPDX-License-Identifier: MIT
# What: cross-build library and server for Windows and run their tests under Wine
. scripts/lib/common.sh
need "${packages_windows[@]}"

# The libraries are built once, at a fixed place outside of the tree, again when their recipe or the compiler changes.
key=$(cat cmake/mingw64.cmake cmake/unity_but_foundation.cmake tools/windows_libraries.sh <(x86_64-w64-mingw32-g++-posix --version) |
  sha256sum | cut -c1-12)
prefix=${ZOETROPE_WINDOWS_CACHE:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/zoetrope}/windows-$key
if [[ ! -f $prefix/complete ]]; then
  say "cross-building libjpeg-turbo and Poco into $prefix (log: build/windows-libraries.log)"
  bash tools/windows_libraries.sh "$prefix" >build/windows-libraries.log 2>&1 ||
    { tail -n 40 build/windows-libraries.log >&2; die "the libraries for Windows did not build"; }
  grep -a '^windows_libraries: .* took' build/windows-libraries.log
fi

say "building into build/windows"
configure windows "-DZOETROPE_WINDOWS_PREFIX=$prefix" -DBUILD_TESTING=ON
build windows

# Wine without noise and without offers to install Mono; its server is told to go at the end.
export WINEPREFIX=$PWD/build/wine WINEDEBUG=-all WINEDLLOVERRIDES='mscoree,mshtml=' ZOETROPE_WINDOWS_PREFIX=$prefix
unset DISPLAY WAYLAND_DISPLAY
trap '/usr/lib/wine/wineserver64 -k >/dev/null 2>&1 || true' EXIT
if [[ ! -f $WINEPREFIX/system.reg ]]; then
  say "making a Wine prefix in build/wine"
  timeout 120 /usr/lib/wine/wine64 wineboot -i >build/wineboot.log 2>&1 || die "Wine does not start (build/wineboot.log)"
fi
# One server for all tests: between two of them it would go, and the next might meet it going. What Wine starts beside
# the first program stays, too, and must not hold a test's output open.
timeout 60 /usr/lib/wine/wineserver64 -w || true
/usr/lib/wine/wineserver64 -p
timeout 120 /usr/lib/wine/wine64 wineboot >>build/wineboot.log 2>&1 </dev/null || die "Wine does not start (build/wineboot.log)"
ctest --preset windows --no-tests=error "$@"

say "DLLs that server and tests ask for (all are Windows' own)"
x86_64-w64-mingw32-objdump -p build/windows/tests/*.exe build/windows/bin/*.exe | sed -n 's/.*DLL Name: //p' | sort -fu | tee build/windows-dlls.txt
! grep -qiE '^lib|zlib|pthread' build/windows-dlls.txt || die "a DLL that Windows does not have"
