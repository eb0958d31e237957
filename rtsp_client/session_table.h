// SPDX-License-Identifier: MIT
// Which user state, wire state and event lead to which step: one row each, the first that fits counts.
// Thread: constants.
#pragma once

#include "rtsp_client/session_logic.h"

#include <cstdint>
#include <span>

namespace zoetrope::client {

class SessionTable {
 public:
  using Step = void (SessionLogic::*)();

  struct Row {
    std::uint8_t users;
    std::uint8_t wires;
    Event event;
    Step step;
  };

  static std::span<const Row> rows();
  // Never null: what has no row of its own is the ignore step.
  static Step find(UserState user, Wire wire, Event event);
  // For tests: whether a row names this combination, the one that ignores it included.
  static bool defined(UserState user, Wire wire, Event event);

 private:
  static const Row* match(UserState user, Wire wire, Event event);
};

}  // namespace zoetrope::client
