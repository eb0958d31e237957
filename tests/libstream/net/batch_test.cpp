// SPDX-License-Identifier: MIT
#include "libstream/net/batch_receiver.h"
#include "libstream/net/batch_sender.h"
#include "libstream/net/udp_socket.h"
#include "tests/support/run_until.h"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <string>
#include <sys/mman.h>
#include <unistd.h>
#include <vector>

namespace zoetrope::net {

namespace {

const Endpoint kLocal = *Endpoint::parse("127.0.0.1", 0);
constexpr bool kWays[] = {true, false};  // the system's best, plain

std::unique_ptr<BatchSender> makeSender(bool best) {
  return best ? BatchSender::createBest() : BatchSender::createPlain();
}
std::unique_ptr<BatchReceiver> makeReceiver(bool best, BatchReceiver::Size size) {
  return best ? BatchReceiver::createBest(size) : BatchReceiver::createPlain(size);
}

std::vector<std::string> receiveAll(BatchReceiver& receiver, const UdpSocket& socket, std::size_t count) {
  std::vector<std::string> texts;
  Loop loop;
  loop.watch(socket.handle(), Interest::Read, [&](Ready) {
    for (const InDatagram& datagram : receiver.receive(socket.handle())) texts.emplace_back(asText(datagram.bytes));
  });
  test::runUntil(loop, [&] { return texts.size() >= count; });
  return texts;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(batch)

BOOST_DATA_TEST_CASE(headers_and_payloads_arrive_joined_and_in_order, boost::unit_test::data::make(kWays), best) {
  const UdpSocket from = *UdpSocket::open(kLocal);
  const UdpSocket to = *UdpSocket::open(kLocal);
  std::vector<std::string> headers, payloads;
  for (int i = 0; i < 100; ++i) {
    headers.push_back("h" + std::to_string(i) + ":");
    payloads.push_back(std::string(static_cast<std::size_t>(i), 'p'));
  }
  std::vector<OutDatagram> datagrams;
  for (std::size_t i = 0; i < headers.size(); ++i) datagrams.push_back({asBytes(headers[i]), asBytes(payloads[i])});
  const SendOutcome outcome = makeSender(best)->send(from.handle(), to.local(), datagrams);
  BOOST_TEST(outcome.done == 100U);
  BOOST_TEST(outcome.lost == 0U);
  const auto receiver = makeReceiver(best, {16, 2048});
  const auto texts = receiveAll(*receiver, to, 100);
  BOOST_REQUIRE(texts.size() == 100U);
  for (std::size_t i = 0; i < texts.size(); ++i) BOOST_TEST(texts[i] == headers[i] + payloads[i]);
}

BOOST_DATA_TEST_CASE(who_sent_it_and_that_it_was_too_long_is_said, boost::unit_test::data::make(kWays), best) {
  const UdpSocket from = *UdpSocket::open(kLocal);
  const UdpSocket to = *UdpSocket::open(kLocal);
  from.send(ByteBuffer(100, 7), to.local());
  const auto receiver = makeReceiver(best, {4, 64});
  std::span<const InDatagram> found;
  while (found.empty()) found = receiver->receive(to.handle());
  BOOST_TEST(found[0].truncated);
  BOOST_TEST((found[0].from == from.local()));
  BOOST_TEST(receiver->receive(to.handle()).empty());
}

BOOST_DATA_TEST_CASE(a_port_where_nobody_listens_is_counted_and_does_not_stop_the_batch,
                     boost::unit_test::data::make(kWays), best) {
  const UdpSocket from = *UdpSocket::open(kLocal);
  Endpoint nobody;
  { nobody = UdpSocket::open(kLocal)->local(); }
  const std::string text = "x";
  const std::vector<OutDatagram> datagrams(20, OutDatagram{asBytes(text), {}});
  const SendOutcome outcome = makeSender(best)->send(from.handle(), nobody, datagrams);
  BOOST_TEST(outcome.done == 20U);
  BOOST_TEST(!outcome.fault);
}

BOOST_DATA_TEST_CASE(a_datagram_that_is_too_large_is_lost_and_the_next_one_goes, boost::unit_test::data::make(kWays),
                     best) {
  const UdpSocket from = *UdpSocket::open(kLocal);
  const UdpSocket to = *UdpSocket::open(kLocal);
  const ByteBuffer huge(70000);
  const std::string text = "small";
  const std::vector<OutDatagram> datagrams{{Bytes(huge), {}}, {asBytes(text), {}}};
  const SendOutcome outcome = makeSender(best)->send(from.handle(), to.local(), datagrams);
  BOOST_TEST(outcome.done == 2U);
  BOOST_TEST(outcome.lost == 1U);
  const auto receiver = makeReceiver(best, {4, 2048});
  BOOST_TEST(receiveAll(*receiver, to, 1).front() == "small");
}

BOOST_DATA_TEST_CASE(a_file_cut_short_under_its_map_is_a_fault_and_not_a_crash, boost::unit_test::data::make(kWays),
                     best) {
  std::FILE* const file = std::tmpfile();
  const long page = ::sysconf(_SC_PAGESIZE);
  BOOST_REQUIRE(::ftruncate(::fileno(file), 2 * page) == 0);
  void* const map = ::mmap(nullptr, static_cast<std::size_t>(2 * page), PROT_READ, MAP_SHARED, ::fileno(file), 0);
  BOOST_REQUIRE(map != MAP_FAILED);
  BOOST_REQUIRE(::ftruncate(::fileno(file), 0) == 0);
  const UdpSocket from = *UdpSocket::open(kLocal);
  const UdpSocket to = *UdpSocket::open(kLocal);
  const std::string header = "h";
  const std::vector<OutDatagram> datagrams{{asBytes(header), {}},
                                           {asBytes(header), Bytes(static_cast<const std::uint8_t*>(map), 1000)}};
  const SendOutcome outcome = makeSender(best)->send(from.handle(), to.local(), datagrams);
  BOOST_TEST(outcome.fault);
  BOOST_TEST(outcome.done == 1U);
  ::munmap(map, static_cast<std::size_t>(2 * page));
  std::fclose(file);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::net
