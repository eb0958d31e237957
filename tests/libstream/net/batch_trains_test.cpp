// SPDX-License-Identifier: MIT
// What only trains have: Linux with UDP GSO and GRO. Elsewhere these cases see datagrams one by one, and are left out.
#ifdef __linux__
#include "libstream/net/system_clock.h"
#include "tests/libstream/net/batch_ways.h"

#include <sys/socket.h>

namespace zoetrope::net {

namespace {

// How many messages of the kernel the datagrams came in: loopback hands trains on as they were sent.
std::size_t messagesOf(const UdpSocket& to, std::size_t datagrams) {
  const auto receiver = BatchReceiver::create(ReceiveWay::Gro, {1, BatchReceiver::kMaxDatagram});
  receiver->begin(to.handle());
  std::size_t messages = 0;
  std::size_t seen = 0;
  Loop loop;
  loop.watch(to.handle(), Interest::Read, [&](Ready) {
    seen += receiver->receive(to.handle()).size();
    ++messages;
  });
  test::runUntil(loop, [&] { return seen >= datagrams; });
  return messages;
}

struct Pair {
  UdpSocket from = *UdpSocket::open(kLocal);
  UdpSocket to = *UdpSocket::open(kLocal, {.receiveBytes = 1 << 20});

  Pair() { BatchReceiver::create(ReceiveWay::Gro, {1, 64})->begin(to.handle()); }
  std::size_t send(BatchSender& sender, const Datagrams& datagrams) const {
    return sender.send(from.handle(), to.local(), datagrams.out()).done;
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(batch_trains)

BOOST_AUTO_TEST_CASE(a_train_is_at_most_sixteen_datagrams_and_the_last_may_be_short) {
  const Pair pair;
  std::vector<std::size_t> sizes(20, 1400);
  sizes.push_back(300);
  const auto sender = BatchSender::create(SendWay::Gso);
  BOOST_REQUIRE(pair.send(*sender, Datagrams(sizes)) == 21U);
  BOOST_TEST(messagesOf(pair.to, 21) == 2U);
}

BOOST_AUTO_TEST_CASE(sendmmsg_makes_no_trains) {
  const Pair pair;
  const auto sender = BatchSender::create(SendWay::Mmsg);
  BOOST_REQUIRE(pair.send(*sender, Datagrams(std::vector<std::size_t>(10, 1400))) == 10U);
  BOOST_TEST(messagesOf(pair.to, 10) == 10U);
}

BOOST_AUTO_TEST_CASE(a_way_that_takes_no_trains_gets_datagrams_and_others_still_trains) {
  const Pair refuses;
  // Linux refuses (EINVAL) to cut up what has no checksum.
  const int on = 1;
  BOOST_REQUIRE(::setsockopt(refuses.from.handle(), SOL_SOCKET, SO_NO_CHECK, &on, sizeof on) == 0);
  const auto sender = BatchSender::create(SendWay::Gso);
  const Datagrams frame({1400, 1400, 1400, 800});
  BOOST_REQUIRE(refuses.send(*sender, frame) == 4U);
  BOOST_TEST(messagesOf(refuses.to, 4) == 4U);

  const Pair willing;  // the same host: of packets that are as long, it is known now
  BOOST_REQUIRE(willing.send(*sender, Datagrams({900, 900, 900, 800})) == 4U);
  BOOST_TEST(messagesOf(willing.to, 4) == 1U);
  BOOST_REQUIRE(willing.send(*sender, frame) == 4U);
  BOOST_TEST(messagesOf(willing.to, 4) == 4U);
}

BOOST_AUTO_TEST_CASE(how_long_a_datagram_waited_to_be_read_is_told) {
  const Pair pair;
  const auto receiver = BatchReceiver::create(ReceiveWay::Gro, {});
  receiver->begin(pair.to.handle());
  BOOST_REQUIRE(pair.send(*BatchSender::create(SendWay::Gso), Datagrams({100})) == 1U);
  const SystemClock clock;
  const Duration atLeast = std::chrono::milliseconds(2);
  for (const TimePoint since = clock.now(); clock.now() < since + atLeast;) {
  }
  std::span<const InDatagram> found;
  while (found.empty()) found = receiver->receive(pair.to.handle());
  BOOST_TEST((found[0].waited >= atLeast - std::chrono::microseconds(500)));
}

BOOST_AUTO_TEST_CASE(messages_that_the_buffer_had_no_room_for_are_told_before_the_next_one) {
  Pair pair;
  pair.to.setReceiveBuffer(1);  // the smallest that the system allows
  const auto sender = BatchSender::create(SendWay::Gso);
  const Datagrams frame(std::vector<std::size_t>(10, 1400));
  while (pair.to.kernelDrops() < 3) BOOST_REQUIRE(pair.send(*sender, frame) == 10U);
  const auto receiver = BatchReceiver::create(ReceiveWay::Gro, {});
  receiver->begin(pair.to.handle());
  while (!receiver->receive(pair.to.handle()).empty()) {
  }
  const std::uint64_t dropped = pair.to.kernelDrops();
  pair.to.setReceiveBuffer(1 << 20);
  BOOST_REQUIRE(pair.send(*sender, frame) == 10U);
  std::span<const InDatagram> found;
  while (found.empty()) found = receiver->receive(pair.to.handle());
  BOOST_REQUIRE(found.size() == 10U);
  BOOST_TEST(found[0].dropsBefore == dropped);
  BOOST_TEST(found[1].dropsBefore == 0U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::net
#endif
