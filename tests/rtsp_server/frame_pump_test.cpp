// SPDX-License-Identifier: MIT
#include "rtsp_server/frame_pump.h"

#include "tests/rtsp_server/fake_media.h"

#include <boost/test/unit_test.hpp>

namespace zoetrope::server {

using test::FakeOut;
using test::FakeSource;
using test::TurnedTime;
using namespace std::chrono_literals;

namespace {

struct Fixture : FramePump::Listener {
  explicit Fixture(std::size_t frames = 10, double fps = 20, std::size_t frameBytes = 100)
      : source(frames, fps, frameBytes),
        out(time),
        packetizer(CourseOptions{}, 42),
        pump({time, [](const std::function<void()>& call) { call(); }, source, packetizer, out, *this}, 1000) {}

  void onRangeEnd() override { events += "end "; }
  void onPaused() override { events += "paused "; }
  void onSourceGone(const std::string&) override { events += "gone "; }
  void onPacketsSent(std::size_t packets, std::size_t octets) override {
    packetsSent += packets;
    octetsSent += octets;
  }

  // Which frames went out, by their content.
  std::string sent() const {
    std::string text;
    for (const ByteBuffer& packet : out.packets) text += std::to_string(packet.back()) + " ";
    return text;
  }

  TurnedTime time;
  FakeSource source;
  FakeOut out;
  CoursePacketizer packetizer;
  FramePump pump;
  std::string events;
  std::size_t packetsSent = 0;
  std::size_t octetsSent = 0;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(frame_pump)

BOOST_AUTO_TEST_CASE(one_frame_goes_out_each_interval_and_the_end_comes_after_the_last_ones_time) {
  Fixture f(3);
  f.pump.play(0, 3, 1.0, false);
  const TimePoint start = f.time.now();
  f.time.turn(149ms);
  BOOST_TEST(f.sent() == "0 1 2 ");
  BOOST_TEST((f.out.times[2] == start + 100ms));
  BOOST_TEST(f.events == "");
  f.time.turn(1ms);
  BOOST_TEST(f.events == "end ");
  BOOST_TEST(!f.pump.playing());
  f.time.turn(10s);
  BOOST_TEST(f.sent() == "0 1 2 ");
}

BOOST_AUTO_TEST_CASE(speed_two_halves_the_intervals_and_leaves_the_timestamps) {
  Fixture f;
  f.pump.play(0, 4, 2.0, false);
  const TimePoint start = f.time.now();
  f.time.turn(100ms);
  BOOST_TEST(f.sent() == "0 1 2 3 ");
  BOOST_TEST((f.out.times[3] == start + 75ms));
  BOOST_TEST(f.out.header(1).timestamp - f.out.header(0).timestamp == 4500U);
}

BOOST_AUTO_TEST_CASE(timestamps_go_on_without_a_gap_over_pause_seek_and_the_next_range) {
  Fixture f;
  f.pump.play(0, 10, 1.0, false);
  f.time.turn(60ms);
  f.pump.pause();
  f.time.turn(5s);
  f.pump.play(7, 9, 1.0, false);
  f.time.turn(1s);
  BOOST_TEST(f.sent() == "0 1 7 8 ");
  for (std::size_t i = 0; i < 4; ++i) BOOST_TEST(f.out.header(i).timestamp == 1000 + i * 4500);
}

BOOST_AUTO_TEST_CASE(a_movie_that_wraps_begins_again_without_a_gap) {
  Fixture f(3);
  f.pump.play(1, 3, 1.0, true);
  f.time.turn(220ms);
  BOOST_TEST(f.sent() == "1 2 0 1 2 ");
  BOOST_TEST(f.out.header(4).timestamp == 1000U + 4 * 4500);
  BOOST_TEST(f.events == "");
}

BOOST_AUTO_TEST_CASE(packets_of_a_large_frame_are_spread_over_its_interval) {
  Fixture f(2, 20, 100'000);
  f.pump.play(0, 1, 1.0, false);
  f.time.turn(49ms);
  BOOST_TEST(f.out.packets.size() == 72U);
  std::map<TimePoint, int> trains;
  for (const TimePoint when : f.out.times) ++trains[when];
  BOOST_TEST(trains.size() > 10U);
  for (const auto& [when, packets] : trains) BOOST_TEST(packets <= 16);
  BOOST_TEST((f.out.times.back() - f.out.times.front() > 20ms));
}

BOOST_AUTO_TEST_CASE(pause_in_the_middle_of_a_frame_sends_it_to_its_end) {
  Fixture f(2, 20, 100'000);
  f.pump.play(0, 2, 1.0, false);
  f.time.turn(10ms);
  f.pump.pause();
  BOOST_TEST(f.events == "");
  f.time.turn(1s);
  BOOST_TEST(f.out.packets.size() == 72U);
  BOOST_TEST(f.events == "paused ");
  BOOST_TEST(f.pump.position() == 1U);
}

BOOST_AUTO_TEST_CASE(play_in_the_middle_of_a_frame_lets_it_go_first_and_follows_with_the_next_timestamp) {
  Fixture f(10, 20, 100'000);
  f.pump.play(0, 10, 1.0, false);
  f.time.turn(10ms);
  f.pump.play(5, 6, 1.0, false);
  f.time.turn(200ms);
  BOOST_TEST(f.out.packets.size() == 144U);
  BOOST_TEST(int{f.out.packets[71].back()} == 0);
  BOOST_TEST(int{f.out.packets[72].back()} == 5);
  BOOST_TEST(f.out.header(72).timestamp == 1000U + 4500);
}

BOOST_AUTO_TEST_CASE(stop_sends_nothing_more_at_all) {
  Fixture f(2, 20, 100'000);
  f.pump.play(0, 2, 1.0, false);
  f.time.turn(10ms);
  const std::size_t before = f.out.packets.size();
  f.pump.stop();
  f.time.turn(1s);
  BOOST_TEST(f.out.packets.size() == before);
  BOOST_TEST(f.events == "");
}

BOOST_AUTO_TEST_CASE(a_slow_reader_loses_whole_frames_and_their_time_passes) {
  Fixture f(4);
  f.pump.play(0, 4, 1.0, false);
  f.time.turn(1ms);
  f.out.room = false;
  f.time.turn(100ms);
  f.out.room = true;
  f.time.turn(1s);
  BOOST_TEST(f.sent() == "0 3 ");
  BOOST_TEST(f.pump.counters().framesDropped == 2U);
  BOOST_TEST(f.out.header(1).timestamp == 1000U + 3 * 4500);
}

BOOST_AUTO_TEST_CASE(a_frame_that_cannot_be_sent_is_skipped_and_leaves_a_gap_in_time) {
  Fixture f(3);
  f.source.unplayable = {1};
  f.pump.play(0, 3, 1.0, false);
  f.time.turn(1s);
  BOOST_TEST(f.sent() == "0 2 ");
  BOOST_TEST(f.pump.counters().framesSkipped == 1U);
  BOOST_TEST(f.out.header(1).timestamp == 1000U + 2 * 4500);
}

BOOST_AUTO_TEST_CASE(a_frame_that_is_being_put_right_is_waited_for_and_sent_when_it_is_ready) {
  Fixture f(3);
  f.source.pending = {1};
  f.pump.play(0, 3, 1.0, false);
  f.time.turn(400ms);
  BOOST_TEST(f.sent() == "0 ");
  f.source.pending.clear();
  f.source.wakes.back()();
  BOOST_TEST(f.sent() == "0 1 ");
  f.time.turn(50ms);
  BOOST_TEST(f.sent() == "0 1 2 ");
}

BOOST_AUTO_TEST_CASE(the_media_time_stands_still_while_a_frame_is_waited_for_and_never_goes_back) {
  Fixture f(30);
  f.source.pending = {1};
  f.pump.play(0, 30, 1.0, false);
  std::uint32_t last = 0;
  for (int step = 0; step < 100; ++step) {
    f.time.turn(7ms);
    if (step == 50) f.source.pending.clear();
    const std::uint32_t now = f.pump.clock().timestampAt(f.time.now());
    BOOST_TEST(now >= last);
    if (step > 10 && step < 50) BOOST_TEST(now == 1000U + 4500);
    last = now;
  }
  BOOST_TEST(f.out.packets.size() > 2U);
}

BOOST_AUTO_TEST_CASE(packets_that_the_system_refused_are_not_reported_as_sent) {
  Fixture f(2, 20, 100'000);
  f.out.refuse = true;
  f.pump.play(0, 1, 1.0, false);
  f.time.turn(1s);
  BOOST_TEST(f.pump.counters().packetsRefused == 72U);
  BOOST_TEST(f.packetsSent == 0U);
  f.out.refuse = false;
  f.pump.play(1, 2, 1.0, false);
  f.time.turn(1s);
  BOOST_TEST(f.packetsSent == 72U);
  BOOST_TEST(f.octetsSent == 100'000U);
}

BOOST_AUTO_TEST_CASE(skipped_frames_have_the_next_ones_prepared_too) {
  Fixture f(30);
  f.source.unplayable = {0, 1};
  f.pump.play(0, 30, 1.0, false);
  f.time.turn(60ms);
  BOOST_TEST(*f.source.prefetched.rbegin() == 1 + kFramesAhead);
  BOOST_TEST(f.source.prefetched.size() == 2 + kFramesAhead);
}

BOOST_AUTO_TEST_CASE(nobody_waits_for_a_frame_for_ever) {
  Fixture f(3);
  f.source.pending = {1};
  f.pump.play(0, 3, 1.0, false);
  f.time.turn(kRemedyPatience + 1s);
  BOOST_TEST(f.sent() == "0 2 ");
}

BOOST_AUTO_TEST_CASE(the_next_frames_are_asked_for_ahead_of_their_time) {
  Fixture f(30);
  f.pump.play(3, 30, 1.0, false);
  f.time.turn(1ms);
  BOOST_TEST(*f.source.prefetched.begin() == 3U);
  BOOST_TEST(*f.source.prefetched.rbegin() == 3 + kFramesAhead);
}

BOOST_AUTO_TEST_CASE(a_source_that_is_gone_ends_everything_once) {
  Fixture f;
  f.pump.play(0, 10, 1.0, false);
  f.time.turn(60ms);
  f.source.gone = true;
  f.time.turn(1s);
  BOOST_TEST(f.sent() == "0 1 ");
  BOOST_TEST(f.events == "gone ");
}

BOOST_AUTO_TEST_CASE(a_fault_of_the_map_ends_everything_too) {
  Fixture f;
  f.pump.play(0, 10, 1.0, false);
  f.out.fault = true;
  f.time.turn(1s);
  BOOST_TEST(f.events == "gone ");
}

BOOST_AUTO_TEST_CASE(what_the_system_does_not_take_is_tried_again_and_then_given_up) {
  Fixture f;
  f.pump.play(0, 10, 1.0, false);
  f.out.stuck = true;
  f.time.turn(20ms);
  f.out.stuck = false;
  f.time.turn(5ms);
  BOOST_TEST(f.sent() == "0 ");
  f.out.stuck = true;
  f.time.turn(300ms);
  BOOST_TEST(f.pump.counters().packetsRefused > 0U);
  f.out.stuck = false;
  f.time.turn(1s);
  BOOST_TEST(f.events == "end ");
}

// A cap of 1.6 Mbit/s; frames of 10,000 bytes, 20 a second, come to as much.
struct CappedFixture : SessionRate::Listener, FramePump::Listener {
  explicit CappedFixture(double capBps) {
    source.haveLadder();
    rate.emplace(SessionRate::Parts{time, source, FrameForm::Whole, out},
                 SessionRate::Config{SessionRate::Feedback::Nothing, capBps, 28}, *this);
    pump.emplace(FramePump::Parts{time, [](const std::function<void()>& call) { call(); }, source, packetizer, out,
                                  *this, &*rate},
                 1000);
  }
  void onRateChanged() override { pump->onRateChanged(); }
  void onReceiverSilent() override {}
  void onRangeEnd() override {}
  void onPaused() override {}
  void onSourceGone(const std::string&) override {}
  void onPacketsSent(std::size_t, std::size_t octets) override { bytes += octets; }

  TurnedTime time;
  FakeSource source{200, 20, 10'000};
  FakeOut out{time};
  CoursePacketizer packetizer{{.datagramBytes = 1400}, 42};
  std::optional<SessionRate> rate;
  std::optional<FramePump> pump;
  std::size_t bytes = 0;
};

BOOST_AUTO_TEST_CASE(a_cap_is_kept_with_smaller_frames_and_none_is_left_out) {
  CappedFixture f(400e3);
  f.pump->play(0, 200, 1.0, false);
  f.time.turn(10s);
  BOOST_TEST(f.bytes * 8 <= 4'100'000U);
  BOOST_TEST(f.bytes * 8 >= 3'400'000U);
  BOOST_TEST(f.pump->counters().frames >= 195U);
}

BOOST_AUTO_TEST_CASE(renditions_that_are_not_there_in_time_are_replaced_or_left_out) {
  CappedFixture f(400e3);
  for (std::size_t frame = 50; frame < 70; ++frame) f.source.pending.insert(frame);
  f.pump->play(0, 200, 1.0, false);
  f.time.turn(10s);
  BOOST_TEST(f.pump->counters().framesLeftOut >= 20U);
  BOOST_TEST(f.pump->counters().frames >= 170U);
}

BOOST_AUTO_TEST_CASE(filling_a_cache_leaves_out_nothing_but_takes_longer) {
  CappedFixture f(1000e3);
  f.pump->play(0, 40, 2.0, false);
  f.time.turn(5s);
  BOOST_TEST(f.pump->counters().frames == 40U);
  BOOST_TEST(f.pump->counters().framesLeftOut == 0U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::server
