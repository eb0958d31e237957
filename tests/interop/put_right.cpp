// SPDX-License-Identifier: MIT
// put_right MOVIE OUT: the frames of a movie as our server sends them to a receiver that knows RFC 2435 alone,
// concatenated. What strangers' pictures are compared with where the file's own do not fit.
#include "libstream/jpeg/frame_info.h"
#include "libstream/jpeg/transcode.h"
#include "libstream/movie/movie.h"

#include <cstdio>
#include <fstream>

using namespace zoetrope;

namespace {

int fail(const std::string& sentence) {
  std::fprintf(stderr, "put_right: %s\n", sentence.c_str());
  return 1;
}

Result<ByteBuffer> putRight(const movie::Movie& movie, std::size_t number) {
  Result<ByteBuffer> frame = movie.read(movie.frame(number));
  if (!frame) return frame;
  const Result<jpeg::FrameInfo> info = jpeg::parseFrameInfo(*frame);
  if (!info) return info.error();
  const jpeg::Remedy remedy = jpeg::remedyForRfc2435(*info);
  return remedy == jpeg::Remedy::None ? std::move(frame) : jpeg::applyRemedy(remedy, *frame);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return fail("usage: put_right MOVIE OUT");
  const auto movie = movie::Movie::open(argv[1]);
  if (!movie) return fail("cannot open the movie");
  std::ofstream out(argv[2], std::ios::binary);
  for (std::size_t number = 0; number < (*movie)->frameCount(); ++number) {
    const Result<ByteBuffer> frame = putRight(**movie, number);
    if (!frame) return fail(frame.error().message);
    out.write(reinterpret_cast<const char*>(frame->data()), static_cast<std::streamsize>(frame->size()));
  }
  return out.good() ? 0 : fail("cannot write");
}
