// SPDX-License-Identifier: MIT
// One child that is looked after: what is wanted (running or not) against what is, its readiness by its status lines,
// its stopping in three steps, its restarts.
//
//   Stopped --start()--> Starting --status line--> Running --stop()--> Stopping --ended--> Stopped
//                           |  ^                     |
//                    crash, |  | its time            | crash          code 0: Stopped; a code that will not get better
//                    silent v  | has come            v                by itself (kFinalCodes): Failed
//                        WaitingToRestart <----------+                five crashes in 60 s: GivenUp
//
// Crash: a signal, an exit code other than 0, or no `listening` or `state` line in time or ever (it is ended then).
// Thread: one, the program's main thread (see child_process.h); nothing here blocks but the start of a process, some
// ms. Borrows: what SupervisionParts names. Owns: the process; it is killed when this object goes while it runs. Fails:
// never outwards: all is state, sentence and log. Limits: ChildLog's; kMaxWaitingStatus status lines wait to be taken,
// the oldest go first.
#pragma once

#include "launcher/child_log.h"
#include "launcher/child_process.h"
#include "launcher/restart_policy.h"
#include "libstream/base/random.h"
#include "libstream/control/exit_codes.h"
#include "libstream/control/status_line.h"

#include <array>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace zoetrope::launcher {

enum class ChildState { Stopped, Starting, Running, Stopping, WaitingToRestart, GivenUp, Failed };
// One word or two, for a column: "stopped", "starting", "running", "stopping", "waiting", "given up", "failed".
std::string_view word(ChildState state);

struct ChildSpec {
  // How long the first status line may take.
  static constexpr Duration kReadyWithin = std::chrono::seconds(10);

  std::string name;  // as sentences and notes say it: "Server"
  ChildCommand command;
  Duration readyWithin = kReadyWithin;
  // After what it is started again: Crashes are signals and silence at the start (a player that ends with a code was
  // closed by its user), Failures are these and exit codes that may get better by themselves. Otherwise: Failed.
  enum class Restarts { Never, Crashes, Failures };
  Restarts restarts = Restarts::Failures;
  // What is said of one that nobody has asked to end and that has ended with 0: no incident.
  std::string endedWell = "Ended by itself.";
};

// The last status line of each kind since the process started.
class LastStatus {
 public:
  // nullptr when there was none: status.last<control::Listening>().
  template <class Line>
  const Line* last() const {
    for (const auto& line : lines_)
      if (line && std::holds_alternative<Line>(*line)) return &std::get<Line>(*line);
    return nullptr;
  }
  // Another state is the end of what was wrong before.
  void keep(const control::StatusLine& line) {
    if (std::holds_alternative<control::StateLine>(line))
      for (auto& old : lines_)
        if (old && std::holds_alternative<control::ErrorLine>(*old)) old.reset();
    lines_[line.index()] = line;
  }
  void clear() { lines_ = {}; }

 private:
  std::array<std::optional<control::StatusLine>, std::variant_size_v<control::StatusLine>> lines_;
};

// What a window shows, at one moment.
struct ChildSnapshot {
  std::string name;
  ChildState state = ChildState::Stopped;
  bool wanted = false;   // what is asked for: running or not
  std::string sentence;  // "Stopped by signal 11 (segmentation fault), starting again in 0.4 s, 2nd time."
  std::optional<ProcessId> pid;
  std::optional<Duration> uptime;  // of the process
  int restarts = 0;                // by itself, since start() or restart() was called last
  std::optional<Duration> untilNextStart;
  std::optional<ExitStatus> lastExit;
  LastStatus status;
  std::vector<LogLine>
      lastLines;  // when GivenUp or Failed: the last kLastLines of its last run that say more than `sentence`
  std::uint64_t newestLogLine = 0;
  std::uint64_t droppedLines = 0;  // of its output, because it wrote too fast
};

// Told of every process that begins and ends, so that what is left by a launcher that died can be recognised.
class ChildLedger {
 public:
  virtual ~ChildLedger() = default;
  // To be added to each child's environment.
  virtual std::map<std::string, std::string> environment() const = 0;
  virtual void onStarted(const std::string& name, ProcessId pid, std::uint64_t startMark) = 0;
  virtual void onEnded(ProcessId pid) = 0;
};

struct SupervisionParts {
  const Clock& clock;
  Random& random;
  ChildStarter& starter;
  ChildLedger* ledger = nullptr;  // may be none
};

class SupervisedChild {
 public:
  static constexpr Duration kCloseTime = std::chrono::seconds(2);      // from closing stdin to terminate()
  static constexpr Duration kTerminateTime = std::chrono::seconds(3);  // from terminate() to kill()
  // A process that ends closes its output a moment before its end is seen: only what lasts longer is one that goes on
  // without.
  static constexpr Duration kMuteGrace = std::chrono::milliseconds(500);
  static constexpr Duration kDropNoteEvery = std::chrono::seconds(5);
  static constexpr std::size_t kMaxWaitingStatus = 1000;
  static constexpr std::size_t kLastLines = 12;
  // Starting again would not help. PortUnavailable is tried again when it came from a restart of ours: the port that
  // the child had is free again soon.
  static constexpr std::array kFinalCodes{control::ExitCode::Usage, control::ExitCode::NotFound,
                                          control::ExitCode::PortUnavailable, control::ExitCode::NoDisplay,
                                          control::ExitCode::CannotWrite};

  SupervisedChild(SupervisionParts parts, ChildSpec spec);
  ~SupervisedChild();
  SupervisedChild(const SupervisedChild&) = delete;
  SupervisedChild& operator=(const SupervisedChild&) = delete;

  // Wanted: running. Starts at once when nothing runs (waiting, given up and failed ones too: "Try again"); one that is
  // stopping is started when it has stopped.
  void start();
  // Wanted: not running. Closes its stdin; what does not end is terminated, then killed, by later ticks.
  void stop();
  // stop() and start(): "Restart".
  void restart();
  // For the next start: to keep the port that the system chose, say.
  void setCommand(ChildCommand command) { spec_.command = std::move(command); }
  const ChildCommand& command() const { return spec_.command; }

  // Takes output, sees ends, does what its time has come for. True when something changed beside uptimes and
  // countdowns.
  bool tick();
  // When tick() has something to do even if the child stays silent; nothing when there is no such time.
  std::optional<TimePoint> nextTime() const;
  // For waitReadable().
  std::vector<int> descriptors() const;

  ChildState state() const { return state_; }
  const LastStatus& lastStatus() const { return status_; }
  std::optional<ProcessId> pid() const { return process_ ? std::optional(process_->pid()) : std::nullopt; }
  // A process is there.
  bool alive() const { return process_ != nullptr; }
  ChildSnapshot snapshot() const;
  // All its status lines but `stats` are here as Out; `stats` are not.
  const ChildLog& log() const { return log_; }
  // Every status line since the last call, the oldest first (`session` lines each count).
  std::vector<control::StatusLine> takeStatusLines();

 private:
  // Why a process that is being ended is.
  enum class Ending { Asked, NotReady };
  enum class Step { InputClosed, Terminated, Killed };

  void launch(bool byItself);
  void takeOutput();
  void takeStatus(const std::string& line);
  void noteDropped(TimePoint now);
  void onExit(TimePoint now);
  std::string howItEnded() const;
  void onCrash(TimePoint now, const std::string& what);
  bool isFinal(const ExitStatus& exit) const;
  std::vector<LogLine> lastWords() const;
  void endNotReady(std::string why);
  void beginEnding(Ending why, Step step);
  void endHarder(TimePoint now);
  bool isMute(TimePoint now);
  void checkReadiness(TimePoint now);
  void become(ChildState state, std::string sentence);
  void note(std::string_view text);
  std::string sentence(TimePoint now) const;

  // Borrowed.
  const SupervisionParts parts_;
  // Owned.
  ChildSpec spec_;
  std::unique_ptr<ChildProcess> process_;
  RestartPolicy policy_;
  ChildLog log_;
  // State.
  ChildState state_ = ChildState::Stopped;
  bool wanted_ = false;
  bool changed_ = false;
  bool startedByItself_ = false;
  bool muteNoted_ = false;
  std::string sentence_ = "Not started.";
  std::optional<ExitStatus> lastExit_;
  int restarts_ = 0;
  std::uint64_t linesBefore_ = 0;  // number of the newest line of the log when the process was started
  std::string notReady_;           // why one is ended that is not ready: "did not get ready within 10 s"
  TimePoint startedAt_{};
  std::optional<TimePoint> readyAt_;
  std::optional<TimePoint> muteAt_;  // when closed output is taken to be meant so
  std::optional<TimePoint> nextStart_;
  Ending ending_ = Ending::Asked;
  Step step_ = Step::InputClosed;
  TimePoint harderAt_{};
  std::uint64_t droppedBefore_ = 0;  // by processes before this one
  std::uint64_t droppedNoted_ = 0;   // of this one, already said
  TimePoint nextDropNote_{};
  LastStatus status_;
  std::deque<control::StatusLine> waitingStatus_;
};

}  // namespace zoetrope::launcher
