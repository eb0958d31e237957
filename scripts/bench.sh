# SPDX-License-Identifier: MIT
# What: print figures: ./run bench [hd|player|server|launcher|network|narrow|renditions]; without a name, the first three
. scripts/lib/common.sh
(($#)) || set -- hd player server
# The network that is bad in every way is a long table, and one that is only too small another.
[[ " $* " != *" network "* || " $* " == *" narrow "* ]] || set -- "$@" narrow
for name in "$@"; do [[ -f tests/bench/$name.py ]] || die "no bench '$name'; there are hd, player, server, launcher, network, narrow and renditions"; done
need python3
[[ " $* " != *" player "* ]] || need "${packages_driven[@]}" "${packages_bench[@]}"
[[ " $* " != *" launcher "* ]] || need "${packages_driven[@]}"
[[ " $* " != *" server "* && " $* " != *" narrow "* ]] || need "${packages_strangers[@]}"
build_programs
if [[ " $* " == *" launcher "* ]]; then build release --target zoetrope; fi
if [[ " $* " == *" narrow "* ]]; then build_netlab; fi
if [[ " $* " == *" renditions "* ]]; then build_renditions_bench; fi
if [[ " $* " == *" server "* ]]; then build_server_bench; fi
make_movies
for name in "$@"; do
  say "bench $name ($(nproc) cores, load $(cut -d' ' -f1 /proc/loadavg))"
  "$python" "tests/bench/$name.py" build/release/bin build/movies
done
