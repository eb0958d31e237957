// SPDX-License-Identifier: MIT
#include "libstream/jpeg/reencode.h"

#include "libstream/jpeg/libjpeg.h"
#include "libstream/jpeg/limits.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace zoetrope::jpeg {

namespace {

constexpr int kBlocksOf420 = 16;
constexpr int kDctSize = 8;
constexpr int kChannels = 3;
constexpr std::uint8_t kNoColour = 128;
constexpr UINT16 kLargestStep = 255;

int roundUp(int value, int step) { return (value + step - 1) / step * step; }
int scaled(int size, int eighths) { return (size * eighths + kDctSize - 1) / kDctSize; }

// How much finer than the source's the quantisers are; or which quality they are.
struct Steps {
  unsigned finerLuminance = 1;
  unsigned finerChrominance = 1;
  int quality = 0;
};

ScaledSize asItIs(int width, int height) { return {kDctSize, width, height, width, height}; }

ScaledSize halved(int width, int height) {
  const int eighths = kDctSize / 2;
  const int halfWidth = scaled(width, eighths);
  const int halfHeight = scaled(height, eighths);
  return {eighths, halfWidth, halfHeight, halfWidth, halfHeight};
}

ScaledSize fitted(int width, int height, int eighths) {
  return {eighths, scaled(width, eighths), scaled(height, eighths), roundUp(scaled(width, eighths), kBlocksOf420),
          roundUp(scaled(height, eighths), kBlocksOf420)};
}

ScaledSize fittedHalf(int width, int height) {
  const int eighths = scaleToFit(width, height).eighths;
  return eighths == 0 ? ScaledSize{} : fitted(width, height, std::max(1, eighths / 2));
}

using ChooseSize = ScaledSize (*)(int width, int height);

// Decodes rows and encodes them at once: no picture is held as pixels.
class Reencoder {
 public:
  explicit Reencoder(Bytes jpeg) : source_(errors_), target_(errors_), sink_(target_, out_, jpeg.size()), jpeg_(jpeg) {}

  Result<ByteBuffer> run(ChooseSize chooseSize, Steps steps) {
    if (!errors_.run([&] { openSource(); })) return Error{errors_.message()};
    size_ = chooseSize(static_cast<int>(source_.image_width), static_cast<int>(source_.image_height));
    if (size_.eighths == 0) return Error{"a picture too large to scale down"};
    row_.resize(static_cast<std::size_t>(size_.paddedWidth) * kChannels);
    if (!errors_.run([&] { convert(steps); })) return Error{errors_.message()};
    return std::move(out_);
  }

 private:
  void openSource() {
    readHeader(source_, jpeg_);
    // libjpeg converts neither grey nor RGB to YCbCr on this side.
    if (source_.jpeg_color_space == JCS_YCbCr) source_.out_color_space = JCS_YCbCr;
  }

  void convert(const Steps& steps) {
    source_.scale_num = static_cast<unsigned>(size_.eighths);
    source_.scale_denom = kDctSize;
    source_.dct_method = JDCT_ISLOW;
    jpeg_start_decompress(&source_);
    startTarget(steps);
    while (source_.output_scanline < source_.output_height) {
      readRow();
      writeRow();
    }
    while (target_.next_scanline < target_.image_height) writeRow();
    jpeg_finish_compress(&target_);
    jpeg_finish_decompress(&source_);
  }

  void startTarget(const Steps& steps) {
    target_.image_width = static_cast<JDIMENSION>(size_.paddedWidth);
    target_.image_height = static_cast<JDIMENSION>(size_.paddedHeight);
    target_.input_components = kChannels;
    target_.in_color_space = source_.out_color_space == JCS_RGB ? JCS_RGB : JCS_YCbCr;
    jpeg_set_defaults(&target_);  // YCbCr 4:2:0, the standard Huffman tables
    target_.dct_method = JDCT_ISLOW;
    if (steps.quality != 0) {
      jpeg_set_quality(&target_, steps.quality, TRUE);
      if (size_.eighths == kDctSize) notFinerThanSource();
    } else {
      setQuantisers(0, 0, steps.finerLuminance);
      setQuantisers(1, chromaOfSource(), steps.finerChrominance);
    }
    jpeg_start_compress(&target_, TRUE);
  }

  // Of grey pictures, luminance is what there is.
  int chromaOfSource() const { return source_.num_components > 1 ? 1 : 0; }

  const JQUANT_TBL& quantisersOf(int component) const {
    return *source_.quant_tbl_ptrs[source_.comp_info[component].quant_tbl_no];
  }

  void setQuantisers(int id, int sourceComponent, unsigned finer) {
    const JQUANT_TBL& from = quantisersOf(sourceComponent);
    unsigned steps[DCTSIZE2];
    for (int i = 0; i < DCTSIZE2; ++i) steps[i] = std::max(1U, (from.quantval[i] + finer / 2) / finer);
    jpeg_add_quant_table(&target_, id, steps, 100, TRUE);
  }

  void notFinerThanSource() {
    for (const int id : {0, 1}) {
      const JQUANT_TBL& from = quantisersOf(id == 0 ? 0 : chromaOfSource());
      for (int i = 0; i < DCTSIZE2; ++i) {
        UINT16& step = target_.quant_tbl_ptrs[id]->quantval[i];
        step = std::min(std::max(step, from.quantval[i]), kLargestStep);
      }
    }
  }

  void readRow() {
    JSAMPROW row = row_.data();
    jpeg_read_scanlines(&source_, &row, 1);
    if (source_.output_components == 1) spreadGrey();
    for (int x = size_.width; x < size_.paddedWidth; ++x)
      std::copy_n(&row_[static_cast<std::size_t>(size_.width - 1) * kChannels], kChannels,
                  &row_[static_cast<std::size_t>(x) * kChannels]);
  }

  // From the end, so that nothing is overwritten before it is read.
  void spreadGrey() {
    for (int x = size_.width - 1; x >= 0; --x) {
      std::uint8_t* pixel = &row_[static_cast<std::size_t>(x) * kChannels];
      pixel[0] = row_[static_cast<std::size_t>(x)];
      pixel[1] = pixel[2] = kNoColour;
    }
  }

  void writeRow() {
    JSAMPROW row = row_.data();
    jpeg_write_scanlines(&target_, &row, 1);
  }

  // Owned.
  LibjpegErrors errors_;
  Decompressor source_;
  Compressor target_;
  ByteBuffer out_;
  LibjpegSink sink_;
  std::vector<std::uint8_t> row_;
  ScaledSize size_;
  // Given (not owned).
  Bytes jpeg_;
};

}  // namespace

ScaledSize scaleToFit(int width, int height) {
  const int limit = kMaxRfc2435Dimension / kBlocksOf420 * kBlocksOf420;
  for (int eighths = kDctSize; eighths > 0; --eighths) {
    const ScaledSize size = fitted(width, height, eighths);
    if (size.width <= limit && size.height <= limit) return size;
  }
  return {};
}

Result<ByteBuffer> reencode(Bytes jpeg) { return Reencoder(jpeg).run(asItIs, {1, 2, 0}); }

Result<ByteBuffer> scaleDown(Bytes jpeg) { return Reencoder(jpeg).run(scaleToFit, {2, 2, 0}); }

Result<ByteBuffer> encodeAgain(Bytes jpeg, const EncodeAgain& how) {
  const ChooseSize size = how.halfSize ? (how.limitSize ? fittedHalf : halved) : (how.limitSize ? scaleToFit : asItIs);
  return Reencoder(jpeg).run(size, {1, 1, how.quality});
}

}  // namespace zoetrope::jpeg
