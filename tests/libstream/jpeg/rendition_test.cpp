// SPDX-License-Identifier: MIT
#include "libstream/jpeg/rendition.h"

#include "libstream/jpeg/ladder.h"
#include "libstream/jpeg/requantise.h"
#include "libstream/jpeg/transcode.h"
#include "tests/libstream/jpeg/jpeg_test_support.h"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <cmath>

namespace zoetrope::jpeg {

namespace {

namespace data = boost::unit_test::data;

// What issue 4 asks for beside encoding again at the same size.
constexpr double kWithinDb = 1;

const Subsampling kAll[] = {Subsampling::k420, Subsampling::k422, Subsampling::k422InFfmpegOrder,
                            Subsampling::k444, Subsampling::k440, Subsampling::k411,
                            Subsampling::kGrey};

ByteBuffer source(Subsampling subsampling, int width, int height) {
  EncodeOptions options;
  options.subsampling = subsampling;
  options.quality = 92;
  return test::picture(options, width, height);
}

ByteBuffer made(const Rendition& rendition, Bytes jpeg) {
  Result<ByteBuffer> result = makeRendition(rendition, jpeg);
  BOOST_REQUIRE_MESSAGE(result.ok(), (result.ok() ? std::string() : result.error().message));
  const FrameInfo info = test::infoOf(*result);
  BOOST_TEST((remedyForRfc2435(info) == Remedy::None));
  BOOST_TEST(info.restartInterval == 0);
  return std::move(result).value();
}

struct SizeAndDb {
  double bytes;
  double db;
};

// What encoding the source's pixels again gives: the size and likeness of the two qualities around `bytes`.
double dbOfEncodingAgain(const ByteBuffer& jpeg, Subsampling subsampling, const FrameInfo& info, double bytes) {
  const ByteBuffer pixels = test::pixelsOf(jpeg);
  SizeAndDb below{0, 0};
  for (int quality = 2; quality <= 95; ++quality) {
    EncodeOptions options;
    options.subsampling = subsampling;
    options.quality = quality;
    const ByteBuffer again = encodeRgb(pixels, info.width, info.height, options).value();
    const SizeAndDb here{static_cast<double>(again.size()), test::psnr(test::pixelsOf(again), pixels)};
    if (here.bytes >= bytes && below.bytes > 0)
      return below.db + (here.db - below.db) * std::log(bytes / below.bytes) / std::log(here.bytes / below.bytes);
    below = here;
  }
  return below.db;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(rendition)

BOOST_DATA_TEST_CASE(each_quality_fits_rfc2435_decodes_cleanly_and_is_smaller_than_the_one_above,
                     data::make(kAll) * data::make({0, 1}), subsampling, odd) {
  const ByteBuffer jpeg = source(subsampling, odd ? 157 : 160, odd ? 99 : 112);
  const FrameInfo before = test::infoOf(jpeg);
  std::size_t last = jpeg.size();
  for (const int quality : {80, 60, 40, 20, 8}) {
    const ByteBuffer smaller = made({quality, false, false}, jpeg);
    const FrameInfo info = test::infoOf(smaller);
    BOOST_TEST(info.width == before.width);
    BOOST_TEST(info.height == before.height);
    BOOST_TEST(test::pixelsOf(smaller).size() == test::pixelsOf(jpeg).size());
    BOOST_TEST(smaller.size() < last);
    last = smaller.size();
  }
}

BOOST_DATA_TEST_CASE(half_the_size_is_rounded_up_and_fits_rfc2435, data::make(kAll), subsampling) {
  const ByteBuffer jpeg = source(subsampling, 157, 99);
  const ByteBuffer smaller = made({50, true, true}, jpeg);
  const FrameInfo info = test::infoOf(smaller);
  BOOST_TEST(info.width == 79);
  BOOST_TEST(info.height == 50);
  BOOST_TEST(samplingName(info) == "4:2:0");
  BOOST_TEST(smaller.size() < made({50, false, true}, jpeg).size());
  test::pixelsOf(smaller);
}

BOOST_DATA_TEST_CASE(requantised_pictures_look_as_good_as_those_encoded_again,
                     data::make({Subsampling::k420, Subsampling::k422}) * data::make({75, 50, 25, 10}), subsampling,
                     quality) {
  const ByteBuffer jpeg = source(subsampling, 320, 240);
  BOOST_TEST(requantisable(test::infoOf(jpeg)));
  const ByteBuffer smaller = made({quality, false, false}, jpeg);
  const double db = test::psnr(test::pixelsOf(smaller), test::pixelsOf(jpeg));
  const double again = dbOfEncodingAgain(jpeg, subsampling, test::infoOf(jpeg), static_cast<double>(smaller.size()));
  BOOST_TEST(db > again - kWithinDb);
}

BOOST_DATA_TEST_CASE(however_the_coefficients_were_coded_the_rendition_is_the_same, data::xrange(4), kind) {
  EncodeOptions options;
  options.optimiseHuffman = kind == 1;
  options.progressive = kind == 2;
  options.restartInterval = kind == 3 ? 3 : 0;
  const ByteBuffer jpeg = test::picture(options, 157, 99);
  BOOST_TEST((made({30, false, false}, jpeg) == made({30, false, false}, test::picture({}, 157, 99))));
}

BOOST_AUTO_TEST_CASE(a_quality_above_the_sources_changes_nothing_but_the_coding) {
  const ByteBuffer jpeg = source(Subsampling::k420, 157, 99);
  BOOST_TEST((test::pixelsOf(made({95, false, false}, jpeg)) == test::pixelsOf(jpeg)));
}

BOOST_AUTO_TEST_CASE(pictures_too_large_for_rfc2435_are_scaled_down_only_where_that_is_asked_for) {
  const ByteBuffer jpeg = test::picture({}, 2560, 64);
  const auto widthOf = [&](const Rendition& rendition) {
    const auto smaller = makeRendition(rendition, jpeg);
    BOOST_REQUIRE(smaller.ok());
    return test::infoOf(*smaller).width;
  };
  BOOST_TEST(widthOf({40, false, false}) == 2560);
  BOOST_TEST(widthOf({40, true, false}) == 1280);
  BOOST_TEST(widthOf({40, false, true}) == 1920);
  BOOST_TEST(widthOf({40, true, true}) == 960);
}

BOOST_AUTO_TEST_CASE(a_damaged_scan_keeps_its_damage_and_comes_out_clean) {
  ByteBuffer jpeg = source(Subsampling::k420, 160, 112);
  const FrameInfo info = test::infoOf(jpeg);
  const auto middle = static_cast<std::ptrdiff_t>((info.scanOffset + info.scanEnd) / 2);
  std::fill(jpeg.begin() + middle, jpeg.begin() + middle + 20, std::uint8_t{0x5A});
  for (const bool half : {false, true}) test::pixelsOf(made({40, half, false}, jpeg));
  const auto cut = makeRendition({40, false, false}, Bytes(jpeg).first(info.scanOffset + 100));
  BOOST_REQUIRE(cut.ok());
  test::pixelsOf(*cut);
}

BOOST_AUTO_TEST_CASE(what_is_no_picture_is_refused_with_a_sentence) {
  BOOST_TEST(!makeRendition({40, false, false}, ByteBuffer{}).ok());
  BOOST_TEST(!makeRendition({40, false, false}, ByteBuffer{0xFF, 0xD8, 0xFF, 0xD9}).ok());
  BOOST_TEST(!requantise(source(Subsampling::k444, 64, 64), 40).ok());
  const ByteBuffer jpeg = test::picture();
  const auto cut = makeRendition({40, false, false}, Bytes(jpeg).first(100));
  BOOST_REQUIRE(!cut.ok());
  BOOST_TEST(!cut.error().message.empty());
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(ladder)

BOOST_DATA_TEST_CASE(rungs_fall_by_a_tenth_at_least_and_have_the_size_that_they_say,
                     data::make({Subsampling::k420, Subsampling::k422, Subsampling::k444, Subsampling::kGrey}),
                     subsampling) {
  std::vector<ByteBuffer> frames;
  double bytes = 0;
  for (int i = 0; i < 3; ++i) {
    EncodeOptions options;
    options.subsampling = subsampling;
    options.quality = 90;
    frames.push_back(encodeRgb(test::testPicture(320, 240, i), 320, 240, options).value());
    bytes += static_cast<double>(frames.back().size());
  }
  const Ladder rungs = measureLadder(frames, false);
  BOOST_TEST(rungs.size() > 8U);
  BOOST_TEST(rungs.front().share == 1);
  BOOST_TEST(rungs.front().quality == 0);
  for (std::size_t i = 1; i < rungs.size(); ++i) {
    BOOST_TEST(rungs[i].share <= rungs[i - 1].share * 0.9);
    BOOST_TEST(rungs[i].halfSize >= rungs[i - 1].halfSize);
    double real = 0;
    for (const ByteBuffer& frame : frames)
      real += static_cast<double>(made({rungs[i].quality, rungs[i].halfSize, false}, frame).size());
    BOOST_TEST(rungs[i].share == real / bytes, boost::test_tools::tolerance(0.1));
  }
  BOOST_TEST(rungs.back().halfSize);
}

BOOST_AUTO_TEST_CASE(rung_0_is_what_the_remedy_makes_where_rfc2435_needs_one) {
  const std::vector<ByteBuffer> frames{test::picture({}, 2560, 64)};
  const Ladder whole = measureLadder(frames, false);
  const Ladder scaled = measureLadder(frames, true);
  BOOST_TEST(whole.front().share == 1);
  const auto remedied = applyRemedy(Remedy::ScaleDown, frames.front());
  BOOST_TEST(scaled.front().share ==
             static_cast<double>(remedied->size()) / static_cast<double>(frames.front().size()));
  for (std::size_t i = 1; i < scaled.size(); ++i) BOOST_TEST(scaled[i].share <= scaled[i - 1].share * 0.9);
}

BOOST_AUTO_TEST_CASE(frames_that_cannot_be_read_leave_the_movie_as_it_is) {
  BOOST_TEST(measureLadder({}, true).size() == 1U);
  const std::vector<ByteBuffer> frames{{}, {0xFF, 0xD8, 0xFF, 0xD9}, ByteBuffer(100, 7)};
  for (const bool forRfc2435 : {false, true}) {
    const Ladder rungs = measureLadder(frames, forRfc2435);
    BOOST_TEST(rungs.size() == 1U);
    BOOST_TEST(rungs.front().share == 1);
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::jpeg
