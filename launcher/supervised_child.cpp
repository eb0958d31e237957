// SPDX-License-Identifier: MIT
#include "launcher/supervised_child.h"

#include "launcher/argv_text.h"

#include <algorithm>
#include <cstdio>
#include <utility>

namespace zoetrope::launcher {
namespace {

std::string capitalised(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

// "0.4 s", "12 s".
std::string inSeconds(Duration duration) {
  const double seconds = std::max(toSeconds(duration), 0.0);
  char text[32];
  std::snprintf(text, sizeof text, seconds < 9.95 ? "%.1f s" : "%.0f s", seconds);
  return text;
}

std::string wholeSeconds(Duration duration) {
  return std::to_string(std::chrono::duration_cast<std::chrono::seconds>(duration).count()) + " s";
}

// Whether a line that it wrote tells no more than the sentence that stands above it: a program's last words are the
// reason that its status line gave, too.
bool isInSentence(std::string_view line, std::string_view sentence) {
  constexpr std::string_view kBeforeText = ": ";
  if (const std::size_t name = line.find(kBeforeText); name != line.npos && line.substr(0, name).find(' ') == line.npos)
    line.remove_prefix(name + kBeforeText.size());
  if (line.ends_with('.')) line.remove_suffix(1);
  return sentence.find(line) != sentence.npos;
}

std::string ordinal(int number) {
  const bool teen = number % 100 >= 11 && number % 100 <= 13;
  const int last = teen ? 0 : number % 10;
  return std::to_string(number) + (last == 1 ? "st" : last == 2 ? "nd" : last == 3 ? "rd" : "th");
}

// A player says `starting` before it has opened anything.
bool isReadiness(const control::StatusLine& line) {
  const auto* state = std::get_if<control::StateLine>(&line);
  return std::holds_alternative<control::Listening>(line) || (state != nullptr && state->state != "starting");
}

}  // namespace

std::string_view word(ChildState state) {
  switch (state) {
    case ChildState::Stopped:
      return "stopped";
    case ChildState::Starting:
      return "starting";
    case ChildState::Running:
      return "running";
    case ChildState::Stopping:
      return "stopping";
    case ChildState::WaitingToRestart:
      return "waiting";
    case ChildState::GivenUp:
      return "given up";
    case ChildState::Failed:
      return "failed";
  }
  return "stopped";
}

SupervisedChild::SupervisedChild(SupervisionParts parts, ChildSpec spec) : parts_(parts), spec_(std::move(spec)) {}

SupervisedChild::~SupervisedChild() {
  if (!process_) return;
  const ProcessId pid = process_->pid();
  process_.reset();
  if (parts_.ledger) parts_.ledger->onEnded(pid);
}

void SupervisedChild::start() {
  wanted_ = true;
  changed_ = true;
  if (process_) return;
  policy_.reset();
  restarts_ = 0;
  launch(false);
}

void SupervisedChild::stop() {
  wanted_ = false;
  changed_ = true;
  if (state_ == ChildState::Starting || state_ == ChildState::Running)
    beginEnding(Ending::Asked, Step::InputClosed);
  else if (process_)
    ending_ = Ending::Asked;
  else if (state_ != ChildState::Stopped)
    become(ChildState::Stopped, "Stopped.");
}

void SupervisedChild::restart() {
  stop();
  policy_.reset();
  restarts_ = 0;
  start();
}

bool SupervisedChild::tick() {
  const TimePoint now = parts_.clock.now();
  if (process_) {
    process_->poll();
    takeOutput();
    noteDropped(now);
    if (process_->exit())
      onExit(now);
    else if (state_ == ChildState::Stopping)
      endHarder(now);
    else
      checkReadiness(now);
  }
  if (state_ == ChildState::WaitingToRestart && now >= *nextStart_) launch(true);
  return std::exchange(changed_, false);
}

std::optional<TimePoint> SupervisedChild::nextTime() const {
  const bool mutePending = muteAt_ && !muteNoted_;
  if (state_ == ChildState::Starting) {
    const TimePoint late = startedAt_ + spec_.readyWithin;
    return mutePending ? std::min(late, *muteAt_) : late;
  }
  if (state_ == ChildState::Running && mutePending) return muteAt_;
  if (state_ == ChildState::Stopping && step_ != Step::Killed) return harderAt_;
  return nextStart_;
}

std::vector<int> SupervisedChild::descriptors() const {
  return process_ ? process_->descriptors() : std::vector<int>{};
}

ChildSnapshot SupervisedChild::snapshot() const {
  const TimePoint now = parts_.clock.now();
  ChildSnapshot shown{.name = spec_.name,
                      .state = state_,
                      .wanted = wanted_,
                      .sentence = sentence(now),
                      .pid = std::nullopt,
                      .uptime = std::nullopt,
                      .restarts = restarts_,
                      .untilNextStart = std::nullopt,
                      .lastExit = lastExit_,
                      .status = status_,
                      .lastLines = {},
                      .newestLogLine = log_.newest(),
                      .droppedLines = droppedBefore_ + droppedNoted_};
  if (process_) {
    shown.pid = process_->pid();
    shown.uptime = now - startedAt_;
  }
  if (nextStart_) shown.untilNextStart = std::max(*nextStart_ - now, Duration::zero());
  if (state_ == ChildState::GivenUp || state_ == ChildState::Failed) shown.lastLines = lastWords();
  return shown;
}

// Notes of ours and status lines are for the log; what a person can use is what it wrote for people.
std::vector<LogLine> SupervisedChild::lastWords() const {
  std::vector<LogLine> words = log_.after(linesBefore_);
  std::erase_if(words, [this](const LogLine& line) {
    return line.kind == LogLine::Kind::Note || isInSentence(line.text, sentence_) ||
           (line.kind == LogLine::Kind::Out && control::parseStatusLine(line.text).ok());
  });
  if (words.size() > kLastLines) words.erase(words.begin(), words.end() - kLastLines);
  return words;
}

std::vector<control::StatusLine> SupervisedChild::takeStatusLines() {
  std::vector<control::StatusLine> taken(std::make_move_iterator(waitingStatus_.begin()),
                                         std::make_move_iterator(waitingStatus_.end()));
  waitingStatus_.clear();
  return taken;
}

void SupervisedChild::launch(bool byItself) {
  status_.clear();
  readyAt_.reset();
  nextStart_.reset();
  muteAt_.reset();
  muteNoted_ = false;
  startedByItself_ = byItself;
  droppedBefore_ += std::exchange(droppedNoted_, 0);
  if (byItself) ++restarts_;

  note("Starting: " + commandLine(spec_.command.argv));
  linesBefore_ = log_.newest();
  ChildCommand command = spec_.command;
  if (parts_.ledger) command.environment.merge(parts_.ledger->environment());
  auto started = parts_.starter.start(command);
  if (!started) {
    lastExit_.reset();
    become(ChildState::Failed, started.error().message);
    note(started.error().message);
    return;
  }
  process_ = std::move(*started);
  startedAt_ = parts_.clock.now();
  if (parts_.ledger) parts_.ledger->onStarted(spec_.name, process_->pid(), process_->startMark());
  become(ChildState::Starting, "Starting.");
}

void SupervisedChild::takeOutput() {
  for (const OutputLine& line : process_->takeLines()) {
    if (line.stream == OutputLine::Stream::Out)
      takeStatus(line.text);
    else
      log_.add(LogLine::Kind::Err, parts_.clock.wallNow(), line.text);
    changed_ = true;
  }
}

void SupervisedChild::takeStatus(const std::string& line) {
  const auto parsed = control::parseStatusLine(line);
  if (!parsed || !std::holds_alternative<control::StatsLine>(*parsed))
    log_.add(LogLine::Kind::Out, parts_.clock.wallNow(), line);
  if (!parsed) return;
  status_.keep(*parsed);
  waitingStatus_.push_back(*parsed);
  if (waitingStatus_.size() > kMaxWaitingStatus) waitingStatus_.pop_front();

  if (!isReadiness(*parsed) || state_ != ChildState::Starting) return;
  readyAt_ = parts_.clock.now();
  become(ChildState::Running, "Running.");
}

void SupervisedChild::noteDropped(TimePoint now) {
  const std::uint64_t dropped = process_->droppedLines();
  if (dropped == droppedNoted_ || now < nextDropNote_) return;
  note("It writes faster than can be shown: " + std::to_string(dropped - droppedNoted_) + " lines were left out.");
  droppedNoted_ = dropped;
  nextDropNote_ = now + kDropNoteEvery;
}

void SupervisedChild::onExit(TimePoint now) {
  lastExit_ = process_->exit();
  if (parts_.ledger) parts_.ledger->onEnded(process_->pid());
  process_.reset();
  const bool ending = state_ == ChildState::Stopping;
  const std::string endedWell = ending ? "Stopped." : spec_.endedWell;
  note(lastExit_->isCode(0) ? endedWell : capitalised(describe(*lastExit_)) + ".");

  if (ending && ending_ == Ending::Asked) {
    if (wanted_)
      launch(false);
    else
      become(ChildState::Stopped, step_ == Step::Killed ? "Stopped; it had to be killed." : "Stopped.");
  } else if (!ending && lastExit_->isCode(0)) {
    wanted_ = false;
    become(ChildState::Stopped, spec_.endedWell);
  } else {
    onCrash(now, ending ? notReady_ : howItEnded());
  }
}

// With the reason that it gave in its last line.
std::string SupervisedChild::howItEnded() const {
  const auto* stopping = status_.last<control::Stopping>();
  std::string words = describe(*lastExit_);
  if (stopping && stopping->exitCode != 0 && lastExit_->isCode(stopping->exitCode)) words += ": " + stopping->reason;
  return words;
}

void SupervisedChild::onCrash(TimePoint now, const std::string& what) {
  const bool silent = state_ == ChildState::Stopping;
  if (spec_.restarts == ChildSpec::Restarts::Never || (!silent && isFinal(*lastExit_))) {
    become(ChildState::Failed, capitalised(what) + ".");
    return;
  }
  const Duration ran = readyAt_ ? now - *readyAt_ : Duration::zero();
  const std::optional<Duration> delay = policy_.onCrash(now, ran, parts_.random);
  if (!delay) {
    become(ChildState::GivenUp, capitalised(what) + ", " + std::to_string(policy_.recent()) + " times within " +
                                    wholeSeconds(RestartPolicy::kCrashesWithin) + "; it is not started again.");
    note(sentence_);
    return;
  }
  nextStart_ = now + *delay;
  become(ChildState::WaitingToRestart, capitalised(what));
  note(sentence(now));
}

bool SupervisedChild::isFinal(const ExitStatus& exit) const {
  if (spec_.restarts == ChildSpec::Restarts::Crashes && exit.kind == ExitStatus::Kind::Code) return true;
  if (startedByItself_ && exit.isCode(static_cast<int>(control::ExitCode::PortUnavailable))) return false;
  return std::any_of(kFinalCodes.begin(), kFinalCodes.end(),
                     [&exit](control::ExitCode code) { return exit.isCode(static_cast<int>(code)); });
}

void SupervisedChild::beginEnding(Ending why, Step step) {
  ending_ = why;
  step_ = step;
  process_->closeInput();
  if (step == Step::Terminated) process_->terminate();
  harderAt_ = parts_.clock.now() + (step == Step::Terminated ? kTerminateTime : kCloseTime);
  become(ChildState::Stopping, "Stopping.");
}

void SupervisedChild::endHarder(TimePoint now) {
  if (step_ == Step::Killed || now < harderAt_) return;
  if (step_ == Step::InputClosed) {
    note("It does not stop by itself after " + wholeSeconds(kCloseTime) + ": terminating it.");
    process_->terminate();
    step_ = Step::Terminated;
    harderAt_ = now + kTerminateTime;
  } else {
    note("It does not let itself be terminated within " + wholeSeconds(kTerminateTime) + ": killing it.");
    process_->kill();
    step_ = Step::Killed;
  }
}

bool SupervisedChild::isMute(TimePoint now) {
  if (process_->outputClosed() && !muteAt_) muteAt_ = now + kMuteGrace;
  return muteAt_ && now >= *muteAt_;
}

void SupervisedChild::checkReadiness(TimePoint now) {
  const bool mute = isMute(now);
  if (mute && !std::exchange(muteNoted_, true)) note("It has closed its output: what it does can no longer be told.");
  if (state_ != ChildState::Starting) return;
  if (!mute && now < startedAt_ + spec_.readyWithin) return;
  endNotReady(mute ? "closed its output before it was ready"
                   : "did not get ready within " + wholeSeconds(spec_.readyWithin));
}

void SupervisedChild::endNotReady(std::string why) {
  notReady_ = std::move(why);
  beginEnding(Ending::NotReady, Step::Terminated);
  become(ChildState::Stopping, capitalised(notReady_) + ": ending it.");
  note(sentence_);
}

void SupervisedChild::become(ChildState state, std::string sentence) {
  state_ = state;
  sentence_ = std::move(sentence);
  if (state != ChildState::WaitingToRestart) nextStart_.reset();
  changed_ = true;
}

void SupervisedChild::note(std::string_view text) {
  log_.add(LogLine::Kind::Note, parts_.clock.wallNow(), text);
  changed_ = true;
}

std::string SupervisedChild::sentence(TimePoint now) const {
  if (state_ != ChildState::WaitingToRestart) return sentence_;
  std::string text = sentence_ + ", starting again in " + inSeconds(*nextStart_ - now);
  if (policy_.inARow() > 1) text += ", " + ordinal(policy_.inARow()) + " time";
  return text + ".";
}

}  // namespace zoetrope::launcher
