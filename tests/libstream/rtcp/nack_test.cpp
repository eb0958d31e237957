// SPDX-License-Identifier: MIT
#include "libstream/rtcp/nack.h"

#include "libstream/rtcp/last_sent.h"

#include <boost/test/unit_test.hpp>

namespace zoetrope::rtcp {

namespace {

using Numbers = std::vector<std::uint16_t>;

Other onlyPacketOf(const ByteBuffer& bytes) {
  const auto packets = parseCompound(bytes, Framing::ReducedSize);
  BOOST_REQUIRE(packets.ok());
  BOOST_REQUIRE_EQUAL(packets->size(), 1U);
  return std::get<Other>(packets->front());
}

Numbers asParsed(const Numbers& sequences) {
  ByteBuffer bytes;
  BOOST_TEST(serializeNack(bytes, 1, 2, sequences) == sequences.size());
  return parseNack(onlyPacketOf(bytes))->sequences;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(nack)

BOOST_AUTO_TEST_CASE(bytes_as_in_rfc_4585) {
  ByteBuffer bytes;
  serializeNack(bytes, 0x01020304, 0x0A0B0C0D, Numbers{100, 101, 103, 116, 117});
  const ByteBuffer expected = {0x81, 205,  0, 4,   1,    2,    3, 4,   0x0A, 0x0B,
                               0x0C, 0x0D, 0, 100, 0x80, 0x05, 0, 117, 0,    0};
  BOOST_TEST(bytes == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(what_is_written_is_read_also_over_the_wrap_of_numbers) {
  for (const Numbers& numbers : {Numbers{7}, Numbers{65530, 65535, 0, 3, 200}, Numbers{1, 17, 18, 33, 34, 35}})
    BOOST_TEST(asParsed(numbers) == numbers, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(what_does_not_fit_is_left_for_the_next_packet) {
  Numbers far;
  for (int i = 0; i < 10; ++i) far.push_back(static_cast<std::uint16_t>(i * 100));
  ByteBuffer bytes;
  BOOST_TEST(serializeNack(bytes, 1, 2, far, 4) == 4U);
  BOOST_TEST(parseNack(onlyPacketOf(bytes))->sequences.size() == 4U);
}

BOOST_AUTO_TEST_CASE(other_feedback_and_cut_packets_are_none) {
  const ByteBuffer body(16, 0);
  BOOST_TEST(!parseNack({PacketType::Rtpfb, 15, body}));
  BOOST_TEST(!parseNack({PacketType::Psfb, 1, body}));
  BOOST_TEST(!parseNack({PacketType::Rtpfb, 1, Bytes(body).first(4)}));
  BOOST_TEST(parseNack({PacketType::Rtpfb, 1, Bytes(body).first(8)})->sequences.empty());
}

BOOST_AUTO_TEST_CASE(the_last_sequence_number_travels_as_an_app_packet) {
  ByteBuffer bytes;
  serialize(bytes, LastSent{0x11223344, 0xFFFE});
  const Other packet = onlyPacketOf(bytes);
  BOOST_TEST((packet.type == PacketType::App));
  BOOST_TEST((parseLastSent(packet) == LastSent{0x11223344, 0xFFFE}));
  ByteBuffer other(packet.body.begin(), packet.body.end());
  other[4] = 'X';
  BOOST_TEST(!parseLastSent({PacketType::App, 0, other}));
  BOOST_TEST(!parseLastSent({PacketType::App, 1, packet.body}));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::rtcp
