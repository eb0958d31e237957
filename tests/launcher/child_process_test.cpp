// SPDX-License-Identifier: MIT
// Real child processes, without supervision.
#include "tests/launcher/processes.h"
#include "tests/support/temp_folder.h"

#include <boost/test/unit_test.hpp>

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

using namespace zoetrope;
using namespace zoetrope::launcher;
using namespace zoetrope::test;

BOOST_AUTO_TEST_SUITE(child_process)

BOOST_AUTO_TEST_CASE(arguments_arrive_as_they_are_without_a_shell) {
  Watched watched(stub({"dump", "NAME", "a b", "$HOME", "'\"\\", ""}));
  BOOST_TEST(watched.waitForExit());
  for (const char* argument : {"a b", "$HOME", "'\"\\", ""})
    BOOST_TEST(watched.has(std::string("argument ") + argument));
  BOOST_TEST((*watched.process().exit() == ExitStatus::code(0)));
}

BOOST_AUTO_TEST_CASE(its_environment_is_ours_and_what_was_added) {
  ChildCommand command = stub({"dump", "ZOETROPE_TEST_NAME"});
  command.environment["ZOETROPE_TEST_NAME"] = "value=1";
  Watched added(command);
  BOOST_TEST(added.waitForExit());
  BOOST_TEST(added.has("variable value=1"));
  command.environment["PATH"] = "/nowhere";
  command.argv[2] = "PATH";
  Watched replaced(command);
  BOOST_TEST(replaced.waitForExit());
  BOOST_TEST(replaced.has("variable /nowhere"));
  Watched inherited(stub({"dump", "PATH"}));
  BOOST_TEST(inherited.waitForExit());
  BOOST_TEST(inherited.has(std::string("variable ") + ::getenv("PATH")));
}

BOOST_AUTO_TEST_CASE(it_gets_no_descriptors_signals_or_session_of_ours) {
  const int handedOn = ::fcntl(2, F_DUPFD, 50);  // without CLOEXEC, and none that start() itself puts in its place
  ::signal(SIGUSR1, SIG_IGN);
  sigset_t user;
  ::sigemptyset(&user);
  ::sigaddset(&user, SIGUSR1);
  ::pthread_sigmask(SIG_BLOCK, &user, nullptr);
  Watched watched(stub({"dump"}));
  ::pthread_sigmask(SIG_UNBLOCK, &user, nullptr);
  ::signal(SIGUSR1, SIG_DFL);
  BOOST_TEST(watched.waitForExit());
  ::close(handedOn);
  BOOST_TEST(watched.has("descriptors 0"));
  BOOST_TEST(watched.has("blocked no"));
  BOOST_TEST(watched.has("ignored no"));
  BOOST_TEST(watched.has("session own"));
}

BOOST_AUTO_TEST_CASE(it_is_known_by_its_start_and_its_pipes_end_with_it) {
  Watched watched(stub({"ready"}));
  BOOST_TEST(watched.waitForLine("stub: ready"));
  BOOST_TEST(watched.process().startMark() == startMarkOf(watched.process().pid()));
  BOOST_TEST(watched.process().startMark() != 0U);
  watched.process().closeInput();
  BOOST_TEST(watched.waitForExit());
  BOOST_TEST(watched.process().descriptors().empty());
}

BOOST_AUTO_TEST_CASE(signals_are_kept) {
  Watched crash(stub({"crash"}));
  BOOST_TEST(crash.waitForExit());
  BOOST_TEST((*crash.process().exit() == ExitStatus::signal(SIGSEGV)));
  Watched terminated(stub({"ready"}));
  terminated.process().terminate();
  BOOST_TEST(terminated.waitForExit());
  BOOST_TEST((*terminated.process().exit() == ExitStatus::signal(SIGTERM)));
  terminated.process().kill();  // nothing happens, to nobody
}

BOOST_AUTO_TEST_CASE(exit_codes_are_kept_where_sigchld_was_ignored) {
  const auto before = ::signal(SIGCHLD, SIG_IGN);
  Watched code(stub({"exit", "7"}));
  BOOST_TEST(code.waitForExit());
  ::signal(SIGCHLD, before);
  BOOST_TEST((*code.process().exit() == ExitStatus::code(7)));
}

BOOST_AUTO_TEST_CASE(what_cannot_be_started_says_why) {
  SystemChildStarter starter;
  const auto missing = starter.start({.argv = {"/nowhere/zoetrope-server"}, .environment = {}});
  BOOST_REQUIRE(!missing);
  BOOST_TEST(
      missing.error().message ==
      "Cannot start /nowhere/zoetrope-server: there is no such program; installing Zoetrope anew brings it back.");
  const auto notExecutable = starter.start({.argv = {"/dev/null"}, .environment = {}});
  BOOST_REQUIRE(!notExecutable);
  BOOST_TEST(notExecutable.error().message ==
             "Cannot start /dev/null: it is not executable for this user; installing Zoetrope anew mends that.");
  const TempFolder folder;
  const auto written = [&](const char* name, const std::string& content) {
    folder.write(name, content);
    std::filesystem::permissions(folder.path() / name, std::filesystem::perms::owner_all);
    const auto started = starter.start({.argv = {(folder.path() / name).string()}, .environment = {}});
    BOOST_REQUIRE(!started);
    return started.error().message;
  };
  BOOST_TEST(written("no-program", "x").find("it is no program that this computer can run.") != std::string::npos);
  BOOST_TEST(written("lonely", "#!/nowhere/shell\n").find("something that it needs to run is missing.") !=
             std::string::npos);
  BOOST_TEST(!starter.start({.argv = {}, .environment = {}}));
}

BOOST_AUTO_TEST_CASE(a_flood_is_read_in_bounded_memory_and_what_is_lost_is_counted) {
  Watched watched(stub({"flood"}));
  ChildProcess& process = watched.process();
  BOOST_TEST(until([&] { return process.droppedLines() > 20'000; },
                   [&] {
                     waitReadable(process.descriptors(), std::chrono::milliseconds(100));
                     process.poll();
                   }));
  const auto lines = process.takeLines();
  BOOST_TEST(lines.size() <= 8000U);
  BOOST_TEST(!lines.empty());
  process.kill();
  BOOST_TEST(watched.waitForExit());
}

BOOST_AUTO_TEST_CASE(closed_stdout_is_seen_while_it_goes_on) {
  Watched watched(stub({"close-stdout"}));
  BOOST_TEST(until([&] { return watched.process().outputClosed(); }, [&] { watched.step(); }));
  BOOST_TEST(!watched.process().exit());
  watched.process().closeInput();
  BOOST_TEST(watched.waitForExit());
}

BOOST_AUTO_TEST_CASE(its_end_is_seen_though_its_own_child_holds_the_pipes) {
  Watched watched(stub({"grandchild"}));
  BOOST_TEST(watched.waitForExit());
  const auto grandchild = std::stoll(watched.rest("grandchild "));
  BOOST_TEST(!isGone(grandchild));  // it is not ours to end
  ::kill(static_cast<pid_t>(grandchild), SIGKILL);
}

BOOST_AUTO_TEST_CASE(it_is_gone_when_its_object_goes) {
  ProcessId pid = 0;
  {
    Watched watched(stub({"ignore-term"}));
    pid = watched.process().pid();
  }
  BOOST_TEST(startMarkOf(pid) == 0U);  // reaped too
}

BOOST_AUTO_TEST_SUITE_END()
