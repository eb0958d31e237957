// SPDX-License-Identifier: MIT
#include "libstream/report/html.h"

#include "libstream/report/html_text.h"
#include "libstream/report/report_form.h"
#include "tests/libstream/report/sample_report.h"

#include <boost/test/unit_test.hpp>

namespace zoetrope::report::test {
namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

BOOST_AUTO_TEST_SUITE(html)

BOOST_AUTO_TEST_CASE(it_has_everything_that_a_reader_asks_for) {
  SessionReport report = lossyReport();
  report.history = {{0, {}}, {1, report.counters}, {2, report.counters}};
  report.conversation = {{true, true, noon(), "PLAY rtsp://x RTSP/1.0\r\n\r\n"},
                         {false, true, noon(), "RTSP/1.0 200 OK\r\n\r\n"}};
  const std::string page = htmlReport(report);
  BOOST_TEST(has(page, "<h1>Session report: hd1080.mjpeg</h1>"));
  BOOST_TEST(has(page, "2026-11-28 12:34:56 (UTC)"));
  BOOST_TEST(has(page, "No frame was lost, although the network lost 5.00 %"));
  for (const char* chart : {"Bit rate, Mbit/s", "Packets missed", "Frame cache", "Delay"})
    BOOST_TEST(has(page, chart), chart);
  for (const auto& field : playback::counterFields()) BOOST_TEST(has(page, htmlText(field.help)), field.name);
  BOOST_TEST(has(page, "PLAY rtsp://x RTSP/1.0"));
  BOOST_TEST(has(page, "Player \u2192 server (pre-buffer)"));
  BOOST_TEST(has(page, report.commandLine));
  BOOST_TEST(has(page, "zoetrope-client 0.1.0"));
}

BOOST_AUTO_TEST_CASE(it_needs_nothing_from_elsewhere_and_runs_nothing) {
  const std::string page = htmlReport(lossyReport());
  BOOST_TEST(has(page, "default-src 'none'"));
  for (const char* part : {"<script", "<link", "<img", " src=", "@import"}) BOOST_TEST(!has(page, part), part);
}

BOOST_AUTO_TEST_CASE(foreign_text_stays_text) {
  const std::string evil = "<script>alert(\"x\")</script>&'";
  SessionReport report = lossyReport();
  report.movie = report.server = report.address = report.way = report.sessionInfo = report.commandLine = evil;
  report.ending = Ending{control::ExitCode::Refused, evil};
  report.versions = {evil};
  report.conversation = {{false, false, noon(), evil}};
  const std::string page = htmlReport(report);
  BOOST_TEST(!has(page, "<script"));
  BOOST_TEST(has(page, "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&amp;&#39;"));
  BOOST_TEST(htmlText("a\x01\xff\r\n") == "a\uFFFD\uFFFD\n");
}

BOOST_AUTO_TEST_CASE(a_simulated_network_is_named_before_anything_else) {
  SessionReport report = lossyReport();
  BOOST_TEST(!has(htmlReport(report), "class=\"banner\""));
  report.sessionInfo = "Simulated network: loss=5%";
  const std::string page = htmlReport(report);
  BOOST_TEST(has(page, "This was a simulated network, not a real one."));
  BOOST_TEST(page.find("class=\"banner\"") < page.find("Findings"));
}

BOOST_AUTO_TEST_CASE(a_session_that_ended_badly_says_so_and_has_no_empty_charts) {
  const std::string page = htmlReport(deadReport());
  BOOST_TEST(has(page, "class=\"verdict failed\""));
  BOOST_TEST(has(page, "Nothing was played: no connection to 127.0.0.1:8554"));
  BOOST_TEST(has(page, "exit code 3"));
  BOOST_TEST(has(page, "Nothing was said"));
  BOOST_TEST(!has(page, "<svg"));
}

BOOST_AUTO_TEST_CASE(of_a_long_conversation_the_middle_is_left_out) {
  SessionReport report = lossyReport();
  for (int i = 0; i < 500; ++i)
    report.conversation.push_back({i % 2 == 0, false, noon(), "message " + std::to_string(i) + "."});
  const std::string page = htmlReport(report);
  BOOST_TEST(has(page, "message 0."));
  BOOST_TEST(has(page, "message 499."));
  BOOST_TEST(!has(page, "message 250."));
  BOOST_TEST(has(page, "380 more messages in between"));
}

BOOST_AUTO_TEST_CASE(the_ending_of_the_name_says_the_form) {
  BOOST_TEST((*parseForm("a/b.html") == Form::Html));
  BOOST_TEST((*parseForm("B.JSON") == Form::Json));
  BOOST_TEST((*parseForm("x.csv") == Form::Csv));
  for (const char* name : {"", "report", "x.pdf", ".html", "x.html.gz"}) BOOST_TEST(!parseForm(name).ok(), name);
  BOOST_TEST(render(Form::Json, lossyReport()).starts_with("{"));
  BOOST_TEST(render(Form::Html, lossyReport()).starts_with("<!DOCTYPE html>"));
  BOOST_TEST(render(Form::Csv, lossyReport()).starts_with("seconds,"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::report::test
