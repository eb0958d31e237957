// SPDX-License-Identifier: MIT
#include "rtsp_server/retransmitter.h"

#include "libstream/rtcp/last_sent.h"
#include "libstream/rtcp/nack.h"
#include "libstream/rtp/retransmission.h"
#include "rtsp_server/limits.h"
#include "rtsp_server/standard_session.h"
#include "tests/rtsp_server/fake_media.h"

#include <boost/test/unit_test.hpp>

#include <set>

namespace zoetrope::server {

using test::CountingRandom;
using test::FakeOut;
using test::FakeSource;
using test::TurnedTime;

namespace {

using Numbers = std::vector<std::uint16_t>;

constexpr std::uint8_t kRtx = 97;

BatchPtr frameOf(std::uint16_t first, std::size_t packets, std::size_t bytes = 1000) {
  auto batch = std::make_shared<rtp::PacketBatch>();
  const auto payload = std::make_shared<ByteBuffer>(bytes, 7);
  batch->setOwner(payload);
  for (std::size_t i = 0; i < packets; ++i) {
    rtp::writeRtpHeader(batch->beginPacket(), {false, 26, static_cast<std::uint16_t>(first + i), 1000, 42});
    batch->endPacket(*payload);
  }
  return batch;
}

Numbers range(std::uint16_t first, std::size_t count) {
  Numbers numbers;
  for (std::size_t i = 0; i < count; ++i) numbers.push_back(static_cast<std::uint16_t>(first + i));
  return numbers;
}

struct Fixture {
  Fixture() : out(time), retransmitter({time, out}, {kRtx, 99, 5000}) {}
  Numbers originals() const {
    Numbers numbers;
    for (const ByteBuffer& packet : out.packets) numbers.push_back(ByteReader(rtp::parseRtp(packet)->payload).u16());
    return numbers;
  }
  TurnedTime time;
  FakeOut out;
  Retransmitter retransmitter;
};

// A whole session that agreed on feedback, with its receiver's RTCP.
struct Session : StandardSession::Listener {
  Session() {
    source = std::make_shared<FakeSource>(40, 20, 20000);
    auto owned = std::make_unique<FakeOut>(time);
    out = owned.get();
    StandardSession::Config config;
    config.timeout = 60s;
    config.cname = "test";
    config.rtxPayloadType = kRtx;
    const StandardSession::World world{time, time, random, [](const std::function<void()>& call) { call(); }};
    StandardSession::Listener& self = *this;
    session.emplace(world, config, source, std::move(owned), nullptr, self);
  }
  void onSessionEvent(const StandardSession&, const std::string&, const std::string&) override {}
  void onSessionOver(StandardSession&, const std::string&) override {}
  void nack(const Numbers& numbers, std::uint32_t ssrc) {
    ByteBuffer compound = rtcp::receiverCompound({7, {}}, "viewer");
    rtcp::serializeNack(compound, 7, ssrc, numbers);
    session->onRtcp(compound);
  }
  std::size_t resent() const {
    std::size_t count = 0;
    for (std::size_t i = 0; i < out->packets.size(); ++i) count += out->header(i).payloadType == kRtx ? 1 : 0;
    return count;
  }
  std::vector<std::uint16_t> lastSaid() const {
    std::vector<std::uint16_t> said;
    for (const ByteBuffer& compound : out->rtcp) {
      const auto parts = rtcp::parseCompound(compound);
      for (const auto& part : *parts)
        if (const auto* other = std::get_if<rtcp::Other>(&part))
          if (const auto last = rtcp::parseLastSent(*other)) said.push_back(last->sequence);
    }
    return said;
  }

  TurnedTime time;
  CountingRandom random;
  std::shared_ptr<FakeSource> source;
  FakeOut* out = nullptr;
  std::optional<StandardSession> session;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(retransmitter)

BOOST_FIXTURE_TEST_CASE(what_is_asked_for_is_sent_again_as_a_stream_of_its_own, Fixture) {
  retransmitter.onFrame(frameOf(65530, 20));
  retransmitter.onNack(Numbers{65531, 3});
  BOOST_TEST(originals() == (Numbers{65531, 3}), boost::test_tools::per_element());
  BOOST_TEST((out.header(0) == rtp::RtpHeader{false, kRtx, 5000, 1000, 99}));
  BOOST_TEST(out.header(1).sequence == 5001);
  const auto original = rtp::restoreOriginal(*rtp::parseRtp(out.packets[0]), 42, 26);
  BOOST_REQUIRE(original);
  BOOST_TEST(*original == frameOf(65530, 20)->join(1), boost::test_tools::per_element());
}

BOOST_FIXTURE_TEST_CASE(what_is_not_held_or_was_asked_for_just_now_is_not_sent, Fixture) {
  retransmitter.onFrame(frameOf(100, 20));
  retransmitter.onNack(Numbers{90, 101, 101, 500});
  BOOST_TEST(originals() == Numbers{101}, boost::test_tools::per_element());
  BOOST_TEST(retransmitter.counters().notHeld == 2U);
  BOOST_TEST(retransmitter.counters().dropped == 1U);
  time.turn(kResendAgain);
  retransmitter.onNack(Numbers{101});
  BOOST_TEST(out.packets.size() == 2U);
  time.turn(kHistoryTime);
  retransmitter.onNack(Numbers{101});
  BOOST_TEST(out.packets.size() == 2U);
}

BOOST_FIXTURE_TEST_CASE(a_packet_that_waits_does_not_wait_twice, Fixture) {
  retransmitter.onFrame(frameOf(0, 1000));
  retransmitter.onSent(1'000'000);
  retransmitter.onNack(range(0, 200));
  time.turn(6ms);
  retransmitter.onNack(range(0, 200));
  time.turn(100ms);
  BOOST_TEST(out.packets.size() <= 200U + 7 * kResendTrain);
  BOOST_TEST(out.packets.size() >= 200U);
}

BOOST_FIXTURE_TEST_CASE(what_was_sent_is_forgotten_when_it_is_too_old, Fixture) {
  const BatchPtr frame = frameOf(0, 100);
  retransmitter.onFrame(frame);
  BOOST_TEST(frame.use_count() > 1);
  time.turn(2 * kHistoryTime + 1ms);
  BOOST_TEST(frame.use_count() == 1);
  BOOST_TEST(time.pending() == 0U);
}

BOOST_FIXTURE_TEST_CASE(many_are_sent_in_trains, Fixture) {
  retransmitter.onFrame(frameOf(0, 100));
  retransmitter.onNack(range(0, 50));
  BOOST_TEST(out.packets.size() == kResendTrain);
  time.turn(kResendGap);
  BOOST_TEST(out.packets.size() == 2 * kResendTrain);
  time.turn(10ms);
  BOOST_TEST(out.packets.size() == 50U);
}

BOOST_FIXTURE_TEST_CASE(a_flood_gets_no_more_than_its_share, Fixture) {
  std::size_t sentBytes = 0;
  std::uint16_t next = 0;
  // Everything is asked for again and again, for ten seconds.
  for (int tick = 0; tick < 2000; ++tick) {
    if (tick % 8 == 0) {
      const BatchPtr frame = frameOf(next, 50);
      retransmitter.onFrame(frame);
      retransmitter.onSent(frame->totalBytes());
      sentBytes += frame->totalBytes();
      next = static_cast<std::uint16_t>(next + 50);
    }
    retransmitter.onNack(range(static_cast<std::uint16_t>(next - 2000), 2000));
    time.turn(5ms);
  }
  std::size_t resentBytes = 0;
  for (const ByteBuffer& packet : out.packets) resentBytes += packet.size();
  BOOST_TEST(static_cast<double>(resentBytes) <= static_cast<double>(sentBytes) * kResendShare * 1.02 + kFirstCredit);
  BOOST_TEST(static_cast<double>(resentBytes) > static_cast<double>(sentBytes) * kResendShare * 0.8);
  BOOST_TEST(retransmitter.counters().dropped > 1'000'000U);
}

BOOST_FIXTURE_TEST_CASE(a_flood_with_nothing_sent_gets_the_first_credit_and_not_a_byte_more, Fixture) {
  retransmitter.onFrame(frameOf(0, 2000));
  for (int tick = 0; tick < 500; ++tick) {
    retransmitter.onNack(range(0, 2000));
    time.turn(5ms);
  }
  std::size_t bytes = 0;
  for (const ByteBuffer& packet : out.packets) bytes += packet.size();
  BOOST_TEST(bytes <= kFirstCredit * 101 / 100);
}

BOOST_AUTO_TEST_CASE(a_session_answers_while_it_plays_while_it_is_paused_and_after_the_end) {
  Session s;
  const std::uint16_t first = s.session->play({0, 40, false, 1.0}).sequence;
  s.time.turn(100ms);
  s.nack({first}, s.session->ssrc());
  BOOST_TEST(s.resent() == 1U);
  s.session->pause();
  s.time.turn(1s);
  s.nack({static_cast<std::uint16_t>(first + 1)}, s.session->ssrc());
  BOOST_TEST(s.resent() == 2U);
  s.session->play({38, 40, false, 1.0});
  s.time.turn(3s);
  BOOST_TEST(s.out->byes() == 3);
  s.nack({s.lastSaid().back()}, s.session->ssrc());
  BOOST_TEST(s.resent() == 3U);
}

BOOST_AUTO_TEST_CASE(another_sources_packets_are_not_asked_for_here) {
  Session s;
  const std::uint16_t first = s.session->play({0, 40, false, 1.0}).sequence;
  s.time.turn(100ms);
  s.nack({first}, s.session->ssrc() + 1);
  BOOST_TEST(s.resent() == 0U);
}

BOOST_AUTO_TEST_CASE(the_last_number_is_said_three_times_at_pause_and_not_after_the_next_play) {
  Session s;
  s.session->play({0, 40, false, 1.0});
  s.time.turn(101ms);
  s.session->pause();
  s.time.turn(1s);
  BOOST_TEST(s.lastSaid().size() == 3U);
  BOOST_TEST(s.lastSaid().front() == s.out->header(s.out->packets.size() - 1).sequence);
  s.session->play({0, 40, false, 1.0});
  s.time.turn(101ms);
  s.session->pause();
  while (s.lastSaid().size() < 4U) s.time.turn(1ms);
  s.session->play({10, 40, false, 1.0});
  s.time.turn(1s);
  BOOST_TEST(s.lastSaid().size() == 4U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::server
