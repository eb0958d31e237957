// SPDX-License-Identifier: MIT
// The cache-status bar: frames held on the way to the target, the target's mark, and in words how many, how long and
// what the cache is doing.
// Thread: the window's.
#pragma once

#include "rtsp_client/engine_control.h"

#include <wx/window.h>

namespace zoetrope::client {

class CacheBar : public wxWindow {
 public:
  explicit CacheBar(wxWindow* parent);

  // Repaints only when something on it changes.
  void show(const CacheStatus& cache);

  bool AcceptsFocus() const override { return false; }

 protected:
  wxSize DoGetBestClientSize() const override;

 private:
  void onPaint(wxPaintEvent& event);

  CacheStatus cache_;
};

}  // namespace zoetrope::client
