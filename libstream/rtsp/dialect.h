// SPDX-License-Identifier: MIT
// The two dialects and how a request tells which it is in: a bare file name is course; a SETUP with an absolute URI is
// standard when its transport begins with RTP/AVP or RTP/SAVP and course with any other; other methods with an absolute
// URI are standard. A connection keeps the dialect of its first SETUP.
// Thread: pure functions.
#pragma once

#include <string_view>

namespace zoetrope::rtsp {

enum class Dialect { Unknown, Standard, Course };

// From the first line alone. Unknown: a SETUP with an absolute URI, ask dialectOfTransport.
Dialect dialectOfRequestLine(std::string_view method, std::string_view uri);
// From the value of Transport as far as it has come. Unknown: it may still become RTP/AVP or RTP/SAVP.
Dialect dialectOfTransport(std::string_view value, bool whole);

}  // namespace zoetrope::rtsp
