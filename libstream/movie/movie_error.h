// SPDX-License-Identifier: MIT
// Why a file cannot be played: the kind decides the status that is answered, the message is for the log.
// Thread: values.
#pragma once

#include <string>

namespace zoetrope::movie {

struct MovieError {
  enum class Kind {
    CannotOpen,  // missing, not a regular file, no permission, read error: 404
    NotAMovie,   // no Motion-JPEG in it: 415, in the course dialect 500
    Cancelled,   // the progress callback said so
  };

  Kind kind = Kind::CannotOpen;
  // What the file is and, for NotAMovie, the ffmpeg line that makes a movie of it.
  std::string message;
};

}  // namespace zoetrope::movie
