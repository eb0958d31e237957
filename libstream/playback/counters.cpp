// SPDX-License-Identifier: MIT
#include "libstream/playback/counters.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace zoetrope::playback {

namespace {

constexpr CounterKind kMeasure = CounterKind::Measure;

constexpr CounterField kFields[] = {
    {"frames_complete", &Counters::framesComplete, "", "frames that arrived whole"},
    {"frames_incomplete", &Counters::framesIncomplete, "", "frames of which something was missing"},
    {"frames_lost", &Counters::framesLost, "", "frames of which nothing came, by their numbers or times"},
    {"frames_shown", &Counters::framesShown, "", "frames handed out in their turn"},
    {"frames_late", &Counters::framesLate, "", "frames that came after their turn"},
    {"frames_skipped", &Counters::framesSkipped, "", "frames overtaken by a newer one before they were drawn"},
    {"frames_skipped_by_sender", &Counters::framesSkippedBySender, "",
     "frames that the sender left out, as it says or by its times"},
    {"frames_dropped", &Counters::framesDropped, "", "frames that found no room in the cache"},
    {"frames_decoded", &Counters::framesDecoded, "", "frames turned into pictures"},
    {"frames_corrupt", &Counters::framesCorrupt, "", "decoded frames that the decoder complained about"},
    {"frames_saved", &Counters::framesSaved, "", "frames written to the --save file"},
    {"packets_expected", &Counters::packetsExpected, "", "packets that should have come, by their numbers"},
    {"packets_received", &Counters::packetsReceived, "", "RTP packets, duplicates and late ones included"},
    {"packets_missed", &Counters::packetsMissed, "", "packets that did not come at first, recovered or not"},
    {"packets_recovered", &Counters::packetsRecovered, "", "of these, packets that came when they were sent again"},
    {"packets_lost", &Counters::packetsLost, "", "packets that never came, where their numbers tell"},
    {"packets_duplicate", &Counters::packetsDuplicate, "", "packets that came more than once"},
    {"packets_reordered", &Counters::packetsReordered, "", "packets that came behind a later one, in time"},
    {"packets_late", &Counters::packetsLate, "", "packets that came after they were given up"},
    {"packets_rejected", &Counters::packetsRejected, "", "datagrams that are not of this stream"},
    {"packets_dropped_by_socket", &Counters::packetsDroppedBySocket, "",
     "datagrams the receive buffer had no room for"},
    {"packets_asked_for", &Counters::packetsAskedFor, "", "packets asked for again (RFC 4585), each asking counted"},
    {"retransmissions", &Counters::retransmissions, "", "packets that came as retransmissions (RFC 4588)"},
    {"retransmissions_needless", &Counters::retransmissionsNeedless, "", "retransmissions of what had come already"},
    {"bytes_received", &Counters::bytesReceived, "bytes", "RTP packets with their headers"},
    {"bytes_retransmitted", &Counters::bytesRetransmitted, "bytes", "of these, retransmissions"},
    {"bytes_on_wire", &Counters::bytesOnWire, "bytes", "RTP packets with UDP and IP headers, or TCP's framing"},
    {"bytes_useful", &Counters::bytesUseful, "bytes", "of frames that arrived whole, without any header"},
    {"receive_buffer_bytes", &Counters::receiveBufferBytes, "bytes", "receive buffer that the system gave", kMeasure},
    {"starvations", &Counters::starvations, "", "times that the picture stood still for want of frames"},
    {"cache_frames", &Counters::cacheFrames, "", "frames held now", kMeasure},
    {"cache_target", &Counters::cacheTarget, "", "frames to be held", kMeasure},
    {"sender_packets", &Counters::senderPackets, "", "packets that the sender has sent, by its last report"},
    {"sender_bytes", &Counters::senderBytes, "bytes", "bytes of payload that the sender has sent, by its last report"},
    {"rendition_rungs", &Counters::renditionRungs, "",
     "renditions of the movie that the sender has, the movie itself included; 0 where it says nothing", kMeasure},
    {"rendition_rung", &Counters::renditionRung, "", "rendition that it sends now, 0 for the movie as it is", kMeasure},
    {"rendition_half_size", &Counters::renditionHalfSize, "", "1 while it sends pictures of half the width and height",
     kMeasure},
    {"limited_by_network", &Counters::limitedByNetwork, "", "1 while the network, not the movie, decides what it sends",
     kMeasure},
    {"cache_ms", &Counters::cacheMs, "ms", "time held in the cache now", kMeasure},
    {"delay_ms", &Counters::delayMs, "ms", "from a frame's sending to its showing", kMeasure},
    {"jitter_ms", &Counters::jitterMs, "ms", "interarrival jitter (RFC 3550, 6.4.1)", kMeasure},
    {"round_trip_ms", &Counters::roundTripMs, "ms", "time of a request, or an asking for a packet, and its answer",
     kMeasure},
    {"frame_rate", &Counters::frameRate, "frames/s", "frames a second", kMeasure},
    {"bit_rate_bps", &Counters::bitRateBps, "bit/s", "bits a second on the wire", kMeasure},
    {"useful_bit_rate_bps", &Counters::usefulBitRateBps, "bit/s", "bits a second of frames that arrived whole",
     kMeasure},
    {"allowed_rate_bps", &Counters::allowedRateBps, "bit/s",
     "bits a second that the sender's congestion control allows; 0 where it says nothing", kMeasure},
    {"rendition_share_percent", &Counters::renditionSharePercent, "%", "of the movie's bytes, those of the rendition",
     kMeasure},
    {"overhead_percent", &Counters::overheadPercent, "%", "of the bytes on the wire, those that are no picture",
     kMeasure},
    {"loss_percent", &Counters::lossPercent, "%", "packets lost for good of those expected", kMeasure},
    {"network_loss_percent", &Counters::networkLossPercent, "%", "packets missed of those expected, recovered or not",
     kMeasure},
    {"first_picture_ms", &Counters::firstPictureMs, "ms", "from Play to the first frame shown", kMeasure},
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

double counterValue(const CounterField& field, const Counters& counters) {
  if (const auto* whole = std::get_if<std::uint64_t Counters::*>(&field.member))
    return static_cast<double>(counters.**whole);
  return counters.**std::get_if<double Counters::*>(&field.member);
}

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
