// SPDX-License-Identifier: MIT
#include "launcher/process_identity.h"

#include "libstream/base/text.h"

namespace zoetrope::launcher {

// See proc(5): "PID (NAME) STATE …"; utime is the 14th field, stime the 15th, starttime the 22nd.
std::optional<ProcStat> parseProcStat(std::string_view text) {
  constexpr std::size_t kUserTime = 11;  // counted from the state
  constexpr std::size_t kSystemTime = 12;
  constexpr std::size_t kStartTime = 19;
  const std::size_t open = text.find('(');
  const std::size_t close = text.rfind(')');
  if (open == std::string_view::npos || close == std::string_view::npos || close < open) return std::nullopt;
  const auto fields = split(trim(text.substr(close + 1)), ' ');
  if (fields.size() <= kStartTime || fields[0].size() != 1) return std::nullopt;
  const auto user = parseNumber<std::uint64_t>(fields[kUserTime]);
  const auto system = parseNumber<std::uint64_t>(fields[kSystemTime]);
  const auto start = parseNumber<std::uint64_t>(fields[kStartTime]);
  if (!user || !system || !start) return std::nullopt;
  return ProcStat{.name = std::string(text.substr(open + 1, close - open - 1)),
                  .state = fields[0][0],
                  .userTicks = *user,
                  .systemTicks = *system,
                  .startMark = *start};
}

}  // namespace zoetrope::launcher
