// SPDX-License-Identifier: MIT
#include "widgets/letters.h"

#include <wx/event.h>
#include <wx/toplevel.h>

namespace zoetrope::widgets {

// macOS types letters of its own with that key.
void setTabLetters([[maybe_unused]] wxBookCtrlBase& book, [[maybe_unused]] const std::vector<wxString>& titles) {
#ifdef __WXMSW__
  const auto opens = [&book, titles](wxKeyEvent& event) {
    for (std::size_t i = 0; i < titles.size() && event.GetModifiers() == wxMOD_ALT; ++i)
      if (titles[i].AfterFirst('&').Left(1).Upper() == wxString(wxUniChar(event.GetKeyCode())))
        return static_cast<void>(book.SetSelection(i));
    event.Skip();
  };
  wxGetTopLevelParent(&book)->Bind(wxEVT_CHAR_HOOK, opens);
#endif
}

void passLetterOn(wxWindow& /*field*/, wxWindow& /*part*/) {}

}  // namespace zoetrope::widgets
