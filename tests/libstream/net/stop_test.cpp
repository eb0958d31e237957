// SPDX-License-Identifier: MIT
#include "libstream/net/lookup.h"
#include "libstream/net/stop_signals.h"
#include "tests/support/run_until.h"
#include "tests/support/system_parts.h"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <csignal>
#include <cstdio>
#include <functional>
#include <optional>
#include <string>
#include <thread>
#ifndef _WIN32
#include <fcntl.h>
#include <unistd.h>
#endif

namespace zoetrope::net {

using test::runUntil;

namespace {

#ifndef _WIN32
// Timers that are set one after the other fire.
bool othersGetTurns(Loop& loop) {
  int turns = 0;
  std::function<void()> turn = [&] {
    if (++turns < 3) loop.at(loop.now() + std::chrono::milliseconds(15), turn);
  };
  turn();
  return runUntil(loop, [&] { return turns == 3; });
}
#endif

}  // namespace

BOOST_AUTO_TEST_SUITE(stop)

#ifndef _WIN32
BOOST_AUTO_TEST_CASE(sigterm_and_ctrl_c_arrive_as_words_on_the_loop) {
  Loop loop;
  std::string reasons;
  {
    const StopSignals signals(loop, [&](const std::string& why) { reasons += why + ";"; });
    ::raise(SIGTERM);
    BOOST_TEST(runUntil(loop, [&] { return !reasons.empty(); }));
    ::raise(SIGINT);
    BOOST_TEST(runUntil(loop, [&] { return reasons.size() > 8; }));
  }
  BOOST_TEST(reasons == "SIGTERM;Ctrl-C;");
}
#endif

BOOST_AUTO_TEST_CASE(the_end_of_a_pipe_is_seen_after_what_was_in_it) {
  Loop loop;
  test::Pipe pipe;
  bool closed = false;
  const StdinWatcher watcher(
      loop, [&] { closed = true; }, pipe.readEnd());
  pipe.write("ignored\n");
  for (int round = 0; round < 3; ++round) loop.runOnce(Duration::zero());
  BOOST_TEST(!closed);
  pipe.closeWriteEnd();
  BOOST_TEST(runUntil(loop, [&] { return closed; }));
}

BOOST_AUTO_TEST_CASE(a_watcher_that_was_destroyed_says_nothing_at_the_end_of_its_pipe) {
  Loop loop;
  test::Pipe pipe;
  bool closed = false;
  {
    const StdinWatcher watcher(
        loop, [&] { closed = true; }, pipe.readEnd());
  }
  pipe.closeWriteEnd();
  for (int round = 0; round < 3; ++round) loop.runOnce(std::chrono::milliseconds(1));
  BOOST_TEST(!closed);
}

#ifndef _WIN32
BOOST_AUTO_TEST_CASE(dev_null_as_stdin_is_closed_at_once_and_the_loop_is_not_blocked) {
  Loop loop;
  const int null = ::open("/dev/null", O_RDONLY);
  bool closed = false;
  const StdinWatcher watcher(
      loop, [&] { closed = true; }, null);
  BOOST_TEST(!closed);
  BOOST_TEST(runUntil(loop, [&] { return closed; }));
  ::close(null);
}

BOOST_AUTO_TEST_CASE(stdin_that_never_ends_leaves_the_loop_to_others) {
  Loop loop;
  const int endless = ::open("/dev/zero", O_RDONLY);
  bool closed = false;
  const StdinWatcher watcher(
      loop, [&] { closed = true; }, endless);
  BOOST_TEST(othersGetTurns(loop));
  BOOST_TEST(!closed);
  ::close(endless);
}

BOOST_AUTO_TEST_CASE(the_end_of_stdin_is_seen_behind_more_than_is_read_at_once) {
  Loop loop;
  std::FILE* file = std::tmpfile();
  BOOST_REQUIRE(file != nullptr);
  BOOST_REQUIRE(::ftruncate(::fileno(file), 300'000) == 0);
  bool closed = false;
  const StdinWatcher watcher(
      loop, [&] { closed = true; }, ::fileno(file));
  BOOST_TEST(runUntil(loop, [&] { return closed; }));
  BOOST_TEST(::lseek(::fileno(file), 0, SEEK_CUR) == 300'000);
  std::fclose(file);
}

BOOST_AUTO_TEST_CASE(a_pipe_that_is_filled_again_and_again_leaves_the_loop_to_others_until_it_ends) {
  Loop loop;
  test::Pipe pipe;
  bool closed = false;
  const StdinWatcher watcher(
      loop, [&] { closed = true; }, pipe.readEnd());
  std::atomic<bool> enough = false;
  std::thread writer([&] {
    const std::string much(4'000, 'y');
    while (!enough) pipe.write(much);
    pipe.closeWriteEnd();
  });
  BOOST_TEST(othersGetTurns(loop));
  BOOST_TEST(!closed);
  enough = true;
  BOOST_TEST(runUntil(loop, [&] { return closed; }));
  writer.join();
}
#endif

BOOST_AUTO_TEST_CASE(a_numeric_address_is_looked_up_without_a_thread_and_answered_later) {
  Loop loop;
  std::optional<std::string> found;
  const AsyncLookUp lookUpIt(loop, "192.0.2.9", 554, [&](const Result<std::vector<Endpoint>>& result) {
    found = result ? result->front().text() : result.error().message;
  });
  BOOST_TEST(!found.has_value());
  BOOST_TEST(runUntil(loop, [&] { return found.has_value(); }));
  BOOST_TEST(*found == "192.0.2.9:554");
}

BOOST_AUTO_TEST_CASE(localhost_has_an_address_and_nonsense_is_an_error_in_words) {
  Loop loop;
  std::optional<bool> good, bad;
  const AsyncLookUp first(loop, "localhost", 1, [&](const auto& result) { good = result.ok(); });
  const AsyncLookUp second(loop, "no such host at all", 1, [&](const auto& result) { bad = result.ok(); });
  BOOST_TEST(runUntil(loop, [&] { return good && bad; }));
  BOOST_TEST(*good);
  BOOST_TEST(!*bad);
}

BOOST_AUTO_TEST_CASE(a_look_up_that_was_destroyed_never_answers) {
  Loop loop;
  bool answered = false;
  {
    const AsyncLookUp gone(loop, "127.0.0.1", 1, [&](const auto&) { answered = true; });
  }
  for (int round = 0; round < 3; ++round) loop.runOnce(std::chrono::milliseconds(1));
  BOOST_TEST(!answered);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::net
