#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Drives the player's window in an X display of its own: real clicks through SETUP, PLAY, PAUSE, PLAY, TEARDOWN against
# a real server, keys, the Network panel, a movie that is not there. What is shown is read from screenshots.
# usage: drive.sh CLIENT SERVER DRIVE_TOOL LOSSY_WINDOW FOLDER   (screenshots and logs stay in FOLDER)
set -euo pipefail
client=$1 server=$2 tool=$3 lossy=$4 folder=$5
export LC_ALL=C.UTF-8 GDK_BACKEND=x11 NO_AT_BRIDGE=1 GTK_THEME=Adwaita
unset WAYLAND_DISPLAY GDK_SCALE
rm -rf "$folder"
mkdir -p "$folder/movies"
trace=$folder/trace checks=0

die() { printf 'FAILED: %s\n' "$*" >&2; tail -n 15 "$trace" "$folder"/*.log >&2 2>/dev/null || true; exit 1; }
ok() { checks=$((checks + 1)); printf 'ok: %s\n' "$*"; }
equal() { [[ $2 == "$3" ]] || die "$1: expected '$3', got '$2'"; ok "$1: $2"; }

source "$(dirname "${BASH_SOURCE[0]}")/../../support/x_display.sh"

start_server() {
  "$tool" movie "$folder/movies/slow.mjpeg" || die 'no movie'
  mkfifo "$folder/server.in"
  "$server" --supervised --bind 127.0.0.1 --root "$folder/movies" 0 <"$folder/server.in" >"$folder/server.status" 2>"$folder/server.log" &
  children+=($!)
  exec {server_in}>"$folder/server.in"
  until_true 20 'the server' grep -q '"listening"' "$folder/server.status"
  [[ $(<"$folder/server.status") =~ 127\.0\.0\.1:([0-9]+) ]] || die 'the server names no port'
  port=${BASH_REMATCH[1]}
}

start_client() {
  : >"$trace"
  ZOETROPE_WINDOW_TRACE=$trace "$client" "$@" >"$folder/client.out" 2>"$folder/client.log" &
  client_pid=$!
  children+=("$client_pid")
  until_true 30 'the window' grep -q '^widget teardown' "$trace"
  # A display that its last client has left begins anew, with the mouse in its middle; keys go to the window under it.
  xdotool mousemove 200 120
}

# What the window shows stands in $trace (window_trace.h).
press() {
  until_true 15 "$1 to be legal" is_enabled "$1"
  mark=$(($(wc -l <"$trace") + 1))
  click "$1" 200 120
}
key() { mark=$(($(wc -l <"$trace") + 1)); xdotool key "$1"; }
# Lines since the last press.
since() { tail -n "+$mark" "$trace"; }
has_come() { since | grep -q -- "$1"; }
comes() { until_true 20 "'$1' in the window" has_come "$1"; }
is_last_state() { [[ $(grep '^state ' "$trace" | tail -n 1) == "state $1"* ]]; }

shot() { import -window root "$folder/$1.png"; }
# The number in the picture on the screen.
number() {
  local x y width height
  shot "$1"
  read -r _ _ x y width height _ <<<"$(place picture)"
  convert "$folder/$1.png" -crop "${width}x$height+$x+$y" +repage -depth 8 ppm:- | "$tool" number
}
# The colour on the screen at a fraction (in %) of the cache bar's width.
bar_colour() {
  local x y width height
  read -r _ _ x y width height _ <<<"$(place cache_bar)"
  convert "$folder/$1.png" -crop "1x1+$((x + 8 + (width - 16) * $2 / 100))+$((y + height / 2))" +repage -depth 8 -format '%[hex:p{0,0}]' info: | cut -c1-6
}
# How many points of a widget have the colour.
coloured() {
  local x y width height
  read -r _ _ x y width height _ <<<"$(place "$2")"
  convert "$folder/$1.png" -crop "${width}x$height+$x+$y" +repage -depth 8 txt:- | grep -c "#$3" || true
}
is_inside() {
  local x y width height
  eval "$(xdotool getwindowgeometry --shell "$window" | sed 's/^/window_/')"
  read -r _ _ x y width height _ <<<"$(place "$1")"
  ((x >= window_X && y >= window_Y && x + width <= window_X + window_WIDTH && y + height <= window_Y + window_HEIGHT))
}
ends() { ! kill -0 "$client_pid" 2>/dev/null; }
# close_window WHAT CODE
close_window() {
  local result=0
  key ctrl+q
  until_true 5 'the window to close' ends
  wait "$client_pid" || result=$?
  equal "$1 ends with" "$result" "$2"
}
is_gone() { ! xdotool search --onlyvisible --pid "$client_pid" >/dev/null 2>&1; }

# -- a session by clicks -------------------------------------------------------------------------------------------------
start_display
start_server
start_client --cache 4 "rtsp://127.0.0.1:$port/slow.mjpeg"
until_true 10 'Setup to be legal' is_enabled setup
shot 1-start
for other in play pause teardown; do is_enabled "$other" && die "before SETUP $other is enabled"; done
ok 'before SETUP only Setup is enabled'

key n
comes '^widget network_panel '
grep -q '^widget chart_rate ' "$trace" && die 'before SETUP there are charts'
shot 1-network-empty
key n
comes '^widget picture '
ok 'N opens the Network panel, which says what will be there, and closes it'

press setup
comes '^state READY cache full 4 4$'
equal 'before PLAY there is no picture' "$(number 2-ready)" none
equal 'after SETUP the bar is full at its right end' "$(bar_colour 2-ready 97)" 0072B2
equal 'and at its left end' "$(bar_colour 2-ready 2)" 0072B2
is_last_state READY || die 'the state did not stay READY'
ok 'SETUP fills the bar and the state is READY'

press play
comes '^paint '
first=$(number 3-playing)
read -r _ taken _ painted <<<"$(since | grep '^paint ')"
equal 'the first picture after PLAY is the first frame' "$first" 0
equal 'it is the one that the window says it painted' "$painted" "$first"
echo "from the click on PLAY to the end of the first paint: $taken ms"

comes '^picture 2$'
press pause
comes '^state READY'
paused=$(number 4-paused)
# Nothing to wait for: two more frames would have come by now.
sleep 2.2
equal 'while paused the number stays' "$(number 5-still-paused)" "$paused"

press play
comes '^paint '
equal 'the next PLAY goes on with the next' "$(number 6-playing-again)" $((paused + 1))

# -- keys ----------------------------------------------------------------------------------------------------------------
key space
comes '^click pause$'
key space
comes '^click play$'
key f
# Without a window manager wx makes it a pixel larger than the screen.
comes '^widget picture 0 0 128[01] 80[01] '
shot 7-full-screen
key Escape
comes '^widget picture '
ok 'Space pauses and plays, F shows the whole screen, Esc leaves it'

press network
comes '^widget chart_delay '
shot 7-network
press numbers
comes '^widget chart_rate hidden'
comes '^widget counter_table [0-9]'
shot 7-network-numbers
window=$(xdotool search --onlyvisible --pid "$client_pid" | tail -n 1)
is_inside counter_table || die 'the table is cut off'
press numbers
comes '^widget chart_rate [0-9]'
comes '^widget counter_table hidden'
press network
comes '^widget picture '
ok 'the Network panel opens beside the picture while it plays, with its charts or its table'

press teardown
comes '^state INIT cache off 0 '
equal 'after TEARDOWN there is no picture' "$(number 8-torn-down)" none
is_enabled setup || die 'after TEARDOWN Setup is not legal'

# -- the smallest window, and closing in the middle of a session ----------------------------------------------------------
press setup
comes '^state READY cache full'
press play
comes '^paint '
window=$(xdotool search --onlyvisible --pid "$client_pid" | tail -n 1)
mark=$(($(wc -l <"$trace") + 1))
xdotool windowsize "$window" 50 50
comes '^widget teardown '
shot 9-smallest
read -r _ _ x y width height _ <<<"$(place full_screen)"
eval "$(xdotool getwindowgeometry --shell "$window" | sed 's/^/window_/')"
((x + width <= window_WIDTH && y + height <= window_HEIGHT)) || die 'the smallest window cuts off its buttons'
ok "the smallest window is whole: ${window_WIDTH}x$window_HEIGHT"
close_window 'closing in the middle of a session' 0

# -- the Network panel of a bad network, in the smallest window, too -------------------------------------------------------
player=$client client=$lossy
start_client "rtsp://127.0.0.1:$port/slow.mjpeg"
key n
comes '^widget chart_delay '
comes '^widget save_report '
lossy_shows() { shot 9-network-lossy; (($(coloured 9-network-lossy chart_packets D55E00) > 20)); }
until_true 10 'what was lost to show in its chart' lossy_shows
(($(coloured 9-network-lossy chart_rate 0072B2) > 100)) || die 'the useful bit rate does not show in its chart'
ok 'a burst that was lost shows in the chart of packets'

has_dialog() { xdotool search --onlyvisible --name '^Save the report of this session$' >"$folder/dialog" 2>/dev/null; }
# The system's dialog moves while it comes up and completes what is typed into it, which can take a key for its own.
confirm_dialog() {
  if has_dialog; then
    eval "$(xdotool getwindowgeometry --shell "$(head -n 1 "$folder/dialog")" | sed 's/^/dialog_/')" || return 1
    xdotool mousemove $((dialog_X + dialog_WIDTH / 2)) $((dialog_Y + dialog_HEIGHT / 2))
    xdotool key ctrl+a type "$folder/report"
    xdotool key Return
  fi
  local tries=0
  until has_come '^message info The report is in '; do
    ((++tries < 100)) || return 1
    sleep 0.02
  done
}
press save_report
until_true 10 'the dialog for the report' has_dialog
until_true 60 'the report to be saved' confirm_dialog
xdotool mousemove 200 120
grep -q '</html>' "$folder/report.html" || die 'the report is not whole'
ok 'Save report writes a whole page'

window=$(xdotool search --onlyvisible --pid "$client_pid" | tail -n 1)
mark=$(($(wc -l <"$trace") + 1))
xdotool windowsize "$window" 50 50
comes '^widget save_report '
comes '^widget teardown '
shot 9-network-smallest
for part in network_panel save_report network full_screen; do
  is_inside "$part" || die "the smallest window cuts off $part"
done
ok "the smallest window with the Network panel is whole: ${window_WIDTH}x$window_HEIGHT"
grep -q '^widget chart_quality ' "$trace" && die 'the quality shows although the server does not say it'
close_window 'a made-up session' 0

start_client "rtsp://127.0.0.1:$port/narrow.mjpeg"
key n
comes '^widget chart_quality '
quality_shows() { shot 9-network-narrow; (($(coloured 9-network-narrow chart_quality 56B4E9) > 100)); }
until_true 10 'the quality to show in its chart' quality_shows
ok 'a server that says what it makes of the movie gets a chart for it'

for number in 0 1 2; do
  press pause
  comes "^picture $number\$"
  shot "9-picture-$number"
done
# How much the picture on the screen differs from the one before, 0 to 1: one that stands elsewhere differs by 0.02.
difference() {
  local x y width height
  read -r _ _ x y width height _ <<<"$(place picture)"
  local area="${width}x$height+$x+$y"
  convert "$folder/9-picture-$1.png" "$folder/9-picture-$2.png" -crop "$area" +repage -metric MAE -compare -format '%[distortion]' info:
}
for pair in '0 1' '1 2'; do
  # shellcheck disable=SC2086
  much=$(difference $pair)
  awk -v much="$much" 'BEGIN { exit !(much < 0.004) }' || die "another size takes another place: pictures $pair differ by $much"
  ok "a picture of another size takes the same place: pictures $pair differ by $much"
done
close_window 'a session over a narrow network' 0
client=$player

# -- a movie that is not there -------------------------------------------------------------------------------------------
start_client "rtsp://127.0.0.1:$port/slwo.mjpeg"
until_true 10 'Setup to be legal' is_enabled setup
press setup
mark=1
comes '^message error '
until_true 5 'the message bar' grep -q '^widget message ' "$trace"
shot 10-no-such-movie
since | grep '^message error ' | grep -q 'slwo.mjpeg' || die 'the message does not name the movie'
ok "a wrong name shows: $(since | sed -n 's/^message error //p' | tail -n 1)"
close_window 'a session without a movie' 4
grep -q 'slwo.mjpeg' "$folder/client.log" || die 'stderr does not name the movie'

# -- files that cannot be written, or slowly -----------------------------------------------------------------------------
start_client --save "$folder/nowhere/saved.mjpeg" --play "rtsp://127.0.0.1:$port/slow.mjpeg"
mark=1
comes '^paint '
shot 11-no-such-folder
[[ $(place message) == 'widget message '* ]] || die 'no message bar'
since | grep '^message ' | tail -n 1 | grep -q '^message error .*nowhere/saved.mjpeg' || die 'the message does not name the file'
ok "a file that cannot be made shows: $(since | sed -n 's/^message error //p' | tail -n 1)"
close_window 'a session that could not save' 9

mkfifo "$folder/pipe"
{ until [[ -e $folder/read-now ]]; do sleep 0.02; done; cat; } <"$folder/pipe" >"$folder/saved.mjpeg" &
reader=$!
children+=("$reader")
start_client --save "$folder/pipe" --cache 4 "rtsp://127.0.0.1:$port/slow.mjpeg"
press setup
comes '^state READY cache full 4 4$'
key ctrl+q
until_true 5 'the window to close' is_gone
until_true 10 'the word about the file' grep -q 'still writing' "$folder/client.log"
ends && die 'a closed window has left its file unwritten'
ok 'a closed window waits for its file'
touch "$folder/read-now"
until_true 10 'the player to end' ends
result=0
wait "$client_pid" || result=$?
equal 'a session that saved slowly ends with' "$result" 0
wait "$reader"
frames=$(LC_ALL=C grep -aoP '\xff\xd8\xff' "$folder/saved.mjpeg" | wc -l)
((frames >= 4)) || die "only $frames frames were saved"
[[ $(tail -c 2 "$folder/saved.mjpeg" | od -An -tx1) == ' ff d9' ]] || die 'the last saved frame is cut off'
ok "what was saved is whole: $frames frames"

# -- supervised ----------------------------------------------------------------------------------------------------------
mkfifo "$folder/player.in"
"$client" --supervised --play "rtsp://127.0.0.1:$port/slow.mjpeg" <"$folder/player.in" >"$folder/player.status" 2>"$folder/client.log" &
client_pid=$!
children+=("$client_pid")
exec {player_in}>"$folder/player.in"
until_true 30 'the line of a playing player' grep -q '"state":"playing"' "$folder/player.status"
until_true 30 'the line of what it shows' grep -q '"frames_shown":[1-9]' "$folder/player.status"
exec {player_in}>&-
until_true 20 'the player to end when its stdin closes' ends
[[ $(tail -n 1 "$folder/player.status") == '{"v":1,"type":"stopping",'*'"exit_code":0}' ]] || die 'its last line is not stopping'
ok 'a supervised window says what it shows and ends with its stdin'

echo "$checks checks passed; screenshots in $folder"
