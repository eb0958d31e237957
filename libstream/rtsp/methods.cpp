// SPDX-License-Identifier: MIT
#include "libstream/rtsp/methods.h"

#include "libstream/base/text.h"

namespace zoetrope::rtsp {

namespace {

struct Named {
  Method method;
  std::string_view name;
};

constexpr Named kMethods[] = {
    {Method::Options, "OPTIONS"},
    {Method::Describe, "DESCRIBE"},
    {Method::Setup, "SETUP"},
    {Method::Play, "PLAY"},
    {Method::Pause, "PAUSE"},
    {Method::GetParameter, "GET_PARAMETER"},
    {Method::SetParameter, "SET_PARAMETER"},
    {Method::Teardown, "TEARDOWN"},
    {Method::Announce, "ANNOUNCE"},
    {Method::Record, "RECORD"},
    {Method::Redirect, "REDIRECT"},
};

}  // namespace

Method parseMethod(std::string_view name) {
  for (const Named& known : kMethods)
    if (known.name == name) return known.method;
  return Method::Unknown;
}

std::string_view methodName(Method method) {
  for (const Named& known : kMethods)
    if (known.method == method) return known.name;
  return "UNKNOWN";
}

std::string methodList(const std::vector<Method>& methods) {
  std::string list;
  for (const Method method : methods) {
    if (!list.empty()) list += ", ";
    list += methodName(method);
  }
  return list;
}

std::vector<Method> parseMethodList(std::string_view header) {
  std::vector<Method> methods;
  for (const std::string_view name : split(header, ',')) {
    const Method method = parseMethod(trim(name));
    if (method != Method::Unknown) methods.push_back(method);
  }
  return methods;
}

}  // namespace zoetrope::rtsp
