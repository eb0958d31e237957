// SPDX-License-Identifier: MIT
// Who has a TCP port that we would like to have.
// Thread: any. Takes some ms (all processes are looked through): only when a port was refused.
// Fails: nothing where the system does not say: other systems than Linux, processes of other users.
#pragma once

#include "launcher/child_process.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zoetrope::launcher {

struct PortHolder {
  ProcessId pid = 0;
  std::string name;

  friend bool operator==(const PortHolder&, const PortHolder&) = default;
};
std::optional<PortHolder> findPortHolder(std::uint16_t port);
// "Port 8554 is taken by python3 (pid 4711)." or "Port 8554 is taken by another program."
std::string portTakenSentence(std::uint16_t port, const std::optional<PortHolder>& holder);

// The inodes of the sockets that listen on the port, out of the text of /proc/net/tcp or tcp6.
std::vector<std::uint64_t> listeningInodes(std::string_view procNetTcp, std::uint16_t port);

}  // namespace zoetrope::launcher
