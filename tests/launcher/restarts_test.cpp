// SPDX-License-Identifier: MIT
// What happens when a child crashes: starting again, giving up, codes that will not get better, the ledger.
#include "launcher/supervisor.h"
#include "tests/launcher/fakes.h"

#include <boost/test/unit_test.hpp>

using namespace zoetrope;
using namespace zoetrope::launcher;
using namespace zoetrope::test;
using namespace std::chrono_literals;

namespace {

struct Fixture : FakeWorld {
  SupervisedChild child{parts(), serverSpec()};

  Fixture() { startAndListen(); }
  ChildState state() const { return child.state(); }
  std::string sentence() const { return child.snapshot().sentence; }
  void startAndListen() {
    child.start();
    listen();
  }
  void listen() {
    process().listen();
    child.tick();
    BOOST_TEST_REQUIRE((state() == ChildState::Running));
  }
  static ExitStatus code(control::ExitCode code) { return ExitStatus::code(static_cast<int>(code)); }
};

class KeptLedger final : public ChildLedger {
 public:
  std::map<std::string, std::string> environment() const override { return {{"TOKEN", "t"}}; }
  void onStarted(const std::string& name, ProcessId pid, std::uint64_t startMark) override {
    entries.push_back(name + " " + std::to_string(pid) + " " + std::to_string(startMark));
  }
  void onEnded(ProcessId pid) override { entries.push_back("ended " + std::to_string(pid)); }

  std::vector<std::string> entries;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(restarts, Fixture)

BOOST_AUTO_TEST_CASE(a_crash_is_told_and_it_starts_again_when_its_time_has_come) {
  crash(child);
  BOOST_TEST((state() == ChildState::WaitingToRestart));
  BOOST_TEST(sentence() == "Stopped by signal 11 (segmentation fault), starting again in 0.2 s.");
  BOOST_TEST((*child.snapshot().untilNextStart <= 200ms));
  BOOST_TEST(child.nextTime().has_value());
  BOOST_TEST(!child.snapshot().pid);
  run(child, 150ms);
  BOOST_TEST(starts() == 1U);
  run(child, 50ms);
  BOOST_TEST(starts() == 2U);
  BOOST_TEST((state() == ChildState::Starting));
  BOOST_TEST(child.snapshot().restarts == 1);
  listen();
  crash(child);
  BOOST_TEST(sentence() == "Stopped by signal 11 (segmentation fault), starting again in 0.4 s, 2nd time.");
}

BOOST_AUTO_TEST_CASE(an_exit_code_of_failure_is_a_crash_too) {
  crash(child, code(control::ExitCode::Failure));
  BOOST_TEST((state() == ChildState::WaitingToRestart));
  BOOST_TEST(sentence().find("Ended with code 1 (") == 0U);
}

BOOST_AUTO_TEST_CASE(ten_crashes_are_five_and_then_one_clear_message) {
  for (int i = 0; i < 10; ++i) {
    if (child.alive()) {
      process().log("about to fall, " + std::to_string(i));
      crash(child);
    }
    run(child, 5s);
  }
  BOOST_TEST((state() == ChildState::GivenUp));
  BOOST_TEST(starts() == 5U);
  BOOST_TEST(sentence() == "Stopped by signal 11 (segmentation fault), 5 times within 60 s; it is not started again.");
  // Of the last run only, and neither our notes nor status lines.
  BOOST_REQUIRE(child.snapshot().lastLines.size() == 1U);
  BOOST_TEST(child.snapshot().lastLines[0].text == "about to fall, 4");
  BOOST_TEST(!child.nextTime());
  BOOST_TEST(child.snapshot().wanted);
}

BOOST_AUTO_TEST_CASE(trying_again_by_hand_begins_anew) {
  for (int i = 0; i < 5; ++i) {
    crash(child);
    run(child, 5s);
  }
  BOOST_TEST((state() == ChildState::GivenUp));
  child.start();
  BOOST_TEST((state() == ChildState::Starting));
  BOOST_TEST(child.snapshot().restarts == 0);
  crash(child);
  BOOST_TEST(sentence() == "Stopped by signal 11 (segmentation fault), starting again in 0.2 s.");
}

BOOST_AUTO_TEST_CASE(given_up_can_be_put_away) {
  for (int i = 0; i < 5; ++i) {
    crash(child);
    run(child, 5s);
  }
  child.stop();
  BOOST_TEST((state() == ChildState::Stopped));
  BOOST_TEST(child.snapshot().lastLines.empty());
}

BOOST_AUTO_TEST_CASE(having_run_well_for_a_minute_begins_the_row_anew) {
  crash(child);
  run(child, 200ms);
  listen();
  run(child, 60s);
  crash(child);
  BOOST_TEST(sentence() == "Stopped by signal 11 (segmentation fault), starting again in 0.2 s.");
}

BOOST_AUTO_TEST_CASE(stopping_while_it_waits_ends_the_waiting) {
  crash(child);
  child.stop();
  BOOST_TEST((state() == ChildState::Stopped));
  run(child, 60s);
  BOOST_TEST(starts() == 1U);
}

BOOST_AUTO_TEST_CASE(starting_while_it_waits_does_not_wait) {
  crash(child);
  child.start();
  BOOST_TEST(starts() == 2U);
  run(child, 1s);
  BOOST_TEST(starts() == 2U);
}

BOOST_AUTO_TEST_CASE(codes_that_will_not_get_better_are_not_tried_again) {
  for (const control::ExitCode final : SupervisedChild::kFinalCodes) {
    crash(child, code(final));
    BOOST_TEST((state() == ChildState::Failed));
    BOOST_TEST(sentence().find("Ended with code ") == 0U);
    BOOST_TEST(child.snapshot().lastLines.empty());
    const std::size_t before = starts();
    run(child, 60s);
    BOOST_TEST(starts() == before);
    startAndListen();
  }
}

BOOST_AUTO_TEST_CASE(the_reason_that_it_gave_itself_is_told) {
  process().say(R"({"v":1,"type":"stopping","reason":"port 8554 is taken","exit_code":7})");
  crash(child, code(control::ExitCode::PortUnavailable));
  BOOST_TEST(sentence() == "Ended with code 7 (a port is taken, or needs more rights): port 8554 is taken.");
  startAndListen();
  process().say(R"({"v":1,"type":"stopping","reason":"told to stop","exit_code":0})");
  crash(child);
  BOOST_TEST(sentence() == "Stopped by signal 11 (segmentation fault), starting again in 0.2 s.");
}

BOOST_AUTO_TEST_CASE(a_port_that_our_own_crash_left_behind_is_tried_again) {
  crash(child);
  run(child, 200ms);
  crash(child, code(control::ExitCode::PortUnavailable));
  BOOST_TEST((state() == ChildState::WaitingToRestart));
  run(child, 1s);
  crash(child, code(control::ExitCode::Usage));
  BOOST_TEST((state() == ChildState::Failed));
}

BOOST_AUTO_TEST_CASE(one_that_is_not_to_be_restarted_fails_with_its_first_crash) {
  ChildSpec spec = serverSpec();
  spec.restarts = ChildSpec::Restarts::Never;
  SupervisedChild once(parts(), spec);
  once.start();
  crash(once);
  BOOST_TEST((once.state() == ChildState::Failed));
  BOOST_TEST(once.snapshot().sentence == "Stopped by signal 11 (segmentation fault).");
}

BOOST_AUTO_TEST_CASE(the_ledger_knows_every_process_and_each_child_gets_its_token) {
  KeptLedger ledger;
  {
    SupervisedChild kept(parts(&ledger), serverSpec());
    kept.start();
    BOOST_TEST(process().command.environment.at("TOKEN") == "t");
    crash(kept);
    run(kept, 200ms);
  }
  BOOST_TEST(
      ledger.entries == (std::vector<std::string>{"Server 102 1102", "ended 102", "Server 103 1103", "ended 103"}),
      boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_supervisor_stops_all_and_knows_when_none_is_left) {
  Supervisor supervisor(parts());
  SupervisedChild& one = supervisor.add(serverSpec());
  SupervisedChild& two = supervisor.add(serverSpec());
  BOOST_TEST(supervisor.allStopped());
  one.start();
  two.start();
  const auto first = starter.started[starts() - 2];
  const auto second = starter.started[starts() - 1];
  supervisor.stopAll();
  BOOST_TEST(first->inputClosed);
  BOOST_TEST(second->inputClosed);
  first->exit = ExitStatus::code(0);
  BOOST_TEST(supervisor.tick());
  BOOST_TEST(!supervisor.allStopped());
  second->exit = ExitStatus::code(0);
  supervisor.tick();
  BOOST_TEST(supervisor.allStopped());
  supervisor.remove(one);
  BOOST_TEST(supervisor.children().size() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
