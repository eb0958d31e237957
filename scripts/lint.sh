# SPDX-License-Identifier: MIT
# What: check format, include arrows, the core's symbols and house rules
. scripts/lib/common.sh
need "${packages_build[@]}" "${packages_lint[@]}"
say "format (clang-format-14; ./run format puts it right)"
"$python" tools/sources.py cpp | xargs clang-format-14 --dry-run --Werror
say "the lint's own tests"
"$python" tools/lint_test.py
say "rules"
"$python" tools/lint.py
say "symbols of the core"
[[ -f build/release/CMakeCache.txt ]] && configure release || configure release -DBUILD_TESTING=OFF
build release --target zoetrope_core >build/lint-build.log || { cat build/lint-build.log; die "the core does not build"; }
"$python" tools/core_symbols.py build/release/libstream/libzoetrope_core.a
