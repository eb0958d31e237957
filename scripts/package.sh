# SPDX-License-Identifier: MIT
# What: make DEB, RPM and archive in build/package/ and look at them; --try, --try-service, --try-systemd, --try-rpm, --try-archive use them (root)
. scripts/lib/common.sh
umask 022
folder=build/package
most_bytes=30000000
gui='wx|gtk|gdk|cairo|pango|libx11|libxcb|wayland|libgl|mesa|qt'
trials=() arguments=()
for word in "$@"; do
  case $word in
    --try | --try-service | --try-systemd | --try-rpm | --try-archive) trials+=("$word") ;;
    *) ((${#trials[@]})) || die "package: --try, --try-service, --try-systemd, --try-rpm, --try-archive, or nothing"; arguments+=("$word") ;;
  esac
done

need "${packages_build[@]}" "${packages_window[@]}" "${packages_package[@]}"
# The archive's and the RPM's libraries are Debian's, and so are their licences.
generators=()
can() { for tool in "${@:2}"; do command -v "$tool" >/dev/null || { say "no $1: there is no $tool here"; return 0; }; done; generators+=("$1"); }
can DEB dpkg-deb dpkg-shlibdeps
can RPM rpmbuild patchelf objdump dpkg-query
can STGZ patchelf objdump dpkg-query
say "not made here: the installer for Windows (./run windows makes it), the disk image for macOS (made on macOS)"
((${#generators[@]})) || die "nothing can be made here"

say "building into build/release"
[[ -f build/release/CMakeCache.txt ]] && configure release || configure release -DBUILD_TESTING=OFF
build release --target package_files

say "packing: ${generators[*]}"
rm -rf "$folder"
mkdir -p "$folder"
(cd build/release && rm -rf _CPack_Packages && cpack -G "$(IFS=';'; echo "${generators[*]}")" -B "$OLDPWD/$folder") >build/package.log 2>&1 ||
  { tail -n 40 build/package.log >&2; die "CPack failed (build/package.log)"; }
rm -rf "$folder/_CPack_Packages"
size() { local bytes; bytes=$(stat -c %s "$1"); printf '%d.%d MB' $((bytes / 1000000)) $((bytes / 100000 % 10)); }
made() { [[ " ${generators[*]} " == *" $1 "* ]]; }

look_at_debs() {
  local bytes=0 package
  server=$(echo "$folder"/zoetrope-server_*.deb) desktop=$(echo "$folder"/zoetrope_*.deb)
  [[ -f $server && -f $desktop ]] || die "CPack did not make both packages (build/package.log)"
  for package in "$server" "$desktop"; do
    bytes=$((bytes + $(stat -c %s "$package")))
    printf '   %-48s %s, installed %d MB\n' "$package" "$(size "$package")" $((($(dpkg-deb -f "$package" Installed-Size) + 999) / 1000))
    printf '      Depends: %s\n' "$(dpkg-deb -f "$package" Depends)"
  done
  ((bytes <= most_bytes)) || die "the packages have $bytes bytes together; $most_bytes are the most"

  say "the server pulls in no GUI library"
  # By name, and by what the linker loads for the program: the packages it depends on may pull in more than they say.
  ! dpkg-deb -f "$server" Depends Pre-Depends Recommends | grep -iE "$gui" || die "zoetrope-server depends on a GUI library"
  rm -rf build/package-contents
  dpkg-deb -x "$server" build/package-contents
  ! ldd build/package-contents/usr/bin/zoetrope-server | grep -iE "$gui" || die "zoetrope-server loads a GUI library"

  say "lintian"
  # As root it says so each time; what it says of the packages is what counts.
  lintian --allow-root --fail-on error,warning --show-overrides "$server" "$desktop" || die "lintian is not content"
}

look_at_rpms() {
  local package
  rpms=("$folder"/zoetrope*.rpm)
  ((${#rpms[@]} == 2)) || die "CPack did not make both RPMs (build/package.log)"
  for package in "${rpms[@]}"; do
    printf '   %-48s %s\n' "$package" "$(size "$package")"
    printf '      Requires: %s\n' "$(rpm -qp --requires "$package" | grep -v '^rpmlib' | sed 's/ *$//' | sort -u | paste -sd, | sed 's/,/, /g')"
  done
  # Libraries of its own may be neither asked for nor offered.
  ! rpm -qp --requires "${rpms[@]}" | grep -E '^lib(Poco|wx_|jpeg|tiff)' || die "an RPM asks for a library that it brings"
  ! rpm -qp --provides "${rpms[@]}" | grep -E '^lib' || die "an RPM offers a library that is its own"
  ! rpm -qp --requires "$folder"/zoetrope-server*.rpm | grep -iE "$gui" || die "the server's RPM asks for a GUI library"
  say "rpmlint"
  rpmlint --strict --config installer/rpm/rpmlint.toml "${rpms[@]}" || die "rpmlint is not content"
}

look_at_archive() {
  archive=$(echo "$folder"/zoetrope-*.sh)
  [[ -f $archive ]] || die "CPack did not make the archive (build/package.log)"
  printf '   %-48s %s\n' "$archive" "$(size "$archive")"
  rm -rf build/archive-contents
  mkdir -p build/archive-contents
  sh "$archive" --prefix=build/archive-contents --skip-license >build/archive.log || die "the archive does not unpack (build/archive.log)"
  say "its programs load their own libraries, and those of the system"
  local program strangers
  for program in zoetrope zoetrope-server zoetrope-client; do
    strangers=$(ldd "build/archive-contents/bin/$program" | grep -E 'lib(wx|Poco|jpeg|tiff)' | grep -v "$PWD/build/archive-contents/" || true)
    [[ -z $strangers ]] || die "$program of the archive loads $strangers"
  done
  printf '   %s\n' "$(cd build/archive-contents/lib/zoetrope && echo *)"
  [[ ! -e build/archive-contents/lib/systemd ]] || die "the archive has a service in it"
}

if made DEB; then look_at_debs; fi
if made RPM; then look_at_rpms; fi
if made STGZ; then look_at_archive; fi
say "desktop entry, metadata"
warnings=$(desktop-file-validate installer/zoetrope.desktop 2>&1) && [[ -z $warnings ]] || die "the desktop entry is not valid: $warnings"
appstreamcli validate --no-net build/release/installer/*.*.metainfo.xml || die "the metadata are not valid"

try_it() {
  case $1 in
    --try)
      need "${packages_fresh[@]}" "${packages_driven[@]}"
      as_root bash tests/package/try.sh "$server" "$desktop" ${arguments[@]+"${arguments[@]}"}
      ;;
    --try-service)
      need "${packages_service[@]}"
      say "systemd's view of the unit (2.0 is the most, in tenths)"
      systemd-analyze security --offline=true --threshold=20 build/package-contents/usr/lib/systemd/system/zoetrope-server.service | tail -n 1
      say "the service by hand, under the unit's restrictions"
      as_root bash tests/package/service.sh "$server"
      ;;
    --try-systemd)
      need "${packages_fresh[@]}" "${packages_service[@]}"
      say "the service under systemd, in a bare root"
      as_root bash tests/package/systemd.sh "$server"
      ;;
    --try-rpm)
      need util-linux
      say "the RPMs in an empty root"
      as_root bash tests/package/try_rpm.sh "${rpms[@]}"
      ;;
    --try-archive)
      need "${packages_archive[@]}"
      as_root bash tests/package/try_archive.sh "$archive" ${arguments[@]+"${arguments[@]}"}
      ;;
  esac
}
for trial in ${trials[@]+"${trials[@]}"}; do try_it "$trial"; done
