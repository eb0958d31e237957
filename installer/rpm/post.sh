# SPDX-License-Identifier: MIT
# The service stays off; systemd is told of it.
if [ -d /run/systemd/system ]; then
  systemd-tmpfiles --create zoetrope-server.conf >/dev/null 2>&1 || :
  systemctl daemon-reload >/dev/null 2>&1 || :
fi
