// SPDX-License-Identifier: MIT
// What the connections and sessions of one worker work with. All of it outlives them.
// Thread: the worker's; library, limits and log are shared by all workers and safe for that.
#pragma once

#include "libstream/base/random.h"
#include "libstream/net/batch_receiver.h"
#include "libstream/net/batch_sender.h"
#include "libstream/net/loop.h"
#include "rtsp_server/event_log.h"
#include "rtsp_server/movie_library.h"
#include "rtsp_server/options.h"
#include "rtsp_server/session_limits.h"

#include <functional>

namespace zoetrope::server {

class SessionReports;
class SessionTable;

struct WorkerServices {
  const Options& options;
  net::Loop& loop;
  const Clock& clock;
  Random& random;
  net::BatchSender& sender;
  net::BatchReceiver& rtcpReceiver;
  MovieLibrary& library;
  SessionLimits& limits;
  EventLog& log;
  SessionTable& sessions;
  SessionReports& reports;

  std::function<void(std::function<void()>)> poster() const {
    return [to = &loop](std::function<void()> what) { to->post(std::move(what)); };
  }
};

}  // namespace zoetrope::server
