// SPDX-License-Identifier: MIT
#include "launcher/restart_policy.h"

#include "tests/launcher/fakes.h"

#include <boost/test/unit_test.hpp>

#include <vector>

using namespace zoetrope;
using launcher::RestartPolicy;
using namespace std::chrono_literals;

namespace {

long long milliseconds(std::optional<Duration> delay) {
  return delay ? std::chrono::round<std::chrono::milliseconds>(*delay).count() : -1;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(restart_policy)

BOOST_AUTO_TEST_CASE(the_wait_doubles_from_200_ms_to_30_s) {
  test::SetRandom random;
  RestartPolicy policy;
  TimePoint now{};
  std::vector<long long> waits;
  for (int i = 0; i < 10; ++i) {
    now += 20s;  // never five within a minute
    waits.push_back(milliseconds(policy.onCrash(now, 10s, random)));
  }
  BOOST_TEST(waits == (std::vector<long long>{200, 400, 800, 1600, 3200, 6400, 12800, 25600, 30000, 30000}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(the_fifth_crash_within_a_minute_is_the_last) {
  test::SetRandom random;
  RestartPolicy policy;
  TimePoint now{};
  for (int i = 0; i < 4; ++i) {
    BOOST_TEST(policy.onCrash(now, 0s, random).has_value());
    now += 15s;
  }
  BOOST_TEST(!policy.onCrash(now, 0s, random));  // 60 s after the first
  BOOST_TEST(policy.recent() == 5U);
  policy.reset();
  BOOST_TEST(milliseconds(policy.onCrash(now, 0s, random)) == 200);
}

BOOST_AUTO_TEST_CASE(crashes_more_than_a_minute_ago_are_forgotten) {
  test::SetRandom random;
  RestartPolicy policy;
  TimePoint now{};
  for (int i = 0; i < 4; ++i) BOOST_TEST(policy.onCrash(now, 0s, random).has_value());
  now += 60s + 1ms;
  BOOST_TEST(policy.onCrash(now, 59s, random).has_value());
  BOOST_TEST(policy.recent() == 1U);
  BOOST_TEST(policy.inARow() == 5);
}

BOOST_AUTO_TEST_CASE(having_run_well_begins_the_row_anew) {
  test::SetRandom random;
  RestartPolicy policy;
  TimePoint now{};
  BOOST_TEST(milliseconds(policy.onCrash(now, 0s, random)) == 200);
  BOOST_TEST(milliseconds(policy.onCrash(now, 59'999ms, random)) == 400);
  BOOST_TEST(milliseconds(policy.onCrash(now, 60s, random)) == 200);
  BOOST_TEST(policy.inARow() == 1);
}

BOOST_AUTO_TEST_CASE(the_jitter_is_a_fifth_to_either_side) {
  test::SetRandom random;
  random.value = 0;
  BOOST_TEST(milliseconds(RestartPolicy().onCrash({}, 0s, random)) == 160);
  random.value = 0xFFFFFFFF;
  BOOST_TEST(milliseconds(RestartPolicy().onCrash({}, 0s, random)) == 240);
}

BOOST_AUTO_TEST_SUITE_END()
