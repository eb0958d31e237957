// SPDX-License-Identifier: MIT
// One child that is looked after, with a process that does what the test says and a clock that it turns: starting,
// readiness, stopping, what is told.
#include "tests/launcher/fakes.h"

#include <boost/test/unit_test.hpp>

using namespace zoetrope;
using namespace zoetrope::launcher;
using namespace zoetrope::test;
using namespace std::chrono_literals;

namespace {

struct Fixture : FakeWorld {
  SupervisedChild child{parts(), serverSpec()};

  ChildState state() const { return child.state(); }
  std::string sentence() const { return child.snapshot().sentence; }
  void startAndListen() {
    child.start();
    process().listen();
    child.tick();
    BOOST_TEST_REQUIRE((state() == ChildState::Running));
  }
  bool logged(std::string_view part) const {
    for (const LogLine& line : child.log().after(0))
      if (line.text.find(part) != std::string::npos) return true;
    return false;
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(supervised_child, Fixture)

BOOST_AUTO_TEST_CASE(an_error_stands_until_the_state_is_another) {
  child.start();
  process().say(R"({"v":1,"type":"state","state":"init"})");
  process().say(R"({"v":1,"type":"error","message":"There is no server."})");
  child.tick();
  const auto* const error = child.lastStatus().last<control::ErrorLine>();
  BOOST_REQUIRE(error != nullptr);
  BOOST_TEST(error->message == "There is no server.");
  process().say(R"({"v":1,"type":"state","state":"ready"})");
  child.tick();
  BOOST_TEST(child.lastStatus().last<control::ErrorLine>() == nullptr);
  BOOST_TEST(child.lastStatus().last<control::StateLine>()->state == "ready");
}

BOOST_AUTO_TEST_CASE(nothing_runs_before_it_is_asked_for) {
  run(child, 1s);
  BOOST_TEST((state() == ChildState::Stopped));
  BOOST_TEST(starts() == 0U);
  BOOST_TEST(!child.snapshot().pid);
  BOOST_TEST(!child.nextTime());
  BOOST_TEST(sentence() == "Not started.");
}

BOOST_AUTO_TEST_CASE(it_is_ready_with_its_listening_line) {
  child.start();
  BOOST_TEST((state() == ChildState::Starting));
  BOOST_TEST(*child.snapshot().pid == 101);
  BOOST_TEST(starts() == 1U);
  BOOST_TEST(process().command.argv[0] == "/usr/bin/zoetrope-server");
  run(child, 9s);
  BOOST_TEST((state() == ChildState::Starting));
  process().listen();
  BOOST_TEST(child.tick());
  BOOST_TEST((state() == ChildState::Running));
  const ChildSnapshot shown = child.snapshot();
  BOOST_REQUIRE(shown.status.last<control::Listening>());
  BOOST_TEST(shown.status.last<control::Listening>()->addresses[0] == "127.0.0.1:40123");
  BOOST_TEST(!shown.status.last<control::StateLine>());
  BOOST_TEST((*shown.uptime == 9s));
  BOOST_TEST(shown.wanted);
  BOOST_TEST(!child.tick());
}

BOOST_AUTO_TEST_CASE(it_is_ready_with_its_state_line) {
  child.start();
  process().say(R"({"v":1,"type":"state","state":"starting"})");
  child.tick();
  BOOST_TEST((state() == ChildState::Starting));
  process().say(R"({"v":1,"type":"state","state":"playing"})");
  child.tick();
  BOOST_TEST((state() == ChildState::Running));
}

BOOST_AUTO_TEST_CASE(starting_twice_starts_one_process) {
  child.start();
  child.start();
  BOOST_TEST(starts() == 1U);
}

BOOST_AUTO_TEST_CASE(a_program_that_cannot_be_started_fails_with_the_reason) {
  starter.refusal = "Cannot start /usr/bin/zoetrope-server: No such file or directory.";
  child.start();
  BOOST_TEST((state() == ChildState::Failed));
  BOOST_TEST(sentence() == starter.refusal);
  run(child, 60s);
  BOOST_TEST(starts() == 0U);
  starter.refusal.clear();
  child.start();
  BOOST_TEST((state() == ChildState::Starting));
}

BOOST_AUTO_TEST_CASE(one_that_hangs_at_its_start_is_ended_and_started_again) {
  child.start();
  run(child, 9'950ms);
  BOOST_TEST(process().terminated == 0);
  run(child, 50ms);
  BOOST_TEST(process().terminated == 1);
  BOOST_TEST(process().inputClosed);
  BOOST_TEST(sentence() == "Did not get ready within 10 s: ending it.");
  run(child, 2'950ms);
  BOOST_TEST(process().killed == 0);
  run(child, 50ms);
  BOOST_TEST(process().killed == 1);
  crash(child, ExitStatus::signal(9));
  BOOST_TEST((state() == ChildState::WaitingToRestart));
  BOOST_TEST(sentence() == "Did not get ready within 10 s, starting again in 0.2 s.");
  run(child, 200ms);
  BOOST_TEST(starts() == 2U);
}

BOOST_AUTO_TEST_CASE(one_that_hangs_and_then_ends_with_0_has_crashed_all_the_same) {
  child.start();
  run(child, 10s);
  crash(child, ExitStatus::code(0));
  BOOST_TEST((state() == ChildState::WaitingToRestart));
}

BOOST_AUTO_TEST_CASE(one_that_closes_its_output_before_it_is_ready_is_ended_soon) {
  child.start();
  process().outputClosed = true;
  child.tick();
  BOOST_TEST((*child.nextTime() == clock.now() + SupervisedChild::kMuteGrace));
  run(child, SupervisedChild::kMuteGrace - 50ms);
  BOOST_TEST((state() == ChildState::Starting));
  run(child, 50ms);
  BOOST_TEST((state() == ChildState::Stopping));
  BOOST_TEST(process().terminated == 1);
  crash(child, ExitStatus::signal(15));
  BOOST_TEST(sentence() == "Closed its output before it was ready, starting again in 0.2 s.");
}

BOOST_AUTO_TEST_CASE(one_whose_output_is_seen_to_end_before_its_process_has_its_own_exit_code) {
  child.start();
  process().outputClosed = true;
  child.tick();
  crash(child, ExitStatus::code(static_cast<int>(control::ExitCode::Usage)));
  BOOST_TEST((state() == ChildState::Failed));
  BOOST_TEST(process().terminated == 0);
  BOOST_TEST(!logged("closed its output"));
}

BOOST_AUTO_TEST_CASE(one_that_closes_its_output_later_goes_on_and_it_is_noted_once) {
  startAndListen();
  process().outputClosed = true;
  run(child, 60s);
  BOOST_TEST((state() == ChildState::Running));
  BOOST_TEST(logged("has closed its output"));
  std::size_t notes = 0;
  for (const LogLine& line : child.log().after(0)) notes += line.text.find("closed its output") != std::string::npos;
  BOOST_TEST(notes == 1U);
}

BOOST_AUTO_TEST_CASE(stopping_closes_stdin_first_then_terminates_then_kills) {
  startAndListen();
  child.stop();
  BOOST_TEST((state() == ChildState::Stopping));
  BOOST_TEST(process().inputClosed);
  run(child, 1'950ms);
  BOOST_TEST(process().terminated == 0);
  run(child, 50ms);
  BOOST_TEST(process().terminated == 1);
  run(child, 2'950ms);
  BOOST_TEST(process().killed == 0);
  BOOST_TEST(process().terminated == 1);
  run(child, 50ms);
  BOOST_TEST(process().killed == 1);
  run(child, 60s);
  BOOST_TEST(process().killed == 1);
  crash(child, ExitStatus::signal(9));
  BOOST_TEST((state() == ChildState::Stopped));
  BOOST_TEST(sentence() == "Stopped; it had to be killed.");
  run(child, 60s);
  BOOST_TEST(starts() == 1U);
}

BOOST_AUTO_TEST_CASE(one_that_stops_when_its_stdin_closes_is_left_in_peace) {
  startAndListen();
  child.stop();
  crash(child, ExitStatus::code(0));
  BOOST_TEST((state() == ChildState::Stopped));
  BOOST_TEST(sentence() == "Stopped.");
  BOOST_TEST(!logged("Ended by itself"));
  BOOST_TEST(process().terminated == 0);
  BOOST_TEST(process().destroyed);
  BOOST_TEST(!child.alive());
  BOOST_TEST(!child.snapshot().wanted);
}

BOOST_AUTO_TEST_CASE(the_whole_of_a_stop_may_be_a_crash_and_is_a_stop_still) {
  startAndListen();
  child.stop();
  crash(child);
  BOOST_TEST((state() == ChildState::Stopped));
  BOOST_TEST((*child.snapshot().lastExit == ExitStatus::signal(11)));
}

BOOST_AUTO_TEST_CASE(starting_while_it_stops_starts_it_afterwards) {
  startAndListen();
  child.stop();
  child.start();
  BOOST_TEST(starts() == 1U);
  crash(child, ExitStatus::code(0));
  BOOST_TEST(starts() == 2U);
  BOOST_TEST((state() == ChildState::Starting));
}

BOOST_AUTO_TEST_CASE(stopping_one_that_hangs_at_its_start_and_is_being_ended_stops_it) {
  child.start();
  run(child, 10s);
  child.stop();
  crash(child, ExitStatus::signal(15));
  BOOST_TEST((state() == ChildState::Stopped));
  run(child, 60s);
  BOOST_TEST(starts() == 1U);
}

BOOST_AUTO_TEST_CASE(restarting_by_hand_takes_the_command_that_was_set_meanwhile) {
  startAndListen();
  ChildCommand command = child.command();
  command.argv[1] = "40123";
  child.setCommand(command);
  child.restart();
  BOOST_TEST(process().inputClosed);
  crash(child, ExitStatus::code(0));
  BOOST_TEST(starts() == 2U);
  BOOST_TEST(process().command.argv[1] == "40123");
  BOOST_TEST(child.snapshot().restarts == 0);
  BOOST_TEST(!child.snapshot().status.last<control::Listening>());
}

BOOST_AUTO_TEST_CASE(restarting_one_that_does_not_run_starts_it) {
  child.restart();
  BOOST_TEST((state() == ChildState::Starting));
}

BOOST_AUTO_TEST_CASE(its_player_window_closed_is_simply_the_end) {
  startAndListen();
  crash(child, ExitStatus::code(0));
  BOOST_TEST((state() == ChildState::Stopped));
  BOOST_TEST(sentence() == "Ended by itself.");
  BOOST_TEST(!child.snapshot().wanted);
  run(child, 60s);
  BOOST_TEST(starts() == 1U);
}

BOOST_AUTO_TEST_CASE(it_is_killed_when_it_is_no_longer_looked_after) {
  std::shared_ptr<FakeScript> script;
  {
    SupervisedChild short_lived(parts(), serverSpec());
    short_lived.start();
    script = starter.started.back();
  }
  BOOST_TEST(script->destroyed);
}

BOOST_AUTO_TEST_CASE(the_log_has_output_and_notes_but_no_figures) {
  startAndListen();
  process().log("a log line");
  process().say("no status line");
  const control::StatsLine stats{.server = control::ServerStats{.sessions = 3}};
  process().say(control::writeStatusLine(stats));
  process().say(R"({"v":1,"type":"error","message":"the disk is full"})");
  child.tick();
  BOOST_TEST(logged("Starting: /usr/bin/zoetrope-server 0"));
  BOOST_TEST(logged("a log line"));
  BOOST_TEST(logged("no status line"));
  BOOST_TEST(logged("the disk is full"));
  BOOST_TEST(!logged("sessions"));
  BOOST_TEST((*child.snapshot().status.last<control::StatsLine>() == stats));
  BOOST_TEST(child.snapshot().newestLogLine == child.log().newest());
}

BOOST_AUTO_TEST_CASE(every_status_line_can_be_taken_once) {
  startAndListen();
  for (int i = 0; i < 3; ++i) process().say(R"({"v":1,"type":"session","session":"s","event":"play"})");
  child.tick();
  BOOST_TEST(child.takeStatusLines().size() == 4U);
  BOOST_TEST(child.takeStatusLines().empty());
  for (std::size_t i = 0; i < SupervisedChild::kMaxWaitingStatus + 5; ++i)
    process().say(R"({"v":1,"type":"session","session":"s","event":"play"})");
  child.tick();
  BOOST_TEST(child.takeStatusLines().size() == SupervisedChild::kMaxWaitingStatus);
}

BOOST_AUTO_TEST_CASE(what_a_flood_lost_is_counted_and_said_now_and_then) {
  startAndListen();
  for (int i = 0; i < 120; ++i) {
    process().dropped += 1000;
    run(child, 50ms);
  }
  std::size_t notes = 0;
  for (const LogLine& line : child.log().after(0)) notes += line.text.find("were left out") != std::string::npos;
  BOOST_TEST(notes == 2U);
  BOOST_TEST(child.snapshot().droppedLines == 101'000U);
}

BOOST_AUTO_TEST_SUITE_END()
