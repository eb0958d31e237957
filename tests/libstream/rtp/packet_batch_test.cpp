// SPDX-License-Identifier: MIT
#include "libstream/rtp/packet_batch.h"

#include "libstream/rtp/packet.h"

#include <boost/test/unit_test.hpp>

#include <numeric>

namespace zoetrope::rtp {

BOOST_AUTO_TEST_CASE(headers_lie_in_one_arena_and_payloads_where_they_were) {
  auto frame = std::make_shared<ByteBuffer>(10);
  std::iota(frame->begin(), frame->end(), std::uint8_t{0});
  PacketBatch batch(frame);
  for (std::uint16_t i = 0; i < 3; ++i) {
    ByteBuffer& header = batch.beginPacket();
    writeRtpHeader(header, {i == 2, 26, i, 90, 7});
    if (i == 0) header.push_back(0xEE);
    batch.endPacket(Bytes(*frame).subspan(i * 4u, i == 2 ? 2 : 4));
  }
  BOOST_TEST(batch.size() == 3u);
  BOOST_TEST(batch.header(0).size() == 13u);
  BOOST_TEST(batch.header(1).size() == 12u);
  BOOST_TEST(batch.payload(1).data() == frame->data() + 4);
  BOOST_TEST(batch.packetSize(2) == 14u);
  BOOST_TEST(batch.totalBytes() == 13u + 12 + 12 + 10);
  BOOST_TEST(batch.payloadOctets(kFixedHeaderSize) == 11u);
  const ByteBuffer last = batch.join(2);
  const Result<RtpView> view = parseRtp(last);
  BOOST_TEST_REQUIRE(view.ok());
  BOOST_TEST(view->header.marker);
  BOOST_TEST(view->header.sequence == 2);
  BOOST_TEST(view->payload[1] == 9);
}

BOOST_AUTO_TEST_CASE(the_owner_lives_as_long_as_the_batch) {
  auto frame = std::make_shared<ByteBuffer>(4);
  const std::weak_ptr<ByteBuffer> watch = frame;
  PacketBatch batch(frame);
  batch.add(Bytes{}, *frame);
  frame.reset();
  BOOST_TEST(!watch.expired());
  batch.clear();
  BOOST_TEST(watch.expired());
  BOOST_TEST(batch.empty());
  BOOST_TEST(batch.totalBytes() == 0u);
}

}  // namespace zoetrope::rtp
