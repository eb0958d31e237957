// SPDX-License-Identifier: MIT
#include "rtsp_client/progress_line.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#ifdef _WIN32
#include <io.h>
#else
#include <unistd.h>
#endif

namespace zoetrope::client {
namespace {

bool stderrIsTerminal() {
#ifdef _WIN32
  return _isatty(2) != 0;
#else
  return ::isatty(2) != 0;
#endif
}

template <class... Values>
std::string format(const char* pattern, Values... values) {
  char text[256];
  std::snprintf(text, sizeof text, pattern, values...);
  return text;
}

// "0:03.2"
std::string clockText(double seconds) {
  const long tenths = std::lround(std::max(0.0, seconds) * 10);
  return format("%ld:%02ld.%ld", tenths / 600, tenths / 10 % 60, tenths % 10);
}

unsigned long long number(std::uint64_t value) { return value; }

}  // namespace

std::string progressText(const EngineStatus& status) {
  std::string text = format("%-7s", name(status.state));
  if (status.position >= 0) text += "  " + clockText(status.position);
  if (status.position >= 0 && status.duration >= 0) text += " of " + clockText(status.duration);
  text += format("  %.1f frames/s  %.1f Mbit/s  lost %.1f %%", status.framesPerSecond, status.bitrateBps / 1e6,
                 status.lossPercent);
  if (status.cache.doing != CacheStatus::Doing::Off)
    text += format("  cache %d of %d, %s", status.cache.held, status.cache.target, name(status.cache.doing));
  return text;
}

std::string summaryText(const std::string& what, const playback::Counters& counters) {
  std::string text = "Played " + what + format(" for %.1f s\n", counters.playedSeconds);
  text += format("  frames:  %llu complete, %llu incomplete, %llu shown, %llu late\n", number(counters.framesComplete),
                 number(counters.framesIncomplete), number(counters.framesShown), number(counters.framesLate));
  text +=
      format("  packets: %llu received, %llu missed, %llu of them recovered, %llu lost (%.2f %%), %llu of strangers\n",
             number(counters.packetsReceived), number(counters.packetsMissed), number(counters.packetsRecovered),
             number(counters.packetsLost), counters.lossPercent, number(counters.packetsRejected));
  text += format("  bytes:   %llu received, receive buffer %llu\n", number(counters.bytesReceived),
                 number(counters.receiveBufferBytes));
  return text;
}

ProgressLine::ProgressLine() : terminal_(stderrIsTerminal()) {}

void ProgressLine::update(const EngineStatus& status, TimePoint now) {
  if (status.message && status.message->id != lastMessage_) {
    lastMessage_ = status.message->id;
    if (status.message->kind == Message::Kind::Error)
      sayError(status.message->text);
    else
      say(status.message->text);
  }
  const bool changed = lastState_ != status.state;
  if (!changed && now - lastTime_ < (terminal_ ? kTerminalInterval : kLogInterval)) return;
  lastState_ = status.state;
  lastTime_ = now;
  const std::string text = progressText(status);
  if (!terminal_) {
    std::fprintf(stderr, "%s\n", text.c_str());
    return;
  }
  const std::size_t blanks = shown_ > text.size() ? shown_ - text.size() : 0;
  std::fprintf(stderr, "\r%s%*s", text.c_str(), static_cast<int>(blanks), "");
  std::fflush(stderr);
  shown_ = text.size();
}

void ProgressLine::say(const std::string& text) {
  finish();
  std::fprintf(stderr, "%s\n", text.c_str());
}

void ProgressLine::sayError(const std::string& text) {
  if (text == lastError_) return;
  lastError_ = text;
  say("zoetrope-client: " + text);
}

void ProgressLine::finish() {
  if (shown_ > 0) std::fprintf(stderr, "\n");
  shown_ = 0;
}

}  // namespace zoetrope::client
