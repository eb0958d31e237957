// SPDX-License-Identifier: MIT
#include "libstream/jpeg/decoder.h"

#include "libstream/jpeg/libjpeg.h"

#include <algorithm>
#include <cstdint>

namespace zoetrope::jpeg {

namespace {

constexpr int kMaxRowsAtOnce = 4;  // libjpeg hands out at most as many
constexpr unsigned kEighths = 8;

struct Format {
  J_COLOR_SPACE colour;
  int bytesPerPixel;
  // Fancy upsampling smooths the chroma. Without it libjpeg merges upsampling with colour conversion: 7.0 ms instead of
  // 9.6 for a 1080p frame of 540 KB.
  boolean fancyUpsampling;
};

unsigned scaled(unsigned size, unsigned eighths) { return (size * eighths + kEighths - 1) / kEighths; }

// The full, half, quarter and eighth sizes are those that libjpeg-turbo has fast code for: 7/8 of a 1080p frame takes
// twice as long as all of it.
unsigned eighthsFor(unsigned width, unsigned height, int wantedWidth, int wantedHeight) {
  if (wantedWidth <= 0 || wantedHeight <= 0) return kEighths;
  const double fit = std::min(static_cast<double>(wantedWidth) / width, static_cast<double>(wantedHeight) / height);
  for (const unsigned eighths : {1U, 2U, 4U})
    if (scaled(width, eighths) >= width * fit && scaled(height, eighths) >= height * fit) return eighths;
  return kEighths;
}

}  // namespace

struct Decoder::State {
  LibjpegErrors errors;
  Decompressor jpeg{errors};

  bool open(Bytes data, const Format& format, int wantedWidth, int wantedHeight) {
    return errors.run([&] {
      readHeader(jpeg, data);
      jpeg.out_color_space = format.colour;
      jpeg.do_fancy_upsampling = format.fancyUpsampling;
      jpeg.dct_method = JDCT_ISLOW;  // IFAST saves 0.2 ms of 7 and costs quality
      jpeg.scale_num = eighthsFor(jpeg.image_width, jpeg.image_height, wantedWidth, wantedHeight);
      jpeg.scale_denom = kEighths;
      jpeg_calc_output_dimensions(&jpeg);
    });
  }

  bool readPixels(PixelBuffer& into) {
    return errors.run([&] {
      jpeg_start_decompress(&jpeg);
      while (jpeg.output_scanline < jpeg.output_height) {
        JSAMPROW rows[kMaxRowsAtOnce];
        const unsigned count = std::min<unsigned>(kMaxRowsAtOnce, jpeg.output_height - jpeg.output_scanline);
        for (unsigned i = 0; i < count; ++i) rows[i] = into.row(static_cast<int>(jpeg.output_scanline + i));
        jpeg_read_scanlines(&jpeg, rows, count);
      }
      jpeg_finish_decompress(&jpeg);
    });
  }

  Result<DecodedSize> fail() {
    jpeg_abort_decompress(&jpeg);
    return Error{errors.message()};
  }

  Result<DecodedSize> decode(Bytes data, const Format& format, int wantedWidth, int wantedHeight, PixelBuffer& into) {
    if (!open(data, format, wantedWidth, wantedHeight)) return fail();
    const int headerWarnings = errors.warnings();
    DecodedSize size;
    size.width = static_cast<int>(jpeg.output_width);
    size.height = static_cast<int>(jpeg.output_height);
    size.fullWidth = static_cast<int>(jpeg.image_width);
    size.fullHeight = static_cast<int>(jpeg.image_height);
    into.resize(size.width, size.height, format.bytesPerPixel);
    if (!readPixels(into)) return fail();
    size.warnings = headerWarnings + errors.warnings();
    return size;
  }
};

Decoder::Decoder() : state_(std::make_unique<State>()) {}
Decoder::~Decoder() = default;

Result<DecodedSize> Decoder::decodeBgrx(Bytes jpeg, int wantedWidth, int wantedHeight, PixelBuffer& into) {
  return state_->decode(jpeg, {JCS_EXT_BGRA, 4, FALSE}, wantedWidth, wantedHeight, into);
}

Result<DecodedSize> Decoder::decodeRgb(Bytes jpeg, PixelBuffer& into) {
  return state_->decode(jpeg, {JCS_RGB, 3, TRUE}, 0, 0, into);
}

Result<DecodedSize> Decoder::decodeGrey(Bytes jpeg, PixelBuffer& into) {
  return state_->decode(jpeg, {JCS_GRAYSCALE, 1, TRUE}, 0, 0, into);
}

}  // namespace zoetrope::jpeg
