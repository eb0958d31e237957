// SPDX-License-Identifier: MIT
// A sentence about what was just done ("Copied: …"): it stands for a while, or until something else is done.
// Thread: one at a time.
#pragma once

#include "libstream/base/time.h"

#include <string>
#include <utility>

namespace zoetrope::launcher {

class PassingNote {
 public:
  // Long enough to be read twice.
  static constexpr Duration kStays = std::chrono::seconds(6);

  void say(std::string text, TimePoint now) {
    text_ = std::move(text);
    until_ = now + kStays;
  }
  void clear() { text_.clear(); }
  // Empty when its time is over.
  const std::string& text(TimePoint now) {
    if (now >= until_) text_.clear();
    return text_;
  }

 private:
  std::string text_;
  TimePoint until_{};
};

}  // namespace zoetrope::launcher
