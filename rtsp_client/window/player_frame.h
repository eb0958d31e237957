// SPDX-License-Identifier: MIT
// The player's window. It only wires: the engine's news to what shows them, presses to the engine.
// Thread: the window's.
#pragma once

#include "rtsp_client/window/control_buttons.h"
#include "rtsp_client/window/engine_bridge.h"
#include "rtsp_client/window/run_window.h"
#include "rtsp_client/window/window_trace.h"

#include <wx/frame.h>
#include <wx/timer.h>

#include <memory>

namespace zoetrope::client {

class ControlsPanel;
class ConversationPanel;
class MessageBar;
class NetworkPanel;
class PicturePanel;

class PlayerFrame : public wxFrame {
 public:
  // `outcome` is final once the window is closed.
  PlayerFrame(const Options& options, const EngineMaker& makeEngine, SessionOutcome& outcome);
  ~PlayerFrame() override;

 private:
  void build();
  wxPanel* buildStage();
  void bindEvents();
  void traceWidgets();

  // The engine's news.
  void onNews(wxThreadEvent& event);
  void onPicture(wxThreadEvent& event);
  void onEnded(wxThreadEvent& event);
  void refreshFigures();
  void refreshConversation();
  void refreshNetwork();
  void showState(const EngineStatus& status);
  void showMessage(const EngineStatus& status);
  void runByItself(const EngineStatus& status);

  // The user's.
  void press(Press which);
  void onOffer(Message::Offer offer);
  void onKey(wxKeyEvent& event);
  bool handleKey(const wxKeyEvent& event);
  void playOrPause();
  void openPanel(wxWindow& panel, bool open);
  bool fitsScreen() const;
  void saveReport();
  void tell(const Message& message);
  void growToFit();
  void setFullScreen(bool on);
  void onThemeChanged(wxSysColourChangedEvent& event);
  void onClose(wxCloseEvent& event);
  void shutDown();
  void waitForEngine();

  // Given (not owned).
  const Options& options_;
  SessionOutcome& outcome_;
  const WallTime began_;

  // Owned; what calls the bridge ends before it.
  EngineBridge bridge_;
  std::unique_ptr<DecodeThread> decoder_;
  std::shared_ptr<EngineControl> engine_;
  wxTimer figuresTimer_;
  wxTimer durationTimer_;
  WindowTrace trace_;

  // Owned by the window.
  PicturePanel* picture_ = nullptr;
  // Over the picture, not in it: the keyboard goes from one to the other.
  MessageBar* messages_ = nullptr;
  NetworkPanel* network_ = nullptr;
  ConversationPanel* conversation_ = nullptr;
  ControlsPanel* controls_ = nullptr;

  // State.
  UserState state_ = UserState::Init;
  std::uint64_t messageId_ = 0;
  // What the bar shows is no message of the engine's status: only an error takes its place.
  bool ownMessage_ = false;
  bool setsUpByItself_ = false;
  bool playsByItself_ = false;
};

}  // namespace zoetrope::client
