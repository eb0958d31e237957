# SPDX-License-Identifier: MIT
# For scripts that drive a window in an X display of their own: processes that end with the script, waiting for something
# to become true, the display. To be sourced; the script has $folder, where logs go, and `die SENTENCE`.
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
