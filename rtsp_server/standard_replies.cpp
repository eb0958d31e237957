// SPDX-License-Identifier: MIT
#include "rtsp_server/standard_replies.h"

#include "libstream/base/text.h"
#include "libstream/rtsp/simple_headers.h"
#include "zoetrope_version.h"

#include <algorithm>
#include <cmath>

namespace zoetrope::server {

namespace {

constexpr std::size_t kIpv4UdpHeaders = 20 + 8;
constexpr std::size_t kIpv6UdpHeaders = 40 + 8;
// The JPEG headers travel whole in a frame's first packet.
constexpr std::size_t kMinPacketForJpegHeader = 1200;
// What RTP, UDP and IP headers come to, for b=AS.
constexpr double kOverhead = 1.05;

std::string_view withoutSlashes(std::string_view path) {
  while (!path.empty() && path.back() == '/') path.remove_suffix(1);
  return path;
}

// The path up to the stream's name, or all of it.
std::string_view movieOf(std::string_view path) {
  path = withoutSlashes(path);
  const std::string_view control = sdp::kStreamControl;
  if (path.size() > control.size() && path.ends_with(control) && path[path.size() - control.size() - 1] == '/')
    path.remove_suffix(control.size() + 1);
  return withoutSlashes(path);
}

}  // namespace

std::string serverName() { return "zoetrope/" ZOETROPE_VERSION; }

std::string newSessionId(Random& random) {
  static constexpr char kHex[] = "0123456789abcdef";
  std::string id;
  for (int i = 0; i < 4; ++i) {
    std::uint32_t bits = random.next32();
    for (int digit = 0; digit < 8; ++digit, bits >>= 4) id += kHex[bits & 15];
  }
  return id;
}

bool namesStream(const rtsp::Uri& uri) { return movieOf(uri.path) != withoutSlashes(uri.path); }

std::string moviePath(const rtsp::Uri& uri) { return std::string(movieOf(uri.path)); }

std::string baseUrl(rtsp::Uri uri) {
  uri.path = moviePath(uri);
  uri.query.clear();
  return uri.toString();
}

bool wantsJpegHeader(const rtsp::HeaderList& headers, std::size_t maxPacketBytes) {
  return maxPacketBytes >= kMinPacketForJpegHeader && rtsp::hasToken(headers, "Supported", rtsp::kFeatureJpegHeader);
}

void echoSupported(const rtsp::HeaderList& request, rtsp::Reply& reply) {
  if (rtsp::hasToken(request, "Supported", rtsp::kFeatureJpegHeader))
    reply.headers.set("Supported", rtsp::kFeatureJpegHeader);
}

sdp::SdpOptions sdpOptions(const movie::Movie& movie, const net::Endpoint& local, bool loops) {
  sdp::SdpOptions options;
  options.sessionId = static_cast<std::uint64_t>(movie.frameBytes()) * 1000003U + movie.frameCount();
  options.serverAddress = local.host();
  options.name = movie.name();
  if (loops)
    options.loop = movie.durationSeconds();
  else
    options.duration = movie.durationSeconds();
  options.frameRate = movie.fps();
  const double bps = static_cast<double>(movie.frameBytes()) * 8 / movie.durationSeconds() * kOverhead;
  options.nack = options.rtx = true;
  options.rtxTimeMs = static_cast<std::uint32_t>(kHistoryTime / 1ms);
  options.bandwidthKbps = static_cast<std::uint32_t>(std::clamp(std::ceil(bps / 1000), 1.0, 4e9));
  return options;
}

std::size_t udpOverhead(const net::Endpoint& peer) { return peer.isV6() ? kIpv6UdpHeaders : kIpv4UdpHeaders; }

std::size_t maxPacketBytes(const Options& options, const net::Endpoint& peer) {
  return options.mtuBytes - udpOverhead(peer);
}

std::chrono::seconds timeoutSeconds(const Options& options) {
  return std::chrono::duration_cast<std::chrono::seconds>(options.sessionTimeout);
}

}  // namespace zoetrope::server
