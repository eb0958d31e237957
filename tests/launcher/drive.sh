#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Drives the launcher's window in an X display of its own, with the real server and the real player: one click on the
# demo, a killed server, a second start, serving and watching, a taken port, a killed launcher.
# usage: drive.sh LAUNCHER SERVER FOLDER   (screenshots and logs stay in FOLDER)
set -euo pipefail
launcher=$1 server=$2 folder=$3
export LC_ALL=C.UTF-8 GDK_BACKEND=x11 NO_AT_BRIDGE=1 GTK_THEME=Adwaita
unset WAYLAND_DISPLAY GDK_SCALE XDG_CACHE_HOME XDG_CONFIG_HOME
rm -rf "$folder"
mkdir -p "$folder/home/.cache/zoetrope" "$folder/run"
chmod 700 "$folder/run"
export HOME=$folder/home XDG_RUNTIME_DIR=$folder/run
export ZOETROPE_LAUNCHER_TRACE=$folder/trace ZOETROPE_WINDOW_TRACE=$folder/player
movies=$HOME/.cache/zoetrope/movies

die() { printf 'FAILED: %s\n' "$*" >&2; tail -n 25 "$folder"/trace "$folder"/player "$folder"/*.log >&2 2>/dev/null || true; exit 1; }
ok() { printf 'ok: %s\n' "$*"; }

source "$(dirname "${BASH_SOURCE[0]}")/../support/x_display.sh"

start_launcher() {
  : >"$folder/trace"
  : >"$folder/player"
  "$launcher" "$@" >"$folder/launcher.log" 2>&1 &
  launcher_pid=$!
  children+=("$launcher_pid")
  until_true 30 'the window' grep -q '^text viewers ' "$folder/trace"
}
place() { awk -v name="$1" '$1 == "widget" && $2 == name { line = $0 } END { print line }' "$folder/trace"; }
is_enabled() { [[ $(place "$1") == *' enabled' ]]; }
press() {
  local x y width height
  until_true 20 "$1 to be there" is_enabled "$1"
  read -r _ _ x y width height _ <<<"$(place "$1")"
  xdotool mousemove $((x + width / 2)) $((y + height / 2)) click 1 mousemove 5 5
}
# The newest text under a name matches.
says() { awk -v name="$1" '$1 == "text" && $2 == name { line = $0 } END { print line }' "$folder/trace" | grep -qE -- "^text $1 $2"; }
waits_for() { until_true 30 "$1 to say '$2'" says "$1" "$2"; }
# Pictures that players have painted since their file was emptied.
has_pictures() { (($(grep -ac '^picture ' "$folder/player" || true) >= $1)); }
child_pid() { pgrep -P "$launcher_pid" -f "$1" | head -n 1; }
# A process that has ended and that nobody has asked about yet counts as gone.
is_gone() { [[ ! -e /proc/$1/stat || $(awk '{ print $3 }' "/proc/$1/stat" 2>/dev/null) == [ZX] ]]; }
settings() { printf '[serve]\nport=%s\n' "$1" >"$HOME/.zoetrope"; }

start_display
"$server" --make-demo "$movies" --only hd720.mjpeg --frames 60 2>"$folder/make.log" || die 'no movie'
settings 0

start_launcher
import -window root "$folder/1-first.png"
press play_demo
until_true 30 'a moving picture' has_pictures 10
import -window root "$folder/2-demo.png"
ok 'one click on Play the demo, and a picture moves'

player_pid=$(child_pid zoetrope-client)
kill -9 "$(child_pid zoetrope-server)"
until_true 30 'the player to be started again' is_gone "$player_pid"
: >"$folder/player"
waits_for demo_server 'Running: .*started again once'
until_true 30 'the picture to come back' has_pictures 10
ok 'a killed server brings the picture back'

# Without a window manager keys go to the window under the mouse: the player's, which came last.
xdotool mousemove 640 300 key ctrl+q
waits_for player '(Ended|Stopped)'
waits_for demo_server 'Stopped'
ok 'closing the player ends the demo'

"$launcher" >"$folder/second.log" 2>&1 || die 'the second start failed'
kill -0 "$launcher_pid" || die 'the second start ended the first'
ok 'a second start hands over and ends'
kill "$launcher_pid"
wait "$launcher_pid" 2>/dev/null || true

start_launcher --serve "$movies"
waits_for first_url 'rtsp://[0-9.:]*/hd720.mjpeg'
read -r _ _ url <<<"$(grep '^text first_url ' "$folder/trace" | tail -n 1)"
port=$(sed -E 's#.*:([0-9]+)/.*#\1#' <<<"$url")
ok 'serving shows the address of the movie'
"$launcher" --watch "rtsp://127.0.0.1:$port/hd720.mjpeg" >"$folder/second.log" 2>&1 || die 'the second start failed'
until_true 30 'the served movie' has_pictures 10
waits_for viewers 1
import -window root "$folder/3-watched.png"
ok 'what is served is watched, and who watches is shown'

pids=$(pgrep -P "$launcher_pid")
kill -9 "$launcher_pid"
wait "$launcher_pid" 2>/dev/null || true
for pid in $pids; do until_true 20 "process $pid to end with its launcher" is_gone "$pid"; done
ok 'a killed launcher leaves no process'

mkfifo "$folder/in"
"$server" --supervised --bind 127.0.0.1 --root "$movies" 0 <"$folder/in" >"$folder/status" 2>"$folder/server.log" &
children+=($!)
exec {held}>"$folder/in"
until_true 20 'the server' grep -q '"listening"' "$folder/status"
[[ $(<"$folder/status") =~ 127\.0\.0\.1:([0-9]+) ]] || die 'the server names no port'
settings "${BASH_REMATCH[1]}"
start_launcher --serve "$movies"
waits_for serve_status "Port ${BASH_REMATCH[1]} is taken by zoetrope-server"
import -window root "$folder/4-taken.png"
ok 'a taken port is named with who has it'
kill "$launcher_pid"
exec {held}>&-
