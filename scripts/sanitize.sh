# SPDX-License-Identifier: MIT
# What: run the tests under sanitizers: ./run sanitize [asan-ubsan|tsan] [ctest arguments]
. scripts/lib/common.sh
preset=${1:-asan-ubsan}
need "${packages_build[@]}" "${packages_unit[@]}"
say "building the tests of library, server and engine into build/$preset"
configure "$preset" -DBUILD_TESTING=ON
build "$preset" --target tests/libstream/all tests/rtsp_server/all client_session_test client_engine_test
# Left out: the window (GTK keeps what it has), and programs that are not ours, which prove nothing more here.
ctest --preset "$preset" --no-tests=error -LE 'interop|window|course' -E '^window' "${@:2}"
