// SPDX-License-Identifier: MIT
#include "libstream/jpeg/recode.h"

#include "libstream/jpeg/frame_info.h"
#include "libstream/jpeg/libjpeg.h"
#include "libstream/jpeg/tables.h"

#include <numeric>
#include <utility>

namespace zoetrope::jpeg {

namespace {

// Fewer blocks in an MCU; libjpeg's arrays hold the same blocks either way.
void reduceSampling(jpeg_compress_struct& target) {
  int h = 0;
  int v = 0;
  for (int i = 0; i < target.num_components; ++i) {
    h = std::gcd(h, target.comp_info[i].h_samp_factor);
    v = std::gcd(v, target.comp_info[i].v_samp_factor);
  }
  for (int i = 0; i < target.num_components; ++i) {
    target.comp_info[i].h_samp_factor /= h;
    target.comp_info[i].v_samp_factor /= v;
  }
}

}  // namespace

Result<ByteBuffer> addHuffmanTables(Bytes jpeg) {
  const Parsed<FrameInfo> info = parseFrameHeader(jpeg);
  if (info.isBad()) return Error{info.failure().reason};
  if (info.needsMore()) return Error{"the JPEG ends inside its header"};
  const std::size_t sos = info.value().sosOffset;
  const ByteBuffer tables = huffmanSegmentFor(info.value().missingHuffmanTables);
  ByteBuffer out;
  out.reserve(jpeg.size() + tables.size());
  append(out, jpeg.first(sos));
  append(out, tables);
  append(out, jpeg.subspan(sos));
  return out;
}

Result<ByteBuffer> recodeHuffman(Bytes jpeg) {
  LibjpegErrors errors;
  Decompressor source(errors);
  Compressor target(errors);
  ByteBuffer out;
  LibjpegSink sink(target, out, jpeg.size() + jpeg.size() / 4);
  const bool done = errors.run([&] {
    readHeader(source, jpeg);
    jvirt_barray_ptr* coefficients = jpeg_read_coefficients(&source);
    jpeg_copy_critical_parameters(&source, &target);
    reduceSampling(target);
    target.optimize_coding = FALSE;
    jpeg_write_coefficients(&target, coefficients);
    jpeg_finish_compress(&target);
    jpeg_finish_decompress(&source);
  });
  if (!done) return Error{errors.message()};
  return out;
}

}  // namespace zoetrope::jpeg
