// SPDX-License-Identifier: MIT
// renditions_bench MOVIE…: each rung of a movie's ladder beside decoding and encoding again at the same size: bytes,
// PSNR, and CPU time of one thread. Exit code 1 if a full-size rung costs more than 0.9 of that or is over 1 dB worse.
#include "libstream/jpeg/ladder.h"
#include "libstream/movie/movie.h"
#include "tests/bench/planes.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <utility>
#include <vector>

namespace zoetrope::bench {

namespace {

constexpr double kMostCost = 0.9;
constexpr double kMostDb = 1;
constexpr std::size_t kSamples = 4;  // as the server takes them
constexpr std::size_t kFrames = 6;
// Each time is the best of so many: others use this machine, too.
constexpr int kRounds = 3;
constexpr int kFinest = 98;

struct Frame {
  ByteBuffer jpeg;
  Planes planes;
};

// One way of making a frame smaller.
struct Made {
  double bytes = 0;
  double db = 0;
  double ms = 0;

  void add(const Made& other) {
    bytes += other.bytes / kFrames;
    db += other.db / kFrames;
    ms += other.ms / kFrames;
  }
};

template <class Work>
double bestMs(const Work& work) {
  double best = 0;
  for (int round = 0; round < kRounds; ++round) {
    const std::clock_t begun = std::clock();
    work();
    const double ms = 1000.0 * static_cast<double>(std::clock() - begun) / CLOCKS_PER_SEC;
    best = round == 0 ? ms : std::min(best, ms);
  }
  return best;
}

Made asRung(const Frame& frame, const jpeg::Rung& rung) {
  const jpeg::Rendition rendition{rung.quality, rung.halfSize, false};
  ByteBuffer jpeg;
  Made made;
  made.ms = bestMs([&] { jpeg = jpeg::makeRendition(rendition, frame.jpeg).value(); });
  made.bytes = static_cast<double>(jpeg.size());
  const Planes planes = decodePlanes(jpeg);
  made.db = psnr(rung.halfSize ? enlarged(planes, frame.planes) : planes, frame.planes);
  return made;
}

Made atQuality(const Frame& frame, int quality) {
  const ByteBuffer jpeg = encodePlanes(frame.planes, quality);
  return {static_cast<double>(jpeg.size()), psnr(decodePlanes(jpeg), frame.planes), 0};
}

// Between the two qualities whose sizes are around `bytes`; the time is the coarser one's.
Made againAt(const Frame& frame, double bytes) {
  int below = 1;
  int above = kFinest;
  while (above - below > 1) {
    const int middle = (below + above) / 2;
    (static_cast<double>(encodePlanes(frame.planes, middle).size()) < bytes ? below : above) = middle;
  }
  const Made coarse = atQuality(frame, below);
  const Made fine = atQuality(frame, above);
  Made made;
  made.bytes = bytes;
  made.db = coarse.db + (fine.db - coarse.db) * std::log(bytes / coarse.bytes) / std::log(fine.bytes / coarse.bytes);
  made.ms = bestMs([&] { encodePlanes(decodePlanes(frame.jpeg), below); });
  return made;
}

std::vector<ByteBuffer> spread(const movie::Movie& movie, std::size_t count) {
  std::vector<ByteBuffer> frames;
  for (std::size_t i = 0; i < count; ++i)
    frames.push_back(movie.read(movie.frame((2 * i + 1) * movie.frameCount() / (2 * count))).value());
  return frames;
}

bool printRung(const jpeg::Rung& rung, const std::vector<Frame>& frames) {
  Made made;
  Made again;
  for (const Frame& frame : frames) {
    const Made one = asRung(frame, rung);
    made.add(one);
    if (!rung.halfSize) again.add(againAt(frame, one.bytes));
  }
  std::printf("| %s, q%d | %.3f | %.1f | %.2f | %.2f |", rung.halfSize ? "half" : "full", rung.quality, rung.share,
              made.bytes / 1000, made.db, made.ms);
  if (rung.halfSize) {
    std::printf(" | | | |\n");
    return true;
  }
  const bool good = made.ms <= again.ms * kMostCost && made.db >= again.db - kMostDb;
  std::printf(" %.2f | %+.2f | %.2f | %.2f |%s\n", again.db, made.db - again.db, again.ms, made.ms / again.ms,
              good ? "" : " too much");
  return good;
}

bool printMovie(const char* path) {
  const auto opened = movie::Movie::open(path);
  if (!opened) {
    std::printf("%s: %s\n", path, opened.error().message.c_str());
    return false;
  }
  const movie::Movie& movie = **opened;
  std::vector<Frame> frames;
  for (ByteBuffer& jpeg : spread(movie, kFrames)) {
    if (!is420(jpeg)) {
      std::printf("%s: not 4:2:0\n", path);
      return false;
    }
    Planes planes = decodePlanes(jpeg);
    frames.push_back({std::move(jpeg), std::move(planes)});
  }
  const std::vector<ByteBuffer> samples = spread(movie, kSamples);
  jpeg::Ladder ladder;
  const double ms = bestMs([&] { ladder = jpeg::measureLadder(samples, true); });
  const double average = static_cast<double>(movie.frameBytes()) / static_cast<double>(movie.frameCount()) / 1000;
  std::printf("\n%s, %dx%d, %.0f KB a frame; its ladder was measured in %.0f ms\n\n", movie.name().c_str(),
              frames[0].planes[0].width, frames[0].planes[0].height, average, ms);
  std::printf("| rung | share | KB | dB | ms | again: dB | difference | again: ms | cost |\n");
  std::printf("|---|---|---|---|---|---|---|---|---|\n");
  bool good = true;
  for (std::size_t i = 1; i < ladder.size(); ++i) good = printRung(ladder[i], frames) && good;
  return good;
}

}  // namespace

}  // namespace zoetrope::bench

int main(int argc, char** argv) {
  bool good = argc > 1;
  for (int i = 1; i < argc; ++i) good = zoetrope::bench::printMovie(argv[i]) && good;
  return good ? 0 : 1;
}
