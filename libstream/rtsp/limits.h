// SPDX-License-Identifier: MIT
// What a peer may make us hold or parse; whoever sends more gets an error and a closed connection.
// Thread: constants.
#pragma once

#include "libstream/base/time.h"

#include <cstddef>

namespace zoetrope::rtsp {

constexpr std::size_t kMaxMethodBytes = 32;
constexpr std::size_t kMaxLineBytes = 4096;
constexpr std::size_t kMaxHeaders = 64;
constexpr std::size_t kMaxHeadBytes = 16 * 1024;
constexpr std::size_t kMaxRequestBodyBytes = 64 * 1024;
constexpr std::size_t kMaxReplyBodyBytes = 256 * 1024;
constexpr std::size_t kMaxCourseMessageBytes = 4096;
constexpr std::size_t kMaxCourseLines = 32;

// What the lab's servers read with one recv(256), and the file name that fits in it.
constexpr std::size_t kMaxCourseRequestBytes = 256;
constexpr std::size_t kMaxCourseFileBytes = 190;

// A course message has no end of its own: it is over when the line has been quiet this long.
constexpr Duration kQuietAfterNewline = std::chrono::milliseconds(20);
constexpr Duration kQuietInLine = std::chrono::milliseconds(100);

}  // namespace zoetrope::rtsp
