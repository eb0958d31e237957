// SPDX-License-Identifier: MIT
#include "libstream/jpeg/ladder.h"

#include "libstream/jpeg/frame_info.h"
#include "libstream/jpeg/requantise.h"
#include "libstream/jpeg/transcode.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>

namespace zoetrope::jpeg {

namespace {

constexpr double kStep = 0.8;
// What is not at least a tenth smaller is no rung of its own.
constexpr double kSmallestStep = 0.9;
// Below these qualities a picture is little but blocks: half the size looks better, and then frames are dropped.
constexpr int kFinest = 95;
constexpr int kCoarsestFull = 8;
constexpr int kCoarsestHalf = 12;
constexpr int kNearlyAll = 98;
// SOI, JFIF, two quantisation tables, SOF, the standard Huffman tables, SOS, EOI.
constexpr double kHeaderBytes = 623;

// The sample frames at one size of picture, opened for estimating. What a quality makes of a picture that lost nearly
// nothing is about as large as what it makes of the frame itself.
class Estimator {
 public:
  Estimator(std::span<const ByteBuffer> frames, bool halfSize, bool limitSize)
      : nearlyAll_{kNearlyAll, halfSize, limitSize} {
    for (const ByteBuffer& frame : frames) add(frame);
  }

  bool empty() const { return samples_.empty(); }

  double shareAt(int quality) const {
    double bytes = 0;
    for (const Sample& sample : samples_) bytes += estimate(sample, quality);
    return bytes / frameBytes_;
  }

  // Coefficients are counted as they will be; pixels are not there to count, so one frame is made to see.
  double correctedShareAt(int quality) const {
    const double share = shareAt(quality);
    const Sample& sample = samples_.front();
    if (sample.rounding != Requantiser::Rounding::Exact) return share;
    Rendition rendition = nearlyAll_;
    rendition.quality = quality;
    const auto made = makeRendition(rendition, sample.frame);
    return made ? share * static_cast<double>(made->size()) / estimate(sample, quality) : share;
  }

 private:
  struct Sample {
    Bytes frame;
    ByteBuffer picture;
    std::unique_ptr<Requantiser> requantiser;
    Requantiser::Rounding rounding;
  };

  void add(const ByteBuffer& frame) {
    const auto info = parseFrameHeader(frame);
    auto picture = makeRendition(nearlyAll_, frame);
    if (!info.isDone() || !picture) return;
    Sample sample{frame, std::move(*picture), nullptr, Requantiser::Rounding::Coarser};
    if (goesThroughPixels(nearlyAll_, info.value())) sample.rounding = Requantiser::Rounding::Exact;
    sample.requantiser = std::make_unique<Requantiser>(sample.picture);
    if (!sample.requantiser->open()) return;
    frameBytes_ += static_cast<double>(frame.size());
    samples_.push_back(std::move(sample));
  }

  static double estimate(const Sample& sample, int quality) {
    const auto scan = sample.requantiser->estimate(quality, sample.rounding);
    return kHeaderBytes + (scan ? static_cast<double>(*scan) : 0);
  }

  const Rendition nearlyAll_;
  std::vector<Sample> samples_;
  double frameBytes_ = 0;
};

// The next rung below `above`: as near to a step as the whole numbers of quality allow.
std::optional<Rung> nextRung(const Estimator& sizes, double above, bool halfSize, int finest, int coarsest) {
  const auto off = [&](const Rung& rung) { return std::abs(std::log(rung.share / (above * kStep))); };
  std::optional<Rung> best;
  for (int quality = finest; quality >= coarsest; --quality) {
    const Rung rung{sizes.shareAt(quality), halfSize, quality};
    if (rung.share > above * kSmallestStep) continue;
    if (!best || off(rung) < off(*best)) best = rung;
    if (rung.share < above * kStep) break;
  }
  return best;
}

void addRungs(Ladder& ladder, const Estimator& sizes, bool halfSize, int coarsest) {
  if (sizes.empty()) return;
  int finest = kFinest;
  while (auto rung = nextRung(sizes, ladder.back().share, halfSize, finest, coarsest)) {
    finest = rung->quality - 1;
    rung->share = sizes.correctedShareAt(rung->quality);
    if (rung->share <= ladder.back().share * kSmallestStep) ladder.push_back(*rung);
  }
}

// Of the movie as it goes out without a rendition.
double shareAsItIs(std::span<const ByteBuffer> frames) {
  double before = 0;
  double after = 0;
  for (const ByteBuffer& frame : frames) {
    const auto info = parseFrameHeader(frame);
    if (!info.isDone()) continue;
    const Remedy remedy = remedyForRfc2435(info.value());
    const auto put = applyRemedy(remedy, frame);
    if (!put) continue;
    before += static_cast<double>(frame.size());
    after += static_cast<double>(put->size());
  }
  return before > 0 ? after / before : 1;
}

}  // namespace

Ladder measureLadder(std::span<const ByteBuffer> frames, bool forRfc2435) {
  Ladder ladder(1);
  if (forRfc2435) ladder.front().share = shareAsItIs(frames);
  addRungs(ladder, Estimator(frames, false, forRfc2435), false, kCoarsestFull);
  addRungs(ladder, Estimator(frames, true, forRfc2435), true, kCoarsestHalf);
  return ladder;
}

}  // namespace zoetrope::jpeg
