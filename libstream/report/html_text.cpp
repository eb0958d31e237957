// SPDX-License-Identifier: MIT
#include "libstream/report/html_text.h"

#include "libstream/base/text.h"

namespace zoetrope::report {
namespace {

std::string escaped(char letter) {
  switch (letter) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    case '\r':
      return "";
    case '\n':
    case '\t':
      return std::string(1, letter);
    default:
      break;
  }
  const auto code = static_cast<unsigned char>(letter);
  return code < 0x20 || code == 0x7F ? "\uFFFD" : std::string(1, letter);
}

}  // namespace

std::string htmlText(std::string_view text) {
  std::string html;
  for (const char letter : toUtf8(text)) html += escaped(letter);
  return html;
}

}  // namespace zoetrope::report
