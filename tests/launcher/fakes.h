// SPDX-License-Identifier: MIT
// A clock that a test turns, randomness that it sets, and child processes that do what it says.
#pragma once

#include "launcher/supervised_child.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace zoetrope::test {

class TurnedClock final : public Clock {
 public:
  TimePoint now() const override { return now_; }
  WallTime wallNow() const override { return WallTime(std::chrono::seconds(1'700'000'000)) + now_.time_since_epoch(); }
  void turn(Duration by) { now_ += by; }

 private:
  TimePoint now_{std::chrono::seconds(1000)};
};

// The middle of the range: no jitter.
class SetRandom final : public Random {
 public:
  std::uint32_t next32() override { return value; }
  std::uint32_t value = 0x7FFFFFFF;
};

// What a fake process was asked for and what it is to say; outlives the process.
struct FakeScript {
  std::vector<launcher::OutputLine> lines;
  std::uint64_t dropped = 0;
  bool outputClosed = false;
  bool inputClosed = false;
  int terminated = 0;
  int killed = 0;
  bool destroyed = false;
  std::optional<launcher::ExitStatus> exit;
  launcher::ChildCommand command;
  launcher::ProcessId pid = 0;

  void say(std::string line) { lines.push_back({launcher::OutputLine::Stream::Out, std::move(line)}); }
  void log(std::string line) { lines.push_back({launcher::OutputLine::Stream::Err, std::move(line)}); }
  void listen() { say(R"({"v":1,"type":"listening","addresses":["127.0.0.1:40123"],"movies":["a.mjpeg"]})"); }
};

class FakeProcess final : public launcher::ChildProcess {
 public:
  explicit FakeProcess(std::shared_ptr<FakeScript> script) : script_(std::move(script)) {}
  ~FakeProcess() override { script_->destroyed = true; }
  void poll() override {}
  std::vector<launcher::OutputLine> takeLines() override { return std::exchange(script_->lines, {}); }
  std::uint64_t droppedLines() const override { return script_->dropped; }
  bool outputClosed() const override { return script_->outputClosed; }
  std::optional<launcher::ExitStatus> exit() const override { return script_->exit; }
  void closeInput() override { script_->inputClosed = true; }
  void terminate() override { ++script_->terminated; }
  void kill() override { ++script_->killed; }
  launcher::ProcessId pid() const override { return script_->pid; }
  std::uint64_t startMark() const override { return 1000 + static_cast<std::uint64_t>(script_->pid); }
  std::vector<int> descriptors() const override { return {}; }

 private:
  const std::shared_ptr<FakeScript> script_;
};

class FakeStarter final : public launcher::ChildStarter {
 public:
  Result<std::unique_ptr<launcher::ChildProcess>> start(const launcher::ChildCommand& command) override {
    if (!refusal.empty()) return Error{refusal};
    started.push_back(std::make_shared<FakeScript>());
    started.back()->command = command;
    started.back()->pid = 100 + static_cast<launcher::ProcessId>(started.size());
    return {std::make_unique<FakeProcess>(started.back())};
  }

  std::string refusal;
  std::vector<std::shared_ptr<FakeScript>> started;
};

// A child with all that it needs.
struct FakeWorld {
  TurnedClock clock;
  SetRandom random;
  FakeStarter starter;

  launcher::SupervisionParts parts(launcher::ChildLedger* ledger = nullptr) {
    return {.clock = clock, .random = random, .starter = starter, .ledger = ledger};
  }
  FakeScript& process() { return *starter.started.back(); }
  std::size_t starts() const { return starter.started.size(); }
  // Turns the clock in steps of a window's timer.
  void run(launcher::SupervisedChild& child, Duration by) {
    constexpr Duration kStep = std::chrono::milliseconds(50);
    for (Duration done{}; done < by; done += kStep) {
      clock.turn(kStep);
      child.tick();
    }
  }
  void crash(launcher::SupervisedChild& child, launcher::ExitStatus how = launcher::ExitStatus::signal(11)) {
    process().exit = how;
    child.tick();
  }
};

inline launcher::ChildSpec serverSpec() {
  return {.name = "Server", .command = {.argv = {"/usr/bin/zoetrope-server", "0"}, .environment = {}}};
}

}  // namespace zoetrope::test
