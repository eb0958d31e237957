// SPDX-License-Identifier: MIT
#include "libstream/playback/playout.h"

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <optional>
#include <random>
#include <vector>

namespace zoetrope::playback {

namespace {

TimePoint ms(double milliseconds) { return TimePoint(std::chrono::hours(1)) + fromSeconds(milliseconds / 1000); }

double toMs(TimePoint time) { return toSeconds(time - ms(0)) * 1000; }

struct Shown {
  std::int64_t number;
  double at;
};

// A sender that puts a frame in every `step` ms and a player that asks when it is told to.
struct Stage {
  explicit Stage(std::size_t target = 20, Pace pace = Pace::Timestamps, double stepMs = 100.0 / 3)
      : playout(
            [&] {
              CacheLimits limits;
              limits.targetFrames = target;
              return limits;
            }(),
            pace),
        step(stepMs) {}

  void put(double time) {
    playTo(time);
    AssembledFrame frame;
    frame.complete = true;
    frame.number = number;
    frame.rtpTimestamp = static_cast<std::uint32_t>(std::llround(number * step * 90)) + 0xFFFFF000;
    frame.npt = static_cast<double>(number) * step / 1000;
    frame.firstArrival = frame.lastArrival = ms(time);
    ++number;
    playout.push(std::move(frame), ms(time));
    take(time);
  }
  // `count` frames at the movie's rate from `time` on; returns when the next would come.
  double send(int count, double time, double pace = 1) {
    for (int i = 0; i < count; ++i, time += step / pace) put(time);
    return time;
  }
  void playTo(double time) {
    while (const std::optional<TimePoint> due = playout.deadline()) {
      if (*due > ms(time)) break;
      const std::size_t before = shown.size();
      const Playout::State state = playout.state();
      take(std::max(toMs(*due), 0.0));
      if (shown.size() == before && playout.state() == state) break;
    }
  }
  void take(double time) {
    while (const FramePtr frame = playout.next(ms(time))) shown.push_back({frame->number, time});
  }
  Counters counters() const {
    Counters result;
    playout.report(result);
    return result;
  }

  Playout playout;
  double step;
  std::int64_t number = 0;
  std::vector<Shown> shown;
};

void requireInOrder(const Stage& stage) {
  for (std::size_t i = 0; i < stage.shown.size(); ++i)
    BOOST_TEST_REQUIRE(stage.shown[i].number == static_cast<std::int64_t>(i));
}

}  // namespace

BOOST_AUTO_TEST_CASE(nothing_is_shown_before_play_and_the_first_frame_at_once_after_it) {
  Stage stage;
  stage.send(20, 0, 2);
  BOOST_TEST(stage.playout.cache().full());
  BOOST_TEST(stage.shown.empty());
  BOOST_TEST(!stage.playout.deadline().has_value());
  stage.playout.play(ms(5000));
  stage.playTo(5000);
  BOOST_TEST_REQUIRE(stage.shown.size() == 1u);
  BOOST_TEST(stage.shown[0].at == 5000, boost::test_tools::tolerance(1e-6));
}

BOOST_AUTO_TEST_CASE(frames_are_shown_at_the_movies_rate_whenever_they_came) {
  Stage stage;
  stage.send(20, 0, 2);
  stage.playout.play(ms(5000));
  stage.send(100, 5010);
  stage.playout.setEnded(true);
  stage.playTo(20000);
  BOOST_TEST(stage.shown.size() == 120u);
  requireInOrder(stage);
  BOOST_TEST(stage.playout.playedOut());
  for (std::size_t i = 1; i < stage.shown.size(); ++i)
    BOOST_TEST(stage.shown[i].at - stage.shown[i - 1].at == stage.step, boost::test_tools::tolerance(0.011));
  BOOST_TEST(stage.counters().starvations == 0u);
  BOOST_TEST(stage.counters().framesLate == 0u);
}

BOOST_AUTO_TEST_CASE(arrival_jitter_within_the_cache_is_not_seen) {
  Stage stage;
  stage.send(20, 0, 2);
  stage.playout.play(ms(5000));
  std::mt19937 random(1);
  double latest = 5000;
  for (int i = 0; i < 300; ++i) {
    latest = std::max(latest, 5000 + i * stage.step + random() % 400);
    stage.put(latest);
  }
  requireInOrder(stage);
  for (std::size_t i = 1; i < stage.shown.size(); ++i)
    BOOST_TEST_REQUIRE(std::abs(stage.shown[i].at - stage.shown[i - 1].at - stage.step) < 0.4);
  BOOST_TEST(stage.counters().framesLate == 0u);
}

BOOST_AUTO_TEST_CASE(paused_the_picture_stays_and_play_goes_on_with_the_next) {
  Stage stage;
  stage.send(20, 0, 2);
  stage.playout.play(ms(5000));
  stage.playTo(5200);
  const std::size_t before = stage.shown.size();
  stage.playout.pause();
  stage.playTo(9000);
  BOOST_TEST(stage.shown.size() == before);
  BOOST_TEST(stage.playout.cache().size() == 20 - before);
  stage.playout.play(ms(9000));
  stage.playTo(9000);
  BOOST_TEST(stage.shown.size() == before + 1);
  requireInOrder(stage);
}

BOOST_AUTO_TEST_CASE(an_empty_cache_starves_and_starts_again_when_half_full) {
  Stage stage(10);
  stage.send(10, 0, 2);
  stage.playout.play(ms(1000));
  stage.playTo(3000);
  BOOST_TEST(stage.shown.size() == 10u);
  BOOST_TEST((stage.playout.state() == Playout::State::Starving));
  BOOST_TEST(stage.counters().starvations == 1u);
  double time = stage.send(4, 3000, 4);
  BOOST_TEST(stage.shown.size() == 10u);
  BOOST_TEST(stage.counters().framesLate > 0u);
  time = stage.send(1, time);
  BOOST_TEST(stage.shown.size() == 11u);
  BOOST_TEST((stage.playout.state() == Playout::State::Playing));
  stage.send(50, time);
  requireInOrder(stage);
  BOOST_TEST(stage.counters().starvations == 1u);
  BOOST_TEST(stage.counters().framesLate <= 5u);
}

BOOST_AUTO_TEST_CASE(at_the_end_what_is_held_is_played_without_waiting_for_more) {
  Stage stage;
  stage.send(3, 0);
  stage.playout.play(ms(1000), Playout::Start::WhenFull);
  stage.playTo(1500);
  BOOST_TEST(stage.shown.empty());
  stage.playout.setEnded(true);
  stage.take(1600);
  stage.playTo(3000);
  BOOST_TEST(stage.shown.size() == 3u);
  BOOST_TEST(stage.playout.playedOut());
  BOOST_TEST(stage.counters().starvations == 0u);
}

BOOST_AUTO_TEST_CASE(a_live_stream_fills_the_cache_before_it_is_shown) {
  Stage stage(5);
  stage.playout.play(ms(0), Playout::Start::WhenFull);
  const double time = stage.send(4, 0);
  BOOST_TEST((stage.playout.state() == Playout::State::Filling));
  BOOST_TEST(stage.shown.empty());
  stage.send(100, time);
  requireInOrder(stage);
  BOOST_TEST(stage.shown.size() >= 99u);
  BOOST_TEST(stage.counters().starvations == 0u);
}

BOOST_AUTO_TEST_CASE(without_a_cache_every_frame_is_shown_as_it_comes) {
  Stage stage(0);
  stage.playout.play(ms(0));
  stage.put(3);
  stage.put(300);
  stage.put(301);
  BOOST_TEST_REQUIRE(stage.shown.size() == 3u);
  BOOST_TEST(stage.shown[1].at == 300);
  BOOST_TEST(stage.shown[2].at == 301);
  BOOST_TEST(stage.counters().framesLate == 0u);
  BOOST_TEST(!stage.playout.deadline().has_value());
  BOOST_TEST(stage.counters().starvations == 0u);
}

BOOST_AUTO_TEST_CASE(a_seek_within_shows_the_frame_there_at_once) {
  Stage stage;
  stage.send(20, 0, 2);
  stage.playout.play(ms(1000));
  stage.playTo(1000);
  BOOST_TEST(stage.playout.seek(12 * stage.step / 1000, ms(1010)));
  stage.playTo(1010);
  BOOST_TEST(stage.shown.back().number == 12);
  BOOST_TEST(stage.shown.back().at == 1010, boost::test_tools::tolerance(1e-6));
  BOOST_TEST(!stage.playout.seek(0, ms(1020)));
  BOOST_TEST(stage.playout.cache().size() == 7u);
}

BOOST_AUTO_TEST_CASE(a_seek_outside_empties_and_nothing_after_it_is_late) {
  Stage stage;
  stage.send(20, 0, 2);
  stage.playout.play(ms(1000));
  stage.playTo(1100);
  stage.playout.clear();
  BOOST_TEST(stage.playout.cache().empty());
  stage.number = 500;
  stage.send(30, 1500);
  BOOST_TEST(stage.shown.back().number >= 500);
  BOOST_TEST(stage.counters().framesLate == 0u);
  BOOST_TEST(stage.counters().starvations == 0u);
}

BOOST_AUTO_TEST_CASE(behind_a_seek_the_cache_fills_first_a_large_one_by_half) {
  for (const int target : {10, 200}) {
    Stage stage(target);
    stage.playout.play(ms(0), Playout::Start::WhenFull);
    double time = stage.send(target, 0);
    BOOST_REQUIRE((stage.playout.state() == Playout::State::Playing));
    stage.playout.clear();
    BOOST_TEST((stage.playout.state() == Playout::State::Filling));
    stage.number = 500;
    const int enough = target == 10 ? 10 : 100;
    time = stage.send(enough - 1, time);
    BOOST_TEST((stage.playout.state() == Playout::State::Filling), "target " << target);
    stage.send(1, time);
    BOOST_TEST((stage.playout.state() == Playout::State::Playing), "target " << target);
  }
}

BOOST_AUTO_TEST_CASE(skipped_frames_leave_a_gap_in_time) {
  Stage stage(5);
  stage.playout.play(ms(0), Playout::Start::WhenFull);
  double time = stage.send(20, 0);
  stage.number += 3;
  time = stage.send(20, time + 3 * stage.step);
  for (std::size_t i = 1; i < stage.shown.size(); ++i) {
    const auto frames = static_cast<double>(stage.shown[i].number - stage.shown[i - 1].number);
    BOOST_TEST(stage.shown[i].at - stage.shown[i - 1].at == frames * stage.step, boost::test_tools::tolerance(0.011));
  }
}

BOOST_AUTO_TEST_CASE(another_time_line_costs_one_ordinary_step) {
  Stage stage(5);
  stage.playout.play(ms(0), Playout::Start::WhenFull);
  double time = stage.send(20, 0);
  stage.playout.onDiscontinuity();
  stage.number = 7777777;
  stage.send(20, time);
  BOOST_TEST(stage.shown.size() >= 34u);
  for (std::size_t i = 1; i < stage.shown.size(); ++i)
    BOOST_TEST(stage.shown[i].at - stage.shown[i - 1].at == stage.step, boost::test_tools::tolerance(0.011));
}

BOOST_AUTO_TEST_CASE(what_finds_no_room_is_dropped_counted_and_leaves_no_pause) {
  Stage stage(5);
  stage.send(100, 0, 2);
  BOOST_TEST(stage.counters().framesDropped == 30u);
  stage.playout.play(ms(5000));
  stage.playTo(5000);
  stage.send(200, 5001, 20);
  stage.playTo(5600);
  for (std::size_t i = 1; i < stage.shown.size(); ++i)
    BOOST_TEST(stage.shown[i].at - stage.shown[i - 1].at <= stage.step * 1.011);
}

BOOST_AUTO_TEST_CASE(the_course_pace_starts_at_twenty_and_follows_what_arrives) {
  ArrivalRate rate;
  BOOST_TEST(rate.framesPerSecond() == 20);
  std::mt19937 random(3);
  for (int i = 0; i < 60; ++i) rate.onFrame(i, ms(i * 40 + random() % 10));
  BOOST_TEST(rate.framesPerSecond() == 25, boost::test_tools::tolerance(0.02));
  rate.interrupt();
  for (int i = 60; i < 180; ++i)
    if (i % 5 != 0) rate.onFrame(i, ms(9000 + i * 1000.0 / 60));
  BOOST_TEST(rate.framesPerSecond() == 60, boost::test_tools::tolerance(0.02));
}

BOOST_AUTO_TEST_CASE(a_pause_is_no_low_rate) {
  ArrivalRate rate;
  for (int i = 0; i < 20; ++i) rate.onFrame(i, ms(i * 40));
  for (int i = 20; i < 40; ++i) rate.onFrame(i, ms(60000 + i * 40));
  BOOST_TEST(rate.framesPerSecond() == 25, boost::test_tools::tolerance(0.02));
}

BOOST_AUTO_TEST_CASE(course_frames_are_played_at_the_measured_rate) {
  Stage stage(20, Pace::ArrivalRate, 40);
  double time = stage.send(20, 0);
  stage.playout.interruptArrivals();
  time += 3000;
  stage.playout.play(ms(time));
  stage.send(500, time + 10);
  requireInOrder(stage);
  BOOST_TEST(stage.counters().starvations == 0u);
  BOOST_TEST(stage.counters().framesDropped == 0u);
  BOOST_TEST(stage.counters().frameRate == 25, boost::test_tools::tolerance(0.01));
  BOOST_TEST(stage.playout.cache().size() >= 15u);
  BOOST_TEST(stage.playout.cache().size() <= 25u);
}

BOOST_AUTO_TEST_CASE(a_sender_with_a_clock_of_its_own_neither_starves_nor_floods_the_cache) {
  for (const double pace : {0.995, 1.005}) {
    Stage stage;
    stage.send(20, 0, 2);
    stage.playout.play(ms(1000));
    stage.send(9000, 1010, pace);
    requireInOrder(stage);
    BOOST_TEST(stage.counters().starvations == 0u);
    BOOST_TEST(stage.counters().framesDropped == 0u);
    BOOST_TEST(stage.playout.cache().size() >= 5u);
    BOOST_TEST(stage.playout.cache().size() <= 40u);
  }
}

BOOST_AUTO_TEST_CASE(a_sender_that_leaves_out_frames_fills_the_cache_in_time_not_in_number) {
  Stage stage(20);
  stage.playout.setFrameRate(30);
  stage.playout.play(ms(0), Playout::Start::WhenFull);
  double time = 0;
  while (stage.playout.state() == Playout::State::Filling && time < 10'000) {
    stage.put(time);
    stage.number += 2;  // of three frames one comes
    time += 3 * stage.step;
  }
  BOOST_TEST(time >= 18 * stage.step);
  BOOST_TEST(time <= 24 * stage.step);
  BOOST_TEST(toSeconds(stage.playout.heldTime()) * 1000 >= 17 * stage.step);
}

}  // namespace zoetrope::playback
