// SPDX-License-Identifier: MIT
// Makes the demo movies: a zoetrope that spins, with a clock, the frame's number, and the number in machine-readable
// form (frame_number.h). 4:2:0 with the standard Huffman tables, so that RFC 2435 carries them untouched.
// Thread: any; each call works alone and takes one core.
// Fails: makeDemoMovie() with the system's reason, or when the progress callback cancels; nothing is left behind.
#pragma once

#include "libstream/base/result.h"
#include "libstream/movie/movie_index.h"

#include <filesystem>
#include <functional>
#include <span>
#include <string_view>

namespace zoetrope::movie {

struct DemoMovie {
  std::string_view fileName;
  MovieFormat format;
  int width;
  int height;
  int fps;
  int frames;
  int quality;  // JPEG
  int grain;    // amplitude of the film grain
};

// movie.Mjpeg (the lab's format), hd720.mjpeg, hd1080.mjpeg.
std::span<const DemoMovie> demoMovies();

// Frames done and all; false cancels.
using DemoProgress = std::function<bool(int done, int total)>;

// Writes the movie to `file` under a temporary name and renames it. A file that is this very movie already is left
// alone.
Result<void> makeDemoMovie(const DemoMovie& movie, const std::filesystem::path& file,
                           const DemoProgress& progress = {});
// True when `file` is this very movie already.
bool isDemoMovie(const DemoMovie& movie, const std::filesystem::path& file);

}  // namespace zoetrope::movie
