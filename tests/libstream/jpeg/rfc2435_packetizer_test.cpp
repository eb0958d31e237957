// SPDX-License-Identifier: MIT
#include "libstream/jpeg/rfc2435_packetizer.h"

#include "libstream/jpeg/tables.h"
#include "tests/libstream/jpeg/jpeg_test_support.h"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

namespace zoetrope::jpeg {

namespace {

FrameInfo info420(int width = 640, int height = 480) {
  FrameInfo info;
  info.width = width;
  info.height = height;
  info.components = {Component{1, 2, 2, 0, 0, 0}, Component{2, 1, 1, 1, 1, 1}, Component{3, 1, 1, 1, 1, 1}};
  info.quantTables[0] = standardQuantTable(0, 50);
  info.quantTables[1] = standardQuantTable(1, 50);
  info.sofMarker = marker::kSof0;
  info.baseline = true;
  info.interleaved = true;
  return info;
}

void requireHeader(const ByteBuffer& headers, const Rfc2435Fragment& fragment, const ByteBuffer& expected) {
  const Bytes header = Bytes(headers).subspan(fragment.headerOffset, fragment.headerSize);
  BOOST_TEST(ByteBuffer(header.begin(), header.end()) == expected, boost::test_tools::per_element());
}

ByteBuffer withTables(ByteBuffer header, const FrameInfo& info) {
  append(header, ByteBuffer{0x00, 0x00, 0x00, 0x80});
  for (const std::size_t table : {0, 1})
    for (const std::uint16_t value : info.quantTables[table]->zigzag)
      header.push_back(static_cast<std::uint8_t>(value));
  return header;
}

}  // namespace

BOOST_AUTO_TEST_CASE(s3_1_headers_of_a_frame_in_two_packets) {
  ByteBuffer headers;
  const auto fragments = packetizeRfc2435(info420(), 300, 240, headers);
  BOOST_REQUIRE(fragments.size() == 2U);
  // Type 1, Q 255, 80 x 60 blocks; offsets 0 and 100.
  requireHeader(headers, fragments[0], withTables({0, 0, 0, 0, 1, 255, 80, 60}, info420()));
  requireHeader(headers, fragments[1], {0, 0, 0, 100, 1, 255, 80, 60});
  BOOST_TEST(fragments[0].scanSize == 100U);  // 240 - 8 - 4 - 128
  BOOST_TEST(fragments[1].scanOffset == 100U);
  BOOST_TEST(fragments[1].scanSize == 200U);
  BOOST_TEST(!fragments[0].last);
  BOOST_TEST(fragments.back().last);
}

BOOST_AUTO_TEST_CASE(s3_1_2_the_fragment_offset_has_24_bits) {
  ByteBuffer headers;
  const auto fragments = packetizeRfc2435(info420(), 0xFFFFFF, 0x10000, headers);
  BOOST_REQUIRE(!fragments.empty());
  const Rfc2435Fragment& last = fragments.back();
  BOOST_TEST(last.scanOffset + last.scanSize == 0xFFFFFFU);
  BOOST_TEST(headers[last.headerOffset + 1] == last.scanOffset >> 16);
  BOOST_TEST(headers[last.headerOffset + 2] == (last.scanOffset >> 8 & 0xFF));
  BOOST_TEST(packetizeRfc2435(info420(), 0x1000000, 0x10000, headers).empty());
}

BOOST_AUTO_TEST_CASE(s3_1_3_type_0_is_422) {
  FrameInfo info = info420();
  info.components[0].v = 1;
  ByteBuffer headers;
  const auto fragments = packetizeRfc2435(info, 10, 1400, headers);
  BOOST_REQUIRE(fragments.size() == 1U);
  requireHeader(headers, fragments[0], withTables({0, 0, 0, 0, 0, 255, 80, 60}, info));
  BOOST_TEST(fragments[0].last);
}

BOOST_AUTO_TEST_CASE(s3_1_5_sizes_are_in_8_pixels_rounded_up) {
  ByteBuffer headers;
  const auto fragments = packetizeRfc2435(info420(2033, 1), 10, 1400, headers);
  BOOST_REQUIRE(fragments.size() == 1U);
  BOOST_TEST(headers[6] == 255);
  BOOST_TEST(headers[7] == 1);
  BOOST_TEST(!rfc2435KeepsSize(info420(2033, 8)));
  BOOST_TEST(rfc2435KeepsSize(info420(2040, 1080)));
}

BOOST_AUTO_TEST_CASE(s3_1_7_restart_header_on_every_packet) {
  FrameInfo info = info420();
  info.restartInterval = 0x0203;
  ByteBuffer headers;
  const auto fragments = packetizeRfc2435(info, 300, 244, headers);
  BOOST_REQUIRE(fragments.size() == 2U);
  // F and L set, count 3FFF: the frame has to be put together before it is decoded.
  requireHeader(headers, fragments[0], withTables({0, 0, 0, 0, 65, 255, 80, 60, 2, 3, 0xFF, 0xFF}, info));
  requireHeader(headers, fragments[1], {0, 0, 0, 100, 65, 255, 80, 60, 2, 3, 0xFF, 0xFF});
}

BOOST_AUTO_TEST_CASE(s3_1_8_one_table_in_the_file_goes_out_as_two) {
  FrameInfo info = info420();
  for (Component& component : info.components) component.tq = 0;
  ByteBuffer headers;
  packetizeRfc2435(info, 10, 1400, headers);
  BOOST_REQUIRE(headers.size() == 8U + 4 + 128);
  BOOST_TEST(std::equal(headers.begin() + 12, headers.begin() + 76, headers.begin() + 76));
}

BOOST_AUTO_TEST_CASE(headers_are_appended_to_what_is_there) {
  ByteBuffer headers(5);
  const auto fragments = packetizeRfc2435(info420(), 10, 1400, headers);
  BOOST_TEST(fragments.at(0).headerOffset == 5U);
}

BOOST_AUTO_TEST_CASE(a_payload_too_small_for_the_headers_or_an_empty_scan_gives_nothing) {
  ByteBuffer headers;
  BOOST_TEST(packetizeRfc2435(info420(), 10, 140, headers).empty());
  BOOST_TEST(headers.empty());
  BOOST_TEST(packetizeRfc2435(info420(), 10, 141, headers).size() == 2U);
  BOOST_TEST(packetizeRfc2435(info420(), 0, 1400, headers).empty());
}

BOOST_AUTO_TEST_CASE(every_obstacle_is_told_and_nothing_is_sent) {
  const auto with = [](auto change) {
    FrameInfo info = info420();
    change(info);
    return info;
  };
  const std::pair<FrameInfo, Rfc2435Obstacle> kCases[] = {
      {info420(), Rfc2435Obstacle::None},
      {info420(2041, 16), Rfc2435Obstacle::TooLarge},
      {info420(16, 2041), Rfc2435Obstacle::TooLarge},
      {with([](FrameInfo& i) { i.precision = 12; }), Rfc2435Obstacle::Precision},
      {with([](FrameInfo& i) { i.quantTables[1]->zigzag[5] = 256; }), Rfc2435Obstacle::Precision},
      {with([](FrameInfo& i) { i.rgb = true; }), Rfc2435Obstacle::Other},
      {with([](FrameInfo& i) { i.scans = 3; }), Rfc2435Obstacle::Other},
      {with([](FrameInfo& i) { i.interleaved = false; }), Rfc2435Obstacle::Other},
      {with([](FrameInfo& i) { i.sofMarker = 0xC9; }), Rfc2435Obstacle::Other},
      {with([](FrameInfo& i) { i.progressive = true; }), Rfc2435Obstacle::Progressive},
      {with([](FrameInfo& i) { i.components.resize(1); }), Rfc2435Obstacle::Sampling},
      {with([](FrameInfo& i) { i.components[0].h = 1; }), Rfc2435Obstacle::Sampling},
      {with([](FrameInfo& i) { i.components[0].v = i.components[0].h = 1; }), Rfc2435Obstacle::Sampling},
      {with([](FrameInfo& i) { i.components[1].v = i.components[2].v = 2; }), Rfc2435Obstacle::BlockOrder},
      {with([](FrameInfo& i) { i.components[2].tq = 0; }), Rfc2435Obstacle::QuantTables},
      {with([](FrameInfo& i) { i.huffman = Huffman::Custom; }), Rfc2435Obstacle::CustomHuffman},
      {with([](FrameInfo& i) { i.huffman = Huffman::Missing; }), Rfc2435Obstacle::None},
  };
  for (const auto& [info, obstacle] : kCases) {
    BOOST_TEST(static_cast<int>(rfc2435Obstacle(info)) == static_cast<int>(obstacle));
    ByteBuffer headers;
    BOOST_TEST(packetizeRfc2435(info, 10, 1400, headers).empty() == (obstacle != Rfc2435Obstacle::None));
  }
}

BOOST_AUTO_TEST_CASE(a_third_table_with_the_same_values_is_no_obstacle) {
  FrameInfo info = info420();
  info.quantTables[2] = info.quantTables[1];
  info.components[2].tq = 2;
  BOOST_TEST((rfc2435Obstacle(info) == Rfc2435Obstacle::None));
}

BOOST_AUTO_TEST_CASE(onvif_packets_leave_room_for_the_extension_and_have_no_tables) {
  FrameInfo info = info420(2560, 1440);
  ByteBuffer headers;
  const auto fragments = packetizeOnvif(info, 400, 2000, 1000, headers);
  BOOST_REQUIRE(fragments.size() == 3U);
  BOOST_TEST(fragments[0].scanSize == 1000U - 400 - 4 - 8);
  BOOST_TEST(fragments[1].scanSize == 1000U - 8);
  requireHeader(headers, fragments[0], {0, 0, 0, 0, 1, 0, 0, 0});  // Q 0, 0 x 0: the extension says it
  BOOST_TEST(packetizeOnvif(info, 1000, 2000, 1000, headers).empty());
}

}  // namespace zoetrope::jpeg
