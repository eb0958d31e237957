#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# fresh_root.sh demo|window|test: makes a minbase root in build/fresh, copies a clone of this tree's HEAD into it and runs one
# command there: `./run demo` without a display, the same with one (Xvfb; ends once the player's window was seen), `./run test`.
# Needs root. Everything is mounted in a namespace of its own, so that nothing stays behind. A screenshot of the window is left
# in build/fresh/window.png.
set -euo pipefail
part=$1
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. tools/debian_root.sh
root=$PWD/build/fresh/$part
make_debian_base build/fresh
copy_debian_base build/fresh "$root"
git clone -q . "$root/zoetrope"

# in_root ENVIRONMENT… -- COMMAND
in_root() { in_debian_root "$root" /zoetrope "$@"; }

started=$SECONDS
case $part in
  demo) (in_root -- './run demo') </dev/null ;;
  test) (in_root -- './run test') </dev/null ;;
  window)
    children=()
    trap 'for child in ${children[@]+"${children[@]}"}; do kill "$child" 2>/dev/null || true; done' EXIT
    Xvfb -displayfd 3 -screen 0 1280x800x24 -ac -nolisten tcp 3>build/fresh/display 2>build/fresh/xvfb.log &
    children+=($!)
    # read fails until the line is whole.
    until { read -r number <build/fresh/display; } 2>/dev/null; do kill -0 "${children[0]}" && sleep 0.1; done
    display=:$number
    (in_root "DISPLAY=$display" -- './run demo') </dev/null &
    children+=($!)
    # The window is there, and the server's session has come as far as playing.
    until DISPLAY=$display xdotool search --onlyvisible --class zoetrope >/dev/null 2>&1; do
      kill -0 "${children[1]}" || { echo "fresh_root: the demo ended before its window was seen" >&2; exit 1; }
      sleep 0.5
    done
    until grep -q '"play"' "$root/zoetrope/build/demo-server.status" 2>/dev/null; do
      kill -0 "${children[1]}" && sleep 0.2
    done
    sleep 3
    DISPLAY=$display import -window root build/fresh/window.png
    echo "the player's window: build/fresh/window.png"
    ;;
  *) echo "fresh_root: demo, window or test" >&2; exit 2 ;;
esac
echo "fresh root: $part passed in $((SECONDS - started)) s"
rm -rf --one-file-system "$root"
