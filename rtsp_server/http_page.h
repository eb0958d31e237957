// SPDX-License-Identifier: MIT
// What a browser gets that was pointed at the RTSP port: the movies, with what to type to see them.
// Thread: pure functions.
#pragma once

#include "libstream/movie/movie_root.h"
#include "libstream/rtsp/message_reader.h"

#include <string>
#include <vector>

namespace zoetrope::server {

// Escapes what means something in HTML.
std::string escapeHtml(std::string_view text);

// `host` is a URL's: an IPv6 address in brackets. `note`: what a visitor should know besides, may be empty.
std::string moviePage(const std::vector<movie::ListedMovie>& movies, const std::string& host, std::uint16_t port,
                      const std::string& note = {});

// The whole answer to the request: the page, or 404, or 405. `fallbackHost` is used when the request names no host.
std::string httpReply(const rtsp::HttpRequest& request, const std::vector<movie::ListedMovie>& movies,
                      const std::string& fallbackHost, std::uint16_t port, const std::string& note = {});

}  // namespace zoetrope::server
