// SPDX-License-Identifier: MIT
// Supervision of real processes: what the promises of the launcher rest on.
#include "launcher/leftovers.h"
#include "launcher/process_usage.h"
#include "tests/launcher/processes.h"
#include "tests/support/temp_folder.h"

#include <boost/test/unit_test.hpp>

#include <fstream>
#include <signal.h>

using namespace zoetrope;
using namespace zoetrope::launcher;
using namespace zoetrope::test;
using namespace std::chrono_literals;

namespace {

// A launcher in a process of its own, with its child running.
struct RunningLauncher {
  TempFolder folder;
  Watched launcher;
  ProcessId child = 0;

  explicit RunningLauncher(const char* mode)
      : launcher(
            {.argv = {ZOETROPE_STUB_LAUNCHER, folder.path().string(), ZOETROPE_STUB_CHILD, mode}, .environment = {}}) {
    BOOST_REQUIRE(launcher.waitForLine("pid "));
    child = std::stoll(launcher.rest("pid "));
    BOOST_REQUIRE(child > 0);
    BOOST_REQUIRE(!isGone(child));
  }
  bool childEnds() const {
    return until([this] { return isGone(child); }, waitALittle);
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(supervision)

BOOST_FIXTURE_TEST_CASE(a_child_runs_and_stops_when_asked, SupervisedStub) {
  supervise({"ready"});
  BOOST_TEST(waitFor(ChildState::Running));
  const ChildSnapshot shown = child->snapshot();
  BOOST_REQUIRE(shown.pid);
  const auto usage = usageOf(*shown.pid);
  BOOST_REQUIRE(usage);
  BOOST_TEST(usage->residentBytes > 100'000U);
  child->stop();
  BOOST_TEST(waitFor(ChildState::Stopped));
  BOOST_TEST((*child->snapshot().lastExit == ExitStatus::code(0)));
  BOOST_TEST(!usageOf(*shown.pid));
}

BOOST_FIXTURE_TEST_CASE(one_that_is_killed_comes_back, SupervisedStub) {
  supervise({"ready"});
  BOOST_TEST(waitFor(ChildState::Running));
  const ProcessId first = *child->snapshot().pid;
  ::kill(static_cast<pid_t>(first), SIGKILL);
  BOOST_TEST(waitFor(ChildState::WaitingToRestart));
  BOOST_TEST(child->snapshot().sentence.find("Stopped by signal 9 (killed), starting again in 0.") == 0U);
  BOOST_TEST(waitFor(ChildState::Running));
  BOOST_TEST(*child->snapshot().pid != first);
  BOOST_TEST(child->snapshot().restarts == 1);
}

BOOST_FIXTURE_TEST_CASE(one_that_always_crashes_is_given_up_after_five_times, SupervisedStub) {
  supervise({"crash"});
  BOOST_TEST(waitFor(ChildState::GivenUp));
  const ChildSnapshot shown = child->snapshot();
  BOOST_TEST(shown.restarts == 4);
  BOOST_TEST(shown.sentence ==
             "Stopped by signal 11 (segmentation fault), 5 times within 60 s; it is not started again.");
  BOOST_REQUIRE(!shown.lastLines.empty());
  BOOST_TEST(shown.lastLines.back().text == "stub: ready");
}

BOOST_FIXTURE_TEST_CASE(one_that_crashes_a_little_later_is_restarted_too, SupervisedStub) {
  supervise({"crash-after", "50"});
  BOOST_TEST(waitFor(ChildState::Running));
  BOOST_TEST(waitFor(ChildState::WaitingToRestart));
  BOOST_TEST(waitFor(ChildState::Running));
}

BOOST_FIXTURE_TEST_CASE(one_that_ignores_everything_is_killed, SupervisedStub) {
  supervise({"ignore-term"});
  BOOST_TEST(waitFor(ChildState::Running));
  const ProcessId pid = *child->snapshot().pid;
  child->stop();
  BOOST_TEST(waitFor(ChildState::Stopped));
  BOOST_TEST((*child->snapshot().lastExit == ExitStatus::signal(SIGKILL)));
  BOOST_TEST(isGone(pid));
}

BOOST_FIXTURE_TEST_CASE(one_that_hangs_at_its_start_is_ended, SupervisedStub) {
  supervise({"hang"}, 200ms);
  BOOST_TEST(waitFor(ChildState::WaitingToRestart));
  BOOST_TEST((*child->snapshot().lastExit == ExitStatus::signal(SIGTERM)));
}

BOOST_FIXTURE_TEST_CASE(one_that_closes_its_output_goes_on_and_can_be_stopped, SupervisedStub) {
  supervise({"close-stdout"});
  BOOST_TEST(waitFor(ChildState::Running));
  const auto noted = [&] {
    for (const LogLine& line : child->log().after(0))
      if (line.text.find("has closed its output") != std::string::npos) return true;
    return false;
  };
  BOOST_TEST(until(noted, [&] { supervisor.wait(200ms), supervisor.tick(); }));
  BOOST_TEST((child->state() == ChildState::Running));
  child->stop();
  BOOST_TEST(waitFor(ChildState::Stopped));
  BOOST_TEST((*child->snapshot().lastExit == ExitStatus::code(0)));
}

BOOST_FIXTURE_TEST_CASE(a_usage_error_is_told_and_not_repeated, SupervisedStub) {
  supervise({"exit", "2"});
  BOOST_TEST(waitFor(ChildState::Failed));
  BOOST_TEST(child->snapshot().sentence == "Ended with code 2 (the command line was not understood).");
  BOOST_TEST(child->snapshot().restarts == 0);
}

BOOST_FIXTURE_TEST_CASE(one_that_floods_runs_and_can_be_stopped, SupervisedStub) {
  supervise({"flood"});
  BOOST_TEST(waitFor(ChildState::Running));
  BOOST_TEST(until([&] { return child->log().newest() > 10'000; }, [&] { supervisor.tick(); }));
  BOOST_TEST(child->log().after(0).size() <= ChildLog::kMaxLines);
  child->stop();
  BOOST_TEST(waitFor(ChildState::Stopped));
}

BOOST_AUTO_TEST_CASE(no_child_outlives_a_launcher_that_is_killed) {
  for (const char* mode : {"ready", "hang", "ignore-term"}) {
    BOOST_TEST_CONTEXT(mode) {
      RunningLauncher running(mode);
      running.launcher.process().kill();
      BOOST_TEST(running.launcher.waitForExit());
      BOOST_TEST(running.childEnds());
    }
  }
}

BOOST_AUTO_TEST_CASE(a_launcher_that_ends_in_order_takes_its_child_and_its_file_with_it) {
  RunningLauncher running("ignore-term");
  BOOST_TEST(!std::filesystem::is_empty(running.folder.path()));
  BOOST_TEST(findLeftovers(running.folder.path()).empty());  // its launcher lives
  BOOST_TEST(!std::filesystem::is_empty(running.folder.path()));
  running.launcher.process().kill();
  BOOST_TEST(running.launcher.waitForExit());
  BOOST_TEST(running.childEnds());
  BOOST_TEST(findLeftovers(running.folder.path()).empty());
  BOOST_TEST(std::filesystem::is_empty(running.folder.path()));  // put away: nothing in it is alive
}

BOOST_AUTO_TEST_SUITE_END()
