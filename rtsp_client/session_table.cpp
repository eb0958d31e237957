// SPDX-License-Identifier: MIT
#include "rtsp_client/session_table.h"

#include <algorithm>

namespace zoetrope::client {
namespace {

constexpr std::uint8_t bit(UserState user) { return static_cast<std::uint8_t>(1 << static_cast<int>(user)); }
constexpr std::uint8_t bit(Wire wire) { return static_cast<std::uint8_t>(1 << static_cast<int>(wire)); }

constexpr std::uint8_t kInit = bit(UserState::Init);
constexpr std::uint8_t kReady = bit(UserState::Ready);
constexpr std::uint8_t kPlaying = bit(UserState::Playing);
constexpr std::uint8_t kEnded = bit(UserState::Ended);
constexpr std::uint8_t kAnyUser = kInit | kReady | kPlaying | kEnded;

constexpr std::uint8_t kClosed = bit(Wire::Closed);
constexpr std::uint8_t kConnecting = bit(Wire::Connecting);
constexpr std::uint8_t kOpen = bit(Wire::Open);
constexpr std::uint8_t kIdle = bit(Wire::Idle);
constexpr std::uint8_t kFilling = bit(Wire::Filling);
constexpr std::uint8_t kSending = bit(Wire::Sending);
constexpr std::uint8_t kOver = bit(Wire::Over);
constexpr std::uint8_t kSession = kIdle | kFilling | kSending | kOver;
constexpr std::uint8_t kAnyWire = kClosed | kConnecting | kOpen | kSession;

}  // namespace

// INIT goes with closed, connecting and open; the other user states with a session. A row of ignore() says that the
// event may come there and changes nothing.
std::span<const SessionTable::Row> SessionTable::rows() {
  using L = SessionLogic;
  static constexpr Row kRows[] = {
      {kInit, kClosed, Event::ClickSetup, &L::openForSetup},
      {kInit, kConnecting, Event::ClickSetup, &L::setupWhenConnected},
      {kInit, kOpen, Event::ClickSetup, &L::askForMovie},
      {kAnyUser, kAnyWire, Event::ClickSetup, &L::ignore},

      {kInit, kAnyWire, Event::ClickPlay, &L::playWhenSetUp},
      {kReady, kIdle, Event::ClickPlay, &L::playFromCache},
      {kReady, kFilling, Event::ClickPlay, &L::playWhileFilling},
      {kReady, kSending, Event::ClickPlay, &L::adoptStream},
      {kReady, kOver, Event::ClickPlay, &L::playWhatIsHeld},
      {kEnded, kAnyWire, Event::ClickPlay, &L::startOver},
      {kAnyUser, kAnyWire, Event::ClickPlay, &L::ignore},

      {kPlaying, kSending, Event::ClickPause, &L::pause},
      {kPlaying, kOver, Event::ClickPause, &L::freezeOnly},
      {kAnyUser, kAnyWire, Event::ClickPause, &L::ignore},

      {kReady | kPlaying | kEnded, kAnyWire, Event::ClickTeardown, &L::tearDown},
      {kAnyUser, kAnyWire, Event::ClickTeardown, &L::ignore},

      {kReady, kIdle | kFilling | kOver, Event::ClickSeek, &L::seekReady},
      {kPlaying, kSending | kOver, Event::ClickSeek, &L::seekPlaying},
      {kEnded, kAnyWire, Event::ClickSeek, &L::seekEnded},
      {kAnyUser, kAnyWire, Event::ClickSeek, &L::ignore},

      {kAnyUser, kAnyWire, Event::ClickRetry, &L::retry},
      {kAnyUser, kAnyWire, Event::ClickTcp, &L::switchToTcp},

      {kInit, kConnecting, Event::Connected, &L::connected},
      {kAnyUser, kAnyWire, Event::Connected, &L::ignore},
      {kInit, kConnecting, Event::ConnectFailed, &L::noServer},
      {kAnyUser, kAnyWire, Event::ConnectFailed, &L::ignore},
      {kInit, kAnyWire, Event::ConnectionLost, &L::lostBeforeSession},
      {kEnded, kAnyWire, Event::ConnectionLost, &L::lostAfterEnd},
      {kPlaying, kOver, Event::ConnectionLost, &L::lostAfterEnd},
      {kAnyUser, kAnyWire, Event::ConnectionLost, &L::lostSession},

      {kAnyUser, kAnyWire, Event::OptionsDone, &L::ignore},
      {kInit, kOpen, Event::Described, &L::described},
      {kAnyUser, kAnyWire, Event::Described, &L::ignore},
      {kInit, kOpen, Event::SetUp, &L::setUpDone},
      {kAnyUser, kAnyWire, Event::SetUp, &L::ignore},
      {kReady | kPlaying | kEnded, kSession, Event::PlayAccepted, &L::playAccepted},
      {kAnyUser, kAnyWire, Event::PlayAccepted, &L::ignore},
      {kReady, kSession, Event::FillAccepted, &L::fillAccepted},
      {kAnyUser, kAnyWire, Event::FillAccepted, &L::ignore},
      {kPlaying, kSession, Event::PauseAccepted, &L::paused},
      {kAnyUser, kAnyWire, Event::PauseAccepted, &L::ignore},
      {kReady, kFilling, Event::FillPauseAccepted, &L::fillPaused},
      {kAnyUser, kAnyWire, Event::FillPauseAccepted, &L::ignore},
      {kAnyUser, kAnyWire, Event::TornDown, &L::tornDown},
      {kAnyUser, kAnyWire, Event::KeptAlive, &L::ignore},
      {kAnyUser, kAnyWire, Event::Refused, &L::refused},
      {kAnyUser, kAnyWire, Event::NoReply, &L::noReply},

      {kReady, kFilling, Event::Frame, &L::fillProgress},
      {kAnyUser, kAnyWire, Event::Frame, &L::ignore},
      {kReady, kFilling, Event::Bye, &L::fillEnded},
      {kReady, kIdle, Event::Bye, &L::byeWhileIdle},
      {kReady | kPlaying, kSending, Event::Bye, &L::movieSent},
      {kAnyUser, kAnyWire, Event::Bye, &L::ignore},
      {kReady, kFilling, Event::Quiet, &L::fillQuiet},
      {kPlaying, kSending, Event::Quiet, &L::quietAtEnd},
      {kAnyUser, kAnyWire, Event::Quiet, &L::ignore},
      {kReady, kFilling, Event::Silence, &L::fillSilence},
      {kReady | kPlaying, kSending, Event::Silence, &L::silence},
      {kAnyUser, kAnyWire, Event::Silence, &L::ignore},
      {kReady, kFilling, Event::Nothing, &L::fillNothing},
      {kPlaying, kSending, Event::Nothing, &L::nothingCame},
      {kAnyUser, kAnyWire, Event::Nothing, &L::ignore},
      {kPlaying, kSending, Event::Gone, &L::gone},
      {kAnyUser, kAnyWire, Event::Gone, &L::ignore},
      {kPlaying, kOver, Event::PlayedOut, &L::movieEnded},
      {kAnyUser, kAnyWire, Event::PlayedOut, &L::ignore},
  };
  return kRows;
}

const SessionTable::Row* SessionTable::match(UserState user, Wire wire, Event event) {
  const auto all = rows();
  const auto found = std::find_if(all.begin(), all.end(), [&](const Row& row) {
    return row.event == event && (row.users & bit(user)) != 0 && (row.wires & bit(wire)) != 0;
  });
  return found == all.end() ? nullptr : &*found;
}

SessionTable::Step SessionTable::find(UserState user, Wire wire, Event event) {
  const Row* row = match(user, wire, event);
  return row ? row->step : &SessionLogic::ignore;
}

bool SessionTable::defined(UserState user, Wire wire, Event event) { return match(user, wire, event) != nullptr; }

}  // namespace zoetrope::client
