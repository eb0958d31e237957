# SPDX-License-Identifier: MIT
# What: make the Debian packages in build/package/ and look at them; --try installs, clicks and purges them in a bare Debian 12 (root)
. scripts/lib/common.sh
umask 022
folder=build/package
most_bytes=30000000

need "${packages_build[@]}" "${packages_window[@]}" "${packages_package[@]}"
say "building into build/release"
[[ -f build/release/CMakeCache.txt ]] && configure release || configure release -DBUILD_TESTING=OFF
build release --target package_files

say "packing"
rm -rf "$folder"
mkdir -p "$folder"
(cd build/release && rm -rf _CPack_Packages && cpack -B "$OLDPWD/$folder") >build/package.log 2>&1 ||
  { tail -n 40 build/package.log >&2; die "CPack failed (build/package.log)"; }
rm -rf "$folder/_CPack_Packages"
server=$(echo "$folder"/zoetrope-server_*.deb) desktop=$(echo "$folder"/zoetrope_*.deb)
[[ -f $server && -f $desktop ]] || die "CPack did not make both packages (build/package.log)"

bytes=0
for package in "$server" "$desktop"; do
  size=$(stat -c %s "$package")
  bytes=$((bytes + size))
  printf '   %-48s %4d.%d MB, installed %d MB\n' "$package" $((size / 1000000)) $((size / 100000 % 10)) \
    $((($(dpkg-deb -f "$package" Installed-Size) + 999) / 1000))
  printf '      Depends: %s\n' "$(dpkg-deb -f "$package" Depends)"
done
((bytes <= most_bytes)) || die "the packages have $bytes bytes together; $most_bytes are the most"

say "the server pulls in no GUI library"
# By name, and by what the linker loads for the program: the packages it depends on may pull in more than they say.
gui='wx|gtk|gdk|cairo|pango|libx11|libxcb|wayland|libgl|mesa|qt'
! dpkg-deb -f "$server" Depends Pre-Depends Recommends | grep -iE "$gui" || die "zoetrope-server depends on a GUI library"
rm -rf build/package-contents
dpkg-deb -x "$server" build/package-contents
! ldd build/package-contents/usr/bin/zoetrope-server | grep -iE "$gui" || die "zoetrope-server loads a GUI library"

say "lintian"
# As root it says so each time; what it says of the packages is what counts.
lintian --allow-root --fail-on error,warning --show-overrides "$server" "$desktop" || die "lintian is not content"
desktop-file-validate installer/zoetrope.desktop || die "the desktop entry is not valid"

if [[ ${1-} == --try ]]; then
  need "${packages_fresh[@]}" "${packages_driven[@]}"
  as_root bash tests/package/try.sh "$server" "$desktop" "${@:2}"
elif (($#)); then
  die "package: --try, or nothing"
fi
