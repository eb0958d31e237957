// SPDX-License-Identifier: MIT
// A link that is too small for the movie: what the adaptive control promises, on simulated paths with seeds.
#include "tests/scenarios/simulated_session.h"

#include <boost/test/unit_test.hpp>

#include <algorithm>

namespace zoetrope::test {

namespace {

using namespace std::chrono_literals;

impair::LinkOptions narrow(double mbit, Duration delay = 2ms) {
  impair::LinkOptions options;
  options.rateBps = mbit * 1e6;
  options.delay = delay;
  return options;
}

// 102 Mbit/s, as the laboratory's movie.
Scenario movie(const impair::LinkOptions& network, std::size_t frames = 600) {
  return {.frames = frames, .frameBytes = 411'000, .network = network, .adapt = true};
}

// What was shown and queued in a part of the time after PLAY.
struct Part {
  Part(const SimulatedSession& session, Duration from, Duration to) {
    const TimePoint begin = session.playedAt() + from;
    const TimePoint end = session.playedAt() + to;
    const double seconds = toSeconds(to - from);
    std::size_t bytes = 0;
    std::vector<std::size_t> sizes;
    for (const auto& shown : session.shownFrames()) {
      if (shown.at < begin || shown.at >= end) continue;
      bytes += shown.bytes;
      sizes.push_back(shown.bytes);
    }
    framesPerSecond = static_cast<double>(sizes.size()) / seconds;
    mbit = static_cast<double>(bytes) * 8 / seconds / 1e6;
    if (!sizes.empty()) smallest = *std::min_element(sizes.begin(), sizes.end());
    std::vector<Duration> waits;
    std::size_t lost = 0;
    for (const auto& entry : session.way().entries()) {
      if (entry.at < begin || entry.at >= end) continue;
      entry.waited ? waits.push_back(*entry.waited) : static_cast<void>(++lost);
    }
    std::sort(waits.begin(), waits.end());
    if (!waits.empty()) queueing95 = toSeconds(waits[waits.size() * 95 / 100]) * 1000;
    lossPercent =
        100.0 * static_cast<double>(lost) / static_cast<double>(std::max<std::size_t>(1, waits.size() + lost));
    BOOST_TEST_MESSAGE(framesPerSecond << " frames/s, " << mbit << " Mbit/s of shown frames, queue " << queueing95
                                       << " ms, loss " << lossPercent << " %, smallest frame " << smallest);
  }

  double framesPerSecond = 0;
  double mbit = 0;
  double queueing95 = 0;
  double lossPercent = 0;
  std::size_t smallest = 0;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(adaptation)

BOOST_AUTO_TEST_CASE(over_a_fifth_of_the_rate_a_whole_picture_is_shown_and_the_link_is_used) {
  for (const Duration delay : {2ms, 20ms}) {
    SimulatedSession session(movie(narrow(20, delay)));
    session.playThrough();
    const Part part(session, 5s, 18s);
    BOOST_TEST(part.framesPerSecond >= 24);
    BOOST_TEST(part.mbit >= 0.8 * 20);
    BOOST_TEST(part.queueing95 <= 60);
    BOOST_TEST(part.lossPercent <= 1);
    BOOST_TEST(part.smallest > 411'000 / 12);  // no half-size picture
    BOOST_TEST(session.counters().framesIncomplete == 0U);
  }
}

BOOST_AUTO_TEST_CASE(over_a_twentieth_there_are_still_fifteen_frames_a_second) {
  SimulatedSession session(movie(narrow(5)));
  session.playThrough();
  const Part part(session, 5s, 18s);
  BOOST_TEST(part.framesPerSecond >= 15);
  BOOST_TEST(part.queueing95 <= 60);
  BOOST_TEST(part.lossPercent <= 1);
}

BOOST_AUTO_TEST_CASE(a_wide_link_shows_every_frame_as_it_is) {
  SimulatedSession session(movie(narrow(1000), 300));
  session.playThrough();
  BOOST_TEST(session.shown().size() == 300U);
  BOOST_TEST(std::all_of(session.shownFrames().begin(), session.shownFrames().end(),
                         [](const auto& shown) { return shown.bytes > 411'000; }));
}

BOOST_AUTO_TEST_CASE(five_percent_of_loss_on_a_wide_link_costs_no_quality) {
  for (const std::uint64_t seed : {1U, 2U, 3U, 4U}) {
    impair::LinkOptions options = narrow(1000, seed % 2 == 0 ? 2ms : 20ms);
    options.loss = 0.05;
    options.seed = seed;
    SimulatedSession session(movie(options, 300));
    session.playThrough();
    BOOST_TEST_MESSAGE("delay " << session.counters().delayMs << " ms, " << session.events());
    BOOST_TEST(session.shown().size() == 300U);
    BOOST_TEST(std::all_of(session.shownFrames().begin(), session.shownFrames().end(),
                           [](const auto& shown) { return shown.bytes > 411'000; }));
  }
}

BOOST_AUTO_TEST_CASE(it_follows_steps_of_the_rate) {
  SimulatedSession session(movie(narrow(40), 45 * 30));
  session.at(15s, [&] { session.setRate(8e6); });
  session.at(30s, [&] { session.setRate(40e6); });
  double afterDrop = 1e12;
  session.at(16s, [&] { afterDrop = session.serverAllowsBps(); });
  session.playThrough();
  BOOST_TEST(afterDrop < 8e6);
  BOOST_TEST(Part(session, 5s, 15s).mbit > 0.8 * 40);
  const Part low(session, 20s, 30s);
  BOOST_TEST(low.mbit > 0.75 * 8);
  BOOST_TEST(low.framesPerSecond > 20);
  BOOST_TEST(Part(session, 35s, 44s).mbit > 0.8 * 40);
}

BOOST_AUTO_TEST_CASE(a_cap_is_kept_and_used) {
  Scenario capped = movie(narrow(1000));
  capped.maxRateBps = 30e6;
  SimulatedSession session(capped);
  session.playThrough();
  const Part part(session, 2s, 18s);
  BOOST_TEST(part.mbit <= 30);
  BOOST_TEST(part.mbit > 0.85 * 30);
  BOOST_TEST(part.framesPerSecond > 29);
}

BOOST_AUTO_TEST_CASE(who_goes_silent_gets_nothing_until_he_speaks) {
  SimulatedSession session(movie(narrow(1000)));
  std::size_t packetsWhileSilent = 0;
  std::size_t before = 0;
  session.at(2s, [&] { session.deafen(true); });
  session.at(6s, [&] { before = session.way().entries().size(); });
  session.at(7s, [&] { packetsWhileSilent = session.way().entries().size() - before; });
  session.at(8s, [&] { session.deafen(false); });
  session.playThrough();
  BOOST_TEST(before > 0U);
  BOOST_TEST(packetsWhileSilent == 0U);
  BOOST_TEST(session.events().find("silent") != std::string::npos);
  BOOST_TEST(Part(session, 12s, 18s).framesPerSecond > 25);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::test
