# SPDX-License-Identifier: MIT
# What: build everything with the second compiler, Clang 14
. scripts/lib/common.sh
need "${packages_clang[@]}"
build_with_tests clang
