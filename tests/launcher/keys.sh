#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# The launcher's window without a mouse: Alt and a letter lead to each page, field and button, with a window manager that
# would like keys for itself. On the way a movie whose name is not ASCII is served, listed, copied and played.
# usage: keys.sh LAUNCHER SERVER FOLDER   (screenshots and logs stay in FOLDER)
set -euo pipefail
launcher=$1 server=$2 folder=$3
source "$(dirname "${BASH_SOURCE[0]}")/window.sh"

alt() { xdotool key "alt+$1"; }
# leads LETTER NAME: the keyboard is there then.
leads() {
  alt "$1"
  until_true 20 "Alt+$1 to lead to $2" says focus "$2\$"
}
# steps LETTER NAME: to a choice, and from what it has to the next; wx does not say that a choice has the keyboard.
steps() {
  local before
  before=$(text_of "$2")
  alt "$1"
  xdotool key Down
  until_true 20 "Alt+$1 to lead to $2" differs "$2" "$before"
}
differs() { [[ $(text_of "$1") != "$2" ]]; }
plays() {
  : >"$folder/player"
  alt "$1"
  until_true 60 'a moving picture' has_pictures 5
  to_front
}

make_desk "$folder"
openbox >"$folder/openbox.log" 2>&1 &
children+=($!)
name='Übung 1 – schön.mjpeg'
encoded=%C3%9Cbung%201%20%E2%80%93%20sch%C3%B6n.mjpeg
movies=$HOME/Filme\ für\ alle
mkdir -p "$movies" "$HOME/.cache/zoetrope/movies"
"$server" --make-demo "$movies" --only hd720.mjpeg --frames 60 2>"$folder/make.log" || die 'no movie'
cp "$movies/hd720.mjpeg" "$HOME/.cache/zoetrope/movies"
mv "$movies/hd720.mjpeg" "$movies/$name"
printf '[serve]\nport=0\nbind=203.0.113.5\nfolder=%s\n' "$movies" >"$HOME/.zoetrope"
start_launcher
to_front

steps m demo_movie
xdotool key Up
waits_for demo_movie '720p'
steps n demo_network
plays p
waits_for demo_server 'Running: .*network lossy'
for letter in 'g log' 'r restart' 'o stop'; do
  leads "${letter% *}" "demo_server_${letter#* }"
  leads "${letter% *}" "player_${letter#* }"
done
alt t
waits_for player 'Stopped'
waits_for demo_server 'Stopped'
for row in player demo_server; do
  press "${row}_remove"
  until_true 20 'the row to go' is_hidden "${row}_log"
done
ok 'Demo: a letter for each control; where rows share one, it goes from row to row'

alt s
waits_for page 'Serve movies'
waits_for serve_status '203.0.113.5 is no address of this machine any more: all its addresses are chosen\.$'
waits_for serve_bind 'all addresses'
leads f serve_folder
leads p serve_port
leads l serve_bind
xdotool key ctrl+a type 127.0.0.1
alt v
waits_for first_url "rtsp://127\.0\.0\.1:[0-9]+/$encoded\$"
waits_for serve_status 'Serving 1 movie\.$'
url=$(text_of first_url)
alt a
until_true 20 'the address on the clipboard' copies "$url"
alt c
waits_for serve_status 'Nothing is copied: the lab'
pid=$(child_pid zoetrope-server)
alt r
until_true 30 'the server to be another' is_gone "$pid"
waits_for server 'Running'
alt g
until_true 20 'the log' has_window 'Log of the server'
shot 1-log
xdotool key Escape
until_true 20 'the log to close' has_no_window 'Log of the server'
alt o
waits_for server 'Stopped'
alt r
waits_for server 'Running'
ok 'Serve movies: a letter for each control'

alt w
waits_for page 'Watch'
leads f by_course
leads v course_host
leads p course_port
leads t course_rtp_port
leads l course_video
leads h cache
leads y by_address
leads a address
xdotool key ctrl+a type -- "$url"
waits_for address "$url\$"
steps i dialect
plays c
waits_for player "(Playing|Ended): $name"
waits_for first_viewer "127\.0\.0\.1:[0-9]+ $name (ready|playing) UDP"
leads a address
xdotool key ctrl+a type -- "${url%/*}/%C3%9Cbung%202.mjpeg"
alt c
waits_for player "Not connected: There is no movie Übung 2\.mjpeg on .*; the nearest movie is $name\.$"
to_front
shot 2-not-there
ok "Watch: a letter for each control; $name goes by its own name everywhere"

: >"$folder/player"
hand_over "$movies/$name"
until_true 60 'a moving picture' has_pictures 5
to_front
waits_for player "(Playing|Ended): $name"
ok "$name is played by a double click, too"

alt d
waits_for page 'Demo'
alt s
waits_for page 'Serve movies'
alt t
waits_for server 'Stopped'
waits_for serve_status 'Press Serve'
close_launcher
start_launcher
waits_for serve_bind '127\.0\.0\.1$'
end_launcher
ok 'the address that was listened on is chosen again'
