// SPDX-License-Identifier: MIT
#include "rtsp_client/window/session_outcome.h"

namespace zoetrope::client {

using control::ExitCode;

void SessionOutcome::onEnded(ExitCode code, const std::string& why) {
  const std::lock_guard lock(mutex_);
  if (code == ExitCode::CannotWrite) {
    if (!file_) file_ = Ending{code, why};
  } else if (code == ExitCode::Ok) {
    session_.reset();
  } else if (!session_ && !closing_) {
    session_ = Ending{code, why};
  }
}

// While the error's message stands, it is a picture from the cache, and nothing has been tried again.
void SessionOutcome::onPicture(const EngineStatus& status) {
  const bool plays = status.state == UserState::Playing || status.state == UserState::Ended;
  const bool errorStands = status.message && status.message->kind == Message::Kind::Error;
  if (!plays || errorStands) return;
  const std::lock_guard lock(mutex_);
  session_.reset();
}

void SessionOutcome::onClosing() {
  const std::lock_guard lock(mutex_);
  closing_ = true;
}

Ending SessionOutcome::ending() const {
  const std::lock_guard lock(mutex_);
  if (file_) return *file_;
  return session_.value_or(Ending{});
}

}  // namespace zoetrope::client
