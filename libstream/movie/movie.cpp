// SPDX-License-Identifier: MIT
#include "libstream/movie/movie.h"

#include "libstream/base/path_text.h"
#include "libstream/base/text.h"
#include "libstream/jpeg/limits.h"
#include "libstream/jpeg/tables.h"

#include <algorithm>
#include <string_view>

namespace zoetrope::movie {
namespace {

constexpr double kLengthPrefixedFps = 20;  // the course lab's 50 ms
constexpr double kConcatenatedFps = 25;
constexpr double kMinFps = 0.1;
constexpr double kMaxFps = 1000;
constexpr std::string_view kFpsField = "fps";

FrameRate rateOf(std::optional<double> wanted, MovieFormat format, Bytes firstHeader) {
  if (wanted) return {std::clamp(*wanted, kMinFps, kMaxFps), "as asked for"};
  const auto comment = parseDouble(jpeg::commentField(firstHeader, kFpsField));
  if (comment && *comment >= kMinFps && *comment <= kMaxFps) return {*comment, "from the comment in its first picture"};
  if (format == MovieFormat::LengthPrefixed) return {kLengthPrefixedFps, "the rate of length-prefixed files"};
  return {kConcatenatedFps, "the rate of concatenated JPEGs without a comment that says another"};
}

MovieError cannotOpen(const Error& error) { return {MovieError::Kind::CannotOpen, error.message}; }

}  // namespace

Movie::Movie(FileReader file, MappedFile map, MovieIndex index)
    : file_(std::move(file)), map_(std::move(map)), index_(std::move(index)) {
  for (const FrameRef& frame : index_.frames) {
    largestFrame_ = std::max<std::size_t>(largestFrame_, frame.size);
    frameBytes_ += frame.size;
    allFitRfc2435_ = allFitRfc2435_ && frame.fitsRfc2435;
  }
}

Result<std::shared_ptr<const Movie>, MovieError> Movie::open(const std::filesystem::path& path,
                                                             const OpenOptions& options) {
  auto file = FileReader::open(path);
  if (!file) return cannotOpen(file.error());
  auto index = indexMovie(*file, options.progress);
  if (!index) return index.error();
  auto map = MappedFile::map(*file);
  if (!map) return cannotOpen(map.error());
  const std::shared_ptr<Movie> movie(new Movie(std::move(*file), std::move(*map), std::move(*index)));
  const auto header = movie->readHeader(0);
  if (!header) return cannotOpen(header.error());
  movie->rate_ = rateOf(options.fps, movie->format(), *header);
  movie->path_ = path;
  movie->name_ = utf8Of(path.filename());
  return std::shared_ptr<const Movie>(movie);
}

Bytes Movie::mapped(const FrameRef& frame) const {
  return map_.bytes().subspan(static_cast<std::size_t>(frame.offset), frame.size);
}

Result<ByteBuffer> Movie::read(const FrameRef& frame) const { return file_.readExactly(frame.offset, frame.size); }

Result<ByteBuffer> Movie::readHeader(std::size_t number) const {
  constexpr std::size_t kUsualHeader = 1024;  // with all tables and a comment
  const FrameRef& wanted = frame(number);
  for (std::size_t size = std::min<std::size_t>(kUsualHeader, wanted.size);;) {
    auto bytes = file_.readExactly(wanted.offset, size);
    if (!bytes) return bytes;
    const auto header = jpeg::parseFrameHeader(*bytes);
    if (header.isBad()) return Error{"frame " + std::to_string(number) + " is damaged: " + header.failure().reason};
    if (header.isDone()) {
      bytes->resize(header.consumed());
      return bytes;
    }
    if (size == wanted.size) return Error{"frame " + std::to_string(number) + " has no scan"};
    size = std::min<std::size_t>(size * 8, wanted.size);
  }
}

bool Movie::unchanged() const {
  const auto now = file_.currentIdentity();
  return now && *now == file_.identity();
}

bool Movie::isAt(const std::filesystem::path& path) const {
  const auto there = FileReader::open(path);
  return there && there->identity() == file_.identity();
}

}  // namespace zoetrope::movie
