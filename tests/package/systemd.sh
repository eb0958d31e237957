#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# systemd.sh SERVER.deb: installs the package in a bare Debian 12 root and starts systemd there, in namespaces of its own: the
# service is off; switched on, it serves, at once and as the user, with the privileges and on the ports of its unit; ffmpeg plays
# from it; a folder in somebody's home is served by the override of the man page; purging the package ends it. Needs root, and
# a kernel with cgroup2. What systemd and the service say stays in build/systemd-try/.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
. tools/debian_root.sh
package=$1
folder=$PWD/build/systemd-try
root=$folder/root
mkdir -p "$folder/archives"
die() { printf 'systemd: %s\n' "$*" >&2; tail -n 25 "$folder"/*.log >&2 || true; exit 1; }
ok() { printf 'ok: %s\n' "$*"; }
in_root() { (in_debian_root "$root" / DEBIAN_FRONTEND=noninteractive -- "$1") </dev/null; }

make_debian_base build/fresh
copy_debian_base build/fresh "$root"
apt-config dump | grep '^Acquire::' >"$root/etc/apt/apt.conf.d/99this-machine" || true
cp -n "$folder"/archives/*.deb "$root/var/cache/apt/archives/" 2>/dev/null || true
cp "$package" "$root/zoetrope-server.deb"
in_root 'apt-get -q update && apt-get -y -q -o Dpkg::Use-Pty=0 install --no-install-recommends systemd dbus /zoetrope-server.deb' \
  >"$folder/apt.log" 2>&1 || die 'the packages do not install'
cp -n "$root"/var/cache/apt/archives/*.deb "$folder/archives/" 2>/dev/null || true
# Nothing but systemd, its log and its bus.
printf '[Unit]\nRequires=systemd-journald.service dbus.socket multi-user.target\n' >"$root/etc/systemd/system/try.target"
for unit in network-online.target getty.target remote-fs.target; do ln -sf /dev/null "$root/etc/systemd/system/$unit"; done

# A group of its own for what systemd starts, in the hierarchy that cgroup2 has here.
groups=$folder/cgroup
mkdir -p "$groups"
children=()
cleanup() {
  for child in ${children[@]+"${children[@]}"}; do kill -KILL "$child" 2>/dev/null || true; done
  wait 2>/dev/null || true
  if mountpoint -q "$groups"; then
    find "$groups/zoetrope-try-$$" -depth -type d -exec rmdir {} + 2>/dev/null || true
    umount -l "$groups"
  fi
}
trap cleanup EXIT
mount -t cgroup2 cgroup2 "$groups" || die 'no cgroup2 here'
mkdir "$groups/zoetrope-try-$$"
(
  echo "$BASHPID" >"$groups/zoetrope-try-$$/cgroup.procs"
  exec unshare --mount --pid --fork --uts --ipc --net --cgroup --kill-child=KILL bash -c '
    set -e
    mount --make-rprivate /
    mount --bind "$1" "$1"
    cd "$1"
    mount -t proc proc proc
    mount --bind proc/sys proc/sys
    mount -o remount,bind,ro proc/sys
    mount -t sysfs -o ro sysfs sys
    mount -t cgroup2 cgroup2 sys/fs/cgroup
    mount -t tmpfs -o mode=755 dev dev
    for device in null zero full random urandom tty; do cp -a "/dev/$device" dev/; done
    mkdir dev/pts dev/shm
    mount -t devpts -o newinstance,ptmxmode=666 devpts dev/pts
    ln -s pts/ptmx dev/ptmx
    ln -s /proc/self/fd dev/fd
    mount -t tmpfs -o mode=755 run run
    mount -t tmpfs -o mode=1777 tmp tmp
    ip link set lo up
    mkdir old
    pivot_root . old
    umount -l /old
    rmdir /old
    exec env -i container=other PATH=/usr/sbin:/usr/bin:/sbin:/bin /lib/systemd/systemd --log-target=journal --unit=try.target' bash "$root"
) </dev/null >"$folder/init.log" 2>&1 &
children+=($!)
# The first process of the namespaces is the child of unshare.
end=$((SECONDS + 30))
until init=$(pgrep -P "${children[0]}" | head -n 1) && [[ -n $init ]]; do ((SECONDS < end)) || die 'systemd does not start'; sleep 0.1; done
there() { nsenter --target "$init" --mount --pid --net --uts --ipc --root --wd env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 "$@"; }
until_true() { local end=$((SECONDS + 60)); until "$@" >"$folder/wait.log" 2>&1; do ((SECONDS < end)) || die "waited in vain for: $*"; sleep 0.1; done; }
until_true there systemctl is-active try.target
ok "$(there systemctl --version | head -n 1) runs"

property() { there systemctl show zoetrope-server -P "$1"; }
[[ $(property UnitFileState) == disabled && $(property ActiveState) == inactive ]] || die 'the service is not off at first'
ok 'installed, the service is off'

# plays URL: with this machine's ffmpeg, in the network of the root.
plays() {
  local frames
  frames=$(nsenter --target "$init" --net timeout --kill-after=10 60 ffmpeg -nostdin -loglevel error -rtsp_transport udp -i "$1" -c copy \
    -frames:v 60 -f null -progress - - 2>"$folder/ffmpeg.log" | sed -n 's/^frame=//p' | tail -n 1) || die "ffmpeg fails at $1"
  ((${frames:-0} >= 60)) || die "ffmpeg got ${frames:-no} frames of $1"
  ok "ffmpeg plays $frames frames of $1"
}
listens() { there journalctl --no-pager -o cat -u zoetrope-server | grep -q "listens on port $1"; }
there systemctl enable --now zoetrope-server 2>"$folder/enable.log" || { there journalctl --no-pager -u zoetrope-server >"$folder/journal.log"; die 'it does not start'; }
until_true listens 8554
there cat "/proc/$(property MainPID)/status" >"$folder/status"
grep -E '^CapBnd:\s0+$' "$folder/status" >/dev/null || die 'it has capabilities'
grep -E '^Seccomp:\s2$' "$folder/status" >/dev/null || die 'its system calls are not filtered'
(($(awk '/^Uid:/ { print $2 }' "$folder/status") >= 61184)) || die 'it is not a user of its own'
ok "switched on, it runs as user $(awk '/^Uid:/ { print $2 }' "$folder/status"), without capabilities, with $(awk '/^Seccomp_filters:/ { print $2 }' "$folder/status") filters"
seen() { there ls -A "/proc/$(property MainPID)/root/$1" | paste -sd' '; }
for path in / /home /root /etc /run /usr /usr/bin /usr/share /var /var/tmp; do echo "$path: $(seen "$path")"; done >"$folder/seen.log"
[[ -z $(seen /home) && -z $(seen /root) && $(seen /usr/bin) == zoetrope-server ]] || die 'it sees more than libraries and movies'
! seen /etc | tr ' ' '\n' | grep -vxE 'ld\.so\.cache|localtime|^$' || die 'it sees settings of the system'
ok 'it sees nothing but libraries and movies'
there cat "/proc/$(property MainPID)/mountinfo" >"$folder/mounts.log"
# Files of its own for a while (PrivateTmp), devices that are none (PrivateDevices), and what is root's and empty.
writable=$(awk '$6 ~ /^rw/ { print $5 }' "$folder/mounts.log" | grep -vxE '/tmp|/var/tmp|/dev/pts|/dev/hugepages|/proc|/home|/root|/run|/run/user' | paste -sd' ' || true)
[[ -z $writable ]] || die "it can write to $writable"
ok 'it can write nowhere'
plays rtsp://127.0.0.1:8554/hd720.mjpeg

# A private home, in which only the folder of movies is for everybody.
there bash -c '
  mkdir -p /home/ada/Movies && cp /usr/share/zoetrope/movies/movie.Mjpeg /home/ada/Movies/mine.mjpeg && chmod 700 /home/ada && chmod 755 /home/ada/Movies
  mkdir -p /etc/systemd/system/zoetrope-server.service.d
  man=/usr/share/man/man1/zoetrope-server.1.gz
  zcat $man | sed -n "/^\[Service\]/,/^\.RE/p" | grep -v "^\." | sed "s/\\\\-/-/g" >/etc/systemd/system/zoetrope-server.service.d/override.conf
  systemctl daemon-reload && systemctl restart zoetrope-server' || die 'the override of the man page is not taken'
cp "$root/etc/systemd/system/zoetrope-server.service.d/override.conf" "$folder/override.log"
until_true listens 8600
plays rtsp://127.0.0.1:8600/mine.mjpeg
ok "the man page's override serves a folder in a home that is closed: $(paste -sd' ' "$folder/override.log")"

# A port that the unit does not name is refused to it, although it is free; where the kernel, or a namespace on it, does not let
# systemd do that, a program of nothing but that rule shows so.
binds() { there systemd-run --quiet --wait --collect "$@" /usr/bin/perl -MIO::Socket::INET -e 'exit(IO::Socket::INET->new(Listen => 1, LocalPort => 8701) ? 0 : 7)'; }
if ! binds; then die 'a port that should be free is not'; fi
enforced=1
if binds --property=SocketBindDeny=any; then enforced=0; fi
there bash -c 'printf "[Service]\nEnvironment=PORT=8700\n" >/etc/systemd/system/zoetrope-server.service.d/zz.conf && systemctl daemon-reload; systemctl restart zoetrope-server' || true
cannot_listen() { there journalctl --no-pager -o cat -u zoetrope-server | grep -q '^zoetrope-server: .*8700'; }
if ((enforced)); then
  until_true cannot_listen
  ! listens 8700 || die 'it listens on a port that the unit does not name'
  ok 'a port that the unit does not name is refused to it'
else
  until_true listens 8700
  echo 'not enforced here: SocketBind* (this kernel, or a namespace on it, does not let systemd)'
fi

# Wrong options are not tried again and again.
there bash -c 'printf "[Service]\nEnvironment=OPTIONS=--nonsense\n" >/etc/systemd/system/zoetrope-server.service.d/zz.conf && systemctl daemon-reload; systemctl restart zoetrope-server' || true
is_failed() { [[ $(property ActiveState) == failed && $(property ExecMainStatus) == 2 ]]; }
until_true is_failed
(($(property NRestarts) == 0)) || die "wrong options were tried $(property NRestarts) times more"
ok 'with wrong options it fails once'

there bash -c 'rm -r /etc/systemd/system/zoetrope-server.service.d && systemctl daemon-reload && systemctl reset-failed; systemctl restart zoetrope-server && dpkg --purge zoetrope-server' >"$folder/purge.log" 2>&1 || die 'it cannot be purged'
! there pgrep -x zoetrope-server >/dev/null 2>&1 || die 'the service outlives its package'
[[ $(there bash -c 'ls /proc/[0-9]*/exe -l 2>/dev/null | grep -c zoetrope-server || true') == 0 ]] || die 'the service outlives its package'
left=$(there find /etc /usr /run -name '*zoetrope*')
[[ -z $left ]] || die "left behind: $left"
ok 'purging the package ends the service and leaves nothing'
kill -KILL "${children[0]}"
wait "${children[0]}" 2>/dev/null || true
rm -rf --one-file-system "$root"
