// SPDX-License-Identifier: MIT
#include "rtsp_server/impaired_out.h"

#include "tests/rtsp_server/fake_media.h"

#include <boost/test/unit_test.hpp>

namespace zoetrope::server {

using test::FakeOut;
using test::TurnedTime;
using namespace std::chrono_literals;

namespace {

// What the link is made of belongs to it and goes with it; this leaves the record behind.
struct Behind final : public MediaOut {
  explicit Behind(FakeOut& out) : record(out) {}

  bool hasRoomFor(std::size_t bytes) override { return record.hasRoomFor(bytes); }
  Sent send(const BatchPtr& batch, std::size_t first, std::size_t count) override {
    ++calls;
    return record.send(batch, first, count);
  }
  void sendRtcp(Bytes compound) override { record.sendRtcp(compound); }
  std::optional<std::uint8_t> interleavedChannel() const override { return record.interleavedChannel(); }
  std::string describe() const override { return record.describe(); }
  bool onConnectionClosed() override { return record.onConnectionClosed(); }

  FakeOut& record;
  int calls = 0;
};

struct Fixture {
  explicit Fixture(std::string_view link, bool stream = false) {
    if (stream) record.channel = 0;
    auto inner = std::make_unique<Behind>(record);
    behind = inner.get();
    out.emplace(time, std::move(inner), impair::parseLink(link).value(), 28);
  }

  // `count` packets of 1000 bytes with the headers; each begins with its number.
  static BatchPtr batch(std::size_t count) {
    auto made = std::make_shared<rtp::PacketBatch>();
    const auto payload = std::make_shared<ByteBuffer>(972 - 1);
    made->setOwner(payload);
    for (std::size_t i = 0; i < count; ++i) {
      const std::uint8_t number = static_cast<std::uint8_t>(i);
      made->add(Bytes(&number, 1), *payload);
    }
    return made;
  }
  std::string received() const {
    std::string text;
    for (const ByteBuffer& packet : record.packets) text += std::to_string(packet.front()) + " ";
    return text;
  }

  TurnedTime time;
  FakeOut record{time};
  Behind* behind = nullptr;
  std::optional<ImpairedOut> out;
};

const ByteBuffer kCompound(60, 0x80);

}  // namespace

BOOST_AUTO_TEST_SUITE(impaired_out)

BOOST_AUTO_TEST_CASE(packets_come_out_after_the_delay_those_due_together_in_one_call) {
  Fixture f("delay=20ms");
  const BatchPtr batch = Fixture::batch(6);
  BOOST_TEST(f.out->send(batch, 0, 4).done == 4U);
  f.time.turn(1ms);
  BOOST_TEST(f.out->send(batch, 4, 2).done == 2U);
  f.time.turn(18ms);
  BOOST_TEST(f.record.packets.empty());
  f.time.turn(1ms);
  BOOST_TEST(f.received() == "0 1 2 3 ");
  BOOST_TEST(f.behind->calls == 1);
  f.time.turn(1ms);
  BOOST_TEST(f.received() == "0 1 2 3 4 5 ");
  BOOST_TEST(f.behind->calls == 2);
  BOOST_TEST(f.time.pending() == 0U);
}

BOOST_AUTO_TEST_CASE(what_the_link_loses_does_not_come_and_counts_as_sent) {
  Fixture f("loss=30%");
  const BatchPtr batch = Fixture::batch(100);
  const MediaOut::Sent sent = f.out->send(batch, 0, 100);
  BOOST_TEST(sent.done == 100U);
  BOOST_TEST(sent.lost == 0U);
  BOOST_TEST(f.record.packets.size() == f.out->counts().passed);
  BOOST_TEST(f.out->counts().lost > 15U);
  BOOST_TEST(f.out->counts().lost < 45U);
  BOOST_TEST(f.out->account() == "the simulated network passed " + std::to_string(f.out->counts().passed) +
                                     " packets, lost " + std::to_string(f.out->counts().lost) + " and dropped 0");
}

BOOST_AUTO_TEST_CASE(a_rate_spaces_packets_and_drops_those_without_room_in_the_queue) {
  Fixture f("rate=8mbit,queue=10ms");
  f.out->send(Fixture::batch(20), 0, 20);
  f.time.turn(10ms);
  BOOST_TEST(f.record.packets.size() == 10U);
  BOOST_TEST((f.record.times[9] - f.record.times[0] == 9ms));
  f.time.turn(1s);
  BOOST_TEST(f.record.packets.size() == 11U);
  BOOST_TEST(f.out->account() ==
             "the simulated network passed 11 packets, lost 0 and dropped 9, its queue was up to 10 ms long");
}

BOOST_AUTO_TEST_CASE(reports_wait_behind_the_packets_before_them) {
  Fixture f("rate=8mbit,queue=100ms,delay=5ms");
  f.out->send(Fixture::batch(10), 0, 10);
  f.out->sendRtcp(kCompound);
  f.time.turn(1s);
  BOOST_REQUIRE(f.record.rtcp.size() == 1U);
  BOOST_TEST((f.record.rtcpTimes[0] > f.record.times[9]));
  BOOST_TEST((f.record.rtcpTimes[0] - f.record.times[9] == 88us));
  BOOST_TEST((f.record.rtcp[0] == kCompound));
}

BOOST_AUTO_TEST_CASE(packets_that_are_held_back_are_overtaken) {
  Fixture f("reorder=20%,seed=8");
  const BatchPtr batch = Fixture::batch(20);
  for (std::size_t i = 0; i < 20; ++i) {
    f.out->send(batch, i, 1);
    f.time.turn(1ms);
  }
  f.time.turn(5ms);
  BOOST_TEST(f.record.packets.size() == 20U);
  BOOST_TEST(f.out->counts().reordered > 0U);
  BOOST_TEST(!std::is_sorted(f.record.packets.begin(), f.record.packets.end(),
                             [](const ByteBuffer& a, const ByteBuffer& b) { return a.front() < b.front(); }));
}

BOOST_AUTO_TEST_CASE(who_ends_sends_what_is_on_its_way_in_order_and_the_goodbye_last) {
  Fixture f("delay=1s");
  f.out->send(Fixture::batch(3), 0, 3);
  f.out->sendRtcp(kCompound);
  f.time.turn(10ms);
  BOOST_TEST(f.record.packets.empty());
  f.out.reset();
  BOOST_TEST(f.received() == "0 1 2 ");
  BOOST_TEST(f.record.rtcp.size() == 1U);
  BOOST_TEST(f.time.pending() == 0U);
}

BOOST_AUTO_TEST_CASE(a_full_socket_is_asked_again_and_the_order_stays) {
  Fixture f("delay=1ms");
  const BatchPtr first = Fixture::batch(2);
  const BatchPtr second = Fixture::batch(4);
  f.record.stuck = true;
  f.out->send(first, 0, 2);
  f.out->send(second, 2, 2);
  f.time.turn(5ms);
  f.out->sendRtcp(kCompound);
  f.time.turn(5ms);
  BOOST_TEST(f.record.packets.empty());
  BOOST_TEST(f.record.rtcp.empty());
  f.record.stuck = false;
  f.time.turn(5ms);
  BOOST_TEST(f.received() == "0 1 2 3 ");
  BOOST_TEST(f.record.rtcp.size() == 1U);
}

BOOST_AUTO_TEST_CASE(what_the_system_refuses_and_a_file_cut_short_are_told_with_the_next_packets) {
  Fixture f("delay=1ms");
  const BatchPtr batch = Fixture::batch(10);
  f.record.refuse = true;
  BOOST_TEST(f.out->send(batch, 0, 3).lost == 0U);
  f.time.turn(1ms);
  BOOST_TEST(f.out->send(batch, 3, 3).lost == 3U);
  f.record.refuse = false;
  f.record.fault = true;
  f.time.turn(1ms);
  BOOST_TEST(f.out->send(batch, 6, 1).fault);
}

BOOST_AUTO_TEST_CASE(a_connection_meets_rate_and_delay_and_has_no_room_behind_a_full_queue) {
  Fixture f("loss=50%,reorder=50%,jitter=50ms,rate=8mbit,queue=10ms,delay=5ms", true);
  BOOST_TEST(f.out->hasRoomFor(20'000));
  f.out->send(Fixture::batch(20), 0, 20);
  BOOST_TEST(!f.out->hasRoomFor(1));
  f.time.turn(10ms);
  BOOST_TEST(f.out->hasRoomFor(1));
  BOOST_TEST(f.record.packets.size() == 5U);
  f.time.turn(15ms);
  BOOST_TEST(f.record.packets.size() == 20U);
  BOOST_TEST(f.out->describe() ==
             "memory, simulated network: 8 Mbit/s with a queue of 10 ms, 5 ms delay; TCP knows no loss, jitter or "
             "reordering");
  f.record.room = false;
  BOOST_TEST(!f.out->hasRoomFor(1));
}

BOOST_AUTO_TEST_CASE(only_who_asks_for_it_gets_a_simulated_network) {
  TurnedTime time;
  const auto peer = *net::Endpoint::parse("192.0.2.1", 5000);
  auto plain = std::make_unique<FakeOut>(time);
  const MediaOut* const same = plain.get();
  auto way = throughLink(std::move(plain), std::nullopt, time, peer);
  BOOST_TEST(way.get() == same);
  way = throughLink(std::move(way), impair::parseLink("loss=5%").value(), time, peer);
  BOOST_TEST(way->describe() == "memory, simulated network: 5 % loss");
  BOOST_TEST((throughLink(nullptr, impair::parseLink("loss=5%").value(), time, peer) == nullptr));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::server
