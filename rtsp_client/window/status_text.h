// SPDX-License-Identifier: MIT
// The figures of the window as text: always with a unit, with a dash where nothing is known yet.
// Thread: pure functions.
#pragma once

#include <string>

namespace zoetrope::client {

// Negative means unknown in all of these.
// "0:03.2", "1:02:03.4"; a dash when unknown.
std::string timeText(double seconds);
// "0:03.2 / 0:10.0"; without the second half where there is no end.
std::string positionText(double position, double duration);
// "30.0 frames/s"
std::string frameRateText(double perSecond);
// "98.4 Mbit/s", always Mbit so that it can be compared at a glance; two digits behind the point below 1.
std::string bitRateText(double bitsPerSecond);
// "lost 0.0 %"; "0.1 %" at least when anything was lost, never "100.0 %" while something came.
std::string lossText(double percent);
// "14 of 20 frames", "off"
std::string heldFramesText(int held, int target);
// "0.47 s"
std::string heldSecondsText(double seconds);

}  // namespace zoetrope::client
