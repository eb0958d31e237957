// SPDX-License-Identifier: MIT
// The methods and their names.
// Spec: RFC 2326, section 10.
// Thread: pure functions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace zoetrope::rtsp {

enum class Method {
  Options,
  Describe,
  Setup,
  Play,
  Pause,
  GetParameter,
  SetParameter,
  Teardown,
  Announce,
  Record,
  Redirect,
  Unknown
};

// Method names are compared with case (RFC 2326, section 6.1).
Method parseMethod(std::string_view name);
std::string_view methodName(Method method);
// "OPTIONS, DESCRIBE": as Public and Allow write them.
std::string methodList(const std::vector<Method>& methods);
// Methods named in a Public or Allow header; unknown names are skipped.
std::vector<Method> parseMethodList(std::string_view header);

}  // namespace zoetrope::rtsp
