// SPDX-License-Identifier: MIT
#include "launcher/child_process.h"
#include "launcher/descriptor_posix.h"
#include "launcher/line_splitter.h"
#include "launcher/process_identity.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>
#include <utility>

#ifdef __linux__
#include <sys/prctl.h>
#include <sys/syscall.h>
#endif

extern char** environ;

namespace zoetrope::launcher {
namespace {

constexpr int kLowestDescriptor = 10;  // ours stay clear of those that the child gets: 0, 1, 2 and the error pipe
constexpr int kErrorDescriptor = 3;    // in the child
constexpr std::size_t kLargestPipe = 1 << 20;  // Linux's limit for unprivileged users
constexpr std::chrono::milliseconds kReapTime{500};

struct Pipe {
  Descriptor readEnd;
  Descriptor writeEnd;
};

std::string reason(int error) { return std::generic_category().message(error); }

// Above the numbers that the child needs, and closed by exec.
Descriptor moved(int number) {
  Descriptor old(number);
  return Descriptor(::fcntl(number, F_DUPFD_CLOEXEC, kLowestDescriptor));
}

std::optional<Pipe> makePipe() {
  int ends[2];
#ifdef __linux__
  if (::pipe2(ends, O_CLOEXEC) != 0) return std::nullopt;
#else
  if (::pipe(ends) != 0) return std::nullopt;
#endif
  Pipe pipe{moved(ends[0]), moved(ends[1])};
  if (!pipe.readEnd.open() || !pipe.writeEnd.open()) return std::nullopt;
  return pipe;
}

void makeNonBlocking(int number) { ::fcntl(number, F_SETFL, ::fcntl(number, F_GETFL) | O_NONBLOCK); }

// What exec wants, made before fork: nothing may be allocated after it.
class ExecText {
 public:
  explicit ExecText(const ChildCommand& command) : arguments_(command.argv) {
    for (char** entry = environ; *entry; ++entry) {
      const std::string text = *entry;
      if (!command.environment.contains(text.substr(0, text.find('=')))) variables_.push_back(text);
    }
    for (const auto& [name, value] : command.environment) variables_.push_back(name + "=" + value);
    point(arguments_, argv_);
    point(variables_, envp_);
  }
  ExecText(const ExecText&) = delete;
  ExecText& operator=(const ExecText&) = delete;

  char* const* argv() const { return argv_.data(); }
  char* const* envp() const { return envp_.data(); }

 private:
  static void point(std::vector<std::string>& texts, std::vector<char*>& pointers) {
    for (std::string& text : texts) pointers.push_back(text.data());
    pointers.push_back(nullptr);
  }

  std::vector<std::string> arguments_;
  std::vector<std::string> variables_;
  std::vector<char*> argv_;
  std::vector<char*> envp_;
};

struct ChildEnds {
  int in;
  int out;
  int err;
  int error;  // errno of what went wrong before exec
};

// Nothing of the launcher is handed on by mistake: a display connection, say, or another child's pipe.
void closeOthers() {
#if defined(__linux__) && defined(SYS_close_range)
  if (::syscall(SYS_close_range, kErrorDescriptor + 1, ~0U, 0) == 0) return;
#endif
  const long most = std::min(::sysconf(_SC_OPEN_MAX), 65536L);
  for (int number = kErrorDescriptor + 1; number < most; ++number) ::close(number);
}

void resetSignals() {
  struct sigaction action {};
  action.sa_handler = SIG_DFL;
  for (int number = 1; number < NSIG; ++number) ::sigaction(number, &action, nullptr);
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
}

// The rest of the child's life before it is another program: only calls that are safe between fork and exec.
[[noreturn]] void becomeChild(const ChildEnds& ends, const ExecText& text, pid_t parent) {
#ifdef __linux__
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
  if (::getppid() != parent) ::_exit(127);  // it died before it could be told to take us with it
  ::setsid();
  if (::dup2(ends.error, kErrorDescriptor) >= 0 && ::fcntl(kErrorDescriptor, F_SETFD, FD_CLOEXEC) >= 0 &&
      ::dup2(ends.in, 0) >= 0 && ::dup2(ends.out, 1) >= 0 && ::dup2(ends.err, 2) >= 0) {
    closeOthers();
    resetSignals();
    ::execve(text.argv()[0], text.argv(), text.envp());
  }
  const int error = errno;
  [[maybe_unused]] const auto written = ::write(kErrorDescriptor, &error, sizeof error);
  ::_exit(127);
}

// No handler of ours runs in the child: signals wait until it has none.
pid_t forkChild(const ChildEnds& ends, const ExecText& text) {
  sigset_t all;
  sigset_t before;
  ::sigfillset(&all);
  ::pthread_sigmask(SIG_SETMASK, &all, &before);
  const pid_t parent = ::getpid();
  const pid_t pid = ::fork();
  if (pid == 0) becomeChild(ends, text, parent);
  const int error = errno;
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
  errno = error;
  return pid;
}

// Waits until the child is another program; errno if it could not become one.
int execError(int readEnd) {
  int error = 0;
  ssize_t count = 0;
  do {
    count = ::read(readEnd, &error, sizeof error);
  } while (count < 0 && errno == EINTR);
  return count == static_cast<ssize_t>(sizeof error) ? error : 0;
}

// Where SIGCHLD is ignored (some parents hand that on) the system forgets how children ended.
void keepExitStatuses() {
  struct sigaction action {};
  if (::sigaction(SIGCHLD, nullptr, &action) != 0 || action.sa_handler != SIG_IGN) return;
  action.sa_handler = SIG_DFL;
  ::sigaction(SIGCHLD, &action, nullptr);
}

Descriptor openProcess([[maybe_unused]] pid_t pid) {
#if defined(__linux__) && defined(SYS_pidfd_open)
  return Descriptor(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));  // closed by exec, always
#else
  return {};
#endif
}

ExitStatus exitStatus(int status) {
  if (WIFEXITED(status)) return ExitStatus::code(WEXITSTATUS(status));
  if (WIFSIGNALED(status)) return ExitStatus::signal(WTERMSIG(status));
  return {};
}

class PosixChild final : public ChildProcess {
 public:
  PosixChild(pid_t pid, Descriptor input, Descriptor out, Descriptor err)
      : pid_(pid), startMark_(startMarkOf(pid)), input_(std::move(input)), handle_(openProcess(pid)) {
    out_.descriptor = std::move(out);
    err_.descriptor = std::move(err);
  }

  ~PosixChild() override {
    kill();
    const int tries = static_cast<int>(kReapTime / std::chrono::milliseconds(5));
    for (int i = 0; i < tries && !exit_; ++i) {
      if (i > 0) ::poll(nullptr, 0, 5);
      reap();
    }
  }

  void poll() override {
    if (exit_) return;
    read(out_, kMaxBytesPerPoll);
    read(err_, kMaxBytesPerPoll);
    if (!reap()) return;
    // What it wrote last. Its own children may hold the pipes open: no waiting for their end.
    for (Stream* stream : {&out_, &err_}) {
      read(*stream, kLargestPipe);
      stream->lines.finish();
      stream->descriptor.close();
    }
    input_.close();
    handle_.close();
  }

  std::vector<OutputLine> takeLines() override {
    std::vector<OutputLine> taken;
    while (auto line = out_.lines.next()) taken.push_back({OutputLine::Stream::Out, std::move(*line)});
    while (auto line = err_.lines.next()) taken.push_back({OutputLine::Stream::Err, std::move(*line)});
    return taken;
  }

  std::uint64_t droppedLines() const override { return out_.lines.droppedLines() + err_.lines.droppedLines(); }
  bool outputClosed() const override { return !out_.descriptor.open(); }
  std::optional<ExitStatus> exit() const override { return exit_; }

  void closeInput() override { input_.close(); }
  void terminate() override { signal(SIGTERM); }
  void kill() override { signal(SIGKILL); }

  ProcessId pid() const override { return pid_; }
  std::uint64_t startMark() const override { return startMark_; }

  std::vector<int> descriptors() const override {
    std::vector<int> open;
    for (const Descriptor* descriptor : {&out_.descriptor, &err_.descriptor, &handle_})
      if (descriptor->open()) open.push_back(descriptor->get());
    return open;
  }

 private:
  struct Stream {
    Descriptor descriptor;
    LineSplitter lines;
  };

  static void read(Stream& stream, std::size_t most) {
    std::array<char, 16 * 1024> buffer;
    while (stream.descriptor.open() && most > 0) {
      const ssize_t count = ::read(stream.descriptor.get(), buffer.data(), std::min(buffer.size(), most));
      if (count < 0 && errno == EINTR) continue;
      if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return;
      if (count <= 0) {
        stream.lines.finish();
        stream.descriptor.close();
        return;
      }
      stream.lines.feed({buffer.data(), static_cast<std::size_t>(count)});
      most -= static_cast<std::size_t>(count);
    }
  }

  // Until it is reaped the pid is its own and nobody else's: signals cannot go astray.
  void signal(int number) {
    if (!exit_) ::kill(pid_, number);
  }

  bool reap() {
    int status = 0;
    const pid_t got = ::waitpid(pid_, &status, WNOHANG);
    if (got == pid_)
      exit_ = exitStatus(status);
    else if (got < 0 && errno == ECHILD)
      exit_ = ExitStatus{};
    return exit_.has_value();
  }

  const pid_t pid_;
  const std::uint64_t startMark_;
  // Owned.
  Descriptor input_;
  Descriptor handle_;
  Stream out_;
  Stream err_;
  std::optional<ExitStatus> exit_;
};

// With what can be done about it, where that is known.
std::string whyNot(const std::string& program, int error) {
  switch (error) {
    case ENOENT:
      return ::access(program.c_str(), F_OK) == 0 ? "something that it needs to run is missing"
                                                  : "there is no such program; installing Zoetrope anew brings it back";
    case EACCES:
      return "it is not executable for this user; installing Zoetrope anew mends that";
    case ENOEXEC:
      return "it is no program that this computer can run";
    default:
      return reason(error);
  }
}

Error cannotStart(const ChildCommand& command, int error) {
  const std::string program = command.argv.empty() ? std::string("a program") : command.argv[0];
  return {"Cannot start " + program + ": " + whyNot(program, error) + "."};
}

}  // namespace

Result<std::unique_ptr<ChildProcess>> SystemChildStarter::start(const ChildCommand& command) {
  if (command.argv.empty()) return cannotStart(command, EINVAL);
  keepExitStatuses();
  auto in = makePipe();
  auto out = makePipe();
  auto err = makePipe();
  auto error = makePipe();
  if (!in || !out || !err || !error) return cannotStart(command, errno);

  const ExecText text(command);
  const pid_t pid = forkChild(
      {.in = in->readEnd.get(), .out = out->writeEnd.get(), .err = err->writeEnd.get(), .error = error->writeEnd.get()},
      text);
  if (pid < 0) return cannotStart(command, errno);
  error->writeEnd.close();
  if (const int failed = execError(error->readEnd.get())) {
    ::waitpid(pid, nullptr, 0);
    return cannotStart(command, failed);
  }
  makeNonBlocking(out->readEnd.get());
  makeNonBlocking(err->readEnd.get());
  return {std::make_unique<PosixChild>(pid, std::move(in->writeEnd), std::move(out->readEnd), std::move(err->readEnd))};
}

void waitReadable(std::span<const int> descriptors, Duration longest) {
  std::vector<pollfd> waited;
  for (const int descriptor : descriptors) waited.push_back({.fd = descriptor, .events = POLLIN, .revents = 0});
  const auto milliseconds = std::chrono::ceil<std::chrono::milliseconds>(longest).count();
  ::poll(waited.data(), static_cast<nfds_t>(waited.size()),
         static_cast<int>(std::clamp<long long>(milliseconds, 0, 3'600'000)));
}

}  // namespace zoetrope::launcher
