# SPDX-License-Identifier: MIT
# What: run the library's tests under sanitizers: ./run sanitize [asan-ubsan|tsan] [ctest arguments]
. scripts/lib/common.sh
preset=${1:-asan-ubsan}
need "${packages_build[@]}" "${packages_unit[@]}"
say "building the tests of the library into build/$preset"
configure "$preset" -DBUILD_TESTING=ON
build "$preset" --target tests/libstream/all
ctest --test-dir "build/$preset/tests/libstream" --output-on-failure --no-tests=error "${@:2}"
