// SPDX-License-Identifier: MIT
#include "libstream/sdp/sdp.h"

#include "libstream/base/text.h"

#include <algorithm>

namespace zoetrope::sdp {

namespace {

std::vector<std::string_view> words(std::string_view text) {
  std::vector<std::string_view> out;
  for (const std::string_view word : split(text, ' '))
    if (!trim(word).empty()) out.push_back(trim(word));
  return out;
}

// "video 0 RTP/AVP 26 97"; "video 49170/2 …" counts ports.
Result<Media> parseMediaLine(std::string_view value) {
  const auto parts = words(value);
  if (parts.size() < 3) return Error{"an m-line that cannot be read: " + printable(value)};
  const auto port = parseNumber<std::uint16_t>(parts[1].substr(0, parts[1].find('/')));
  if (!port) return Error{"an m-line without a port: " + printable(value)};
  Media media;
  media.type = toLower(parts[0]);
  media.port = *port;
  media.protocol = parts[2];
  media.formats.assign(parts.begin() + 3, parts.end());
  return media;
}

std::optional<std::uint32_t> parseBandwidth(std::string_view value) {
  const std::size_t colon = value.find(':');
  if (colon == std::string_view::npos || !equalsIgnoreCase(trim(value.substr(0, colon)), "AS")) return std::nullopt;
  return parseNumber<std::uint32_t>(trim(value.substr(colon + 1)));
}

void addAttribute(std::string_view value, AttributeList& attributes) {
  const std::size_t colon = value.find(':');
  if (colon == std::string_view::npos) return attributes.add(trim(value));
  attributes.add(trim(value.substr(0, colon)), trim(value.substr(colon + 1)));
}

// What session and media have in common.
template <class Part>
void readLine(char type, std::string_view value, Part& part) {
  switch (type) {
    case 'i':
      part.info = value;
      break;
    case 'c':
      part.connection = value;
      break;
    case 'a':
      addAttribute(value, part.attributes);
      break;
    case 'b':
      if (const auto bandwidth = parseBandwidth(value)) part.bandwidthKbps = bandwidth;
      break;
    default:
      break;
  }
}

void readSessionLine(char type, std::string_view value, Sdp& sdp) {
  if (type == 'o') sdp.origin = value;
  if (type == 's') sdp.name = value;
  readLine(type, value, sdp);
}

template <class Part>
void appendPart(std::string& out, const Part& part) {
  if (!part.connection.empty()) out += "c=" + part.connection + "\r\n";
  if (part.bandwidthKbps) out += "b=AS:" + std::to_string(*part.bandwidthKbps) + "\r\n";
}

void appendAttributes(std::string& out, const AttributeList& attributes) {
  for (const Attribute& attribute : attributes)
    out += "a=" + attribute.name + (attribute.hasValue ? ':' + attribute.value : "") + "\r\n";
}

void appendMedia(std::string& out, const Media& media) {
  out += "m=" + media.type + ' ' + std::to_string(media.port) + ' ' + media.protocol;
  for (const std::string& format : media.formats) out += ' ' + format;
  out += "\r\n";
  if (!media.info.empty()) out += "i=" + media.info + "\r\n";
  appendPart(out, media);
  appendAttributes(out, media.attributes);
}

// The rest of "26 JPEG/90000" when it is of that payload type.
std::optional<std::string_view> valueFor(std::string_view value, int payloadType) {
  const std::size_t blank = value.find(' ');
  if (blank == std::string_view::npos || parseNumber<int>(value.substr(0, blank)) != payloadType) return std::nullopt;
  return trim(value.substr(blank + 1));
}

// "1280,720", "26 1280-720", "0,0,720,1280" (cliprect: height before width).
std::optional<Media::Size> parseSize(std::string_view text, std::size_t widthAt, std::size_t heightAt) {
  std::string plain(text);
  std::replace_if(
      plain.begin(), plain.end(), [](char c) { return c == ',' || c == '-'; }, ' ');
  const auto parts = words(plain);
  if (parts.size() <= std::max(widthAt, heightAt)) return std::nullopt;
  const auto width = parseNumber<std::uint16_t>(parts[widthAt]);
  const auto height = parseNumber<std::uint16_t>(parts[heightAt]);
  if (!width || !height) return std::nullopt;
  return Media::Size{*width, *height};
}

}  // namespace

std::optional<std::string_view> AttributeList::get(std::string_view name) const {
  for (const Attribute& attribute : attributes_)
    if (equalsIgnoreCase(attribute.name, name)) return attribute.value;
  return std::nullopt;
}

std::vector<std::string_view> AttributeList::getAll(std::string_view name) const {
  std::vector<std::string_view> values;
  for (const Attribute& attribute : attributes_)
    if (equalsIgnoreCase(attribute.name, name)) values.push_back(attribute.value);
  return values;
}

std::optional<RtpMap> Media::rtpMap(int payloadType) const {
  for (const std::string_view value : attributes.getAll("rtpmap")) {
    const auto rest = valueFor(value, payloadType);
    if (!rest) continue;
    const auto parts = split(*rest, '/');
    const std::uint32_t rate = parts.size() > 1 ? parseNumber<std::uint32_t>(trim(parts[1])).value_or(0) : 0;
    return RtpMap{std::string(trim(parts.front())), rate};
  }
  return std::nullopt;
}

std::string_view Media::fmtp(int payloadType) const {
  for (const std::string_view value : attributes.getAll("fmtp"))
    if (const auto rest = valueFor(value, payloadType)) return *rest;
  return {};
}

std::optional<double> Media::frameRate() const {
  const std::string_view text = attributes.get("framerate").value_or("");
  // GStreamer writes a fraction in a-framerate, everybody else a number.
  const auto rate = parseDouble(text);
  return rate && *rate > 0 && *rate <= 1000 ? rate : std::nullopt;
}

std::optional<Media::Size> Media::dimensions() const {
  if (const auto text = attributes.get("x-dimensions")) return parseSize(*text, 0, 1);
  if (const auto text = attributes.get("framesize")) return parseSize(*text, 1, 2);
  if (const auto text = attributes.get("cliprect")) return parseSize(*text, 3, 2);
  return std::nullopt;
}

Result<Sdp> parseSdp(std::string_view text) {
  if (text.size() > kMaxSdpBytes) return Error{"a description of more than " + std::to_string(kMaxSdpBytes) + " bytes"};
  Sdp sdp;
  bool versionSeen = false;
  std::size_t count = 0;
  for (const std::string_view raw : split(text, '\n')) {
    if (++count > kMaxSdpLines) return Error{"a description of more than " + std::to_string(kMaxSdpLines) + " lines"};
    const std::string_view line = trim(raw);
    if (line.size() < 2 || line[1] != '=') continue;
    const std::string_view value = trim(line.substr(2));
    versionSeen = versionSeen || line.front() == 'v';
    if (line.front() == 'm') {
      auto media = parseMediaLine(value);
      if (!media) return media.error();
      if (sdp.media.size() == kMaxSdpMedia) return Error{"a description of too many streams"};
      sdp.media.push_back(std::move(*media));
    } else if (sdp.media.empty()) {
      readSessionLine(line.front(), value, sdp);
    } else {
      readLine(line.front(), value, sdp.media.back());
    }
  }
  if (!versionSeen) return Error{"not a session description: " + printable(text, 40)};
  return sdp;
}

std::string serializeSdp(const Sdp& sdp) {
  std::string out = "v=0\r\no=" + sdp.origin + "\r\ns=" + (sdp.name.empty() ? "-" : sdp.name) + "\r\n";
  if (!sdp.info.empty()) out += "i=" + sdp.info + "\r\n";
  appendPart(out, sdp);
  out += "t=0 0\r\n";
  appendAttributes(out, sdp.attributes);
  for (const Media& media : sdp.media) appendMedia(out, media);
  return out;
}

std::string_view rangeOf(const Sdp& sdp, const Media& media) {
  if (const auto range = media.attributes.get("range")) return *range;
  return sdp.attributes.get("range").value_or("");
}

}  // namespace zoetrope::sdp
