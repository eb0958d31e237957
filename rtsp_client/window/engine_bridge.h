// SPDX-License-Identifier: MIT
// From the engine's threads to the window's: each kind of news becomes one event, however often it comes before the
// window gets to it.
// Thread: the callbacks: any; taken(): the window's.
// Borrows: the window and the outcome, which outlive the engine.
#pragma once

#include "rtsp_client/decode_thread.h"
#include "rtsp_client/engine_control.h"
#include "rtsp_client/window/session_outcome.h"

#include <wx/event.h>

#include <atomic>

namespace zoetrope::client {

wxDECLARE_EVENT(EVT_ENGINE_STATUS, wxThreadEvent);
wxDECLARE_EVENT(EVT_ENGINE_PICTURE, wxThreadEvent);
// GetInt(): the exit code; GetString(): why.
wxDECLARE_EVENT(EVT_ENGINE_ENDED, wxThreadEvent);

class EngineBridge final : public EngineListener, public PictureSink {
 public:
  EngineBridge(wxEvtHandler& window, SessionOutcome& outcome) : window_(window), outcome_(outcome) {}

  void onStatusChanged() override;
  void onEnded(control::ExitCode code, const std::string& why) override;
  void onPicture() override;

  // The window begins to handle this event: what comes from now on is news again.
  void statusTaken() { statusWaits_ = false; }
  void pictureTaken() { pictureWaits_ = false; }

 private:
  void post(wxEventType type);

  wxEvtHandler& window_;
  SessionOutcome& outcome_;
  std::atomic<bool> statusWaits_{false};
  std::atomic<bool> pictureWaits_{false};
};

}  // namespace zoetrope::client
