// SPDX-License-Identifier: MIT
#include "libstream/jpeg/tables.h"

#include "tests/libstream/jpeg/jpeg_test_support.h"

#include <boost/test/unit_test.hpp>

namespace zoetrope::jpeg {

BOOST_AUTO_TEST_CASE(the_standard_huffman_tables_are_those_that_libjpeg_writes) {
  const ByteBuffer jpeg = test::picture();
  SegmentReader segments(jpeg, 2);
  int seen = 0;
  for (auto segment = segments.next(); segment.isDone(); segment = segments.next()) {
    if (segment.value().code != marker::kDht) continue;
    const Bytes payload = segment.value().payload;
    const Bytes table = standardHuffmanTable(static_cast<HuffmanClass>(payload[0] >> 4), payload[0] & 0xF);
    const Bytes written = payload.subspan(1);
    BOOST_TEST(std::equal(table.begin(), table.end(), written.begin(), written.end()));
    ++seen;
  }
  BOOST_TEST(seen == 4);
}

BOOST_AUTO_TEST_CASE(the_standard_huffman_segment_is_420_bytes_with_its_marker) {
  const Bytes segment = standardHuffmanSegment();
  BOOST_TEST(segment.size() == 2U + 2 + 4 * 17 + 2 * 12 + 2 * 162);
  BOOST_TEST(segment[1] == marker::kDht);
  BOOST_TEST(huffmanSegmentFor(0).empty());
  BOOST_TEST(huffmanSegmentFor(0b0000'0001).size() == 2U + 2 + 17 + 12);
  BOOST_TEST(huffmanSegmentFor(0b1000'1000).empty());  // table 3 has no standard
}

BOOST_AUTO_TEST_CASE(quantisers_follow_q_as_libjpeg_does) {
  for (const int quality : {1, 10, 49, 50, 75, 99}) {
    EncodeOptions options;
    options.quality = quality;
    const FrameInfo info = test::infoOf(test::picture(options));
    for (const int id : {0, 1})
      BOOST_TEST(info.quantTables[static_cast<std::size_t>(id)]->zigzag == standardQuantTable(id, quality).zigzag,
                 boost::test_tools::per_element());
  }
}

BOOST_AUTO_TEST_CASE(rfc2435_appendix_a_q50_is_table_k1_in_zigzag_order) {
  const QuantTable luminance = standardQuantTable(0, 50);
  const std::uint16_t kBegin[] = {16, 11, 12, 14, 12, 10, 16, 14, 13, 14};
  for (std::size_t i = 0; i < std::size(kBegin); ++i) BOOST_TEST(luminance.zigzag[i] == kBegin[i]);
  BOOST_TEST(standardQuantTable(0, 10).zigzag[0] == 80);
  BOOST_TEST(standardQuantTable(0, 0).zigzag == standardQuantTable(0, 1).zigzag, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(the_comment_field_fps_is_found) {
  EncodeOptions options;
  options.comment = "fps=29.97";
  BOOST_TEST(commentField(test::picture(options), "fps") == "29.97");
  options.comment = "fpsx=1";
  BOOST_TEST(commentField(test::picture(options), "fps").empty());
  options.comment = "Lavc60.3";
  BOOST_TEST(commentField(test::picture(options), "fps").empty());
  options.comment = std::string("fps=20\0trash", 12);
  BOOST_TEST(commentField(test::picture(options), "fps") == "20");
  BOOST_TEST(commentField(test::picture(), "fps").empty());
  BOOST_TEST(commentField({}, "fps").empty());
}

}  // namespace zoetrope::jpeg
