#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# What a person sees in the launcher's window when its programs give trouble: a server that crashes ten times, that hangs
# at its start, floods its output, ignores being ended; programs that are missing or may not be run. The launcher lies
# in a folder of its own beside a stand-in that is the real server unless FOLDER/next says otherwise.
# usage: trouble.sh LAUNCHER SERVER CLIENT STUB_CHILD FOLDER   (screenshots and logs stay in FOLDER)
set -euo pipefail
real_launcher=$1 server=$2 client=$3 stub=$4 folder=$5
launcher=$folder/bin/zoetrope
source "$(dirname "${BASH_SOURCE[0]}")/window.sh"

make_desk "$folder"
movies=$HOME/.cache/zoetrope/movies
mkdir -p "$movies" "$folder/bin"
cp "$real_launcher" "$launcher"
ln -s "$client" "$folder/bin/zoetrope-client"
# FOLDER/next: a line for each server that is to come, a mode of the stub, or `stopped`: the real one, which hangs.
: >"$folder/next"
cat >"$folder/bin/zoetrope-server" <<END
#!/bin/bash
ulimit -c 0
mode=\$(head -n 1 "$folder/next")
sed -i 1d "$folder/next"
if [[ \$mode == stopped ]]; then kill -STOP \$\$; elif [[ -n \$mode ]]; then exec "$stub" \$mode; fi
exec "$server" "\$@"
END
chmod +x "$folder/bin/zoetrope-server"
"$server" --make-demo "$movies" --only hd720.mjpeg --frames 60 2>"$folder/make.log" || die 'no movie'
printf '[serve]\nport=0\nfolder=%s\n' "$movies" >"$HOME/.zoetrope"

next() { printf '%s\n' "$@" >"$folder/next"; }
# Was said at any time since the mark.
told() { tail -n "+$mark" "$folder/trace" | grep -qE -- "^text $1 $2"; }
tells() { until_true 60 "$1 to say '$2'" told "$1" "$2"; }
set_mark() { mark=$(($(wc -l <"$folder/trace") + 1)); }
windows() { xdotool search --onlyvisible --pid "$launcher_pid" --name . 2>/dev/null | wc -l; }

# crash ROW: kills each server that is up until the launcher gives up; $killed: how many these were.
crash() {
  local pid last='' end=$((SECONDS + 120))
  killed=0
  set_mark
  until says "$1" '.*it is not started again\.'; do
    ((SECONDS < end)) || die "$1 was not given up after $killed crashes"
    pid=$(child_pid "$server" || true)
    if [[ -n $pid && $pid != "$last" ]] && says "$1" 'Running'; then
      kill "-$([[ $((killed % 2)) == 0 ]] && echo SEGV || echo KILL)" "$pid"
      last=$pid
      ((++killed))
    fi
    sleep 0.02
  done
  ((killed == 5)) || die "$1 was given up after $killed crashes"
  (($(tail -n "+$mark" "$folder/trace" | grep -cE "^text $1 .*not started again") == 1)) || die "$1 says it more than once"
  (($(windows) == 1)) || die "$(windows) windows after $killed crashes"
}

start_launcher --serve
press serve
waits_for first_url 'rtsp://.*/hd720.mjpeg'
url=$(text_of first_url)
for round in 1 2; do
  crash server
  waits_for server '(Stopped|Ended) .*, 5 times within 60 s; it is not started again\.'
  waits_for server_last_lines '.+'
  shot "1-given-up-$round"
  press server_restart
  waits_for server 'Running'
  waits_for server_last_lines '$'
  waits_for first_url "$url\$"
done
ok "ten crashes are two sentences in a row; Try again serves $url again"

set_mark
next stopped
press serve
waits_for server 'Starting'
shot 2-hangs
tells server 'Did not get ready within 10 s: ending it\.'
tells server 'Did not get ready within 10 s, starting again in'
waits_for server 'Running: .*started again once'
ok 'a server that hangs at its start is told, ended and started again'

next stopped
press server_restart
waits_for server 'Starting'
press server_stop
waits_for server 'Stopped; it had to be killed\.'
next 'ignore-term'
press server_restart
waits_for server 'Running'
press server_stop
waits_for server 'Stopped; it had to be killed\.'
ok 'one that hangs, or ignores being ended, can be stopped all the same'

next flood
press server_restart
waits_for server 'Running'
press server_log
has_windows() { (($(windows) == $1)); }
until_true 30 'the log' has_windows 2
shot 3-floods
xdotool mousemove 100 100 key Escape
until_true 30 'the log to close' has_windows 1
press server_stop
waits_for server 'Stopped'
ok 'a flood of output leaves the window usable'

mv "$folder/bin/zoetrope-server" "$folder/bin/away"
press server_restart
waits_for server 'Cannot start .*/zoetrope-server: there is no such program; installing Zoetrope anew brings it back\.'
shot 4-missing
mv "$folder/bin/away" "$folder/bin/zoetrope-server"
chmod -x "$folder/bin/zoetrope-server"
press server_restart
waits_for server 'Cannot start .*/zoetrope-server: it is not executable'
chmod +x "$folder/bin/zoetrope-server"
rm "$folder/bin/zoetrope-client"
press server_restart
waits_for server 'Running'
ok 'a server that is missing or may not be run is told, and serves when it is there again'

press stop_serving
waits_for server 'Stopped'
press tab_0
press play_demo
waits_for player 'Cannot start .*/zoetrope-client: there is no such program'
waits_for demo_server 'Stopped'
waits_for demo_status 'The demo has ended; the row of the player below says why\.$'
shot 5-no-player
ln -s "$client" "$folder/bin/zoetrope-client"
: >"$folder/player"
press player_restart
until_true 60 'a moving picture' has_pictures 5
ok 'a player that is missing is told, and its Try again plays the demo'
crash demo_server
waits_for player 'Stopped'
waits_for demo_status 'The demo has ended; the row of the demo server below says why\.$'
shot 6-demo-given-up
: >"$folder/player"
press demo_server_restart
until_true 60 'the picture to come back' has_pictures 5
ok 'a demo whose server is given up says so, and Try again brings the picture back'
end_launcher
