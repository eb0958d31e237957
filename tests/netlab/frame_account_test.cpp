// SPDX-License-Identifier: MIT
#include "tests/netlab/frame_account.h"

#include <boost/test/unit_test.hpp>

namespace zoetrope::netlab {

namespace {

constexpr std::uint8_t kJpeg = 26;
constexpr std::uint8_t kRetransmission = 97;

// An IPv4 UDP packet with an RTP header in it.
ByteBuffer rtpInIp(std::uint8_t type, std::uint16_t sequence, std::uint8_t time) {
  ByteBuffer packet(20 + 8, 0);
  packet[0] = 0x45;
  packet[9] = 17;
  const ByteBuffer rtp{0x80,
                       type,
                       static_cast<std::uint8_t>(sequence >> 8),
                       static_cast<std::uint8_t>(sequence & 0xFF),
                       0,
                       0,
                       0,
                       time,
                       1,
                       2,
                       3,
                       4,
                       0,
                       0};
  packet.insert(packet.end(), rtp.begin(), rtp.end());
  return packet;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_frame_is_whole_when_none_of_its_first_packets_was_dropped) {
  FrameAccount account;
  account.onPacket(rtpInIp(kJpeg, 1, 1), false);
  account.onPacket(rtpInIp(kJpeg, 2, 1), false);
  account.onPacket(rtpInIp(kJpeg, 3, 2), true);
  account.onPacket(rtpInIp(kJpeg, 4, 2), false);
  BOOST_TEST(account.frames() == 2u);
  BOOST_TEST(account.whole() == 1u);
  BOOST_TEST(account.counts().media == 4u);
  BOOST_TEST(account.counts().mediaDropped == 1u);
}

BOOST_AUTO_TEST_CASE(what_is_sent_again_neither_mends_nor_breaks_a_frame) {
  FrameAccount account;
  account.onPacket(rtpInIp(kJpeg, 1, 1), false);
  account.onPacket(rtpInIp(kJpeg, 2, 2), true);
  account.onPacket(rtpInIp(kRetransmission, 9, 2), false);
  account.onPacket(rtpInIp(kRetransmission, 10, 1), true);
  account.onPacket(rtpInIp(kJpeg, 1, 1), true);
  BOOST_TEST(account.frames() == 2u);
  BOOST_TEST(account.whole() == 1u);
  BOOST_TEST(account.counts().repeated == 3u);
  BOOST_TEST(account.counts().repeatedDropped == 2u);
}

BOOST_AUTO_TEST_CASE(what_is_no_rtp_is_no_frame) {
  FrameAccount account;
  account.onPacket(ByteBuffer(10, 0x45), false);
  ByteBuffer rtcp = rtpInIp(200, 1, 1);
  account.onPacket(rtcp, false);
  ByteBuffer tcp = rtpInIp(kJpeg, 1, 1);
  tcp[9] = 6;
  account.onPacket(tcp, false);
  ByteBuffer fragment = rtpInIp(kJpeg, 1, 1);
  fragment[7] = 185;
  account.onPacket(fragment, false);
  BOOST_TEST(account.frames() == 0u);
  BOOST_TEST(account.counts().repeated == 0u);
}

}  // namespace zoetrope::netlab
