// SPDX-License-Identifier: MIT
#include "rtsp_client/engine_control.h"

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

}  // namespace zoetrope::client
