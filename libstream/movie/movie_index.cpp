// SPDX-License-Identifier: MIT
#include "libstream/movie/movie_index.h"

#include "libstream/base/text.h"
#include "libstream/jpeg/frame_info.h"
#include "libstream/jpeg/limits.h"
#include "libstream/jpeg/marker_walk.h"
#include "libstream/jpeg/rfc2435_packetizer.h"
#include "libstream/movie/byte_window.h"
#include "libstream/movie/file_kind.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

namespace zoetrope::movie {
namespace {

// Without a whole frame until here, it is no movie.
constexpr std::uint64_t kMaxBeforeFirstFrame = 64 * 1024 * 1024;
// More than this between two frames is no length field but a frame that lost its beginning.
constexpr std::uint64_t kLongestGap = 1024;
constexpr std::size_t kLongestLengthField = 16;
// How much may be walked in vain, in sizes of the file, before damage is no longer searched for hidden frames: keeps
// the time linear whatever the bytes are.
constexpr std::uint64_t kMaxWastedSizes = 16;
constexpr std::uint64_t kWasteAllowance = 64 * 1024 * 1024;

bool isDigitOrBlank(std::uint8_t byte) { return (byte >= '0' && byte <= '9') || byte == ' '; }

// A length as a big-endian number of 4 or 5 bytes.
bool isBinaryLength(Bytes between, std::size_t frameSize) {
  if (between.size() != 4 && between.size() != 5) return false;
  std::uint64_t value = 0;
  for (const std::uint8_t byte : between) value = value << 8 | byte;
  return value >= frameSize && value <= jpeg::kMaxFrameBytes;
}

// Whether what stands before the first frame is a length field. `between` is what precedes the frame, at most
// kLongestLengthField bytes of it; `isAll` when that is everything before the frame.
bool isLengthField(Bytes between, bool isAll, std::size_t frameSize) {
  if (between.empty()) return false;
  if (isAll && std::all_of(between.begin(), between.end(), isDigitOrBlank)) return true;
  if (isAll && isBinaryLength(between, frameSize)) return true;
  // After the remains of something else only digits that could be this frame's length count.
  const auto digitsEnd = std::find_if_not(between.rbegin(), between.rend(), isDigitOrBlank);
  const std::string_view digits = asText(between.last(static_cast<std::size_t>(digitsEnd - between.rbegin())));
  const auto value = parseNumber<std::uint64_t>(trim(digits));
  return value && *value >= frameSize && *value <= jpeg::kMaxFrameBytes;
}

// The comments and application segments at the beginning of a frame: a thumbnail in them is no frame.
struct LeadingSegments {
  std::size_t end = 2;          // where what follows them begins, from SOI
  bool runsPastTheEnd = false;  // the last of them, which begins at `end`, is longer than what there is
};

LeadingSegments leadingSegments(Bytes jpeg) {
  constexpr std::size_t kMarkerAndLength = 4;
  LeadingSegments segments;
  while (segments.end + kMarkerAndLength <= jpeg.size()) {
    const Bytes segment = jpeg.subspan(segments.end);
    const bool skippable = (segment[1] >= 0xE0 && segment[1] <= 0xEF) || segment[1] == 0xFE;
    if (segment[0] != 0xFF || !skippable) break;
    const std::size_t size = 2 + (static_cast<std::size_t>(segment[2]) << 8 | segment[3]);
    segments.runsPastTheEnd = size > segment.size();
    if (segments.runsPastTheEnd || (size < segment.size() && segment[size] != 0xFF)) break;
    segments.end += size;
  }
  return segments;
}

class Indexer {
 public:
  Indexer(const ByteSource& source, const IndexProgress& progress)
      : source_(source), progress_(progress), window_(source) {}

  Result<MovieIndex, MovieError> run() {
    const Bytes start = at(0, kFileKindBytes);
    if (!containerKind(start).empty()) return notAMovie(containerKind(start));
    const std::string_view kindOtherwise = fileKindWithoutJpeg(start);
    while (!failed_ && !index_.tooManyFrames && findSoi()) takeFrame();
    if (failed_) return *failed_;
    if (index_.frames.empty()) return notAMovie(kindOtherwise);
    return std::move(index_);
  }

 private:
  // What the walk over one frame came to: its length, or how far it got.
  struct Walked {
    std::optional<std::size_t> length;
    std::size_t reached = 0;
  };

  static MovieError notAMovie(std::string_view kind) {
    return {MovieError::Kind::NotAMovie, "this is " + std::string(kind) + ", not a Motion-JPEG movie; to make one: " +
                                             std::string(conversionAdvice(kind))};
  }

  Bytes at(std::uint64_t offset, std::size_t wanted) {
    if (failed_) return {};
    const auto bytes = window_.at(offset, wanted);
    if (!bytes) failed_ = MovieError{MovieError::Kind::CannotOpen, bytes.error().message};
    if (offset >= reported_ + kWindowBytes) report(offset);
    return bytes && !failed_ ? *bytes : Bytes{};
  }

  void report(std::uint64_t done) {
    reported_ = done;
    if (progress_ && !progress_(done, source_.size()))
      failed_ = MovieError{MovieError::Kind::Cancelled, "indexing was cancelled"};
  }

  // Moves position_ to the next SOI that a marker follows; false when there is none.
  bool findSoi() {
    constexpr std::string_view kSoiAndMarker = "\xFF\xD8\xFF";
    for (;;) {
      const Bytes bytes = at(position_, kSoiAndMarker.size());
      if (bytes.size() < kSoiAndMarker.size()) return false;
      const std::size_t found = asText(bytes).find(kSoiAndMarker);
      const bool here = found != std::string_view::npos;
      position_ += here ? found : bytes.size() - (kSoiAndMarker.size() - 1);
      if (isHopeless()) return false;
      if (here) return true;
    }
  }

  bool isHopeless() const {
    if (!index_.frames.empty()) return false;
    return position_ > (sawSoi_ ? kMaxBeforeFirstFrame : kMaxLeadIn);
  }

  void takeFrame() {
    sawSoi_ = true;
    const Walked walked = walk();
    if (walked.length && accept(*walked.length)) return;
    ++index_.damaged;
    damagedInGap_ = true;
    position_ += resumeAfter(walked.reached);
  }

  Walked walk() {
    jpeg::MarkerWalker walker;
    std::size_t have = 0;
    for (std::size_t wanted = 1;; wanted = std::min(std::max(kWindowBytes, 2 * have), jpeg::kMaxFrameBytes)) {
      Bytes bytes = at(position_, wanted);
      bytes = bytes.first(std::min(bytes.size(), jpeg::kMaxFrameBytes));
      if (bytes.size() <= have) return {std::nullopt, have};
      const auto parsed = walker.feed(bytes.subspan(have));
      if (parsed.isDone()) return {parsed.value(), parsed.value()};
      if (parsed.isBad()) return {std::nullopt, walker.position()};
      have = bytes.size();
    }
  }

  bool accept(std::size_t length) {
    const auto info = jpeg::parseFrameHeader(at(position_, length).first(length));
    if (!info.isDone()) return false;
    if (position_ < suspectUntil_ && !isLikeTheFirst(info.value())) return false;
    if (position_ - gapStart_ > kLongestGap && !damagedInGap_) ++index_.damaged;
    if (index_.frames.empty()) begin(info.value(), length);
    const bool fits = jpeg::rfc2435Obstacle(info.value()) == jpeg::Rfc2435Obstacle::None;
    index_.frames.push_back({position_, static_cast<std::uint32_t>(length), fits});
    index_.tooManyFrames = index_.frames.size() >= kMaxFrames;
    position_ += length;
    gapStart_ = position_;
    damagedInGap_ = false;
    return true;
  }

  void begin(const jpeg::FrameInfo& first, std::size_t size) {
    index_.format = formatBefore(size);
    width_ = first.width;
    height_ = first.height;
  }

  bool isLikeTheFirst(const jpeg::FrameInfo& info) const { return info.width == width_ && info.height == height_; }

  MovieFormat formatBefore(std::size_t firstFrameSize) {
    std::array<std::uint8_t, kLongestLengthField> before{};
    const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(before.size(), position_));
    const auto got = source_.readAt(position_ - size, std::span(before).first(size));
    const bool prefixed = got && isLengthField(Bytes(before).first(*got), size == position_, firstFrameSize);
    return prefixed ? MovieFormat::LengthPrefixed : MovieFormat::Concatenated;
  }

  // How far from a damaged frame's SOI to search on.
  std::size_t resumeAfter(std::size_t reached) {
    wasted_ += reached;
    const LeadingSegments segments = leadingSegments(at(position_, 1));
    // Either the file was cut in that segment or its length is wrong: then only what is as large as the first frame,
    // and so no thumbnail, is believed to be a frame.
    if (segments.runsPastTheEnd) suspectUntil_ = source_.size();
    const bool generous = wasted_ <= kMaxWastedSizes * source_.size() + kWasteAllowance;
    return generous ? segments.end : std::max(segments.end, reached);
  }

  // Given (not owned).
  const ByteSource& source_;
  const IndexProgress& progress_;
  // State.
  ByteWindow window_;
  MovieIndex index_;
  std::optional<MovieError> failed_;
  std::uint64_t position_ = 0;
  std::uint64_t gapStart_ = 0;
  std::uint64_t reported_ = 0;
  std::uint64_t wasted_ = 0;
  std::uint64_t suspectUntil_ = 0;
  int width_ = 0;
  int height_ = 0;
  bool damagedInGap_ = false;
  bool sawSoi_ = false;
};

}  // namespace

Result<MovieIndex, MovieError> indexMovie(const ByteSource& source, const IndexProgress& progress) {
  return Indexer(source, progress).run();
}

}  // namespace zoetrope::movie
