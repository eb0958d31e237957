# SPDX-License-Identifier: MIT
# What: run the tests under sanitizers: ./run sanitize [asan-ubsan|tsan] [ctest arguments]
. scripts/lib/common.sh
preset=${1:-asan-ubsan}
build_with_tests "$preset"
# Strangers' programs and driven windows prove nothing more here, and their timing suffers.
ctest --preset "$preset" --no-tests=error -LE 'interop|window' "${@:2}"
