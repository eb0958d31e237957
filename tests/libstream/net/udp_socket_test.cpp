// SPDX-License-Identifier: MIT
#include "libstream/net/udp_socket.h"

#include "libstream/net/batch_receiver.h"

#include <boost/test/unit_test.hpp>

namespace zoetrope::net {

namespace {

const Endpoint kLocal = *Endpoint::parse("127.0.0.1", 0);

}  // namespace

BOOST_AUTO_TEST_SUITE(udp_socket)

BOOST_AUTO_TEST_CASE(a_pair_is_an_even_port_and_the_next) {
  for (int i = 0; i < 20; ++i) {
    const auto pair = UdpPair::open(kLocal, std::nullopt, {});
    BOOST_REQUIRE(pair.ok());
    BOOST_TEST(pair->rtp.local().port() % 2 == 0);
    BOOST_TEST(pair->rtcp.local().port() == pair->rtp.local().port() + 1);
  }
}

BOOST_AUTO_TEST_CASE(a_taken_port_is_refused_in_words) {
  const auto first = UdpSocket::open(kLocal);
  BOOST_REQUIRE(first.ok());
  const auto second = UdpSocket::open(first->local());
  BOOST_REQUIRE(!second.ok());
  BOOST_TEST((second.error().kind == BindError::Kind::InUse));
  BOOST_TEST(second.error().message.find(std::to_string(first->local().port())) != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_range_gives_its_even_ports_until_none_is_left) {
  // Any range can be in use by others: one is searched where three pairs are free.
  for (std::uint16_t base = 40000; base < 60000; base = static_cast<std::uint16_t>(base + 100)) {
    const PortRange range{static_cast<std::uint16_t>(base + 1), static_cast<std::uint16_t>(base + 7)};
    auto a = UdpPair::open(kLocal, range, {}, 7);
    auto b = UdpPair::open(kLocal, range, {}, 8);
    auto c = UdpPair::open(kLocal, range, {}, 9);
    if (!a || !b || !c) continue;
    std::vector<int> ports{a->rtp.local().port(), b->rtp.local().port(), c->rtp.local().port()};
    std::sort(ports.begin(), ports.end());
    const std::vector<int> expected{base + 2, base + 4, base + 6};
    BOOST_TEST(ports == expected, boost::test_tools::per_element());
    const auto none = UdpPair::open(kLocal, range, {});
    BOOST_TEST(!none.ok());
    return;
  }
  BOOST_FAIL("no free range found");
}

BOOST_AUTO_TEST_CASE(a_range_with_a_single_port_has_no_pair) {
  BOOST_TEST(!UdpPair::open(kLocal, PortRange{50000, 50000}, {}).ok());
}

BOOST_AUTO_TEST_CASE(the_receive_buffer_is_what_the_kernel_says) {
  const auto small = UdpSocket::open(kLocal, {8192});
  BOOST_REQUIRE(small.ok());
  BOOST_TEST(small->receiveBufferBytes() >= 8192);
#ifdef _WIN32
  BOOST_TEST(small->receiveBufferBytes() <= 2 * 8192);  // of a kernel below Wine twice
#else
  BOOST_TEST(small->receiveBufferBytes() == 8192);
#endif
}

#ifdef __linux__
BOOST_AUTO_TEST_CASE(what_the_kernel_drops_is_counted) {
  const auto receiver = UdpSocket::open(kLocal, {4096});
  const auto sender = UdpSocket::open(kLocal);
  BOOST_REQUIRE((receiver.ok() && sender.ok()));
  BOOST_TEST(receiver->kernelDrops() == 0U);
  const ByteBuffer datagram(1400);
  for (int i = 0; i < 200; ++i) sender->send(datagram, receiver->local());
  BOOST_TEST(receiver->kernelDrops() > 0U);
}
#endif

BOOST_AUTO_TEST_CASE(ipv6_works_where_the_machine_has_it) {
  const auto socket = UdpPair::open(*Endpoint::parse("::1", 0), std::nullopt, {});
  if (!socket) return;
  BOOST_TEST(socket->rtp.local().isV6());
  BOOST_TEST(socket->rtp.send(asBytes("x"), socket->rtcp.local()));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::net
