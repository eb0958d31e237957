# SPDX-License-Identifier: MIT
# What: try the commands in a bare Debian 12 (debootstrap minbase, only a clone in it): ./run fresh [demo|window|test]
. scripts/lib/common.sh
need "${packages_fresh[@]}"
for part in "${@:-demo window test}"; do
  for name in $part; do as_root bash tools/fresh_root.sh "$name"; done
done
