// SPDX-License-Identifier: MIT
#include "libstream/movie/demo_movie.h"

#include "libstream/jpeg/decoder.h"
#include "libstream/jpeg/frame_info.h"
#include "libstream/movie/frame_number.h"
#include "libstream/movie/movie.h"
#include "tests/support/temp_folder.h"

#include <boost/test/unit_test.hpp>

namespace zoetrope::movie {
namespace {

using test::TempFolder;

// The demo movies at their real size but short, so that the tests are quick.
DemoMovie shortened(std::size_t index, int frames) {
  DemoMovie movie = demoMovies()[index];
  movie.frames = frames;
  return movie;
}

std::shared_ptr<const Movie> made(const TempFolder& folder, const DemoMovie& demo) {
  const auto path = folder.path() / std::string(demo.fileName);
  const auto result = makeDemoMovie(demo, path);
  BOOST_REQUIRE_MESSAGE(result.ok(), (result ? "" : result.error().message));
  const auto movie = Movie::open(path);
  BOOST_REQUIRE(movie.ok());
  return *movie;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(demo_movie)

BOOST_AUTO_TEST_CASE(the_table_is_what_the_readme_says) {
  BOOST_REQUIRE_EQUAL(demoMovies().size(), 3U);
  BOOST_TEST(demoMovies()[0].fileName == "movie.Mjpeg");
  BOOST_TEST(demoMovies()[0].frames == 25 * demoMovies()[0].fps);
  BOOST_TEST(demoMovies()[2].frames == 10 * demoMovies()[2].fps);
}

BOOST_AUTO_TEST_CASE(each_demo_movie_fits_rfc2435_and_has_its_rate_and_size) {
  const TempFolder folder;
  const std::size_t kLeast[] = {8'000, 110'000, 360'000}, kMost[] = {14'000, 200'000, 440'000};
  for (std::size_t i = 0; i < demoMovies().size(); ++i) {
    const DemoMovie demo = shortened(i, 3);
    const auto movie = made(folder, demo);
    BOOST_TEST_CONTEXT(demo.fileName) {
      BOOST_TEST(movie->frameCount() == 3U);
      BOOST_TEST(movie->damagedFrames() == 0U);
      BOOST_TEST((movie->format() == demo.format));
      BOOST_TEST(movie->fps() == demo.fps);
      BOOST_TEST(movie->allFitRfc2435());
      for (std::size_t k = 0; k < 3; ++k) {
        BOOST_TEST(movie->frame(k).size >= kLeast[i]);
        BOOST_TEST(movie->frame(k).size <= kMost[i]);
      }
      const auto info = jpeg::parseFrameInfo(*movie->read(movie->frame(1)));
      BOOST_REQUIRE(info.ok());
      BOOST_TEST(info->width == demo.width);
      BOOST_TEST((info->huffman == jpeg::Huffman::Standard));
      BOOST_TEST(jpeg::samplingName(*info) == "4:2:0");
    }
  }
}

BOOST_AUTO_TEST_CASE(the_number_is_read_back_from_decoded_pictures_also_small_ones) {
  const TempFolder folder;
  const auto movie = made(folder, shortened(0, 40));
  jpeg::Decoder decoder;
  jpeg::PixelBuffer pixels;
  for (std::size_t i = 0; i < movie->frameCount(); ++i) {
    const auto frame = movie->read(movie->frame(i));
    for (const int width : {384, 192, 96}) {
      BOOST_REQUIRE(decoder.decodeBgrx(*frame, width, width * 3 / 4, pixels).ok());
      const PixelView view{pixels.data(), pixels.width(), pixels.height(), static_cast<std::size_t>(pixels.stride()),
                           PixelFormat::Bgrx};
      BOOST_TEST(view.width == width);
      BOOST_TEST(readFrameNumber(view).value_or(-1) == static_cast<int>(i), width << " wide");
    }
  }
}

BOOST_AUTO_TEST_CASE(a_movie_that_is_there_already_is_left_alone) {
  const TempFolder folder;
  const DemoMovie demo = shortened(0, 3);
  const auto path = folder.path() / "movie.Mjpeg";
  BOOST_REQUIRE(makeDemoMovie(demo, path).ok());
  BOOST_TEST(isDemoMovie(demo, path));
  int frames = 0;
  const auto count = [&](int, int) { return ++frames > 0; };
  BOOST_TEST(makeDemoMovie(demo, path, count).ok());
  BOOST_TEST(frames == 0);
  const DemoMovie longer = shortened(0, 4);
  BOOST_TEST(!isDemoMovie(longer, path));
  BOOST_TEST(makeDemoMovie(longer, path, count).ok());
  BOOST_TEST(frames == 4);
  BOOST_TEST(isDemoMovie(longer, path));
}

BOOST_AUTO_TEST_CASE(a_cancelled_movie_leaves_nothing_behind) {
  const TempFolder folder;
  const auto path = folder.path() / "movie.Mjpeg";
  const auto cancelled = makeDemoMovie(shortened(0, 10), path, [](int done, int) { return done < 2; });
  BOOST_TEST(!cancelled.ok());
  BOOST_TEST(std::filesystem::is_empty(folder.path()));
}

BOOST_AUTO_TEST_CASE(another_program_that_makes_the_same_movie_is_not_disturbed) {
  const TempFolder folder;
  const auto others = folder.write(".unfinished-0/movie.Mjpeg", "half a movie");
  const auto path = folder.path() / "movie.Mjpeg";
  BOOST_REQUIRE(makeDemoMovie(shortened(0, 2), path).ok());
  BOOST_TEST(isDemoMovie(shortened(0, 2), path));
  BOOST_TEST(std::filesystem::file_size(others) == 12U);
}

BOOST_AUTO_TEST_CASE(a_folder_that_is_not_there_is_an_error_in_words) {
  const TempFolder folder;
  const auto failed = makeDemoMovie(shortened(0, 3), folder.path() / "missing" / "movie.Mjpeg");
  BOOST_REQUIRE(!failed.ok());
  BOOST_TEST(failed.error().message.find("cannot write") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::movie
