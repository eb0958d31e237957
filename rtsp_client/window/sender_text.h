// SPDX-License-Identifier: MIT
// What the server says it makes of the movie, in words: which of its renditions comes, what it left out, and why.
// Thread: pure functions.
#pragma once

#include "libstream/playback/counters.h"

#include <string>

namespace zoetrope::client {

// Whether the server says anything of this.
bool saysRendition(const playback::Counters& counters);
// Less than the movie as it is.
bool isReduced(const playback::Counters& counters);

// All of these are empty where the server says nothing.
// "full quality", "41 % of the movie's bytes, step 4 of 11", "half size, 12 % of the bytes, step 10 of 11"
std::string renditionText(const playback::Counters& counters);
// For a table: "0 of 11", "10 of 11, half size".
std::string stepText(const playback::Counters& counters);
// "34 frames, by the server", "nothing"
std::string leftOutText(const playback::Counters& counters);
// For the status bar: "reduced quality, the network allows 18 Mbit/s"; empty for the movie as it is.
std::string reducedText(const playback::Counters& counters);
// Where that finds no room: "reduced quality, 18 Mbit/s allowed".
std::string shortReducedText(const playback::Counters& counters);
// "41": percent, a digit behind the point below 10.
std::string shareFigure(double percent);

}  // namespace zoetrope::client
