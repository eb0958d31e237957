// SPDX-License-Identifier: MIT
#include "rtsp_client/window/engine_bridge.h"

namespace zoetrope::client {

wxDEFINE_EVENT(EVT_ENGINE_STATUS, wxThreadEvent);
wxDEFINE_EVENT(EVT_ENGINE_PICTURE, wxThreadEvent);
wxDEFINE_EVENT(EVT_ENGINE_ENDED, wxThreadEvent);

void EngineBridge::post(wxEventType type) { wxQueueEvent(&window_, new wxThreadEvent(type)); }

void EngineBridge::onStatusChanged() {
  if (!statusWaits_.exchange(true)) post(EVT_ENGINE_STATUS);
}

void EngineBridge::onPicture() {
  if (!pictureWaits_.exchange(true)) post(EVT_ENGINE_PICTURE);
}

// Kept here and not by the window: what the end of saving says comes when the window takes no more events.
void EngineBridge::onEnded(control::ExitCode code, const std::string& why) {
  outcome_.onEnded(code, why);
  auto* const event = new wxThreadEvent(EVT_ENGINE_ENDED);
  event->SetInt(static_cast<int>(code));
  event->SetString(wxString::FromUTF8(why));
  wxQueueEvent(&window_, event);
}

}  // namespace zoetrope::client
