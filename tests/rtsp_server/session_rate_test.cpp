// SPDX-License-Identifier: MIT
#include "rtsp_server/session_rate.h"

#include "rtsp_server/limits.h"
#include "rtsp_server/packetizer.h"
#include "tests/rtsp_server/fake_media.h"

#include <boost/test/unit_test.hpp>

namespace zoetrope::server {

using test::FakeOut;
using test::FakeSource;
using test::TurnedTime;
using namespace std::chrono_literals;

namespace {

struct Fixture : SessionRate::Listener {
  using Feedback = SessionRate::Feedback;

  explicit Fixture(const SessionRate::Config& config = {Feedback::Arrivals, std::nullopt, 28})
      : source(300, 30, 400'000), out(time), rate({time, source, FrameForm::Rfc2435, out}, config, *this) {
    source.haveLadder();
  }
  void onRateChanged() override { ++changes; }
  void onReceiverSilent() override { ++silences; }

  // A frame of so many packets goes out.
  void send(std::size_t packets) {
    const auto batch = std::make_shared<rtp::PacketBatch>();
    payload.resize(1400);
    for (std::size_t i = 0; i < packets; ++i) {
      rtp::writeRtpHeader(batch->beginPacket(), {.payloadType = 26, .sequence = sequence++, .timestamp = 0, .ssrc = 5});
      batch->endPacket(payload);
    }
    rate.onSent(*batch, 0, packets, false, time.now());
  }
  // All that was sent since the last report came, after so long.
  void report(Duration way = 1ms) {
    rtcp::CongestionFeedback feedback;
    feedback.timestamp = toNtpShort(time.now().time_since_epoch() % 1h);
    rtcp::StreamFeedback& stream = feedback.streams.emplace_back();
    stream.ssrc = 5;
    stream.beginSequence = reported;
    for (; reported != sequence; ++reported) stream.packets.push_back({true, std::max(Duration(0), 50ms - way)});
    rate.onHeard();
    rate.onFeedback(feedback);
  }

  TurnedTime time;
  FakeSource source;
  FakeOut out;
  SessionRate rate;
  ByteBuffer payload;
  std::uint16_t sequence = 65000;
  std::uint16_t reported = 65000;
  int changes = 0;
  int silences = 0;
};

SessionRate::Config config(SessionRate::Feedback feedback, std::optional<double> maxBps = std::nullopt) {
  return {feedback, maxBps, 28};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(session_rate)

BOOST_AUTO_TEST_CASE(with_arrival_feedback_it_begins_low_and_frames_wait) {
  Fixture f;
  f.rate.start();
  BOOST_TEST(*f.rate.allowedBps() == kStartBps);
  BOOST_TEST(f.rate.starting());
  BOOST_TEST(f.rate.choose(500ms, false).rung == 0U);
  BOOST_TEST(!f.rate.choose(500ms, false).leaveOut);
  BOOST_TEST((f.rate.leastTime(400'000) > 700ms));
  f.send(20);
  f.time.turn(50ms);
  f.report();
  BOOST_TEST(*f.rate.allowedBps() == 2 * kStartBps);
  BOOST_TEST(f.changes > 0);
}

BOOST_AUTO_TEST_CASE(packets_that_begin_to_wait_end_the_doubling) {
  Fixture f;
  f.rate.start();
  for (int i = 0; i < 3; ++i) {
    f.send(40U << i);
    f.time.turn(50ms);
    f.report();
  }
  BOOST_TEST(f.rate.starting());
  f.send(300);
  f.time.turn(50ms);
  f.report(40ms);
  BOOST_TEST(!f.rate.starting());
  BOOST_TEST(*f.rate.allowedBps() < 100e6);
}

BOOST_AUTO_TEST_CASE(a_receiver_that_is_silent_gets_nothing_until_it_says_anything) {
  Fixture f;
  f.rate.start();
  f.time.turn(kSilenceOfReceiver - 100ms);
  BOOST_TEST(!f.rate.silent());
  f.time.turn(200ms);
  BOOST_TEST(f.rate.silent());
  BOOST_TEST(f.silences == 1);
  f.time.turn(10s);
  BOOST_TEST(f.silences == 1);
  f.rate.onHeard();
  BOOST_TEST(!f.rate.silent());
  BOOST_TEST(f.rate.starting());
}

BOOST_AUTO_TEST_CASE(a_cap_holds_whatever_the_path_takes) {
  Fixture f(config(SessionRate::Feedback::Nothing, 20e6));
  BOOST_TEST(*f.rate.allowedBps() == 20e6);
  BOOST_TEST(f.rate.choose(0ms, false).rung > 0U);
  BOOST_TEST(f.rate.account().find("step") != std::string::npos);
  Fixture free(config(SessionRate::Feedback::Nothing));
  BOOST_TEST(!free.rate.allowedBps().has_value());
  BOOST_TEST(free.rate.account().empty());
}

BOOST_AUTO_TEST_CASE(receiver_reports_of_heavy_loss_set_a_limit) {
  Fixture f(config(SessionRate::Feedback::Reports));
  f.rate.start();
  f.rate.onReceiverReport(0);
  f.send(8000);
  f.time.turn(1s);
  f.rate.onReceiverReport(200);
  BOOST_REQUIRE(f.rate.allowedBps().has_value());
  BOOST_TEST(*f.rate.allowedBps() < 25e6);
  BOOST_TEST(f.rate.choose(0ms, false).rung > 3U);
}

BOOST_AUTO_TEST_CASE(a_connection_that_takes_little_gets_smaller_frames_and_fewer) {
  Fixture f(config(SessionRate::Feedback::Queue));
  f.rate.start();
  for (int i = 0; i < 20; ++i) {
    f.send(100);
    f.out.queued += 100 * 1428 - 30'000;
    f.time.turn(50ms);
  }
  BOOST_REQUIRE(f.rate.allowedBps().has_value());
  BOOST_TEST(*f.rate.allowedBps() < 10e6);
  const auto choice = f.rate.choose(0ms, false);
  BOOST_TEST(choice.rung > 3U);
  BOOST_TEST(choice.leaveOut);
}

BOOST_AUTO_TEST_CASE(what_is_sent_again_takes_its_share) {
  Fixture f(config(SessionRate::Feedback::Nothing, 20e6));
  const Duration before = f.rate.leastTime(100'000);
  const auto batch = std::make_shared<rtp::PacketBatch>();
  f.payload.resize(1400);
  for (int i = 0; i < 300; ++i) batch->add(ByteBuffer(12, 0), f.payload);
  f.rate.onSent(*batch, 0, 300, true, f.time.now());
  BOOST_TEST((f.rate.leastTime(100'000) > before));
  f.time.turn(1s);
  BOOST_TEST((f.rate.leastTime(100'000) == before));
}

BOOST_AUTO_TEST_CASE(the_state_says_what_is_sent) {
  Fixture f(config(SessionRate::Feedback::Nothing, 20e6));
  BOOST_TEST(f.rate.state(9, 0).rung == 0);
  f.rate.choose(0ms, false);
  const rtcp::SenderState state = f.rate.state(9, 1);
  BOOST_TEST(state.ssrc == 9U);
  BOOST_TEST(state.rung > 0);
  BOOST_TEST(state.rungs == f.source.ladder(FrameForm::Rfc2435)->size());
  BOOST_TEST(state.sharePermille < 250);
  BOOST_TEST(state.limited);
  BOOST_TEST(state.allowedKbps == 20'000U);
  BOOST_TEST(state.framesSkipped == 1U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::server
