// SPDX-License-Identifier: MIT
// The one description that our server gives to everybody.
// Spec: RFC 4566, RFC 2435 (payload type 26), RFC 4585 (rtcp-fb), RFC 4588 (rtx), RFC 8888 (ccfb).
// Thread: pure functions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace zoetrope::sdp {

constexpr int kJpegPayloadType = 26;
constexpr int kRtxPayloadType = 97;
// A movie that starts again at its end, for ever: its own length in seconds, beside a range without an end.
constexpr const char* kLoopAttribute = "x-zoetrope-loop";
// The control URL of the one stream, behind the movie's URL and '/'.
constexpr const char* kStreamControl = "track1";

struct SdpOptions {
  // The same for one movie as long as nothing changes (o=).
  std::uint64_t sessionId = 0;
  std::uint64_t sessionVersion = 1;
  // The server's own address, as text; IPv6 by its colon.
  std::string serverAddress = "0.0.0.0";
  std::string name = "Zoetrope";
  std::string info;
  // Seconds; none is a stream without an end.
  std::optional<double> duration;
  // Seconds after which a stream without an end starts again; 0: it does not.
  double loop = 0;
  double frameRate = 0;
  // b=AS; 0 leaves it out.
  std::uint32_t bandwidthKbps = 0;
  // Announce only what is there: retransmission requests, retransmission, arrival feedback.
  bool nack = false;
  bool rtx = false;
  std::uint32_t rtxTimeMs = 1000;
  bool ccfb = false;
};

std::string zoetropeSdp(const SdpOptions& options);

}  // namespace zoetrope::sdp
