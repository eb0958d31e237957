// SPDX-License-Identifier: MIT
#include "libstream/movie/frame_number.h"

#include "libstream/base/bytes.h"
#include "libstream/movie/demo_scene.h"

#include <boost/test/unit_test.hpp>

#include <bitset>

namespace zoetrope::movie {
namespace {

constexpr int kWidth = 640, kHeight = 360;

const Picture& frame(int number) {
  static DemoScene scene(kWidth, kHeight, 30, 8);
  return scene.draw(number);
}

PixelView viewOf(const Picture& picture) {
  return {picture.rgb.data(), picture.width, picture.height, static_cast<std::size_t>(picture.width) * 3,
          PixelFormat::Rgb};
}

// The mean of each area, as a window draws a picture that is too large for it.
Picture scaled(const Picture& from, int width, int height) {
  Picture to(width, height);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const int x0 = x * from.width / width, x1 = std::max(x0 + 1, (x + 1) * from.width / width);
      const int y0 = y * from.height / height, y1 = std::max(y0 + 1, (y + 1) * from.height / height);
      Colour sum{};
      for (int row = y0; row < y1; ++row)
        for (int column = x0; column < x1; ++column) {
          const std::uint8_t* const p = from.rgb.data() + (row * from.width + column) * 3;
          sum = sum + Colour{float(p[0]), float(p[1]), float(p[2])};
        }
      to.set(x, y, sum * (1.0F / static_cast<float>((x1 - x0) * (y1 - y0))));
    }
  }
  return to;
}

// A window of 800x600 in which the picture has a place, as BGRX.
ByteBuffer screenshot(const Picture& picture, int left, int top, std::uint8_t around) {
  ByteBuffer pixels(800 * 600 * 4, around);
  for (int y = 0; y < picture.height; ++y) {
    for (int x = 0; x < picture.width; ++x) {
      const std::uint8_t* const from = picture.rgb.data() + (y * picture.width + x) * 3;
      std::uint8_t* const to = pixels.data() + ((top + y) * 800 + left + x) * 4;
      to[0] = from[2];
      to[1] = from[1];
      to[2] = from[0];
    }
  }
  return pixels;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(frame_number)

BOOST_AUTO_TEST_CASE(every_number_has_cells_of_its_own) {
  for (int number = 0; number < 65536; number += 7)
    BOOST_TEST(numberOfCells(frameNumberCells(static_cast<std::uint16_t>(number))).value() == number);
}

BOOST_AUTO_TEST_CASE(one_wrong_cell_is_noticed) {
  for (int number = 0; number < 500; ++number)
    for (int cell = 0; cell < kStripCells; ++cell)
      BOOST_TEST(!numberOfCells(frameNumberCells(static_cast<std::uint16_t>(number)) ^ 1U << cell));
}

BOOST_AUTO_TEST_CASE(the_number_is_read_from_every_size) {
  for (const int number : {0, 1, 255, 256, 299, 499}) {
    const Picture picture = frame(number);
    BOOST_TEST(readFrameNumber(viewOf(picture)).value_or(-1) == number);
    for (const int width : {1000, 500, 400, 320, 200, 160, 100, 80}) {
      const Picture smaller = scaled(picture, width, width * kHeight / kWidth);
      BOOST_TEST(readFrameNumber(viewOf(smaller)).value_or(-1) == number, width << " wide, number " << number);
    }
  }
}

BOOST_AUTO_TEST_CASE(the_number_is_found_in_a_screenshot) {
  for (const int number : {0, 7, 128, 499}) {
    for (const std::uint8_t around : {std::uint8_t{0}, std::uint8_t{240}}) {
      for (const int width : {640, 500, 333, 200}) {
        const Picture picture = scaled(frame(number), width, width * kHeight / kWidth);
        const ByteBuffer pixels = screenshot(picture, 71, 93, around);
        const PixelView view{pixels.data(), 800, 600, 800 * 4, PixelFormat::Bgrx};
        BOOST_TEST(findFrameNumber(view).value_or(-1) == number, width << " wide, number " << number);
        BOOST_TEST(readFrameNumber(view.crop(71, 93, picture.width, picture.height)).value_or(-1) == number);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(where_there_is_no_strip_there_is_no_number) {
  Picture picture = frame(5);
  const PixelView whole = viewOf(picture);
  const PixelView upper = whole.crop(0, 0, kWidth, kHeight - kHeight / 20);
  BOOST_TEST(!readFrameNumber(upper));
  BOOST_TEST(!findFrameNumber(upper));
  const ByteBuffer flat(100 * 100, 77);
  BOOST_TEST(!readFrameNumber({flat.data(), 100, 100, 100, PixelFormat::Gray}));
  BOOST_TEST(!findFrameNumber({flat.data(), 100, 100, 100, PixelFormat::Gray}));
  BOOST_TEST(!readFrameNumber({flat.data(), 10, 10, 10, PixelFormat::Gray}));
  BOOST_TEST(!readFrameNumber({}));
  BOOST_TEST(!findFrameNumber({}));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::movie
