# SPDX-License-Identifier: MIT
# For scripts that drive the launcher's window with real clicks. A desk is where one person sits: a folder with a home,
# a runtime folder, an X display of its own, and what launcher and player say they show (ZOETROPE_LAUNCHER_TRACE,
# ZOETROPE_WINDOW_TRACE). A script may have several desks and sits at one at a time.
# To be sourced; the script has set $launcher, the program.
# shellcheck shell=bash disable=SC2154

export LC_ALL=C.UTF-8 GDK_BACKEND=x11 NO_AT_BRIDGE=1 GTK_THEME=Adwaita
unset WAYLAND_DISPLAY GDK_SCALE XDG_CACHE_HOME XDG_CONFIG_HOME
declare -A display_at launcher_at
desk=
# What comes before a program that is to run where that person sits: ip netns exec NAME.
within=()

die() {
  tail -n 25 "$desk"/trace "$desk"/player "$desk"/*.log >&2 2>/dev/null || true
  printf 'FAILED: %s\n' "$*" >&2
  exit 1
}
ok() { printf 'ok: %s\n' "$*"; }

source "$(dirname "${BASH_SOURCE[0]}")/../support/x_display.sh"

# make_desk FOLDER [WIDTHxHEIGHT]: anew, and sits down there.
make_desk() {
  local folder=$1
  desk=$folder
  rm -rf "$folder"
  mkdir -p "$folder/home" "$folder/run"
  chmod 700 "$folder/run"
  start_display "${2-}"
  display_at[$folder]=$DISPLAY
  sit_at "$folder"
}
sit_at() {
  desk=$1 trace=$1/trace launcher_pid=${launcher_at[$1]-}
  export HOME=$desk/home XDG_RUNTIME_DIR=$desk/run DISPLAY=${display_at[$desk]}
  export ZOETROPE_LAUNCHER_TRACE=$trace ZOETROPE_WINDOW_TRACE=$desk/player
}

# start_launcher ARGUMENTS…
start_launcher() {
  : >"$desk/trace"
  : >"$desk/player"
  "${within[@]}" "$launcher" "$@" >"$desk/launcher.log" 2>&1 &
  launcher_pid=$!
  launcher_at[$desk]=$launcher_pid
  children+=("$launcher_pid")
  until_true 30 'the window' grep -q '^text viewers ' "$desk/trace"
}
# hand_over ARGUMENTS…: a second start, which goes to the first.
hand_over() {
  "${within[@]}" "$launcher" "$@" >"$desk/second.log" 2>&1 || die "the second start failed: $*"
  kill -0 "$launcher_pid" || die "the second start ended the first: $*"
}
end_launcher() {
  kill "$launcher_pid"
  wait "$launcher_pid" 2>/dev/null || true
}
# As a person does, so that settings are kept.
close_launcher() {
  xdotool mousemove 300 300 key ctrl+q
  until_true 30 'the launcher to end' is_gone "$launcher_pid"
}

# press NAME [FROM_LEFT]
press() { click "$1" 5 5 "${@:2}"; }
# type_into NAME TEXT: in the place of what stands there.
type_into() {
  local x y
  press "$1" 20
  # Without a window manager keys go to the window under the mouse.
  read -r _ _ x y _ <<<"$(place "$1")"
  xdotool mousemove $(((x + 20) * scale)) $(((y + 5) * scale)) key ctrl+a type --delay 15 -- "$2"
}
# What stands under a name now.
text_of() { awk -v name="$1" '$1 == "text" && $2 == name { line = $0 } END { print line }' "$trace" | cut -d ' ' -f 3-; }
says() { text_of "$1" | grep -qE -- "^$2"; }
waits_for() { until_true 60 "$1 to say '$2'" says "$1" "$2"; }
# Pictures that players have painted since their file was emptied.
has_pictures() { (($(grep -ac '^picture ' "$desk/player" || true) >= $1)); }
child_pid() { pgrep -P "$launcher_pid" -f "$1" | head -n 1; }
# A process that has ended and that nobody has asked about yet counts as gone.
is_gone() { [[ ! -e /proc/$1/stat || $(awk '{ print $3 }' "/proc/$1/stat" 2>/dev/null) == [ZX] ]]; }
shot() { import -window root "$desk/$1.png"; }
clipboard() { timeout 10 xclip -o -selection clipboard 2>/dev/null; }
copies() { [[ $(clipboard) == "$1" ]]; }
is_hidden() { [[ $(place "$1") == *' hidden' ]]; }
has_no_window() { ! has_window "$1"; }
has_window() { xdotool search --onlyvisible --name "$1" >/dev/null 2>&1; }
# Wants a window manager. A player opens above the launcher: as a person does, who looks for the launcher again.
to_front() {
  local window
  until_true 20 'the window' has_window '^Zoetrope$'
  window=$(xdotool search --onlyvisible --name '^Zoetrope$' | head -n 1)
  timeout 20 xdotool windowactivate --sync "$window"
}
