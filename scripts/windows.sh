# SPDX-License-Identifier: MIT
# What: build everything for Windows, run its tests under Wine, make the installer and try it there; --libraries, --build, --tests stop after that
. scripts/lib/common.sh
need "${packages_windows[@]}" "${packages_driven[@]}"

# step WORDS: what is done next, and how long the step before took.
step_begun=$SECONDS step_words=
step() {
  [[ -z $step_words ]] || say "($step_words: $((SECONDS - step_begun)) s)"
  step_begun=$SECONDS step_words=$1
  [[ -z $1 ]] || say "$1"
}

# The libraries are built once, at a fixed place outside of the tree, again when their recipe or the compiler changes.
key=$(cat cmake/mingw64.cmake cmake/poco_many_at_once.cmake tools/windows_libraries.sh <(x86_64-w64-mingw32-g++-posix --version) |
  sha256sum | cut -c1-12)
prefix=${ZOETROPE_WINDOWS_CACHE:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/zoetrope}/windows-$key
if [[ ! -f $prefix/complete ]]; then
  step "cross-building libjpeg-turbo, Poco and wxWidgets into $prefix (log: build/windows-libraries.log)"
  bash tools/windows_libraries.sh "$prefix" >build/windows-libraries.log 2>&1 ||
    { tail -n 40 build/windows-libraries.log >&2; die "the libraries for Windows did not build"; }
  grep -a '^windows_libraries: .* took' build/windows-libraries.log
fi

[[ ${1-} != --libraries ]] || { step ''; exit 0; }

step "building into build/windows"
# What CMake has found stays in its cache, from the libraries of another recipe, too.
grep -qsxF "ZOETROPE_WINDOWS_PREFIX:UNINITIALIZED=$prefix" build/windows/CMakeCache.txt || rm -rf build/windows
configure windows "-DZOETROPE_WINDOWS_PREFIX=$prefix" -DBUILD_TESTING=ON
build windows
[[ ${1-} != --build ]] || { step ''; exit 0; }

# Wine without noise and without offers to install Mono; its server is told to go at the end.
export WINEPREFIX=$PWD/build/wine WINEDEBUG=-all WINEDLLOVERRIDES='mscoree,mshtml=' ZOETROPE_WINDOWS_PREFIX=$prefix
unset DISPLAY WAYLAND_DISPLAY
trap '/usr/lib/wine/wineserver64 -k >/dev/null 2>&1 || true' EXIT
if [[ ! -f $WINEPREFIX/system.reg ]]; then
  step "making a Wine prefix in build/wine"
  timeout 120 /usr/lib/wine/wine64 wineboot -i >build/wineboot.log 2>&1 || die "Wine does not start (build/wineboot.log)"
fi
# One server for all tests: between two of them it would go, and the next might meet it going. What Wine starts beside
# the first program stays, too, and must not hold a test's output open.
timeout 60 /usr/lib/wine/wineserver64 -w || true
/usr/lib/wine/wineserver64 -p
timeout 120 /usr/lib/wine/wine64 wineboot >>build/wineboot.log 2>&1 </dev/null || die "Wine does not start (build/wineboot.log)"
only_tests=
[[ ${1-} != --tests ]] || { only_tests=1; shift; }
step "tests under Wine"
ctest --preset windows --no-tests=error "$@"

step "DLLs that programs and tests ask for (all are Windows' own)"
x86_64-w64-mingw32-objdump -p build/windows/tests/*.exe build/windows/bin/*.exe build/windows/bin/*.com |
  sed -n 's/.*DLL Name: //p' | sort -fu >build/windows-dlls.txt
paste -sd' ' build/windows-dlls.txt
# On every Windows 10; others that Wine has may be missing there.
of_windows='advapi32 bcrypt cfgmgr32 comctl32 comdlg32 crypt32 dbghelp gdi32 gdiplus imm32 iphlpapi kernel32 msimg32 msvcrt ntdll ole32 oleacc
oleaut32 rpcrt4 setupapi shell32 shlwapi user32 userenv uuid uxtheme version winmm winspool.drv ws2_32'
while read -r dll; do
  name=${dll,,}
  [[ " $(echo $of_windows) " == *" ${name%.dll} "* ]] || die "$dll is not one that every Windows has"
done <build/windows-dlls.txt
! x86_64-w64-mingw32-objdump -p build/windows/bin/zoetrope-server.exe | grep -iE 'DLL Name: (user32|gdi32|shell32)' ||
  die "a console program with these libraries is not told when Windows ends the session"
[[ -z $only_tests ]] || { step ''; exit 0; }

step "the installer"
build windows --target windows_package_files
pack() { (cd build/windows && cpack "$@") >build/windows-package.log 2>&1 || { tail -n 40 build/windows-package.log >&2; die "CPack failed (build/windows-package.log)"; }; }
rm -rf build/windows/package build/windows-old build/windows/_CPack_Packages
pack
# An older version to install over: quickly packed, with a file that the new one does not have.
mkdir -p build/windows-old/files
echo old >build/windows-old/files/only_in_the_older_one.txt
pack -B "$PWD/build/windows-old" -D CPACK_PACKAGE_VERSION=0.0.9 -D CPACK_PACKAGE_FILE_NAME=zoetrope-0.0.9-windows-x86_64 \
  -D CPACK_NSIS_COMPRESSOR=zlib -D "CPACK_INSTALLED_DIRECTORIES=$PWD/build/windows-old/files;share/old"
installer=$(echo build/windows/package/zoetrope-*-windows-x86_64.exe)
printf '   %s %d kB\n' "$installer" $(($(stat -c %s "$installer") / 1000))

# The other end of the streams; whichever of our own builds is there.
native=
for folder in build/release/bin build/dev/bin; do
  [[ ! -x $folder/zoetrope-server || ! -x $folder/zoetrope-client ]] || { native=$folder; break; }
done
if [[ -z $native ]]; then
  step "programs for this machine, to stream with"
  build_programs
  native=build/release/bin
fi
step "the installer, tried under Wine (screenshots in build/windows-try)"
timeout 900 bash tests/windows/try.sh "$PWD/build/windows-old/zoetrope-0.0.9-windows-x86_64.exe" "$PWD/$installer" "$PWD/$native" \
  "$PWD/build/windows-try" || die "the installer does not do what it has to (build/windows-try)"
step ''
