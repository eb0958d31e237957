// SPDX-License-Identifier: MIT
#include "launcher/port_holder.h"
#include "launcher/proc_file_linux.h"
#include "libstream/base/text.h"

#include <algorithm>
#include <filesystem>

namespace zoetrope::launcher {
namespace {

namespace fs = std::filesystem;

bool holds(const fs::path& process, const std::vector<std::string>& sockets) {
  std::error_code error;
  for (fs::directory_iterator entry(process / "fd", error), end; !error && entry != end; entry.increment(error)) {
    std::error_code gone;
    const fs::path target = fs::read_symlink(entry->path(), gone);
    if (!gone && std::find(sockets.begin(), sockets.end(), target.native()) != sockets.end()) return true;
  }
  return false;
}

}  // namespace

std::optional<PortHolder> findPortHolder(std::uint16_t port) {
  std::vector<std::string> sockets;
  for (const char* table : {"/proc/net/tcp", "/proc/net/tcp6"})
    for (const std::uint64_t inode : listeningInodes(readProcFile(table).value_or(""), port))
      sockets.push_back("socket:[" + std::to_string(inode) + "]");
  if (sockets.empty()) return std::nullopt;

  std::error_code error;
  for (fs::directory_iterator entry("/proc", error), end; !error && entry != end; entry.increment(error)) {
    const auto pid = parseNumber<ProcessId>(entry->path().filename().native());
    if (!pid || !holds(entry->path(), sockets)) continue;
    return PortHolder{.pid = *pid, .name = std::string(trim(readProcFile(*pid, "comm").value_or("a program")))};
  }
  return std::nullopt;
}

}  // namespace zoetrope::launcher
