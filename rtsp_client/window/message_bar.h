// SPDX-License-Identifier: MIT
// One sentence about what happened and what can be done, laid over the top of the picture so that nothing moves when
// it comes or goes. What only informs goes by itself; the rest stays until it is closed or replaced.
// Thread: the window's.
#pragma once

#include "rtsp_client/engine_control.h"

#include <wx/panel.h>
#include <wx/timer.h>

#include <functional>

class wxBoxSizer;
class wxButton;
class wxStaticBitmap;
class wxStaticText;
class wxTextCtrl;

namespace zoetrope::client {

class MessageBar : public wxPanel {
 public:
  struct Handlers {
    std::function<void(Message::Offer)> offer;
    // How many rows at the parent's top are covered now.
    std::function<void(int rows)> covers;
  };
  // Lies over `parent`, whose every new size calls for fit().
  MessageBar(wxWindow* parent, Handlers handlers);

  void show(const Message& message);
  void dismiss();
  void fit();
  // Colours and icons anew, after the theme has changed.
  void restyle();

 private:
  void build();
  wxBoxSizer* sentenceRow();
  wxBoxSizer* buttonRow();
  void onPaint(wxPaintEvent& event);
  void onOfferPressed();
  void toggleDetails();
  void rewrap();

  Handlers handlers_;
  Message message_;
  wxTimer goes_;
  wxStaticBitmap* kind_ = nullptr;
  wxStaticText* sentence_ = nullptr;
  wxButton* close_ = nullptr;
  wxButton* detailsButton_ = nullptr;
  wxButton* offerButton_ = nullptr;
  wxTextCtrl* details_ = nullptr;
};

}  // namespace zoetrope::client
