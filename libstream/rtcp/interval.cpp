// SPDX-License-Identifier: MIT
#include "libstream/rtcp/interval.h"

namespace zoetrope::rtcp {

void ReportTimer::start(TimePoint now) { next_ = now + draw(base_ / 2); }

void ReportTimer::onSent(TimePoint now) { next_ = now + draw(base_); }

// Half to one and a half of the interval, so that two ends do not fall into step.
Duration ReportTimer::draw(Duration around) {
  const double share = 0.5 + static_cast<double>(random_.next32()) / 4294967296.0;
  return fromSeconds(toSeconds(around) * share);
}

}  // namespace zoetrope::rtcp
