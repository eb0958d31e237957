// SPDX-License-Identifier: MIT
// Waiting for what real processes do: until it has happened, with an end for a test that would wait for ever.
#pragma once

#include "launcher/child_process.h"
#include "launcher/process_identity.h"
#include "launcher/supervisor.h"
#include "launcher/system_sources.h"
#ifdef _WIN32
#include "launcher/windows_win.h"
#else
#include "launcher/proc_file_linux.h"
#endif

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace zoetrope::test {

inline constexpr std::chrono::seconds kPatience{30};

// False when it did not happen in time. `step` takes what there is and waits for more, a little.
inline bool until(const std::function<bool()>& happened, const std::function<void()>& step) {
  const launcher::SystemClock clock;
  const TimePoint end = clock.now() + kPatience;
  while (!happened()) {
    if (clock.now() >= end) return false;
    step();
  }
  return true;
}

inline void waitALittle() { launcher::waitReadable({}, std::chrono::milliseconds(10)); }

// Gone, or only its entry is left for a parent that does not look.
inline bool isGone(launcher::ProcessId pid) {
#ifdef _WIN32
  const launcher::Handle process(::OpenProcess(SYNCHRONIZE, FALSE, static_cast<DWORD>(pid)));
  return !process.open() || ::WaitForSingleObject(process.get(), 0) == WAIT_OBJECT_0;
#else
  const auto text = launcher::readProcFile(pid, "stat");
  const auto stat = text ? launcher::parseProcStat(*text) : std::nullopt;
  return !stat || stat->state == 'Z' || stat->state == 'X';
#endif
}

inline launcher::ChildCommand stub(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), ZOETROPE_STUB_CHILD);
  return {.argv = std::move(arguments), .environment = {}};
}

// A process and what it has said.
class Watched {
 public:
  explicit Watched(const launcher::ChildCommand& command) : process_(start(command)) {}

  launcher::ChildProcess& process() { return *process_; }
  const std::vector<launcher::OutputLine>& lines() const { return lines_; }
  void step() {
    launcher::waitReadable(process_->descriptors(), std::chrono::milliseconds(100));
    process_->poll();
    for (launcher::OutputLine& line : process_->takeLines()) lines_.push_back(std::move(line));
  }
  bool waitForExit() {
    return until([this] { return process_->exit().has_value(); }, [this] { step(); });
  }
  bool waitForLine(const std::string& beginning) {
    return until([&] { return !rest(beginning).empty() || has(beginning); }, [this] { step(); });
  }
  // What follows in the first line that begins so.
  std::string rest(const std::string& beginning) const {
    for (const launcher::OutputLine& line : lines_)
      if (line.text.starts_with(beginning)) return line.text.substr(beginning.size());
    return {};
  }
  bool has(const std::string& text) const {
    for (const launcher::OutputLine& line : lines_)
      if (line.text == text) return true;
    return false;
  }

 private:
  static std::unique_ptr<launcher::ChildProcess> start(const launcher::ChildCommand& command) {
    launcher::SystemChildStarter starter;
    auto started = starter.start(command);
    if (!started) throw std::runtime_error(started.error().message);
    return std::move(*started);
  }

  std::unique_ptr<launcher::ChildProcess> process_;
  std::vector<launcher::OutputLine> lines_;
};

// A supervised stub on the system's own clock.
struct SupervisedStub {
  launcher::SystemClock clock;
  launcher::SystemRandom random;
  launcher::SystemChildStarter starter;
  launcher::Supervisor supervisor{{.clock = clock, .random = random, .starter = starter, .ledger = nullptr}};
  launcher::SupervisedChild* child = nullptr;

  launcher::SupervisedChild& supervise(std::vector<std::string> arguments,
                                       Duration readyWithin = launcher::ChildSpec::kReadyWithin) {
    launcher::ChildSpec spec{.name = "Stub", .command = stub(std::move(arguments))};
    spec.readyWithin = readyWithin;
    child = &supervisor.add(std::move(spec));
    child->start();
    return *child;
  }
  bool waitFor(launcher::ChildState state) {
    return until([&] { return child->state() == state; },
                 [&] {
                   supervisor.wait(std::chrono::milliseconds(200));
                   supervisor.tick();
                 });
  }
};

}  // namespace zoetrope::test
