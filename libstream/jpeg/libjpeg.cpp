// SPDX-License-Identifier: MIT
#include "libstream/jpeg/libjpeg.h"

#include "libstream/jpeg/limits.h"

#include <algorithm>
#include <cstdint>
#include <numeric>

namespace zoetrope::jpeg {

namespace {

constexpr std::size_t kSmallestSink = 4096;

}  // namespace

LibjpegErrors::LibjpegErrors() : progress_{} {
  jpeg_std_error(&manager_);
  manager_.error_exit = onError;
  manager_.emit_message = onMessage;
  manager_.output_message = onOutput;
  progress_.progress_monitor = onProgress;
}

void LibjpegErrors::watch(jpeg_decompress_struct& decompressor) { decompressor.progress = &progress_; }

void LibjpegErrors::onError(j_common_ptr codec) {
  char text[JMSG_LENGTH_MAX];
  codec->err->format_message(codec, text);
  giveUp(codec, text);
}

void LibjpegErrors::giveUp(j_common_ptr codec, const char* why) {
  LibjpegErrors& self = of(codec);
  self.message_ = why;
  std::longjmp(self.escape_, 1);
}

void LibjpegErrors::onMessage(j_common_ptr codec, int level) {
  if (level < 0) ++of(codec).warnings_;
}

void LibjpegErrors::onProgress(j_common_ptr codec) {
  if (!codec->is_decompressor) return;
  if (reinterpret_cast<j_decompress_ptr>(codec)->input_scan_number > kMaxScans)
    giveUp(codec, "a picture of more than 64 scans");
}

LibjpegSink::LibjpegSink(jpeg_compress_struct& compressor, ByteBuffer& out, std::size_t expectedSize) : manager_{} {
  out.resize(std::max(expectedSize, kSmallestSink));
  manager_.init_destination = onBegin;
  manager_.empty_output_buffer = onFull;
  manager_.term_destination = onEnd;
  manager_.out = &out;
  manager_.next_output_byte = out.data();
  manager_.free_in_buffer = out.size();
  compressor.dest = &manager_;
}

// libjpeg calls this with the buffer full to the last byte, whatever free_in_buffer says.
boolean LibjpegSink::onFull(j_compress_ptr compressor) {
  auto& manager = *static_cast<Manager*>(compressor->dest);
  const std::size_t used = manager.out->size();
  manager.out->resize(used * 2);
  manager.next_output_byte = manager.out->data() + used;
  manager.free_in_buffer = manager.out->size() - used;
  return TRUE;
}

void LibjpegSink::onEnd(j_compress_ptr compressor) {
  auto& manager = *static_cast<Manager*>(compressor->dest);
  manager.out->resize(manager.out->size() - manager.free_in_buffer);
}

Decompressor::Decompressor(LibjpegErrors& errors) : jpeg_decompress_struct{} {
  errors.attach(*this);
  jpeg_create_decompress(this);
  mem->max_memory_to_use = kMaxLibjpegMemory;
  errors.watch(*this);
}

Compressor::Compressor(LibjpegErrors& errors) : jpeg_compress_struct{} {
  errors.attach(*this);
  jpeg_create_compress(this);
  mem->max_memory_to_use = kMaxLibjpegMemory;
}

void readHeader(jpeg_decompress_struct& decompressor, Bytes jpeg) {
  jpeg_mem_src(&decompressor, jpeg.data(), static_cast<unsigned long>(jpeg.size()));
  jpeg_read_header(&decompressor, TRUE);
  const std::int64_t pixels = std::int64_t{decompressor.image_width} * decompressor.image_height;
  const auto codec = reinterpret_cast<j_common_ptr>(&decompressor);
  if (pixels > kMaxPixels) LibjpegErrors::giveUp(codec, "a picture of more than 8192 x 6144 pixels");
  if (decompressor.jpeg_color_space == JCS_CMYK || decompressor.jpeg_color_space == JCS_YCCK)
    LibjpegErrors::giveUp(codec, "a picture in four colours (CMYK)");
  if (decompressor.jpeg_color_space == JCS_UNKNOWN)
    LibjpegErrors::giveUp(codec, "a picture in colours that are not known");
}

void reduceSampling(jpeg_compress_struct& compressor) {
  int h = 0;
  int v = 0;
  for (int i = 0; i < compressor.num_components; ++i) {
    h = std::gcd(h, compressor.comp_info[i].h_samp_factor);
    v = std::gcd(v, compressor.comp_info[i].v_samp_factor);
  }
  for (int i = 0; i < compressor.num_components; ++i) {
    compressor.comp_info[i].h_samp_factor /= h;
    compressor.comp_info[i].v_samp_factor /= v;
  }
}

}  // namespace zoetrope::jpeg
