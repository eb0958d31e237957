// SPDX-License-Identifier: MIT
// The real files: what the course's programs and others wrote, and what they are known to hold.
#include "libstream/jpeg/frame_info.h"
#include "libstream/movie/movie.h"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>

namespace zoetrope::movie {
namespace {

struct Known {
  const char* file;
  std::size_t frames;
  bool lengthPrefixed;
  std::size_t damaged;
  int width;
  int height;
};
std::ostream& operator<<(std::ostream& out, const Known& known) { return out << known.file; }

const Known kKnown[] = {
    {"movie.Mjpeg", 500, true, 0, 384, 288},
    {"lab_640x480.Mjpeg", 240, true, 0, 640, 480},
    {"multi_jpeg_records.mjpeg", 901, true, 0, 480, 270},
    {"ffmpeg_640x360.mjpeg", 400, false, 0, 640, 360},
    {"webcam_422_dri_nodht.mjpeg", 1, false, 0, 640, 480},
    {"odd_10byte_header.Mjpeg", 40, true, 0, 384, 288},
    {"odd_6digit_header.Mjpeg", 40, true, 0, 384, 288},
    {"odd_be_len5.Mjpeg", 40, true, 0, 384, 288},
    {"odd_com_markers_raw.mjpeg", 40, false, 0, 384, 288},
    {"odd_exif_thumb_lab5.Mjpeg", 40, true, 0, 384, 288},
    {"odd_exif_thumb_raw.mjpeg", 40, false, 0, 384, 288},
    {"odd_junk_tail.Mjpeg", 40, true, 0, 384, 288},
    {"odd_nodht_raw.mjpeg", 40, false, 0, 384, 288},
    {"odd_space_padded.Mjpeg", 40, true, 0, 384, 288},
    {"odd_trailing_zeros_lab5.Mjpeg", 40, true, 0, 384, 288},
    {"odd_truncated_tail.Mjpeg", 39, true, 1, 384, 288},
    {"odd_zero_len.Mjpeg", 40, true, 0, 384, 288},
};

const std::filesystem::path kMedia = ZOETROPE_MEDIA_DIR;

}  // namespace

BOOST_AUTO_TEST_SUITE(movie_media)

BOOST_DATA_TEST_CASE(every_real_file_has_its_known_frames, kKnown, known) {
  const auto opened = Movie::open(kMedia / known.file);
  BOOST_REQUIRE_MESSAGE(opened.ok(), (opened ? "" : opened.error().message));
  const Movie& movie = **opened;
  BOOST_TEST(movie.frameCount() == known.frames);
  BOOST_TEST((movie.format() == MovieFormat::LengthPrefixed) == known.lengthPrefixed);
  BOOST_TEST(movie.damagedFrames() == known.damaged);
  for (std::size_t i = 0; i < movie.frameCount(); ++i) {
    const auto frame = movie.read(movie.frame(i));
    BOOST_REQUIRE(frame.ok());
    const auto info = jpeg::parseFrameInfo(*frame);
    BOOST_REQUIRE_MESSAGE(info.ok(), "frame " << i);
    BOOST_TEST(info->width == known.width);
    BOOST_TEST(info->height == known.height);
  }
}

BOOST_AUTO_TEST_CASE(no_real_file_is_left_out_of_the_table) {
  for (const auto& entry : std::filesystem::directory_iterator(kMedia)) {
    const std::string name = entry.path().filename().string();
    const bool known =
        std::any_of(std::begin(kKnown), std::end(kKnown), [&](const Known& k) { return name == k.file; });
    BOOST_TEST(known, name);
  }
}

BOOST_AUTO_TEST_CASE(the_labs_own_movie_does_not_fit_rfc2435_and_opencvs_does) {
  BOOST_TEST(!(*Movie::open(kMedia / "movie.Mjpeg"))->allFitRfc2435());
  BOOST_TEST((*Movie::open(kMedia / "lab_640x480.Mjpeg"))->allFitRfc2435());
  BOOST_TEST(!(*Movie::open(kMedia / "ffmpeg_640x360.mjpeg"))->allFitRfc2435());
  BOOST_TEST((*Movie::open(kMedia / "movie.Mjpeg"))->fps() == 20);
  BOOST_TEST((*Movie::open(kMedia / "ffmpeg_640x360.mjpeg"))->fps() == 25);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::movie
