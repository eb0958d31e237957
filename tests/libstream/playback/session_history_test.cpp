// SPDX-License-Identifier: MIT
#include "libstream/playback/session_history.h"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string_view>

using namespace zoetrope;
using namespace zoetrope::playback;
using namespace std::chrono_literals;

namespace {

const CounterField& fieldOf(std::string_view name) {
  const auto fields = counterFields();
  return *std::find_if(fields.begin(), fields.end(), [&](const CounterField& field) { return field.name == name; });
}

Counters shown(std::uint64_t frames) {
  Counters counters;
  counters.framesShown = frames;
  counters.cacheFrames = 7;
  return counters;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(session_history)

BOOST_AUTO_TEST_CASE(a_sample_a_second_however_often_it_is_told) {
  SessionHistory history;
  for (int i = 0; i <= 50; ++i) history.update(TimePoint{} + i * 100ms, shown(static_cast<std::uint64_t>(i) * 3));
  BOOST_REQUIRE_EQUAL(history.samples().size(), 6U);
  BOOST_TEST(history.samples()[5].seconds == 5.0);
  BOOST_TEST(rateBetween(fieldOf("frames_shown"), history.samples()[4], history.samples()[5]) == 30.0);
  BOOST_TEST(rateBetween(fieldOf("cache_frames"), history.samples()[4], history.samples()[5]) == 7.0);
}

BOOST_AUTO_TEST_CASE(the_end_is_a_sample_too) {
  SessionHistory history;
  history.update(TimePoint{}, shown(0));
  history.finish(TimePoint{} + 500ms, shown(15));
  history.finish(TimePoint{} + 500ms, shown(16));
  BOOST_REQUIRE_EQUAL(history.samples().size(), 2U);
  BOOST_TEST(history.samples()[1].counters.framesShown == 16U);
}

BOOST_AUTO_TEST_CASE(a_long_session_is_kept_more_coarsely) {
  SessionHistory history;
  for (int second = 0; second <= 10000; ++second)
    history.update(TimePoint{} + second * 1s, shown(static_cast<std::uint64_t>(second) * 30));
  BOOST_TEST(history.samples().size() <= SessionHistory::kMaxSamples);
  BOOST_TEST(history.step() == 4.0);
  BOOST_TEST(history.samples().front().seconds == 0.0);
  const auto samples = history.samples();
  for (std::size_t i = 1; i < samples.size(); ++i)
    BOOST_TEST(rateBetween(fieldOf("frames_shown"), samples[i - 1], samples[i]) == 30.0);
}

BOOST_AUTO_TEST_SUITE_END()
