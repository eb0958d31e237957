// SPDX-License-Identifier: MIT
// A sentence on a page, in one line or two as there is room: what tells what to do is not to be cut. The place of both
// lines is kept, so that nothing jumps.
// Thread: the window's.
#pragma once

#include <wx/stattext.h>

namespace zoetrope::launcher {

class SentenceLabel : public wxStaticText {
 public:
  explicit SentenceLabel(wxWindow* parent);
  void say(const wxString& words);
  // Whole, however it is broken.
  const wxString& said() const { return said_; }

 private:
  void wrap();

  wxString said_;
  int wrappedAt_ = 0;
};

}  // namespace zoetrope::launcher
