// SPDX-License-Identifier: MIT
#include "rtsp_client/window/network_table.h"

#include "rtsp_client/window/sender_text.h"
#include "rtsp_client/window/status_text.h"

#include <algorithm>
#include <cmath>

namespace zoetrope::client {
namespace {

using playback::CounterField;
using playback::CounterKind;
using playback::Counters;
using playback::HistorySample;

constexpr NetworkRow kRows[] = {
    {"packets_expected", "Packets expected"},
    {"packets_received", "Packets received"},
    {"packets_missed", "Packets missed at first"},
    {"packets_asked_for", "Packets asked for again"},
    {"packets_recovered", "Packets recovered"},
    {"packets_lost", "Packets lost for good"},
    {"packets_late", "Packets too late"},
    {"packets_duplicate", "Packets that came twice"},
    {"packets_reordered", "Packets out of order"},
    {"packets_dropped_by_socket", "Dropped by our own socket"},
    {"retransmissions_needless", "Sent again needlessly"},
    {"sender_packets", "Sent, says the server"},
    {"network_loss_percent", "Loss on the network"},
    {"loss_percent", "Loss after recovery"},
    {"frames_complete", "Frames complete"},
    {"frames_incomplete", "Frames incomplete"},
    {"frames_late", "Frames too late"},
    {"frames_skipped_by_sender", "Frames left out by the sender"},
    {"frames_shown", "Frames shown"},
    {"rendition_rung", "Step of quality"},
    {"rendition_share_percent", "Of the movie's bytes"},
    {"allowed_rate_bps", "Allowed by the network"},
    {"cache_frames", "Cache"},
    {"starvations", "Stops for want of frames"},
    {"delay_ms", "Delay, sending to showing"},
    {"round_trip_ms", "Round trip"},
    {"jitter_ms", "Jitter"},
    {"bit_rate_bps", "Bit rate on the wire"},
    {"useful_bit_rate_bps", "Bit rate of useful pictures"},
    {"overhead_percent", "Overhead"},
    {"receive_buffer_bytes", "Receive buffer of our socket"},
};

constexpr double kKibi = 1024;
// Room for a second of HD; the most that many systems let a program ask for by far.
constexpr const char* kEnoughBytes = "8388608";

std::string capital(std::string text) {
  if (!text.empty() && text.front() >= 'a' && text.front() <= 'z')
    text.front() = static_cast<char>(text.front() - 'a' + 'A');
  return text;
}

std::string kibibytes(double bytes) { return groupedText(bytes / kKibi, 0) + " KiB"; }

bool isOfServersWord(const CounterField& field) {
  const std::string_view name = field.name;
  return name == "rendition_rung" || name == "rendition_share_percent";
}

std::string measureText(const CounterField& field, const Counters& counters) {
  const double value = counterValue(field, counters);
  const std::string unit = field.unit;
  const std::string_view name = field.name;
  if (name == "cache_frames")
    return heldFramesText(static_cast<int>(counters.cacheFrames), static_cast<int>(counters.cacheTarget));
  if (isOfServersWord(field) && !saysRendition(counters)) return kUnknownFigure;
  if (name == "rendition_rung") return stepText(counters);
  if (name == "allowed_rate_bps" && value <= 0) return kUnknownFigure;
  if (unit == "bit/s") return bitRateText(value);
  if (unit == "bytes") return value > 0 ? kibibytes(value) : kUnknownFigure;
  if (unit == "ms") return value > 0 ? decimalText(std::max(value, 0.1), 1) + " ms" : kUnknownFigure;
  // A little is not nothing.
  if (unit == "%") return decimalText(value > 0 ? std::max(value, 0.01) : 0, 2) + " %";
  return groupedText(value, 0);
}

std::string perSecondText(const CounterField& field, std::span<const HistorySample> samples) {
  if (field.kind == CounterKind::Measure) return "";
  if (samples.size() < 2) return kUnknownFigure;
  return groupedText(growth(field, samples[samples.size() - 2], samples.back()), 1);
}

}  // namespace

const CounterField& counterNamed(std::string_view name) {
  const auto fields = playback::counterFields();
  const auto found = std::find_if(fields.begin(), fields.end(), [&](const auto& field) { return field.name == name; });
  return found == fields.end() ? fields.front() : *found;
}

double growth(const CounterField& field, const HistorySample& before, const HistorySample& after) {
  return std::max(0.0, playback::rateBetween(field, before, after));
}

std::span<const NetworkRow> networkRows() { return kRows; }

RowFigures figuresOf(const NetworkRow& row, const Counters& counters, std::span<const HistorySample> samples) {
  const CounterField& field = counterNamed(row.counter);
  if (field.kind == CounterKind::Measure) return {measureText(field, counters), ""};
  return {groupedText(counterValue(field, counters), 0), perSecondText(field, samples)};
}

std::string helpOf(const NetworkRow& row) { return capital(counterNamed(row.counter).help) + '.'; }

std::string tableText(const Counters& counters, std::span<const HistorySample> samples,
                      const std::string& sessionInfo) {
  std::string text;
  if (const std::string note = sessionNote(sessionInfo); !note.empty()) text = note + '\n';
  text += "Counter\tTotal or now\tUnit\tPer second\n";
  for (const NetworkRow& row : kRows) {
    const CounterField& field = counterNamed(row.counter);
    text += std::string(row.words) + '\t' + counterText(field, counters) + '\t' + field.unit + '\t';
    if (field.kind == CounterKind::Count && samples.size() >= 2)
      text += decimalText(growth(field, samples[samples.size() - 2], samples.back()), 1);
    text += '\n';
  }
  return text;
}

std::string sessionNote(const std::string& sessionInfo) {
  return sessionInfo.empty() ? "" : "The server says: " + sessionInfo;
}

std::string socketNote(const Counters& counters) {
  if (counters.packetsDroppedBySocket == 0) return "";
  std::string text = "This computer, not the network, dropped " +
                     groupedText(static_cast<double>(counters.packetsDroppedBySocket), 0) +
                     (counters.packetsDroppedBySocket == 1 ? " packet" : " packets") + ": its receive buffer";
  if (counters.receiveBufferBytes > 0) text += " of " + kibibytes(static_cast<double>(counters.receiveBufferBytes));
  return text + " was full. Raise its limit (sudo sysctl -w net.core.rmem_max=" + kEnoughBytes +
         "), then press Teardown and Setup.";
}

}  // namespace zoetrope::client
