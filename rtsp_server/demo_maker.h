// SPDX-License-Identifier: MIT
// --make-demo: makes the demo movies, says how far it is, and can be stopped: by Ctrl-C, SIGTERM, or stdin closing
// when supervised. Supervised, each percent is a status line with the state "making":
//   {"v":1,"type":"state","state":"making","detail":"hd1080.mjpeg 40 %"}
// Thread: the main one; the movies are drawn by a thread of its own, joined before the function returns.
// Fails: with a sentence and ExitCode::CannotWrite, or ExitCode::Failure when it was stopped; a movie has its name only
// once it is whole, and what was begun is removed.
#pragma once

#include "libstream/control/exit_codes.h"
#include "rtsp_server/options.h"

namespace zoetrope::server {

control::ExitCode makeDemos(const Options& options);

}  // namespace zoetrope::server
