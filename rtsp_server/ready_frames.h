// SPDX-License-Identifier: MIT
// What the headers of a movie's frames said, ready for the next session that comes to the same place: a look at the
// file and at the JPEG's headers costs as much as sending a small frame. Thread: any.
// Limits: kReadyFrames of each form, about 1.5 KB each; the pictures themselves stay in the mapped file.
#pragma once

#include "libstream/jpeg/transcode.h"
#include "rtsp_server/frame_source.h"
#include "rtsp_server/limits.h"

#include <array>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace zoetrope::server {

class ReadyFrames {
 public:
  struct Known {
    // Goes out as the movie has it; null: has to be put right.
    std::shared_ptr<const PreparedFrame> frame;
    jpeg::Remedy remedy = jpeg::Remedy::None;
  };

  std::optional<Known> find(std::size_t number, FrameForm form) const {
    const std::lock_guard lock(mutex_);
    const auto& slots = forms_[static_cast<std::size_t>(form)];
    if (slots.empty()) return std::nullopt;
    const Slot& slot = slots[number % kReadyFrames];
    return slot.number == number ? slot.known : std::nullopt;
  }

  // In the place of the frame that had it before.
  void keep(std::size_t number, FrameForm form, Known known) {
    const std::lock_guard lock(mutex_);
    auto& slots = forms_[static_cast<std::size_t>(form)];
    slots.resize(kReadyFrames);
    slots[number % kReadyFrames] = {number, std::move(known)};
  }

 private:
  struct Slot {
    std::size_t number = 0;
    std::optional<Known> known;
  };

  // Guarded by mutex_.
  mutable std::mutex mutex_;
  std::array<std::vector<Slot>, kFrameForms> forms_;
};

}  // namespace zoetrope::server
