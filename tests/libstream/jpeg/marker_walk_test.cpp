// SPDX-License-Identifier: MIT
#include "libstream/jpeg/marker_walk.h"

#include "libstream/jpeg/limits.h"
#include "tests/libstream/jpeg/jpeg_test_support.h"

#include <boost/test/unit_test.hpp>

namespace zoetrope::jpeg {

namespace {

// SOI, COM with an EOI and an SOI in it, SOS, scan with a stuffed FF00, an RST and a fill byte, EOI.
const ByteBuffer kTiny{0xFF, 0xD8, 0xFF, 0xFE, 0x00, 0x06, 0xFF, 0xD9, 0xFF, 0xD8, 0xFF, 0xDA, 0x00,
                       0x03, 0x01, 0x12, 0xFF, 0x00, 0x34, 0xFF, 0xD0, 0x56, 0xFF, 0xFF, 0xD9};

ByteBuffer with(ByteBuffer bytes, std::size_t at, ByteBuffer inserted) {
  bytes.insert(bytes.begin() + static_cast<std::ptrdiff_t>(at), inserted.begin(), inserted.end());
  return bytes;
}

void requireBadAt(const ByteBuffer& bytes, std::size_t offset) {
  const auto walked = walkJpeg(bytes);
  BOOST_REQUIRE(walked.isBad());
  BOOST_TEST(walked.failure().offset == offset);
}

}  // namespace

BOOST_AUTO_TEST_CASE(markers_inside_a_comment_do_not_end_a_jpeg) {
  const auto walked = walkJpeg(kTiny);
  BOOST_REQUIRE(walked.isDone());
  BOOST_TEST(walked.value() == kTiny.size());
  BOOST_TEST(walked.consumed() == kTiny.size());
}

BOOST_AUTO_TEST_CASE(every_prefix_of_a_jpeg_needs_more) {
  for (const ByteBuffer& jpeg : {kTiny, test::picture()})
    for (std::size_t size = 0; size < jpeg.size(); ++size) BOOST_REQUIRE(walkJpeg(Bytes(jpeg).first(size)).needsMore());
}

BOOST_AUTO_TEST_CASE(pieces_of_any_size_give_the_same_end) {
  ByteBuffer twice = test::picture();
  const std::size_t size = twice.size();
  append(twice, ByteBuffer(twice));
  for (const std::size_t step : {1, 2, 3, 7, 64, 1000}) {
    MarkerWalker walker;
    std::size_t at = 0;
    while (true) {
      const auto walked = walker.feed(Bytes(twice).subspan(at, std::min(step, twice.size() - at)));
      BOOST_REQUIRE(!walked.isBad());
      if (walked.isDone()) {
        BOOST_TEST(walked.value() == size);
        BOOST_TEST(at + walked.consumed() == size);
        break;
      }
      at += step;
      BOOST_TEST(walker.position() == at);
    }
  }
}

BOOST_AUTO_TEST_CASE(all_scans_of_a_progressive_picture_belong_to_it) {
  EncodeOptions options;
  options.progressive = true;
  const ByteBuffer jpeg = test::picture(options);
  MarkerWalker walker;
  const auto walked = walker.feed(jpeg);
  BOOST_REQUIRE(walked.isDone());
  BOOST_TEST(walked.value() == jpeg.size());
  BOOST_TEST(walker.scans() == 10);
}

BOOST_AUTO_TEST_CASE(a_thumbnail_in_exif_does_not_split_a_frame) {
  ByteBuffer exif{0xFF, 0xE1, 0, 0};
  const ByteBuffer thumbnail = test::picture({}, 16, 16);
  append(exif, thumbnail);
  exif[2] = static_cast<std::uint8_t>((thumbnail.size() + 2) >> 8);
  exif[3] = static_cast<std::uint8_t>(thumbnail.size() + 2);
  const ByteBuffer jpeg = with(test::picture(), 2, exif);
  const auto walked = walkJpeg(jpeg);
  BOOST_REQUIRE(walked.isDone());
  BOOST_TEST(walked.value() == jpeg.size());
}

BOOST_AUTO_TEST_CASE(bytes_after_the_end_are_not_looked_at) {
  ByteBuffer jpeg = kTiny;
  append(jpeg, asBytes("rubbish"));
  BOOST_TEST(walkJpeg(jpeg).value() == kTiny.size());
}

BOOST_AUTO_TEST_CASE(what_is_no_jpeg_is_bad_at_its_first_wrong_byte) {
  requireBadAt({'G', 'I', 'F'}, 0);
  requireBadAt({0xFF, 0xD9}, 0);
  requireBadAt({0xFF, 0xD8, 0x00}, 2);
  requireBadAt({0xFF, 0xD8, 0xFF, 0xD9}, 2);                          // EOI without a picture
  requireBadAt({0xFF, 0xD8, 0xFF, 0xD8}, 2);                          // SOI in SOI
  requireBadAt({0xFF, 0xD8, 0xFF, 0xD3}, 2);                          // RST outside a scan
  requireBadAt({0xFF, 0xD8, 0xFF, 0x02}, 2);                          // reserved
  requireBadAt({0xFF, 0xD8, 0xFF, 0xFE, 0x00, 0x01}, 4);              // length below 2
  requireBadAt({0xFF, 0xD8, 0xFF, 0xFE, 0x00, 0x03, 0x41, 0x42}, 7);  // no marker after a segment
}

BOOST_AUTO_TEST_CASE(a_scan_that_runs_into_the_next_jpeg_is_bad_at_its_soi) {
  ByteBuffer cut(kTiny.begin(), kTiny.end() - 3);
  const std::size_t next = cut.size();
  append(cut, kTiny);
  requireBadAt(cut, next);
}

BOOST_AUTO_TEST_CASE(a_scan_without_an_end_is_bad_at_the_limit) {
  MarkerWalker walker;
  BOOST_REQUIRE(walker.feed(Bytes(kTiny).first(16)).needsMore());
  const ByteBuffer megabyte(1 << 20, 0x55);
  for (int i = 0; i < 15; ++i) BOOST_REQUIRE(walker.feed(megabyte).needsMore());
  const auto walked = walker.feed(megabyte);
  BOOST_REQUIRE(walked.isBad());
  BOOST_TEST(walked.failure().offset == kMaxFrameBytes);
}

}  // namespace zoetrope::jpeg
