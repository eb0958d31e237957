# SPDX-License-Identifier: MIT
# What: put the C++ sources into the project's format
. scripts/lib/common.sh
need "${packages_lint[@]}"
"$python" tools/sources.py cpp | xargs clang-format-14 -i
