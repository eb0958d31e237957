# SPDX-License-Identifier: MIT
# What: play through a bad network of real packets (root): ./run netlab --loss 2% --delay 20ms [-- client arguments]
. scripts/lib/common.sh
build_programs
build_netlab
make_movies
exec "$python" tests/netlab/play.py build/release/bin build/movies "$@"
