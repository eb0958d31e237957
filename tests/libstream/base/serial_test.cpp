// SPDX-License-Identifier: MIT
#include "libstream/base/serial.h"

#include <boost/test/unit_test.hpp>

namespace zoetrope {

BOOST_AUTO_TEST_CASE(distance_is_the_shorter_way_round) {
  BOOST_TEST(serialDistance(std::uint16_t{65535}, std::uint16_t{0}) == 1);
  BOOST_TEST(serialDistance(std::uint16_t{0}, std::uint16_t{65535}) == -1);
  BOOST_TEST(serialDistance(std::uint32_t{0xFFFFFFF0}, std::uint32_t{0x10}) == 0x20);
}

BOOST_AUTO_TEST_CASE(sequence_numbers_extend_over_the_wrap_and_back) {
  SequenceExtender extender;
  BOOST_TEST(extender.extend(65534) == 65534);
  BOOST_TEST(extender.extend(1) == 65537);
  BOOST_TEST(extender.extend(65535) == 65535);
  BOOST_TEST(extender.extend(2) == 65538);
  extender.reset();
  BOOST_TEST(extender.extend(3) == 3);
}

BOOST_AUTO_TEST_CASE(a_number_before_the_first_becomes_negative) {
  SequenceExtender extender;
  BOOST_TEST(extender.extend(0) == 0);
  BOOST_TEST(extender.extend(65535) == -1);
}

BOOST_AUTO_TEST_CASE(timestamps_extend_over_the_wrap) {
  TimestampExtender extender;
  BOOST_TEST(extender.extend(0xFFFFFFFF) == 0xFFFFFFFFLL);
  BOOST_TEST(extender.extend(2999) == 0x100000000LL + 2999);
}

}  // namespace zoetrope
