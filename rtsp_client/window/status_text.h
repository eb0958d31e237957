// SPDX-License-Identifier: MIT
// The figures of the window as text: always with a unit, with a dash where nothing is known yet.
// Thread: pure functions.
#pragma once

#include <string>

namespace zoetrope::client {

inline constexpr const char* kUnknownFigure = "\u2013";
// So many digits behind a point whatever the locale says: a comma would be read as a separator beside other figures.
std::string decimalText(double value, int digits);
// The same with thin spaces between thousands: "12 345.6".
std::string groupedText(double value, int digits);

// Negative means unknown in all of these.
// "0:03.2", "1:02:03.4"; a dash when unknown.
std::string timeText(double seconds);
// "0:03.2 / 0:10.0"; without the second half where there is no end.
std::string positionText(double position, double duration);
// "30.0 frames/s"
std::string frameRateText(double perSecond);
// "98.4 Mbit/s", always Mbit so that it can be compared at a glance; two digits behind the point below 1.
std::string bitRateText(double bitsPerSecond);
// The same without its unit.
std::string megabitsText(double bitsPerSecond);
// "lost 0.0 %"; "0.1 %" at least when anything was lost, never "100.0 %" while something came.
std::string lossText(double percent);
// "lost 0.0 % (recovered 1.2 %)", both of the packets expected and both cut like lossText.
std::string lossText(double percent, double recoveredPercent);
// "14 of 20 frames", "off"
std::string heldFramesText(int held, int target);
// "0.47 s"
std::string heldSecondsText(double seconds);

}  // namespace zoetrope::client
