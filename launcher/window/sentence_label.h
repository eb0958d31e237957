// SPDX-License-Identifier: MIT
// A sentence on a page, in one line or two as there is room: what tells what to do is not to be cut. The row that it
// stands in keeps the height of both (room()), so that nothing jumps.
// Thread: the window's.
#pragma once

#include <wx/stattext.h>

namespace zoetrope::launcher {

class SentenceLabel : public wxStaticText {
 public:
  explicit SentenceLabel(wxWindow* parent);
  void say(const wxString& words);
  wxSize room() const;
  // Whole, however it is broken.
  const wxString& said() const { return said_; }

 private:
  void wrap();

  wxString said_;
  int wrappedAt_ = 0;
  int lines_ = 1;
};

}  // namespace zoetrope::launcher
