// SPDX-License-Identifier: MIT
// Pixels to JPEG with libjpeg-turbo: demo movies, test pictures.
// Thread: values, no shared state.
// Fails: a sentence for sizes that JPEG or the limits do not allow, and for too few pixels.
// Limits: kMaxPixels.
#pragma once

#include "libstream/base/bytes.h"
#include "libstream/base/result.h"

#include <string>

namespace zoetrope::jpeg {

// k422InFfmpegOrder: 4:2:2 in the sampling factors 2x2,1x2,1x2, as ffmpeg writes it.
enum class Subsampling { k444, k422, k422InFfmpegOrder, k420, k440, k411, kGrey };

struct EncodeOptions {
  int quality = 85;  // libjpeg's scale, 1..100
  Subsampling subsampling = Subsampling::k420;
  bool optimiseHuffman = false;
  bool progressive = false;
  int restartInterval = 0;  // in MCUs, 0 for none
  std::string comment;      // a COM segment, such as "fps=20"
  bool jfif = true;         // the APP0 segment
};

// `rgb`: three bytes a pixel, rows without padding.
Result<ByteBuffer> encodeRgb(Bytes rgb, int width, int height, const EncodeOptions& options = {});

}  // namespace zoetrope::jpeg
