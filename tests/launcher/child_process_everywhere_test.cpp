// SPDX-License-Identifier: MIT
// Child processes as they are on every system: streams, exit codes, long lines.
#include "tests/launcher/processes.h"

#include <boost/test/unit_test.hpp>

using namespace zoetrope;
using namespace zoetrope::launcher;
using namespace zoetrope::test;

BOOST_AUTO_TEST_SUITE(child_process_everywhere)

BOOST_AUTO_TEST_CASE(both_streams_come_and_stdin_can_be_closed) {
  Watched watched(stub({"ready"}));
  BOOST_TEST(watched.waitForLine("stub: ready"));
  BOOST_TEST(watched.process().pid() > 0);
  BOOST_TEST(!watched.process().exit());
  watched.process().closeInput();
  BOOST_TEST(watched.waitForExit());
  BOOST_TEST((*watched.process().exit() == ExitStatus::code(0)));
  BOOST_REQUIRE(watched.lines().size() == 2U);
  for (const OutputLine& line : watched.lines())
    BOOST_TEST((line.stream == OutputLine::Stream::Err) == (line.text == "stub: ready"));
}

BOOST_AUTO_TEST_CASE(exit_codes_are_kept) {
  Watched code(stub({"exit", "7"}));
  BOOST_TEST(code.waitForExit());
  BOOST_TEST((*code.process().exit() == ExitStatus::code(7)));
  code.process().kill();  // nothing happens, to nobody
}

BOOST_AUTO_TEST_CASE(a_line_of_a_megabyte_is_cut) {
  Watched watched(stub({"long-line"}));
  BOOST_TEST(watched.waitForLine("lll"));
  BOOST_TEST(watched.rest("lll").size() == 64 * 1024 - 3U);
}

BOOST_AUTO_TEST_SUITE_END()
