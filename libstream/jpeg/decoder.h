// SPDX-License-Identifier: MIT
// JPEG to pixels with libjpeg-turbo, scaled down in the DCT when less is wanted.
// Thread: one object, one thread at a time.
// Owns: libjpeg's state, used again for each picture.
// Fails: a sentence for what cannot be decoded at all; damage inside the picture is `warnings`, with what there is
// shown. Limits: kMaxPixels, kMaxScans.
#pragma once

#include "libstream/base/bytes.h"
#include "libstream/base/result.h"
#include "libstream/jpeg/pixel_buffer.h"

#include <memory>

namespace zoetrope::jpeg {

struct DecodedSize {
  int width = 0;  // of what was written
  int height = 0;
  int fullWidth = 0;  // of the picture
  int fullHeight = 0;
  int warnings = 0;  // libjpeg's, such as "premature end" and "bad Huffman code"

  bool corrupt() const { return warnings > 0; }
};

class Decoder {
 public:
  Decoder();
  ~Decoder();
  Decoder(const Decoder&) = delete;
  Decoder& operator=(const Decoder&) = delete;

  // Blue, green, red, one unused byte (255): CAIRO_FORMAT_RGB24 on little-endian machines. The picture, fitted into
  // wantedWidth x wantedHeight, decides the size: full, half, quarter or eighth, the smallest that is not smaller than
  // it. 0 x 0 asks for full size.
  Result<DecodedSize> decodeBgrx(Bytes jpeg, int wantedWidth, int wantedHeight, PixelBuffer& into);
  // Full size, three bytes a pixel, with libjpeg's best quality (fancy upsampling): for measuring and for tests.
  Result<DecodedSize> decodeRgb(Bytes jpeg, PixelBuffer& into);
  // Full size, one byte a pixel: luminance.
  Result<DecodedSize> decodeGrey(Bytes jpeg, PixelBuffer& into);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace zoetrope::jpeg
