// SPDX-License-Identifier: MIT
#include "rtsp_client/window/run_window.h"

#include "rtsp_client/window/picture_surface.h"
#include "rtsp_client/window/player_frame.h"
#include "widgets/display.h"

#include <wx/app.h>

#include <atomic>
#include <mutex>

namespace zoetrope::client {
namespace {

// The one window of the process, for closeWindow() from other threads.
struct Current {
  std::mutex mutex;
  // Guarded by mutex.
  PlayerFrame* frame = nullptr;
  bool closeWanted = false;
};

Current& current() {
  static Current it;
  return it;
}

class PlayerApp : public wxApp {
 public:
  PlayerApp(const Options& options, const EngineMaker& makeEngine, SessionOutcome& outcome)
      : options_(options), makeEngine_(makeEngine), outcome_(outcome) {}

  bool OnInit() override {
    SetAppName("zoetrope-client");
    // Nothing here asks for these, and wx would offer them to every control after every picture.
    wxIdleEvent::SetMode(wxIDLE_PROCESS_SPECIFIED);
    wxUpdateUIEvent::SetMode(wxUPDATE_UI_PROCESS_SPECIFIED);
    auto* const frame = new PlayerFrame(options_, makeEngine_, outcome_);
    SetTopWindow(frame);
    frame->Show();
    adopt(frame);
    return true;
  }

 private:
  static void adopt(PlayerFrame* frame) {
    const std::lock_guard lock(current().mutex);
    current().frame = frame;
    frame->Bind(wxEVT_DESTROY, [frame](wxWindowDestroyEvent& event) {
      if (event.GetEventObject() == frame) {
        const std::lock_guard guard(current().mutex);
        current().frame = nullptr;
      }
      event.Skip();
    });
    if (current().closeWanted) frame->CallAfter([frame] { frame->Close(); });
  }

  const Options& options_;
  const EngineMaker& makeEngine_;
  SessionOutcome& outcome_;
};

}  // namespace

bool canOpenWindow() { return widgets::hasDisplay(); }

Ending runWindow(const Options& options, const EngineMaker& makeEngine) {
  SessionOutcome outcome;
  wxApp::SetInstance(new PlayerApp(options, makeEngine, outcome));
  // The command line has been parsed already: wx sees none of it.
  int argc = 1;
  char program[] = "zoetrope-client";
  char* argv[] = {program, nullptr};
  if (wxEntry(argc, argv) != 0) return {control::ExitCode::Failure, "the window could not be opened"};
  return outcome.ending();
}

void closeWindow() {
  const std::lock_guard lock(current().mutex);
  current().closeWanted = true;
  PlayerFrame* const frame = current().frame;
  if (frame != nullptr) frame->CallAfter([frame] { frame->Close(); });
}

}  // namespace zoetrope::client
