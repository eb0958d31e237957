// SPDX-License-Identifier: MIT
#include "launcher/descriptor_posix.h"
#include "launcher/single_instance.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <system_error>

namespace zoetrope::launcher {
namespace {

constexpr std::string_view kAnswer = "ok\n";
constexpr std::chrono::milliseconds kTryAgainAfter{50};
#ifdef MSG_NOSIGNAL
constexpr int kNoSignal = MSG_NOSIGNAL;
#else
constexpr int kNoSignal = 0;
#endif

Error systemError(const std::string& what, int error) {
  return {what + ": " + std::generic_category().message(error) + "."};
}

std::string fileName(std::string_view display, const char* ending) {
  std::string name = "launcher";
  if (!display.empty()) name += '-';
  for (const char c : display) {
    const bool plain =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
    name += plain ? c : '_';
  }
  return name + ending;
}

Descriptor makeSocket() {
  Descriptor socket(::socket(AF_UNIX, SOCK_STREAM, 0));
  if (!socket.open()) return socket;
  ::fcntl(socket.get(), F_SETFD, FD_CLOEXEC);
  ::fcntl(socket.get(), F_SETFL, O_NONBLOCK);
#ifdef SO_NOSIGPIPE
  const int on = 1;
  ::setsockopt(socket.get(), SOL_SOCKET, SO_NOSIGPIPE, &on, sizeof on);
#endif
  return socket;
}

bool isOurs(int socket) {
#ifdef __linux__
  ucred peer{};
  socklen_t size = sizeof peer;
  return ::getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 && peer.uid == ::geteuid();
#else
  uid_t user = 0;
  gid_t group = 0;
  return ::getpeereid(socket, &user, &group) == 0 && user == ::geteuid();
#endif
}

// A folder of ours that nobody else may enter.
Result<void> makePrivateFolder(const std::filesystem::path& folder) {
  std::error_code error;
  if (folder.has_parent_path()) std::filesystem::create_directories(folder.parent_path(), error);
  if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST)
    return systemError("Cannot make " + folder.string(), errno);
  struct stat status {};
  if (::lstat(folder.c_str(), &status) != 0) return systemError("Cannot look at " + folder.string(), errno);
  if (!S_ISDIR(status.st_mode) || status.st_uid != ::geteuid() || (status.st_mode & (S_IWGRP | S_IWOTH)) != 0)
    return Error{folder.string() + " should be a folder in which only you can write."};
  if ((status.st_mode & 077) != 0 && ::chmod(folder.c_str(), 0700) != 0)
    return systemError("Cannot close " + folder.string() + " to others", errno);
  return {};
}

}  // namespace

struct SingleInstance::Parts {
  struct Peer {
    Descriptor socket;
    std::string text;
    TimePoint until;
  };

  std::filesystem::path folder;
  std::filesystem::path lockPath;
  std::filesystem::path socketPath;
  Descriptor lock;
  Descriptor listener;
  std::vector<Peer> peers;

  Result<bool> tryLock();
  Result<void> listen();
  Result<sockaddr_un> address() const;
  bool hand(const std::string& line, const Clock& clock, TimePoint until) const;
  void acceptPeers(TimePoint now);
  bool serve(Peer& peer, TimePoint now, std::vector<InstanceMessage>& messages) const;
};

// True: the lock is ours. It is the system's and goes with the process, however that ends; the file stays.
Result<bool> SingleInstance::Parts::tryLock() {
  Descriptor file(::open(lockPath.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!file.open()) return systemError("Cannot open " + lockPath.string(), errno);
  if (::flock(file.get(), LOCK_EX | LOCK_NB) != 0) {
    if (errno == EWOULDBLOCK) return false;
    return systemError("Cannot lock " + lockPath.string(), errno);
  }
  lock = std::move(file);
  return true;
}

Result<sockaddr_un> SingleInstance::Parts::address() const {
  sockaddr_un made{};
  made.sun_family = AF_UNIX;
  const std::string path = socketPath.string();
  if (path.size() >= sizeof made.sun_path) return Error{"The path " + path + " is too long for a socket."};
  std::memcpy(made.sun_path, path.c_str(), path.size() + 1);
  return made;
}

Result<void> SingleInstance::Parts::listen() {
  const auto where = address();
  if (!where) return where.error();
  ::unlink(socketPath.c_str());  // of a launcher that was killed: the lock says that none lives
  listener = makeSocket();
  if (!listener.open() || ::bind(listener.get(), reinterpret_cast<const sockaddr*>(&*where), sizeof *where) != 0 ||
      ::listen(listener.get(), kMaxPeers) != 0) {
    const int error = errno;
    listener.close();
    return systemError("Cannot listen on " + socketPath.string(), error);
  }
  return {};
}

// Whether the first one has taken the line.
bool SingleInstance::Parts::hand(const std::string& line, const Clock& clock, TimePoint until) const {
  const auto where = address();
  const Descriptor socket = makeSocket();
  if (!where || !socket.open()) return false;
  if (::connect(socket.get(), reinterpret_cast<const sockaddr*>(&*where), sizeof *where) != 0) return false;
  if (!isOurs(socket.get())) return false;
  if (::send(socket.get(), line.data(), line.size(), kNoSignal) != static_cast<ssize_t>(line.size())) return false;
  std::string answer;
  for (TimePoint now = clock.now(); now < until && answer.size() < kAnswer.size(); now = clock.now()) {
    pollfd waited{.fd = socket.get(), .events = POLLIN, .revents = 0};
    ::poll(&waited, 1, static_cast<int>(std::chrono::ceil<std::chrono::milliseconds>(until - now).count()));
    char buffer[8];
    const ssize_t count = ::recv(socket.get(), buffer, sizeof buffer, 0);
    if (count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR)) return false;
    if (count > 0) answer.append(buffer, static_cast<std::size_t>(count));
  }
  return answer == kAnswer;
}

void SingleInstance::Parts::acceptPeers(TimePoint now) {
  while (true) {
    Descriptor socket(::accept(listener.get(), nullptr, nullptr));
    if (!socket.open()) return;
    ::fcntl(socket.get(), F_SETFD, FD_CLOEXEC);
    ::fcntl(socket.get(), F_SETFL, O_NONBLOCK);
    if (peers.size() < kMaxPeers && isOurs(socket.get()))
      peers.push_back({.socket = std::move(socket), .text = {}, .until = now + kPeerTime});
  }
}

// False: done with it.
bool SingleInstance::Parts::serve(Peer& peer, TimePoint now, std::vector<InstanceMessage>& messages) const {
  std::array<char, 4096> buffer;
  while (true) {
    const ssize_t count = ::recv(peer.socket.get(), buffer.data(), buffer.size(), 0);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return (errno == EAGAIN || errno == EWOULDBLOCK) && now < peer.until;
    if (count == 0) return false;
    peer.text.append(buffer.data(), static_cast<std::size_t>(count));
    if (peer.text.size() > kMaxMessageBytes) return false;
    const std::size_t end = peer.text.find('\n');
    if (end == std::string::npos) continue;
    if (auto message = parseInstanceMessage(std::string_view(peer.text).substr(0, end))) {
      messages.push_back(std::move(*message));
      [[maybe_unused]] const auto sent = ::send(peer.socket.get(), kAnswer.data(), kAnswer.size(), kNoSignal);
    }
    return false;
  }
}

SingleInstance::SingleInstance(std::filesystem::path folder, std::string_view display)
    : parts_(std::make_unique<Parts>()) {
  parts_->lockPath = folder / fileName(display, ".lock");
  parts_->socketPath = folder / fileName(display, ".sock");
  parts_->folder = std::move(folder);
}

SingleInstance::~SingleInstance() {
  if (parts_->listener.open()) ::unlink(parts_->socketPath.c_str());
}

Result<SingleInstance::Role> SingleInstance::begin(const InstanceMessage& message, const Clock& clock) {
  const std::string line = serializeInstanceMessage(message) + "\n";
  if (line.size() > kMaxMessageBytes) return Error{"What is to be opened has too long a name."};
  if (const auto made = makePrivateFolder(parts_->folder); !made) return made.error();
  const TimePoint until = clock.now() + kAnswerTime;
  // The first one may be just beginning or just ending: both are tried until one succeeds.
  do {
    const auto locked = parts_->tryLock();
    if (!locked) return locked.error();
    if (*locked) {
      if (const auto listening = parts_->listen(); !listening) return listening.error();
      return Role::First;
    }
    if (parts_->hand(line, clock, until)) return Role::Second;
    ::poll(nullptr, 0, static_cast<int>(kTryAgainAfter.count()));
  } while (clock.now() < until);
  return Error{"Zoetrope is running already, but its window does not answer."};
}

std::vector<InstanceMessage> SingleInstance::poll(const Clock& clock) {
  std::vector<InstanceMessage> messages;
  if (!parts_->listener.open()) return messages;
  const TimePoint now = clock.now();
  parts_->acceptPeers(now);
  std::erase_if(parts_->peers, [&](Parts::Peer& peer) { return !parts_->serve(peer, now, messages); });
  return messages;
}

std::vector<int> SingleInstance::descriptors() const {
  std::vector<int> all;
  if (parts_->listener.open()) all.push_back(parts_->listener.get());
  for (const Parts::Peer& peer : parts_->peers) all.push_back(peer.socket.get());
  return all;
}

}  // namespace zoetrope::launcher
