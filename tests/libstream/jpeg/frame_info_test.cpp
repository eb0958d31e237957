// SPDX-License-Identifier: MIT
#include "libstream/jpeg/frame_info.h"

#include "libstream/jpeg/tables.h"
#include "tests/libstream/jpeg/jpeg_test_support.h"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

namespace zoetrope::jpeg {

namespace {

// The four standard tables, one DHT each, as the lab's movie has them.
ByteBuffer inFourSegments() {
  ByteBuffer segments;
  for (const HuffmanClass tableClass : {HuffmanClass::Dc, HuffmanClass::Ac}) {
    for (const int id : {0, 1}) {
      const Bytes table = standardHuffmanTable(tableClass, id);
      ByteWriter(segments).u16(0xFFC4).u16(static_cast<std::uint16_t>(3 + table.size()));
      ByteWriter(segments).u8(static_cast<std::uint8_t>(static_cast<int>(tableClass) << 4 | id)).bytes(table);
    }
  }
  return segments;
}

ByteBuffer withTables(Bytes segments) {
  ByteBuffer jpeg = test::without(test::picture(), marker::kDht);
  const auto sos = jpeg.begin() + static_cast<std::ptrdiff_t>(test::infoOf(jpeg).sosOffset);
  jpeg.insert(sos, segments.begin(), segments.end());
  return jpeg;
}

std::size_t offsetOf(Bytes jpeg, std::uint8_t code) {
  SegmentReader reader(jpeg, 2);
  for (auto segment = reader.next(); segment.isDone(); segment = reader.next())
    if (segment.value().code == code) return segment.value().offset;
  BOOST_FAIL("no such segment");
  return 0;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_plain_picture_is_read) {
  const ByteBuffer jpeg = test::picture();
  const FrameInfo info = test::infoOf(jpeg);
  BOOST_TEST(info.width == test::kWidth);
  BOOST_TEST(info.height == test::kHeight);
  BOOST_TEST(info.precision == 8);
  BOOST_TEST(info.baseline);
  BOOST_TEST(!info.progressive);
  BOOST_TEST(info.interleaved);
  BOOST_TEST(info.scans == 1);
  BOOST_TEST(info.restartInterval == 0);
  BOOST_TEST((info.huffman == Huffman::Standard));
  BOOST_TEST(info.missingHuffmanTables == 0);
  BOOST_TEST(samplingName(info) == "4:2:0");
  BOOST_TEST(info.scanEnd == jpeg.size() - 2);
  BOOST_TEST(jpeg[info.sosOffset + 1] == marker::kSos);
  BOOST_TEST(info.scanOffset == info.sosOffset + 14);
  BOOST_TEST(info.quantTables[0]->zigzag[0] == standardQuantTable(0, 85).zigzag[0]);
}

BOOST_AUTO_TEST_CASE(the_header_alone_is_enough_and_each_prefix_of_it_needs_more) {
  const ByteBuffer jpeg = test::picture();
  const FrameInfo whole = test::infoOf(jpeg);
  for (std::size_t size = 0; size < whole.scanOffset; ++size)
    BOOST_REQUIRE(parseFrameHeader(Bytes(jpeg).first(size)).needsMore());
  const auto header = parseFrameHeader(Bytes(jpeg).first(whole.scanOffset));
  BOOST_REQUIRE(header.isDone());
  BOOST_TEST(header.consumed() == whole.scanOffset);
  BOOST_TEST(header.value().width == whole.width);
  BOOST_TEST(header.value().scanEnd == 0U);
}

BOOST_AUTO_TEST_CASE(standard_huffman_tables_are_known_in_one_segment_and_in_four) {
  BOOST_TEST((test::infoOf(withTables(standardHuffmanSegment())).huffman == Huffman::Standard));
  BOOST_TEST((test::infoOf(withTables(inFourSegments())).huffman == Huffman::Standard));
}

BOOST_AUTO_TEST_CASE(missing_huffman_tables_are_named) {
  const FrameInfo info = test::infoOf(test::without(test::picture(), marker::kDht));
  BOOST_TEST((info.huffman == Huffman::Missing));
  BOOST_TEST(info.missingHuffmanTables == 0b0011'0011);
}

BOOST_AUTO_TEST_CASE(optimised_huffman_tables_are_custom) {
  EncodeOptions options;
  options.optimiseHuffman = true;
  BOOST_TEST((test::infoOf(test::picture(options)).huffman == Huffman::Custom));
}

BOOST_AUTO_TEST_CASE(standard_tables_on_the_wrong_components_are_custom) {
  ByteBuffer jpeg = test::picture();
  const FrameInfo info = test::infoOf(jpeg);
  jpeg[info.sosOffset + 8] = 0x00;  // Cb with the luminance tables
  BOOST_TEST((test::infoOf(jpeg).huffman == Huffman::Custom));
}

BOOST_AUTO_TEST_CASE(component_ids_may_have_any_value) {
  ByteBuffer jpeg = test::picture();
  const std::size_t sof = offsetOf(jpeg, marker::kSof0);
  const std::size_t sos = offsetOf(jpeg, marker::kSos);
  for (std::uint8_t i = 0; i < 3; ++i) jpeg[sof + 10 + 3 * i] = jpeg[sos + 5 + 2 * i] = i;
  const FrameInfo info = test::infoOf(jpeg);
  BOOST_TEST(info.components[0].id == 0);
  BOOST_TEST(info.components[2].id == 2);
  BOOST_TEST(info.components[2].tq == 1);
  BOOST_TEST(info.components[1].acTable == 1);
}

BOOST_AUTO_TEST_CASE(sixteen_bit_quantisers_are_read) {
  ByteBuffer jpeg = test::picture();
  const std::size_t dqt = offsetOf(jpeg, marker::kDqt);
  ByteBuffer wide;
  ByteWriter writer(wide);
  writer.u16(0xFFDB).u16(131).u8(0x10);
  for (std::uint16_t i = 0; i < 64; ++i) writer.u16(static_cast<std::uint16_t>(200 + i));
  jpeg.erase(jpeg.begin() + static_cast<std::ptrdiff_t>(dqt), jpeg.begin() + static_cast<std::ptrdiff_t>(dqt + 69));
  jpeg.insert(jpeg.begin() + static_cast<std::ptrdiff_t>(dqt), wide.begin(), wide.end());
  const FrameInfo info = test::infoOf(jpeg);
  BOOST_TEST(info.quantTables[0]->sixteenBit);
  BOOST_TEST(info.quantTables[0]->zigzag[63] == 263);
  BOOST_TEST(!info.quantTables[0]->fitsEightBit());
  BOOST_TEST(info.quantTables[1]->fitsEightBit());
}

BOOST_AUTO_TEST_CASE(restart_intervals_are_read) {
  EncodeOptions options;
  options.restartInterval = 7;
  BOOST_TEST(test::infoOf(test::picture(options)).restartInterval == 7);
}

BOOST_AUTO_TEST_CASE(progressive_pictures_are_known_as_such) {
  EncodeOptions options;
  options.progressive = true;
  const FrameInfo info = test::infoOf(test::picture(options));
  BOOST_TEST(info.progressive);
  BOOST_TEST(!info.baseline);
  BOOST_TEST(info.scans == 10);
}

BOOST_AUTO_TEST_CASE(rgb_is_told_by_adobes_segment_or_the_ids) {
  EncodeOptions options;
  options.jfif = false;
  const ByteBuffer plain = test::picture(options);
  BOOST_TEST(!test::infoOf(plain).rgb);

  ByteBuffer adobe = plain;
  const ByteBuffer segment{0xFF, 0xEE, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0};
  adobe.insert(adobe.begin() + 2, segment.begin(), segment.end());
  BOOST_TEST(test::infoOf(adobe).rgb);

  ByteBuffer named = plain;
  const std::size_t sof = offsetOf(named, marker::kSof0);
  const std::size_t sos = offsetOf(named, marker::kSos);
  for (std::size_t i = 0; i < 3; ++i)
    named[sof + 10 + 3 * i] = named[sos + 5 + 2 * i] = static_cast<std::uint8_t>("RGB"[i]);
  BOOST_TEST(test::infoOf(named).rgb);
}

namespace data = boost::unit_test::data;

BOOST_DATA_TEST_CASE(sampling_has_the_name_that_people_use,
                     data::make({Subsampling::k444, Subsampling::k422, Subsampling::k420, Subsampling::k440,
                                 Subsampling::k411, Subsampling::kGrey}) ^
                         data::make({"4:4:4", "4:2:2", "4:2:0", "4:4:0", "4:1:1", "grey"}),
                     subsampling, name) {
  BOOST_TEST(samplingName(test::infoOf(test::picture(subsampling))) == name);
}

BOOST_AUTO_TEST_CASE(sampling_factors_with_a_common_factor_are_reduced) {
  FrameInfo info;
  info.components = {Component{1, 2, 2}, Component{2, 1, 2}, Component{3, 1, 2}};
  BOOST_TEST(samplingName(info) == "4:2:2");
  BOOST_TEST(reducedSampling(info)[0].v == 1);
}

BOOST_AUTO_TEST_CASE(headers_that_make_no_sense_are_refused_in_words) {
  const ByteBuffer jpeg = test::picture();
  const std::size_t sof = offsetOf(jpeg, marker::kSof0);
  const struct {
    std::size_t offset;
    std::uint8_t value;
    const char* sentence;
  } kCases[] = {{sof + 9, 5, "frame header (SOF) of the wrong length"},
                {sof + 11, 0x50, "sampling factor"},
                {sof + 11, 0x00, "sampling factor"},
                {sof + 12, 4, "quantisation table beyond"},
                {sof + 12, 3, "quantisation table 3 is used and not defined"},
                {offsetOf(jpeg, marker::kSos) + 5, 99, "a component that the frame does not have"},
                {offsetOf(jpeg, marker::kSos) + 4, 4, "scan header (SOS) of the wrong length"},
                {offsetOf(jpeg, marker::kDht) + 4, 0x20, "Huffman table of an unknown kind"},
                {offsetOf(jpeg, marker::kDht) + 5, 0xFF, "Huffman table (DHT) cut short"},
                {offsetOf(jpeg, marker::kDqt) + 5, 0, "quantisation table with a 0"}};
  for (const auto& [offset, value, sentence] : kCases) {
    ByteBuffer broken = jpeg;
    broken[offset] = value;
    const Result<FrameInfo> info = parseFrameInfo(broken);
    BOOST_REQUIRE(!info.ok());
    BOOST_TEST(info.error().message.find(sentence) != std::string::npos, info.error().message);
  }
}

BOOST_AUTO_TEST_CASE(a_picture_of_no_height_or_cut_short_is_refused) {
  ByteBuffer flat = test::picture();
  const std::size_t sof = offsetOf(flat, marker::kSof0);
  flat[sof + 5] = flat[sof + 6] = 0;
  BOOST_TEST(!parseFrameInfo(flat).ok());
  const ByteBuffer jpeg = test::picture();
  BOOST_TEST(!parseFrameInfo(Bytes(jpeg).first(jpeg.size() - 1)).ok());
  BOOST_TEST(!parseFrameInfo(Bytes(jpeg).first(100)).ok());
}

BOOST_AUTO_TEST_CASE(headers_without_end_are_refused) {
  ByteBuffer jpeg{0xFF, 0xD8};
  for (int i = 0; i < 20; ++i) {
    ByteWriter(jpeg).u16(0xFFE1).u16(0xFFFF);
    jpeg.resize(jpeg.size() + 0xFFFD);
  }
  BOOST_TEST(parseFrameHeader(jpeg).isBad());
}

}  // namespace zoetrope::jpeg
