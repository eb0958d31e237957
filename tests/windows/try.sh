#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Tries the installer and what it installs under Wine, as a user meets them: an old version, the new one over it, the player
# in a console, streams between Windows and Linux both ways, names in any script, the demo by one click, serving and
# watching, children that end with the launcher, everything removed.
# Judged by files, registry, processes and pictures: Wine says "0" of programs that it did not run.
# usage: try.sh OLD_INSTALLER INSTALLER NATIVE_PROGRAMS FOLDER [PART…]   (WINEPREFIX is set; screenshots and logs stay in
# FOLDER; the parts are the functions named at the end)
set -euo pipefail
old=$1 new=$2 native=$3 folder=$4
wine=/usr/lib/wine/wine64 wineserver=/usr/lib/wine/wineserver64
# No Mono, no Gecko, no entries in this machine's own menus.
export WINEDEBUG=-all WINEDLLOVERRIDES='mscoree,mshtml=;winemenubuilder.exe=d'
home=$WINEPREFIX/drive_c/users/${USER:-$(id -un)}
installed=$home/AppData/Local/Programs/Zoetrope
bin=$installed/bin made=$home/AppData/Local/zoetrope
menu="$home/AppData/Roaming/Microsoft/Windows/Start Menu/Programs/Zoetrope"
uninstall_key='HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\Zoetrope'
version=$(sed -E 's/.*zoetrope-([0-9.]+)-.*/\1/' <<<"$new")
launcher=$bin/zoetrope.exe
source "$(dirname "${BASH_SOURCE[0]}")/../launcher/window.sh"
within=("$wine")

# Without the end of the pipe that holds a server (serve): what Wine starts beside a program would keep it open.
in_wine() { timeout -k 5 120 "$wine" "$@" </dev/null 9>&-; }
begin_wine() { timeout 60 "$wineserver" -p >/dev/null 2>&1 9>&- || true; }
# Below the drive on which Wine has this machine's files.
windows_path() { printf 'Z:%s' "${1//\//\\}"; }
registered() { in_wine reg query "$uninstall_key" /v "$1" 2>/dev/null | tr -d '\r' | sed -n 's/.*REG_SZ *//p'; }
installed_is() { [[ $(registered DisplayVersion) == "$1" ]]; }
# Everything on the drive, but what Wine and the installer put down for a while.
files() { (cd "$WINEPREFIX/drive_c" && find . ! -path '*/Temp/*' | sort); }
# Pids of the installed programs whose name begins so, of this Wine alone.
running() {
  local pid
  for pid in $(pgrep -f "Zoetrope.bin.zoetrope$1" || true); do
    ! tr '\0' '\n' <"/proc/$pid/environ" 2>/dev/null | grep -qxF "WINEPREFIX=$WINEPREFIX" || echo "$pid"
  done
}
none_running() { [[ -z $(running "$1") ]]; }
children_gone() { none_running '-server' && none_running '-client'; }
children_there() { [[ -n $(running '-server') && -n $(running '-client') ]]; }
plays() {
  : >"$desk/player"
  until_true 60 "$1" has_pictures 20
}

closes() {
  to_front
  close_launcher
}

# --- installing over an older version
installs() {
  grep -qa 'requestedExecutionLevel level="asInvoker"' "$new" || die 'the installer asks for more rights than its user has'
  # Of a run that did not come to its end.
  rm -rf "$installed" "$made" "$menu"
  in_wine reg delete "$uninstall_key" /f >/dev/null 2>&1 || true
  in_wine reg delete 'HKCU\Software\zoetrope' /f >/dev/null 2>&1 || true
  files >"$folder/files-before"
  in_wine "$old" /S
  until_true 60 'the older version' test -f "$installed/Uninstall.exe"
  until_true 20 'version 0.0.9 in the registry' installed_is 0.0.9
  [[ -f $installed/share/old/only_in_the_older_one.txt ]] || die 'the older version lacks its own file'
  mkdir -p "$made/movies"
  echo kept >"$made/movies/made.txt"
  in_wine reg add 'HKCU\Software\zoetrope' /v kept /d yes /f >/dev/null
  in_wine "$new" /S
  until_true 60 "version $version" installed_is "$version"
  local file link
  for file in bin/zoetrope.exe bin/zoetrope-server.exe bin/zoetrope-client.exe bin/zoetrope-client.com LICENSE.txt Uninstall.exe \
    share/zoetrope/movies/movie.Mjpeg share/zoetrope/movies/hd720.mjpeg \
    share/doc/licences/{poco,wxwidgets3.2,libjpeg-turbo,gcc-runtime,mingw-w64}.txt; do
    [[ -s $installed/$file ]] || die "$file is not installed"
  done
  [[ ! -e $installed/share/old ]] || die 'the older version left a file'
  [[ -f $made/movies/made.txt ]] || die 'the upgrade took what the launcher had made'
  for link in Zoetrope 'Zoetrope Demo' 'Zoetrope Command Prompt'; do
    [[ -f $menu/$link.lnk ]] || die "the Start menu lacks '$link'"
  done
  for file in zoetrope.exe zoetrope-server.exe zoetrope-client.exe zoetrope-client.com; do
    grep -qa PerMonitorV2 "$bin/$file" && grep -qa 'longPathAware.*true' "$bin/$file" || die "$file has not our manifest"
  done
  strings -el "$menu/Zoetrope Command Prompt.lnk" >"$folder/prompt"
  grep -q '/k set "PATH=.*Zoetrope.bin;%PATH%"$' "$folder/prompt" || die 'the command prompt does not find the programs'
  ! grep -qi 'Zoetrope.bin$' "$folder/prompt" || die 'the command prompt begins inside of the installation'
  [[ $(registered QuietUninstallString) == *'Uninstall.exe" /S' ]] || die 'the registry has no uninstaller'
  ok "version $version is installed over 0.0.9"
}
only_the_users() {
  # The registry is written down when Wine ends.
  end_wine
  local strange
  strange=$(comm -13 "$folder/files-before" <(files) | grep -v '^\./users/' || true)
  [[ -z $strange ]] || die "files that are not the user's: $strange"
  ! grep -qai zoetrope "$WINEPREFIX/system.reg" || die 'the registry of the whole machine knows Zoetrope'
  begin_wine
  ok 'files and registry are those of the user alone: no rights of an administrator'
}
end_wine() { timeout 60 "$wineserver" -k >/dev/null 2>&1 || true; timeout 60 "$wineserver" -w || true; }

# --- the player's twin for the console
ends_with() {
  local code=$1 result=0
  shift
  in_wine "$bin/zoetrope-client.com" "$@" >"$folder/console.out" 2>"$folder/console.log" || result=$?
  ((result == code)) || die "zoetrope-client $* ends with $result, not $code"
}
speaks_in_the_console() {
  ends_with 0 --version
  grep -qx "zoetrope-client $version" "$folder/console.out" || die 'the player does not say its version'
  ends_with 0 --help
  grep -q frames_complete "$folder/console.out" || die 'the player does not help'
  ends_with 2 --nonsense
  grep -q nonsense "$folder/console.log" || die 'wrong use is not named'
  ends_with 3 --headless rtsp://127.0.0.1:1/nobody.mjpeg
  # By its name alone, as one types it: the console takes the twin.
  timeout 60 "$wine" cmd /c "set PATH=$(windows_path "$bin");%PATH% && zoetrope-client --version" </dev/null 9>&- >"$folder/console.out" 2>&1 || true
  grep -q "^zoetrope-client $version" "$folder/console.out" || die 'cmd does not find the player that speaks'
  ok 'the player answers in the console, with its exit codes'
}

# --- streams, each way
# counter NAME FILE: of the last line, which is JSON.
counter() { tail -n 1 "$2" | sed -n "s/.*\"$1\":\([0-9]*\).*/\1/p"; }
# whole WHAT FILE FRAMES
whole() {
  [[ $(counter frames_complete "$2") == "$3" && $(counter frames_incomplete "$2") == 0 ]] || die "$1: not $3 whole frames: $(tail -n 1 "$2")"
  ok "$1: $3 frames of $3 whole, $(counter packets_lost "$2") packets lost"
}
# serve COMMAND…: a supervised server; sets $port and $server_pid, ends when 9 is closed.
serve() {
  rm -f "$folder/in" "$folder/status"
  mkfifo "$folder/in"
  "$@" <"$folder/in" >"$folder/status" 2>"$folder/server.log" &
  server_pid=$!
  children+=("$server_pid")
  exec 9>"$folder/in"
  until_true 60 'the server' grep -q '"listening"' "$folder/status"
  [[ $(<"$folder/status") =~ 127\.0\.0\.1:([0-9]+) ]] || die 'the server names no port'
  port=${BASH_REMATCH[1]}
}
server_ends() {
  exec 9>&-
  wait "$server_pid" || die "the server ended with $?"
  grep -q '"stopping"' "$folder/status" || die 'the server did not say goodbye'
}
# At 12 frames/s: Wine passes each datagram through a process of its own, and a busy machine would lose some of more.
streams_both_ways() {
  local movies=$installed/share/zoetrope/movies transport
  serve "$wine" "$bin/zoetrope-server.exe" --supervised --adapt off --fps 12 --bind 127.0.0.1 --root "$(windows_path "$movies")" 0
  for transport in udp tcp; do
    timeout 120 "$native/zoetrope-client" --headless --json --transport $transport "rtsp://127.0.0.1:$port/hd720.mjpeg" \
      >"$folder/linux-$transport.json" 2>"$folder/linux-$transport.log" || die "the Linux player ended with $?"
    whole "Windows server, Linux player, $transport" "$folder/linux-$transport.json" 120
  done
  server_ends
  serve "$native/zoetrope-server" --supervised --adapt off --fps 12 --bind 127.0.0.1 --root "$movies" 0
  for transport in udp tcp; do
    ends_with 0 --headless --decode --json --transport $transport "rtsp://127.0.0.1:$port/hd720.mjpeg"
    cp "$folder/console.out" "$folder/windows-$transport.json"
    whole "Linux server, Windows player, $transport" "$folder/windows-$transport.json" 120
    [[ $(counter frames_corrupt "$folder/windows-$transport.json") == 0 ]] || die 'a frame does not decode'
  done
  ends_with 0 --headless --json 127.0.0.1 "$port" 0 movie.Mjpeg
  cp "$folder/console.out" "$folder/windows-lab.json"
  [[ $(counter frames_complete "$folder/windows-lab.json") -gt 100 ]] || die "the lab's way: $(tail -n 1 "$folder/windows-lab.json")"
  server_ends
  ok 'the lab'\''s way, too'
}

# --- the movie folder, and nothing outside of it
links_lead_nowhere() {
  local movies=$folder/movies
  rm -rf "$movies" "$folder/elsewhere"
  mkdir -p "$movies/inner" "$folder/elsewhere"
  cp "$installed/share/zoetrope/movies/hd720.mjpeg" "$movies/inner/mine.mjpeg"
  cp "$installed/share/zoetrope/movies/hd720.mjpeg" "$folder/elsewhere/secret.mjpeg"
  ln -s ../elsewhere/secret.mjpeg "$movies/secret.mjpeg"
  ln -s ../elsewhere "$movies/up"
  ln -s inner "$movies/alias"
  serve "$wine" "$bin/zoetrope-server.exe" --supervised --adapt off --bind 127.0.0.1 --root "$(windows_path "$movies")" 0
  ends_with 0 --headless --json --transport tcp "rtsp://127.0.0.1:$port/alias/mine.mjpeg"
  whole 'a link inside of the movie folder' "$folder/console.out" 120
  ends_with 4 --headless "rtsp://127.0.0.1:$port/secret.mjpeg"
  ends_with 4 --headless "rtsp://127.0.0.1:$port/up/secret.mjpeg"
  server_ends
  ok 'links that lead out of the movie folder are not followed'
}

# --- names in any script
odd='Žluťoučký кінь 日本 😀'
odd_url='%C5%BDlu%C5%A5ou%C4%8Dk%C3%BD%20%D0%BA%D1%96%D0%BD%D1%8C%20%E6%97%A5%E6%9C%AC%20%F0%9F%98%80.mjpeg'
any_script() {
  local saved="$folder/$odd/saved $odd.mjpeg" report="$folder/$odd/report $odd.html"
  mkdir -p "$folder/$odd"
  cp "$installed/share/zoetrope/movies/hd720.mjpeg" "$folder/$odd/$odd.mjpeg"
  serve "$wine" "$bin/zoetrope-server.exe" --supervised --adapt off --bind 127.0.0.1 --root "$(windows_path "$folder/$odd")" 0
  ends_with 0 --headless --json --transport tcp --save "$(windows_path "$saved")" --report "$(windows_path "$report")" "rtsp://127.0.0.1:$port/$odd_url"
  whole 'a name in four scripts' "$folder/console.out" 120
  server_ends
  [[ $(LC_ALL=C grep -aoP '\xff\xd8\xff' "$saved" | wc -l) == 120 ]] || die 'not 120 frames were saved'
  grep -q "saved $odd.mjpeg" "$report" || die 'the report does not name the file'
  start_launcher "$(windows_path "$folder/$odd/$odd.mjpeg")"
  plays 'a movie whose name is in four scripts'
  waits_for player_command ".*$odd_url"
  shot 1-any-script
  closes
  until_true 30 'its children to end' children_gone
  ok 'names of folders and files in any script: served, saved, reported, opened'
}

# --- what the player has to say
# The stripe at its left, in an error's colour.
message_is_seen() {
  local x y height
  read -r _ _ x y _ height _ <<<"$(grep -a '^widget message ' "$desk/player" | tail -n 1)"
  [[ -n $height && $(import -window root -depth 8 -crop "1x1+$((x + 1))+$((y + height / 2))" txt:-) == *'#D55E00'* ]]
}
messages_are_seen() {
  : >"$desk/player"
  "$wine" "$bin/zoetrope-client.exe" --play rtsp://127.0.0.1:1/nobody.mjpeg >"$folder/message.log" 2>&1 </dev/null &
  children+=($!)
  until_true 60 'a message of the player' grep -qa '^message error ' "$desk/player"
  until_true 20 'the message in front of the picture' message_is_seen
  shot message
  kill "${children[-1]}"
  until_true 30 'the player to end' none_running '-client'
  ok 'what the player has to say lies in front of its picture'
}

# --- the demo by one click
demo_by_one_click() {
  start_launcher
  shot 2-first
  press play_demo
  plays 'a moving picture'
  shot 3-demo
  plays 'the picture to go on'
  shot 4-later
  children_there || die 'a picture without a server and a player'
  local different
  different=$(compare -metric AE "$desk/3-demo.png" "$desk/4-later.png" null: 2>&1 || true)
  ((${different%%[. e]*} > 1000)) || die "two screenshots of a demo that plays differ in $different pixels"
  ok "one click on Play the demo, and a picture moves ($different pixels differ)"
}
# What runs cannot be written over.
is_not_installed_over() {
  local result=0 before
  before=$(stat -c '%i %Y' "$bin"/*)
  in_wine "$new" /S || result=$?
  [[ $result == 2 && $before == "$(stat -c '%i %Y' "$bin"/*)" ]] || die "installing over programs that run ends with $result"
  ok 'the installer leaves programs alone that run, and says so'
}
# Both ways to end a process that cannot object.
killed_leaves_nothing() {
  kill -9 "$launcher_pid"
  until_true 30 'server and player to end with a launcher that was killed' children_gone
  start_launcher --demo
  plays 'the demo that was asked for'
  in_wine taskkill /f /im zoetrope.exe >/dev/null
  until_true 30 'the launcher to end' none_running '\.exe'
  until_true 30 'server and player to end with a launcher that was terminated' children_gone
  ok 'a launcher that is killed leaves no process'
}

# --- serving and watching
serves_and_watches() {
  in_wine reg add 'HKCU\Software\zoetrope\serve' /v port /t REG_DWORD /d 0 /f >/dev/null
  in_wine reg add 'HKCU\Software\zoetrope\serve' /v bind /d 127.0.0.1 /f >/dev/null
  start_launcher --serve "$(windows_path "$installed/share/zoetrope/movies")"
  waits_for first_url 'rtsp://[0-9.]*:[0-9]*/hd720.mjpeg$'
  shot 5-serve
  hand_over --watch "$(text_of first_url)"
  waits_for page Watch
  plays 'what is served'
  waits_for viewers 1
  shot 6-watch
  ok 'what is served is watched, and a second start is handed over'
  closes
  until_true 30 'server and player to end with a launcher that was closed' children_gone
  until_true 30 'the launcher to end' none_running '\.exe'
  in_wine reg query 'HKCU\Software\zoetrope\serve' /v folder >/dev/null || die 'the settings are not kept'
  ok 'a closed launcher ends its children and keeps its settings'
}

# --- removing
removes() {
  in_wine "$installed/Uninstall.exe" /S
  until_true 60 'the folder to vanish' test ! -e "$installed"
  until_true 20 'the Start menu to be tidy' test ! -e "$menu"
  end_wine
  local left
  left=$(comm -13 "$folder/files-before" <(files))
  [[ -z $left ]] || die "left behind: $left"
  # But for the settings, whatever they name.
  left=$(awk '/^\[/ { kept = index(tolower($0), "[software\\\\zoetrope") == 1 } !kept && tolower($0) ~ /zoetrope/' \
    "$WINEPREFIX/user.reg" "$WINEPREFIX/system.reg")
  [[ -z $left ]] || die "left behind in the registry: $left"
  grep -qai '"kept"="yes"' "$WINEPREFIX/user.reg" || die 'the settings are gone'
  ok 'nothing is left but the settings'
}

trap 'end_wine; cleanup' EXIT
# The display first, for the whole of Wine's session: a desktop without one never shows a window later.
end_wine
make_desk "$folder"
openbox >"$folder/openbox.log" 2>&1 &
children+=($!)
begin_wine
parts=("${@:5}")
((${#parts[@]})) || parts=(installs only_the_users speaks_in_the_console streams_both_ways links_lead_nowhere any_script messages_are_seen
  demo_by_one_click is_not_installed_over killed_leaves_nothing serves_and_watches removes)
for part in "${parts[@]}"; do $part; done
echo "the installer does what it has to, in $SECONDS s; screenshots in $folder"
