# SPDX-License-Identifier: MIT
# What: run the library's tests under sanitizers: ./run sanitize [asan-ubsan|tsan] [ctest arguments]
. scripts/lib/common.sh
preset=${1:-asan-ubsan}
need "${packages_build[@]}" "${packages_unit[@]}"
say "building the tests of the library into build/$preset"
configure "$preset" -DBUILD_TESTING=ON
folders=(base congestion control jpeg movie net playback report rtcp rtp rtsp sdp)
targets=("${folders[@]/#/tests/libstream/}")
targets=("${targets[@]/%//all}")
build "$preset" --target "${targets[@]}"
ctest --test-dir "build/$preset" --output-on-failure --no-tests=error --parallel "$(nproc)" -R "^($(IFS='|'; echo "${folders[*]}"))(_media)?$" "${@:2}"
