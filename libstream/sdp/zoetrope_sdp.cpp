// SPDX-License-Identifier: MIT
#include "libstream/sdp/zoetrope_sdp.h"

#include "libstream/sdp/sdp.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace zoetrope::sdp {

namespace {

constexpr int kMilliseconds = 3;
// Players fold a position that grows for ever into the movie: what is rounded here adds up with each round.
constexpr int kNanoseconds = 9;

std::string decimal(double value, int digits = kMilliseconds) {
  char text[64];
  const double shown = std::isfinite(value) ? std::clamp(value, 0.0, 1e9) : 0;
  const auto [end, error] = std::to_chars(text, text + sizeof text, shown, std::chars_format::fixed, digits);
  std::string out(text, error == std::errc{} ? end : text);
  out.erase(out.find_last_not_of('0') + 1);
  if (!out.empty() && out.back() == '.') out.pop_back();
  return out;
}

// A name from a file system may hold anything but must stay on its line.
std::string oneLine(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\r' || c == '\n' || c == '\0'; }, ' ');
  return text;
}

Media jpegMedia(const SdpOptions& options) {
  const std::string jpeg = std::to_string(kJpegPayloadType);
  const std::string rtx = std::to_string(kRtxPayloadType);
  Media media;
  media.type = "video";
  media.formats = {jpeg};
  if (options.bandwidthKbps > 0) media.bandwidthKbps = options.bandwidthKbps;
  media.attributes.add("rtpmap", jpeg + " JPEG/90000");
  if (options.nack) media.attributes.add("rtcp-fb", jpeg + " nack");
  if (options.ccfb) media.attributes.add("rtcp-fb", "* ack ccfb");
  if (options.rtx) {
    media.formats.push_back(rtx);
    media.attributes.add("rtpmap", rtx + " rtx/90000");
    media.attributes.add("fmtp", rtx + " apt=" + jpeg + ";rtx-time=" + std::to_string(options.rtxTimeMs));
  }
  if (options.frameRate > 0) media.attributes.add("framerate", decimal(options.frameRate));
  media.attributes.add("control", kStreamControl);
  return media;
}

}  // namespace

std::string zoetropeSdp(const SdpOptions& options) {
  const bool six = options.serverAddress.find(':') != std::string::npos;
  const std::string network = six ? "IN IP6 " : "IN IP4 ";
  Sdp sdp;
  sdp.origin = "- " + std::to_string(options.sessionId) + ' ' + std::to_string(options.sessionVersion) + ' ' + network +
               options.serverAddress;
  sdp.name = oneLine(options.name);
  sdp.info = oneLine(options.info);
  sdp.connection = network + (six ? "::" : "0.0.0.0");
  sdp.attributes.add("control", "*");
  sdp.attributes.add("range", options.duration ? "npt=0-" + decimal(*options.duration) : "npt=now-");
  if (options.loop > 0) sdp.attributes.add(kLoopAttribute, decimal(options.loop, kNanoseconds));
  sdp.media.push_back(jpegMedia(options));
  return serializeSdp(sdp);
}

}  // namespace zoetrope::sdp
