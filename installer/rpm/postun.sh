# SPDX-License-Identifier: MIT
# After an upgrade, a service that runs goes on with the new version.
if [ -d /run/systemd/system ]; then
  systemctl daemon-reload >/dev/null 2>&1 || :
  if [ "$1" -ge 1 ]; then systemctl try-restart zoetrope-server.service >/dev/null 2>&1 || :; fi
fi
if [ "$1" = 0 ]; then rm -rf --one-file-system /run/zoetrope-server; fi
