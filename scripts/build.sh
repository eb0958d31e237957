# SPDX-License-Identifier: MIT
# What: build the programs into build/release/bin/; --tests builds the tests, too
. scripts/lib/common.sh
case ${1-} in
  '') build_programs ;;
  --tests) build_with_tests release ;;
  *) die "build: --tests, or nothing" ;;
esac
say "programs: build/release/bin/zoetrope-server, build/release/bin/zoetrope-client"
