// SPDX-License-Identifier: MIT
// Where a session gets its frames from: each prepared for the way it will be sent, as slices of memory that last as
// long as the frame does; as the movie has it, or smaller.
// Thread: any; `wake` may be called on any thread.
#pragma once

#include "libstream/base/bytes.h"
#include "libstream/jpeg/frame_info.h"
#include "libstream/jpeg/ladder.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <string>

namespace zoetrope::server {

// Whole: the JPEG, SOI to EOI. Rfc2435: what RFC 2435 alone can carry. Onvif: any baseline picture, with the JPEG's own
// headers beside it.
enum class FrameForm { Whole, Rfc2435, Onvif };
inline constexpr std::size_t kFrameForms = 3;

// One frame, ready to be cut into packets.
struct PreparedFrame {
  jpeg::FrameInfo info;
  // The body of the ONVIF header extension; empty: plain RFC 2435.
  ByteBuffer extension;
  // The JPEG (Whole) or its scan (the others). May lie in a mapped file: only the kernel reads it.
  Bytes body;
  // Keeps `body` alive.
  std::shared_ptr<const void> owner;
};

struct FrameAnswer {
  enum class Kind {
    Ready,
    Pending,     // being put right; `wake` is called when asking again makes sense
    Unplayable,  // this frame cannot be sent, the next may
    Gone,        // the movie's file is not what it was: nothing more of it can be sent
  };
  Kind kind = Kind::Unplayable;
  std::shared_ptr<const PreparedFrame> frame;
  std::string reason;
};

using jpeg::Ladder;
using jpeg::Rung;

class FrameSource {
 public:
  virtual ~FrameSource() = default;
  virtual std::size_t frameCount() const = 0;
  virtual double fps() const = 0;
  // Of the movie's file.
  virtual double averageFrameBytes() const = 0;

  // The renditions there are for this form, never null; rung 0 alone until they have been measured, the same for ever
  // after. Cheap.
  virtual std::shared_ptr<const Ladder> ladder(FrameForm form) const = 0;
  // Has them measured by a helper, unless that was begun before: some hundred milliseconds until ladder() tells them.
  virtual void measureLadder(FrameForm form) = 0;

  // Frame `number` as `rung` of the ladder has it; a rung past the ladder's end is its last. Pending: it is being made,
  // and `wake` is called when asking again makes sense. With an empty `wake` nothing is begun: Pending then says only
  // that it is not there. What cannot be made smaller is Ready as it is.
  virtual FrameAnswer get(std::size_t number, FrameForm form, std::size_t rung, const std::function<void()>& wake) = 0;
  // The frame will be asked for soon and is made meanwhile, unless there is too much to do; numbers past the end are
  // ignored.
  virtual void prefetch(std::size_t number, FrameForm form, std::size_t rung) = 0;
};

}  // namespace zoetrope::server
