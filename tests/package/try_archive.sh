#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# try_archive.sh ARCHIVE [RELEASE]: unpacks the self-extracting archive in a bare root of another Debian (trixie) with nothing
# but GTK 3 and a font, as a user without rights; the launcher is started there, one click plays the demo, and the picture
# moves. Needs root. Screenshots stay in build/archive-try/.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. tools/debian_root.sh
archive=$1 release=${2:-trixie}
folder=$PWD/build/archive-try
root=$folder/root
mkdir -p "$folder/archives"
started=$SECONDS
say() { printf '== [%3d s] %s\n' $((SECONDS - started)) "$*"; }
die() { printf 'try_archive: %s\n' "$*" >&2; tail -n 20 "$root"/tmp/trace "$root"/tmp/player "$folder"/*.log >&2 2>/dev/null || true; exit 1; }
source tests/support/x_display.sh
in_root() { (in_debian_root "$root" / DEBIAN_FRONTEND=noninteractive -- "$1") </dev/null; }
as_student() { printf 'setpriv --reuid 1000 --regid 1000 --clear-groups env HOME=/home/student %s' "$1"; }

say "a bare Debian ($release) with GTK 3"
make_debian_base "build/root-$release" "$release"
copy_debian_base "build/root-$release" "$root"
apt-config dump | grep '^Acquire::' >"$root/etc/apt/apt.conf.d/99this-machine" || true
cp -n "$folder"/archives/*.deb "$root/var/cache/apt/archives/" 2>/dev/null || true
in_root 'apt-get -q update && if apt-cache show libgtk-3-0t64 >/dev/null 2>&1; then gtk=libgtk-3-0t64; else gtk=libgtk-3-0; fi &&
  apt-get -y -q -o Dpkg::Use-Pty=0 install --no-install-recommends $gtk fonts-dejavu-core' >"$folder/apt.log" 2>&1 || die "GTK does not install"
cp -n "$root"/var/cache/apt/archives/*.deb "$folder/archives/" 2>/dev/null || true
! in_root 'ldconfig -p' | grep -E 'lib(wx_|Poco)' || die "the root has libraries that the archive brings"
in_root 'useradd --create-home --uid 1000 student; ldconfig -p | grep -E "gtk-3|libstdc|libc.so" | sed "s/^/  /"; sed -n "s/^PRETTY_NAME=//p" /etc/os-release'

say "unpacking it as a user without rights"
cp "$archive" "$root/tmp/zoetrope.sh"
in_root "$(as_student "bash -c 'mkdir -p ~/.local && sh /tmp/zoetrope.sh --prefix=/home/student/.local --skip-license'")" >"$folder/unpack.log" 2>&1 || die "it does not unpack"
bin=/home/student/.local/bin
for program in zoetrope zoetrope-client zoetrope-server; do
  in_root "ldd $bin/$program" >"$folder/$program.ldd"
  ! grep 'not found' "$folder/$program.ldd" || die "$program lacks a library"
done
in_root "$(as_student "$bin/zoetrope-server --version")"
say "libraries of its own: $(grep -h /home/student "$folder"/*.ldd | awk '{ print $1 }' | sort -u | paste -sd' ')"

say "one click on Play the demo"
start_display
mkdir -p "$root/run/user/1000"
chown 1000:1000 "$root/run/user/1000"
chmod 700 "$root/run/user/1000"
(in_debian_root "$root" /home/student "DISPLAY=$DISPLAY" LC_ALL=C.UTF-8 GDK_BACKEND=x11 NO_AT_BRIDGE=1 XDG_RUNTIME_DIR=/run/user/1000 \
  ZOETROPE_LAUNCHER_TRACE=/tmp/trace ZOETROPE_WINDOW_TRACE=/tmp/player -- "exec $(as_student "$bin/zoetrope")") </dev/null >"$folder/launcher.log" 2>&1 &
launcher=$!
# unshare takes no notice of a request to end; what it started ends with it.
trap 'kill -KILL "$launcher" 2>/dev/null || true; cleanup' EXIT
trace=$root/tmp/trace
until_true 60 'the launcher' is_enabled play_demo
click play_demo 5 5
has_pictures() { [[ -e $root/tmp/player ]] && (($(grep -ac '^picture ' "$root/tmp/player" 2>/dev/null || true) >= $1)); }
until_true 60 'a moving picture' has_pictures 50
import -window root "$folder/first.png"
moves() { import -window root "$folder/second.png" && ! cmp -s "$folder/first.png" "$folder/second.png"; }
until_true 20 'another picture' moves
kill -KILL "$launcher"
wait "$launcher" 2>/dev/null || true
rm -rf --one-file-system "$root"
say "the demo played on $release: build/archive-try/first.png, second.png"
