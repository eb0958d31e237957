// SPDX-License-Identifier: MIT
#include "rtsp_server/packetizer.h"

#include "libstream/jpeg/onvif_extension.h"
#include "libstream/rtp/packet.h"
#include "tests/support/movie_builder.h"

#include <boost/test/unit_test.hpp>

namespace zoetrope::server {

namespace {

PreparedFrame wholeFrame(std::size_t size) {
  const auto owner = std::make_shared<ByteBuffer>(size);
  for (std::size_t i = 0; i < size; ++i) (*owner)[i] = static_cast<std::uint8_t>(i * 7);
  PreparedFrame frame;
  frame.body = *owner;
  frame.owner = owner;
  return frame;
}

PreparedFrame scanOf(const std::shared_ptr<const ByteBuffer>& jpeg, bool onvif) {
  PreparedFrame frame;
  frame.info = jpeg::parseFrameHeader(*jpeg).value();
  frame.owner = jpeg;
  frame.body = Bytes(*jpeg).subspan(frame.info.scanOffset, jpeg->size() - 2 - frame.info.scanOffset);
  if (onvif) frame.extension = jpeg::buildOnvifExtension(frame.info, *jpeg);
  return frame;
}

rtp::RtpView viewOf(const ByteBuffer& packet) { return *rtp::parseRtp(packet); }

}  // namespace

BOOST_AUTO_TEST_SUITE(packetizer)

BOOST_AUTO_TEST_CASE(a_course_frame_that_fits_is_one_datagram_with_the_handouts_header) {
  CoursePacketizer packetizer({}, 0xAABBCCDD);
  packetizer.startAt(1);
  const auto batch = packetizer.packetize(wholeFrame(20468), 0x01020304);
  BOOST_REQUIRE(batch->size() == 1U);
  const ByteBuffer packet = batch->join(0);
  const ByteBuffer expected{0x80, 0x1A, 0, 1, 1, 2, 3, 4, 0xAA, 0xBB, 0xCC, 0xDD};
  BOOST_TEST(ByteBuffer(packet.begin(), packet.begin() + 12) == expected, boost::test_tools::per_element());
  BOOST_TEST(packet.size() == 12U + 20468);
  BOOST_TEST(packetizer.nextSequence() == 2);
}

BOOST_AUTO_TEST_CASE(a_larger_course_frame_is_slices_with_its_number_and_a_marker_on_the_last) {
  CoursePacketizer packetizer({}, 1);
  packetizer.packetize(wholeFrame(10), 1);
  const PreparedFrame frame = wholeFrame(20469);
  const auto batch = packetizer.packetize(frame, 2);
  BOOST_TEST(batch->size() == 15U);
  ByteBuffer joined;
  for (std::size_t i = 0; i < batch->size(); ++i) {
    const ByteBuffer packet = batch->join(i);
    const auto view = viewOf(packet);
    BOOST_TEST(view.header.sequence == 2);
    BOOST_TEST(view.header.timestamp == 2U);
    BOOST_TEST(view.header.marker == (i == 14));
    BOOST_TEST(view.payload.size() <= 1400U);
    append(joined, view.payload);
  }
  BOOST_TEST(
      (Bytes(joined).size() == frame.body.size() && std::equal(joined.begin(), joined.end(), frame.body.begin())));
}

BOOST_AUTO_TEST_CASE(next_seq_numbers_every_slice_and_always_slices_small_frames_too) {
  CourseOptions next;
  next.fragments = CourseFragments::NextSequence;
  CoursePacketizer numbered(next, 1);
  const auto batch = numbered.packetize(wholeFrame(21000), 1);
  BOOST_TEST(viewOf(batch->join(0)).header.sequence == 1);
  BOOST_TEST(viewOf(batch->join(batch->size() - 1)).header.sequence == batch->size());
  BOOST_TEST(numbered.nextSequence() == batch->size() + 1);
  CourseOptions always;
  always.fragments = CourseFragments::Always;
  CoursePacketizer sliced(always, 1);
  const auto slices = sliced.packetize(wholeFrame(3000), 1);
  BOOST_TEST(slices->size() == 3U);
  BOOST_TEST(viewOf(slices->join(2)).header.sequence == 1);
  BOOST_TEST(viewOf(slices->join(2)).header.marker);
}

BOOST_AUTO_TEST_CASE(the_marker_option_marks_whole_frames) {
  CourseOptions options;
  options.marker = true;
  CoursePacketizer packetizer(options, 1);
  BOOST_TEST(viewOf(packetizer.packetize(wholeFrame(10), 1)->join(0)).header.marker);
}

BOOST_AUTO_TEST_CASE(standard_packets_are_numbered_on_fit_the_limit_and_end_with_the_marker) {
  const auto jpeg = std::make_shared<const ByteBuffer>(test::smallPictures(1).front());
  StandardPacketizer packetizer({FrameForm::Rfc2435, 300, std::nullopt, 9, 65535});
  for (int frame = 0; frame < 2; ++frame) {
    const std::uint16_t first = packetizer.nextSequence();
    const auto batch = packetizer.packetize(scanOf(jpeg, false), 77);
    BOOST_REQUIRE(batch->size() > 1U);
    for (std::size_t i = 0; i < batch->size(); ++i) {
      BOOST_TEST(batch->packetSize(i) <= 300U);
      const ByteBuffer packet = batch->join(i);
      const auto view = viewOf(packet);
      BOOST_TEST(view.header.sequence == static_cast<std::uint16_t>(first + i));
      BOOST_TEST(view.header.marker == (i + 1 == batch->size()));
      BOOST_TEST(!view.extension.has_value());
    }
  }
}

BOOST_AUTO_TEST_CASE(interleaved_packets_carry_their_channel_and_length) {
  const auto jpeg = std::make_shared<const ByteBuffer>(test::smallPictures(1).front());
  StandardPacketizer packetizer({FrameForm::Rfc2435, 1400, 4, 9, 1});
  const auto batch = packetizer.packetize(scanOf(jpeg, false), 77);
  const ByteBuffer packet = batch->join(0);
  BOOST_TEST(int{packet[0]} == '$');
  BOOST_TEST(int{packet[1]} == 4);
  BOOST_TEST((std::size_t{packet[2]} << 8 | packet[3]) == packet.size() - 4);
  const ByteBuffer inner(packet.begin() + 4, packet.end());
  BOOST_TEST(rtp::parseRtp(inner).ok());
}

BOOST_AUTO_TEST_CASE(the_jpeg_header_extension_goes_with_the_first_packet_alone) {
  const auto jpeg = std::make_shared<const ByteBuffer>(test::smallPictures(1).front());
  StandardPacketizer packetizer({FrameForm::Onvif, 1200, std::nullopt, 9, 1});
  const PreparedFrame frame = scanOf(jpeg, true);
  BOOST_REQUIRE(!frame.extension.empty());
  const auto batch = packetizer.packetize(frame, 77);
  BOOST_REQUIRE(batch->size() > 1U);
  const ByteBuffer firstPacket = batch->join(0);
  const auto first = viewOf(firstPacket);
  BOOST_REQUIRE(first.extension.has_value());
  BOOST_TEST(first.extension->profile == 0xFFD8);
  BOOST_TEST(firstPacket.size() <= 1200U);
  const ByteBuffer secondPacket = batch->join(1);
  BOOST_TEST(!viewOf(secondPacket).extension.has_value());
}

// What UDP GSO asks for: tables and extensions in a frame's first packet leave less room for its slice.
BOOST_AUTO_TEST_CASE(every_packet_of_a_frame_but_the_last_is_as_long_as_may_be) {
  const auto jpeg = std::make_shared<const ByteBuffer>(test::smallPictures(1).front());
  for (const bool onvif : {false, true}) {
    const FrameForm form = onvif ? FrameForm::Onvif : FrameForm::Rfc2435;
    const std::size_t most = onvif ? 1100 : 500;  // the extension does not fit into less
    StandardPacketizer packetizer({form, most, std::nullopt, 9, 1});
    const auto batch = packetizer.packetize(scanOf(jpeg, onvif), 77);
    BOOST_REQUIRE(batch->size() > 1U);
    for (std::size_t i = 0; i + 1 < batch->size(); ++i) BOOST_TEST(batch->packetSize(i) == most);
    BOOST_TEST(batch->packetSize(batch->size() - 1) <= most);
  }
}

BOOST_AUTO_TEST_CASE(what_reports_count_of_a_packet_is_its_payload_alone) {
  const auto jpeg = std::make_shared<const ByteBuffer>(test::smallPictures(1).front());
  StandardPacketizer packetizer({FrameForm::Onvif, 1200, 4, 9, 1});
  const auto batch = packetizer.packetize(scanOf(jpeg, true), 77);
  for (std::size_t i = 0; i < batch->size(); ++i) {
    const ByteBuffer framed = batch->join(i);
    const ByteBuffer packet(framed.begin() + 4, framed.end());
    BOOST_TEST(packetizer.payloadOctets(*batch, i) == viewOf(packet).payload.size());
  }
  CoursePacketizer course({}, 1);
  BOOST_TEST(course.payloadOctets(*course.packetize(wholeFrame(500), 1), 0) == 500U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::server
