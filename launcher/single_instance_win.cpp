// SPDX-License-Identifier: MIT
// The mutex and the pipe belong to the user's session of Windows; the folder is not used, a display there is none.
#include "launcher/single_instance.h"
#include "launcher/windows_win.h"

#include <array>

namespace zoetrope::launcher {
namespace {

constexpr std::string_view kAnswer = "ok\n";
constexpr DWORD kTryAgainAfterMs = 50;
constexpr DWORD kPipeBytes = 4096;

std::wstring sessionName(const wchar_t* beginning) {
  DWORD session = 0;
  ::ProcessIdToSessionId(::GetCurrentProcessId(), &session);
  return beginning + std::to_wstring(session);
}

Error systemError(const std::string& what) { return {what + ": " + systemMessage(::GetLastError()) + "."}; }

// Whether the first one has taken the line.
bool hand(const std::wstring& pipeName, const std::string& line, const Clock& clock, TimePoint until) {
  const Handle pipe(
      ::CreateFileW(pipeName.c_str(), GENERIC_READ | GENERIC_WRITE, 0, nullptr, OPEN_EXISTING, 0, nullptr));
  DWORD mode = PIPE_READMODE_BYTE | PIPE_NOWAIT;
  // The user has just started us: only we can let the first one's window come to the front.
  ULONG first = 0;
  if (pipe.open() && ::GetNamedPipeServerProcessId(pipe.get(), &first)) ::AllowSetForegroundWindow(first);
  if (!pipe.open() || !::SetNamedPipeHandleState(pipe.get(), &mode, nullptr, nullptr)) return false;
  DWORD written = 0;
  if (!::WriteFile(pipe.get(), line.data(), static_cast<DWORD>(line.size()), &written, nullptr) ||
      written != line.size())
    return false;
  std::string answer;
  while (answer.size() < kAnswer.size() && clock.now() < until) {
    char buffer[8];
    DWORD count = 0;
    if (::ReadFile(pipe.get(), buffer, sizeof buffer, &count, nullptr))
      answer.append(buffer, count);
    else if (::GetLastError() == ERROR_NO_DATA)
      ::Sleep(kTryAgainAfterMs);
    else
      return false;
  }
  return answer == kAnswer;
}

}  // namespace

struct SingleInstance::Parts {
  std::wstring mutexName = sessionName(L"Local\\zoetrope-launcher-");
  std::wstring pipeName = sessionName(L"\\\\.\\pipe\\zoetrope-launcher-");
  Handle mutex;
  Handle pipe;
  std::string text;
  std::optional<TimePoint> until;  // while a peer is connected
  bool answered = false;

  Result<bool> tryLock();
  Result<void> listen();
  void hangUp();
  void serve(TimePoint now, std::vector<InstanceMessage>& messages);
};

// True: we are the first. The name goes with the last handle to it, however its process ends.
Result<bool> SingleInstance::Parts::tryLock() {
  Handle made(::CreateMutexW(nullptr, FALSE, mutexName.c_str()));
  const bool existed = ::GetLastError() == ERROR_ALREADY_EXISTS;
  if (!made.open()) return systemError("Cannot make the launcher's mutex");
  if (existed) return false;
  mutex = std::move(made);
  return true;
}

// Only this user may connect (the pipe's default rights let others read at most), and nobody from the network.
Result<void> SingleInstance::Parts::listen() {
  pipe = Handle(::CreateNamedPipeW(pipeName.c_str(), PIPE_ACCESS_DUPLEX | FILE_FLAG_FIRST_PIPE_INSTANCE,
                                   PIPE_TYPE_BYTE | PIPE_READMODE_BYTE | PIPE_NOWAIT | PIPE_REJECT_REMOTE_CLIENTS, 1,
                                   kPipeBytes, static_cast<DWORD>(kMaxMessageBytes), 0, nullptr));
  if (!pipe.open()) return systemError("Cannot make the launcher's pipe");
  return {};
}

void SingleInstance::Parts::hangUp() {
  ::DisconnectNamedPipe(pipe.get());
  text.clear();
  until.reset();
  answered = false;
}

// A peer that was answered closes when it has read that; one that does not is cut off when its time is over.
void SingleInstance::Parts::serve(TimePoint now, std::vector<InstanceMessage>& messages) {
  std::array<char, kPipeBytes> buffer;
  DWORD count = 0;
  ::SetLastError(ERROR_SUCCESS);
  while (::ReadFile(pipe.get(), buffer.data(), kPipeBytes, &count, nullptr) && count > 0) {
    text.append(buffer.data(), count);
    if (text.size() > kMaxMessageBytes) return hangUp();
    const std::size_t end = text.find('\n');
    if (answered || end == std::string::npos) continue;
    auto message = parseInstanceMessage(std::string_view(text).substr(0, end));
    if (!message) return hangUp();
    messages.push_back(std::move(*message));
    answered = true;
    DWORD written = 0;
    ::WriteFile(pipe.get(), kAnswer.data(), static_cast<DWORD>(kAnswer.size()), &written, nullptr);
  }
  if (::GetLastError() == ERROR_BROKEN_PIPE || now >= *until) hangUp();
}

SingleInstance::SingleInstance(std::filesystem::path, std::string_view) : parts_(std::make_unique<Parts>()) {}

SingleInstance::~SingleInstance() = default;

Result<SingleInstance::Role> SingleInstance::begin(const InstanceMessage& message, const Clock& clock) {
  const std::string line = serializeInstanceMessage(message) + "\n";
  if (line.size() > kMaxMessageBytes) return Error{"What is to be opened has too long a name."};
  const TimePoint until = clock.now() + kAnswerTime;
  do {
    const auto locked = parts_->tryLock();
    if (!locked) return locked.error();
    if (*locked) {
      if (const auto listening = parts_->listen(); !listening) return listening.error();
      return Role::First;
    }
    if (hand(parts_->pipeName, line, clock, until)) return Role::Second;
    ::Sleep(kTryAgainAfterMs);
  } while (clock.now() < until);
  return Error{"Zoetrope is running already, but its window does not answer."};
}

std::vector<InstanceMessage> SingleInstance::poll(const Clock& clock) {
  std::vector<InstanceMessage> messages;
  if (!parts_->pipe.open()) return messages;
  const TimePoint now = clock.now();
  if (!parts_->until) {
    // In this mode it succeeds when it begins to listen, and says ERROR_PIPE_CONNECTED when somebody is there.
    const bool begun = ::ConnectNamedPipe(parts_->pipe.get(), nullptr) != 0;
    const DWORD state = begun ? ERROR_PIPE_LISTENING : ::GetLastError();
    if (state == ERROR_NO_DATA) parts_->hangUp();  // it has gone before we looked
    if (state != ERROR_PIPE_CONNECTED) return messages;
    parts_->until = now + kPeerTime;
  }
  parts_->serve(now, messages);
  return messages;
}

std::vector<int> SingleInstance::descriptors() const { return {}; }

}  // namespace zoetrope::launcher
