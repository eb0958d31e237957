#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# service.sh SERVER: the service of the server package (a .deb, or the folder that it was unpacked to), started by hand as its
# unit says, with what the unit takes away: a file system in which there is only what the unit names, to be read; devices,
# processes of others; capabilities, system calls, address families (confine.py). ffmpeg plays both movies from it, over UDP
# and TCP; a probe under the same restrictions tries what must fail. A network of its own, so that the unit's port is free.
# Not done here, as it takes systemd itself: SocketBind*, MemoryMax, PrivateUsers, RestrictNamespaces. Needs root.
set -euo pipefail
server=$(realpath "$1")
here=$(realpath "$(dirname "${BASH_SOURCE[0]}")")
if [[ -z ${ZOETROPE_SERVICE_INSIDE-} ]]; then
  ZOETROPE_SERVICE_INSIDE=1 exec unshare --mount --net --pid --ipc --uts --fork --kill-child=KILL --mount-proc bash "$here/service.sh" "$server"
fi
folder=$(mktemp -d)
children=()
trap 'for child in ${children[@]+"${children[@]}"}; do kill "$child" 2>/dev/null || true; done; rm -rf --one-file-system "$folder/log" "$folder/package"' EXIT
mount -t tmpfs -o mode=755 world "$folder"
mkdir "$folder/log"
die() { printf 'service: %s\n' "$*" >&2; tail -n 20 "$folder"/log/* >&2 || true; exit 1; }
ok() { printf 'ok: %s\n' "$*"; }
ip link set lo up

package=$server
if [[ -f $server ]]; then
  package=$folder/package
  dpkg-deb -x "$server" "$package"
fi
unit=$package/usr/lib/systemd/system/zoetrope-server.service
setting() { sed -n "s/^$1=//p" "$unit"; }

# The world that the unit leaves: read only, of the package over this machine's programs. Python is in it for the probe and for
# what starts the server.
world=$folder/world
mkdir "$world" "$folder/usr"
mount -t tmpfs -o mode=755,nosuid,noexec world "$world"
mount -t overlay -o "ro,nosuid,lowerdir=$package/usr:/usr" overlay "$folder/usr"
[[ $(setting TemporaryFileSystem) == "/:ro "* ]] || die "the unit does not begin with nothing (TemporaryFileSystem=/:ro)"
mkdir -p "$world"/{dev,proc,sys,tmp,var/tmp,run/test,home,root}
for path in $(setting BindReadOnlyPaths) /usr/bin/python3; do
  from=${path#-}
  [[ $from != /usr/* ]] || from=$folder/usr/${from#/usr/}
  [[ -e $from ]] || { [[ $path == -* ]] || die "the unit names $path, which is not there"; continue; }
  if [[ -d $from ]]; then mkdir -p "$world${path#-}"; else mkdir -p "$(dirname "$world${path#-}")"; touch "$world${path#-}"; fi
  mount --bind "$(realpath "$from")" "$world${path#-}"
  mount -o remount,bind,ro,nosuid "$world${path#-}"
done
mount -t tmpfs -o mode=755,nosuid,noexec dev "$world/dev"
for device in null zero full random urandom; do cp -a "/dev/$device" "$world/dev/"; done
mount -t proc -o nosuid,nodev,noexec,hidepid=invisible,subset=pid proc "$world/proc"
for path in tmp var/tmp; do mount -t tmpfs -o mode=1777,nosuid,nodev,noexec tmp "$world/$path"; done
cp "$here/confine.py" "$unit" "$world/run/test/"
systemd-analyze syscall-filter >"$world/run/test/calls" 2>/dev/null
mount -o remount,ro,nosuid,noexec "$world"

# As systemd reads them: words, and variables of Environment.
declare -A variables
environment=(PATH=/usr/bin LC_ALL=C.UTF-8)
for word in $(setting Environment); do environment+=("$word"); done
command=$(env -i "${environment[@]}" bash -c "echo $(setting ExecStart)")
# confined PROGRAM [ARGUMENT…]
confined() {
  exec env -i "${environment[@]}" "$(command -v chroot)" "$world" /usr/bin/python3 -B /run/test/confine.py "/run/test/${unit##*/}" /run/test/calls "$@"
}

(confined /usr/bin/python3 -c '
import ctypes, os, socket, sys
failed = []
def refused(what, attempt):
    try:
        attempt()
    except OSError:
        return
    failed.append(what)
for folder in ("/", "/usr/lib", "/usr/share/zoetrope/movies", "/etc", "/var", "/run", "/dev"):
    refused(f"writes to {folder}", lambda: open(folder + "/zoetrope-probe", "w"))
for path in ("/etc/passwd", "/etc/shadow", "/usr/bin/env", "/usr/share/doc", "/srv", "/data", "/opt"):
    refused(f"sees {path}", lambda: os.stat(path))
refused("opens a socket of this machine", lambda: socket.socket(socket.AF_UNIX))
refused("opens a raw socket", lambda: socket.socket(socket.AF_INET, socket.SOCK_RAW, 1))
refused("listens on a port of the system", lambda: socket.socket().bind(("127.0.0.1", 80)))
refused("changes the owner of a file", lambda: os.chown("/tmp", 0, 0))
refused("becomes root", lambda: os.setuid(0))
refused("raises its limit", lambda: os.setpriority(os.PRIO_PROCESS, 0, 5))
refused("sees process 1", lambda: os.stat("/proc/1"))
libc = ctypes.CDLL(None)
for what, call in (("mounts", lambda: libc.mount(b"x", b"/tmp", b"tmpfs", 0, None)), ("traces", lambda: libc.ptrace(0, 0, 0, 0)),
                   ("makes a namespace", lambda: libc.unshare(0x10000000))):
    if call() == 0: failed.append(what)
if os.listdir("/home") or os.listdir("/root"): failed.append("sees homes")
strange = set(os.listdir("/")) - set("dev etc home lib lib64 proc root run sys tmp usr var".split())
strange |= set(os.listdir("/etc")) - {"ld.so.cache", "localtime"} | set(os.listdir("/usr/bin")) - {"zoetrope-server", "python3"}
if strange: failed.append(f"sees {strange}")
capabilities = {line.split()[0]: line.split()[1] for line in open("/proc/self/status") if line.startswith("Cap")}
if any(int(value, 16) for value in capabilities.values()): failed.append(f"has {capabilities}")
sys.exit("it " + ", ".join(failed) if failed else 0)') 2>"$folder/log/probe" || die "the probe could do what it must not"
ok 'what runs so can write nowhere, see nothing but libraries and movies, no processes, no devices, and has no privileges'

(confined $command) >"$folder/log/service" 2>&1 &
children+=($!)
port=${command##* }
until_listening() {
  local end=$((SECONDS + 30))
  until ss -Hltn "sport = :$port" | grep -q .; do
    kill -0 "${children[0]}" 2>/dev/null && ((SECONDS < end)) || die "nothing listens on port $port"
    sleep 0.05
  done
}
until_listening
ok "'$command' listens as user $(ps -o user:20= -p "$(pgrep -x zoetrope-server)")"

# plays MOVIE TRANSPORT
plays() {
  local frames
  frames=$(timeout --kill-after=10 60 ffmpeg -nostdin -loglevel error -rtsp_transport "$2" -i "rtsp://127.0.0.1:$port/$1" \
    -c copy -frames:v 60 -f null -progress - - 2>"$folder/log/ffmpeg" | sed -n 's/^frame=//p' | tail -n 1) || die "ffmpeg fails at $1 over $2"
  ((${frames:-0} >= 60)) || die "ffmpeg got ${frames:-no} frames of $1 over $2"
  ok "ffmpeg plays $frames frames of $1 over $2"
}
plays hd720.mjpeg udp
plays hd720.mjpeg tcp
plays movie.Mjpeg udp

# All UDP ports that it has opened for a player that stays are among those that the unit allows.
ffmpeg -nostdin -loglevel error -rtsp_transport udp -i "rtsp://127.0.0.1:$port/hd720.mjpeg" -c copy -f null - 2>"$folder/log/watcher" &
children+=($!)
server_ports() { ss -Huanp | grep zoetrope-server | awk '{ print $4 }' | sed 's/.*://'; }
end=$((SECONDS + 20))
until [[ -n $(server_ports) ]]; do ((SECONDS < end)) || die 'the server opens no UDP port'; sleep 0.05; done
range=$(sed -n 's/^SocketBindAllow=udp://p' "$unit")
for number in $(server_ports); do
  ((number >= ${range%-*} && number <= ${range#*-})) || die "UDP port $number is not one of $range"
done
ok "it sends from ports of $range: $(server_ports | paste -sd' ')"
kill "${children[1]}"

kill -TERM "$(pgrep -x zoetrope-server)"
result=0
wait "${children[0]}" || result=$?
((result == 0)) || die "told to stop, it ends with $result"
ok 'told to stop, it ends with 0'
