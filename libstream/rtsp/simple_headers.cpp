// SPDX-License-Identifier: MIT
#include "libstream/rtsp/simple_headers.h"

#include "libstream/base/text.h"

#include <algorithm>
#include <cmath>

namespace zoetrope::rtsp {

namespace {

bool refusedByQuality(const std::vector<std::string_view>& parts) {
  return std::any_of(parts.begin() + 1, parts.end(), [](std::string_view part) {
    const std::string lowered = toLower(trim(part));
    return lowered.rfind("q=", 0) == 0 && parseDouble(std::string_view(lowered).substr(2)).value_or(1) == 0;
  });
}

bool isSdpType(std::string_view type) {
  return equalsIgnoreCase(type, "application/sdp") || equalsIgnoreCase(type, "application/*") || type == "*/*" ||
         type == "*";
}

}  // namespace

std::vector<std::string> parseTokens(const HeaderList& headers, std::string_view name) {
  std::vector<std::string> tokens;
  for (const std::string_view value : headers.getAll(name)) {
    for (const std::string_view token : split(value, ','))
      if (!trim(token).empty()) tokens.emplace_back(trim(token));
  }
  return tokens;
}

bool hasToken(const HeaderList& headers, std::string_view name, std::string_view token) {
  const auto tokens = parseTokens(headers, name);
  return std::any_of(tokens.begin(), tokens.end(),
                     [&](const std::string& known) { return equalsIgnoreCase(known, token); });
}

std::string joinTokens(const std::vector<std::string>& tokens) {
  std::string out;
  for (const std::string& token : tokens) {
    if (!out.empty()) out += ", ";
    out += token;
  }
  return out;
}

std::string unsupportedFeatures(const HeaderList& headers, const std::vector<std::string_view>& supported) {
  std::vector<std::string> missing;
  for (const std::string_view name : {std::string_view("Require"), std::string_view("Proxy-Require")}) {
    for (const std::string& feature : parseTokens(headers, name)) {
      const bool known = std::any_of(supported.begin(), supported.end(),
                                     [&](std::string_view have) { return equalsIgnoreCase(have, feature); });
      if (!known) missing.push_back(feature);
    }
  }
  return joinTokens(missing);
}

std::optional<double> parseSpeed(std::string_view value) {
  const std::size_t dash = value.find('-');
  if (dash != std::string_view::npos && dash > 0) value = value.substr(dash + 1);
  const auto speed = parseDouble(trim(value));
  return speed && std::isfinite(*speed) && *speed > 0 ? speed : std::nullopt;
}

std::optional<double> parseScale(std::string_view value) {
  const auto scale = parseDouble(trim(value));
  return scale && std::isfinite(*scale) && *scale != 0 ? scale : std::nullopt;
}

bool acceptsSdp(const HeaderList& headers) {
  const auto types = parseTokens(headers, "Accept");
  if (types.empty()) return true;
  return std::any_of(types.begin(), types.end(), [](const std::string& type) {
    const auto parts = split(type, ';');
    return isSdpType(trim(parts.front())) && !refusedByQuality(parts);
  });
}

}  // namespace zoetrope::rtsp
