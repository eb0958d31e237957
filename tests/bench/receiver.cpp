// SPDX-License-Identifier: MIT
// bench_receiver HOST PORT MOVIE SESSIONS standard|course: plays the movie in so many sessions at once over UDP, all
// from one thread, and prints what came as one line of JSON. It ends when nothing has come for a while.
#include "libstream/base/text.h"
#include "libstream/net/local_addresses.h"
#include "libstream/net/loop.h"
#include "tests/bench/receiving_session.h"

#include <algorithm>
#include <cstdio>
#include <memory>
#include <sys/resource.h>
#include <thread>

namespace zoetrope::bench {

namespace {

constexpr Duration kSilence = std::chrono::milliseconds(1500);
constexpr Duration kLate = std::chrono::milliseconds(50);
// PLAYs are spread over this time: viewers do not all come at once.
constexpr Duration kSpread = std::chrono::seconds(1);
// It looks so often whether something has come, and does not wait for it: who sends would have to wake it, which a
// receiver on another machine does not cost a server.
constexpr Duration kTick = std::chrono::milliseconds(2);
// For frames of high definition, of which a few sessions are played; thousands of sockets want less.
constexpr int kBufferOfAll = 256 << 20;
constexpr int kMostBuffer = 4 << 20;

class Bench {
 public:
  Bench(const ReceivingSession::Target& target, std::size_t sessions, Dialect dialect) {
    const int buffer = std::min(kMostBuffer, kBufferOfAll / static_cast<int>(sessions));
    for (std::size_t i = 0; i < sessions; ++i)
      sessions_.push_back(std::make_unique<ReceivingSession>(target, dialect, buffer));
    for (const auto& session : sessions_) session->askForSetup();
    for (const auto& session : sessions_) session->readSetup();
  }

  void run() {
    const TimePoint start = loop_.now();
    for (std::size_t i = 0; i < sessions_.size(); ++i)
      begin(*sessions_[i], start + kSpread * static_cast<int>(i) / static_cast<int>(sessions_.size()));
    lastArrival_ = start + kSpread;
    for (TimePoint tick = start; loop_.now() < lastArrival_ + kSilence; tick = std::max(tick + kTick, loop_.now())) {
      std::this_thread::sleep_until(tick);
      loop_.runOnce(Duration::zero());
    }
  }

  std::string result() const {
    Account all;
    for (const auto& session : sessions_) {
      const Account one = session->account();
      all.bytes += one.bytes;
      all.packets += one.packets;
      all.frames += one.frames;
      all.broken += one.broken;
      all.lateness.insert(all.lateness.end(), one.lateness.begin(), one.lateness.end());
    }
    std::sort(all.lateness.begin(), all.lateness.end());
    const auto late = all.lateness.end() - std::upper_bound(all.lateness.begin(), all.lateness.end(), kLate);
    return "{\"bytes\": " + std::to_string(all.bytes) + ", \"packets\": " + std::to_string(all.packets) +
           ", \"reads\": " + std::to_string(reads_) + ", \"frames\": " + std::to_string(all.frames) +
           ", \"broken\": " + std::to_string(all.broken) + ", \"late\": " + std::to_string(late) +
           ", \"lateness_ms_p50\": " + part(all.lateness, 0.5) +
           ", \"lateness_ms_p999\": " + part(all.lateness, 0.999) +
           ", \"lateness_ms_max\": " + part(all.lateness, 1.0) + ", \"cpu_seconds\": " + cpuSeconds() + "}";
  }

 private:
  void begin(ReceivingSession& session, TimePoint when) {
    receiver_->begin(session.handle());
    loop_.watch(session.handle(), net::Interest::Read, [this, &session](net::Ready) { read(session); });
    loop_.at(when, [&session] { session.play(); });
  }

  void read(ReceivingSession& session) {
    do {
      const auto datagrams = receiver_->receive(session.handle());
      ++reads_;
      if (datagrams.empty()) return;
      lastArrival_ = loop_.now();
      session.onDatagrams(datagrams, lastArrival_);
    } while (receiver_->full());
  }

  static std::string part(const std::vector<Duration>& sorted, double share) {
    if (sorted.empty()) return "0";
    const auto at = static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1));
    return std::to_string(toSeconds(sorted[at]) * 1e3);
  }

  static std::string cpuSeconds() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& time) {
      return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return std::to_string(seconds(usage.ru_utime) + seconds(usage.ru_stime));
  }

  net::Loop loop_;
  std::unique_ptr<net::BatchReceiver> receiver_ = net::BatchReceiver::create(net::ReceiveWay::Gro, {.messages = 16});
  std::vector<std::unique_ptr<ReceivingSession>> sessions_;
  TimePoint lastArrival_{};
  std::uint64_t reads_ = 0;
};

int run(int count, char** words) {
  const auto port = count == 6 ? parseNumber<std::uint16_t>(words[2]) : std::nullopt;
  const auto sessions = count == 6 ? parseNumber<std::size_t>(words[4]) : std::nullopt;
  if (!port || !sessions || *sessions == 0) {
    std::fputs("Usage: bench_receiver HOST PORT MOVIE SESSIONS standard|course\n", stderr);
    return 2;
  }
  const Dialect dialect = std::string_view(words[5]) == "course" ? Dialect::Course : Dialect::Standard;
  net::raiseHandleLimit();
  Bench bench({words[1], *port, words[3]}, *sessions, dialect);
  bench.run();
  std::puts(bench.result().c_str());
  return 0;
}

}  // namespace

}  // namespace zoetrope::bench

int main(int count, char** words) {
  try {
    return zoetrope::bench::run(count, words);
  } catch (const std::exception& problem) {
    std::fprintf(stderr, "bench_receiver: %s\n", problem.what());
    return 1;
  }
}
