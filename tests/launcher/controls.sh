#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Through every control of the launcher's window by real clicks and keys, on screens of two sizes, light and dark, at 100
# and at 200 %; after each page nothing may stand outside of the screen.
# usage: controls.sh LAUNCHER SERVER FOLDER   (screenshots and logs stay in FOLDER)
set -euo pipefail
launcher=$1 server=$2 all=$3
source "$(dirname "${BASH_SOURCE[0]}")/window.sh"

clipboard() { timeout 10 xclip -o -selection clipboard; }
copies() { [[ $(clipboard) == "$1" ]]; }
# next_of NAME: what a choice has next, by the mouse wheel.
next_of() {
  local x y width height
  until_true 20 "$1 to be there" is_enabled "$1"
  read -r _ _ x y width height _ <<<"$(place "$1")"
  xdotool mousemove $(((x + width / 2) * scale)) $(((y + height / 2) * scale)) click 5 mousemove 5 5
}
# Every control that is to be seen is so as a whole.
whole() {
  local clipped
  clipped=$(awk -v width=$((${size%x*} / scale)) -v height=$((${size#*x} / scale)) '
    $1 == "widget" { last[$2] = $0 }
    END { for (name in last) { split(last[name], at, " ")
      if (at[3] != "hidden" && (at[3] < 0 || at[4] < 0 || at[3] + at[5] > width || at[4] + at[6] > height)) print last[name] } }' \
    "$desk/trace")
  [[ -z $clipped ]] || die "$look: outside of the screen: $clipped"
  shot "$1"
}
plays() {
  : >"$desk/player"
  until_true 60 "$1" has_pictures 5
  to_front
}

demo_page() {
  press still
  plays 'a click on the picture to play'
  next_of demo_network
  press play_demo
  waits_for demo_server 'Running: .*network lossy'
  plays 'the demo over a lossy network'
  press demo_server_copy
  until_true 20 'the command line on the clipboard' copies "$(text_of demo_server_command)"
  press player_copy
  until_true 20 'the command line on the clipboard' copies "$(text_of player_command)"
  press player_restart
  plays 'the player that was started again'
  press demo_server_log
  until_true 20 'the log' has_window 'Log of the demo server'
  whole demo-with-log
  xdotool mousemove --window "$(xdotool search --onlyvisible --name 'Log of the demo server' | head -n 1)" 60 100 key Escape
  until_true 20 'the log to close' has_no_window 'Log of the demo server'
  whole demo
  press stop_demo
  waits_for demo_server 'Stopped'
  waits_for player '(Stopped|Ended)'
}
has_no_window() { ! has_window "$1"; }

serve_page() {
  press tab_1
  waits_for page 'Serve movies'
  type_into serve_port 0
  type_into serve_bind 127.0.0.1
  type_into serve_folder "$movies"
  press serve
  waits_for first_url 'rtsp://127.0.0.1:[0-9]+/hd720.mjpeg$'
  url=$(text_of first_url)
  press copy_lab
  waits_for serve_status 'Copied: zoetrope-client 127.0.0.1'
  press copy_url
  until_true 20 'the address on the clipboard' copies "$url"
  whole serve
  press server_restart
  waits_for first_url "$url\$"
  waits_for server 'Running: 127'
}

watch_page() {
  press tab_2
  waits_for page 'Watch'
  type_into address ''
  xdotool key ctrl+v
  waits_for address "$url\$"
  next_of dialect
  type_into cache 7
  press watch
  waits_for player_command '.*--dialect standard.*'
  waits_for player_command '.*--cache 7'
  plays 'what is served'
  waits_for viewers 1
  press by_course
  until_true 20 'the four fields' is_enabled course_host
  type_into course_host 127.0.0.1
  type_into course_port "$(sed -E 's#.*:([0-9]+)/.*#\1#' <<<"$url")"
  type_into course_rtp_port 0
  type_into course_video hd720.mjpeg
  whole watch
  press watch
  waits_for player_command 'zoetrope-client .*127.0.0.1 [0-9]+ 0 hd720.mjpeg'
  plays 'the lab'\''s way'
  press player_stop
  waits_for player '(Stopped|Ended)'
  waits_for viewers 0
  press by_address
  press tab_1
  press stop_serving
  waits_for server 'Stopped'
  press server_restart
  waits_for server 'Running'
  press server_stop
  waits_for server 'Stopped'
}

mkdir -p "$all"
for look in '1280x800 Adwaita 1' '1280x800 Adwaita:dark 1' '1920x1200 Adwaita 2' '1920x1200 Adwaita:dark 2'; do
  read -r size GTK_THEME scale <<<"$look"
  export GTK_THEME GDK_SCALE=$scale
  make_desk "$all/${look//[ :]/-}" "$size"
  openbox >"$desk/openbox.log" 2>&1 &
  children+=($!)
  movies=$HOME/.cache/zoetrope/movies
  mkdir -p "$movies"
  "$server" --make-demo "$movies" --only hd720.mjpeg --frames 60 2>"$desk/make.log" || die 'no movie'
  start_launcher
  demo_page
  serve_page
  watch_page
  end_launcher
  ok "$look: every control"
done
