// SPDX-License-Identifier: MIT
// One thread that turns the newest frame into pixels of the wanted size; frames that come faster are skipped and
// counted.
// Thread: onFrame, setTargetSize, skipped: any, none blocks on decoding. latest(): one painter's thread.
// Owns: three pixel buffers that go round; nothing is allocated per frame once they have their size.
// Borrows: the sink until the destructor has returned.
#pragma once

#include "libstream/jpeg/pixel_buffer.h"
#include "rtsp_client/engine_control.h"

#include <atomic>
#include <cstdint>
#include <memory>

namespace zoetrope::client {

// Decoded pixels as cairo's RGB24 wants them: B, G, R, unused; rows from the top.
struct Picture {
  int width = 0;
  int height = 0;
  // Bytes from row to row.
  int stride = 0;
  jpeg::PixelBuffer pixels;
  // The size in the movie, before scaling.
  int movieWidth = 0;
  int movieHeight = 0;
  std::int64_t number = 0;
  double position = -1;
};

// Learns that latest() has a new picture. Decode thread: must not block.
class PictureSink {
 public:
  virtual ~PictureSink() = default;
  virtual void onPicture() = 0;
};

class DecodeThread final : public FrameSink {
 public:
  explicit DecodeThread(PictureSink& sink);
  ~DecodeThread() override;
  DecodeThread(const DecodeThread&) = delete;
  DecodeThread& operator=(const DecodeThread&) = delete;

  void onFrame(std::shared_ptr<const ShownFrame> frame) override;
  // No frame comes any more: returns when the last one is decoded.
  void finish();
  // In physical pixels; pictures come at the smallest size of libjpeg's scale that is not below it. 0: unscaled.
  // The frame on screen is decoded again when it was made for a smaller size.
  void setTargetSize(int width, int height);
  // The newest finished picture or null; valid until this or forget() is called.
  const Picture* latest();
  // The session is over: its frames, the one in work too, are no pictures any more. The painter's thread.
  void forget();

  std::uint64_t decoded() const { return decoded_; }
  std::uint64_t skipped() const { return skipped_; }
  // Frames that the decoder complained about or could not read.
  std::uint64_t damaged() const { return damaged_; }

 private:
  class Worker;

  std::atomic<std::uint64_t> decoded_{0};
  std::atomic<std::uint64_t> skipped_{0};
  std::atomic<std::uint64_t> damaged_{0};
  std::unique_ptr<Worker> worker_;
};

}  // namespace zoetrope::client
