// SPDX-License-Identifier: MIT
// Where a session gets its frames from: each prepared for the way it will be sent, as slices of memory that last as
// long as the frame does.
// Thread: get() and prefetch() one session's loop; `wake` may be called on any thread.
#pragma once

#include "libstream/base/bytes.h"
#include "libstream/jpeg/frame_info.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <string>

namespace zoetrope::server {

// Whole: the JPEG, SOI to EOI. Rfc2435: what RFC 2435 alone can carry. Onvif: any baseline picture, with the JPEG's own
// headers beside it.
enum class FrameForm { Whole, Rfc2435, Onvif };

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

class FrameSource {
 public:
  virtual ~FrameSource() = default;
  virtual std::size_t frameCount() const = 0;
  virtual double fps() const = 0;
  virtual FrameAnswer get(std::size_t number, FrameForm form, const std::function<void()>& wake) = 0;
  // The frame will be asked for soon; numbers past the end are ignored.
  virtual void prefetch(std::size_t number, FrameForm form) = 0;
};

}  // namespace zoetrope::server
