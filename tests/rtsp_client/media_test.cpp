// SPDX-License-Identifier: MIT
// The lab's own movie and the other real and odd files beside the checkout, through both dialects.
#include "libstream/movie/movie.h"
#include "tests/rtsp_client/saved_frames.h"
#include "tests/rtsp_client/test_player.h"
#include "tests/rtsp_server/test_server.h"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string>
#include <vector>

namespace zoetrope::client::test {
namespace {

using control::ExitCode;

// Faster than any of them is meant: the bytes are what counts here.
constexpr double kFps = 100;

std::vector<std::string> mediaFiles() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(ZOETROPE_MEDIA_DIR))
    names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

std::size_t framesIn(const std::string& name) {
  if (name.starts_with("odd_")) return name.starts_with("odd_truncated_tail") ? 39 : 40;
  if (name == "movie.Mjpeg") return 500;
  if (name.starts_with("multi_jpeg_records")) return 901;
  if (name.starts_with("ffmpeg_")) return 400;
  if (name.starts_with("lab_")) return 240;
  return 1;
}

std::vector<ByteBuffer> framesOf(const std::string& name) {
  const auto movie = movie::Movie::open(std::filesystem::path(ZOETROPE_MEDIA_DIR) / name);
  std::vector<ByteBuffer> frames;
  if (!movie) return frames;
  for (std::size_t i = 0; i < (*movie)->frameCount(); ++i) {
    auto frame = (*movie)->read((*movie)->frame(i));
    frames.push_back(frame ? *frame : ByteBuffer{});
  }
  return frames;
}

const std::vector<std::string> kFiles = mediaFiles();

}  // namespace

BOOST_AUTO_TEST_SUITE(client_media)

BOOST_DATA_TEST_CASE(every_frame_arrives_in_both_dialects, boost::unit_test::data::xrange(kFiles.size() * 2), number) {
  const std::string& name = kFiles[static_cast<std::size_t>(number) / 2];
  const Dialect dialect = number % 2 == 0 ? Dialect::Course : Dialect::Standard;
  const zoetrope::test::TempFolder folder;
  const zoetrope::test::TestServer server(folder, [](server::Options& options) {
    options.root = ZOETROPE_MEDIA_DIR;
    options.fps = kFps;
  });
  EngineOptions options = TestPlayer::options(dialect, server.port(), 20);
  options.target.video = name;
  options.target.uri = server.url(name);
  options.saveFile = folder.path() / "saved";
  TestPlayer player(options);
  BOOST_TEST((player.playThrough(true) == ExitCode::Ok), name);
  player.finish();

  const auto got = savedFrames(options.saveFile);
  const auto expected = framesOf(name);
  BOOST_REQUIRE_MESSAGE(got.size() == framesIn(name), name << " gave " << got.size());
  BOOST_REQUIRE(expected.size() == got.size());
  std::size_t wrong = 0;
  for (std::size_t i = 0; i < got.size(); ++i)
    wrong += dialect == Dialect::Course ? got[i] != asSaved(expected[i]) : !samePicture(got[i], expected[i]);
  BOOST_TEST(wrong == 0U, name);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::client::test
