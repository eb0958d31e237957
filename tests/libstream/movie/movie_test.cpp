// SPDX-License-Identifier: MIT
#include "libstream/movie/movie.h"

#include "libstream/jpeg/frame_info.h"
#include "tests/support/movie_builder.h"
#include "tests/support/temp_folder.h"

#include <boost/test/unit_test.hpp>

#include <algorithm>

namespace zoetrope::movie {
namespace {

using test::Jpegs;
using test::TempFolder;

std::shared_ptr<const Movie> mustOpen(const std::filesystem::path& path, std::optional<double> fps = {}) {
  auto movie = Movie::open(path, {.fps = fps, .progress = {}});
  BOOST_REQUIRE_MESSAGE(movie.ok(), (movie ? "" : movie.error().message));
  return *movie;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(movie)

BOOST_AUTO_TEST_CASE(frames_are_read_and_mapped_alike) {
  const TempFolder folder;
  const Jpegs pictures = test::smallPictures(4);
  const auto movie = mustOpen(folder.write("caf\xC3\xA9.Mjpeg", test::labMovie(pictures)));
  BOOST_TEST(movie->name() == "caf\xC3\xA9.Mjpeg");
  BOOST_REQUIRE_EQUAL(movie->frameCount(), pictures.size());
  std::uint64_t total = 0;
  for (std::size_t i = 0; i < pictures.size(); ++i) {
    BOOST_TEST(*movie->read(movie->frame(i)) == pictures[i]);
    const Bytes mapped = movie->mapped(movie->frame(i));
    BOOST_TEST(std::equal(mapped.begin(), mapped.end(), pictures[i].begin(), pictures[i].end()));
    total += pictures[i].size();
  }
  BOOST_TEST(movie->frameBytes() == total);
  BOOST_TEST(movie->allFitRfc2435());
}

BOOST_AUTO_TEST_CASE(a_header_ends_where_the_scan_begins) {
  const TempFolder folder;
  const ByteBuffer large = test::withSegment(test::smallPictures(1)[0], 0xE1, ByteBuffer(60'000, 'x'));
  const auto movie = mustOpen(folder.write("m.mjpeg", test::rawMovie({test::smallPictures(1)[0], large})));
  for (std::size_t i = 0; i < 2; ++i) {
    const auto header = movie->readHeader(i);
    BOOST_REQUIRE(header.ok());
    const auto info = jpeg::parseFrameHeader(*header);
    BOOST_REQUIRE(info.isDone());
    BOOST_TEST(info.value().scanOffset == header->size());
    BOOST_TEST(info.value().width == 64);
  }
}

BOOST_AUTO_TEST_CASE(the_rate_comes_from_the_option_the_comment_or_the_format) {
  const TempFolder folder;
  const Jpegs plain = test::smallPictures(2);
  Jpegs commented = plain;
  commented[0] = test::withComment(plain[0], "fps=30");
  Jpegs nonsense = plain;
  nonsense[0] = test::withComment(plain[0], "fps=-4");
  const auto lab = folder.write("lab.Mjpeg", test::labMovie(plain));
  const auto raw = folder.write("raw.mjpeg", test::rawMovie(plain));
  const auto said = folder.write("said.mjpeg", test::rawMovie(commented));
  BOOST_TEST(mustOpen(lab)->fps() == 20);
  BOOST_TEST(mustOpen(raw)->fps() == 25);
  BOOST_TEST(mustOpen(said)->fps() == 30);
  BOOST_TEST(mustOpen(said, 12.5)->fps() == 12.5);
  BOOST_TEST(mustOpen(folder.write("n.mjpeg", test::rawMovie(nonsense)))->fps() == 25);
  BOOST_TEST(mustOpen(said)->fpsReason().find("comment") != std::string::npos);
  BOOST_TEST(mustOpen(lab)->fpsReason() != mustOpen(raw)->fpsReason());
  BOOST_TEST(mustOpen(lab)->durationSeconds() == 0.1);
}

#ifndef _WIN32  // Windows does not let a mapped file be cut
BOOST_AUTO_TEST_CASE(a_file_that_is_cut_while_open_is_changed_and_fails_to_read) {
  const TempFolder folder;
  const auto path = folder.write("m.mjpeg", test::rawMovie(test::smallPictures(4)));
  const auto movie = mustOpen(path);
  BOOST_TEST(movie->unchanged());
  std::filesystem::resize_file(path, 100);
  BOOST_TEST(!movie->unchanged());
  BOOST_TEST(!movie->read(movie->frame(3)).ok());
  BOOST_TEST(!movie->readHeader(3).ok());
}
#endif

BOOST_AUTO_TEST_CASE(what_cannot_be_played_says_why) {
  const TempFolder folder;
  const auto missing = Movie::open(folder.path() / "missing.mjpeg");
  BOOST_REQUIRE(!missing.ok());
  BOOST_TEST((missing.error().kind == MovieError::Kind::CannotOpen));
  const auto text = Movie::open(folder.write("notes.txt", "hello"));
  BOOST_REQUIRE(!text.ok());
  BOOST_TEST((text.error().kind == MovieError::Kind::NotAMovie));
  BOOST_TEST(text.error().message.find("a text file") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::movie
