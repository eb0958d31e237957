// SPDX-License-Identifier: MIT
// Finds the frames of a movie: every complete JPEG, SOI to EOI, whatever lies between them (length fields, junk).
// Spec: the course lab's length-prefixed files (five digits, and the forms that its solutions write) and
// concatenated JPEGs, told apart by what precedes the first JPEG.
// Thread: pure but for the source and the callback.
// Fails: NotAMovie with what the file is; CannotOpen when reading fails; Cancelled.
// Limits: named below, and jpeg::kMaxFrameBytes for one frame; time is linear in the size of the file, memory one
// window and the list of frames.
#pragma once

#include "libstream/movie/byte_source.h"
#include "libstream/movie/movie_error.h"

#include <functional>
#include <vector>

namespace zoetrope::movie {

inline constexpr std::size_t kMaxFrames = 4'000'000;
// How much may come before the first JPEG.
inline constexpr std::size_t kMaxLeadIn = 1024 * 1024;

struct FrameRef {
  std::uint64_t offset = 0;
  std::uint32_t size = 0;
  bool fitsRfc2435 = false;  // as its headers tell; the scan itself has not been decoded

  friend bool operator==(const FrameRef&, const FrameRef&) = default;
};

enum class MovieFormat {
  LengthPrefixed,  // the course lab's
  Concatenated,
};

struct MovieIndex {
  MovieFormat format = MovieFormat::Concatenated;
  std::vector<FrameRef> frames;
  std::size_t damaged = 0;     // frames that were begun and not whole
  bool tooManyFrames = false;  // kMaxFrames reached; what follows is left out
};

// Bytes done and all; false cancels. Called about once a window.
using IndexProgress = std::function<bool(std::uint64_t done, std::uint64_t total)>;

Result<MovieIndex, MovieError> indexMovie(const ByteSource& source, const IndexProgress& progress = {});

}  // namespace zoetrope::movie
