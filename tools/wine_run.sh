#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# wine_run.sh PROGRAM ARGUMENTS…: a Windows program under Wine, with its exit code. Its output goes through a file: what
# Wine starts beside it (a console's host) outlives it and would hold a pipe open.
output=$(mktemp)
trap 'rm -f "$output"' EXIT
/usr/lib/wine/wine64 "$@" >"$output" 2>&1 </dev/null
code=$?
cat "$output"
exit "$code"
