// SPDX-License-Identifier: MIT
#include "rtsp_client/socket_drops.h"

#include "libstream/rtp/packet.h"

#include <boost/test/unit_test.hpp>

namespace zoetrope::client {

namespace {

ByteBuffer packet(std::uint16_t sequence, std::uint32_t ssrc = 1) {
  ByteBuffer bytes;
  rtp::writeRtpHeader(bytes, {false, rtp::kPayloadTypeJpeg, sequence, 0, ssrc});
  bytes.push_back(0);
  return bytes;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(socket_drops)

BOOST_AUTO_TEST_CASE(without_gro_the_kernels_count_is_the_count) {
  SocketDrops drops;
  drops.onPacket(packet(1), 0);
  drops.onPacket(packet(9), 0);  // lost on the way, or dropped: only the kernel knows
  BOOST_TEST(drops.packets(0) == 0U);
  BOOST_TEST(drops.packets(5) == 5U);
}

BOOST_AUTO_TEST_CASE(the_gap_behind_dropped_messages_says_how_many_packets_they_were) {
  SocketDrops drops;
  drops.onPacket(packet(65530), 0);
  drops.onPacket(packet(14), 2);  // two messages, 19 packets
  BOOST_TEST(drops.packets(2) == 19U);
  // What was dropped since, and has no packet behind it yet, counts as it stands.
  BOOST_TEST(drops.packets(3) == 20U);
}

BOOST_AUTO_TEST_CASE(a_gap_that_is_too_large_for_the_messages_was_lost_elsewhere) {
  SocketDrops drops;
  drops.onPacket(packet(1), 0);
  drops.onPacket(packet(1002), 1);
  BOOST_TEST(drops.packets(1) == 64U);
}

BOOST_AUTO_TEST_CASE(the_gap_may_show_later_in_another_stream) {
  SocketDrops drops;
  drops.onPacket(packet(1), 0);
  drops.onPacket(packet(500, 2), 0);
  drops.onOther(1);
  drops.onPacket(packet(501, 2), 0);
  drops.onPacket(packet(5), 0);
  BOOST_TEST(drops.packets(1) == 3U);
}

BOOST_AUTO_TEST_CASE(late_packets_and_rubbish_explain_nothing) {
  SocketDrops drops;
  drops.onPacket(packet(10), 0);
  drops.onPacket(packet(7), 1);
  drops.onPacket(ByteBuffer(3, 0), 1);
  BOOST_TEST(drops.packets(2) == 2U);
}

BOOST_AUTO_TEST_CASE(more_streams_than_are_followed_are_no_trouble) {
  SocketDrops drops;
  for (std::uint32_t ssrc = 0; ssrc < 20; ++ssrc) drops.onPacket(packet(1, ssrc), 1);
  drops.onPacket(packet(24, 19), 0);
  BOOST_TEST(drops.packets(20) == 22U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::client
