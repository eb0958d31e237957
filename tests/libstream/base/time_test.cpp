// SPDX-License-Identifier: MIT
#include "libstream/base/time.h"

#include <boost/test/unit_test.hpp>

namespace zoetrope {

using namespace std::chrono_literals;

BOOST_AUTO_TEST_CASE(rfc3550_s4_ntp_counts_from_1900) {
  const WallTime unixEpoch{};
  BOOST_TEST(toNtp(unixEpoch).value == std::uint64_t{2'208'988'800} << 32);
  BOOST_TEST(toNtp(unixEpoch + 500ms).value == (std::uint64_t{2'208'988'800} << 32 | 0x80000000U));
  BOOST_TEST(toNtp(unixEpoch + 500ms).middle() == ((2'208'988'800U & 0xFFFFU) << 16 | 0x8000U));
}

BOOST_AUTO_TEST_CASE(ntp_and_back_is_exact_to_a_nanosecond) {
  const WallTime time{std::chrono::seconds(1'790'000'000) + 123'456'789ns};
  BOOST_TEST(std::abs((fromNtp(toNtp(time)) - time).count()) <= 1);
}

BOOST_AUTO_TEST_CASE(short_ntp_saturates_instead_of_wrapping) {
  BOOST_TEST(toNtpShort(1500ms) == 0x18000U);
  BOOST_TEST(toNtpShort(-1s) == 0U);
  BOOST_TEST(toNtpShort(std::chrono::hours(100)) == 0xFFFFFFFFU);
  BOOST_TEST((fromNtpShort(0x18000) == 1500ms));
}

}  // namespace zoetrope
