// SPDX-License-Identifier: MIT
// Everything under the picture: time line, cache bar, buttons, status fields.
// Thread: the window's.
#pragma once

#include "rtsp_client/engine_control.h"
#include "rtsp_client/window/control_buttons.h"

#include <wx/panel.h>

#include <functional>

class wxFlexGridSizer;
class wxSizer;
class wxButton;
class wxToggleButton;

namespace zoetrope::client {

class CacheBar;
class FigureField;
class StatusFields;
class TimeLine;
class WindowTrace;

class ControlsPanel : public wxPanel {
 public:
  struct Handlers {
    std::function<void(Press)> press;
    std::function<void(double seconds)> seek;
    std::function<void(bool open)> network;
    std::function<void(bool open)> conversation;
    std::function<void()> fullScreen;
  };
  ControlsPanel(wxWindow* parent, Handlers handlers);

  // What follows a click or a reply at once: the buttons. True when the one that had the keyboard lost it.
  bool showButtons(const EngineStatus& status) { return buttons_->show(status); }
  // What flows: figures and bars.
  void showFigures(const EngineStatus& status, const playback::Counters& counters);
  // The side buttons follow panels that open or close without them.
  void showOpen(bool network, bool conversation);
  bool isEnabled(Press press) const { return buttons_->isEnabled(press); }
  void restyle();
  void trace(WindowTrace& trace);

 private:
  void addTimeRow(wxFlexGridSizer& rows);
  void addCacheRow(wxFlexGridSizer& rows);
  wxSizer* bars();
  wxSizer* buttonRow();
  void makeSideButtons();
  wxToggleButton* makePanelButton(const char* label, const char* toolTip, const std::function<void(bool)>& open);

  Handlers handlers_;
  TimeLine* timeLine_ = nullptr;
  FigureField* times_ = nullptr;
  CacheBar* cacheBar_ = nullptr;
  FigureField* heldFrames_ = nullptr;
  FigureField* heldSeconds_ = nullptr;
  FigureField* doing_ = nullptr;
  ControlButtons* buttons_ = nullptr;
  wxToggleButton* network_ = nullptr;
  wxToggleButton* conversation_ = nullptr;
  wxButton* fullScreen_ = nullptr;
  StatusFields* fields_ = nullptr;
};

}  // namespace zoetrope::client
