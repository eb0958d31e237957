// SPDX-License-Identifier: MIT
#include "libstream/sdp/jpeg_stream.h"

#include "libstream/base/text.h"

#include <algorithm>

namespace zoetrope::sdp {

namespace {

constexpr int kStaticJpeg = 26;
constexpr std::uint32_t kJpegClockRate = 90000;
constexpr std::string_view kSchemeEnd = "://";

// The payload type of `media` that carries JPEG: named by rtpmap, or 26 without one.
std::optional<int> jpegPayloadType(const Media& media) {
  if (media.type != "video" || !startsWithIgnoreCase(media.protocol, "RTP/")) return std::nullopt;
  for (const std::string& format : media.formats) {
    const auto payloadType = parseNumber<int>(format);
    if (!payloadType || *payloadType < 0 || *payloadType > 127) continue;
    const auto map = media.rtpMap(*payloadType);
    if (map ? equalsIgnoreCase(map->encoding, "JPEG") : *payloadType == kStaticJpeg) return payloadType;
  }
  return std::nullopt;
}

bool aptIs(std::string_view parameters, int payloadType) {
  const auto parts = split(parameters, ';');
  return std::any_of(parts.begin(), parts.end(), [&](std::string_view part) {
    part = trim(part);
    return startsWithIgnoreCase(part, "apt=") && parseNumber<int>(trim(part.substr(4))) == payloadType;
  });
}

std::optional<int> rtxPayloadType(const Media& media, int jpegType) {
  for (const std::string& format : media.formats) {
    const auto payloadType = parseNumber<int>(format);
    if (!payloadType) continue;
    const auto map = media.rtpMap(*payloadType);
    if (map && equalsIgnoreCase(map->encoding, "rtx") && aptIs(media.fmtp(*payloadType), jpegType)) return payloadType;
  }
  return std::nullopt;
}

std::string describe(const Media& media) {
  std::string out = printable(media.type, 20);
  if (media.formats.empty()) return out;
  const auto payloadType = parseNumber<int>(media.formats.front());
  const auto map = payloadType ? media.rtpMap(*payloadType) : std::nullopt;
  return out + ' ' + (map ? printable(map->encoding, 20) : "type " + printable(media.formats.front(), 20));
}

std::size_t authorityBegin(std::string_view url) {
  const std::size_t scheme = url.find(kSchemeEnd);
  return scheme == std::string_view::npos ? scheme : scheme + kSchemeEnd.size();
}

bool isAbsolute(std::string_view url) {
  const std::size_t scheme = url.find(kSchemeEnd);
  return scheme != std::string_view::npos && scheme > 0 && url.find_first_of("/?") > scheme;
}

std::string withoutUser(std::string_view url) {
  const std::size_t begin = authorityBegin(url);
  if (begin == std::string_view::npos) return std::string(url);
  const std::size_t end = std::min(url.find_first_of("/?", begin), url.size());
  const std::size_t at = url.substr(0, end).rfind('@');
  if (at == std::string_view::npos || at < begin) return std::string(url);
  return std::string(url.substr(0, begin)) + std::string(url.substr(at + 1));
}

// "rtsp://host:port"
std::string_view rootOf(std::string_view url) {
  const std::size_t begin = authorityBegin(url);
  if (begin == std::string_view::npos) return {};
  return url.substr(0, std::min(url.find_first_of("/?", begin), url.size()));
}

}  // namespace

Result<JpegStream> findJpegStream(const Sdp& sdp) {
  for (std::size_t i = 0; i < sdp.media.size(); ++i) {
    const Media& media = sdp.media[i];
    const auto payloadType = jpegPayloadType(media);
    if (!payloadType) continue;
    const auto map = media.rtpMap(*payloadType);
    const std::uint32_t rate = map && map->clockRate > 0 ? map->clockRate : kJpegClockRate;
    return JpegStream{i, *payloadType, rate, rtxPayloadType(media, *payloadType)};
  }
  if (sdp.media.empty()) return Error{"the server's description has no streams at all"};
  return Error{"the server has no JPEG stream, only: " + listStreams(sdp)};
}

std::string listStreams(const Sdp& sdp) {
  std::string out;
  for (const Media& media : sdp.media) {
    if (!out.empty()) out += ", ";
    out += describe(media);
  }
  return out;
}

std::string controlBase(std::string_view contentBase, std::string_view contentLocation, std::string_view requestUri) {
  for (const std::string_view candidate : {trim(contentBase), trim(contentLocation)})
    if (isAbsolute(candidate)) return withoutUser(candidate);
  return withoutUser(requestUri);
}

std::string resolveControl(std::string_view base, std::string_view control) {
  control = trim(control);
  if (control.empty() || control == "*") return std::string(base);
  if (isAbsolute(control)) return withoutUser(control);
  if (control.front() == '/') return std::string(rootOf(base)) + std::string(control);
  std::string out(base);
  if (control.front() != '?' && (out.empty() || out.back() != '/')) out += '/';
  return out + std::string(control);
}

}  // namespace zoetrope::sdp
