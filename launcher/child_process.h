// SPDX-License-Identifier: MIT
// A child process with its three pipes: started from a list of arguments (never by a shell), watched without blocking.
// POSIX: no threads; it is in a session of its own, so that a Ctrl-C at the launcher's terminal reaches it once only,
// by way of the launcher. Windows: one reading thread for each pipe. It ends with us, however we end: its stdin closes;
// on Linux it gets SIGKILL (PR_SET_PDEATHSIG), on Windows a job object ends it. Linux ties PDEATHSIG to the THREAD that
// started the child: start() only from a thread that lives as long as the program, the main thread. What the child
// itself starts (a browser that shows a report) is left alone: signals go to the child only. Thread: the one that
// called start(). Owns: the process: the destructor kills it if it still runs. Fails: start() with a sentence (program
// missing, not executable, no more processes). Limits: LineSplitter's for each pipe; poll() reads at most
// kMaxBytesPerPoll of each, the rest waits in the pipe.
#pragma once

#include "launcher/exit_status.h"
#include "libstream/base/result.h"
#include "libstream/base/time.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace zoetrope::launcher {

using ProcessId = std::int64_t;

struct ChildCommand {
  std::vector<std::string> argv;                   // argv[0] is the path of the program; PATH is not searched
  std::map<std::string, std::string> environment;  // beside what we have ourselves

  friend bool operator==(const ChildCommand&, const ChildCommand&) = default;
};

struct OutputLine {
  enum class Stream { Out, Err };
  Stream stream = Stream::Out;
  std::string text;

  friend bool operator==(const OutputLine&, const OutputLine&) = default;
};

class ChildProcess {
 public:
  static constexpr std::size_t kMaxBytesPerPoll = 64 * 1024;

  virtual ~ChildProcess() = default;

  // Takes what has come since and sees whether the process has ended. Cheap: to be called from a timer.
  virtual void poll() = 0;
  // The lines that poll() found, the oldest first, each stream in its order.
  virtual std::vector<OutputLine> takeLines() = 0;
  // Lines that were lost because too many waited.
  virtual std::uint64_t droppedLines() const = 0;
  // Nothing more will come from its stdout.
  virtual bool outputClosed() const = 0;
  // Set by the poll() that saw the end and took the last of the output.
  virtual std::optional<ExitStatus> exit() const = 0;

  // The three ways of ending it, each harder than the one before; nothing happens when it has ended.
  virtual void closeInput() = 0;
  virtual void terminate() = 0;  // SIGTERM. Windows has no such thing for programs without a console: as kill()
  virtual void kill() = 0;

  virtual ProcessId pid() const = 0;
  // Tells it from another process that has the same pid later; see process_identity.h. 0 where the system does not say.
  virtual std::uint64_t startMark() const = 0;
  // What becomes readable when poll() has something to do, for waitReadable(). Empty on Windows.
  virtual std::vector<int> descriptors() const = 0;
};

class ChildStarter {
 public:
  virtual ~ChildStarter() = default;
  virtual Result<std::unique_ptr<ChildProcess>> start(const ChildCommand& command) = 0;
};

// The system's own.
class SystemChildStarter : public ChildStarter {
 public:
  Result<std::unique_ptr<ChildProcess>> start(const ChildCommand& command) override;
};

// Sleeps until one of them is readable, but no longer than that (on Windows: a short while). For faces without a
// window.
void waitReadable(std::span<const int> descriptors, Duration longest);

}  // namespace zoetrope::launcher
