# SPDX-License-Identifier: MIT
# What: play to and from ffmpeg and GStreamer (the tests of label interop)
. scripts/lib/common.sh
need "${packages_strangers[@]}"
build_with_tests release
ctest --preset release -L interop --no-tests=error "$@"
