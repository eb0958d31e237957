// SPDX-License-Identifier: MIT
// What the server says when it is ready: where it is, what it has, and what to type to see it.
// Thread: pure functions.
#pragma once

#include "libstream/control/status_line.h"
#include "libstream/movie/movie_root.h"
#include "libstream/net/endpoint.h"
#include "rtsp_server/options.h"

#include <string>
#include <vector>

namespace zoetrope::server {

control::Listening listeningLine(const std::vector<net::Endpoint>& addresses,
                                 const std::vector<movie::ListedMovie>& movies);
std::string greeting(const Options& options, const std::vector<net::Endpoint>& addresses,
                     const std::vector<movie::ListedMovie>& movies);

// The same for a log, in one line.
std::string logGreeting(const Options& options, const std::vector<net::Endpoint>& addresses,
                        const std::vector<movie::ListedMovie>& movies);

}  // namespace zoetrope::server
