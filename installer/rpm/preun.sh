# SPDX-License-Identifier: MIT
# What is removed (0 versions are left) does not run on.
if [ "$1" = 0 ] && [ -d /run/systemd/system ]; then
  systemctl --no-reload disable --now zoetrope-server.service >/dev/null 2>&1 || :
fi
