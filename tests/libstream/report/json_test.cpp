// SPDX-License-Identifier: MIT
#include "libstream/report/json.h"

#include "tests/libstream/report/sample_report.h"

#include <Poco/JSON/Object.h>
#include <Poco/JSON/Parser.h>
#include <boost/test/unit_test.hpp>

namespace zoetrope::report::test {
namespace {

Poco::JSON::Object::Ptr parsed(const SessionReport& report) {
  return Poco::JSON::Parser().parse(jsonReport(report)).extract<Poco::JSON::Object::Ptr>();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(json)

BOOST_AUTO_TEST_CASE(it_parses_and_says_what_was_played_and_how_it_ended) {
  const auto json = parsed(deadReport());
  BOOST_TEST(json->getValue<std::string>("movie") == "hd1080.mjpeg");
  BOOST_TEST(json->getValue<std::string>("began") == "2026-11-28T12:34:56.789+00:00");
  const auto ended = json->getObject("ended");
  BOOST_TEST(ended->getValue<int>("exit_code") == 3);
  BOOST_TEST(ended->getValue<std::string>("why") == "no connection to 127.0.0.1:8554: connection refused");
  BOOST_TEST(json->getArray("history")->empty());
}

BOOST_AUTO_TEST_CASE(counters_and_history_have_the_names_of_the_counters) {
  SessionReport report = lossyReport();
  report.history = {{0, {}}, {1.5, report.counters}};
  const auto json = parsed(report);
  BOOST_TEST(json->getObject("counters")->getValue<int>("packets_missed") == 4500);
  const auto sample = json->getArray("history")->getObject(1);
  BOOST_TEST(sample->getValue<double>("seconds") == 1.5);
  BOOST_TEST(sample->getValue<int>("packets_recovered") == 4500);
  BOOST_TEST(sample->size() == 1 + playback::counterFields().size());
}

BOOST_AUTO_TEST_CASE(what_others_said_comes_back_as_it_was) {
  const std::string text = "SETUP \"x\\y\" RTSP/1.0\r\nX:\t</script>\x01\x7f\u00fc\r\n\r\n";
  SessionReport report = lossyReport();
  report.conversation = {{true, true, noon(), text}};
  report.conversationForgotten = 7;
  const auto json = parsed(report);
  const auto said = json->getArray("conversation")->getObject(0);
  BOOST_TEST(said->getValue<std::string>("text") == text);
  BOOST_TEST(said->getValue<std::string>("from") == "client");
  BOOST_TEST(said->getValue<bool>("pre_buffer"));
  BOOST_TEST(json->getValue<int>("conversation_forgotten") == 7);
}

BOOST_AUTO_TEST_CASE(bytes_that_are_no_text_are_replaced) { BOOST_TEST(jsonQuoted("a\xff\"b") == "\"a\uFFFD\\\"b\""); }

BOOST_AUTO_TEST_CASE(a_session_that_still_runs_has_no_end) {
  SessionReport report = lossyReport();
  report.ending.reset();
  BOOST_TEST(parsed(report)->isNull("ended"));
}

BOOST_AUTO_TEST_CASE(a_simulated_network_is_said_to_be_one) {
  SessionReport report = lossyReport();
  BOOST_TEST(!parsed(report)->getValue<bool>("simulated_network"));
  report.sessionInfo = "Simulated network: loss=5%";
  BOOST_TEST(parsed(report)->getValue<bool>("simulated_network"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::report::test
