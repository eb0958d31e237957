# SPDX-License-Identifier: MIT
# What: play through a bad network of real packets (root): ./run netlab --loss 2% --delay 20ms [-- client arguments]
. scripts/lib/common.sh
need "${packages_build[@]}" "${packages_window[@]}" "${packages_unit[@]}" "${packages_netlab[@]}"
say "building into build/release"
configure release -DBUILD_TESTING=ON
build release --target zoetrope-server zoetrope-client netlab_forwarder >build/netlab-build.log ||
  { cat build/netlab-build.log; die "the programs do not build"; }
make_movies
exec "$python" tests/netlab/play.py build/release/bin build/movies "$@"
