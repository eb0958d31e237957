// SPDX-License-Identifier: MIT
#include "libstream/rtsp/rtp_info.h"

#include "libstream/base/text.h"

#include <algorithm>

namespace zoetrope::rtsp {

namespace {

constexpr std::size_t kMaxEntries = 64;

bool isEntryStart(std::string_view text) {
  return startsWithIgnoreCase(trim(text), "url=") || startsWithIgnoreCase(trim(text), "url =");
}

// At commas with "url=" behind them: a URL may have commas of its own.
std::vector<std::string_view> splitEntries(std::string_view value) {
  std::vector<std::string_view> entries;
  std::size_t from = 0;
  for (std::size_t at = value.find(','); at != std::string_view::npos; at = value.find(',', at + 1)) {
    if (!isEntryStart(value.substr(at + 1, 16)) || entries.size() + 1 >= kMaxEntries) continue;
    entries.push_back(value.substr(from, at - from));
    from = at + 1;
  }
  entries.push_back(value.substr(from));
  return entries;
}

// Takes the last ";name=number" off the entry; false when it ends otherwise.
bool takeParameter(std::string_view& entry, RtpInfo& info) {
  const std::size_t semicolon = entry.rfind(';');
  if (semicolon == std::string_view::npos) return false;
  const std::string_view part = trim(entry.substr(semicolon + 1));
  const std::size_t equals = part.find('=');
  const std::string_view name = trim(part.substr(0, equals));
  const std::string_view number = equals == std::string_view::npos ? std::string_view() : trim(part.substr(equals + 1));
  if (equalsIgnoreCase(name, "seq")) {
    info.sequence = parseNumber<std::uint16_t>(number);
  } else if (equalsIgnoreCase(name, "rtptime")) {
    info.rtpTime = parseNumber<std::uint32_t>(number);
  } else if (!name.empty() && !equalsIgnoreCase(name, "ssrc")) {
    return false;
  }
  entry = entry.substr(0, semicolon);
  return true;
}

RtpInfo parseEntry(std::string_view entry) {
  RtpInfo info;
  while (takeParameter(entry, info)) {
  }
  entry = trim(entry);
  if (const std::size_t equals = entry.find('='); isEntryStart(entry)) entry = trim(entry.substr(equals + 1));
  if (entry.size() >= 2 && entry.front() == '"' && entry.back() == '"') entry = entry.substr(1, entry.size() - 2);
  info.url = entry;
  return info;
}

bool endsWith(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

// One is the other, or the end of it behind a '/'.
bool sameStream(std::string_view a, std::string_view b) {
  if (a.size() < b.size()) std::swap(a, b);
  if (b.empty() || !endsWith(a, b)) return false;
  return a.size() == b.size() || b.front() == '/' || a[a.size() - b.size() - 1] == '/';
}

}  // namespace

std::vector<RtpInfo> parseRtpInfo(std::string_view value) {
  std::vector<RtpInfo> infos;
  for (const std::string_view entry : splitEntries(value))
    if (!trim(entry).empty()) infos.push_back(parseEntry(entry));
  return infos;
}

std::string serializeRtpInfo(const std::vector<RtpInfo>& infos) {
  std::string out;
  for (const RtpInfo& info : infos) {
    if (!out.empty()) out += ',';
    out += "url=" + info.url;
    if (info.sequence) out += ";seq=" + std::to_string(*info.sequence);
    if (info.rtpTime) out += ";rtptime=" + std::to_string(*info.rtpTime);
  }
  return out;
}

const RtpInfo* findRtpInfo(const std::vector<RtpInfo>& infos, std::string_view controlUrl) {
  if (infos.size() == 1) return &infos.front();
  const auto found =
      std::find_if(infos.begin(), infos.end(), [&](const RtpInfo& info) { return sameStream(info.url, controlUrl); });
  return found == infos.end() ? nullptr : &*found;
}

}  // namespace zoetrope::rtsp
