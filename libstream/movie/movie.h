// SPDX-License-Identifier: MIT
// A movie file that has been indexed: its frames, its rate, and the two ways to their bytes.
// Thread: immutable after open(); any thread, shared by all sessions.
// Owns: the open file and its map.
// Fails: open() with MovieError; read() when the file was cut short meanwhile.
#pragma once

#include "libstream/movie/file_reader.h"
#include "libstream/movie/mapped_file.h"
#include "libstream/movie/movie_index.h"

#include <memory>
#include <optional>
#include <string>

namespace zoetrope::movie {

struct FrameRate {
  double fps = 0;
  std::string reason;  // where it comes from, for the log
};

class Movie {
 public:
  struct OpenOptions {
    std::optional<double> fps;  // overrides what the file says
    IndexProgress progress;
  };

  static Result<std::shared_ptr<const Movie>, MovieError> open(const std::filesystem::path& path,
                                                               const OpenOptions& options);
  static Result<std::shared_ptr<const Movie>, MovieError> open(const std::filesystem::path& path) {
    return open(path, OpenOptions{});
  }

  const std::filesystem::path& path() const { return path_; }
  // The file's own name, UTF-8.
  const std::string& name() const { return name_; }
  MovieFormat format() const { return index_.format; }
  std::size_t frameCount() const { return index_.frames.size(); }
  std::size_t damagedFrames() const { return index_.damaged; }
  // `number` counts from 0.
  const FrameRef& frame(std::size_t number) const { return index_.frames[number]; }
  std::size_t largestFrame() const { return largestFrame_; }
  std::uint64_t frameBytes() const { return frameBytes_; }
  bool allFitRfc2435() const { return allFitRfc2435_; }

  // For the kernel only: see MappedFile.
  Bytes mapped(const FrameRef& frame) const;
  // For everything that looks at the bytes itself.
  Result<ByteBuffer> read(const FrameRef& frame) const;
  // The frame from SOI through its first SOS header, without the scan.
  Result<ByteBuffer> readHeader(std::size_t number) const;

  double fps() const { return rate_.fps; }
  const std::string& fpsReason() const { return rate_.reason; }
  double durationSeconds() const { return static_cast<double>(frameCount()) / fps(); }

  // False once the file's size, time or place on the disk is another than when it was opened.
  bool unchanged() const;
  // Whether this path leads to the very file that was opened, unchanged: false after another was put in its place.
  bool isAt(const std::filesystem::path& path) const;

 private:
  Movie(FileReader file, MappedFile map, MovieIndex index);

  // Owned.
  FileReader file_;
  MappedFile map_;
  MovieIndex index_;
  std::filesystem::path path_;
  std::string name_;
  FrameRate rate_;
  std::size_t largestFrame_ = 0;
  std::uint64_t frameBytes_ = 0;
  bool allFitRfc2435_ = true;
};

}  // namespace zoetrope::movie
