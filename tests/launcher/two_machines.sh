#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Two machines, as network namespaces with a cable between them, and a person with a launcher at each: one clicks through
# Serve movies, the other through Watch with the address that the first one's window shows. Strangers' players play that
# address, too. Says 'skipped:' and ends with 77 where there can be no namespaces.
# usage: two_machines.sh LAUNCHER SERVER PYTHON FOLDER   (screenshots and logs stay in FOLDER)
set -euo pipefail
launcher=$1 server=$2 python=$3 folder=$4
tests=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
source "$tests/launcher/window.sh"

frames=90
wanted_frames=30
a=zoetrope-machines-$$-a b=zoetrope-machines-$$-b
address_a=192.0.2.2 address_b=192.0.2.3

skip() { printf 'skipped: %s\n' "$*"; exit 77; }

remove_machines() {
  local name pid
  while read -r name _; do
    [[ $name =~ ^zoetrope-machines-([0-9]+)-[ab]$ ]] || continue
    pid=${BASH_REMATCH[1]}
    # Ours, and what a run that was killed has left.
    if ((pid == $$)) || [[ ! -e /proc/$pid ]]; then ip netns delete "$name"; fi
  done < <(ip netns list)
}

make_machines() {
  command -v ip >/dev/null || skip 'two machines need iproute2'
  ((EUID == 0)) || skip 'two machines need root, for network namespaces'
  remove_machines
  ip netns add "$a" 2>"$folder/netns.log" || skip "there can be no network namespaces here: $(<"$folder/netns.log")"
  ip netns add "$b"
  ip -n "$a" link add eth0 type veth peer name eth0 netns "$b"
  ip -n "$a" address add "$address_a/24" dev eth0
  ip -n "$b" address add "$address_b/24" dev eth0
  local machine
  for machine in "$a" "$b"; do
    ip -n "$machine" link set lo up
    ip -n "$machine" link set eth0 up
  done
}

sit_at_a() { sit_at "$folder/a"; within=(ip netns exec "$a"); }
sit_at_b() { sit_at "$folder/b"; within=(ip netns exec "$b"); }

# Without a window manager keys go to the window under the mouse: the player's, which came last.
close_player() { xdotool mousemove 640 300 key ctrl+q; }

# serve_by_hand FOLDER: what a person does who opens the page.
serve_by_hand() {
  press tab_1
  waits_for page 'Serve movies'
  type_into serve_folder "$1"
  press serve
}
watch_typed() {
  press tab_2
  waits_for page 'Watch'
  type_into address "$1"
  waits_for address "$1\$"
  press watch
}

ffmpeg_plays() {
  timeout -k 5 60 "${within[@]}" ffmpeg -v error -nostdin -rtsp_transport "$2" -i "$1" -map 0:v -c copy \
    -frames:v "$wanted_frames" -f framecrc - >"$desk/ffmpeg-$2" 2>"$desk/ffmpeg-$2.log" </dev/null || return 1
  (($(grep -cv '^#' "$desk/ffmpeg-$2") == wanted_frames))
}
gstreamer_plays() {
  timeout -k 5 90 "${within[@]}" "$python" "$tests/interop/gst_play.py" "$1" "$2" "$desk/gstreamer-$2.mjpeg" 60 \
    >"$desk/gstreamer-$2" 2>"$desk/gstreamer-$2.log" || return 1
  local decoded
  decoded=$(sed -n 's/.*decoded \([0-9]*\).*/\1/p' "$desk/gstreamer-$2" | tail -n 1)
  ((${decoded:-0} >= wanted_frames))
}
has_gstreamer() {
  "$python" -c 'import gi; gi.require_version("Gst", "1.0"); from gi.repository import Gst' 2>/dev/null
}

rm -rf "$folder"
mkdir -p "$folder/movies"
make_machines
trap 'cleanup; remove_machines' EXIT
make_desk "$folder/a"
make_desk "$folder/b"
"$server" --make-demo "$folder/movies" --only hd720.mjpeg --frames "$frames" 2>"$folder/make.log" || die 'no movie'

sit_at_a
start_launcher
serve_by_hand "$folder/movies"
waits_for first_url "rtsp://$address_a:8554/hd720.mjpeg\$"
shot 1-serving
url=$(text_of first_url)
ok "the first machine serves and shows $url"

sit_at_b
start_launcher
watch_typed "$url"
until_true 60 'a picture on the other machine' has_pictures 5
shot 2-watching
ok 'the other machine, told that address, shows a moving picture'

sit_at_a
waits_for viewers 1
waits_for first_viewer "$address_b:[0-9]+ hd720.mjpeg (ready|playing) UDP"
shot 3-who-watches
ok "who watches is shown: $(text_of first_viewer)"

sit_at_b
close_player
waits_for player 'Closed\.'
sit_at_a
waits_for viewers 0
waits_for first_viewer '$'
ok 'the viewer closes his player, and the list is empty'

sit_at_b
close_launcher
start_launcher
waits_for page 'Watch'
type_into address ''
xdotool key Down
waits_for address "$url\$"
press watch
until_true 60 'a picture on the other machine' has_pictures 5
sit_at_a
waits_for viewers 1
ok 'another day the address is chosen from the recent ones'
sit_at_b
close_player
waits_for player 'Closed\.'
sit_at_a
waits_for viewers 0

sit_at_b
if command -v ffmpeg >/dev/null; then
  for transport in tcp udp; do
    ffmpeg_plays "$url" "$transport" || die "ffmpeg does not play $url over $transport"
  done
  ok 'ffmpeg on the other machine plays the address that is shown, over TCP and UDP'
fi
if has_gstreamer; then
  for transport in tcp udp; do
    gstreamer_plays "$url" "$transport" || die "GStreamer does not play $url over $transport"
  done
  ok 'GStreamer on the other machine plays the address that is shown, over TCP and UDP'
fi

sit_at_a
waits_for viewers 0
press stop_serving
waits_for server 'Stopped'
waits_for first_url '$'
ok 'who stops serving shows no address any more'
sit_at_b
end_launcher
sit_at_a
end_launcher
