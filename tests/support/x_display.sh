# SPDX-License-Identifier: MIT
# For scripts that drive a window in an X display of their own: processes that end with the script, waiting for something
# to become true, the display, clicks. To be sourced; the script has $folder, where logs go, `die SENTENCE`, and $trace if
# it clicks.
# shellcheck shell=bash

children=()
cleanup() {
  trap - EXIT
  for pid in "${children[@]}"; do kill "$pid" 2>/dev/null || true; done
  wait 2>/dev/null || true
}
trap cleanup EXIT
trap 'exit 130' INT TERM

# until_true SECONDS WHAT COMMAND…
until_true() {
  local end=$((SECONDS + $1)) what=$2
  shift 2
  until "$@"; do
    ((SECONDS < end)) || die "waited in vain for $what"
    sleep 0.02
  done
}

# start_display [WIDTHxHEIGHT]
start_display() {
  Xvfb -displayfd 3 -screen 0 "${1:-1280x800}x24" -nolisten tcp 3>"$folder/display" >"$folder/xvfb.log" 2>&1 &
  children+=($!)
  until_true 20 'the display' test -s "$folder/display"
  DISPLAY=:$(<"$folder/display")
  export DISPLAY
}

# A window says in the file $trace where its parts are (widgets/trace_file.h). Pixels of the screen for each of the
# window's, as GDK_SCALE says:
scale=1
place() { awk -v name="$1" '$1 == "widget" && $2 == name { line = $0 } END { print line }' "$trace" 2>/dev/null || true; }
is_enabled() { [[ $(place "$1") == *' enabled' ]]; }
# click NAME AWAY_X AWAY_Y [FROM_LEFT]: in its middle, or so many pixels from its left end; then the mouse goes away: no
# tool tip is to cover what is read.
click() {
  local x y width height
  until_true 20 "$1 to be there" is_enabled "$1"
  read -r _ _ x y width height _ <<<"$(place "$1")"
  xdotool mousemove $(((x + ${4-width / 2}) * scale)) $(((y + height / 2) * scale)) click 1 mousemove "$2" "$3"
}
