// SPDX-License-Identifier: MIT
#include "rtsp_client/session_table.h"

#include "tests/rtsp_client/session_harness.h"

#include <boost/test/unit_test.hpp>

namespace zoetrope::client::test {

BOOST_AUTO_TEST_SUITE(session_table)

BOOST_AUTO_TEST_CASE(every_event_is_defined_in_every_state) {
  for (int user = 0; user < kUserStates; ++user)
    for (int wire = 0; wire < kWireStates; ++wire)
      for (int event = 0; event < kEvents; ++event)
        BOOST_CHECK_MESSAGE(
            SessionTable::defined(static_cast<UserState>(user), static_cast<Wire>(wire), static_cast<Event>(event)),
            name(static_cast<UserState>(user))
                << " " << name(static_cast<Wire>(wire)) << " " << name(static_cast<Event>(event)));
}

BOOST_AUTO_TEST_CASE(no_row_is_hidden_behind_the_ones_before_it) {
  for (const auto& row : SessionTable::rows()) {
    bool reached = false;
    for (int user = 0; user < kUserStates; ++user)
      for (int wire = 0; wire < kWireStates; ++wire)
        reached |= (row.users >> user & 1) && (row.wires >> wire & 1) &&
                   SessionTable::find(static_cast<UserState>(user), static_cast<Wire>(wire), row.event) == row.step;
    BOOST_CHECK_MESSAGE(reached, "row of " << name(row.event));
  }
}

// Whatever comes whenever: the machine stays in a state that makes sense and asks for one thing at a time.
BOOST_AUTO_TEST_CASE(any_row_of_events_leaves_a_state_that_makes_sense) {
  for (const Dialect dialect : {Dialect::Standard, Dialect::Course}) {
    std::uint32_t seed = 1;
    const auto draw = [&seed](std::uint32_t below) {
      seed = seed * 1664525 + 1013904223;
      return (seed >> 8) % below;
    };
    Session s(dialect);
    s.logic.start(s.now);
    for (int i = 0; i < 50000; ++i) {
      const auto what = draw(16);
      if (what < 7) {
        if (what == 4)
          s.logic.seek(draw(5), s.now);
        else
          s.click(static_cast<Event>(what));
      } else if (what == 7) {
        s.logic.onConnected(s.now);
      } else if (what == 8) {
        s.logic.onConnectionLost("gone", s.now);
      } else if (what < 12) {
        s.reply(draw(4) == 0 ? 454 : draw(6) == 0 ? 404 : 200);
      } else if (what == 12) {
        s.frames(1, draw(100) / 25.0);
      } else if (what == 13) {
        s.logic.onBye(s.now);
      } else if (what == 14) {
        s.wait(std::chrono::milliseconds(draw(3000)));
      } else {
        s.logic.onPlayedOut(s.now);
      }
      const bool session = s.logic.wire() >= Wire::Idle;
      BOOST_REQUIRE_MESSAGE(session == (s.logic.state() != UserState::Init), s.where());
      if (s.logic.state() == UserState::Playing)
        BOOST_REQUIRE_MESSAGE(s.logic.wire() == Wire::Sending || s.logic.wire() == Wire::Over, s.where());
      if (s.logic.canSetup()) BOOST_REQUIRE(s.logic.state() == UserState::Init);
      s.did();
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::client::test
