// SPDX-License-Identifier: MIT
// netlab_forwarder INTERFACE CLIENT_ADDRESS LINK [SECONDS=RATE…] [LOG]: the laboratory's router. Makes the TUN
// interface, says "ready", and passes every packet that is routed into it through a simulated link, one for each
// direction: what goes to CLIENT_ADDRESS and what comes from it. So many seconds after the first packet of a picture
// its way has another rate. Packets to the client are written into the file LOG, a line each. When stdin is closed it
// prints one line of JSON: what it did.
#include "libstream/base/text.h"
#include "tests/netlab/direction.h"
#include "tests/netlab/tun_linux.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <deque>
#include <optional>
#include <span>
#include <vector>

namespace zoetrope::netlab {

namespace {

constexpr std::size_t kDestination = 16;  // in the IPv4 header
constexpr int kPacketsPerRound = 64;      // then what is due is written

using Address = std::array<std::uint8_t, 4>;

std::optional<Address> parseAddress(const char* text) {
  const auto parts = split(text, '.');
  if (parts.size() != 4) return std::nullopt;
  Address address{};
  for (std::size_t i = 0; i < 4; ++i) {
    const auto byte = parseNumber<std::uint8_t>(parts[i]);
    if (!byte) return std::nullopt;
    address[i] = *byte;
  }
  return address;
}

TimePoint now() { return std::chrono::time_point_cast<Duration>(std::chrono::steady_clock::now()); }

// From `after` the first packet of a picture on.
struct RateStep {
  Duration after{};
  double bps = 0;
};

std::optional<RateStep> parseStep(std::string_view text) {
  const auto parts = split(text, '=');
  if (parts.size() != 2) return std::nullopt;
  const auto seconds = parseDouble(parts[0]);
  const auto rate = impair::parseRate(parts[1]);
  if (!seconds || *seconds < 0 || !rate) return std::nullopt;
  return RateStep{fromSeconds(*seconds), *rate};
}

class Forwarder {
 public:
  Forwarder(Tun tun, const Address& client, const impair::LinkOptions& options, std::vector<RateStep> steps,
            std::FILE* log)
      : tun_(std::move(tun)),
        client_(client),
        toClient_(options),
        toServer_(other(options)),
        steps_(steps.begin(), steps.end()) {
    toClient_.logTo(log);
  }

  void run() {
    while (!tun_.wait(untilNext()).ended) {
      takePackets();
      writeDue(toClient_);
      writeDue(toServer_);
    }
  }
  std::string account() const {
    return "{\"to_client\":" + toClient_.account() + ",\"to_server\":" + toServer_.account() + "}";
  }

 private:
  // The same link with other chances: both ways would lose the same places otherwise.
  static impair::LinkOptions other(impair::LinkOptions options) {
    options.seed ^= 0x5A5A5A5A;
    return options;
  }

  std::optional<Duration> untilNext() {
    const auto a = toClient_.flight().nextTime();
    const auto b = toServer_.flight().nextTime();
    if (!a && !b) return std::nullopt;
    return std::max(std::min(a.value_or(TimePoint::max()), b.value_or(TimePoint::max())) - now(), Duration::zero());
  }
  void takePackets() {
    for (int i = 0; i < kPacketsPerRound; ++i) {
      const Bytes packet = tun_.read();
      if (packet.empty()) return;
      if (packet.size() < kDestination + client_.size() || packet[0] >> 4 != 4) continue;
      stepRate();
      const bool toClient = std::equal(client_.begin(), client_.end(), packet.begin() + kDestination);
      (toClient ? toClient_ : toServer_).onPacket(packet, now());
    }
  }
  void stepRate() {
    while (!steps_.empty() && toClient_.begun() && now() >= *toClient_.begun() + steps_.front().after) {
      toClient_.setRate(steps_.front().bps);
      steps_.pop_front();
    }
  }
  void writeDue(Direction& direction) {
    const TimePoint time = now();
    while (const auto when = direction.flight().nextTime()) {
      const auto packet = direction.flight().pop(time);
      if (!packet) return;
      direction.onWritten(time - *when, tun_.write(*packet));
    }
  }

  Tun tun_;
  const Address client_;
  Direction toClient_;
  Direction toServer_;
  std::deque<RateStep> steps_;
};

int fail(const std::string& text) {
  std::fprintf(stderr, "netlab_forwarder: %s\n", text.c_str());
  return 1;
}

int run(const char* interface, const char* clientText, const char* link, std::span<char*> more) {
  const auto options = impair::parseLink(link);
  if (!options) return fail(options.error().message);
  const auto client = parseAddress(clientText);
  if (!client) return fail("no IPv4 address: " + std::string(clientText));
  std::vector<RateStep> steps;
  const char* logName = nullptr;
  for (const char* word : more) {
    if (const auto step = parseStep(word))
      steps.push_back(*step);
    else
      logName = word;
  }
  std::FILE* const log = logName != nullptr ? std::fopen(logName, "w") : nullptr;
  if (logName != nullptr && log == nullptr) return fail("cannot write " + std::string(logName));
  auto tun = Tun::open(interface);
  if (!tun) return fail(tun.error().message);
  Forwarder forwarder(*std::move(tun), *client, *options, steps, log);
  std::printf("ready\n");
  std::fflush(stdout);
  forwarder.run();
  if (log != nullptr) std::fclose(log);
  std::printf("%s\n", forwarder.account().c_str());
  return 0;
}

}  // namespace

}  // namespace zoetrope::netlab

int main(int count, char** words) {
  if (count < 4)
    return zoetrope::netlab::fail("usage: netlab_forwarder INTERFACE CLIENT_ADDRESS LINK [SECONDS=RATE...] [LOG]");
  const std::span<char*> all(words, static_cast<std::size_t>(count));
  return zoetrope::netlab::run(words[1], words[2], words[3], all.subspan(4));
}
