// SPDX-License-Identifier: MIT
// Tells by its first bytes what a file is that is no Motion-JPEG movie, and how to make a movie of it.
// Thread: pure functions.
#pragma once

#include "libstream/base/bytes.h"

#include <string>
#include <string_view>

namespace zoetrope::movie {

// How many bytes of the beginning are enough.
inline constexpr std::size_t kFileKindBytes = 1024;

// "an MP4 or QuickTime file"; empty when the bytes are of no kind known here (a movie's are not).
std::string_view foreignFileKind(Bytes start);
// The same, but only kinds that may have JPEGs inside: they are no movies even when frames are found in them.
std::string_view containerKind(Bytes start);
// The same for a file in which no JPEG was found: never empty ("an empty file", "a text file", "an unknown file").
std::string_view fileKindWithoutJpeg(Bytes start);
// The command that turns a file of that kind into a movie.
std::string_view conversionAdvice(std::string_view kind);

// True when a frame, or a length field and a frame, is at the very beginning.
bool startsLikeMovie(Bytes start);

}  // namespace zoetrope::movie
