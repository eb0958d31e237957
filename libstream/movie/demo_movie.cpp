// SPDX-License-Identifier: MIT
#include "libstream/movie/demo_movie.h"

#include "libstream/base/path_text.h"
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

// A file that has its real name only once it is whole; until then it is in a hidden folder of its own, so that two
// programs that make the same movie do not write into the same file.
class UnfinishedFile {
 public:
  explicit UnfinishedFile(fs::path final) : final_(std::move(final)) {
    if (!makeFolder()) return;
    path_ = folder_ / final_.filename();
    out_.open(path_, std::ios::binary | std::ios::trunc);
  }
  ~UnfinishedFile() {
    out_.close();
    std::error_code ignored;
    if (!folder_.empty()) fs::remove_all(folder_, ignored);
  }
  UnfinishedFile(const UnfinishedFile&) = delete;
  UnfinishedFile& operator=(const UnfinishedFile&) = delete;

  bool isOpen() const { return out_.is_open(); }
  bool write(Bytes bytes) {
    out_.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    return out_.good();
  }
  Result<void> finish() {
    out_.close();
    std::error_code error;
    if (out_.good()) fs::rename(path_, final_, error);
    if (!out_.good() || error) return Error{"cannot write " + utf8Of(final_) + ": " + error.message()};
    return {};
  }

 private:
  bool makeFolder() {
    constexpr int kMostAtOnce = 100;
    std::error_code error;
    for (int i = 0; i < kMostAtOnce; ++i) {
      fs::path folder = final_.parent_path() / ".unfinished-";
      folder += std::to_string(i);
      if (!fs::create_directory(folder, error)) continue;  // there is one already, or it cannot be made
      folder_ = std::move(folder);
      return true;
    }
    return false;
  }

  fs::path final_;
  fs::path folder_;
  fs::path path_;
  std::ofstream out_;
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
  if (!out.isOpen()) return Error{"cannot write " + utf8Of(file)};
  DemoScene scene(movie.width, movie.height, movie.fps, movie.grain);
  for (int number = 0; number < movie.frames; ++number) {
    const auto record = makeRecord(movie, scene, number);
    if (!record) return record.error();
    if (!out.write(*record)) return Error{"cannot write " + utf8Of(file) + ": no space left?"};
    if (progress && !progress(number + 1, movie.frames)) return Error{"making the demo movie was cancelled"};
  }
  return out.finish();
}

}  // namespace zoetrope::movie
