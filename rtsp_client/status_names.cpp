// SPDX-License-Identifier: MIT
#include "libstream/base/text.h"
#include "rtsp_client/session_types.h"
#include "rtsp_client/target.h"

#include <iterator>

namespace zoetrope::client {

const char* name(UserState state) {
  switch (state) {
    case UserState::Init:
      return "INIT";
    case UserState::Ready:
      return "READY";
    case UserState::Playing:
      return "PLAYING";
    case UserState::Ended:
      return "ENDED";
  }
  return "";
}

const char* name(CacheStatus::Doing doing) {
  switch (doing) {
    case CacheStatus::Doing::Off:
      return "off";
    case CacheStatus::Doing::Filling:
      return "filling";
    case CacheStatus::Doing::Full:
      return "full";
    case CacheStatus::Doing::Playing:
      return "playing";
    case CacheStatus::Doing::Starving:
      return "starving";
  }
  return "";
}

const char* name(Wire wire) {
  switch (wire) {
    case Wire::Closed:
      return "closed";
    case Wire::Connecting:
      return "connecting";
    case Wire::Open:
      return "open";
    case Wire::Idle:
      return "idle";
    case Wire::Filling:
      return "filling";
    case Wire::Sending:
      return "sending";
    case Wire::Over:
      return "over";
  }
  return "";
}

const char* name(Verb verb) {
  switch (verb) {
    case Verb::Options:
      return "OPTIONS";
    case Verb::Describe:
      return "DESCRIBE";
    case Verb::Setup:
      return "SETUP";
    case Verb::Play:
      return "PLAY";
    case Verb::Pause:
      return "PAUSE";
    case Verb::Teardown:
      return "TEARDOWN";
    case Verb::KeepAlive:
      return "GET_PARAMETER";
  }
  return "";
}

const char* name(Event event) {
  static constexpr const char* kNames[] = {"ClickSetup",
                                           "ClickPlay",
                                           "ClickPause",
                                           "ClickTeardown",
                                           "ClickSeek",
                                           "ClickRetry",
                                           "ClickTcp",
                                           "Connected",
                                           "ConnectFailed",
                                           "ConnectionLost",
                                           "OptionsDone",
                                           "Described",
                                           "SetUp",
                                           "PlayAccepted",
                                           "FillAccepted",
                                           "PauseAccepted",
                                           "FillPauseAccepted",
                                           "TornDown",
                                           "KeptAlive",
                                           "Refused",
                                           "NoReply",
                                           "Frame",
                                           "Bye",
                                           "Quiet",
                                           "Silence",
                                           "Nothing",
                                           "Gone",
                                           "PlayedOut"};
  static_assert(std::size(kNames) == kEvents);
  return kNames[static_cast<int>(event)];
}

std::string describe(const Target& target) {
  const bool v6 = target.host.find(':') != std::string::npos;
  const std::string host = v6 ? "[" + target.host + "]" : target.host;
  return printable(target.video) + " from " + host + ":" + std::to_string(target.port);
}

}  // namespace zoetrope::client
