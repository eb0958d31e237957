# SPDX-License-Identifier: MIT
# Runs where the packages are installed: serves the movies that came with them and plays each with the installed player,
# in the standard dialect every frame of hd720.mjpeg, in the lab's the beginning of movie.Mjpeg.
set -euo pipefail
movies=/usr/share/zoetrope/movies
for program in zoetrope-server zoetrope-client; do "$program" --version; done

coproc SERVER { exec zoetrope-server --supervised --bind 127.0.0.1 --root "$movies" 0 2>/packages/server.log; }
read -r -t 30 line <&"${SERVER[0]}"
[[ $line == *'"listening"'* && $line =~ :([0-9]+)\" ]] || { echo "play: the server said '$line'" >&2; cat /packages/server.log >&2; exit 1; }
port=${BASH_REMATCH[1]}
echo "play: the server listens on $port: $line"
exec {status}<&"${SERVER[0]}"
cat <&"$status" >/dev/null &

# frames NAME JSON: the counter of that name.
frames() { sed -n "s/.*\"$1\": *\([0-9]*\).*/\1/p" <<<"$2"; }

json=$(zoetrope-client --headless --decode --json "rtsp://127.0.0.1:$port/hd720.mjpeg" 2>/dev/null | tail -n 1)
whole=$(frames frames_complete "$json") corrupt=$(frames frames_corrupt "$json")
echo "play: hd720.mjpeg, standard dialect: $whole frames whole, $corrupt damaged"
((whole >= 100 && corrupt == 0)) || { echo "play: $json" >&2; exit 1; }

json=$(zoetrope-client --headless --decode --json --duration 2 127.0.0.1 "$port" 0 movie.Mjpeg 2>/dev/null | tail -n 1)
whole=$(frames frames_complete "$json") corrupt=$(frames frames_corrupt "$json")
echo "play: movie.Mjpeg, the lab's dialect, 2 s: $whole frames whole, $corrupt damaged"
((whole >= 20 && corrupt == 0)) || { echo "play: $json" >&2; exit 1; }
