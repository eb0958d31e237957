// SPDX-License-Identifier: MIT
#include "libstream/net/stop_signals.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <system_error>
#include <unistd.h>

namespace zoetrope::net {

namespace {

// Input that never ends (yes, /dev/zero) leaves the loop to its other work: so much at a time, and then a rest.
constexpr std::size_t kMostAtOnce = 64 * 1024;
constexpr Duration kRest = std::chrono::milliseconds(10);

// A signal handler can only reach what is global: the pipe that wakes the loop.
std::array<int, 2> signalPipe{-1, -1};

void onSignal(int signal) {
  const int savedError = errno;
  const char byte = static_cast<char>(signal);
  [[maybe_unused]] const ssize_t written = ::write(signalPipe[1], &byte, 1);
  errno = savedError;
}

// SA_RESETHAND: a second Ctrl-C ends a program that does not manage to stop.
void listenTo(int signal) {
  struct sigaction action {};
  action.sa_handler = onSignal;
  action.sa_flags = static_cast<int>(SA_RESETHAND | SA_RESTART);
  ::sigaction(signal, &action, nullptr);
}

}  // namespace

struct StopSignals::Parts {
  void onReadable() {
    char signal = 0;
    if (::read(signalPipe[0], &signal, 1) != 1) return;
    onStop(signal == SIGINT ? "Ctrl-C" : signal == SIGTERM ? "SIGTERM" : "the terminal closed");
  }

  Loop& loop;
  std::function<void(const std::string&)> onStop;
  WatchId watch = 0;
};

StopSignals::StopSignals(Loop& loop, std::function<void(const std::string&)> onStop)
    : parts_(std::make_unique<Parts>(Parts{loop, std::move(onStop)})) {
  if (::pipe(signalPipe.data()) != 0) throw std::system_error(errno, std::generic_category(), "pipe");
  for (const int handle : signalPipe) {
    ::fcntl(handle, F_SETFL, O_NONBLOCK);
    ::fcntl(handle, F_SETFD, FD_CLOEXEC);
  }
  parts_->watch = loop.watch(signalPipe[0], Interest::Read, [this](Ready) { parts_->onReadable(); });
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) listenTo(signal);
}

StopSignals::~StopSignals() {
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) ::signal(signal, SIG_DFL);
  parts_->loop.unwatch(parts_->watch);
  for (int& handle : signalPipe) {
    ::close(handle);
    handle = -1;
  }
}

struct StdinWatcher::Parts {
  void onReadable();
  void rest();

  Loop& loop;
  std::function<void()> onClosed;
  int descriptor;
  WatchId watch = 0;
  Timer later;
};

void StdinWatcher::Parts::onReadable() {
  std::array<char, 4096> thrownAway;
  // It may be shared with others (a terminal), so it stays blocking: only what is there is read.
  pollfd ready{descriptor, POLLIN, 0};
  for (std::size_t bytes = 0; ::poll(&ready, 1, 0) > 0; bytes += thrownAway.size()) {
    if (bytes >= kMostAtOnce) return rest();
    const ssize_t count = ::read(descriptor, thrownAway.data(), thrownAway.size());
    if (count > 0 || (count < 0 && (errno == EINTR || errno == EAGAIN))) continue;
    loop.unwatch(watch);
    watch = 0;
    const auto call = onClosed;
    return call();
  }
}

void StdinWatcher::Parts::rest() {
  loop.setInterest(watch, Interest::None);
  later.setAfter(kRest, [this] {
    loop.setInterest(watch, Interest::Read);
    onReadable();
  });
}

StdinWatcher::StdinWatcher(Loop& loop, std::function<void()> onClosed, int descriptor)
    : parts_(new Parts{loop, std::move(onClosed), descriptor, 0, Timer(loop)}) {
  parts_->watch = loop.watch(descriptor, Interest::Read, [this](Ready) { parts_->onReadable(); });
  // Files and /dev/null cannot be waited for and never block: read on until their end.
  if (parts_->watch == 0) parts_->later.set(loop.now(), [this] { parts_->onReadable(); });
}

StdinWatcher::~StdinWatcher() { parts_->loop.unwatch(parts_->watch); }

}  // namespace zoetrope::net
