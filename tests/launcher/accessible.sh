#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# What a screen reader is told of the launcher, page by page, of a log and of the player: on an accessibility bus of its own.
# usage: accessible.sh LAUNCHER SERVER PYTHON FOLDER   (lists of names and logs stay in FOLDER)
set -euo pipefail
[[ -n ${ZOETROPE_OWN_BUS-} ]] || ZOETROPE_OWN_BUS=1 exec dbus-run-session -- "$0" "$@"
launcher=$1 server=$2 python=$3 folder=$4
here=$(dirname "${BASH_SOURCE[0]}")
source "$here/window.sh"
unset NO_AT_BRIDGE
# The bus of who runs the tests is not this display's.
unset AT_SPI_BUS_ADDRESS

# named PROGRAM WHAT LEAST [--letters]: every control has a name, and there are at least so many; and a letter for Alt.
named() {
  local list=$folder/names-${2// /-}.txt found
  timeout 120 "$python" "$here/accessible_names.py" "$1" --list "${@:4}" >"$list" 2>"$folder/names.log" ||
    { grep FAILED "$list" "$folder/names.log" >&2 || cat "$folder/names.log" >&2; die "$2: a screen reader would be lost"; }
  found=$(tail -n 1 "$list")
  ((${found%% *} >= $3)) || die "$2: only $found"
  ok "$2: $found"
}

make_desk "$folder"
movies=$HOME/.cache/zoetrope/movies
mkdir -p "$movies"
"$server" --make-demo "$movies" --only hd720.mjpeg --frames 60 2>"$folder/make.log" || die 'no movie'
printf '[serve]\nport=0\n' >"$HOME/.zoetrope"

start_launcher
press play_demo
until_true 60 'a moving picture' has_pictures 5
named zoetrope 'the demo page' 14 --letters
named zoetrope-client 'the player' 8
hand_over --serve "$movies"
waits_for first_url 'rtsp://[0-9.:]*/hd720.mjpeg'
named zoetrope 'serving movies' 24 --letters
hand_over --watch
until_true 30 'the page Watch' is_enabled watch
named zoetrope 'watching' 20 --letters
press demo_server_log
until_true 30 'the log' has_window 'Log of the demo server'
named zoetrope 'with a log open' 23 --letters
end_launcher
