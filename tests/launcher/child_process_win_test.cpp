// SPDX-License-Identifier: MIT
// Real child processes on Windows, supervised and not, and one launcher at a time.
#include "launcher/single_instance.h"
#include "tests/launcher/processes.h"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <filesystem>
#include <thread>

using namespace zoetrope;
using namespace zoetrope::launcher;
using namespace zoetrope::test;

BOOST_AUTO_TEST_SUITE(child_process)

BOOST_AUTO_TEST_CASE(arguments_in_any_script_arrive_as_they_are) {
  const std::vector<std::string> odd{"NAME", "a b", "%PATH%", "'\"\\", "", "ends in a backslash\\", "für 映画.mjpeg"};
  std::vector<std::string> arguments{"dump"};
  arguments.insert(arguments.end(), odd.begin(), odd.end());
  Watched watched(stub(arguments));
  BOOST_TEST(watched.waitForExit());
  for (const std::string& argument : odd) BOOST_TEST(watched.has("argument " + argument), argument);
  BOOST_TEST((*watched.process().exit() == ExitStatus::code(0)));
}

BOOST_AUTO_TEST_CASE(its_environment_is_ours_and_what_was_added) {
  ChildCommand command = stub({"dump", "ZOETROPE_TEST_NAME"});
  command.environment["ZOETROPE_TEST_NAME"] = "value=1";
  Watched added(command);
  BOOST_TEST(added.waitForExit());
  BOOST_TEST(added.has("variable value=1"));
  Watched inherited(stub({"dump", "PATH"}));
  BOOST_TEST(inherited.waitForExit());
  BOOST_TEST(inherited.has(std::string("variable ") + ::getenv("PATH")));
}

BOOST_AUTO_TEST_CASE(exceptions_are_kept) {
  Watched crash(stub({"crash"}));
  BOOST_TEST(crash.waitForExit());
  BOOST_TEST((crash.process().exit()->kind == ExitStatus::Kind::Exception));
  Watched killed(stub({"ignore"}));
  killed.process().kill();
  BOOST_TEST(killed.waitForExit());
  BOOST_TEST(!killed.process().exit()->isCode(0));
  killed.process().kill();  // nothing happens, to nobody
}

BOOST_AUTO_TEST_CASE(what_cannot_be_started_says_why) {
  SystemChildStarter starter;
  const auto missing = starter.start({.argv = {"C:\\nowhere\\zoetrope-server.exe"}, .environment = {}});
  BOOST_REQUIRE(!missing);
  BOOST_TEST(missing.error().message.find("Cannot start C:\\nowhere\\zoetrope-server.exe: ") == 0U);
  BOOST_TEST(!starter.start({.argv = {}, .environment = {}}));
}

BOOST_AUTO_TEST_CASE(a_flood_is_read_in_bounded_memory_and_what_is_lost_is_counted) {
  Watched watched(stub({"flood"}));
  ChildProcess& process = watched.process();
  BOOST_TEST(until([&] { return process.droppedLines() > 2'000; },
                   [&] {
                     waitReadable(process.descriptors(), std::chrono::milliseconds(100));
                     process.poll();
                   }));
  // The threads that read go on meanwhile.
  BOOST_TEST(process.takeLines().size() <= 12'000U);
  process.kill();
  BOOST_TEST(watched.waitForExit());
}

BOOST_AUTO_TEST_CASE(it_is_gone_when_its_object_goes) {
  ProcessId pid = 0;
  {
    Watched watched(stub({"ignore"}));
    pid = watched.process().pid();
  }
  BOOST_TEST(until([&] { return isGone(pid); }, waitALittle));
}

BOOST_AUTO_TEST_CASE(a_launcher_that_is_killed_takes_a_child_with_it_that_listens_to_nobody) {
  const std::string folder = (std::filesystem::temp_directory_path() / "zoetrope-stub-launcher").string();
  Watched watched({.argv = {ZOETROPE_STUB_LAUNCHER, folder, ZOETROPE_STUB_CHILD, "ignore"}, .environment = {}});
  BOOST_REQUIRE(watched.waitForLine("running"));
  const ProcessId child = std::stoll(watched.rest("pid "));
  BOOST_TEST(!isGone(child));
  watched.process().kill();
  BOOST_TEST(until([&] { return isGone(child); }, waitALittle));
}

BOOST_AUTO_TEST_CASE(what_crashes_is_started_again_until_it_is_too_much) {
  SupervisedStub stub;
  stub.supervise({"end-as-crash"});
  BOOST_TEST(stub.waitFor(ChildState::GivenUp));
  const ChildSnapshot now = stub.child->snapshot();
  BOOST_TEST((now.lastExit && now.lastExit->kind == ExitStatus::Kind::Exception));
}

BOOST_AUTO_TEST_CASE(stopping_closes_stdin_and_ends_what_does_not_listen_later) {
  SupervisedStub polite;
  polite.supervise({"ready"});
  BOOST_TEST(polite.waitFor(ChildState::Running));
  polite.child->stop();
  BOOST_TEST(polite.waitFor(ChildState::Stopped));
  BOOST_TEST(polite.child->snapshot().lastExit->isCode(0));
  SupervisedStub deaf;
  deaf.supervise({"ignore"});
  BOOST_TEST(deaf.waitFor(ChildState::Running));
  deaf.child->stop();
  BOOST_TEST(deaf.waitFor(ChildState::Stopped));
}

BOOST_AUTO_TEST_CASE(a_second_launcher_hands_over_what_was_asked_for) {
  const SystemClock clock;
  SingleInstance first({}, {});
  const auto role = first.begin({}, clock);
  BOOST_REQUIRE(role.ok());
  BOOST_TEST((*role == SingleInstance::Role::First));
  std::atomic<bool> second = false;
  std::thread other([&] {
    SingleInstance late({}, {});
    const auto its = late.begin({InstanceMessage::Kind::Open, "rtsp://127.0.0.1/für.mjpeg"}, clock);
    second = its.ok() && *its == SingleInstance::Role::Second;
  });
  std::vector<InstanceMessage> messages;
  BOOST_TEST(until([&] { return !messages.empty(); },
                   [&] {
                     messages = first.poll(clock);
                     waitALittle();
                   }));
  // The answer is read by the other side, which hangs up then.
  until([&] { return second.load(); },
        [&] {
          first.poll(clock);
          waitALittle();
        });
  other.join();
  BOOST_TEST(second);
  BOOST_TEST(messages.at(0).argument == "rtsp://127.0.0.1/für.mjpeg");
}

BOOST_AUTO_TEST_SUITE_END()
