// SPDX-License-Identifier: MIT
#include "rtsp_server/options.h"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

namespace zoetrope::server {

namespace {

using Words = std::vector<std::string>;

std::string problemOf(const Words& words) {
  const auto options = parseOptions(words);
  return options ? "" : options.error().message;
}

bool mentions(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

BOOST_AUTO_TEST_SUITE(options)

BOOST_AUTO_TEST_CASE(a_port_alone_is_enough) {
  const auto parsed = parseOptions(Words{"8554"});
  BOOST_REQUIRE(parsed.ok());
  BOOST_TEST(parsed->port == 8554);
  BOOST_TEST(parsed->root == std::filesystem::path("."));
  BOOST_TEST(parsed->mtuBytes == 1500U);
  BOOST_TEST(parsed->course.datagramBytes == 20468U);
  BOOST_TEST((parsed->course.replyDelay == std::chrono::milliseconds(10)));
  BOOST_TEST((parsed->sessionTimeout == std::chrono::seconds(60)));
  BOOST_TEST(!parsed->course.marker);
  BOOST_TEST(!parsed->loop);
}

BOOST_AUTO_TEST_CASE(a_simulated_network_is_taken_and_named) {
  BOOST_TEST(impairmentText(*parseOptions(Words{"1"})) == "");
  BOOST_TEST(impairmentText(*parseOptions(Words{"--impair=loss=5%,delay=20ms,seed=7", "1"})) ==
             "simulated network: 5 % loss, 20 ms delay");
}

BOOST_AUTO_TEST_CASE(all_options_are_taken_with_a_blank_or_an_equals_sign) {
  const auto parsed = parseOptions(Words{"--root",
                                         "movies",
                                         "--bind=::1",
                                         "--fps",
                                         "12.5",
                                         "--mtu=1280",
                                         "--loop",
                                         "--supervised",
                                         "--rtp-ports",
                                         "50000-50099",
                                         "--max-sessions=5",
                                         "--max-sessions-per-address",
                                         "2",
                                         "--session-timeout=30",
                                         "--picture-cache=64",
                                         "--rendition-cache=32",
                                         "--workers=3",
                                         "--send",
                                         "mmsg",
                                         "--course-marker",
                                         "--course-datagram=14988",
                                         "--course-fragments",
                                         "next-seq",
                                         "--course-reply-delay=0",
                                         "0"});
  BOOST_REQUIRE(parsed.ok());
  BOOST_TEST(parsed->root == std::filesystem::path("movies"));
  BOOST_TEST(parsed->bind->host() == "::1");
  BOOST_TEST(*parsed->fps == 12.5);
  BOOST_TEST(parsed->mtuBytes == 1280U);
  BOOST_TEST(parsed->loop);
  BOOST_TEST(parsed->supervised);
  BOOST_TEST(parsed->rtpPorts->first == 50000);
  BOOST_TEST(parsed->rtpPorts->last == 50099);
  BOOST_TEST(parsed->maxSessions == 5U);
  BOOST_TEST(parsed->maxSessionsPerAddress == 2U);
  BOOST_TEST((parsed->sessionTimeout == std::chrono::seconds(30)));
  BOOST_TEST(parsed->remedyCacheBytes == 64U << 20);
  BOOST_TEST(parsed->renditionCacheBytes == 32U << 20);
  BOOST_TEST(parsed->workers == 3U);
  BOOST_TEST((parsed->send == net::SendWay::Mmsg));
  BOOST_TEST(parsed->course.marker);
  BOOST_TEST(parsed->course.datagramBytes == 14988U);
  BOOST_TEST((parsed->course.fragments == CourseFragments::NextSequence));
  BOOST_TEST((parsed->course.replyDelay == Duration::zero()));
  BOOST_TEST(parsed->port == 0);
}

BOOST_AUTO_TEST_CASE(wrong_use_is_said_in_one_sentence_that_names_the_option) {
  BOOST_TEST(mentions(problemOf({}), "PORT"));
  BOOST_TEST(mentions(problemOf({"http"}), "\"http\""));
  BOOST_TEST(mentions(problemOf({"70000"}), "65535"));
  BOOST_TEST(mentions(problemOf({"-1"}), "-1"));
  BOOST_TEST(mentions(problemOf({"1", "2"}), "\"2\""));
  BOOST_TEST(mentions(problemOf({"--rot", "x", "1"}), "did you mean --root?"));
  BOOST_TEST(mentions(problemOf({"--port", "1"}), "without an option"));
  BOOST_TEST(mentions(problemOf({"1", "--root"}), "needs a value"));
  BOOST_TEST(mentions(problemOf({"--loop=yes", "1"}), "takes no value"));
  BOOST_TEST(mentions(problemOf({"--fps", "0", "1"}), "--fps takes frames a second"));
  BOOST_TEST(mentions(problemOf({"--fps", "nan", "1"}), "--fps"));
  BOOST_TEST(mentions(problemOf({"--mtu", "100", "1"}), "576"));
  BOOST_TEST(mentions(problemOf({"--bind", "example.org", "1"}), "address"));
  BOOST_TEST(mentions(problemOf({"--rtp-ports", "80-90", "1"}), "1024"));
  BOOST_TEST(problemOf({"--impair", "loss=5", "1"}) ==
             "--impair takes what a network does, such as loss=5%,delay=20ms: loss takes a share from 0% to 100%, such "
             "as 5%, not \"5\"");
  BOOST_TEST(mentions(problemOf({"--rtp-ports", "5000", "1"}), "range"));
  BOOST_TEST(mentions(problemOf({"--rtp-ports", "50001-50002", "1"}), "even"));
  BOOST_TEST(mentions(problemOf({"--course-fragments", "never", "1"}), "same-seq, next-seq or always"));
  BOOST_TEST(mentions(problemOf({"--send", "fast", "1"}), "gso, mmsg or plain"));
  BOOST_TEST(mentions(problemOf({"--course-datagram", "70000", "1"}), "65495"));
}

BOOST_AUTO_TEST_CASE(help_version_and_demo_movies_need_no_port) {
  BOOST_TEST((parseOptions(Words{"--help"})->action == Options::Action::Help));
  BOOST_TEST((parseOptions(Words{"--version", "--rubbish"})->action == Options::Action::Version));
  const auto demo = parseOptions(Words{"--make-demo", "out"});
  BOOST_REQUIRE(demo.ok());
  BOOST_TEST((demo->action == Options::Action::MakeDemo));
  BOOST_TEST(demo->demoFolder == std::filesystem::path("out"));
}

BOOST_AUTO_TEST_CASE(one_demo_movie_or_its_first_frames_can_be_asked_for) {
  const auto demo = parseOptions(Words{"--make-demo", "out", "--only", "hd1080.mjpeg", "--frames", "12"});
  BOOST_REQUIRE(demo.ok());
  BOOST_TEST(*demo->demoOnly == "hd1080.mjpeg");
  BOOST_TEST(*demo->demoFrames == 12);
  BOOST_TEST(problemOf({"--make-demo", "out", "--only", "holiday.avi"}) ==
             "--only takes the name of a demo movie (movie.Mjpeg, hd720.mjpeg, hd1080.mjpeg), not \"holiday.avi\"");
  BOOST_TEST(mentions(problemOf({"--frames", "0", "--make-demo", "out"}), "frames from 1"));
  BOOST_TEST(mentions(problemOf({"--only", "hd1080.mjpeg", "8554"}), "for --make-demo"));
}

BOOST_AUTO_TEST_CASE(help_names_every_option_its_default_and_the_exit_codes) {
  const std::string text = helpText();
  for (const char* word :
       {"--root DIR", "--bind ADDR", "--fps N", "--mtu BYTES", "--loop", "--supervised", "--make-demo DIR",
        "--course-marker", "--course-datagram BYTES", "--course-fragments HOW", "--course-reply-delay MS",
        "--rtp-ports A-B", "--max-sessions N", "20468", "1500", "Exit codes", "PORT"})
    BOOST_TEST(mentions(text, word), word);
}

BOOST_AUTO_TEST_CASE(what_a_session_may_send_can_be_capped_and_left_alone) {
  BOOST_TEST(parseOptions(Words{"1"})->adapt);
  BOOST_TEST(!parseOptions(Words{"1"})->maxRateBps.has_value());
  BOOST_TEST(!parseOptions(Words{"--adapt", "off", "1"})->adapt);
  BOOST_TEST(*parseOptions(Words{"--max-rate", "20mbit", "1"})->maxRateBps == 20e6);
  BOOST_TEST(problemOf({"--adapt", "maybe", "1"}) == "--adapt takes on or off, not \"maybe\"");
  BOOST_TEST(problemOf({"--max-rate", "fast", "1"}) ==
             "--max-rate takes a bit rate from 1kbit to 100gbit, such as 20mbit, not \"fast\"");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::server
