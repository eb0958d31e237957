// SPDX-License-Identifier: MIT
#include "libstream/base/serial.h"

namespace zoetrope {

std::int64_t SequenceExtender::extend(std::uint16_t sequence) {
  last_ = last_ ? *last_ + serialDistance(static_cast<std::uint16_t>(*last_), sequence) : sequence;
  return *last_;
}

std::int64_t TimestampExtender::extend(std::uint32_t timestamp) {
  last_ = last_ ? *last_ + serialDistance(static_cast<std::uint32_t>(*last_), timestamp) : timestamp;
  return *last_;
}

}  // namespace zoetrope
