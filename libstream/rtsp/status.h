// SPDX-License-Identifier: MIT
// Status codes with their phrases.
// Spec: RFC 2326, section 7.1.1.
// Thread: pure functions.
#pragma once

#include <string_view>

namespace zoetrope::rtsp {

// Never empty: an unknown code gets the phrase of its hundred.
std::string_view reasonPhrase(int status);

}  // namespace zoetrope::rtsp
