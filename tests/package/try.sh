#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# try.sh SERVER.deb DESKTOP.deb [--with PACKAGE…] [-- COMMAND…]: installs the packages in a bare Debian 12 with nothing but what
# they depend on, serves and plays there, starts the launcher as its desktop entry says and clicks (click.py), removes them, and
# compares what is left with what was there before: nothing but an ordinary user's settings. Needs root.
# --with: Debian packages that are there as well. COMMAND runs on this machine while they are installed, with DISPLAY (an Xvfb
# of its own) and IN_ROOT in its environment: "$IN_ROOT" 'LINE OF BASH' runs that line in the root, on the display of who calls,
# with this machine's network; all that it started ends with it. The root's folder is ZOETROPE_ROOT. Screenshots and logs of the
# clicks are left in build/package-try/clicks.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. tools/debian_root.sh
server=$1 desktop=$2
shift 2
with=()
if [[ ${1-} == --with ]]; then
  shift
  while (($#)) && [[ $1 != -- ]]; do with+=("$1"); shift; done
fi
[[ ${1-} != -- ]] || shift
command=("$@")

work=$PWD/build/package-try
root=$work/root
mkdir -p "$work/archives"
started=$SECONDS
say() { printf '== [%3d s] %s\n' $((SECONDS - started)) "$*"; }
die() { printf 'try: %s\n' "$*" >&2; exit 1; }
in_root() { (in_debian_root "$root" / "DISPLAY=${DISPLAY-}" DEBIAN_FRONTEND=noninteractive -- "$1") </dev/null; }
apt_in_root() { in_root "apt-get -y -q -o Dpkg::Use-Pty=0 $*" >"$work/apt.log" 2>&1 || { tail -n 30 "$work/apt.log" >&2; die "apt-get $* failed"; }; }

# What apt would install for the arguments besides our own packages.
would_install() {
  in_root "apt-get -s -q --no-install-recommends install $*" | sed -n 's/^Inst \([^ ]*\).*/\1/p' | grep -vE '^zoetrope' | sort
}

# Every file, link and folder with its content; what apt and dpkg keep for themselves, the caches of the linker, and what this
# script has put there are left out.
snapshot() {
  (cd "$root" && find . \( -path ./proc -o -path ./sys -o -path ./dev -o -path ./var/log -o -path ./var/cache/apt -o -path ./var/lib/apt \
    -o -path ./var/lib/dpkg -o -path ./var/cache/ldconfig -o -path ./var/cache/debconf -o -name ld.so.cache -o -path ./packages \
    -o -path ./visitor -o -path ./tmp/.X11-unix \) -prune -o \
    \( -type f -exec md5sum {} + -o -type l -printf 'link %p -> %l\n' -o -printf '%y %m %p\n' \) | LC_ALL=C sort)
}

children=()
trap 'for child in ${children[@]+"${children[@]}"}; do kill "$child" 2>/dev/null || true; done' EXIT

say "a bare Debian 12 in $root"
make_debian_base build/fresh
copy_debian_base build/fresh "$root"
# This machine's own apt sources and ways to reach them, not its hooks.
rm -rf "$root/etc/apt/sources.list" "$root/etc/apt/sources.list.d"
mkdir -p "$root/etc/apt/sources.list.d"
for source in /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources; do
  [[ ! -f $source ]] || cp "$source" "$root${source}"
done
apt-config dump | grep '^Acquire::' >"$root/etc/apt/apt.conf.d/99this-machine" || true
cp -n "$work"/archives/*.deb "$root/var/cache/apt/archives/" 2>/dev/null || true
mkdir -p "$root/packages"
cp "$server" "$desktop" tests/package/play.sh "$root/packages/"
server=/packages/${server##*/} desktop=/packages/${desktop##*/}
apt_in_root update

say "what the server alone would pull in"
would_install "$server" >"$work/server-needs.txt"
paste -sd' ' "$work/server-needs.txt"
! grep -iE 'wx|gtk|gdk|cairo|pango|libx11|libxcb|wayland|libgl|mesa|qt' "$work/server-needs.txt" || die "the server pulls in a GUI library"

needs=$(would_install "$server" "$desktop" | paste -sd' ')
say "installing what both depend on: $(wc -w <<<"$needs") packages${with[*]:+, and ${with[*]}}"
apt_in_root install --no-install-recommends "$needs" "${with[*]-}"
cp -n "$root"/var/cache/apt/archives/*.deb "$work/archives/" 2>/dev/null || true
in_root "useradd --home-dir /visitor/home --no-create-home --shell /bin/bash visitor &&
  install -d -o visitor -g visitor -m 700 /visitor /visitor/home /visitor/run"
cat >"$work/in_root" <<EOF_IN_ROOT
#!/usr/bin/env bash
# Runs a line of bash in the root.
cd "$PWD" && . tools/debian_root.sh && in_debian_root "$root" /root DISPLAY="\${DISPLAY-}" LC_ALL=C.UTF-8 -- "\$*"
EOF_IN_ROOT
chmod +x "$work/in_root"
export IN_ROOT=$work/in_root ZOETROPE_ROOT=$root
snapshot >"$work/before.txt"

say "installing the packages"
apt_in_root install --no-install-recommends "$server" "$desktop"
cp "$work/apt.log" "$work/install.log"
in_root "dpkg -s zoetrope zoetrope-server" | grep -E '^(Package|Status|Version)'

say "serving and playing"
in_root "bash /packages/play.sh"

say "clicking (pictures in $work/clicks)"
rm -rf "$work/clicks"
mkdir "$work/clicks"
python3 tests/package/click.py "$work/clicks"

if ((${#command[@]})); then
  say "${command[*]}"
  need_display=$work/display
  Xvfb -displayfd 3 -screen 0 1280x800x24 -ac -nolisten tcp 3>"$need_display" 2>"$work/xvfb.log" &
  children+=($!)
  # read fails until the line is whole.
  until { read -r number <"$need_display"; } 2>/dev/null; do kill -0 "${children[0]}" && sleep 0.1; done
  DISPLAY=:$number "${command[@]}"
fi

say "removing them"
apt_in_root purge zoetrope zoetrope-server
snapshot >"$work/after.txt"
diff "$work/before.txt" "$work/after.txt" >"$work/left.txt" || { cat "$work/left.txt" >&2; die "this is left, or changed, after the purge"; }
! in_root "dpkg-query -W -f='\${Package} \${Status}\n'" | grep '^zoetrope' || die "dpkg still knows the packages"
(cd "$root/visitor" && find . -mindepth 2 ! -type d -printf '%P\n' | LC_ALL=C sort) >"$work/visitor.txt"
# The folder of the session goes with it.
! grep -vE '^(home/\.zoetrope|home/\.cache/.*|run/.*)$' "$work/visitor.txt" || die "this is left of the visitor's, besides settings and caches"
echo "the visitor keeps: $(grep '^home/' "$work/visitor.txt" | paste -sd' ')"
rm -rf --one-file-system "$root"
say "nothing is left: the packages came, worked and went"
