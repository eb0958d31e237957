// SPDX-License-Identifier: MIT
// The smaller parts of the player: who is listened to, what is kept of the conversation, the saved file, decoding,
// what people and launchers read.
#include "libstream/base/text.h"
#include "libstream/jpeg/encoder.h"
#include "rtsp_client/conversation.h"
#include "rtsp_client/decode_thread.h"
#include "rtsp_client/frame_saver.h"
#include "rtsp_client/messages.h"
#include "rtsp_client/progress_line.h"
#include "rtsp_client/source_filter.h"
#include "tests/support/movie_builder.h"
#include "tests/support/temp_folder.h"
#include "tests/support/test_picture.h"

#include <boost/test/unit_test.hpp>

#include <condition_variable>
#include <fstream>
#include <iterator>
#include <mutex>

namespace zoetrope::client::test {
namespace {

using namespace std::chrono_literals;
using zoetrope::test::TempFolder;

std::string contentOf(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

net::Endpoint at(const char* host, std::uint16_t port) { return *net::Endpoint::parse(host, port); }

ByteBuffer rtpPacket() {
  ByteBuffer packet;
  rtp::writeRtpHeader(packet, {.payloadType = 26, .sequence = 1, .timestamp = 0, .ssrc = 0});
  return packet;
}

// Waits for pictures.
struct Pictures final : PictureSink {
  void onPicture() override {
    const std::lock_guard lock(mutex);
    ++count;
    changed.notify_all();
  }
  bool wait(int wanted) {
    std::unique_lock lock(mutex);
    return changed.wait_for(lock, 20s, [&] { return count >= wanted; });
  }
  std::mutex mutex;
  std::condition_variable changed;
  int count = 0;
};

std::shared_ptr<const ShownFrame> shownFrame(std::shared_ptr<const ByteBuffer> jpeg, std::int64_t number) {
  auto frame = std::make_shared<ShownFrame>();
  frame->jpeg = *jpeg;
  frame->owner = std::move(jpeg);
  frame->number = number;
  return frame;
}

std::shared_ptr<const ByteBuffer> picture(int width, int height) {
  const auto jpeg = jpeg::encodeRgb(zoetrope::test::testPicture(width, height), width, height);
  return std::make_shared<const ByteBuffer>(*jpeg);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(parts)

BOOST_AUTO_TEST_CASE(a_server_that_said_its_ports_is_believed_from_there_alone) {
  SourceFilter filter;
  filter.expect(at("10.0.0.1", 6000), at("10.0.0.1", 6001));
  const TimePoint now{10s};
  BOOST_TEST(filter.acceptsRtp(at("10.0.0.1", 6000), rtpPacket(), now));
  BOOST_TEST(!filter.acceptsRtp(at("10.0.0.1", 6002), rtpPacket(), now));
  BOOST_TEST(!filter.acceptsRtp(at("10.0.0.2", 6000), rtpPacket(), now));
  BOOST_TEST(filter.acceptsRtcp(at("10.0.0.1", 6001)));
  BOOST_TEST(!filter.acceptsRtcp(at("10.0.0.1", 6000)));
}

BOOST_AUTO_TEST_CASE(a_course_servers_port_is_kept_until_the_next_play_or_silence) {
  SourceFilter filter;
  filter.expect(at("10.0.0.1", 0), at("10.0.0.1", 0));
  const TimePoint now{10s};
  BOOST_TEST(!filter.acceptsRtp(at("10.0.0.1", 7000), asBytes("rubbish"), now));
  BOOST_TEST(filter.acceptsRtp(at("10.0.0.1", 7001), rtpPacket(), now));
  BOOST_TEST(!filter.acceptsRtp(at("10.0.0.1", 7002), rtpPacket(), now + 100ms));
  BOOST_TEST(filter.acceptsRtp(at("10.0.0.1", 7002), rtpPacket(), now + 700ms));
  filter.release();
  BOOST_TEST(filter.acceptsRtp(at("10.0.0.1", 7003), rtpPacket(), now + 701ms));
}

BOOST_AUTO_TEST_CASE(the_conversation_keeps_no_password_and_forgets_the_oldest) {
  const TempFolder folder;
  Conversation conversation(folder.path() / "log");
  conversation.add(true, true, {}, "PLAY rtsp://me:geheim@h/m RTSP/1.0\r\nAuthorization: Basic Z2VoZWlt\r\n\r\n");
  for (std::size_t i = 0; i < Conversation::kMaxEntries; ++i) conversation.add(false, false, {}, "reply\n");
  BOOST_TEST(conversation.entries(0).size() == Conversation::kMaxEntries);
  BOOST_TEST(conversation.entries(Conversation::kMaxEntries).size() == 1U);
  BOOST_TEST(conversation.entries(Conversation::kMaxEntries + 1).empty());
  const std::string log = contentOf(folder.path() / "log");
  BOOST_TEST(log.find("(pre-buffer)") != std::string::npos);
  BOOST_TEST(log.find("geheim") == std::string::npos);
  BOOST_TEST(log.find("Z2VoZWlt") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(frames_are_saved_as_they_are_and_get_the_tables_they_lack) {
  const TempFolder folder;
  const auto jpegs = zoetrope::test::smallPictures(3);
  const ByteBuffer bare = zoetrope::test::withoutHuffmanTables(jpegs[1]);
  FrameSaver saver(folder.path() / "out");
  BOOST_REQUIRE(saver.open());
  saver.save(jpegs[0]);
  saver.save(bare);
  BOOST_REQUIRE(saver.finish().ok());
  BOOST_TEST(saver.saved() == 2U);
  const std::string content = contentOf(folder.path() / "out");
  BOOST_TEST(content.starts_with(asText(jpegs[0])));
  BOOST_TEST(content.size() > jpegs[0].size() + bare.size());
}

BOOST_AUTO_TEST_CASE(a_file_that_cannot_be_written_is_said) {
  FrameSaver saver("/nowhere/at/all/out");
  BOOST_TEST(!saver.open());
  saver.save(asBytes("x"));
  BOOST_TEST(!saver.finish().ok());
}

BOOST_AUTO_TEST_CASE(pictures_are_decoded_to_the_wanted_size) {
  Pictures pictures;
  DecodeThread decoder(pictures);
  BOOST_TEST(decoder.latest() == nullptr);
  decoder.setTargetSize(100, 80);
  decoder.onFrame(shownFrame(picture(640, 480), 7));
  BOOST_REQUIRE(pictures.wait(1));
  const Picture* latest = decoder.latest();
  BOOST_REQUIRE(latest);
  BOOST_TEST(latest->number == 7);
  BOOST_TEST(latest->movieWidth == 640);
  BOOST_TEST(latest->width == 160);
  BOOST_TEST(latest->height == 120);
}

BOOST_AUTO_TEST_CASE(a_larger_target_decodes_the_picture_on_screen_again) {
  Pictures pictures;
  DecodeThread decoder(pictures);
  decoder.setTargetSize(100, 80);
  decoder.onFrame(shownFrame(picture(640, 480), 7));
  BOOST_REQUIRE(pictures.wait(1));
  decoder.setTargetSize(640, 480);
  BOOST_REQUIRE(pictures.wait(2));
  BOOST_TEST(decoder.latest()->width == 640);
  BOOST_TEST(decoder.decoded() == 1U);
}

BOOST_AUTO_TEST_CASE(a_movie_that_changes_its_size_is_decoded_picture_by_picture) {
  Pictures pictures;
  DecodeThread decoder(pictures);
  decoder.setTargetSize(640, 480);
  int seen = 0;
  for (const int width : {640, 320, 640, 320, 640}) {
    decoder.onFrame(shownFrame(picture(width, width * 3 / 4), seen));
    BOOST_REQUIRE(pictures.wait(++seen));
    const Picture* latest = decoder.latest();
    BOOST_TEST(latest->movieWidth == width);
    BOOST_TEST(latest->width == width);
    BOOST_TEST(latest->stride == width * 4);
    BOOST_TEST(latest->pixels.height() == width * 3 / 4);
  }
  BOOST_TEST(decoder.damaged() == 0U);
}

BOOST_AUTO_TEST_CASE(pictures_of_a_session_that_is_over_are_forgotten) {
  Pictures pictures;
  DecodeThread decoder(pictures);
  decoder.onFrame(shownFrame(picture(640, 480), 7));
  BOOST_REQUIRE(pictures.wait(1));
  BOOST_REQUIRE(decoder.latest());
  decoder.forget();
  BOOST_TEST(decoder.latest() == nullptr);
  // Another size would have the old one decoded again.
  decoder.setTargetSize(80, 60);
  decoder.onFrame(shownFrame(picture(640, 480), 1));
  BOOST_REQUIRE(pictures.wait(2));
  BOOST_TEST(decoder.latest()->number == 1);
}

BOOST_AUTO_TEST_CASE(the_newest_frame_wins_and_the_others_are_counted) {
  Pictures pictures;
  DecodeThread decoder(pictures);
  const auto jpeg = picture(1280, 720);
  constexpr std::int64_t kFrames = 50;
  for (std::int64_t i = 1; i <= kFrames; ++i) decoder.onFrame(shownFrame(jpeg, i));
  const Picture* latest = nullptr;
  for (int seen = 1; !latest || latest->number != kFrames; ++seen) {
    BOOST_REQUIRE(pictures.wait(seen));
    latest = decoder.latest();
  }
  BOOST_TEST(decoder.decoded() + decoder.skipped() == static_cast<std::uint64_t>(kFrames));
}

BOOST_AUTO_TEST_CASE(the_last_frame_is_decoded_before_the_end) {
  Pictures pictures;
  DecodeThread decoder(pictures);
  decoder.onFrame(shownFrame(picture(1280, 720), 1));
  decoder.finish();
  BOOST_TEST(decoder.decoded() == 1U);
  BOOST_TEST(decoder.latest()->number == 1);
}

BOOST_AUTO_TEST_CASE(what_is_no_picture_is_counted_and_the_last_one_stays) {
  Pictures pictures;
  DecodeThread decoder(pictures);
  decoder.onFrame(shownFrame(picture(64, 48), 1));
  BOOST_REQUIRE(pictures.wait(1));
  decoder.onFrame(shownFrame(std::make_shared<const ByteBuffer>(100, 0x55), 2));
  decoder.onFrame(shownFrame(picture(64, 48), 3));
  BOOST_REQUIRE(pictures.wait(2));
  BOOST_TEST(decoder.latest()->number == 3);
}

BOOST_AUTO_TEST_CASE(a_404_hands_on_what_the_server_would_have_instead) {
  Target target;
  target.host = "h";
  target.port = 8554;
  target.video = "moovie.Mjpeg";
  const auto message = messages::setupRefused(
      target, {.status = 404, .reason = "Not Found, the nearest movie is movie.Mjpeg", .details = {}});
  BOOST_TEST(message.text == "There is no movie moovie.Mjpeg on h:8554; the nearest movie is movie.Mjpeg.");
}

BOOST_AUTO_TEST_CASE(progress_is_one_line_of_words_and_numbers) {
  EngineStatus status;
  status.state = UserState::Playing;
  status.position = 63.25;
  status.duration = 600;
  status.framesPerSecond = 29.97;
  status.bitrateBps = 98.4e6;
  status.cache = {.doing = CacheStatus::Doing::Playing, .held = 19, .target = 20, .cut = {}};
  BOOST_TEST(progressText(status) ==
             "PLAYING  1:03.3 of 10:00.0  30.0 frames/s  98.4 Mbit/s  lost 0.0 %  cache 19 of 20, playing");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::client::test
