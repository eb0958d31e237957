// SPDX-License-Identifier: MIT
// Every way of sending does the same; so does every way of receiving.
#include "tests/libstream/net/batch_ways.h"
#include "tests/support/system_parts.h"

#include <algorithm>
#include <array>
#ifndef _WIN32
#include <sys/socket.h>
#include <unistd.h>
#endif

namespace zoetrope::net {

namespace {

#ifndef _WIN32
// Datagrams that wait in it count as not sent yet.
class LocalPair {
 public:
  LocalPair() {
    BOOST_REQUIRE(::socketpair(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, handles_.data()) == 0);
  }
  ~LocalPair() {
    for (const int handle : handles_) ::close(handle);
  }
  LocalPair(const LocalPair&) = delete;
  LocalPair& operator=(const LocalPair&) = delete;

  Handle from() const { return handles_[0]; }
  std::string read() const {
    std::string text(4096, '\0');
    text.resize(static_cast<std::size_t>(std::max<ssize_t>(::recv(handles_[1], text.data(), text.size(), 0), 0)));
    return text;
  }

 private:
  std::array<int, 2> handles_{};
};
#endif

void checkSent(const SendOutcome& outcome, std::size_t done, std::size_t lost) {
  BOOST_TEST(outcome.done == done);
  BOOST_TEST(outcome.lost == lost);
  BOOST_TEST(!outcome.fault);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(batch)

BOOST_DATA_TEST_CASE(headers_and_payloads_arrive_joined_and_in_order, eachSendWay() * eachReceiveWay(), out, in) {
  const UdpSocket from = *UdpSocket::open(kLocal);
  const UdpSocket to = *UdpSocket::open(kLocal);
  std::vector<std::size_t> sizes;
  for (std::size_t i = 0; i < 100; ++i) sizes.push_back(i + 4);
  const Datagrams sent(sizes);
  const auto receiver = BatchReceiver::create(in, {16, 2048});
  receiver->begin(to.handle());
  checkSent(BatchSender::create(out)->send(from.handle(), to.local(), sent.out()), 100, 0);
  BOOST_TEST(receiveAll(*receiver, to, 100) == sent.texts(), boost::test_tools::per_element());
}

BOOST_DATA_TEST_CASE(datagrams_keep_their_borders_whatever_their_sizes, eachSendWay() * eachReceiveWay(), out, in) {
  const UdpSocket from = *UdpSocket::open(kLocal);
  const UdpSocket to = *UdpSocket::open(kLocal, {.receiveBytes = 1 << 20});
  // A frame with a short end; one packet; longer ones behind short ones; empty ones in a train, before and behind it.
  std::vector<std::size_t> sizes(40, 1400);
  for (const std::size_t size : {200, 1, 1, 1400, 1400, 700, 700, 1400, 0, 1400, 1400, 0, 0, 5, 5, 3})
    sizes.push_back(size);
  const Datagrams sent(sizes);
  const auto receiver = BatchReceiver::create(in, {});
  receiver->begin(to.handle());
  checkSent(BatchSender::create(out)->send(from.handle(), to.local(), sent.out()), sizes.size(), 0);
  BOOST_TEST(receiveAll(*receiver, to, sizes.size()) == sent.texts(), boost::test_tools::per_element());
}

BOOST_DATA_TEST_CASE(what_is_together_over_a_datagrams_size_goes_too, eachSendWay() * eachReceiveWay(), out, in) {
  const UdpSocket from = *UdpSocket::open(kLocal);
  const UdpSocket to = *UdpSocket::open(kLocal, {.receiveBytes = 2 << 20});
  const Datagrams sent({30000, 30000, 30000, 30000, 30000});
  const auto receiver = BatchReceiver::create(in, {});
  receiver->begin(to.handle());
  checkSent(BatchSender::create(out)->send(from.handle(), to.local(), sent.out()), 5, 0);
  BOOST_TEST(receiveAll(*receiver, to, 5) == sent.texts(), boost::test_tools::per_element());
}

BOOST_DATA_TEST_CASE(who_sent_it_and_that_it_was_too_long_is_said, eachReceiveWay(), in) {
  const UdpSocket from = *UdpSocket::open(kLocal);
  const UdpSocket to = *UdpSocket::open(kLocal);
  const auto receiver = BatchReceiver::create(in, {4, 64});
  receiver->begin(to.handle());
  from.send(ByteBuffer(100, 7), to.local());
  std::span<const InDatagram> found;
  while (found.empty()) found = receiver->receive(to.handle());
  BOOST_TEST(found[0].truncated);
  BOOST_TEST(found[0].bytes.size() == 64U);
  BOOST_TEST((found[0].from == from.local()));
  BOOST_TEST(receiver->receive(to.handle()).empty());
}

BOOST_DATA_TEST_CASE(a_receiver_says_that_there_may_be_more, eachReceiveWay(), in) {
  const UdpSocket from = *UdpSocket::open(kLocal);
  const UdpSocket to = *UdpSocket::open(kLocal);
  const auto receiver = BatchReceiver::create(in, {4, 64});
  receiver->begin(to.handle());
  for (int i = 0; i < 5; ++i) from.send(ByteBuffer(10, 7), to.local());
  while (receiver->receive(to.handle()).size() != 4) {
  }
  BOOST_TEST(receiver->full());
  BOOST_TEST(receiver->receive(to.handle()).size() == 1U);
  BOOST_TEST(!receiver->full());
}

BOOST_DATA_TEST_CASE(a_port_where_nobody_listens_is_counted_and_does_not_stop_the_batch, eachSendWay(), way) {
  const UdpSocket from = *UdpSocket::open(kLocal);
  Endpoint nobody;
  { nobody = UdpSocket::open(kLocal)->local(); }
  const std::string text = "x";
  const std::vector<OutDatagram> datagrams(20, OutDatagram{asBytes(text), {}});
  checkSent(BatchSender::create(way)->send(from.handle(), nobody, datagrams), 20, 0);
}

BOOST_DATA_TEST_CASE(a_datagram_that_is_too_large_is_lost_and_the_next_one_goes, eachSendWay(), way) {
  const UdpSocket from = *UdpSocket::open(kLocal);
  const UdpSocket to = *UdpSocket::open(kLocal);
  const ByteBuffer huge(70000);
  const std::string text = "small";
  const std::vector<OutDatagram> datagrams{{Bytes(huge), {}}, {asBytes(text), {}}};
  checkSent(BatchSender::create(way)->send(from.handle(), to.local(), datagrams), 2, 1);
  const auto receiver = BatchReceiver::create(ReceiveWay::Mmsg, {4, 2048});
  BOOST_TEST(receiveAll(*receiver, to, 1).front() == "small");
}

BOOST_DATA_TEST_CASE(a_way_that_the_system_has_not_loses_every_datagram_of_it, eachSendWay(), way) {
  const UdpSocket from = *UdpSocket::open(kLocal);
  const Endpoint distant = *Endpoint::parse("192.0.2.1", 9);  // from a socket bound to loopback: EINVAL or ENETUNREACH
  const Datagrams sent({100, 100, 100, 50});
  checkSent(BatchSender::create(way)->send(from.handle(), distant, sent.out()), 4, 4);
}

// Windows has no such pair.
#ifndef _WIN32
// A pair of local sockets, which has no trains: on loopback the buffer of a UDP socket that sends never fills.
BOOST_DATA_TEST_CASE(a_socket_that_is_full_says_not_now_and_loses_nothing, eachSendWay(), way) {
  const LocalPair pair;
  std::vector<std::size_t> sizes(40, 1000);
  sizes.insert(sizes.end(), 2000, 200);
  const Datagrams sent(sizes);
  const auto sender = BatchSender::create(way);
  const SendOutcome first = sender->send(pair.from(), Endpoint(), sent.out());
  BOOST_TEST(first.refusals == 1U);
  BOOST_TEST(first.lost == 0U);
  BOOST_TEST(first.done > 0U);
  BOOST_REQUIRE(first.done < sizes.size());
  const SendOutcome again = sender->send(pair.from(), Endpoint(), std::span(sent.out()).subspan(first.done));
  BOOST_TEST(again.refusals == 1U);
  BOOST_TEST(again.done == 0U);
  for (std::size_t i = 0; i < first.done; ++i) BOOST_REQUIRE(pair.read() == sent.texts()[i]);
  BOOST_TEST(sender->send(pair.from(), Endpoint(), std::span(sent.out()).subspan(first.done, 1)).done == 1U);
  BOOST_TEST(pair.read() == sent.texts()[first.done]);
}
#endif

BOOST_DATA_TEST_CASE(what_cannot_be_read_as_in_a_file_cut_short_is_a_fault_and_not_a_crash, eachSendWay(), way) {
  const test::UnreadableMemory gone(8192);
  const UdpSocket from = *UdpSocket::open(kLocal);
  const UdpSocket to = *UdpSocket::open(kLocal);
  const std::string header = "h";
  const std::vector<OutDatagram> datagrams{{asBytes(header), {}}, {asBytes(header), gone.bytes().first(1000)}};
  const SendOutcome outcome = BatchSender::create(way)->send(from.handle(), to.local(), datagrams);
  BOOST_TEST(outcome.fault);
  BOOST_TEST(outcome.done == 1U);
  BOOST_TEST(outcome.lost == 0U);
}

BOOST_DATA_TEST_CASE(what_can_be_read_of_a_frame_goes_before_the_fault, eachSendWay(), way) {
  const test::UnreadableMemory gone(8192);
  const UdpSocket from = *UdpSocket::open(kLocal);
  const UdpSocket to = *UdpSocket::open(kLocal);
  const ByteBuffer good(1000, 7);
  const std::string header = "h";
  std::vector<OutDatagram> datagrams(6, OutDatagram{asBytes(header), good});
  datagrams[4].payload = gone.bytes().first(1000);
  const SendOutcome outcome = BatchSender::create(way)->send(from.handle(), to.local(), datagrams);
  BOOST_TEST(outcome.fault);
  BOOST_TEST(outcome.done == 4U);
  const auto receiver = BatchReceiver::create(ReceiveWay::Mmsg, {});
  BOOST_TEST(receiveAll(*receiver, to, 4).size() == 4U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::net
