// SPDX-License-Identifier: MIT
// The system tells a console program by a thread of its own; standard input is read by one of ours, which ends with it.
#include "libstream/net/stop_signals.h"

#include <array>
#include <io.h>
#include <mutex>
#include <thread>
#include <utility>
#include <windows.h>

namespace zoetrope::net {

namespace {

// How long a program whose console closes, or whose user logs off, may take to end in order; the system gives it 5 s.
constexpr DWORD kLastWordsMs = 4'500;

// A handler can only reach what is global.
struct Listening {
  std::mutex mutex;
  // Guarded by mutex.
  Loop* loop = nullptr;
  std::function<void(const std::string&)> onStop;
  bool asked = false;
};

Listening& listening() {
  static Listening it;
  return it;
}

const char* reasonOf(DWORD event) {
  switch (event) {
    case CTRL_C_EVENT:
      return "Ctrl-C";
    case CTRL_BREAK_EVENT:
      return "Ctrl-Break";
    case CTRL_CLOSE_EVENT:
      return "the console was closed";
    default:
      return "Windows ends the session";
  }
}

BOOL WINAPI onConsoleEvent(DWORD event) {
  const bool lastChance = event != CTRL_C_EVENT && event != CTRL_BREAK_EVENT;
  {
    const std::lock_guard lock(listening().mutex);
    if (listening().loop == nullptr) return FALSE;
    // A second Ctrl-C ends a program that does not manage to stop.
    if (std::exchange(listening().asked, true)) return FALSE;
    listening().loop->post([call = listening().onStop, why = reasonOf(event)] { call(why); });
  }
  // Returning ends the process at once.
  if (lastChance) ::Sleep(kLastWordsMs);
  return TRUE;
}

}  // namespace

struct StopSignals::Parts {};

StopSignals::StopSignals(Loop& loop, std::function<void(const std::string&)> onStop)
    : parts_(std::make_unique<Parts>()) {
  {
    const std::lock_guard lock(listening().mutex);
    listening().loop = &loop;
    listening().onStop = std::move(onStop);
    listening().asked = false;
  }
  ::SetConsoleCtrlHandler(onConsoleEvent, TRUE);
}

StopSignals::~StopSignals() {
  ::SetConsoleCtrlHandler(onConsoleEvent, FALSE);
  const std::lock_guard lock(listening().mutex);
  listening().loop = nullptr;
  listening().onStop = nullptr;
}

// Shared with the thread that reads, which stays in its read when the watcher goes before the input ends.
struct StdinWatcher::Parts {
  // From the thread: told on the loop, where the watcher may be gone meanwhile.
  static void closed(const std::shared_ptr<Parts>& self) {
    const std::lock_guard lock(self->mutex);
    if (self->loop != nullptr) self->loop->post([self] { self->tell(); });
  }
  void tell() {
    std::function<void()> call;
    {
      const std::lock_guard lock(mutex);
      if (loop != nullptr) call = onClosed;
    }
    if (call) call();
  }

  std::mutex mutex;
  // Guarded by mutex.
  Loop* loop = nullptr;  // null once the watcher is destroyed
  std::function<void()> onClosed;
};

StdinWatcher::StdinWatcher(Loop& loop, std::function<void()> onClosed, int descriptor)
    : parts_(std::make_shared<Parts>()) {
  parts_->loop = &loop;
  parts_->onClosed = std::move(onClosed);
  const auto handle = reinterpret_cast<HANDLE>(::_get_osfhandle(descriptor));
  std::thread([shared = parts_, handle] {
    std::array<char, 4096> rest;
    DWORD count = 0;
    while (::ReadFile(handle, rest.data(), static_cast<DWORD>(rest.size()), &count, nullptr) && count > 0) {
    }
    Parts::closed(shared);
  }).detach();
}

StdinWatcher::~StdinWatcher() {
  const std::lock_guard lock(parts_->mutex);
  parts_->loop = nullptr;
}

}  // namespace zoetrope::net
