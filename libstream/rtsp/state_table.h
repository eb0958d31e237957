// SPDX-License-Identifier: MIT
// Which method is allowed in which state of a session, and what to answer otherwise: one table per dialect.
// Spec: RFC 2326, appendix A.2, with PAUSE in Ready allowed as RFC 7826 does (a PAUSE may cross the end of its range).
// Thread: pure functions.
#pragma once

#include "libstream/rtsp/methods.h"

#include <string>
#include <string_view>

namespace zoetrope::rtsp {

enum class ServerState { Init, Ready, Playing };
std::string_view stateName(ServerState state);

struct Verdict {
  bool allowed = false;
  // 200 when allowed.
  int status = 200;
  // For the Allow header of 405 and 455; empty otherwise.
  std::string allow;
};

// Unknown methods 501, methods that we do not have 405, wrong state 455, and 454 for what needs a session that there is
// not (a Session header of another connection is the server's to refuse).
Verdict judge(Method method, ServerState state);
// What OPTIONS lists.
std::string publicMethods();

// The course knows 200, 404 and 500: a repeated or early request is answered as if it had done what it says, as long as
// that is true; PLAY and PAUSE without a SETUP, and other methods, get 500.
Verdict judgeCourse(Method method, ServerState state);

}  // namespace zoetrope::rtsp
