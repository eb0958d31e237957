// SPDX-License-Identifier: MIT
#include "rtsp_client/window/window_texts.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

namespace zoetrope::client {
namespace {

std::string lower(std::string text) {
  for (char& letter : text) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  return text;
}

// ".html", ".json": every second part without its star.
std::vector<std::string> endingsOf(std::string_view forms) {
  std::vector<std::string> endings;
  for (bool isEnding = false; !forms.empty(); isEnding = !isEnding) {
    const std::string_view part = forms.substr(0, forms.find('|'));
    if (isEnding && part.starts_with("*.")) endings.emplace_back(part.substr(1));
    forms.remove_prefix(std::min(forms.size(), part.size() + 1));
  }
  return endings;
}

}  // namespace

std::string nextStep(const EngineStatus& status) {
  using Doing = CacheStatus::Doing;
  if (status.requestOutstanding && status.state == UserState::Init) return "Waiting for the server\u2026";
  if (status.state == UserState::Init) {
    if (!status.canSetup) return "Connecting\u2026";
    return status.cache.target > 0 ? "Press Setup to fill the cache" : "Press Setup to open the session";
  }
  if (status.state == UserState::Playing || status.cache.doing == Doing::Starving)
    return "Waiting for the first picture\u2026";
  if (status.cache.doing == Doing::Filling) return "Filling the cache\u2026 Press Play at any time";
  if (status.cache.doing == Doing::Full) return "The cache is full: press Play";
  return "Press Play";
}

std::string windowTitle(const Target& target) {
  return (target.video.empty() ? target.host : target.video) + " \u2013 Zoetrope";
}

Message endMessage(const std::string& why) {
  std::string text = why.empty() ? "The session has failed." : why;
  if (text.front() >= 'a' && text.front() <= 'z') text.front() = static_cast<char>(text.front() - 'a' + 'A');
  if (std::string_view(".?!").find(text.back()) == std::string_view::npos) text += '.';
  return {.kind = Message::Kind::Error, .text = std::move(text), .details = {}};
}

Message savedMessage(const std::string& file) {
  return {.kind = Message::Kind::Info, .text = "The report is in " + file + ".", .details = {}};
}

Message notSavedMessage(const std::string& why) {
  Message message = endMessage(why);
  message.text += " Press Save report\u2026 again and choose another folder or name.";
  return message;
}

std::string reportName(const Target& target) {
  const std::string& video = target.video;
  // Of a path the last part; "." is no name.
  std::string stem = video.substr(video.find_last_of("/\\") + 1);
  stem = stem.substr(0, stem.rfind('.'));
  return (stem.empty() ? "zoetrope" : stem) + "-report";
}

std::string withEnding(const std::string& file, const std::string& forms, int chosen) {
  const auto endings = endingsOf(forms);
  if (endings.empty()) return file;
  const std::string small = lower(file);
  if (std::any_of(endings.begin(), endings.end(), [&](const auto& ending) { return small.ends_with(ending); }))
    return file;
  const auto last = static_cast<int>(endings.size()) - 1;
  return file + endings[static_cast<std::size_t>(std::clamp(chosen, 0, last))];
}

}  // namespace zoetrope::client
