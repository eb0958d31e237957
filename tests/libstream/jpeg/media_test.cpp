// SPDX-License-Identifier: MIT
// The real movies: every JPEG in them is found, goes to strangers and to ourselves, and comes back as it was.
#include "libstream/jpeg/marker_walk.h"
#include "libstream/jpeg/rendition.h"
#include "libstream/jpeg/transcode.h"
#include "tests/libstream/jpeg/jpeg_test_support.h"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace zoetrope::jpeg {

namespace {

namespace data = boost::unit_test::data;

struct Movie {
  const char* name;
  std::size_t frames;
};
const Movie kMovies[] = {
    {"ffmpeg_640x360.mjpeg", 400},     {"lab_640x480.Mjpeg", 240},        {"movie.Mjpeg", 500},
    {"multi_jpeg_records.mjpeg", 901}, {"odd_com_markers_raw.mjpeg", 40}, {"odd_exif_thumb_raw.mjpeg", 40},
    {"odd_nodht_raw.mjpeg", 40},       {"odd_truncated_tail.Mjpeg", 39},  {"webcam_422_dri_nodht.mjpeg", 1}};

std::ostream& operator<<(std::ostream& out, const Movie& movie) { return out << movie.name; }

ByteBuffer contents(const char* name) {
  std::ifstream file(std::filesystem::path(ZOETROPE_MEDIA_DIR) / name, std::ios::binary);
  return ByteBuffer((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
}

// Whatever is between the JPEGs is stepped over.
std::vector<Bytes> jpegsIn(Bytes movie) {
  std::vector<Bytes> jpegs;
  for (std::size_t at = 0; at < movie.size();) {
    const auto walked = walkJpeg(movie.subspan(at));
    if (walked.isDone()) jpegs.push_back(movie.subspan(at, walked.value()));
    at += walked.isDone() ? walked.value() : 1;
  }
  return jpegs;
}

ByteBuffer received(const std::vector<test::TestPacket>& packets) {
  Rfc2435Depacketizer depacketizer;
  test::giveAll(depacketizer, packets);
  BOOST_TEST(depacketizer.complete());
  return depacketizer.takeJpeg();
}

}  // namespace

BOOST_DATA_TEST_CASE(each_frame_reaches_strangers_and_ourselves, data::make(kMovies), movie) {
  const ByteBuffer file = contents(movie.name);
  const std::vector<Bytes> jpegs = jpegsIn(file);
  BOOST_TEST(jpegs.size() == movie.frames);
  for (std::size_t i = 0; i < jpegs.size(); i += 7) {
    const ByteBuffer source = test::pixelsOf(jpegs[i]);
    const FrameInfo info = test::infoOf(jpegs[i]);
    const Remedy remedy = remedyForRfc2435(info);
    const Result<ByteBuffer> fit = applyRemedy(remedy, jpegs[i]);
    BOOST_REQUIRE(fit.ok());
    const ByteBuffer atStranger = received(test::rfc2435Packets(*fit, 1400));
    BOOST_TEST((test::scanOf(atStranger) == test::scanOf(*fit)));
    // Without loss, but for the size that RFC 2435 rounds up to 8.
    const double alike = test::psnr(test::pixelsOf(*fit), source);
    BOOST_TEST(alike > (remedy == Remedy::Reencode ? 40 : 1000));
    if (rfc2435KeepsSize(info)) BOOST_TEST((test::pixelsOf(atStranger) == test::pixelsOf(*fit)));
    const ByteBuffer atOurs = received(test::onvifPackets(jpegs[i]));
    BOOST_TEST((test::pixelsOf(atOurs) == source));
    BOOST_TEST((test::scanOf(atOurs) == test::scanOf(jpegs[i])));
  }
}

BOOST_DATA_TEST_CASE(each_frame_has_renditions_that_strangers_can_be_sent, data::make(kMovies), movie) {
  const ByteBuffer file = contents(movie.name);
  const std::vector<Bytes> jpegs = jpegsIn(file);
  for (std::size_t i = 0; i < jpegs.size(); i += 31) {
    for (const Rendition& rendition :
         {Rendition{40, false, true}, Rendition{8, false, true}, Rendition{40, true, true}}) {
      const Result<ByteBuffer> smaller = makeRendition(rendition, jpegs[i]);
      BOOST_REQUIRE(smaller.ok());
      const FrameInfo info = test::infoOf(*smaller);
      BOOST_TEST((remedyForRfc2435(info) == Remedy::None));
      const ByteBuffer atStranger = received(test::rfc2435Packets(*smaller, 1400));
      BOOST_TEST((test::scanOf(atStranger) == test::scanOf(*smaller)));
      test::pixelsOf(atStranger);
    }
  }
}

}  // namespace zoetrope::jpeg
