// SPDX-License-Identifier: MIT
// libjpeg-turbo, with its fatal errors turned into a return value. For the .cpp files of this folder only.
// Fails: run() returns false when libjpeg gave up; message() says why. libjpeg's exit() is never reached.
// Limits: kMaxLibjpegMemory, kMaxScans, checked while libjpeg works.
#pragma once

#include <csetjmp>
#include <cstddef>
#include <cstdio>
#include <string>

// jpeglib.h needs <cstddef> and <cstdio> before it.
#include "libstream/base/bytes.h"

#include <jpeglib.h>

namespace zoetrope::jpeg {

class LibjpegErrors {
 public:
  LibjpegErrors();
  LibjpegErrors(const LibjpegErrors&) = delete;
  LibjpegErrors& operator=(const LibjpegErrors&) = delete;

  // Hooks a (de)compressor up, before jpeg_create_….
  template <class Codec>
  void attach(Codec& codec) {
    codec.err = &manager_;
    codec.client_data = this;
  }
  // Stops pictures with an absurd number of scans, after jpeg_create_decompress.
  void watch(jpeg_decompress_struct& decompressor);

  // Runs `work`, which may not own anything with a destructor: libjpeg's errors leave it by longjmp.
  template <class Work>
  bool run(Work&& work) {
    warnings_ = 0;
    if (setjmp(escape_) != 0) return false;
    work();
    return true;
  }

  // Ends the work in progress, with a sentence of our own.
  [[noreturn]] static void giveUp(j_common_ptr codec, const char* why);

  const std::string& message() const { return message_; }
  int warnings() const { return warnings_; }

 private:
  static LibjpegErrors& of(j_common_ptr codec) { return *static_cast<LibjpegErrors*>(codec->client_data); }
  static void onError(j_common_ptr codec);
  static void onMessage(j_common_ptr codec, int level);
  static void onOutput(j_common_ptr) {}
  static void onProgress(j_common_ptr codec);

  // Owned.
  jpeg_error_mgr manager_;
  jpeg_progress_mgr progress_;
  std::jmp_buf escape_;
  // State.
  std::string message_;
  int warnings_ = 0;
};

// Where a compressor writes: a buffer of ours, which grows.
class LibjpegSink {
 public:
  // Borrows both; `expectedSize` is a guess that saves growing.
  LibjpegSink(jpeg_compress_struct& compressor, ByteBuffer& out, std::size_t expectedSize);

 private:
  struct Manager : jpeg_destination_mgr {
    ByteBuffer* out = nullptr;
  };
  static void onBegin(j_compress_ptr) {}
  static boolean onFull(j_compress_ptr compressor);
  static void onEnd(j_compress_ptr compressor);

  // Owned.
  Manager manager_;
};

// Both kinds of libjpeg object, destroyed in any case.
struct Decompressor : jpeg_decompress_struct {
  explicit Decompressor(LibjpegErrors& errors);
  ~Decompressor() { jpeg_destroy_decompress(this); }
  Decompressor(const Decompressor&) = delete;
  Decompressor& operator=(const Decompressor&) = delete;
};

struct Compressor : jpeg_compress_struct {
  explicit Compressor(LibjpegErrors& errors);
  ~Compressor() { jpeg_destroy_compress(this); }
  Compressor(const Compressor&) = delete;
  Compressor& operator=(const Compressor&) = delete;
};

// Reads the header of `jpeg` inside run(). Gives up on pictures over kMaxPixels and of four colours.
void readHeader(jpeg_decompress_struct& decompressor, Bytes jpeg);

// Sampling factors in lowest terms, as RFC 2435 has them: fewer blocks in an MCU; libjpeg's arrays of coefficients hold
// the same blocks either way.
void reduceSampling(jpeg_compress_struct& compressor);

}  // namespace zoetrope::jpeg
