// SPDX-License-Identifier: MIT
// Drives the session's state machine with a turned clock and keeps what it did as short words, such as "send SETUP".
#pragma once

#include "libstream/control/exit_codes.h"
#include "rtsp_client/session_logic.h"
#include "rtsp_client/session_table.h"

#include <sstream>
#include <string>
#include <vector>

namespace zoetrope::client::test {

using namespace std::chrono_literals;

struct FakeCache : SessionLogic::CacheView {
  int frames = 0;
  double next = 0;
  bool full = false;
  int held() const override { return frames; }
  double nextSeconds() const override { return next; }
  bool outOfRoom() const override { return full; }
  double firstSeconds() const override { return next - frames / 25.0; }
  bool holds(double seconds) const override { return frames > 0 && seconds < next && seconds >= next - frames / 25.0; }
};

struct Words {
  std::string operator()(const OpenConnection&) const { return "open"; }
  std::string operator()(const CloseConnection&) const { return "close"; }
  std::string operator()(const StartPlayout&) const { return "start"; }
  std::string operator()(const StopPlayout&) const { return "stop"; }
  std::string operator()(const ClearCache&) const { return "clear"; }
  std::string operator()(const SkipTo& skip) const { return "skip " + number(skip.seconds); }
  std::string operator()(const Unsay&) const { return ""; }
  std::string operator()(const Say& say) const {
    if (say.message.kind == Message::Kind::Info) return "";
    return say.message.kind == Message::Kind::Error ? "error" : "warn";
  }
  std::string operator()(const Finish& finish) const {
    return "finish " + std::to_string(static_cast<int>(finish.code));
  }
  std::string operator()(const Send& send) const {
    const Ask& ask = send.ask;
    std::string text = std::string("send ") + name(ask.verb);
    if (ask.preBuffer) text += " pre";
    if (ask.from) text += " " + number(*ask.from) + "-";
    if (ask.to) text += number(*ask.to);
    if (ask.speed != 1) text += " x" + number(ask.speed);
    if (ask.tcp) text += " tcp";
    return text;
  }
  static std::string number(double value) {
    std::ostringstream out;
    out << value;
    return out.str();
  }
};

// A movie of 4 s at 25 frames a second, from a server that can do everything.
class Session {
 public:
  explicit Session(Dialect dialect = Dialect::Standard, int cacheFrames = 20, Transport transport = Transport::Auto)
      : logic(target(dialect), transport, cacheFrames, cache) {
    logic.movie() = {
        .duration = dialect == Dialect::Standard ? 4.0 : -1, .frameRate = 25, .otherStreams = {}, .info = {}};
  }

  static Target target(Dialect dialect) {
    Target target;
    target.dialect = dialect;
    target.host = "127.0.0.1";
    target.port = 8554;
    target.video = "movie.Mjpeg";
    return target;
  }

  // What was done since the last call, joined by ", ".
  std::string did() {
    std::string text;
    for (const Action& action : logic.takeActions()) {
      if (const auto* say = std::get_if<Say>(&action)) messageOnScreen = say->message.text;
      if (std::holds_alternative<Unsay>(action)) messageOnScreen.clear();
      const std::string word = std::visit(Words{}, action);
      if (word.empty()) continue;
      text += (text.empty() ? "" : ", ") + word;
    }
    return text;
  }

  void reply(int status = 200) { logic.onReply({.status = status, .reason = "R", .details = {}}, now); }
  void click(Event button) { logic.click(button, now); }
  // The clock goes on, timers fire on the way.
  void wait(Duration duration) {
    const TimePoint until = now + duration;
    while (logic.deadline() && *logic.deadline() <= until) {
      now = *logic.deadline();
      logic.tick(now);
    }
    now = until;
  }
  // `count` frames come, the last one ends at `next` seconds.
  void frames(int count, double next) {
    cache.frames += count;
    cache.next = next;
    logic.onMedia(true, now);
  }
  std::string where() const { return std::string(name(logic.state())) + " " + name(logic.wire()); }

  void connect() {
    logic.start(now);
    logic.onConnected(now);
    if (logic.outstanding()) reply();
    did();
  }
  // To READY, with whatever SETUP sends of itself outstanding.
  void setup() {
    connect();
    click(Event::ClickSetup);
    while (logic.state() == UserState::Init && logic.outstanding()) reply();
  }
  // To READY with a full cache.
  void fill() {
    setup();
    reply();
    frames(20, 0.8);
    if (logic.outstanding()) reply();
    did();
  }
  void play() {
    fill();
    click(Event::ClickPlay);
    reply();
    did();
  }

  FakeCache cache;
  // As of the last did().
  std::string messageOnScreen;
  TimePoint now{1000s};
  SessionLogic logic;
};

}  // namespace zoetrope::client::test
