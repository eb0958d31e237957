// SPDX-License-Identifier: MIT
#include "libstream/jpeg/decoder.h"

#include "tests/libstream/jpeg/jpeg_test_support.h"

#include <boost/test/unit_test.hpp>

namespace zoetrope::jpeg {

namespace {

DecodedSize decoded(Bytes jpeg, int wantedWidth, int wantedHeight) {
  Decoder decoder;
  PixelBuffer pixels;
  const Result<DecodedSize> size = decoder.decodeBgrx(jpeg, wantedWidth, wantedHeight, pixels);
  BOOST_REQUIRE(size.ok());
  BOOST_TEST(pixels.width() == size->width);
  BOOST_TEST(pixels.height() == size->height);
  return *size;
}

}  // namespace

BOOST_AUTO_TEST_CASE(pixels_are_blue_green_red_and_255) {
  ByteBuffer rgb;
  for (int i = 0; i < 32 * 32; ++i) append(rgb, ByteBuffer{250, 120, 10});
  const ByteBuffer jpeg = encodeRgb(rgb, 32, 32).value();
  Decoder decoder;
  PixelBuffer pixels;
  BOOST_TEST(decoder.decodeBgrx(jpeg, 0, 0, pixels).ok());
  BOOST_TEST(pixels.stride() == 32 * 4);
  const std::uint8_t* pixel = pixels.row(17) + 4 * 5;
  BOOST_TEST(std::abs(pixel[0] - 10) < 4);
  BOOST_TEST(std::abs(pixel[1] - 120) < 4);
  BOOST_TEST(std::abs(pixel[2] - 250) < 4);
  BOOST_TEST(pixel[3] == 255);
}

BOOST_AUTO_TEST_CASE(the_smallest_size_that_is_not_too_small_is_decoded) {
  const ByteBuffer jpeg = test::picture({}, 320, 160);
  const struct {
    int wantedWidth, wantedHeight, width;
  } kCases[] = {{0, 0, 320},     {320, 160, 320}, {1000, 1000, 320}, {161, 1000, 320}, {160, 1000, 160}, {160, 80, 160},
                {1000, 81, 320}, {80, 1000, 80},  {81, 1000, 160},   {40, 40, 40},     {1, 1, 40}};
  for (const auto& [wantedWidth, wantedHeight, width] : kCases) {
    const DecodedSize size = decoded(jpeg, wantedWidth, wantedHeight);
    BOOST_TEST(size.width == width);
    BOOST_TEST(size.height == width / 2);
    BOOST_TEST(size.fullWidth == 320);
    BOOST_TEST(size.fullHeight == 160);
    BOOST_TEST(!size.corrupt());
  }
}

BOOST_AUTO_TEST_CASE(the_picture_is_close_to_what_was_encoded) {
  EncodeOptions options;
  options.quality = 95;
  options.subsampling = Subsampling::k444;
  const ByteBuffer jpeg = test::picture(options);
  BOOST_TEST(test::psnr(test::pixelsOf(jpeg), test::testPicture(test::kWidth, test::kHeight)) > 35);
}

BOOST_AUTO_TEST_CASE(grey_pictures_and_every_kind_of_jpeg_are_shown) {
  for (const Subsampling subsampling : {Subsampling::kGrey, Subsampling::k411, Subsampling::k440, Subsampling::k444})
    BOOST_TEST(decoded(test::picture(subsampling), 0, 0).width == test::kWidth);
  EncodeOptions options;
  options.progressive = true;
  BOOST_TEST(decoded(test::picture(options), 50, 50).width == test::kWidth / 2);
  BOOST_TEST(decoded(test::without(test::picture(), marker::kDht), 0, 0).width == test::kWidth);
}

BOOST_AUTO_TEST_CASE(a_picture_cut_short_is_shown_and_called_corrupt) {
  const ByteBuffer jpeg = test::picture();
  const DecodedSize size = decoded(Bytes(jpeg).first(jpeg.size() / 2), 0, 0);
  BOOST_TEST(size.width == test::kWidth);
  BOOST_TEST(size.corrupt());
}

BOOST_AUTO_TEST_CASE(after_a_failure_the_decoder_goes_on) {
  Decoder decoder;
  PixelBuffer pixels;
  const ByteBuffer jpeg = test::picture();
  for (int i = 0; i < 3; ++i) {
    const Result<DecodedSize> broken = decoder.decodeBgrx(Bytes(jpeg).first(200), 0, 0, pixels);
    BOOST_REQUIRE(!broken.ok());
    BOOST_TEST(!broken.error().message.empty());
    BOOST_TEST(!decoder.decodeBgrx({}, 0, 0, pixels).ok());
    const Result<DecodedSize> good = decoder.decodeBgrx(jpeg, 0, 0, pixels);
    BOOST_REQUIRE(good.ok());
    BOOST_TEST(good->warnings == 0);
  }
}

BOOST_AUTO_TEST_CASE(a_buffer_used_again_keeps_its_memory) {
  Decoder decoder;
  PixelBuffer pixels;
  BOOST_TEST(decoder.decodeBgrx(test::picture(), 0, 0, pixels).ok());
  const std::uint8_t* memory = pixels.data();
  BOOST_TEST(decoder.decodeBgrx(test::picture(), 40, 40, pixels).ok());
  BOOST_TEST(decoder.decodeBgrx(test::picture(), 0, 0, pixels).ok());
  BOOST_TEST(pixels.data() == memory);
}

}  // namespace zoetrope::jpeg
