// SPDX-License-Identifier: MIT
#include "libstream/playback/counters.h"

#include <boost/test/unit_test.hpp>

#include <limits>
#include <set>

namespace zoetrope::playback {

BOOST_AUTO_TEST_CASE(every_counter_has_a_name_of_its_own_and_a_line_of_help) {
  std::set<std::string> names;
  for (const CounterField& field : counterFields()) {
    BOOST_TEST(names.insert(field.name).second, field.name);
    BOOST_TEST(std::string(field.help).size() > 8u);
    BOOST_TEST(countersHelp().find(std::string("  ") + field.name + ' ') != std::string::npos);
  }
  for (const char* promised : {"frames_complete", "frames_incomplete", "frames_shown", "frames_late",
                               "packets_received", "packets_lost", "bytes_received"})
    BOOST_TEST(names.count(promised) == 1u, promised);
}

BOOST_AUTO_TEST_CASE(the_table_reaches_every_member) {
  // All members are eight bytes: as many fields as members means that none is left out or named twice.
  BOOST_TEST(counterFields().size() == sizeof(Counters) / 8);
  std::set<std::string> texts;
  Counters counters;
  std::uint64_t value = 1;
  for (const CounterField& field : counterFields()) {
    if (const auto* whole = std::get_if<std::uint64_t Counters::*>(&field.member)) counters.** whole = value++;
    if (const auto* real = std::get_if<double Counters::*>(&field.member))
      counters.** real = static_cast<double>(value++);
  }
  for (const CounterField& field : counterFields()) texts.insert(counterText(field, counters));
  BOOST_TEST(texts.size() == counterFields().size());
}

BOOST_AUTO_TEST_CASE(json_is_one_object_on_one_line) {
  Counters counters;
  counters.framesComplete = 300;
  counters.jitterMs = 1.25;
  counters.bitRateBps = 1e8;
  counters.lossPercent = std::numeric_limits<double>::quiet_NaN();
  const std::string json = countersJson(counters);
  BOOST_TEST(json.front() == '{');
  BOOST_TEST(json.back() == '}');
  BOOST_TEST(json.find('\n') == std::string::npos);
  BOOST_TEST(json.find("\"frames_complete\":300,") != std::string::npos);
  BOOST_TEST(json.find("\"jitter_ms\":1.25,") != std::string::npos);
  BOOST_TEST(json.find("\"bit_rate_bps\":100000000,") != std::string::npos);
  BOOST_TEST(json.find("\"loss_percent\":0,") != std::string::npos);
}

}  // namespace zoetrope::playback
