#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Drives the launcher's window in an X display of its own, with the real server and the real player: one click on the
# demo, a killed server, a second start, serving and watching, a taken port, a killed launcher.
# usage: drive.sh LAUNCHER SERVER FOLDER   (screenshots and logs stay in FOLDER)
set -euo pipefail
launcher=$1 server=$2 folder=$3
source "$(dirname "${BASH_SOURCE[0]}")/window.sh"

settings() { printf '[serve]\nport=%s\n' "$1" >"$HOME/.zoetrope"; }

make_desk "$folder"
movies=$HOME/.cache/zoetrope/movies
mkdir -p "$movies"
"$server" --make-demo "$movies" --only hd720.mjpeg --frames 60 2>"$folder/make.log" || die 'no movie'
settings 0

start_launcher
shot 1-first
press play_demo
until_true 30 'a moving picture' has_pictures 5
shot 2-demo
ok 'one click on Play the demo, and a picture moves'

player_pid=$(child_pid zoetrope-client)
kill -9 "$(child_pid zoetrope-server)"
until_true 30 'the player to be started again' is_gone "$player_pid"
: >"$folder/player"
waits_for demo_server 'Running: .*started again once'
until_true 30 'the picture to come back' has_pictures 5
ok 'a killed server brings the picture back'

# Without a window manager keys go to the window under the mouse: the player's, which came last.
xdotool mousemove 640 300 key ctrl+q
waits_for player 'Closed\.'
waits_for demo_server 'Stopped'
ok 'closing the player ends the demo'

: >"$folder/player"
press player_restart
until_true 30 'a moving picture' has_pictures 5
ok 'starting the player of a demo that is over plays the demo again'

hand_over --watch
waits_for page 'Watch'
hand_over --serve
waits_for page 'Serve movies'
kill -0 "$(child_pid zoetrope-server)" || die 'a second start ended the demo'
hand_over --serve "$movies"
waits_for first_url 'rtsp://[0-9.:]*/hd720.mjpeg'
hand_over
ok 'a second start hands over what it was asked for and ends'
end_launcher

start_launcher --serve "$movies"
waits_for first_url 'rtsp://[0-9.:]*/hd720.mjpeg'
port=$(text_of first_url | sed -E 's#.*:([0-9]+)/.*#\1#')
ok 'serving shows the address of the movie'
hand_over --watch "rtsp://127.0.0.1:$port/hd720.mjpeg"
until_true 30 'the served movie' has_pictures 5
waits_for viewers 1
shot 3-watched
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
shot 4-taken
ok 'a taken port is named with who has it'
end_launcher
exec {held}>&-
