// SPDX-License-Identifier: MIT
// One launcher at a time for each user and display: the second start hands what it was asked for to the first and ends.
// POSIX: a lock file and a Unix-domain socket in a folder that only the user may enter; both ends check that the other
// is the same user's. Windows: a named mutex and a named pipe of the session.
// Thread: one.
// Owns: lock and socket.
// Fails: begin() with a sentence (folder not ours, first one does not answer); then start anyway, or say it.
// Limits: kMaxMessageBytes; kMaxPeers at once, each has kPeerTime to say its line. begin() as second one waits for at
// most kAnswerTime.
#pragma once

#include "libstream/base/result.h"
#include "libstream/base/time.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zoetrope::launcher {

// What a start asks for: one line, `raise`, `demo`, `serve [ARGUMENT]`, `watch [ARGUMENT]` or `open ARGUMENT`
// (percent-encoded).
struct InstanceMessage {
  enum class Kind { Raise, Demo, Serve, Watch, Open };
  Kind kind = Kind::Raise;
  // Files and folders by their absolute paths (the first has another working directory). Of Serve a folder, of Watch an
  // address; empty: the page alone. Of Open a file or a URL.
  std::string argument;

  friend bool operator==(const InstanceMessage&, const InstanceMessage&) = default;
};
std::string serializeInstanceMessage(const InstanceMessage& message);
std::optional<InstanceMessage> parseInstanceMessage(std::string_view line);

class SingleInstance {
 public:
  static constexpr std::size_t kMaxMessageBytes = 16 * 1024;
  static constexpr std::size_t kMaxPeers = 8;
  static constexpr Duration kPeerTime = std::chrono::seconds(2);
  static constexpr Duration kAnswerTime = std::chrono::seconds(3);

  enum class Role {
    First,   // we are the launcher; call poll()
    Second,  // another one has taken the message: end with code 0
  };

  // The folder is made (mode 0700) when it is not there. `display` sets launchers apart ("" where that has no meaning).
  SingleInstance(std::filesystem::path folder, std::string_view display);
  ~SingleInstance();
  SingleInstance(const SingleInstance&) = delete;
  SingleInstance& operator=(const SingleInstance&) = delete;

  Result<Role> begin(const InstanceMessage& message, const Clock& clock);
  // As First: what later starts have asked for, the oldest first. Never blocks.
  std::vector<InstanceMessage> poll(const Clock& clock);
  // For waitReadable(). Empty on Windows.
  std::vector<int> descriptors() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace zoetrope::launcher
