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

int roundUp(int value, int step) { return (value + step - 1) / step * step; }
int scaled(int size, int eighths) { return (size * eighths + kDctSize - 1) / kDctSize; }

// How much finer than the source's the quantisers are.
struct Finer {
  unsigned luminance;
  unsigned chrominance;
};

// Decodes rows and encodes them at once: no picture is held as pixels.
class Reencoder {
 public:
  explicit Reencoder(Bytes jpeg) : source_(errors_), target_(errors_), sink_(target_, out_, jpeg.size()), jpeg_(jpeg) {}

  Result<ByteBuffer> run(bool scaleToLimit, Finer finer) {
    if (!errors_.run([&] { openSource(); })) return Error{errors_.message()};
    if (!chooseSize(scaleToLimit)) return Error{"a picture too large to scale down"};
    row_.resize(static_cast<std::size_t>(size_.paddedWidth) * kChannels);
    if (!errors_.run([&] { convert(finer); })) return Error{errors_.message()};
    return std::move(out_);
  }

 private:
  void openSource() {
    readHeader(source_, jpeg_);
    // libjpeg converts neither grey nor RGB to YCbCr on this side.
    if (source_.jpeg_color_space == JCS_YCbCr) source_.out_color_space = JCS_YCbCr;
  }

  bool chooseSize(bool scaleToLimit) {
    const int width = static_cast<int>(source_.image_width);
    const int height = static_cast<int>(source_.image_height);
    size_ = scaleToLimit ? scaleToFit(width, height) : ScaledSize{kDctSize, width, height, width, height};
    return size_.eighths > 0;
  }

  void convert(Finer finer) {
    source_.scale_num = static_cast<unsigned>(size_.eighths);
    source_.scale_denom = kDctSize;
    source_.dct_method = JDCT_ISLOW;
    jpeg_start_decompress(&source_);
    startTarget(finer);
    while (source_.output_scanline < source_.output_height) {
      readRow();
      writeRow();
    }
    while (target_.next_scanline < target_.image_height) writeRow();
    jpeg_finish_compress(&target_);
    jpeg_finish_decompress(&source_);
  }

  void startTarget(Finer finer) {
    target_.image_width = static_cast<JDIMENSION>(size_.paddedWidth);
    target_.image_height = static_cast<JDIMENSION>(size_.paddedHeight);
    target_.input_components = kChannels;
    target_.in_color_space = source_.out_color_space == JCS_RGB ? JCS_RGB : JCS_YCbCr;
    jpeg_set_defaults(&target_);  // YCbCr 4:2:0, the standard Huffman tables
    target_.dct_method = JDCT_ISLOW;
    setQuantisers(0, 0, finer.luminance);
    setQuantisers(1, source_.num_components > 1 ? 1 : 0, finer.chrominance);
    jpeg_start_compress(&target_, TRUE);
  }

  void setQuantisers(int id, int sourceComponent, unsigned finer) {
    const JQUANT_TBL* from = source_.quant_tbl_ptrs[source_.comp_info[sourceComponent].quant_tbl_no];
    unsigned steps[DCTSIZE2];
    for (int i = 0; i < DCTSIZE2; ++i) steps[i] = std::max(1U, (from->quantval[i] + finer / 2) / finer);
    jpeg_add_quant_table(&target_, id, steps, 100, TRUE);
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
    const ScaledSize size{eighths, scaled(width, eighths), scaled(height, eighths),
                          roundUp(scaled(width, eighths), kBlocksOf420),
                          roundUp(scaled(height, eighths), kBlocksOf420)};
    if (size.width <= limit && size.height <= limit) return size;
  }
  return {};
}

Result<ByteBuffer> reencode(Bytes jpeg) { return Reencoder(jpeg).run(false, {1, 2}); }

Result<ByteBuffer> scaleDown(Bytes jpeg) { return Reencoder(jpeg).run(true, {2, 2}); }

}  // namespace zoetrope::jpeg
