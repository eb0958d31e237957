// SPDX-License-Identifier: MIT
#include "libstream/playback/counters.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace zoetrope::playback {

namespace {

constexpr CounterField kFields[] = {
    {"frames_complete", &Counters::framesComplete, "", "frames that arrived whole"},
    {"frames_incomplete", &Counters::framesIncomplete, "", "frames of which something was missing"},
    {"frames_lost", &Counters::framesLost, "", "frames of which nothing came, by their number (course dialect)"},
    {"frames_shown", &Counters::framesShown, "", "frames handed out in their turn"},
    {"frames_late", &Counters::framesLate, "", "frames that came after their turn"},
    {"frames_skipped", &Counters::framesSkipped, "", "frames overtaken by a newer one before they were drawn"},
    {"frames_dropped", &Counters::framesDropped, "", "frames that found no room in the cache"},
    {"frames_decoded", &Counters::framesDecoded, "", "frames turned into pictures"},
    {"frames_corrupt", &Counters::framesCorrupt, "", "decoded frames that the decoder complained about"},
    {"frames_saved", &Counters::framesSaved, "", "frames written to the --save file"},
    {"packets_received", &Counters::packetsReceived, "", "RTP packets, duplicates and late ones included"},
    {"packets_lost", &Counters::packetsLost, "", "packets that never came, where their numbers tell"},
    {"packets_duplicate", &Counters::packetsDuplicate, "", "packets that came more than once"},
    {"packets_reordered", &Counters::packetsReordered, "", "packets that came behind a later one, in time"},
    {"packets_late", &Counters::packetsLate, "", "packets that came after they were given up"},
    {"packets_rejected", &Counters::packetsRejected, "", "datagrams that are not of this stream"},
    {"packets_dropped_by_socket", &Counters::packetsDroppedBySocket, "",
     "datagrams the receive buffer had no room for"},
    {"bytes_received", &Counters::bytesReceived, "bytes", "RTP packets with their headers"},
    {"receive_buffer_bytes", &Counters::receiveBufferBytes, "bytes", "receive buffer that the system gave"},
    {"starvations", &Counters::starvations, "", "times that the picture stood still for want of frames"},
    {"cache_frames", &Counters::cacheFrames, "", "frames held now"},
    {"cache_target", &Counters::cacheTarget, "", "frames to be held"},
    {"jitter_ms", &Counters::jitterMs, "ms", "interarrival jitter (RFC 3550, 6.4.1)"},
    {"round_trip_ms", &Counters::roundTripMs, "ms", "time of a request and its reply"},
    {"frame_rate", &Counters::frameRate, "frames/s", "frames a second"},
    {"bit_rate_bps", &Counters::bitRateBps, "bit/s", "bits a second, RTP headers included"},
    {"loss_percent", &Counters::lossPercent, "%", "packets lost of those expected"},
    {"first_picture_ms", &Counters::firstPictureMs, "ms", "from Play to the first frame shown"},
    {"played_seconds", &Counters::playedSeconds, "s", "time spent playing"},
};

// Fixed point without trailing zeros; what is no number is 0, for JSON has no word for it.
std::string decimal(double value) {
  constexpr double kMost = 1e15;
  char text[64];
  const double finite = std::isfinite(value) ? std::clamp(value, -kMost, kMost) : 0.0;
  const auto end = std::to_chars(text, text + sizeof text, finite, std::chars_format::fixed, 3).ptr;
  std::string result(text, end);
  result.erase(result.find_last_not_of('0') + 1);
  if (result.back() == '.') result.pop_back();
  return result;
}

}  // namespace

std::span<const CounterField> counterFields() { return kFields; }

std::string counterText(const CounterField& field, const Counters& counters) {
  if (const auto* whole = std::get_if<std::uint64_t Counters::*>(&field.member))
    return std::to_string(counters.**whole);
  return decimal(counters.**std::get_if<double Counters::*>(&field.member));
}

std::string counterMembersJson(const Counters& counters) {
  std::string json;
  for (const CounterField& field : kFields) {
    if (!json.empty()) json += ',';
    json += '"' + std::string(field.name) + "\":" + counterText(field, counters);
  }
  return json;
}

std::string countersJson(const Counters& counters) { return '{' + counterMembersJson(counters) + '}'; }

std::string countersHelp() {
  constexpr std::size_t kNameWidth = 27;
  std::string help;
  for (const CounterField& field : kFields) {
    std::string line = "  " + std::string(field.name);
    line.resize(kNameWidth + 2, ' ');
    help += line + field.help;
    if (*field.unit) help += std::string(" [") + field.unit + ']';
    help += '\n';
  }
  return help;
}

}  // namespace zoetrope::playback
