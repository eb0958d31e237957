// SPDX-License-Identifier: MIT
// Puts right what RFC 2435 cannot carry: without loss where the entropy coding is all that is wrong.
// Spec: RFC 2435 section 4.1 (types 0 and 1: YCbCr 4:2:2 and 4:2:0, standard Huffman tables, up to 2040 px).
// Thread: values, no shared state; 10 to 30 ms of CPU for a 1080p picture, so not for a thread that serves sockets.
// Fails: a sentence for pictures that libjpeg cannot read (12 bits, lossless, CMYK, over the limits, damaged headers).
//        A picture damaged inside is put right with its damage.
// Limits: kMaxPixels, kMaxLibjpegMemory, kMaxScans.
#pragma once

#include "libstream/base/bytes.h"
#include "libstream/base/result.h"
#include "libstream/jpeg/frame_info.h"

#include <string>

namespace zoetrope::jpeg {

// AddHuffmanTables and RecodeHuffman keep every coefficient; Reencode makes 4:2:0 of the same size; ScaleDown makes
// 4:2:0 of at most 2040 px a side, sizes multiples of 16, the edge repeated.
enum class Remedy { None, AddHuffmanTables, RecodeHuffman, Reencode, ScaleDown };

// What a receiver that knows RFC 2435 alone needs. Missing Huffman tables need nothing: RFC 2435 implies them.
Remedy remedyForRfc2435(const FrameInfo& info);
// What a receiver that gets whole JPEGs needs (course dialect): AddHuffmanTables or None.
Remedy remedyForWholeJpeg(const FrameInfo& info);

struct PictureSize {
  int width = 0;
  int height = 0;
};
// What ScaleDown makes of a picture; 0 x 0 when an eighth of it is still too large.
PictureSize scaledDownSize(const FrameInfo& info);

// A sentence for the log: what is done and why. Empty for None.
std::string describe(Remedy remedy, const FrameInfo& info);

Result<ByteBuffer> applyRemedy(Remedy remedy, Bytes jpeg);

}  // namespace zoetrope::jpeg
