// SPDX-License-Identifier: MIT
#include "rtsp_client/options.h"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

namespace zoetrope::client::test {
namespace {

Result<Options> parse(const std::vector<std::string>& arguments) { return parseOptions(arguments); }

const std::vector<std::string> kLab = {"127.0.0.1", "8554", "25000", "movie.Mjpeg"};

std::vector<std::string> lab(std::vector<std::string> options) {
  options.insert(options.end(), kLab.begin(), kLab.end());
  return options;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(options)

BOOST_AUTO_TEST_CASE(the_labs_four_words_are_the_course_dialect) {
  const auto options = parse(kLab);
  BOOST_REQUIRE(options.ok());
  const Target& target = options->engine.target;
  BOOST_TEST((target.dialect == Dialect::Course));
  BOOST_TEST(target.host == "127.0.0.1");
  BOOST_TEST(target.port == 8554);
  BOOST_TEST(target.rtpPort == 25000);
  BOOST_TEST(target.video == "movie.Mjpeg");
  BOOST_TEST(options->engine.cacheFrames == 20);
  BOOST_TEST((options->engine.transport == Transport::Auto));
}

BOOST_AUTO_TEST_CASE(an_address_is_the_standard_dialect_and_its_password_goes_nowhere) {
  const auto options = parse({"rtsp://me:sec%20ret@camera:8555/a%20b.mjpeg"});
  BOOST_REQUIRE(options.ok());
  const Target& target = options->engine.target;
  BOOST_TEST((target.dialect == Dialect::Standard));
  BOOST_TEST(target.host == "camera");
  BOOST_TEST(target.port == 8555);
  BOOST_TEST(target.user == "me");
  BOOST_TEST(target.password == "sec ret");
  BOOST_TEST(target.uri == "rtsp://camera:8555/a%20b.mjpeg");
  BOOST_TEST(target.video == "a b.mjpeg");
  BOOST_TEST(describe(target).find("sec") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(an_ipv6_address_loses_its_brackets) {
  const auto options = parse({"rtsp://[::1]/m.mjpeg"});
  BOOST_REQUIRE(options.ok());
  BOOST_TEST(options->engine.target.host == "::1");
  BOOST_TEST(options->engine.target.port == 554);
}

BOOST_AUTO_TEST_CASE(the_dialect_can_be_said) {
  const auto course = parse({"--dialect", "course", "rtsp://127.0.0.1:8554/movie.Mjpeg"});
  BOOST_REQUIRE(course.ok());
  BOOST_TEST((course->engine.target.dialect == Dialect::Course));
  BOOST_TEST(course->engine.target.video == "movie.Mjpeg");
  const auto standard = parse(lab({"--dialect=standard"}));
  BOOST_REQUIRE(standard.ok());
  BOOST_TEST(standard->engine.target.uri == "rtsp://127.0.0.1:8554/movie.Mjpeg");
}

BOOST_AUTO_TEST_CASE(every_option_arrives) {
  const auto options = parse({"--headless", "--cache", "5", "--transport", "tcp", "--duration", "2.5", "--save", "out",
                              "--json", "--supervised", "--log", "log", "--decode", "--rcvbuf", "425984", "--report",
                              "session.HTML", "rtsp://h/m"});
  BOOST_REQUIRE(options.ok());
  BOOST_TEST(options->headless);
  BOOST_TEST(options->engine.cacheFrames == 5);
  BOOST_TEST((options->engine.transport == Transport::Tcp));
  BOOST_TEST(options->durationSeconds == 2.5);
  BOOST_TEST(options->engine.saveFile == "out");
  BOOST_TEST(options->json);
  BOOST_TEST(options->supervised);
  BOOST_TEST(options->engine.logFile == "log");
  BOOST_TEST(options->decode);
  BOOST_TEST(options->engine.receiveBufferBytes == 425984);
  BOOST_TEST(options->reportFile == "session.HTML");
}

const std::vector<std::vector<std::string>> kBad = {
    {},
    {"127.0.0.1", "8554"},
    {"http://h/m"},
    {"rtsp://"},
    {"h", "0", "25000", "m"},
    {"h", "99999", "25000", "m"},
    {"h", "8554", "x", "m"},
    {"h", "8554", "25000", "a b"},
    {"h", "8554", "25000", std::string(200, 'a')},
    {"--cache", "-1", "rtsp://h/m"},
    {"--cache", "x", "rtsp://h/m"},
    {"--cache"},
    {"--transport", "sctp", "rtsp://h/m"},
    {"--dialect", "klingon", "rtsp://h/m"},
    {"--duration", "0", "rtsp://h/m"},
    {"--rcvbuf", "1", "rtsp://h/m"},
    {"--save", "", "rtsp://h/m"},
    {"--report", "", "rtsp://h/m"},
    {"--report", "session.pdf", "rtsp://h/m"},
    {"--report", "session", "rtsp://h/m"},
    {"--report", "a.csv", "--save", "a.csv", "rtsp://h/m"},
    {"--nonsense", "rtsp://h/m"},
    {"--transport", "tcp", "h", "8554", "25000", "m"},
    {"--json", "rtsp://h/m"},
    {"--decode", "rtsp://h/m"},
};

BOOST_DATA_TEST_CASE(what_cannot_be_meant_is_said_in_words, boost::unit_test::data::xrange(kBad.size()), index) {
  const auto options = parse(kBad[index]);
  BOOST_REQUIRE(!options.ok());
  BOOST_TEST(options.error().message.size() > 10U);
}

BOOST_AUTO_TEST_CASE(a_wrong_address_never_repeats_the_password) {
  for (const char* text : {"rtsp://me:geheim@", "rtsp://me:geheim@h:99999/m", "http://me:geheim@h/m"}) {
    const auto options = parse({text});
    BOOST_REQUIRE(!options.ok());
    BOOST_TEST(options.error().message.find("geheim") == std::string::npos);
  }
}

BOOST_AUTO_TEST_CASE(the_command_line_can_be_pasted_into_a_shell_and_has_no_password) {
  const auto options =
      parse({"--report", "my report's.html", "--cache=5", "rtsp://me:geheim@camera:8555/a%20b.mjpeg?x=1&y=2"});
  BOOST_REQUIRE(options.ok());
  BOOST_TEST(options->commandLine ==
             "zoetrope-client --report 'my report'\\''s.html' --cache=5 "
             "'rtsp://me:***@camera:8555/a%20b.mjpeg?x=1&y=2'");
  BOOST_TEST(parse(kLab)->commandLine == "zoetrope-client 127.0.0.1 8554 25000 movie.Mjpeg");
}

BOOST_AUTO_TEST_CASE(help_names_every_option_exit_code_and_counter) {
  const std::string text = helpText();
  for (const char* word :
       {"--headless", "--cache", "--transport", "--dialect", "--duration", "--save", "--json", "--supervised", "--log",
        "--decode", "--rcvbuf", "--report", "--version", "frames_complete", "packets_lost", "HOST PORT RTP_PORT VIDEO"})
    BOOST_TEST(text.find(word) != std::string::npos, word);
  BOOST_TEST(parse({"--help"})->help);
  BOOST_TEST(parse({"--version"})->version);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::client::test
