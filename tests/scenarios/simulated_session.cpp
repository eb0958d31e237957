// SPDX-License-Identifier: MIT
#include "tests/scenarios/simulated_session.h"

#include "libstream/sdp/zoetrope_sdp.h"

#include <utility>

namespace zoetrope::test {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t kUdpHeaders = 28;
constexpr std::size_t kPacketBytes = 1470;
constexpr Duration kStep = 1ms;

client::EngineOptions optionsOf(const Scenario& scenario) {
  client::EngineOptions options;
  options.target.dialect = client::Dialect::Standard;
  options.cacheFrames = scenario.cache;
  return options;
}

// The way back loses and delays as the way there does; its packets are few and small.
impair::LinkOptions backOf(impair::LinkOptions options) {
  options.rateBps = 0;
  options.seed += 1000;
  return options;
}

}  // namespace

SimulatedPath::SimulatedPath(TurnedTime& time, const impair::LinkOptions& options,
                             std::function<void(Bytes, bool)> arrive)
    : time_(time), link_(options), arrive_(std::move(arrive)), timer_(time) {}

void SimulatedPath::send(ByteBuffer packet, bool rtcp) {
  const Duration waits = link_.queued(time_.now());
  const auto when = link_.pass(packet.size() + kUdpHeaders, time_.now());
  if (!rtcp) entries_.push_back({time_.now(), when ? std::optional(waits) : std::nullopt});
  if (!when) return;
  onTheWay_.push(*when, {std::move(packet), rtcp});
  timer_.set(*onTheWay_.nextTime(), [this] { deliverDue(); });
}

void SimulatedPath::deliverDue() {
  while (const auto packet = onTheWay_.pop(time_.now())) arrive_(packet->bytes, packet->rtcp);
  if (const auto next = onTheWay_.nextTime()) timer_.set(*next, [this] { deliverDue(); });
}

class SimulatedSession::Out final : public server::MediaOut {
 public:
  explicit Out(SimulatedPath& path) : path_(path) {}

  bool hasRoomFor(std::size_t) override { return true; }
  Sent send(const server::BatchPtr& batch, std::size_t first, std::size_t count) override {
    for (std::size_t i = first; i < first + count; ++i) {
      ByteBuffer packet = batch->join(i);
      const bool again = rtp::parseRtp(packet)->header.payloadType == sdp::kRtxPayloadType;
      (again ? bytesAgain : bytesFirst) += packet.size();
      path_.send(std::move(packet), false);
    }
    return {count, 0, false, false};
  }
  void sendRtcp(Bytes compound) override { path_.send(ByteBuffer(compound.begin(), compound.end()), true); }
  std::optional<std::uint8_t> interleavedChannel() const override { return std::nullopt; }
  std::string describe() const override { return "a simulated network"; }
  bool onConnectionClosed() override { return true; }

  std::uint64_t bytesFirst = 0;
  std::uint64_t bytesAgain = 0;

 private:
  SimulatedPath& path_;
};

SimulatedSession::SimulatedSession(const Scenario& scenario)
    : scenario_(scenario),
      toClient_(time_, scenario.network,
                [this](Bytes packet, bool rtcp) {
                  if (rtcp) return stream_.takeRtcp(packet);
                  lastPacketAt_ = time_.now();
                  stream_.takeRtp(packet);
                  stream_.finishBatch();
                }),
      toServer_(time_, backOf(scenario.network),
                [this](Bytes packet, bool) {
                  if (!deaf_) server_->onRtcp(ByteBuffer(packet.begin(), packet.end()));
                }),
      stage_(time_, optionsOf(scenario), *this, [] {}),
      stream_({time_, random_, stage_}, client::Dialect::Standard, *this) {
  auto out = std::make_unique<Out>(toClient_);
  out_ = out.get();
  server::StandardSession::Config config;
  config.id = "scenario";
  config.timeout = 60s;
  config.cname = "scenario";
  config.maxPacketBytes = kPacketBytes;
  client::MediaPath path;
  if (scenario.recovery) path.rtxPayloadType = config.rtxPayloadType = sdp::kRtxPayloadType;
  auto source = std::make_shared<FakeSource>(scenario.frames, scenario.fps, scenario.frameBytes);
  if (scenario.adapt) {
    source->haveLadder();
    config.rate = {server::SessionRate::Feedback::Arrivals, scenario.maxRateBps, kUdpHeaders};
    config.tellsState = path.arrivalFeedback = true;
  }
  const server::StandardSession::World world{time_, time_, random_, [](const std::function<void()>& call) { call(); }};
  server::StandardSession::Listener& self = *this;
  server_.emplace(world, config, std::move(source), std::move(out), nullptr, self);
  path.ssrc = server_->ssrc();
  stream_.setFrameRate(scenario.fps);
  stage_.setFrameRate(scenario.fps);
  stream_.begin(path, kUdpHeaders);
  // RTSP takes no time here, and says nothing of how long the way of the media is.
  stream_.suggestRoundTrip(400us);
  stream_.sendReport();
}

SimulatedSession::~SimulatedSession() { stream_.close(); }

void SimulatedSession::play(std::size_t first, std::size_t end) {
  stage_.holdBack();
  stream_.onPlaySent();
  const auto start = server_->play({first, end, end < scenario_.frames, 1.0});
  client::PlayFacts facts;
  facts.from = static_cast<double>(first) / scenario_.fps;
  facts.sequence = start.sequence;
  facts.rtpTime = start.rtpTime;
  stream_.onPlay(facts);
  stage_.onPlay(facts, facts.from);
}

bool SimulatedSession::waitUntil(const std::function<bool()>& done, Duration limit) {
  const TimePoint end = time_.now() + limit;
  while (!done() && time_.now() < end) time_.turn(kStep);
  return done();
}

void SimulatedSession::playThrough() {
  fillAndStart();
  playToEnd(static_cast<std::size_t>(scenario_.cache));
}

void SimulatedSession::playWithSeek(std::size_t from, std::size_t to) {
  fillAndStart();
  play(static_cast<std::size_t>(scenario_.cache), scenario_.frames);
  waitUntil([this, from] { return shown_.size() >= from; }, 30s);
  stage_.clear(static_cast<double>(to) / scenario_.fps);
  shown_.clear();
  playToEnd(to);
}

void SimulatedSession::fillAndStart() {
  const auto cache = static_cast<std::size_t>(scenario_.cache);
  play(0, cache);
  waitUntil([this] { return stage_.held() >= scenario_.cache; },
            fromSeconds(static_cast<double>(cache) / scenario_.fps) + 3s);
  stage_.start();
  stream_.turnsChanged();
}

void SimulatedSession::playToEnd(std::size_t first) {
  play(first, scenario_.frames);
  playedAt_ = time_.now();
  for (auto& [after, what] : events_) time_.at(playedAt_ + after, what);
  // A goodbye that is lost each time it is said leaves the silence behind the last frame.
  const double movie = static_cast<double>(scenario_.frames) / scenario_.fps;
  waitUntil(
      [this, movie] {
        const bool over = time_.now() > lastPacketAt_ + 500ms && stage_.nextSeconds() > movie - 0.5 / scenario_.fps;
        if (over) stage_.setEnded(true);
        return stage_.playedOut();
      },
      fromSeconds(movie) + 10s);
}

void SimulatedSession::onFrame(std::shared_ptr<const client::ShownFrame> frame) {
  shown_.push_back(frame->number);
  shownFrames_.push_back({time_.now(), frame->number, frame->jpeg.size()});
}

void SimulatedSession::onMediaBye() { stage_.setEnded(true); }

playback::Counters SimulatedSession::counters() const {
  playback::Counters counters;
  stream_.report(counters);
  stage_.report(counters);
  if (const auto roundTrip = stream_.roundTrip()) counters.roundTripMs = toSeconds(*roundTrip) * 1000;
  return counters;
}

double SimulatedSession::resentPercent() const {
  return 100.0 * static_cast<double>(out_->bytesAgain) / static_cast<double>(out_->bytesFirst);
}

}  // namespace zoetrope::test
