#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Takes the pictures that software centres and the README show, in an X display, a network and a home of its own, with the
# real programs: the demo over a network that loses packets, the launcher beside it, a served folder.
# usage: screenshots.sh PROGRAMS MOVIES FOLDER   (folders with the programs, with demo movies, for the pictures)
set -euo pipefail
programs=$(realpath "$1") movies=$(realpath "$2") pictures=$(realpath "$3")
if [[ -z ${ZOETROPE_SCREENSHOTS_INSIDE-} ]]; then
  ZOETROPE_SCREENSHOTS_INSIDE=1 exec unshare --map-root-user --mount --net --pid --fork --kill-child=KILL --mount-proc \
    bash "${BASH_SOURCE[0]}" "$programs" "$movies" "$pictures"
fi
folder=$(mktemp -d)
export LC_ALL=C.UTF-8 GDK_BACKEND=x11 NO_AT_BRIDGE=1 GTK_THEME=Adwaita HOME=/home/ada XDG_RUNTIME_DIR=$folder/run
unset WAYLAND_DISPLAY GDK_SCALE XDG_CACHE_HOME XDG_CONFIG_HOME
export ZOETROPE_LAUNCHER_TRACE=$folder/trace ZOETROPE_WINDOW_TRACE=$folder/player
pictures_before_the_shot=900

die() { printf 'screenshots: %s\n' "$*" >&2; tail -n 25 "$folder"/trace "$folder"/player "$folder"/*.log >&2 2>/dev/null || true; exit 1; }
source "$(dirname "${BASH_SOURCE[0]}")/../tests/support/x_display.sh"
trap 'cleanup; rm -rf "$folder"' EXIT

# The addresses that are shown are those of examples (RFC 5737), the paths those of somebody at home.
ip link set lo up
ip link add lab0 type veth peer name lab1
ip addr add 192.0.2.10/24 dev lab0
ip link set lab0 up
ip link set lab1 up
mount -t tmpfs -o mode=755 home /home
mkdir -p "$HOME/.cache/zoetrope" "$HOME/Movies" "$XDG_RUNTIME_DIR"
chmod 700 "$XDG_RUNTIME_DIR"
mkdir "$HOME/.cache/zoetrope/movies"
for place in "$HOME/.cache/zoetrope/movies" "$HOME/Movies"; do cp "$movies/hd720.mjpeg" "$movies/movie.Mjpeg" "$place/"; done
printf '[demo]\nnetwork=1\n[serve]\nport=8554\n' >"$HOME/.zoetrope"

start_launcher() {
  : >"$folder/trace"
  : >"$folder/player"
  "$programs/zoetrope" "$@" >"$folder/launcher.log" 2>&1 &
  launcher_pid=$!
  children+=("$launcher_pid")
  until_true 60 'the launcher' grep -q '^text viewers ' "$folder/trace"
}
has_pictures() { (($(grep -ac '^picture ' "$folder/player" || true) >= $1)); }
window() { xdotool search --onlyvisible --class "^$1\$" | head -n 1 || true; }
is_there() { [[ -n $(window "$1") ]]; }
# Beside each other: nothing is painted that another window covers.
place_window() { xdotool windowmove "$1" "$2" 0 windowsize "$1" "$3" "$4"; }
# take NAME WINDOW: once it is painted, which takes more than a few colours.
take() { until_true 30 "$1 to be painted" painted "$@"; }
painted() {
  import -window "$2" -strip -define png:compression-level=9 "$pictures/$1.png"
  (($(identify -format '%k' "$pictures/$1.png") > 200))
}

start_display 2400x1000
start_launcher --demo
until_true 60 'the demo' has_pictures 20
until_true 10 'the window' is_there zoetrope-client
player=$(window zoetrope-client)
place_window "$player" 1000 1280 800
xdotool mousemove 1400 300 key n mousemove 5 990
until_true 120 'charts of half a minute' has_pictures $pictures_before_the_shot
take player "$player"
take launcher "$(window zoetrope)"
kill "$launcher_pid"
wait "$launcher_pid" 2>/dev/null || true

start_launcher --serve "$HOME/Movies"
until_true 30 'an address' grep -q '^text first_url rtsp://192.0.2.10' "$folder/trace"
take serve "$(window zoetrope)"
kill "$launcher_pid"
wait "$launcher_pid" 2>/dev/null || true
