// SPDX-License-Identifier: MIT
#include "rtsp_client/window/letterbox.h"

#include <boost/test/unit_test.hpp>

namespace zoetrope::client {

static std::ostream& operator<<(std::ostream& out, const PixelRect& rect) {
  return out << rect.width << "x" << rect.height << " at " << rect.x << "," << rect.y;
}
static std::ostream& operator<<(std::ostream& out, const PixelSize& size) {
  return out << size.width << "x" << size.height;
}

BOOST_AUTO_TEST_SUITE(letterbox_of_pictures)

BOOST_AUTO_TEST_CASE(a_picture_of_the_areas_shape_fills_it) {
  BOOST_TEST(letterbox({1920, 1080}, {1280, 720}) == (PixelRect{0, 0, 1280, 720}));
  BOOST_TEST(letterbox({384, 288}, {384, 288}) == (PixelRect{0, 0, 384, 288}));
}

BOOST_AUTO_TEST_CASE(a_wider_picture_gets_black_above_and_below) {
  BOOST_TEST(letterbox({1920, 1080}, {1280, 800}) == (PixelRect{0, 40, 1280, 720}));
}

BOOST_AUTO_TEST_CASE(a_higher_picture_gets_black_left_and_right) {
  BOOST_TEST(letterbox({384, 288}, {1280, 720}) == (PixelRect{160, 0, 960, 720}));
}

BOOST_AUTO_TEST_CASE(small_pictures_grow) {
  BOOST_TEST(letterbox({16, 9}, {1600, 900}) == (PixelRect{0, 0, 1600, 900}));
}

BOOST_AUTO_TEST_CASE(no_picture_or_no_area_is_nowhere) {
  BOOST_TEST(letterbox({0, 0}, {100, 100}) == PixelRect{});
  BOOST_TEST(letterbox({100, 100}, {0, 100}) == PixelRect{});
  BOOST_TEST(letterbox({100, 100}, {100, -1}) == PixelRect{});
}

BOOST_AUTO_TEST_CASE(the_thinnest_strip_keeps_one_pixel_and_never_leaves_the_area) {
  BOOST_TEST(letterbox({65535, 1}, {100, 100}).height == 1);
  BOOST_TEST(letterbox({1, 65535}, {100, 100}).width == 1);
  for (int width = 1; width < 200; ++width) {
    const PixelRect rect = letterbox({1920, 1080}, {width, 100});
    BOOST_TEST(rect.x >= 0);
    BOOST_TEST(rect.y >= 0);
    BOOST_TEST(rect.x + rect.width <= width);
    BOOST_TEST(rect.y + rect.height <= 100);
  }
}

BOOST_AUTO_TEST_CASE(half_the_movie_takes_the_movies_place) {
  const PixelSize hd{1920, 1080};
  BOOST_TEST(shapeAfter({}, hd) == hd);
  // 540 rows come as 544.
  for (const PixelSize half : {PixelSize{960, 540}, PixelSize{960, 544}}) {
    BOOST_TEST(shapeAfter(hd, half) == hd);
    BOOST_TEST(shareShown(hd, half).width == 1.0);
    BOOST_TEST(shareShown(hd, half).height * half.height == 540.0);
  }
  BOOST_TEST(shapeAfter(hd, hd) == hd);
  BOOST_TEST(shareShown(hd, hd).whole());
  BOOST_TEST(shapeAfter({383, 287}, {192, 144}) == (PixelSize{383, 287}));
}

BOOST_AUTO_TEST_CASE(another_movies_picture_gets_a_place_of_its_own) {
  for (const PixelSize other : {PixelSize{1280, 720}, PixelSize{960, 720}, PixelSize{968, 544}, PixelSize{960, 536}}) {
    BOOST_TEST(shapeAfter({1920, 1080}, other) == other);
    BOOST_TEST(shareShown({1920, 1080}, other).whole());
  }
  // Smaller first: the whole one brings the shape along.
  BOOST_TEST(shapeAfter({960, 544}, {1920, 1080}) == (PixelSize{1920, 1080}));
  // Of the smallest, a picture is not half of itself.
  BOOST_TEST(shareShown({8, 8}, {8, 8}).whole());
}

BOOST_AUTO_TEST_CASE(pictures_are_decoded_for_physical_pixels) {
  BOOST_TEST(toPhysical({640, 361}, 2.0) == (PixelSize{1280, 722}));
  BOOST_TEST(toPhysical({101, 100}, 1.5) == (PixelSize{152, 150}));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::client
