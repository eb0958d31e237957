// SPDX-License-Identifier: MIT
#include "rtsp_client/status_lines.h"

#include "libstream/base/text.h"
#include "libstream/control/status_line.h"

#include <cstdio>

namespace zoetrope::client {

void StatusLines::started(const Target& target) {
  const std::lock_guard lock(mutex_);
  print(control::writeStatusLine(control::Listening{.addresses = {}, .movies = {target.video}}));
}

void StatusLines::update(const EngineStatus& status) {
  const std::lock_guard lock(mutex_);
  const std::string state = toLower(name(status.state));
  if (state != lastState_) {
    lastState_ = state;
    print(control::writeStatusLine(control::StateLine{state, status.way}));
  }
  if (!status.message || status.message->id == lastMessage_) return;
  lastMessage_ = status.message->id;
  if (status.message->kind == Message::Kind::Info) return;
  print(control::writeStatusLine(control::ErrorLine{status.message->text, status.message->details}));
}

void StatusLines::stopping(const std::string& reason, control::ExitCode code) {
  const std::lock_guard lock(mutex_);
  print(control::writeStatusLine(control::Stopping{reason, static_cast<int>(code)}));
}

void StatusLines::print(const std::string& line) const {
  if (!enabled_) return;
  std::printf("%s\n", line.c_str());
  std::fflush(stdout);
}

}  // namespace zoetrope::client
