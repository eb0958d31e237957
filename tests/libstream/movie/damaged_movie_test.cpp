// SPDX-License-Identifier: MIT
// Movie files that are cut, overwritten or made to hurt: what is whole is found, what is not is counted, and the time
// stays linear.
#include "libstream/jpeg/limits.h"
#include "libstream/movie/movie_index.h"
#include "tests/support/movie_builder.h"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string>

namespace zoetrope::movie {
namespace {

using test::Jpegs;

constexpr std::size_t kPictures = 6;

const Jpegs& pictures() {
  static const Jpegs made = test::smallPictures(static_cast<int>(kPictures));
  return made;
}

Result<MovieIndex, MovieError> indexOf(Bytes bytes) { return indexMovie(MemorySource(bytes)); }

std::size_t framesIn(Bytes bytes) {
  const auto index = indexOf(bytes);
  return index ? index->frames.size() : 0;
}

std::size_t offsetOfFrame(std::size_t number) {
  std::size_t offset = 0;
  for (std::size_t i = 0; i < number; ++i) offset += pictures()[i].size();
  return offset;
}

void overwrite(ByteBuffer& movie, std::size_t offset, std::size_t count, std::uint8_t value) {
  std::fill_n(movie.begin() + static_cast<std::ptrdiff_t>(offset), count, value);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(damaged_movie)

BOOST_AUTO_TEST_CASE(cut_at_every_byte_a_movie_has_the_frames_that_are_whole) {
  for (const auto& facts : test::movieForms()) {
    const ByteBuffer movie = test::buildMovie(facts.form, pictures());
    const auto whole = indexOf(movie);
    BOOST_REQUIRE(whole.ok());
    const std::size_t twoFrames = static_cast<std::size_t>(whole->frames[2].offset);
    for (std::size_t size = 0; size <= twoFrames; ++size) {
      const auto complete = std::count_if(whole->frames.begin(), whole->frames.end(),
                                          [&](const FrameRef& frame) { return frame.offset + frame.size <= size; });
      if (framesIn(Bytes(movie).first(size)) == static_cast<std::size_t>(complete)) continue;
      BOOST_ERROR(facts.name << " cut at " << size);
    }
  }
}

BOOST_AUTO_TEST_CASE(begun_at_every_byte_a_movie_has_the_frames_that_are_whole) {
  const ByteBuffer movie = test::labMovie(pictures());
  for (std::size_t skipped = 0; skipped < 2 * pictures()[0].size(); ++skipped) {
    const std::size_t frames = framesIn(Bytes(movie).subspan(skipped));
    if (frames < kPictures - 2 || frames > kPictures) BOOST_ERROR("begun at " << skipped << ": " << frames);
  }
}

BOOST_AUTO_TEST_CASE(every_byte_of_a_frame_may_be_wrong_and_only_that_frame_is_lost) {
  for (const std::uint8_t value : {0x00, 0xFF, 0xD8, 0xD9, 0x7F}) {
    for (std::size_t offset = 0; offset < pictures()[1].size(); ++offset) {
      ByteBuffer movie = test::rawMovie(pictures());
      movie[offsetOfFrame(1) + offset] = value;
      const std::size_t frames = framesIn(movie);
      if (frames < kPictures - 1 || frames > kPictures) BOOST_ERROR("byte " << offset << " = " << int(value));
    }
  }
}

BOOST_AUTO_TEST_CASE(a_frame_with_a_broken_header_is_lost_alone) {
  ByteBuffer movie = test::rawMovie(pictures());
  overwrite(movie, offsetOfFrame(2) + 20, 100, 0x55);
  const auto index = indexOf(movie);
  BOOST_REQUIRE(index.ok());
  BOOST_TEST(index->frames.size() == kPictures - 1);
  BOOST_TEST(index->damaged == 1U);
  BOOST_TEST(index->frames[2].offset == offsetOfFrame(3));
}

BOOST_AUTO_TEST_CASE(a_frame_without_its_beginning_is_counted_as_damaged) {
  ByteBuffer movie = test::rawMovie(pictures());
  overwrite(movie, offsetOfFrame(2), 40, 0);
  const auto index = indexOf(movie);
  BOOST_REQUIRE(index.ok());
  BOOST_TEST(index->frames.size() == kPictures - 1);
  BOOST_TEST(index->damaged == 1U);
}

BOOST_AUTO_TEST_CASE(a_frame_that_was_cut_in_the_middle_does_not_swallow_the_next) {
  ByteBuffer movie = test::rawMovie(pictures());
  const auto cutFrom = movie.begin() + static_cast<std::ptrdiff_t>(offsetOfFrame(3) - 200);
  movie.erase(cutFrom, cutFrom + 200);
  const auto index = indexOf(movie);
  BOOST_REQUIRE(index.ok());
  BOOST_TEST(index->frames.size() == kPictures - 1);
  BOOST_TEST(index->damaged == 1U);
  BOOST_TEST(index->frames[2].offset == offsetOfFrame(3) - 200);
}

BOOST_AUTO_TEST_CASE(the_thumbnail_of_a_damaged_frame_is_no_frame) {
  ByteBuffer damaged = test::withExifThumbnail(pictures()[0], pictures()[1]);
  damaged.resize(damaged.size() - 2);  // no EOI
  const auto index = indexOf(test::rawMovie({pictures()[0], damaged, pictures()[2]}));
  BOOST_REQUIRE(index.ok());
  BOOST_TEST(index->frames.size() == 2U);
  BOOST_TEST(index->damaged == 1U);
}

BOOST_AUTO_TEST_CASE(an_soi_and_eoi_without_a_picture_are_no_frame) {
  ByteBuffer movie = pictures()[0];
  append(movie, ByteBuffer{0xFF, 0xD8, 0xFF, 0xD9});
  append(movie, pictures()[1]);
  BOOST_TEST(framesIn(movie) == 2U);
}

BOOST_AUTO_TEST_CASE(a_frame_over_the_limit_is_damage_and_no_memory) {
  ByteBuffer endless = pictures()[0];
  endless.resize(endless.size() - 2);
  endless.resize(jpeg::kMaxFrameBytes + 100'000, 0x42);
  append(endless, ByteBuffer{0xFF, 0xD9});
  const auto index = indexOf(test::rawMovie({pictures()[1], endless, pictures()[2]}));
  BOOST_REQUIRE(index.ok());
  BOOST_TEST(index->frames.size() == 2U);
  BOOST_TEST(index->damaged == 1U);
}

// Thousands of false beginnings that all lead into one endless scan: walking each to its end would be 500 GB.
BOOST_AUTO_TEST_CASE(false_beginnings_do_not_make_it_quadratic) {
  ByteBuffer segment;
  while (segment.size() < 60'000) append(segment, ByteBuffer{0xFF, 0xD8, 0xFF, 0xDA, 0x00, 0x02, 0x42, 0x42});
  ByteBuffer movie = pictures()[0];
  append(movie, test::withSegment(pictures()[1], 0xDB, segment));
  for (int i = 0; i < 30'000; ++i) append(movie, ByteBuffer{0xFF, 0xD8, 0xFF, 0xE0, 0x3F, 0xFF});
  movie.resize(movie.size() + jpeg::kMaxFrameBytes, 0x42);
  append(movie, pictures()[2]);
  const auto index = indexOf(movie);
  BOOST_REQUIRE(index.ok());
  BOOST_TEST(index->frames.size() >= 2U);
  BOOST_TEST(index->damaged > 0U);
}

BOOST_AUTO_TEST_CASE(what_is_no_movie_is_named_with_the_way_to_make_one) {
  const auto mp4 =
      indexOf(asBytes(std::string_view("\0\0\0\x20"
                                       "ftypisom\0\0\2\0isomiso2avc1mp41",
                                       32)));
  BOOST_REQUIRE(!mp4.ok());
  BOOST_TEST((mp4.error().kind == MovieError::Kind::NotAMovie));
  BOOST_TEST(mp4.error().message.find("an MP4 or QuickTime file") != std::string::npos);
  BOOST_TEST(mp4.error().message.find("ffmpeg -i IN -c:v mjpeg") != std::string::npos);
  const auto multipart = indexOf(asBytes("--boundary\r\nContent-Type: image/jpeg\r\nContent-Length: 5\r\n\r\n"));
  BOOST_REQUIRE(!multipart.ok());
  BOOST_TEST(multipart.error().message.find("ffmpeg -f mpjpeg") != std::string::npos);
  const auto nothing = indexOf({});
  BOOST_REQUIRE(!nothing.ok());
  BOOST_TEST(nothing.error().message.find("an empty file") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(pictures_deep_inside_something_else_are_no_movie) {
  ByteBuffer other(kMaxLeadIn + 10'000, 0x42);
  append(other, test::rawMovie(pictures()));
  BOOST_TEST(!indexOf(other).ok());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::movie
