# SPDX-License-Identifier: MIT
# What: build and run every test (arguments go to ctest: ./run test -R jpeg)
. scripts/lib/common.sh
need "${packages_build[@]}" "${packages_window[@]}" "${packages_unit[@]}" "${packages_driven[@]}" "${packages_strangers[@]}" \
  "${packages_netlab[@]}"
build_with_tests release
ctest --preset release --no-tests=error --parallel "$(nproc)" "$@"
