// SPDX-License-Identifier: MIT
#include "libstream/rtcp/sender_state.h"

#include "libstream/rtcp/last_sent.h"

#include <boost/test/unit_test.hpp>

namespace zoetrope::rtcp {

namespace {

constexpr SenderState kState{0x11223344, 4, 12, 410, true, true, 18'300, 34};

// The packets that these bytes are; the bytes are lent.
std::vector<Packet> packetsOf(const ByteBuffer& bytes) {
  auto packets = parseCompound(bytes, Framing::ReducedSize);
  BOOST_REQUIRE(packets.ok());
  return *packets;
}

std::optional<SenderState> asParsed(const SenderState& state) {
  ByteBuffer bytes;
  serialize(bytes, state);
  const std::vector<Packet> packets = packetsOf(bytes);
  BOOST_REQUIRE_EQUAL(packets.size(), 1U);
  return parseSenderState(std::get<Other>(packets.front()));
}

ByteBuffer bodyOf(const SenderState& state) {
  constexpr std::size_t kCommonHeader = 4;
  ByteBuffer bytes;
  serialize(bytes, state);
  bytes.erase(bytes.begin(), bytes.begin() + kCommonHeader);
  return bytes;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(sender_state)

BOOST_AUTO_TEST_CASE(bytes_as_the_header_draws_them) {
  ByteBuffer bytes;
  serialize(bytes, kState);
  const ByteBuffer expected = {0x81, 204, 0, 6,    0x11, 0x22, 0x33, 0x44, 'Z',  'O',  'E', 'T', 0, 4,
                               0,    12,  1, 0x9A, 0,    3,    0,    0,    0x47, 0x7C, 0,   0,   0, 34};
  BOOST_TEST(bytes == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(what_is_written_is_read) {
  for (const SenderState& state : {kState, SenderState{}, SenderState{1, 0, 1, 1000, false, true, 0xFFFFFFFF, 0},
                                   SenderState{2, 65534, 65535, 0, true, false, 0, 0xFFFFFFFF}})
    BOOST_TEST((asParsed(state) == state));
}

BOOST_AUTO_TEST_CASE(other_packets_and_cut_ones_are_none) {
  const ByteBuffer body = bodyOf(kState);
  BOOST_TEST(parseSenderState({PacketType::App, 1, body}).has_value());
  BOOST_TEST(!parseSenderState({PacketType::App, 0, body}));
  BOOST_TEST(!parseSenderState({PacketType::Rtpfb, 1, body}));
  for (std::size_t length = 0; length < body.size(); ++length)
    BOOST_TEST(!parseSenderState({PacketType::App, 1, Bytes(body).first(length)}));
  ByteBuffer stranger = body;
  stranger[4] = 'X';
  BOOST_TEST(!parseSenderState({PacketType::App, 1, stranger}));
  BOOST_TEST(!parseLastSent({PacketType::App, 1, body}));
}

BOOST_AUTO_TEST_CASE(what_a_later_sender_adds_is_read_over) {
  ByteBuffer longer = bodyOf(kState);
  longer.resize(longer.size() + 8, 0xFF);
  BOOST_TEST((parseSenderState({PacketType::App, 1, longer}) == kState));
}

BOOST_AUTO_TEST_CASE(a_state_that_contradicts_itself_is_none) {
  for (const SenderState& state : {SenderState{1, 0, 0}, SenderState{1, 12, 12}, SenderState{1, 0, 1, 1001}})
    BOOST_TEST(!parseSenderState({PacketType::App, 1, bodyOf(state)}));
}

BOOST_AUTO_TEST_CASE(it_stands_behind_a_report_in_a_compound) {
  ByteBuffer compound = senderCompound({kState.ssrc, {}, 0, 1, 2, {}}, "name");
  serialize(compound, LastSent{kState.ssrc, 77});
  serialize(compound, kState);
  const std::vector<Packet> packets = packetsOf(compound);
  BOOST_REQUIRE_EQUAL(packets.size(), 4U);
  BOOST_TEST((parseLastSent(std::get<Other>(packets[2])) == LastSent{kState.ssrc, 77}));
  BOOST_TEST((parseSenderState(std::get<Other>(packets[3])) == kState));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::rtcp
