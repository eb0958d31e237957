// SPDX-License-Identifier: MIT
// The status bar: state, way, frames, bits and losses per second, each in a field that keeps its place.
// Thread: the window's.
#pragma once

#include "libstream/playback/counters.h"
#include "rtsp_client/engine_control.h"

#include <wx/panel.h>

namespace zoetrope::client {

class FigureField;

class StatusFields : public wxPanel {
 public:
  explicit StatusFields(wxWindow* parent);

  void show(const EngineStatus& status, const playback::Counters& counters);

 private:
  void showWay(const EngineStatus& status, const playback::Counters& counters);

  FigureField* state_;
  FigureField* way_;
  FigureField* frames_;
  FigureField* bits_;
  FigureField* loss_;
};

}  // namespace zoetrope::client
