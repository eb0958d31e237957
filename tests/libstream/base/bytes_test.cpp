// SPDX-License-Identifier: MIT
#include "libstream/base/bytes.h"

#include <boost/test/unit_test.hpp>

namespace zoetrope {

BOOST_AUTO_TEST_CASE(what_is_written_is_read_back_in_network_byte_order) {
  ByteBuffer buffer;
  ByteWriter(buffer).u8(0x01).u16(0x0203).u24(0x040506).u32(0x0708090A).u64(0x0B0C0D0E0F101112);
  for (std::size_t i = 0; i < buffer.size(); ++i) BOOST_TEST(buffer[i] == i + 1);

  ByteReader reader(buffer);
  BOOST_TEST(reader.u8() == 0x01);
  BOOST_TEST(reader.u16() == 0x0203);
  BOOST_TEST(reader.u24() == 0x040506U);
  BOOST_TEST(reader.u32() == 0x0708090AU);
  BOOST_TEST(reader.u64() == 0x0B0C0D0E0F101112U);
  BOOST_TEST(reader.remaining() == 0U);
  BOOST_TEST(reader.ok());
}

BOOST_AUTO_TEST_CASE(reading_past_the_end_gives_zeros_and_stays_failed) {
  const ByteBuffer buffer{1, 2, 3};
  ByteReader reader(buffer);
  BOOST_TEST(reader.u16() == 0x0102);
  BOOST_TEST(reader.u32() == 0U);
  BOOST_TEST(!reader.ok());
  BOOST_TEST(reader.u8() == 0);
  BOOST_TEST(reader.take(1).empty());
}

}  // namespace zoetrope
