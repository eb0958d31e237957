# SPDX-License-Identifier: MIT
# What: build the programs into build/release/bin/
. scripts/lib/common.sh
build_programs
say "programs: build/release/bin/zoetrope-server, build/release/bin/zoetrope-client"
