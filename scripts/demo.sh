# SPDX-License-Identifier: MIT
# What: build, start a server and watch a movie: ./run demo [hd720.mjpeg|hd1080.mjpeg|movie.Mjpeg]
. scripts/lib/common.sh
movie=${1:-hd720.mjpeg}
bin=build/release/bin
build_programs
make_movies
[[ -f build/movies/$movie ]] || die "no movie '$movie' in build/movies; there are: $(ls build/movies | tr '\n' ' ')"

server_pid='' player_pid=''
stop_children() {
  trap - EXIT
  if [[ -n $player_pid ]]; then kill "$player_pid" 2>/dev/null || true; fi
  if [[ -n $server_pid ]]; then kill "$server_pid" 2>/dev/null && wait "$server_pid" 2>/dev/null || true; fi
}
trap stop_children EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

coproc SERVER { exec "$bin/zoetrope-server" --supervised --bind 127.0.0.1 --root build/movies 0 2>build/demo-server.log; }
server_pid=$SERVER_PID
exec {from_server}<&"${SERVER[0]}"
port=''
while [[ -z $port ]] && read -r -t 20 -u "$from_server" line; do
  [[ $line == *'"listening"'* && $line =~ :([0-9]+)\" ]] && port=${BASH_REMATCH[1]}
done
[[ -n $port ]] || { cat build/demo-server.log >&2; die "the server did not start"; }
cat <&"$from_server" >build/demo-server.status &

url=rtsp://127.0.0.1:$port/$movie
say "server: 127.0.0.1:$port (log: build/demo-server.log); playing $url"
if [[ -n ${DISPLAY:-}${WAYLAND_DISPLAY:-} ]]; then
  "$bin/zoetrope-client" --play "$url" &
else
  say "no display here: playing without a window"
  "$bin/zoetrope-client" --headless --decode "$url" &
fi
player_pid=$!
result=0
wait "$player_pid" || result=$?
player_pid=''
exit "$result"
