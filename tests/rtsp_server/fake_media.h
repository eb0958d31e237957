// SPDX-License-Identifier: MIT
// A movie and a way out that exist only in memory: what a session does to them is written down.
#pragma once

#include "libstream/rtcp/packet.h"
#include "libstream/rtp/packet.h"
#include "rtsp_server/frame_source.h"
#include "rtsp_server/media_out.h"
#include "tests/support/turned_time.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace zoetrope::test {

// Frames whose body is their number, repeated.
class FakeSource final : public server::FrameSource {
 public:
  FakeSource(std::size_t frames, double fps, std::size_t frameBytes = 100)
      : frames_(frames), fps_(fps), frameBytes_(frameBytes) {}

  std::size_t frameCount() const override { return frames_; }
  double fps() const override { return fps_; }
  double averageFrameBytes() const override { return static_cast<double>(frameBytes_); }
  std::shared_ptr<const server::Ladder> ladder(server::FrameForm) const override { return ladder_; }
  void measureLadder(server::FrameForm) override {}
  server::FrameAnswer get(std::size_t number, server::FrameForm, std::size_t rung,
                          const std::function<void()>& wake) override {
    if (gone) return {server::FrameAnswer::Kind::Gone, nullptr, "gone"};
    if (unplayable.contains(number)) return {server::FrameAnswer::Kind::Unplayable, nullptr, "broken"};
    if (pending.contains(number)) {
      wakes.push_back(wake);
      return {server::FrameAnswer::Kind::Pending, nullptr, {}};
    }
    auto frame = std::make_shared<server::PreparedFrame>();
    rung = std::min(rung, ladder_->size() - 1);
    const auto bytes = static_cast<std::size_t>(static_cast<double>(frameBytes_) * (*ladder_)[rung].share);
    const auto owner = std::make_shared<ByteBuffer>(bytes, static_cast<std::uint8_t>(number));
    rungs[number] = rung;
    frame->body = *owner;
    frame->owner = owner;
    fillInfo(frame->info);
    return {server::FrameAnswer::Kind::Ready, std::move(frame), {}};
  }
  void prefetch(std::size_t number, server::FrameForm, std::size_t) override { prefetched.insert(number); }

  // Whole pictures down to a twelfth by steps of 0.8, and two of half size.
  void haveLadder() {
    server::Ladder ladder(1);
    for (double share = 0.8; share > 0.08; share *= 0.8) ladder.push_back({share, false, 50});
    ladder.push_back({0.05, true, 50});
    ladder.push_back({0.04, true, 40});
    ladder_ = std::make_shared<const server::Ladder>(std::move(ladder));
  }

  bool gone = false;
  std::map<std::size_t, std::size_t> rungs;  // in which the frames were taken last
  std::set<std::size_t> unplayable;
  std::set<std::size_t> pending;
  std::vector<std::function<void()>> wakes;
  std::set<std::size_t> prefetched;

 private:
  // As much of a 4:2:0 picture as the RFC 2435 packetizer looks at.
  static void fillInfo(jpeg::FrameInfo& info) {
    info.width = info.height = 16;
    info.baseline = info.interleaved = true;
    info.sofMarker = 0xC0;
    info.components = {{1, 2, 2, 0, 0, 0}, {2, 1, 1, 1, 1, 1}, {3, 1, 1, 1, 1, 1}};
    for (std::size_t table = 0; table < 2; ++table) {
      info.quantTables[table].emplace();
      info.quantTables[table]->zigzag.fill(1);
    }
  }

  std::size_t frames_;
  double fps_;
  std::size_t frameBytes_;
  std::shared_ptr<const server::Ladder> ladder_ = std::make_shared<const server::Ladder>(1);
};

struct FakeOut final : public server::MediaOut {
  explicit FakeOut(const TurnedTime& turned) : time(turned) {}

  bool hasRoomFor(std::size_t) override { return room; }
  Sent send(const server::BatchPtr& batch, std::size_t first, std::size_t count) override {
    if (fault) return {0, 0, false, true};
    if (stuck) return {0, 0, true, false};
    if (refuse) return {count, count, false, false};
    for (std::size_t i = first; i < first + count; ++i) {
      packets.push_back(batch->join(i));
      times.push_back(time.now());
    }
    return {count, 0, false, false};
  }
  void sendRtcp(Bytes compound) override {
    rtcp.emplace_back(compound.begin(), compound.end());
    rtcpTimes.push_back(time.now());
  }
  std::optional<std::uint8_t> interleavedChannel() const override { return channel; }
  std::size_t queuedBytes() const override { return queued; }
  std::string describe() const override { return "memory"; }
  bool onConnectionClosed() override { return survivesConnection; }

  rtp::RtpHeader header(std::size_t index) const { return rtp::parseRtp(packets[index])->header; }
  int byes() const {
    int count = 0;
    for (const ByteBuffer& compound : rtcp) {
      const auto parts = rtcp::parseCompound(compound);
      for (const auto& part : *parts) count += std::holds_alternative<rtcp::Bye>(part) ? 1 : 0;
    }
    return count;
  }

  const TurnedTime& time;
  bool room = true;
  bool fault = false;
  bool stuck = false;
  bool refuse = false;
  bool survivesConnection = true;
  std::size_t queued = 0;
  std::optional<std::uint8_t> channel;
  std::vector<ByteBuffer> packets;
  std::vector<TimePoint> times;
  std::vector<ByteBuffer> rtcp;
  std::vector<TimePoint> rtcpTimes;
};

}  // namespace zoetrope::test
