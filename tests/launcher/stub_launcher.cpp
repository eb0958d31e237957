// SPDX-License-Identifier: MIT
// A launcher without a window for the tests: stub_launcher FOLDER STUB MODE supervises one stub child, says its pid
// when it is ready, and goes on until it is killed.
#include "launcher/leftovers.h"
#include "launcher/supervisor.h"
#include "launcher/system_sources.h"

#include <cstdio>
#ifdef _WIN32
#include <thread>
#else
#include <unistd.h>
#endif

using namespace zoetrope;
using namespace zoetrope::launcher;

namespace {

// Whatever happens to the test.
void endAfter(unsigned seconds) {
#ifdef _WIN32
  std::thread([seconds] {
    std::this_thread::sleep_for(std::chrono::seconds(seconds));
    std::_Exit(1);
  }).detach();
#else
  ::alarm(seconds);
#endif
}

}  // namespace

int main(int argc, char** argv) {
  constexpr unsigned kLifetime = 120;
  endAfter(kLifetime);
  if (argc < 4) return 2;
  SystemClock clock;
  SystemRandom random;
  SystemChildStarter starter;
  LedgerFile ledger(argv[1], randomToken(random));
  Supervisor supervisor({.clock = clock, .random = random, .starter = starter, .ledger = &ledger});
  SupervisedChild& child = supervisor.add({.name = "Stub", .command = {.argv = {argv[2], argv[3]}, .environment = {}}});
  child.start();
  std::printf("pid %lld\n", static_cast<long long>(child.snapshot().pid.value_or(0)));
  std::fflush(stdout);
  bool said = false;
  while (true) {
    supervisor.tick();
    if (!said && child.state() == ChildState::Running) {
      said = true;
      std::printf("running\n");
      std::fflush(stdout);
    }
    supervisor.wait(std::chrono::seconds(1));
  }
}
