// SPDX-License-Identifier: MIT
// Percent-encoding of URLs. Spec: RFC 3986, section 2.1.
// Thread: pure functions.
// Fails: percentDecode() with nothing when a '%' is not followed by two hexadecimal digits.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace zoetrope {

std::optional<std::string> percentDecode(std::string_view text);
// A '%' that is not followed by two hexadecimal digits stays as it is.
std::string percentDecodeLeniently(std::string_view text);
// Everything but unreserved characters and '/': can stand anywhere in a URL's path.
std::string percentEncodePath(std::string_view text);

}  // namespace zoetrope
