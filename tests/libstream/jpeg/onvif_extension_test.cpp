// SPDX-License-Identifier: MIT
#include "libstream/jpeg/onvif_extension.h"

#include "libstream/jpeg/tables.h"
#include "tests/libstream/jpeg/jpeg_test_support.h"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

namespace zoetrope::jpeg {

namespace {

namespace data = boost::unit_test::data;

void requireUntouched(const ByteBuffer& jpeg) {
  std::vector<test::TestPacket> packets = test::onvifPackets(jpeg);
  BOOST_REQUIRE(!packets.empty());
  test::shuffle(packets);
  Rfc2435Depacketizer depacketizer;
  test::giveAll(depacketizer, packets);
  BOOST_TEST(depacketizer.complete());
  const ByteBuffer received = depacketizer.takeJpeg();
  BOOST_TEST((test::scanOf(received) == test::scanOf(jpeg)));
  BOOST_TEST((test::pixelsOf(received) == test::pixelsOf(jpeg)));
  BOOST_TEST(test::infoOf(received).width == test::infoOf(jpeg).width);
  BOOST_TEST(test::infoOf(received).height == test::infoOf(jpeg).height);
}

}  // namespace

BOOST_DATA_TEST_CASE(any_baseline_picture_comes_through_untouched,
                     data::make({Subsampling::k444, Subsampling::k422, Subsampling::k420, Subsampling::k440,
                                 Subsampling::k411, Subsampling::kGrey}) *
                         data::make({false, true}),
                     subsampling, optimised) {
  EncodeOptions options;
  options.subsampling = subsampling;
  options.optimiseHuffman = optimised;
  options.restartInterval = optimised ? 3 : 0;
  requireUntouched(test::picture(options, 157, 99));
}

BOOST_AUTO_TEST_CASE(a_picture_over_2040_pixels_comes_through_untouched) {
  requireUntouched(test::picture({}, 2600, 64));
}

BOOST_AUTO_TEST_CASE(a_picture_without_huffman_tables_gets_the_standard_ones) {
  const ByteBuffer jpeg = test::picture(Subsampling::k444);
  const std::vector<test::TestPacket> packets = test::onvifPackets(test::without(jpeg, marker::kDht));
  Rfc2435Depacketizer depacketizer;
  test::giveAll(depacketizer, packets);
  BOOST_TEST((test::pixelsOf(depacketizer.takeJpeg()) == test::pixelsOf(jpeg)));
}

BOOST_AUTO_TEST_CASE(the_extension_is_whole_words_that_end_with_the_sos) {
  for (const Subsampling subsampling : {Subsampling::k444, Subsampling::kGrey}) {
    EncodeOptions options;
    options.subsampling = subsampling;
    options.comment = "not for the wire";
    const ByteBuffer jpeg = test::picture(options);
    const FrameInfo info = test::infoOf(jpeg);
    const ByteBuffer extension = buildOnvifExtension(info, Bytes(jpeg).first(info.scanOffset));
    BOOST_TEST(extension.size() % 4 == 0U);
    BOOST_TEST(extension[0] == 0xFF);
    BOOST_TEST(extension[1] == marker::kDqt);  // neither APP0 nor COM
    const std::size_t sosSize = info.scanOffset - info.sosOffset;
    BOOST_TEST(std::equal(extension.end() - static_cast<std::ptrdiff_t>(sosSize), extension.end(),
                          jpeg.begin() + static_cast<std::ptrdiff_t>(info.sosOffset)));
    const Result<ByteBuffer> header = jpegHeaderFromOnvif(extension);
    BOOST_REQUIRE(header.ok());
    BOOST_TEST(test::countSegments(*header, marker::kCom) == 0U);
    BOOST_TEST(parseFrameHeader(*header).isDone());
  }
}

BOOST_AUTO_TEST_CASE(a_progressive_picture_does_not_go_with_the_extension) {
  EncodeOptions options;
  options.progressive = true;
  const ByteBuffer jpeg = test::picture(options);
  const FrameInfo info = test::infoOf(jpeg);
  BOOST_TEST((onvifObstacle(info) == Rfc2435Obstacle::Progressive));
  BOOST_TEST(buildOnvifExtension(info, jpeg).empty());
  ByteBuffer headers;
  BOOST_TEST(packetizeOnvif(info, 600, 1000, 1400, headers).empty());
}

BOOST_AUTO_TEST_CASE(a_header_that_would_not_fit_is_not_sent) {
  ByteBuffer jpeg = test::picture();
  for (int i = 0; i < 20; ++i) {
    const Bytes tables = standardHuffmanSegment();
    jpeg.insert(jpeg.begin() + 2, tables.begin(), tables.end());
  }
  BOOST_TEST(buildOnvifExtension(test::infoOf(jpeg), jpeg).empty());
}

// The specification lets a camera send less: what is not in the extension comes from the RTP/JPEG header.
BOOST_AUTO_TEST_CASE(what_a_camera_leaves_out_comes_from_the_rtp_jpeg_header) {
  EncodeOptions options;
  options.restartInterval = 5;
  const ByteBuffer jpeg = test::picture(options);
  std::vector<test::TestPacket> packets = test::rfc2435Packets(jpeg);
  ByteBuffer sofOnly;
  SegmentReader reader(jpeg, 2);
  for (auto segment = reader.next(); segment.isDone(); segment = reader.next()) {
    if (segment.value().code == marker::kSof0) append(sofOnly, segment.value().whole);
    if (segment.value().code == marker::kSos) break;
  }
  sofOnly.insert(sofOnly.end(), 3, 0xFF);  // padding behind
  for (const ByteBuffer& extension : {ByteBuffer(), sofOnly}) {
    packets[0].extension = extension;
    packets[0].hasExtension = true;
    Rfc2435Depacketizer depacketizer;
    test::giveAll(depacketizer, packets);
    BOOST_TEST((test::pixelsOf(depacketizer.takeJpeg()) == test::pixelsOf(jpeg)));
  }
}

BOOST_AUTO_TEST_CASE(an_extension_that_is_no_list_of_segments_is_refused) {
  BOOST_TEST(!jpegHeaderFromOnvif(ByteBuffer{1, 2, 3, 4}).ok());
  BOOST_TEST(!jpegHeaderFromOnvif(ByteBuffer{0xFF, 0xDB, 0x10, 0x00}).ok());
  BOOST_TEST(!jpegHeaderFromOnvif(ByteBuffer{0xFF, 0xD8, 0xFF, 0xFF}).ok());
  BOOST_TEST(!jpegHeaderFromOnvif(ByteBuffer(kMaxOnvifExtension + 4, 0xFF)).ok());
  BOOST_TEST(jpegHeaderFromOnvif(ByteBuffer{0xFF, 0xFF, 0xFF, 0xFF}).ok());

  std::vector<test::TestPacket> packets = test::onvifPackets(test::picture());
  packets[0].extension[0] = 1;
  Rfc2435Depacketizer depacketizer;
  BOOST_TEST(!test::give(depacketizer, packets[0]).ok());
  BOOST_TEST(depacketizer.empty());  // as if it had not come
}

BOOST_AUTO_TEST_CASE(extensions_cut_or_damaged_at_each_byte_do_no_harm) {
  const ByteBuffer jpeg = test::picture(Subsampling::k444);
  const std::vector<test::TestPacket> packets = test::onvifPackets(jpeg);
  const ByteBuffer extension = packets[0].extension;
  Decoder decoder;
  PixelBuffer pixels;
  Rfc2435Depacketizer depacketizer;
  for (std::size_t i = 0; i < extension.size(); ++i) {
    for (const bool cut : {false, true}) {
      std::vector<test::TestPacket> damaged = packets;
      if (cut) {
        damaged[0].extension.resize(i);
      } else {
        damaged[0].extension[i] ^= 0x55;
      }
      for (const test::TestPacket& packet : damaged) static_cast<void>(test::give(depacketizer, packet).ok());
      static_cast<void>(decoder.decodeRgb(depacketizer.takeJpeg(), pixels).ok());
    }
  }
  BOOST_TEST(depacketizer.empty());
}

}  // namespace zoetrope::jpeg
