// SPDX-License-Identifier: MIT
#include "tests/netlab/direction.h"

#include <algorithm>
#include <utility>

namespace zoetrope::netlab {

namespace {

std::string member(const char* name, std::uint64_t value) {
  return '"' + std::string(name) + "\":" + std::to_string(value);
}

std::uint64_t micros(Duration time) { return static_cast<std::uint64_t>(time / std::chrono::microseconds(1)); }

}  // namespace

void Direction::onPacket(Bytes ip, TimePoint now) {
  const Duration waits = link_.queued(now);
  const auto out = link_.pass(ip.size(), now);
  const FrameAccount::Kind kind = frames_.onPacket(ip, !out);
  if (kind == FrameAccount::Kind::First && !begun_) begun_ = now;
  if (log_ != nullptr && begun_) log(ip, kind, now, out ? std::optional(waits) : std::nullopt);
  if (!udpPayload(ip).empty()) {
    ++udp_;
    if (!out) {
      ++udpDropped_;
      ++run_;
    } else if (run_ > 0) {
      ++runs_[std::exchange(run_, 0)];
    }
  }
  if (out) flight_.push(*out, ByteBuffer(ip.begin(), ip.end()));
}

void Direction::log(Bytes ip, FrameAccount::Kind kind, TimePoint now, std::optional<Duration> waited) {
  static constexpr const char* kKinds[] = {"other", "first", "again"};
  const std::size_t header = std::size_t{4} * (ip[0] & 15U);
  const int port = ip.size() < header + 4 ? 0 : ip[header + 2] << 8 | ip[header + 3];
  std::fprintf(log_, "%.3f,%d,%s,%zu,%lld\n", toSeconds(now - *begun_) * 1000, port, kKinds[static_cast<int>(kind)],
               ip.size(), waited ? static_cast<long long>(micros(*waited)) : -1);
}

void Direction::onWritten(Duration late, bool taken) {
  latest_ = std::max(latest_, late);
  if (!taken) ++refused_;
}

std::string Direction::account() const {
  const impair::Link::Counts& link = link_.counts();
  const FrameAccount::Counts& rtp = frames_.counts();
  std::string runs;
  for (const auto& [length, times] : runs_)
    runs += (runs.empty() ? "\"" : ",\"") + std::to_string(length) + "\":" + std::to_string(times);
  return "{" + member("packets", link.offered()) + "," + member("passed", link.passed) + "," +
         member("bytes_passed", link.bytesPassed) + "," + member("lost", link.lost) + "," +
         member("dropped", link.dropped) + "," + member("reordered", link.reordered) + "," +
         member("queueing_max_us", micros(link.queueingMax)) + "," +
         member("queueing_mean_us", link.passed == 0 ? 0 : micros(link.queueingSum) / link.passed) + "," +
         member("udp", udp_) + "," + member("udp_dropped", udpDropped_) + "," + member("refused", refused_) + "," +
         member("latest_us", micros(latest_)) + "," + member("media", rtp.media) + "," +
         member("media_dropped", rtp.mediaDropped) + "," + member("repeated", rtp.repeated) + "," +
         member("repeated_dropped", rtp.repeatedDropped) + "," + member("frames", frames_.frames()) + "," +
         member("frames_whole", frames_.whole()) + ",\"runs\":{" + runs + "}}";
}

}  // namespace zoetrope::netlab
