// SPDX-License-Identifier: MIT
// What a session with a window comes to: the exit code and its sentence. What failed is forgotten when pictures come
// again, for the user has tried again; a file that could not be written is not.
// Thread: any.
#pragma once

#include "libstream/control/exit_codes.h"
#include "rtsp_client/engine_control.h"

#include <mutex>
#include <optional>
#include <string>

namespace zoetrope::client {

struct Ending {
  control::ExitCode code = control::ExitCode::Ok;
  // Empty when all is well.
  std::string why;
};

class SessionOutcome {
 public:
  // As EngineListener::onEnded, until the engine is joined.
  void onEnded(control::ExitCode code, const std::string& why);
  // A picture has come, and this is how the engine is.
  void onPicture(const EngineStatus& status);
  // The window was closed: whether the server still answers is no matter from here on.
  void onClosing();

  bool failed() const { return ending().code != control::ExitCode::Ok; }
  Ending ending() const;

 private:
  mutable std::mutex mutex_;
  // Guarded by mutex_.
  std::optional<Ending> session_;
  std::optional<Ending> file_;
  bool closing_ = false;
};

}  // namespace zoetrope::client
