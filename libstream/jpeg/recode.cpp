// SPDX-License-Identifier: MIT
#include "libstream/jpeg/recode.h"

#include "libstream/jpeg/frame_info.h"
#include "libstream/jpeg/libjpeg.h"
#include "libstream/jpeg/tables.h"

#include <utility>

namespace zoetrope::jpeg {

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
