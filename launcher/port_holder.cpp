// SPDX-License-Identifier: MIT
#include "launcher/port_holder.h"

#include "libstream/base/text.h"

namespace zoetrope::launcher {

std::string portTakenSentence(std::uint16_t port, const std::optional<PortHolder>& holder) {
  const std::string taken = "Port " + std::to_string(port) + " is taken by ";
  if (!holder) return taken + "another program.";
  return taken + printable(holder->name) + " (pid " + std::to_string(holder->pid) + ").";
}

// "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode": addresses are
// HEX:HEX, state 0A is LISTEN.
std::vector<std::uint64_t> listeningInodes(std::string_view procNetTcp, std::uint16_t port) {
  constexpr std::size_t kLocal = 1;
  constexpr std::size_t kState = 3;
  constexpr std::size_t kInode = 9;
  std::vector<std::uint64_t> inodes;
  for (const std::string_view line : split(procNetTcp, '\n')) {
    std::vector<std::string_view> fields;
    for (const std::string_view field : split(line, ' '))
      if (!field.empty()) fields.push_back(field);
    if (fields.size() <= kInode || fields[kState] != "0A") continue;
    const std::size_t colon = fields[kLocal].rfind(':');
    if (colon == std::string_view::npos) continue;
    const auto inode = parseNumber<std::uint64_t>(fields[kInode]);
    if (inode && parseNumber<std::uint16_t>(fields[kLocal].substr(colon + 1), 16) == port) inodes.push_back(*inode);
  }
  return inodes;
}

}  // namespace zoetrope::launcher
