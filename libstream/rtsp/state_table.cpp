// SPDX-License-Identifier: MIT
#include "libstream/rtsp/state_table.h"

#include <algorithm>
#include <iterator>

namespace zoetrope::rtsp {

namespace {

constexpr int kOk = 200;

// What to answer in Init, Ready, Playing.
struct Row {
  Method method;
  int status[3];
};

constexpr Row kStandard[] = {
    {Method::Options, {kOk, kOk, kOk}},      {Method::Describe, {kOk, kOk, kOk}},
    {Method::Setup, {kOk, kOk, 455}},        {Method::Play, {454, kOk, kOk}},
    {Method::Pause, {454, kOk, kOk}},        {Method::GetParameter, {kOk, kOk, kOk}},
    {Method::SetParameter, {kOk, kOk, kOk}}, {Method::Teardown, {454, kOk, kOk}},
    {Method::Announce, {405, 405, 405}},     {Method::Record, {405, 405, 405}},
    {Method::Redirect, {405, 405, 405}},     {Method::Unknown, {501, 501, 501}},
};

// A second SETUP begins anew; lab clients send one without a TEARDOWN before it.
constexpr Row kCourse[] = {
    {Method::Setup, {kOk, kOk, kOk}},
    {Method::Play, {500, kOk, kOk}},
    {Method::Pause, {500, kOk, kOk}},
    {Method::Teardown, {kOk, kOk, kOk}},
};

std::size_t columnOf(ServerState state) { return static_cast<std::size_t>(state); }

std::string allowedIn(ServerState state) {
  std::vector<Method> methods;
  for (const Row& row : kStandard)
    if (row.status[columnOf(state)] == kOk) methods.push_back(row.method);
  return methodList(methods);
}

}  // namespace

std::string_view stateName(ServerState state) {
  switch (state) {
    case ServerState::Init:
      return "Init";
    case ServerState::Ready:
      return "Ready";
    case ServerState::Playing:
      return "Playing";
  }
  return "";
}

Verdict judge(Method method, ServerState state) {
  const auto row =
      std::find_if(std::begin(kStandard), std::end(kStandard), [&](const Row& r) { return r.method == method; });
  const int status = row == std::end(kStandard) ? 501 : row->status[columnOf(state)];
  Verdict verdict{status == kOk, status, {}};
  if (status == 455) verdict.allow = allowedIn(state);
  if (status == 405) verdict.allow = publicMethods();
  return verdict;
}

std::string publicMethods() {
  std::vector<Method> methods;
  for (const Row& row : kStandard)
    if (row.status[columnOf(ServerState::Ready)] == kOk) methods.push_back(row.method);
  return methodList(methods);
}

Verdict judgeCourse(Method method, ServerState state) {
  const auto row =
      std::find_if(std::begin(kCourse), std::end(kCourse), [&](const Row& r) { return r.method == method; });
  const int status = row == std::end(kCourse) ? 500 : row->status[columnOf(state)];
  return {status == kOk, status, {}};
}

}  // namespace zoetrope::rtsp
