// SPDX-License-Identifier: MIT
#include "launcher/argv_text.h"
#include "launcher/child_process.h"
#include "launcher/line_splitter.h"
#include "launcher/process_identity.h"
#include "launcher/windows_win.h"

#include <algorithm>
#include <array>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace zoetrope::launcher {
namespace {

constexpr UINT kKilledStatus = 0xC000013A;  // "interrupted": what a Ctrl-C leaves behind
// How long the output may take to come to its end after the process has; its own children may hold the pipes open.
constexpr ULONGLONG kOutputEndsWithinMs = 500;
constexpr DWORD kReapMs = 500;
constexpr DWORD kShortWaitMs = 20;

struct Pipe {
  Handle readEnd;
  Handle writeEnd;
};

// One end, the child's, can be handed on.
bool makePipe(Pipe& pipe, bool childReads) {
  SECURITY_ATTRIBUTES inherited{sizeof inherited, nullptr, TRUE};
  HANDLE readEnd = nullptr;
  HANDLE writeEnd = nullptr;
  if (!::CreatePipe(&readEnd, &writeEnd, &inherited, 0)) return false;
  pipe.readEnd = Handle(readEnd);
  pipe.writeEnd = Handle(writeEnd);
  return ::SetHandleInformation(childReads ? writeEnd : readEnd, HANDLE_FLAG_INHERIT, 0) != 0;
}

// Ends all children with the launcher, however that ends: its last handle goes with the process. What children start
// themselves is not in it. Null where there is none: then nothing can be started.
HANDLE jobOfAllChildren() {
  static const HANDLE job = [] {
    HANDLE made = ::CreateJobObjectW(nullptr, nullptr);
    JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits{};
    limits.BasicLimitInformation.LimitFlags = JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE | JOB_OBJECT_LIMIT_SILENT_BREAKAWAY_OK;
    if (made && !::SetInformationJobObject(made, JobObjectExtendedLimitInformation, &limits, sizeof limits)) {
      ::CloseHandle(made);
      made = nullptr;
    }
    return made;
  }();
  return job;
}

bool sameName(std::wstring_view a, std::wstring_view b) {
  return ::CompareStringOrdinal(a.data(), static_cast<int>(a.size()), b.data(), static_cast<int>(b.size()), TRUE) ==
         CSTR_EQUAL;
}

// NAME=VALUE, each ended by a zero, one more at the end.
std::wstring environmentBlock(const std::map<std::string, std::string>& added) {
  std::wstring block;
  wchar_t* const ours = ::GetEnvironmentStringsW();
  for (const wchar_t* entry = ours; entry && *entry; entry += std::wstring_view(entry).size() + 1) {
    const std::wstring_view text = entry;
    const std::wstring_view name = text.substr(0, text.find(L'=', 1));  // "=C:=C:\…" begins with one
    const bool replaced =
        std::any_of(added.begin(), added.end(), [&](const auto& pair) { return sameName(wide(pair.first), name); });
    if (!replaced) block.append(text).push_back(L'\0');
  }
  if (ours) ::FreeEnvironmentStringsW(ours);
  for (const auto& [name, value] : added) block.append(wide(name + "=" + value)).push_back(L'\0');
  block.push_back(L'\0');
  return block;
}

// One of the child's streams: shared with the thread that reads it, which may outlive the child's object when a process
// that the child started holds the pipe open.
class Stream {
 public:
  explicit Stream(Handle pipe) : pipe_(std::move(pipe)) {}

  static std::shared_ptr<Stream> start(Handle pipe) {
    auto stream = std::make_shared<Stream>(std::move(pipe));
    std::thread([stream] { stream->run(); }).detach();
    return stream;
  }

  // Lets the thread read on.
  void poll() {
    const std::lock_guard lock(mutex_);
    budget_ = ChildProcess::kMaxBytesPerPoll;
    mayRead_.notify_one();
  }
  bool ended() const {
    const std::lock_guard lock(mutex_);
    return ended_;
  }
  // What comes from now on is read and forgotten.
  void abandon() {
    const std::lock_guard lock(mutex_);
    if (!abandoned_) lines_.finish();
    abandoned_ = true;
    mayRead_.notify_one();
  }
  std::optional<std::string> next() {
    const std::lock_guard lock(mutex_);
    return lines_.next();
  }
  std::uint64_t droppedLines() const {
    const std::lock_guard lock(mutex_);
    return lines_.droppedLines();
  }

 private:
  void run() {
    std::array<char, 16 * 1024> buffer;
    while (true) {
      DWORD count = 0;
      const bool read = ::ReadFile(pipe_.get(), buffer.data(), static_cast<DWORD>(buffer.size()), &count, nullptr) != 0;
      std::unique_lock lock(mutex_);
      if (!read) {
        if (!abandoned_) lines_.finish();
        ended_ = true;
        return;
      }
      if (!abandoned_) lines_.feed({buffer.data(), count});
      budget_ -= std::min<std::size_t>(budget_, count);
      mayRead_.wait(lock, [this] { return budget_ > 0 || abandoned_; });
    }
  }

  Handle pipe_;  // the thread's
  // Guarded by mutex_.
  mutable std::mutex mutex_;
  std::condition_variable mayRead_;
  LineSplitter lines_;
  std::size_t budget_ = ChildProcess::kMaxBytesPerPoll;
  bool ended_ = false;
  bool abandoned_ = false;
};

ExitStatus exitStatus(HANDLE process) {
  constexpr DWORD kSeverityError = 0xC0000000;
  constexpr DWORD kBreakpoint = 0x80000003;
  DWORD code = 0;
  if (!::GetExitCodeProcess(process, &code)) return {};
  if (code >= kSeverityError || code == kBreakpoint) return {ExitStatus::Kind::Exception, code};
  return ExitStatus::code(static_cast<std::int32_t>(code));
}

class WindowsChild final : public ChildProcess {
 public:
  WindowsChild(Handle process, DWORD pid, Handle input, Handle out, Handle err)
      : process_(std::move(process)),
        pid_(pid),
        input_(std::move(input)),
        out_(Stream::start(std::move(out))),
        err_(Stream::start(std::move(err))) {}

  ~WindowsChild() override {
    kill();
    if (!exit_) ::WaitForSingleObject(process_.get(), kReapMs);
    out_->abandon();
    err_->abandon();
  }

  void poll() override {
    if (exit_) return;
    out_->poll();
    err_->poll();
    if (::WaitForSingleObject(process_.get(), 0) != WAIT_OBJECT_0) return;
    if (endedAtMs_ == 0) endedAtMs_ = std::max<ULONGLONG>(::GetTickCount64(), 1);
    const bool waiting = ::GetTickCount64() - endedAtMs_ < kOutputEndsWithinMs;
    if (waiting && !(out_->ended() && err_->ended())) return;
    out_->abandon();
    err_->abandon();
    input_.close();
    exit_ = exitStatus(process_.get());
  }

  std::vector<OutputLine> takeLines() override {
    std::vector<OutputLine> taken;
    while (auto line = out_->next()) taken.push_back({OutputLine::Stream::Out, std::move(*line)});
    while (auto line = err_->next()) taken.push_back({OutputLine::Stream::Err, std::move(*line)});
    return taken;
  }

  std::uint64_t droppedLines() const override { return out_->droppedLines() + err_->droppedLines(); }
  bool outputClosed() const override { return out_->ended(); }
  std::optional<ExitStatus> exit() const override { return exit_; }

  void closeInput() override { input_.close(); }
  void terminate() override { kill(); }
  void kill() override {
    if (!exit_) ::TerminateProcess(process_.get(), kKilledStatus);
  }

  ProcessId pid() const override { return pid_; }
  std::uint64_t startMark() const override { return startMarkOf(pid_); }
  std::vector<int> descriptors() const override { return {}; }

 private:
  // Owned.
  Handle process_;
  const ProcessId pid_;
  Handle input_;
  const std::shared_ptr<Stream> out_;
  const std::shared_ptr<Stream> err_;
  // State.
  ULONGLONG endedAtMs_ = 0;
  std::optional<ExitStatus> exit_;
};

// Exactly these handles are handed on, whatever else can be.
class InheritedHandles {
 public:
  explicit InheritedHandles(std::array<HANDLE, 3> handles) : handles_(handles) {
    SIZE_T size = 0;
    ::InitializeProcThreadAttributeList(nullptr, 1, 0, &size);
    memory_.resize(size);
    auto* const list = reinterpret_cast<LPPROC_THREAD_ATTRIBUTE_LIST>(memory_.data());
    if (!::InitializeProcThreadAttributeList(list, 1, 0, &size)) return;
    list_ = list;
    good_ = ::UpdateProcThreadAttribute(list_, 0, PROC_THREAD_ATTRIBUTE_HANDLE_LIST, handles_.data(),
                                        sizeof(HANDLE) * handles_.size(), nullptr, nullptr) != 0;
  }
  ~InheritedHandles() {
    if (list_) ::DeleteProcThreadAttributeList(list_);
  }
  InheritedHandles(const InheritedHandles&) = delete;
  InheritedHandles& operator=(const InheritedHandles&) = delete;

  bool good() const { return good_; }
  LPPROC_THREAD_ATTRIBUTE_LIST list() const { return list_; }

 private:
  std::array<HANDLE, 3> handles_;
  std::vector<char> memory_;
  LPPROC_THREAD_ATTRIBUTE_LIST list_ = nullptr;
  bool good_ = false;
};

bool createProcess(const ChildCommand& command, std::array<HANDLE, 3> streams, PROCESS_INFORMATION& made) {
  const InheritedHandles handles(streams);
  if (!handles.good()) return false;
  STARTUPINFOEXW startup{};
  startup.StartupInfo.cb = sizeof startup;
  startup.StartupInfo.dwFlags = STARTF_USESTDHANDLES;
  startup.StartupInfo.hStdInput = streams[0];
  startup.StartupInfo.hStdOutput = streams[1];
  startup.StartupInfo.hStdError = streams[2];
  startup.lpAttributeList = handles.list();
  std::wstring line = wide(windowsCommandLine(command.argv));
  std::wstring environment = environmentBlock(command.environment);
  // Suspended until it is in the job: it cannot run a moment without it.
  const DWORD flags = CREATE_SUSPENDED | CREATE_NO_WINDOW | CREATE_NEW_PROCESS_GROUP | CREATE_UNICODE_ENVIRONMENT |
                      EXTENDED_STARTUPINFO_PRESENT;
  return ::CreateProcessW(wide(command.argv[0]).c_str(), line.data(), nullptr, nullptr, TRUE, flags, environment.data(),
                          nullptr, &startup.StartupInfo, &made) != 0;
}

Error cannotStart(const ChildCommand& command, DWORD error) {
  return {"Cannot start " + (command.argv.empty() ? std::string("a program") : command.argv[0]) + ": " +
          systemMessage(error) + "."};
}

}  // namespace

Result<std::unique_ptr<ChildProcess>> SystemChildStarter::start(const ChildCommand& command) {
  if (command.argv.empty()) return cannotStart(command, ERROR_INVALID_PARAMETER);
  Pipe in, out, err;
  if (!makePipe(in, true) || !makePipe(out, false) || !makePipe(err, false))
    return cannotStart(command, ::GetLastError());
  PROCESS_INFORMATION made{};
  if (!createProcess(command, {in.readEnd.get(), out.writeEnd.get(), err.writeEnd.get()}, made))
    return cannotStart(command, ::GetLastError());
  Handle process(made.hProcess);
  const Handle thread(made.hThread);
  if (!::AssignProcessToJobObject(jobOfAllChildren(), process.get()) || ::ResumeThread(thread.get()) == DWORD(-1)) {
    const DWORD error = ::GetLastError();
    ::TerminateProcess(process.get(), kKilledStatus);
    return cannotStart(command, error);
  }
  return {std::make_unique<WindowsChild>(std::move(process), made.dwProcessId, std::move(in.writeEnd),
                                         std::move(out.readEnd), std::move(err.readEnd))};
}

void waitReadable(std::span<const int>, Duration longest) {
  const auto milliseconds = std::chrono::ceil<std::chrono::milliseconds>(longest).count();
  ::Sleep(static_cast<DWORD>(std::clamp<long long>(milliseconds, 0, kShortWaitMs)));
}

}  // namespace zoetrope::launcher
