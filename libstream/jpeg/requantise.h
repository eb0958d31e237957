// SPDX-License-Identifier: MIT
// A smaller picture out of a JPEG's own coefficients: coarser steps, nothing decoded to pixels. Costs two thirds of
// decoding and encoding again and looks a little better at the same size (docs/renditions.md has the figures).
// Spec: ITU-T T.81, annexes A and F; the steps are annex K's at libjpeg's quality, never finer than the source's.
// Thread: one object, one thread.
// Owns: the coefficients, as libjpeg holds them. Borrows: the JPEG.
// Fails: what libjpeg cannot read; pictures that are not requantisable().
// Limits: kMaxPixels, kMaxLibjpegMemory, kMaxScans.
#pragma once

#include "libstream/base/bytes.h"
#include "libstream/base/result.h"
#include "libstream/jpeg/frame_info.h"

#include <cstddef>
#include <memory>

namespace zoetrope::jpeg {

// YCbCr in 4:2:0 or 4:2:2, 8 bits, steps that fit into a byte: what comes out then fits RFC 2435 but for its size.
bool requantisable(const FrameInfo& info);

class Requantiser {
 public:
  // Coarser: as write() does it. Exact: as an encoder would quantise the pixels.
  enum class Rounding { Coarser, Exact };

  explicit Requantiser(Bytes jpeg);
  ~Requantiser();
  Requantiser(const Requantiser&) = delete;
  Requantiser& operator=(const Requantiser&) = delete;

  // Reads the coefficients. Damage inside the picture stays in it.
  Result<void> open();
  // About how large the scan would be: counts what some of the blocks would take.
  Result<std::size_t> estimate(int quality, Rounding rounding);
  // Once: the coefficients are used up.
  Result<ByteBuffer> write(int quality);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

Result<ByteBuffer> requantise(Bytes jpeg, int quality);

}  // namespace zoetrope::jpeg
