// SPDX-License-Identifier: MIT
// What the window shows, written down as it shows it, for tests and measurements: with the environment variable
// ZOETROPE_WINDOW_TRACE=FILE (or "-" for stderr) one line each for
//   widget NAME X Y WIDTH HEIGHT enabled|disabled     on the screen, after each layout or change
//   state STATE cache DOING HELD TARGET               when what stands on the window changes
//   message KIND TEXT
//   click NAME                                        when a button's press is handled
//   paint MILLISECONDS frame NUMBER                   first picture after a click on Play is on the display
//   picture NUMBER                                    after the paint of each picture
// Thread: the window's.
#pragma once

#include "rtsp_client/engine_control.h"
#include "rtsp_client/window/control_buttons.h"
#include "widgets/trace_file.h"

#include <chrono>
#include <optional>

namespace zoetrope::client {

class WindowTrace : public widgets::TraceFile {
 public:
  WindowTrace();

  void status(const EngineStatus& status);
  void message(const Message& message);
  void click(Press press);
  // To be called at the end of each paint of a new picture.
  void painted(std::int64_t number);

 private:
  void firstPainted(std::int64_t number);

  std::optional<std::chrono::steady_clock::time_point> playPressed_;
};

}  // namespace zoetrope::client
