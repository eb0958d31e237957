# SPDX-License-Identifier: MIT
# What: remove everything that was built (build/)
set -euo pipefail
rm -rf build
