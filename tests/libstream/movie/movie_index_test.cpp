// SPDX-License-Identifier: MIT
#include "libstream/movie/movie_index.h"

#include "libstream/jpeg/encoder.h"
#include "libstream/jpeg/limits.h"
#include "libstream/movie/byte_window.h"
#include "tests/support/movie_builder.h"

#include <boost/test/unit_test.hpp>

#include <algorithm>

namespace zoetrope::movie {
namespace {

using test::buildMovie;
using test::Jpegs;
using test::MovieForm;

const Jpegs& pictures() {
  static const Jpegs made = test::smallPictures(7);
  return made;
}

Result<MovieIndex, MovieError> indexOf(Bytes bytes) { return indexMovie(MemorySource(bytes)); }

void requireFrames(const MovieIndex& index, Bytes movie, const Jpegs& expected) {
  BOOST_REQUIRE_EQUAL(index.frames.size(), expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const auto frame = movie.subspan(static_cast<std::size_t>(index.frames[i].offset), index.frames[i].size);
    BOOST_TEST(std::equal(frame.begin(), frame.end(), expected[i].begin(), expected[i].end()), "frame " << i);
  }
}

class CountingSource final : public ByteSource {
 public:
  explicit CountingSource(Bytes bytes) : memory_(bytes) {}
  std::uint64_t size() const override { return memory_.size(); }
  Result<std::size_t> readAt(std::uint64_t offset, std::span<std::uint8_t> into) const override {
    total += into.size();
    largest = std::max(largest, into.size());
    return memory_.readAt(offset, into);
  }
  mutable std::size_t total = 0;
  mutable std::size_t largest = 0;

 private:
  MemorySource memory_;
};

class BrokenSource final : public ByteSource {
 public:
  std::uint64_t size() const override { return 1000; }
  Result<std::size_t> readAt(std::uint64_t, std::span<std::uint8_t>) const override { return Error{"disk on fire"}; }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(movie_index)

BOOST_AUTO_TEST_CASE(every_form_gives_its_frames_byte_for_byte) {
  for (const auto& facts : test::movieForms()) {
    BOOST_TEST_CONTEXT(facts.name) {
      const ByteBuffer movie = buildMovie(facts.form, pictures());
      const auto index = indexOf(movie);
      BOOST_REQUIRE(index.ok());
      requireFrames(*index, movie, test::jpegsIn(facts.form, pictures()));
      BOOST_TEST((index->format == MovieFormat::LengthPrefixed) == facts.lengthPrefixed);
      BOOST_TEST(index->damaged == facts.lostFrames);
    }
  }
}

BOOST_AUTO_TEST_CASE(one_jpeg_is_a_movie_of_one_frame) {
  const auto index = indexOf(pictures()[0]);
  BOOST_REQUIRE(index.ok());
  BOOST_TEST(index->frames.size() == 1U);
  BOOST_TEST(index->frames[0].size == pictures()[0].size());
}

BOOST_AUTO_TEST_CASE(a_first_length_that_is_cut_still_makes_it_a_lab_file) {
  const ByteBuffer movie = test::labMovie(pictures());
  const auto index = indexOf(Bytes(movie).subspan(2));
  BOOST_REQUIRE(index.ok());
  BOOST_TEST((index->format == MovieFormat::LengthPrefixed));
  const auto inFirstFrame = indexOf(Bytes(movie).subspan(100));
  BOOST_REQUIRE(inFirstFrame.ok());
  BOOST_TEST((inFirstFrame->format == MovieFormat::LengthPrefixed));
  BOOST_TEST(inFirstFrame->frames.size() == pictures().size() - 1);
}

BOOST_AUTO_TEST_CASE(digits_that_cannot_be_a_length_do_not_make_a_lab_file) {
  ByteBuffer movie{'x', 'y', 'z', ' ', '1', '2'};
  append(movie, test::rawMovie(pictures()));
  const auto index = indexOf(movie);
  BOOST_REQUIRE(index.ok());
  BOOST_TEST((index->format == MovieFormat::Concatenated));
}

BOOST_AUTO_TEST_CASE(each_frame_knows_whether_rfc2435_carries_it) {
  const ByteBuffer rgb(64 * 48 * 3, 100);
  const auto encoded = [&](jpeg::Subsampling subsampling, bool progressive) {
    jpeg::EncodeOptions options;
    options.subsampling = subsampling;
    options.progressive = progressive;
    return *jpeg::encodeRgb(rgb, 64, 48, options);
  };
  using jpeg::Subsampling;
  const ByteBuffer plain = encoded(Subsampling::k420, false);
  const Jpegs mixed{plain, encoded(Subsampling::k444, false), encoded(Subsampling::k420, true),
                    test::withoutHuffmanTables(plain), encoded(Subsampling::k422, false)};
  const auto index = indexOf(test::rawMovie(mixed));
  BOOST_REQUIRE(index.ok());
  BOOST_REQUIRE_EQUAL(index->frames.size(), 5U);
  const bool expected[] = {true, false, false, true, true};
  for (std::size_t i = 0; i < 5; ++i) BOOST_TEST(index->frames[i].fitsRfc2435 == expected[i], "frame " << i);
}

BOOST_AUTO_TEST_CASE(a_large_file_is_read_once_in_small_pieces) {
  Jpegs many;
  for (int i = 0; i < 100; ++i) many.insert(many.end(), pictures().begin(), pictures().end());
  const ByteBuffer movie = test::labMovie(many);
  BOOST_REQUIRE(movie.size() > 2 * kWindowBytes);
  const CountingSource source(movie);
  const auto index = indexMovie(source);
  BOOST_REQUIRE(index.ok());
  BOOST_TEST(index->frames.size() == many.size());
  BOOST_TEST(source.largest <= kWindowBytes);
  BOOST_TEST(source.total <= movie.size() + 1024);
}

BOOST_AUTO_TEST_CASE(frames_larger_than_a_window_are_found) {
  const ByteBuffer filler(60'000, 'x');
  ByteBuffer large = pictures()[0];
  for (int i = 0; i < 12; ++i) large = test::withSegment(large, 0xE5, filler);
  BOOST_REQUIRE(large.size() > 2 * kWindowBytes);
  const Jpegs jpegs{large, pictures()[1], large, large};
  const ByteBuffer movie = test::rawMovie(jpegs);
  const auto index = indexOf(movie);
  BOOST_REQUIRE(index.ok());
  requireFrames(*index, movie, jpegs);
  BOOST_TEST(index->damaged == 0U);
}

BOOST_AUTO_TEST_CASE(progress_is_told_and_can_cancel) {
  Jpegs many;
  for (int i = 0; i < 100; ++i) many.insert(many.end(), pictures().begin(), pictures().end());
  const ByteBuffer movie = test::rawMovie(many);
  std::uint64_t last = 0;
  const auto whole = indexMovie(MemorySource(movie), [&](std::uint64_t done, std::uint64_t total) {
    BOOST_TEST(done > last);
    BOOST_TEST(total == movie.size());
    last = done;
    return true;
  });
  BOOST_TEST(whole.ok());
  BOOST_TEST(last > 0U);
  const auto cancelled = indexMovie(MemorySource(movie), [](auto, auto) { return false; });
  BOOST_REQUIRE(!cancelled.ok());
  BOOST_TEST((cancelled.error().kind == MovieError::Kind::Cancelled));
}

BOOST_AUTO_TEST_CASE(a_source_that_cannot_be_read_is_not_called_a_wrong_movie) {
  const auto index = indexMovie(BrokenSource());
  BOOST_REQUIRE(!index.ok());
  BOOST_TEST((index.error().kind == MovieError::Kind::CannotOpen));
  BOOST_TEST(index.error().message == "disk on fire");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::movie
