// SPDX-License-Identifier: MIT
#include "libstream/jpeg/encoder.h"

#include "libstream/jpeg/libjpeg.h"
#include "libstream/jpeg/limits.h"

#include <cstddef>
#include <cstdint>

namespace zoetrope::jpeg {

namespace {

constexpr int kChannels = 3;
constexpr int kMaxDimension = 65'500;  // libjpeg's
constexpr std::size_t kMaxComment = 65'533;

struct Factors {
  int h;
  int v;
  int chromaV = 1;
};

Factors factorsOf(Subsampling subsampling) {
  switch (subsampling) {
    case Subsampling::k422:
      return {2, 1};
    case Subsampling::k422InFfmpegOrder:
      return {2, 2, 2};
    case Subsampling::k420:
      return {2, 2};
    case Subsampling::k440:
      return {1, 2};
    case Subsampling::k411:
      return {4, 1};
    case Subsampling::k444:
    case Subsampling::kGrey:
      break;
  }
  return {1, 1};
}

void configure(jpeg_compress_struct& target, int width, int height, const EncodeOptions& options) {
  target.image_width = static_cast<JDIMENSION>(width);
  target.image_height = static_cast<JDIMENSION>(height);
  target.input_components = kChannels;
  target.in_color_space = JCS_RGB;
  jpeg_set_defaults(&target);
  jpeg_set_quality(&target, options.quality, TRUE);
  if (options.subsampling == Subsampling::kGrey) jpeg_set_colorspace(&target, JCS_GRAYSCALE);
  const Factors factors = factorsOf(options.subsampling);
  target.comp_info[0].h_samp_factor = factors.h;
  target.comp_info[0].v_samp_factor = factors.v;
  for (int i = 1; i < target.num_components; ++i) target.comp_info[i].v_samp_factor = factors.chromaV;
  target.optimize_coding = options.optimiseHuffman;
  target.restart_interval = static_cast<unsigned>(options.restartInterval);
  target.write_JFIF_header = options.jfif;
  if (options.progressive) jpeg_simple_progression(&target);
}

void encode(jpeg_compress_struct& target, Bytes rgb, const EncodeOptions& options) {
  jpeg_start_compress(&target, TRUE);
  if (!options.comment.empty()) {
    const Bytes comment = asBytes(options.comment);
    jpeg_write_marker(&target, JPEG_COM, comment.data(), static_cast<unsigned>(comment.size()));
  }
  const std::size_t stride = static_cast<std::size_t>(target.image_width) * kChannels;
  while (target.next_scanline < target.image_height) {
    // libjpeg's rows are not const, though it only reads them.
    JSAMPROW row = const_cast<JSAMPROW>(rgb.data() + target.next_scanline * stride);
    jpeg_write_scanlines(&target, &row, 1);
  }
  jpeg_finish_compress(&target);
}

}  // namespace

Result<ByteBuffer> encodeRgb(Bytes rgb, int width, int height, const EncodeOptions& options) {
  if (width <= 0 || height <= 0 || width > kMaxDimension || height > kMaxDimension) return Error{"no size for a JPEG"};
  const std::int64_t pixels = std::int64_t{width} * height;
  if (pixels > kMaxPixels) return Error{"a picture of more than 8192 x 6144 pixels"};
  if (static_cast<std::int64_t>(rgb.size()) < pixels * kChannels) return Error{"fewer pixels than the picture has"};
  if (options.comment.size() > kMaxComment) return Error{"a comment longer than a segment"};
  LibjpegErrors errors;
  Compressor target(errors);
  ByteBuffer out;
  LibjpegSink sink(target, out, static_cast<std::size_t>(pixels) / 4);
  const bool done = errors.run([&] {
    configure(target, width, height, options);
    encode(target, rgb, options);
  });
  if (!done) return Error{errors.message()};
  return out;
}

}  // namespace zoetrope::jpeg
