// SPDX-License-Identifier: MIT
// What a dead launcher left behind: recognised by all three marks, and never another process.
#include "launcher/leftovers.h"

#include "tests/launcher/processes.h"
#include "tests/support/temp_folder.h"

#include <boost/test/unit_test.hpp>

#include <fstream>
#include <signal.h>

using namespace zoetrope;
using namespace zoetrope::launcher;
using namespace zoetrope::test;

namespace {

constexpr const char* kToken = "0123456789abcdef0123456789abcdef";

// A child that runs, and the file of the launcher that started it and is dead: its start time is another one's.
struct Fixture {
  TempFolder folder;
  Watched child{[] {
    ChildCommand command = stub({"ready"});
    command.environment[kTokenVariable] = kToken;
    return command;
  }()};
  LedgerText ledger{.launcher = ownProcessId(),
                    .launcherStartMark = startMarkOf(ownProcessId()) + 1,
                    .token = kToken,
                    .children = {{"Server", child.process().pid(), child.process().startMark()}}};

  Fixture() { BOOST_REQUIRE(child.waitForLine("stub: ready")); }
  std::vector<Leftover> found() const {
    folder.write("children-1-2.json", writeLedger(ledger));
    return findLeftovers(folder.path());
  }
  bool runs() {
    child.process().poll();
    return !child.process().exit();
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(leftovers)

BOOST_AUTO_TEST_CASE(the_file_is_read_as_it_was_written) {
  const LedgerText ledger{
      .launcher = 4711,
      .launcherStartMark = 123456,
      .token = "abc",
      .children = {{"Server", 4712, 123460}, {"\"Player\"", 5'000'000'000, 18'000'000'000'000'000'000U}}};
  const auto read = parseLedger(writeLedger(ledger));
  BOOST_REQUIRE(read.ok());
  BOOST_TEST((*read == ledger));
  const auto none = parseLedger(writeLedger({}));
  BOOST_REQUIRE(none.ok());
  BOOST_TEST((*none == LedgerText{}));
}

BOOST_AUTO_TEST_CASE(what_is_no_such_file_is_refused) {
  for (const char* text :
       {"", "[]", "{}", "nonsense", R"({"v":2,"launcher":{"pid":1,"start":1},"token":"","children":[]})",
        R"({"v":1,"launcher":{"pid":1},"token":"","children":[]})", R"({"v":1,"token":"","children":[]})",
        R"({"v":1,"launcher":{"pid":1,"start":1},"token":"","children":[1]})",
        R"({"v":1,"launcher":{"pid":"x","start":1},"token":"","children":[]})", "[[[[[[[[[[[[[[]]]]]]]]]]]]]]"})
    BOOST_TEST(!parseLedger(text).ok());
}

BOOST_FIXTURE_TEST_CASE(a_child_of_a_dead_launcher_is_found_and_can_be_ended, Fixture) {
  const auto leftovers = found();
  BOOST_REQUIRE(leftovers.size() == 1U);
  BOOST_TEST(leftovers[0].name == "Server");
  BOOST_TEST(leftovers[0].pid == child.process().pid());
  BOOST_TEST(isAlive(leftovers[0]));
  BOOST_TEST(endLeftover(leftovers[0], EndHow::Ask));
  BOOST_TEST(child.waitForExit());
  BOOST_TEST((*child.process().exit() == ExitStatus::signal(SIGTERM)));
  BOOST_TEST(!isAlive(leftovers[0]));
  BOOST_TEST(!endLeftover(leftovers[0], EndHow::Kill));
  BOOST_TEST(findLeftovers(folder.path()).empty());
  BOOST_TEST(std::filesystem::is_empty(folder.path()));
}

BOOST_FIXTURE_TEST_CASE(it_can_be_killed, Fixture) {
  BOOST_TEST(endLeftover(found().at(0), EndHow::Kill));
  BOOST_TEST(child.waitForExit());
  BOOST_TEST((*child.process().exit() == ExitStatus::signal(SIGKILL)));
}

BOOST_FIXTURE_TEST_CASE(a_child_of_a_living_launcher_is_none, Fixture) {
  ledger.launcherStartMark = startMarkOf(ownProcessId());
  BOOST_TEST(found().empty());
  BOOST_TEST(!std::filesystem::is_empty(folder.path()));
}

BOOST_FIXTURE_TEST_CASE(another_start_time_is_another_process, Fixture) {
  ++ledger.children[0].startMark;
  BOOST_TEST(found().empty());
  BOOST_TEST(!endLeftover({"Server", child.process().pid(), child.process().startMark() + 1, kToken}, EndHow::Kill));
  BOOST_TEST(runs());
}

BOOST_FIXTURE_TEST_CASE(another_token_is_another_process, Fixture) {
  for (const char* token : {"", "0123456789abcdef0123456789abcde", "fedcba98"}) {
    ledger.token = token;
    BOOST_TEST(found().empty());
    BOOST_TEST(!endLeftover({"Server", child.process().pid(), child.process().startMark(), token}, EndHow::Kill));
  }
  BOOST_TEST(runs());
}

BOOST_FIXTURE_TEST_CASE(another_pid_is_another_process, Fixture) {
  ledger.children[0].pid = ownProcessId();
  BOOST_TEST(found().empty());
  for (const ProcessId pid : {ProcessId{0}, ProcessId{-1}, child.process().pid() + (ProcessId{1} << 32)})
    BOOST_TEST(!endLeftover({"Server", pid, child.process().startMark(), kToken}, EndHow::Kill));
  BOOST_TEST(runs());
}

BOOST_AUTO_TEST_CASE(foreign_files_are_left_alone_and_damaged_ones_go) {
  TempFolder folder;
  folder.write("other.json", "nonsense");
  folder.write("children-1-1.json", "nonsense");
  folder.write("children-2-2.json", std::string(kMaxLedgerBytes + 1, ' '));
  BOOST_TEST(findLeftovers(folder.path()).empty());
  BOOST_TEST(std::filesystem::exists(folder.path() / "other.json"));
  BOOST_TEST(!std::filesystem::exists(folder.path() / "children-1-1.json"));
  BOOST_TEST(!std::filesystem::exists(folder.path() / "children-2-2.json"));
  BOOST_TEST(findLeftovers(folder.path() / "nowhere").empty());
}

BOOST_AUTO_TEST_CASE(a_launchers_own_file_has_its_children_and_goes_with_it) {
  namespace fs = std::filesystem;
  TempFolder outer;
  const fs::path folder = outer.path() / "a" / "b";
  {
    LedgerFile file(folder, kToken);
    BOOST_TEST(file.environment().at(kTokenVariable) == kToken);
    file.onStarted("Server", 11, 22);
    file.onStarted("Player", 33, 44);
    file.onEnded(11);
    BOOST_TEST(file.error() == "");
    std::vector<fs::path> files(fs::directory_iterator(folder), {});
    BOOST_REQUIRE(files.size() == 1U);
    const auto read = parseLedger(readProcFile(files[0].string()).value_or(""));
    BOOST_REQUIRE(read.ok());
    BOOST_TEST((read->children == std::vector<LedgerEntry>{{"Player", 33, 44}}));
    BOOST_TEST(read->launcherStartMark == startMarkOf(ownProcessId()));
    BOOST_TEST(
        ((fs::status(files[0]).permissions() & fs::perms::mask) == (fs::perms::owner_read | fs::perms::owner_write)));
  }
  BOOST_TEST(fs::is_empty(folder));
  outer.write("file", "");
  LedgerFile nowhere(outer.path() / "file" / "folder", kToken);
  nowhere.onStarted("Server", 1, 2);
  BOOST_TEST(nowhere.error() != "");
}

BOOST_AUTO_TEST_SUITE_END()
