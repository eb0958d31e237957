// SPDX-License-Identifier: MIT
// HD over a bad network, whole: what the recovery promises, on simulated paths with seeds.
#include "tests/scenarios/simulated_session.h"

#include <boost/test/unit_test.hpp>

namespace zoetrope::test {

namespace {

using namespace std::chrono_literals;

impair::LinkOptions lossy(double loss, Duration delay = 2ms, std::uint64_t seed = 1) {
  impair::LinkOptions options;
  options.loss = loss;
  options.delay = delay;
  options.seed = seed;
  return options;
}

// Plays and prints; the figures are the test's message when something is missing.
struct Played {
  explicit Played(const Scenario& scenario) : session(scenario) {
    session.playThrough();
    counters = session.counters();
    const auto& link = session.network().counts();
    lossPercent = 100.0 * static_cast<double>(link.lost) / static_cast<double>(link.offered());
    BOOST_TEST_MESSAGE("lost " << lossPercent << " %, resent " << session.resentPercent() << " %, shown "
                               << session.shown().size() << ", late " << counters.framesLate << ", starved "
                               << counters.starvations << ", needless " << counters.retransmissionsNeedless
                               << ", asked " << counters.packetsAskedFor << ", reported " << counters.networkLossPercent
                               << " %, round trip " << counters.roundTripMs << " ms, delay " << counters.delayMs
                               << " ms");
  }
  void expectAllInTime(std::size_t frames = 300) {
    BOOST_TEST(counters.framesComplete == frames);
    BOOST_TEST(session.shown().size() == frames);
    BOOST_TEST(counters.framesLate == 0U);
    BOOST_TEST(counters.starvations == 0U);
    BOOST_TEST(counters.packetsLost == 0U);
  }

  SimulatedSession session;
  playback::Counters counters;
  double lossPercent = 0;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(recovery)

BOOST_AUTO_TEST_CASE(at_one_and_five_percent_every_frame_is_shown_in_time) {
  for (const double loss : {0.01, 0.05}) {
    for (const Duration delay : {2ms, 20ms}) {
      Played played({.network = lossy(loss, delay)});
      played.expectAllInTime();
      BOOST_TEST(played.session.resentPercent() <= played.lossPercent + 2);
      BOOST_TEST(played.counters.retransmissionsNeedless * 100 <= played.counters.packetsExpected);
      BOOST_TEST(std::abs(played.counters.networkLossPercent - played.lossPercent) < 0.5);
    }
  }
}

BOOST_AUTO_TEST_CASE(at_ten_percent_too_also_with_a_long_way) {
  for (const Duration delay : {2ms, 20ms}) {
    Played played({.network = lossy(0.10, delay)});
    BOOST_TEST(played.session.shown().size() >= 297U);
    BOOST_TEST(played.session.resentPercent() <= played.lossPercent + 2);
  }
}

BOOST_AUTO_TEST_CASE(bursts_of_twenty_packets_are_recovered) {
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    impair::LinkOptions network = lossy(0.01, 2ms, seed);
    network.burst = 20;
    Played played({.network = network});
    played.expectAllInTime();
  }
}

BOOST_AUTO_TEST_CASE(a_seek_on_a_long_and_lossy_way_shows_pictures_again) {
  SimulatedSession session({.network = lossy(0.05, 60ms)});
  session.playWithSeek(60, 150);
  // With half a cache to begin with, a packet that is lost three times in a row is out of time.
  BOOST_TEST(session.shown().size() >= 145U);
  BOOST_TEST(session.shown().front() == 150);
}

BOOST_AUTO_TEST_CASE(without_recovery_nearly_every_frame_is_broken) {
  Played played({.network = lossy(0.01), .recovery = false});
  BOOST_TEST(played.counters.framesComplete < 30U);
  BOOST_TEST(played.counters.packetsLost > 0U);
}

BOOST_AUTO_TEST_CASE(reordering_and_jitter_lose_nothing_and_are_hardly_asked_for) {
  impair::LinkOptions network = lossy(0, 5ms);
  network.reorder = 0.01;
  network.jitter = 20ms;
  Played played({.network = network});
  played.expectAllInTime();
  BOOST_TEST(played.counters.packetsReordered > 100U);
  BOOST_TEST(played.counters.retransmissions * 100 <= played.counters.packetsExpected);
}

BOOST_AUTO_TEST_CASE(a_small_cache_means_little_delay) {
  Played played({.cache = 2, .network = lossy(0, 1ms)});
  played.expectAllInTime();
  BOOST_TEST(played.counters.delayMs > 50);
  BOOST_TEST(played.counters.delayMs <= 100);
}

BOOST_AUTO_TEST_CASE(a_small_cache_recovers_what_its_time_allows) {
  Played played({.cache = 4, .network = lossy(0.02, 2ms)});
  BOOST_TEST(played.session.shown().size() >= 299U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::test
