// SPDX-License-Identifier: MIT
#include "libstream/jpeg/encoder.h"

#include "libstream/jpeg/tables.h"
#include "tests/libstream/jpeg/jpeg_test_support.h"

#include <boost/test/unit_test.hpp>

namespace zoetrope::jpeg {

BOOST_AUTO_TEST_CASE(a_higher_quality_makes_a_larger_and_truer_picture) {
  EncodeOptions low;
  low.quality = 30;
  EncodeOptions high;
  high.quality = 90;
  const ByteBuffer source = test::testPicture(test::kWidth, test::kHeight);
  const ByteBuffer small = test::picture(low);
  const ByteBuffer large = test::picture(high);
  BOOST_TEST(small.size() < large.size());
  BOOST_TEST(test::psnr(test::pixelsOf(small), source) < test::psnr(test::pixelsOf(large), source));
}

BOOST_AUTO_TEST_CASE(options_are_in_the_header) {
  EncodeOptions options;
  options.comment = "fps=20";
  options.restartInterval = 9;
  const ByteBuffer jpeg = test::picture(options);
  BOOST_TEST(commentField(jpeg, "fps") == "20");
  BOOST_TEST(test::infoOf(jpeg).restartInterval == 9);
  BOOST_TEST(test::countSegments(jpeg, marker::kApp0) == 1U);
  options.jfif = false;
  BOOST_TEST(test::countSegments(test::picture(options), marker::kApp0) == 0U);
}

BOOST_AUTO_TEST_CASE(optimised_tables_change_the_size_and_not_the_pixels) {
  EncodeOptions options;
  options.optimiseHuffman = true;
  const ByteBuffer optimised = test::picture(options);
  BOOST_TEST(optimised.size() < test::picture().size());
  BOOST_TEST((test::pixelsOf(optimised) == test::pixelsOf(test::picture())));
}

BOOST_AUTO_TEST_CASE(impossible_sizes_are_refused) {
  const ByteBuffer rgb(300);
  BOOST_TEST(encodeRgb(rgb, 10, 10).ok());
  BOOST_TEST(!encodeRgb(rgb, 11, 10).ok());  // fewer pixels than that
  BOOST_TEST(!encodeRgb(rgb, 0, 10).ok());
  BOOST_TEST(!encodeRgb(rgb, 10, -1).ok());
  BOOST_TEST(!encodeRgb(rgb, 70'000, 1).ok());
  BOOST_TEST(!encodeRgb(rgb, 60'000, 60'000).ok());
  EncodeOptions options;
  options.comment = std::string(70'000, 'x');
  BOOST_TEST(!encodeRgb(rgb, 10, 10, options).ok());
}

}  // namespace zoetrope::jpeg
