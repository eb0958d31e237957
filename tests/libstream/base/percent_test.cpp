// SPDX-License-Identifier: MIT
#include "libstream/base/percent.h"

#include <boost/test/unit_test.hpp>

namespace zoetrope {

BOOST_AUTO_TEST_SUITE(percent)

BOOST_AUTO_TEST_CASE(percent_codes_are_decoded_or_refused) {
  BOOST_TEST(percentDecode("a%20%2e%2Eb").value() == "a ..b");
  BOOST_TEST(percentDecode("%00").value() == std::string(1, '\0'));
  BOOST_TEST(percentDecode("%25%32%35").value() == "%25");
  for (const char* bad : {"%", "%2", "a%zz", "%2g", "%+1", "%20%", "%%20"}) BOOST_TEST(!percentDecode(bad).has_value());
}

BOOST_AUTO_TEST_CASE(what_is_no_code_stays_where_that_is_wanted) {
  BOOST_TEST(percentDecodeLeniently("100%/a%20b%2") == "100%/a b%2");
  BOOST_TEST(percentDecodeLeniently("%%20") == "% ");
}

BOOST_AUTO_TEST_CASE(encoding_and_decoding_are_each_others_inverse) {
  std::string every;
  for (int byte = 0; byte < 256; ++byte) every.push_back(static_cast<char>(byte));
  BOOST_TEST(percentDecode(percentEncodePath(every)).value() == every);
  BOOST_TEST(percentEncodePath("/a b%ü:.mjpeg") == "/a%20b%25%C3%BC%3A.mjpeg");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope
