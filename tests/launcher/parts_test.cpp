// SPDX-License-Identifier: MIT
// The small parts: exit statuses in words, the log, the usage meter, /proc's line about a process.
#include "launcher/child_log.h"
#include "launcher/exit_status.h"
#include "launcher/passing_note.h"
#include "launcher/process_identity.h"
#include "launcher/process_usage.h"
#include "launcher/system_sources.h"
#include "tests/launcher/fakes.h"

#include <boost/test/unit_test.hpp>

#include <csignal>

using namespace zoetrope;
using namespace zoetrope::launcher;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(launcher_parts)

BOOST_AUTO_TEST_CASE(ends_are_told_in_words) {
  BOOST_TEST(describe(ExitStatus::signal(SIGSEGV)) == "stopped by signal 11 (segmentation fault)");
  BOOST_TEST(describe(ExitStatus::signal(64)) == "stopped by signal 64");
  BOOST_TEST(describe(ExitStatus::code(0)) == "ended by itself");
  BOOST_TEST(describe(ExitStatus::code(7)) == "ended with code 7 (a port is taken, or needs more rights)");
  BOOST_TEST(describe(ExitStatus::code(127)) == "ended with code 127");
  BOOST_TEST(describe({ExitStatus::Kind::Exception, 0xC0000005LL}) ==
             "stopped by exception 0xC0000005 (access violation)");
  BOOST_TEST(describe(ExitStatus{}) == "ended, and the system does not say how");
}

BOOST_AUTO_TEST_CASE(a_note_goes_by_itself_or_with_what_is_done_next) {
  test::TurnedClock clock;
  PassingNote note;
  BOOST_TEST(note.text(clock.now()) == "");
  note.say("Copied: a", clock.now());
  clock.turn(PassingNote::kStays - std::chrono::milliseconds(1));
  BOOST_TEST(note.text(clock.now()) == "Copied: a");
  note.say("Copied: b", clock.now());
  clock.turn(std::chrono::milliseconds(1));
  BOOST_TEST(note.text(clock.now()) == "Copied: b");
  clock.turn(PassingNote::kStays);
  BOOST_TEST(note.text(clock.now()) == "");
  note.say("Copied: c", clock.now());
  note.clear();
  BOOST_TEST(note.text(clock.now()) == "");
}

BOOST_AUTO_TEST_CASE(the_log_gives_what_is_new_by_number) {
  ChildLog log;
  BOOST_TEST(log.after(0).empty());
  log.add(LogLine::Kind::Out, {}, "one");
  log.add(LogLine::Kind::Err, {}, "two");
  BOOST_TEST(log.newest() == 2U);
  BOOST_REQUIRE(log.after(1).size() == 1U);
  BOOST_TEST(log.after(1)[0].text == "two");
  BOOST_TEST(log.after(1)[0].number == 2U);
  BOOST_TEST(log.after(2).empty());
  BOOST_TEST(log.after(99).empty());
  BOOST_TEST(log.last(5).size() == 2U);
}

BOOST_AUTO_TEST_CASE(the_log_holds_only_the_last_lines) {
  ChildLog log;
  for (std::size_t i = 0; i < ChildLog::kMaxLines + 10; ++i) log.add(LogLine::Kind::Out, {}, "x");
  BOOST_TEST(log.after(0).size() == ChildLog::kMaxLines);
  BOOST_TEST(log.after(0).front().number == 11U);
  for (std::size_t i = 0; i < ChildLog::kMaxLines; ++i) log.add(LogLine::Kind::Out, {}, std::string(100'000, 'y'));
  BOOST_TEST(log.after(0).size() == ChildLog::kMaxBytes / ChildLog::kMaxLineBytes);
}

BOOST_AUTO_TEST_CASE(what_is_logged_is_clean_text) {
  ChildLog log;
  log.add(LogLine::Kind::Err, {}, "\x1b[1;31mred\x1b[0m\tand\a \xff");
  BOOST_TEST(log.last(1)[0].text == "red and \xEF\xBF\xBD");
  log.add(LogLine::Kind::Err, {}, std::string(ChildLog::kMaxLineBytes - 1, 'a') + "é");
  BOOST_TEST(log.last(1)[0].text == std::string(ChildLog::kMaxLineBytes - 1, 'a'));
}

BOOST_AUTO_TEST_CASE(two_readings_of_a_process_are_a_load) {
  test::TurnedClock clock;
  UsageMeter meter;
  BOOST_TEST(meter.feed(7, ProcessUsage{.cpu = 10s, .residentBytes = 1000}, clock.now()));
  BOOST_TEST(!meter.cpuPercent());
  BOOST_TEST(*meter.residentBytes() == 1000U);
  clock.turn(100ms);
  BOOST_TEST(!meter.feed(7, ProcessUsage{.cpu = 11s, .residentBytes = 1000}, clock.now()));
  clock.turn(900ms);
  BOOST_TEST(meter.feed(7, ProcessUsage{.cpu = 10'250ms, .residentBytes = 2000}, clock.now()));
  BOOST_TEST(*meter.cpuPercent() == 25.0, boost::test_tools::tolerance(1e-9));
  BOOST_TEST(*meter.residentBytes() == 2000U);
}

BOOST_AUTO_TEST_CASE(another_process_begins_a_new_load) {
  test::TurnedClock clock;
  UsageMeter meter;
  BOOST_TEST(meter.feed(7, ProcessUsage{.cpu = 10s, .residentBytes = 1}, clock.now()));
  clock.turn(1s);
  BOOST_TEST(meter.feed(8, ProcessUsage{.cpu = 11s, .residentBytes = 2}, clock.now()));
  BOOST_TEST(!meter.cpuPercent());
  BOOST_TEST(*meter.residentBytes() == 2U);
  clock.turn(1s);
  BOOST_TEST(meter.feed(8, std::nullopt, clock.now()));
  BOOST_TEST(!meter.residentBytes());
  BOOST_TEST(!meter.update(std::nullopt, clock.now()));
}

BOOST_AUTO_TEST_CASE(a_process_with_brackets_in_its_name_is_read) {
  const auto stat = parseProcStat("42 (a) S (b) R 1 42 42 0 -1 4194304 100 0 0 0 12 34 0 0 20 0 1 0 98765 1000 50 1\n");
  BOOST_REQUIRE(stat.has_value());
  BOOST_TEST(stat->name == "a) S (b");
  BOOST_TEST(stat->state == 'R');
  BOOST_TEST(stat->userTicks == 12U);
  BOOST_TEST(stat->systemTicks == 34U);
  BOOST_TEST(stat->startMark == 98765U);
}

BOOST_AUTO_TEST_CASE(what_is_no_line_of_proc_is_refused) {
  for (const char* text :
       {"", "42", "42 (a", "42 a) R 1", ")(", "42 (a) R 1 2 3", "42 (a) R x 1 1 0 0 0 0 0 0 0 x 4 0 0 0 0 1 0 9 0"})
    BOOST_TEST(!parseProcStat(text));
}

BOOST_AUTO_TEST_CASE(tokens_are_long_and_differ) {
  SystemRandom random;
  const std::string token = randomToken(random);
  BOOST_TEST(token.size() == 32U);
  BOOST_TEST(token.find_first_not_of("0123456789abcdef") == std::string::npos);
  BOOST_TEST(token != randomToken(random));
}

BOOST_AUTO_TEST_SUITE_END()
