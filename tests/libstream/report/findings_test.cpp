// SPDX-License-Identifier: MIT
#include "libstream/report/findings.h"

#include "tests/libstream/report/sample_report.h"

#include <boost/test/unit_test.hpp>

namespace zoetrope::report::test {
namespace {

std::string about(const SessionReport& report, std::string_view what) {
  for (const Finding& finding : findings(report))
    if (finding.about == what) return finding.text;
  return "(no such finding)";
}

bool says(const std::string& text, std::string_view part) {
  if (text.find(part) != std::string::npos) return true;
  BOOST_TEST_MESSAGE(text);
  return false;
}

SessionReport cleanReport() {
  SessionReport report = lossyReport();
  playback::Counters& counters = report.counters;
  counters.packetsMissed = counters.packetsRecovered = 0;
  counters.retransmissions = counters.retransmissionsNeedless = counters.bytesRetransmitted = 0;
  return report;
}

SessionReport courseReport() {
  SessionReport report = cleanReport();
  report.way = "course dialect over UDP";
  report.courseDialect = true;
  report.recovers = false;
  report.counters.packetsExpected = 0;
  return report;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(findings_in_sentences)

BOOST_AUTO_TEST_CASE(loss_that_was_recovered_is_the_networks_and_no_frame_was_lost) {
  const SessionReport report = lossyReport();
  BOOST_TEST(findings(report).size() == 5);
  BOOST_TEST(says(about(report, "The network"), "The network lost 4,500 of 90,000 packets (5.00 %)."));
  BOOST_TEST(says(about(report, "The network"), "jitter was 0.8 ms and the round trip took 12 ms"));
  BOOST_TEST(says(about(report, "Recovery"), "All 4,500 packets were recovered"));
  BOOST_TEST(says(about(report, "Recovery"),
                  "4,620 retransmissions, 5.08 % of the bytes received; 20 of what had come already."));
  BOOST_TEST(says(about(report, "The picture"), "No frame was lost: all 300 came whole and were shown in their turn."));
  BOOST_TEST(says(about(report, "The picture"), "never stood still"));
  BOOST_TEST(says(about(report, "Network usage"), "took 128.0 MB from the network: 102.4 Mbit/s on average"));
  BOOST_TEST(says(about(report, "Network usage"), "the other 7.81 %"));
  BOOST_TEST(says(verdict(report), "No frame was lost, although the network lost 5.00 % of the packets"));
  BOOST_TEST((gradeOf(report) == Grade::Good));
}

BOOST_AUTO_TEST_CASE(nothing_lost_is_said_in_words) {
  const SessionReport report = cleanReport();
  BOOST_TEST(says(about(report, "The network"), "No packet was lost: all 90,000 packets came."));
  BOOST_TEST(says(about(report, "The network"), "Every packet came in order, and once."));
  BOOST_TEST(about(report, "Recovery") == "Nothing had to be asked for again.");
  BOOST_TEST(says(verdict(report), "No frame was lost; no packet was lost."));
}

BOOST_AUTO_TEST_CASE(one_is_said_as_one) {
  SessionReport report = cleanReport();
  report.counters.packetsMissed = report.counters.packetsRecovered = 1;
  report.counters.packetsReordered = report.counters.starvations = report.counters.packetsLate = 1;
  BOOST_TEST(says(about(report, "The network"), "The network lost 1 of 90,000 packets (less than 0.01 %)."));
  BOOST_TEST(says(about(report, "The network"), "1 packet came behind a later one."));
  BOOST_TEST(says(about(report, "Recovery"), "The packet was recovered by asking for it again"));
  BOOST_TEST(says(about(report, "Recovery"), "1 packet came too late to be of use."));
  BOOST_TEST(says(about(report, "The picture"), "stood still once"));
}

BOOST_AUTO_TEST_CASE(what_could_not_be_recovered_is_lost_for_good) {
  SessionReport report = lossyReport();
  report.counters.packetsRecovered = 4'480;
  report.counters.packetsLost = 20;
  report.counters.framesComplete = 297;
  report.counters.framesIncomplete = 3;
  BOOST_TEST(says(about(report, "Recovery"),
                  "4,480 of the 4,500 packets were recovered by asking again; 20 were lost for good (0.02 %)."));
  BOOST_TEST(says(about(report, "The picture"), "Of 300 frames, 297 came whole and 3 with parts missing"));
  BOOST_TEST(says(verdict(report), "3 of 300 frames (1.00 %) were lost, incomplete or late"));
  BOOST_TEST((gradeOf(report) == Grade::Marred));
}

BOOST_AUTO_TEST_CASE(without_recovery_what_is_lost_stays_lost) {
  SessionReport report = lossyReport();
  report.recovers = false;
  report.counters.packetsRecovered = report.counters.retransmissions = 0;
  report.counters.packetsLost = 4'500;
  report.counters.framesComplete = 10;
  report.counters.framesIncomplete = 290;
  BOOST_TEST(
      says(about(report, "Recovery"), "Lost packets were not asked for again in this session. 4,500 packets were"));
}

BOOST_AUTO_TEST_CASE(what_the_own_socket_dropped_is_not_the_networks) {
  SessionReport report = lossyReport();
  report.counters.packetsDroppedBySocket = 900;
  BOOST_TEST(says(about(report, "The network"), "This machine itself dropped 900 of them"));
  BOOST_TEST(says(about(report, "The network"), "the network lost about 3,600 (4.00 %)."));
  BOOST_TEST(says(about(report, "This machine"), "sudo sysctl -w net.core.rmem_max=8388608"));
  BOOST_TEST(says(verdict(report), "did not come at first"));
}

BOOST_AUTO_TEST_CASE(the_course_dialect_counts_frames_where_packets_have_no_numbers) {
  SessionReport report = courseReport();
  BOOST_TEST(says(about(report, "The network"), "No frame was lost, by their numbers: 300 frames came."));
  report.counters.framesComplete = 290;
  report.counters.framesLost = 7;
  report.counters.framesIncomplete = 3;
  const std::string network = about(report, "The network");
  BOOST_TEST(says(network, "Of 300 frames, 7 never came and 3 came with parts missing (3.33 %)."));
  BOOST_TEST(says(network, "but not lost packets"));
  BOOST_TEST(says(about(report, "Recovery"), "The course dialect has no way to ask"));
}

BOOST_AUTO_TEST_CASE(over_tcp_loss_is_delay) {
  SessionReport report = cleanReport();
  report.way = "standard dialect over TCP";
  report.overTcp = true;
  BOOST_TEST(says(about(report, "The network"), "shows as delay"));
  BOOST_TEST(says(about(report, "This machine"), "no receive buffer that could overflow"));
}

BOOST_AUTO_TEST_CASE(a_simulated_network_is_never_called_the_network) {
  SessionReport report = lossyReport();
  report.sessionInfo = "Simulated network: loss=5%";
  BOOST_TEST(says(about(report, "The network"), "The server's simulated network lost 4,500"));
  BOOST_TEST(says(verdict(report), "although the simulated network lost 5.00 %"));
}

BOOST_AUTO_TEST_CASE(where_nothing_came_there_is_nothing_to_measure) {
  const SessionReport report = deadReport();
  BOOST_TEST(findings(report).size() == 1);
  BOOST_TEST(says(verdict(report), "Nothing was played: no connection to 127.0.0.1:8554: connection refused."));
  BOOST_TEST((gradeOf(report) == Grade::Failed));
}

BOOST_AUTO_TEST_CASE(a_server_that_dies_is_said_beside_what_was_played) {
  SessionReport report = cleanReport();
  report.ending = Ending{control::ExitCode::CannotConnect, "the server closed the connection"};
  BOOST_TEST(says(verdict(report), "The session ended early: the server closed the connection."));
}

BOOST_AUTO_TEST_CASE(frames_still_in_the_cache_are_not_lost) {
  SessionReport report = cleanReport();
  report.counters.framesShown = 280;
  BOOST_TEST(
      says(about(report, "The picture"), "all 300 came whole, and 280 had their turn before the session ended."));
}

BOOST_AUTO_TEST_CASE(what_the_server_made_of_a_network_that_was_too_small_is_said) {
  const SessionReport report = narrowReport();
  BOOST_TEST(findings(report).size() == 6);
  BOOST_TEST(about(report, "The server") ==
             "The network allowed 52.2 Mbit/s on average; the server sent pictures with 22 to 100 % of the movie's "
             "bytes and left out 34 of 334 frames. Quality was reduced for 20.0 s of 30.0 s; for 5.0 s the pictures "
             "had half the width and half the height.");
  BOOST_TEST(about(report, "The picture").find("left out") == std::string::npos);
  BOOST_TEST(says(verdict(report),
                  "The network had no room for the movie as it is: the server reduced the quality and left out 34 "
                  "frames."));
}

BOOST_AUTO_TEST_CASE(a_careful_beginning_is_no_fault_of_the_networks) {
  SessionReport report = narrowReport();
  report.counters.framesSkippedBySender = 0;
  for (auto& sample : report.history) {
    playback::Counters& counters = sample.counters;
    counters.renditionHalfSize = 0;
    counters.renditionRung = sample.seconds <= 2 ? 4 : 0;
    counters.renditionSharePercent = sample.seconds <= 2 ? 41 : 100;
  }
  BOOST_TEST(says(about(report, "The server"),
                  "and left out none. Quality was reduced for 2.0 s of 30.0 s, while the "
                  "server found out what the network takes."));
  BOOST_TEST(verdict(report).find("no room") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(full_quality_and_one_rung_are_said_plainly_and_a_server_without_control_allows_nothing) {
  SessionReport report = narrowReport();
  report.counters.framesSkippedBySender = 0;
  for (auto& sample : report.history) {
    playback::Counters& counters = sample.counters;
    counters.renditionHalfSize = counters.renditionRung = 0;
    counters.allowedRateBps = 0;
  }
  BOOST_TEST(about(report, "The server") == "The server sent every picture in full quality and left out none.");
  for (auto& sample : report.history) {
    sample.counters.renditionRung = 3;
    sample.counters.renditionSharePercent = 7.25;
  }
  BOOST_TEST(says(about(report, "The server"), "The server sent pictures with 7.2 % of the movie's bytes"));
}

BOOST_AUTO_TEST_CASE(half_the_size_all_along_is_said_once) {
  SessionReport report = narrowReport();
  for (auto& sample : report.history) {
    sample.counters.renditionHalfSize = sample.counters.renditionRung > 0 ? 1 : 0;
    if (sample.counters.renditionRung > 0) sample.counters.renditionSharePercent = 6;
  }
  BOOST_TEST(says(about(report, "The server"), "with 6 to 100 % of the movie's bytes"));
  BOOST_TEST(says(about(report, "The server"),
                  "Quality was reduced for 20.0 s of 30.0 s; all that time the pictures had half the width"));
}

BOOST_AUTO_TEST_CASE(of_a_server_that_says_nothing_there_is_no_such_finding) {
  SessionReport report = lossyReport();
  report.counters.framesSkippedBySender = 2;
  BOOST_TEST(about(report, "The server") == "(no such finding)");
  BOOST_TEST(says(about(report, "The picture"), "The sender left out 2 frames."));
}

BOOST_AUTO_TEST_CASE(the_most_in_a_second_and_what_is_typical_come_from_the_history) {
  SessionReport report = lossyReport();
  playback::Counters at1, at2;
  at1.bytesOnWire = 10'000'000;
  at2.bytesOnWire = 30'000'000;
  at1.delayMs = 500;
  at2.delayMs = 700;
  report.history = {{0, {}}, {1, at1}, {2, at2}, {3, at2}};
  BOOST_TEST(says(about(report, "Network usage"), "120.0 Mbit/s on average, 160.0 Mbit/s at most"));
  BOOST_TEST(says(about(report, "The picture"), "typically shown 700 ms after"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::report::test
