// SPDX-License-Identifier: MIT
// Foreign text made fit to stand in HTML and SVG, between tags as well as in an attribute's quotes.
// Thread: pure functions.
#pragma once

#include <string>
#include <string_view>

namespace zoetrope::report {

// Line ends (as a line feed) and tabs stay; other control characters and what is no UTF-8 become U+FFFD.
std::string htmlText(std::string_view text);

}  // namespace zoetrope::report
