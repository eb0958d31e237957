// SPDX-License-Identifier: MIT
// quality_bench MOVIE SHOWN [SKIP]: frames of a movie that came over a path, the first SKIP left out, against the
// movie's own: each is found by its look, in order. Prints one line of JSON: how many there are, how many of half size,
// their mean PSNR, and that of the movie's frames encoded again at the same size (of every fifth).
#include "libstream/movie/movie.h"
#include "tests/bench/planes.h"

#include <cstdio>
#include <cstdlib>
#include <limits>
#include <vector>

namespace zoetrope::bench {

namespace {

constexpr int kThumb = 64;  // columns and rows
constexpr std::size_t kMostAhead = 60;
constexpr std::size_t kEvery = 5;
constexpr int kFinest = 98;

std::vector<double> thumbOf(const Plane& luma) {
  std::vector<double> sums(kThumb * kThumb, 0);
  std::vector<double> counts(sums.size(), 0);
  for (int y = 0; y < luma.height; ++y) {
    for (int x = 0; x < luma.width; ++x) {
      const auto cell = static_cast<std::size_t>(y * kThumb / luma.height * kThumb + x * kThumb / luma.width);
      sums[cell] += luma.at(x, y);
      counts[cell] += 1;
    }
  }
  for (std::size_t i = 0; i < sums.size(); ++i) sums[i] /= counts[i];
  return sums;
}

double difference(const std::vector<double>& a, const std::vector<double>& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += (a[i] - b[i]) * (a[i] - b[i]);
  return sum;
}

// PSNR of the frame encoded again in so many bytes.
double againAt(const Planes& original, std::size_t bytes) {
  int below = 1;
  int above = kFinest;
  while (above - below > 1) {
    const int middle = (below + above) / 2;
    (encodePlanes(original, middle).size() < bytes ? below : above) = middle;
  }
  return psnr(decodePlanes(encodePlanes(original, above)), original);
}

struct Sums {
  std::size_t frames = 0;
  std::size_t half = 0;
  std::size_t asTheyAre = 0;
  std::size_t judged = 0;
  double db = 0;
  double again = 0;
};

void judge(const ByteBuffer& original, const ByteBuffer& shown, Sums& sums) {
  const Planes source = decodePlanes(original);
  const Planes planes = decodePlanes(shown);
  const bool half = planes[0].width < source[0].width;
  if (half) ++sums.half;
  // The same picture has no finite PSNR.
  const double db = psnr(half ? enlarged(planes, source) : planes, source);
  if (db == std::numeric_limits<double>::infinity()) {
    ++sums.asTheyAre;
    return;
  }
  if (sums.frames % kEvery != 0) return;
  ++sums.judged;
  sums.db += db;
  sums.again += againAt(source, shown.size());
}

int run(const char* moviePath, const char* shownPath, std::size_t skip) {
  const auto movie = movie::Movie::open(moviePath);
  const auto shown = movie::Movie::open(shownPath);
  if (!movie || !shown) {
    std::fprintf(stderr, "quality_bench: %s\n", (movie ? shown.error() : movie.error()).message.c_str());
    return 1;
  }
  std::vector<std::vector<double>> thumbs;
  for (std::size_t i = 0; i < (*movie)->frameCount(); ++i)
    thumbs.push_back(thumbOf(decodePlanes((*movie)->read((*movie)->frame(i)).value())[0]));
  Sums sums;
  std::size_t next = 0;
  for (std::size_t i = 0; i < (*shown)->frameCount(); ++i) {
    const ByteBuffer jpeg = (*shown)->read((*shown)->frame(i)).value();
    const std::vector<double> thumb = thumbOf(decodePlanes(jpeg)[0]);
    // The movie may play again and again.
    std::size_t best = next % thumbs.size();
    for (std::size_t ahead = 0; ahead < kMostAhead; ++ahead) {
      const std::size_t candidate = (next + ahead) % thumbs.size();
      if (difference(thumbs[candidate], thumb) < difference(thumbs[best], thumb)) best = candidate;
    }
    next = best + 1;
    if (i < skip) continue;
    judge((*movie)->read((*movie)->frame(best)).value(), jpeg, sums);
    ++sums.frames;
  }
  const double judged = static_cast<double>(std::max<std::size_t>(1, sums.judged));
  std::printf("{\"frames\":%zu,\"half\":%zu,\"as_they_are\":%zu,\"judged\":%zu,\"db\":%.2f,\"again_db\":%.2f}\n",
              sums.frames, sums.half, sums.asTheyAre, sums.judged, sums.db / judged, sums.again / judged);
  return 0;
}

}  // namespace

}  // namespace zoetrope::bench

int main(int count, char** words) {
  if (count < 3) {
    std::fprintf(stderr, "usage: quality_bench MOVIE SHOWN [SKIP]\n");
    return 2;
  }
  return zoetrope::bench::run(words[1], words[2], count > 3 ? std::strtoul(words[3], nullptr, 10) : 0);
}
