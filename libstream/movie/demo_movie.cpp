// SPDX-License-Identifier: MIT
#include "libstream/movie/demo_movie.h"

#include "libstream/jpeg/encoder.h"
#include "libstream/movie/demo_scene.h"
#include "libstream/movie/movie.h"

#include <array>
#include <cstdio>
#include <fstream>
#include <string>
#include <system_error>

namespace zoetrope::movie {
namespace {

namespace fs = std::filesystem;

constexpr std::array kDemoMovies{
    DemoMovie{"movie.Mjpeg", MovieFormat::LengthPrefixed, 384, 288, 20, 500, 52, 2},
    DemoMovie{"hd720.mjpeg", MovieFormat::Concatenated, 1280, 720, 30, 300, 88, 6},
    DemoMovie{"hd1080.mjpeg", MovieFormat::Concatenated, 1920, 1080, 30, 300, 88, 6},
};

// Counted up when the same movie comes to look another way, so that old files are made again.
constexpr int kEdition = 1;
constexpr std::string_view kEditionField = "zoetrope-demo";

std::string stampOf(const DemoMovie& movie) {
  return std::string(kEditionField) + "=" + std::to_string(kEdition) + " " + std::to_string(movie.width) + "x" +
         std::to_string(movie.height) + " q" + std::to_string(movie.quality) + " g" + std::to_string(movie.grain);
}

std::string commentOf(const DemoMovie& movie) { return "fps=" + std::to_string(movie.fps) + "\n" + stampOf(movie); }

// Removes the unfinished file unless it was renamed to its real name.
class UnfinishedFile {
 public:
  explicit UnfinishedFile(const fs::path& final) : final_(final), path_(final) {
    path_ += ".unfinished";
    out_.open(path_, std::ios::binary | std::ios::trunc);
  }
  ~UnfinishedFile() {
    if (finished_) return;
    out_.close();
    std::error_code ignored;
    fs::remove(path_, ignored);
  }
  UnfinishedFile(const UnfinishedFile&) = delete;
  UnfinishedFile& operator=(const UnfinishedFile&) = delete;

  bool write(Bytes bytes) {
    out_.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    return out_.good();
  }
  bool isOpen() const { return out_.is_open(); }
  Result<void> finish() {
    out_.close();
    if (!out_.good()) return Error{"cannot write " + path_.string()};
    std::error_code error;
    fs::rename(path_, final_, error);
    if (error) return Error{"cannot rename " + path_.string() + ": " + error.message()};
    finished_ = true;
    return {};
  }

 private:
  const fs::path& final_;
  fs::path path_;
  std::ofstream out_;
  bool finished_ = false;
};

// The frame as it stands in the file.
Result<ByteBuffer> makeRecord(const DemoMovie& movie, DemoScene& scene, int number) {
  jpeg::EncodeOptions options;
  options.quality = movie.quality;
  if (number == 0) options.comment = commentOf(movie);
  auto jpeg = jpeg::encodeRgb(scene.draw(number).rgb, movie.width, movie.height, options);
  if (!jpeg || movie.format != MovieFormat::LengthPrefixed) return jpeg;
  std::array<char, 16> length{};
  std::snprintf(length.data(), length.size(), "%05u", static_cast<unsigned>(jpeg->size()));
  ByteBuffer record;
  append(record, asBytes(length.data()));
  append(record, *jpeg);
  return record;
}

}  // namespace

std::span<const DemoMovie> demoMovies() { return kDemoMovies; }

bool isDemoMovie(const DemoMovie& movie, const fs::path& file) {
  const auto opened = Movie::open(file);
  if (!opened || (*opened)->frameCount() != static_cast<std::size_t>(movie.frames)) return false;
  const auto header = (*opened)->readHeader(0);
  return header && (*opened)->format() == movie.format &&
         asText(*header).find(commentOf(movie)) != std::string_view::npos;
}

Result<void> makeDemoMovie(const DemoMovie& movie, const fs::path& file, const DemoProgress& progress) {
  if (isDemoMovie(movie, file)) return {};
  UnfinishedFile out(file);
  if (!out.isOpen()) return Error{"cannot write " + file.string() + ".unfinished"};
  DemoScene scene(movie.width, movie.height, movie.fps, movie.grain);
  for (int number = 0; number < movie.frames; ++number) {
    const auto record = makeRecord(movie, scene, number);
    if (!record) return record.error();
    if (!out.write(*record)) return Error{"cannot write " + file.string() + ": no space left?"};
    if (progress && !progress(number + 1, movie.frames)) return Error{"making the demo movie was cancelled"};
  }
  return out.finish();
}

}  // namespace zoetrope::movie
