// SPDX-License-Identifier: MIT
// Words on a window: from the library's UTF-8, and changed only when they are others.
// Thread: the window's.
#pragma once

#include <wx/stattext.h>
#include <wx/string.h>

#include <string_view>

namespace zoetrope::widgets {

inline wxString text(std::string_view utf8) { return wxString::FromUTF8(utf8.data(), utf8.size()); }

// Setting the same words again would flicker and cost a layout.
inline void setWhenNew(wxStaticText& label, const wxString& words) {
  if (label.GetLabelText() != words) label.SetLabelText(words);
}

}  // namespace zoetrope::widgets
