// SPDX-License-Identifier: MIT
// The player's window with a made-up session over a bad network, always the same: the Network panel with all that it
// can show. Arguments as zoetrope-client's; nothing is sent. A movie named narrow… comes over a network that is too
// small for it, from a server that says what it makes of that; Pause brings its next picture, every second one in half
// the size.
#include "libstream/jpeg/encoder.h"
#include "libstream/playback/session_history.h"
#include "rtsp_client/window/run_window.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace zoetrope::client {
namespace {

constexpr int kSeconds = 75;
// While the pictures are small.
constexpr int kNarrowSeconds = 62;
constexpr std::uint64_t kPacketsASecond = 8912;

// What second `at` adds: a loss of about 5 % that is recovered, a burst at 40 that is not.
void addSecond(playback::Counters& sum, int at) {
  const bool burst = at >= 38 && at <= 42;
  const auto missed = static_cast<std::uint64_t>(440 + 60 * std::sin(at * 1.7) + (burst ? 400 : 0));
  const std::uint64_t lost = burst ? 180 : 0;
  const std::uint64_t late = burst ? 120 : 0;
  sum.packetsExpected += kPacketsASecond;
  sum.packetsMissed += missed;
  sum.packetsAskedFor += missed + missed / 10;
  sum.packetsLost += lost;
  sum.packetsLate += late;
  sum.packetsRecovered += missed - lost - late;
  sum.packetsReceived += kPacketsASecond - lost;
  sum.packetsReordered += 3;
  sum.packetsDuplicate += at % 7 == 0 ? 1 : 0;
  sum.framesComplete += burst ? 24 : 30;
  sum.framesIncomplete += burst ? 6 : 0;
  sum.framesShown += 30;
  sum.senderPackets = sum.packetsExpected;
  sum.packetsDroppedBySocket += at == 60 ? 212 : 0;
  sum.cacheTarget = 20;
  sum.cacheFrames = static_cast<std::uint64_t>(burst ? 12 - 2 * (at - 38) : 18 + at % 3);
  sum.cacheMs = 33.3 * static_cast<double>(sum.cacheFrames);
  sum.bitRateBps = 103.4e6 + 2e6 * std::sin(at * 0.9);
  sum.usefulBitRateBps = burst ? 76e6 : 94.6e6 + 1e6 * std::sin(at * 0.5);
  sum.overheadPercent = 8.4;
  sum.delayMs = 690 + 12 * std::sin(at * 0.6);
  // Not measured for a while.
  sum.roundTripMs = at > 52 && at < 58 ? 0 : 41 + 3 * std::sin(at * 1.1);
  sum.jitterMs = 4.2 + std::sin(at * 0.8);
  sum.receiveBufferBytes = 425984;
}

// The network gets narrower at 30 and much narrower at 50, wide again at 66.
double allowedMegabits(int at) {
  if (at < 4) return 4 << at;
  if (at < 30) return 106 + 2 * std::sin(at * 0.7);
  if (at < 50) return 18.3 + 0.4 * std::sin(at * 0.9);
  return at < 66 ? 4.6 + 0.1 * std::sin(at * 1.3) : std::min(400.0, 9.0 * (1 << std::min(at - 66, 6)));
}

// What the server makes of it: fewer bytes a picture, then frames left out, then pictures of half the size.
void adapt(playback::Counters& sum, int at) {
  constexpr double kMovieMegabits = 95;
  const double allowed = allowedMegabits(at);
  const double share = std::clamp(allowed * 0.9 / kMovieMegabits, 0.03, 1.0);
  sum.renditionRungs = 12;
  sum.renditionRung = static_cast<std::uint64_t>(std::clamp(std::log(share) / std::log(0.8), 0.0, 11.0));
  sum.renditionSharePercent = 100 * share;
  sum.renditionHalfSize = share < 0.08 ? 1 : 0;
  sum.limitedByNetwork = share < 1 ? 1 : 0;
  sum.allowedRateBps = allowed * 1e6;
  sum.bitRateBps = share * kMovieMegabits * 1.05e6;
  sum.usefulBitRateBps = share * kMovieMegabits * 1e6;
  sum.framesSkippedBySender += at >= 50 && at < 66 ? 11 : at == 30 ? 9 : 0;
}

std::vector<playback::HistorySample> makeSession(bool narrow) {
  std::vector<playback::HistorySample> samples;
  playback::Counters sum;
  for (int at = 0; at <= (narrow ? kNarrowSeconds : kSeconds); ++at) {
    samples.push_back({static_cast<double>(at), sum});
    addSecond(sum, at);
    if (narrow) adapt(sum, at);
  }
  playback::Counters& last = samples.back().counters;
  last.networkLossPercent = 100.0 * static_cast<double>(last.packetsMissed) / static_cast<double>(last.packetsExpected);
  last.lossPercent = 100.0 * static_cast<double>(last.packetsLost) / static_cast<double>(last.packetsExpected);
  return samples;
}

// Dark at the top and light at the bottom. RFC 2435 fills its height up to a multiple of eight: what is below `rows`.
ShownFrame gradient(int width, int rows, std::int64_t number) {
  const int height = (rows + 7) / 8 * 8;
  ByteBuffer rgb;
  for (int y = 0; y < height; ++y)
    rgb.insert(rgb.end(), static_cast<std::size_t>(width) * 3,
               static_cast<std::uint8_t>(std::min(255, y * 255 / rows)));
  const auto jpeg = std::make_shared<const ByteBuffer>(jpeg::encodeRgb(rgb, width, height, {}).value());
  return {.jpeg = *jpeg, .owner = jpeg, .number = number};
}

class MadeUpEngine final : public EngineControl {
 public:
  MadeUpEngine(FrameSink& sink, bool narrow) : sink_(sink), narrow_(narrow), samples_(makeSession(narrow)) {}

  void setup() override {}
  void play() override {}
  void pause() override {
    if (!narrow_) return;
    constexpr int kWidth = 400;
    constexpr int kHeight = 216;
    const int part = shown_ % 2 == 0 ? 1 : 2;
    sink_.onFrame(std::make_shared<const ShownFrame>(gradient(kWidth / part, kHeight / part, shown_++)));
  }
  void teardown() override {}
  void seek(double) override {}
  void retry() override {}
  void useTcp() override {}
  void stop() override {}
  void join() override {}

  EngineStatus status() const override {
    EngineStatus status;
    status.state = UserState::Playing;
    status.canPause = status.canTeardown = status.connected = status.recovers = true;
    status.cache.doing = CacheStatus::Doing::Playing;
    status.cache.held = static_cast<int>(counters().cacheFrames);
    status.cache.target = static_cast<int>(counters().cacheTarget);
    status.cache.heldTime = std::chrono::milliseconds(630);
    status.framesPerSecond = 30;
    status.bitrateBps = counters().bitRateBps;
    status.lossPercent = counters().lossPercent;
    status.position = 72.4;
    status.duration = 600;
    status.way = "standard dialect over UDP";
    status.sessionInfo = "simulated network: loss 5 %, delay 20 ms, seed 7";
    return status;
  }
  playback::Counters counters() const override { return samples_.back().counters; }
  std::vector<playback::HistorySample> history(std::size_t last) const override {
    return {samples_.end() - static_cast<std::ptrdiff_t>(std::min(last, samples_.size())), samples_.end()};
  }
  std::vector<ConversationEntry> conversation(std::size_t) const override { return {}; }

 private:
  FrameSink& sink_;
  const bool narrow_;
  const std::vector<playback::HistorySample> samples_;
  std::int64_t shown_ = 0;
};

int run(std::span<const std::string> arguments) {
  const auto options = parseOptions(arguments);
  if (!options) {
    std::fprintf(stderr, "lossy_window: %s\n", options.error().message.c_str());
    return 2;
  }
  const bool narrow = options->engine.target.video.starts_with("narrow");
  const auto make = [narrow](FrameSink& sink, EngineListener&) -> std::shared_ptr<EngineControl> {
    return std::make_shared<MadeUpEngine>(sink, narrow);
  };
  const Ending ending = runWindow(options.value(), make);
  return static_cast<int>(ending.code);
}

}  // namespace
}  // namespace zoetrope::client

int main(int count, char** words) {
  const std::vector<std::string> arguments(words + 1, words + count);
  return zoetrope::client::run(arguments);
}
