#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# try_rpm.sh RPM…: installs the RPMs into an empty root with a database of its own, compares what lies there with what they say,
# serves and plays with the installed programs, and removes them. What they depend on is not looked for (there is no such
# system here), and their scripts, tried one by one, find no systemd, or one that writes down what it is told. Needs root.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
folder=$PWD/build/rpm-try
root=$folder/root
die() { printf 'try_rpm: %s\n' "$*" >&2; exit 1; }
rm -rf --one-file-system "$folder"
mkdir -p "$root"
rpms=()
for package in "$@"; do rpms+=("$(realpath "$package")"); done

echo "== scripts of the packages"
rpm -qp --scripts "${rpms[@]}"
echo "== installing into $root"
rpm --root "$root" --dbpath /var/lib/rpm --initdb
# The shell of their scripts would be the root's own: they are tried one by one below.
rpm --root "$root" --dbpath /var/lib/rpm --install --nodeps --noscripts "${rpms[@]}"
rpm --root "$root" --dbpath /var/lib/rpm -qa --qf '   %{NAME} %{VERSION}-%{RELEASE} %{ARCH} %{LICENSE}\n'
rpm --root "$root" --dbpath /var/lib/rpm --verify --nodeps --noscripts zoetrope zoetrope-server || die "what is installed is not what was packed"
for package in "${rpms[@]}"; do
  rpm -qp --qf '[%{FILENAMES} %{FILEMODES:perms} %{FILEUSERNAME}\n]' "$package"
done | sort -u >"$folder/files"
# All but rpm's own database.
files() { (cd "$root" && find . -path ./var -prune -o ! -type d -print | sed 's|^\.||' | LC_ALL=C sort); }
files >"$folder/there"
awk '$2 !~ /^d/ { print $1 }' "$folder/files" | LC_ALL=C sort | diff - "$folder/there" || die "other files are there than the packages name"
! awk '$3 != "root"' "$folder/files" | grep . || die "files that are not root's"

echo "== each script runs in sh, where there is no systemd"
for script in installer/rpm/*.sh; do
  for left in 0 1 2; do unshare --mount sh -c 'mkdir -p /run/systemd 2>/dev/null; mount -t tmpfs none /run; sh -e "$1" "$2"' sh "$script" "$left" || die "$script $left"; done
done

echo "== what they tell a systemd that runs"
# told SCRIPT LEFT WORDS: what systemctl and systemd-tmpfiles are called with by a script of which so many versions are left.
told() {
  local said
  said=$(unshare --mount sh -c 'mount -t tmpfs none /run && mkdir -p /run/systemd/system /run/stub && cat >/run/stub/systemctl &&
    chmod +x /run/stub/systemctl && sed "s/echo /&tmpfiles /" /run/stub/systemctl >/run/stub/systemd-tmpfiles && chmod +x /run/stub/systemd-tmpfiles && PATH=/run/stub:$PATH sh -e "$1" "$2" && cat /run/stub/said 2>/dev/null || :' sh "installer/rpm/$1" "$2" <<<'#!/bin/sh
echo "$*" >>/run/stub/said' | paste -sd';')
  [[ $said == "$3" ]] || die "$1 $2 says '$said' to systemd, not '$3'"
}
for left in 1 2; do told post.sh $left 'tmpfiles --create zoetrope-server.conf;daemon-reload'; done
told preun.sh 0 '--no-reload disable --now zoetrope-server.service'
told preun.sh 1 ''
told postun.sh 0 daemon-reload
told postun.sh 1 'daemon-reload;try-restart zoetrope-server.service'

echo "== the installed programs serve and play"
! ldd "$root"/usr/bin/zoetrope* | grep -E 'not found' || die "a library is missing"
# Its log is to lie here.
sed "s|/[a-z]*/server\.log|$folder/server.log|g" tests/package/play.sh >"$folder/play.sh"
unshare --mount --pid --fork --kill-child=KILL --mount-proc bash -c '
  mount -t overlay -o "ro,lowerdir=$1/root/usr:/usr" overlay /usr && exec bash "$1/play.sh"' bash "$folder"

echo "== removing them"
rpm --root "$root" --dbpath /var/lib/rpm --erase --nodeps --noscripts zoetrope zoetrope-server
left=$(files)
[[ -z $left ]] || die "left behind: $left"
folders=$(cd "$root" && find usr -path '*zoetrope*' || true)
[[ -z $folders ]] || die "folders left behind: $folders"
rm -rf --one-file-system "$folder"
echo "try_rpm: installed, tried and removed"
