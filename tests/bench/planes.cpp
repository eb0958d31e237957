// SPDX-License-Identifier: MIT
#include "tests/bench/planes.h"

#include <jpeglib.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <cstdlib>

namespace zoetrope::bench {

namespace {

constexpr int kMcu = 16;
constexpr int kBlock = 8;

int roundUp(int value, int step) { return (value + step - 1) / step * step; }

Planes emptyPlanes(int width, int height) {
  Planes planes;
  for (std::size_t i = 0; i < planes.size(); ++i) {
    const int shrink = i == 0 ? 1 : 2;
    Plane& plane = planes[i];
    plane.width = (width + shrink - 1) / shrink;
    plane.height = (height + shrink - 1) / shrink;
    plane.stride = roundUp(width, kMcu) / shrink;
    plane.samples.resize(static_cast<std::size_t>(plane.stride) *
                         static_cast<std::size_t>(roundUp(height, kMcu) / shrink));
  }
  return planes;
}

// libjpeg's rows of one row of MCUs.
struct McuRows {
  McuRows(Planes& planes, unsigned line) {
    for (std::size_t i = 0; i < planes.size(); ++i) {
      const int count = i == 0 ? kMcu : kBlock;
      const int first = static_cast<int>(line) / (i == 0 ? 1 : 2);
      for (int row = 0; row < count; ++row)
        rows[i][static_cast<std::size_t>(row)] =
            planes[i].samples.data() + static_cast<std::ptrdiff_t>(first + row) * planes[i].stride;
      all[i] = rows[i].data();
    }
  }
  std::array<std::array<JSAMPROW, kMcu>, 3> rows;
  std::array<JSAMPARRAY, 3> all;
};

struct Decompressor : jpeg_decompress_struct {
  explicit Decompressor(Bytes jpeg) : jpeg_decompress_struct{} {
    err = jpeg_std_error(&errors);
    jpeg_create_decompress(this);
    jpeg_mem_src(this, jpeg.data(), static_cast<unsigned long>(jpeg.size()));
    jpeg_read_header(this, TRUE);
  }
  ~Decompressor() { jpeg_destroy_decompress(this); }
  Decompressor(const Decompressor&) = delete;
  Decompressor& operator=(const Decompressor&) = delete;

  jpeg_error_mgr errors;
};

}  // namespace

bool is420(Bytes jpeg) {
  const Decompressor source(jpeg);
  if (source.jpeg_color_space != JCS_YCbCr) return false;
  const auto* parts = source.comp_info;
  return parts[0].h_samp_factor == 2 && parts[0].v_samp_factor == 2 && parts[1].h_samp_factor == 1 &&
         parts[1].v_samp_factor == 1;
}

Planes decodePlanes(Bytes jpeg) {
  Decompressor source(jpeg);
  Planes planes = emptyPlanes(static_cast<int>(source.image_width), static_cast<int>(source.image_height));
  source.raw_data_out = TRUE;
  source.out_color_space = JCS_YCbCr;
  jpeg_start_decompress(&source);
  while (source.output_scanline < source.output_height) {
    McuRows rows(planes, source.output_scanline);
    jpeg_read_raw_data(&source, rows.all.data(), kMcu);
  }
  jpeg_finish_decompress(&source);
  return planes;
}

ByteBuffer encodePlanes(const Planes& planes, int quality) {
  jpeg_compress_struct target{};
  jpeg_error_mgr errors;
  target.err = jpeg_std_error(&errors);
  jpeg_create_compress(&target);
  unsigned char* bytes = nullptr;
  unsigned long size = 0;
  jpeg_mem_dest(&target, &bytes, &size);
  target.image_width = static_cast<JDIMENSION>(planes[0].width);
  target.image_height = static_cast<JDIMENSION>(planes[0].height);
  target.input_components = 3;
  target.in_color_space = JCS_YCbCr;
  jpeg_set_defaults(&target);
  jpeg_set_quality(&target, quality, TRUE);
  target.raw_data_in = TRUE;
  jpeg_start_compress(&target, TRUE);
  // libjpeg's rows are not const, though it only reads them.
  auto& samples = const_cast<Planes&>(planes);
  while (target.next_scanline < target.image_height) {
    McuRows rows(samples, target.next_scanline);
    jpeg_write_raw_data(&target, rows.all.data(), kMcu);
  }
  jpeg_finish_compress(&target);
  jpeg_destroy_compress(&target);
  ByteBuffer jpeg(bytes, bytes + size);
  std::free(bytes);
  return jpeg;
}

Planes enlarged(const Planes& planes, const Planes& like) {
  Planes large = emptyPlanes(like[0].width, like[0].height);
  for (std::size_t i = 0; i < planes.size(); ++i) {
    const Plane& from = planes[i];
    for (int y = 0; y < large[i].height; ++y) {
      const double fromY = std::clamp(y / 2.0 - 0.25, 0.0, from.height - 1.0);
      const int top = static_cast<int>(fromY);
      const int bottom = std::min(top + 1, from.height - 1);
      for (int x = 0; x < large[i].width; ++x) {
        const double fromX = std::clamp(x / 2.0 - 0.25, 0.0, from.width - 1.0);
        const int left = static_cast<int>(fromX);
        const int right = std::min(left + 1, from.width - 1);
        const double above = std::lerp(double{1} * from.at(left, top), double{1} * from.at(right, top), fromX - left);
        const double below =
            std::lerp(double{1} * from.at(left, bottom), double{1} * from.at(right, bottom), fromX - left);
        large[i].samples[static_cast<std::size_t>(y) * static_cast<std::size_t>(large[i].stride) +
                         static_cast<std::size_t>(x)] =
            static_cast<std::uint8_t>(std::lround(std::lerp(above, below, fromY - top)));
      }
    }
  }
  return large;
}

double psnr(const Planes& a, const Planes& b) {
  double squares = 0;
  double count = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    for (int y = 0; y < a[i].height; ++y)
      for (int x = 0; x < a[i].width; ++x) {
        const double difference = a[i].at(x, y) - b[i].at(x, y);
        squares += difference * difference;
      }
    count += static_cast<double>(a[i].width) * a[i].height;
  }
  return 10 * std::log10(255.0 * 255.0 * count / squares);
}

}  // namespace zoetrope::bench
