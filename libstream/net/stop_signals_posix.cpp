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

StopSignals::StopSignals(Loop& loop, std::function<void(const std::string&)> onStop)
    : loop_(loop), onStop_(std::move(onStop)) {
  if (::pipe(signalPipe.data()) != 0) throw std::system_error(errno, std::generic_category(), "pipe");
  for (const int handle : signalPipe) {
    ::fcntl(handle, F_SETFL, O_NONBLOCK);
    ::fcntl(handle, F_SETFD, FD_CLOEXEC);
  }
  watch_ = loop_.watch(signalPipe[0], Interest::Read, [this](Ready) { onReadable(); });
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) listenTo(signal);
}

StopSignals::~StopSignals() {
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) ::signal(signal, SIG_DFL);
  loop_.unwatch(watch_);
  for (int& handle : signalPipe) {
    ::close(handle);
    handle = -1;
  }
}

void StopSignals::onReadable() {
  char signal = 0;
  if (::read(signalPipe[0], &signal, 1) != 1) return;
  onStop_(signal == SIGINT ? "Ctrl-C" : signal == SIGTERM ? "SIGTERM" : "the terminal closed");
}

StdinWatcher::StdinWatcher(Loop& loop, std::function<void()> onClosed, Handle handle)
    : loop_(loop), onClosed_(std::move(onClosed)), handle_(handle), later_(loop) {
  watch_ = loop_.watch(handle_, Interest::Read, [this](Ready) { onReadable(); });
  // Files and /dev/null cannot be waited for and never block: read on until their end.
  if (watch_ == 0) later_.set(loop_.now(), [this] { onReadable(); });
}

void StdinWatcher::onReadable() {
  std::array<char, 4096> rest;
  // The handle may be shared with others (a terminal), so it stays blocking: only what is there is read.
  pollfd ready{handle_, POLLIN, 0};
  while (::poll(&ready, 1, 0) > 0) {
    const ssize_t count = ::read(handle_, rest.data(), rest.size());
    if (count > 0 || (count < 0 && (errno == EINTR || errno == EAGAIN))) continue;
    loop_.unwatch(watch_);
    watch_ = 0;
    const auto call = onClosed_;
    return call();
  }
}

}  // namespace zoetrope::net
