// SPDX-License-Identifier: MIT
#include "libstream/jpeg/scan_buffer.h"

#include "libstream/jpeg/limits.h"

#include <boost/test/unit_test.hpp>

namespace zoetrope::jpeg {

namespace {

ByteBuffer contents(const ScanBuffer& buffer, bool hasRestarts = false) {
  ByteBuffer out;
  buffer.appendTo(out, hasRestarts);
  return out;
}

}  // namespace

BOOST_AUTO_TEST_CASE(pieces_that_overlap_count_once_and_the_first_stays) {
  ScanBuffer buffer;
  BOOST_TEST(buffer.put(4, ByteBuffer{5, 6, 7}, true).ok());
  BOOST_TEST(buffer.missingBytes() == 4U);
  BOOST_TEST(!buffer.whole());
  BOOST_TEST(buffer.put(1, ByteBuffer{2, 3, 4, 99, 99}, false).ok());
  BOOST_TEST(buffer.missingBytes() == 1U);
  BOOST_TEST(buffer.put(0, ByteBuffer{1, 99, 99}, false).ok());
  BOOST_TEST(buffer.whole());
  BOOST_TEST(contents(buffer) == (ByteBuffer{1, 2, 3, 4, 5, 6, 7}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_frame_is_not_whole_before_its_last_piece_is_marked) {
  ScanBuffer buffer;
  BOOST_TEST(buffer.put(0, ByteBuffer{1, 2}, false).ok());
  BOOST_TEST(!buffer.whole());
  BOOST_TEST(buffer.put(2, {}, true).ok());  // some senders mark an empty packet
  BOOST_TEST(buffer.whole());
}

BOOST_AUTO_TEST_CASE(without_restarts_a_frame_is_cut_at_its_first_gap) {
  ScanBuffer buffer;
  BOOST_TEST(buffer.put(0, ByteBuffer{1, 2}, false).ok());
  BOOST_TEST(buffer.put(5, ByteBuffer{3, 0xFF, 0xD3, 4}, true).ok());
  BOOST_TEST(buffer.missingBytes() == 3U);
  BOOST_TEST(contents(buffer, false) == (ByteBuffer{1, 2}), boost::test_tools::per_element());
  BOOST_TEST(contents(buffer, true) == (ByteBuffer{1, 2, 0xFF, 0xD3, 4}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(limits_hold) {
  ScanBuffer buffer;
  const ByteBuffer byte{1};
  BOOST_TEST(!buffer.put(kMaxFrameBytes, byte, false).ok());
  BOOST_TEST(!buffer.put(kMaxFrameBytes + 1, {}, false).ok());
  for (std::size_t i = 0; i < kMaxRanges; ++i) BOOST_REQUIRE(buffer.put(2 * i, byte, false).ok());
  BOOST_TEST(!buffer.put(2 * kMaxRanges, byte, false).ok());
  BOOST_TEST(buffer.put(2 * kMaxRanges - 1, byte, false).ok());  // next to the last one
  buffer.clear();
  BOOST_TEST(buffer.empty());
  BOOST_TEST(buffer.missingBytes() == 0U);
}

}  // namespace zoetrope::jpeg
