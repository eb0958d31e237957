// SPDX-License-Identifier: MIT
#include "libstream/rtp/retransmission.h"

#include "libstream/rtp/sent_history.h"

#include <boost/test/unit_test.hpp>

namespace zoetrope::rtp {

using namespace std::chrono_literals;

namespace {

constexpr RtxStream kStream{97, 0xCAFE0001, 500};
constexpr TimePoint kNow{};

ByteBuffer asRtx(const ByteBuffer& original, std::size_t headerPart) {
  ByteBuffer rtx;
  BOOST_REQUIRE(writeRtxHeader(rtx, Bytes(original).first(headerPart), kStream));
  append(rtx, Bytes(original).subspan(headerPart));
  return rtx;
}

ByteBuffer original(bool extension) {
  ByteBuffer packet;
  const RtpHeader header{true, kPayloadTypeJpeg, 0xABCD, 90000, 0x12345678};
  const ByteBuffer data = {1, 2, 3, 4, 5, 6, 7, 8};
  if (extension)
    writeRtpHeader(packet, header, 0xFFD8, data);
  else
    writeRtpHeader(packet, header);
  for (int i = 0; i < 40; ++i) packet.push_back(static_cast<std::uint8_t>(i));
  return packet;
}

std::shared_ptr<PacketBatch> frameOf(std::size_t packets, std::size_t bytesEach = 100) {
  auto batch = std::make_shared<PacketBatch>();
  for (std::size_t i = 0; i < packets; ++i) batch->add(ByteBuffer(bytesEach, static_cast<std::uint8_t>(i)), {});
  return batch;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(retransmission)

BOOST_AUTO_TEST_CASE(a_retransmission_has_its_own_numbers_and_the_originals_in_front_of_the_payload) {
  const ByteBuffer rtx = asRtx(original(false), 20);
  const auto view = parseRtp(rtx);
  BOOST_REQUIRE(view.ok());
  BOOST_TEST((view->header == RtpHeader{true, 97, 500, 90000, 0xCAFE0001}));
  BOOST_TEST(int(view->payload[0]) == 0xAB);
  BOOST_TEST(int(view->payload[1]) == 0xCD);
  BOOST_TEST(int(view->payload[2]) == 0);
  BOOST_TEST(view->payload.size() == 42U);
}

BOOST_AUTO_TEST_CASE(the_original_comes_back_byte_by_byte) {
  for (const bool extension : {false, true}) {
    const ByteBuffer before = original(extension);
    const ByteBuffer rtx = asRtx(before, extension ? 30 : 12);
    const auto after = restoreOriginal(*parseRtp(rtx), 0x12345678, kPayloadTypeJpeg);
    BOOST_REQUIRE(after);
    BOOST_TEST(*after == before, boost::test_tools::per_element());
  }
}

BOOST_AUTO_TEST_CASE(what_is_too_short_is_refused) {
  ByteBuffer to;
  BOOST_TEST(!writeRtxHeader(to, Bytes(original(false)).first(11), kStream));
  BOOST_TEST(!writeRtxHeader(to, Bytes(original(true)).first(20), kStream));
  BOOST_TEST(to.empty());
  ByteBuffer bare;
  writeRtpHeader(bare, {false, 97, 1, 2, 3});
  bare.push_back(9);
  BOOST_TEST(!restoreOriginal(*parseRtp(bare), 1, 26));
}

BOOST_AUTO_TEST_CASE(the_history_finds_packets_by_number_also_over_the_wrap) {
  SentHistory history;
  history.add(frameOf(10), 65530, kNow);
  history.add(frameOf(5), 4, kNow);
  const auto wrapped = history.find(3, kNow);
  BOOST_REQUIRE(wrapped);
  BOOST_TEST(wrapped->index == 9U);
  BOOST_TEST(history.find(65530, kNow)->index == 0U);
  BOOST_TEST(history.find(8, kNow)->index == 4U);
  BOOST_TEST(!history.find(9, kNow));
  BOOST_TEST(!history.find(65529, kNow));
}

BOOST_AUTO_TEST_CASE(the_history_is_bounded_by_packets_bytes_and_age) {
  SentHistory byPackets({.packets = 25, .bytes = 1 << 20, .age = 5s});
  for (std::uint16_t i = 0; i < 5; ++i) byPackets.add(frameOf(10), static_cast<std::uint16_t>(i * 10), kNow);
  BOOST_TEST(byPackets.packets() == 20U);
  BOOST_TEST(!byPackets.find(29, kNow));
  BOOST_TEST(byPackets.find(30, kNow).has_value());

  SentHistory byBytes({.packets = 1000, .bytes = 2500, .age = 5s});
  for (std::uint16_t i = 0; i < 5; ++i) byBytes.add(frameOf(10), static_cast<std::uint16_t>(i * 10), kNow);
  BOOST_TEST(byBytes.bytes() == 2000U);

  SentHistory byAge;
  byAge.add(frameOf(10), 0, kNow);
  byAge.add(frameOf(10), 10, kNow + 3s);
  BOOST_TEST(byAge.find(0, kNow + 5s).has_value());
  BOOST_TEST(!byAge.find(0, kNow + 6s));
  byAge.prune(kNow + 6s);
  BOOST_TEST(byAge.packets() == 10U);
}

BOOST_AUTO_TEST_CASE(numbers_that_do_not_go_on_begin_anew) {
  SentHistory history;
  history.add(frameOf(10), 100, kNow);
  history.add(frameOf(10), 500, kNow);
  BOOST_TEST(!history.find(100, kNow));
  BOOST_TEST(history.find(505, kNow).has_value());
  BOOST_TEST(history.packets() == 10U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::rtp
