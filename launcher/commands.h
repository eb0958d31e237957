// SPDX-License-Identifier: MIT
// The command lines of the children, and the addresses that people are told.
// Thread: pure functions.
#pragma once

#include "launcher/child_process.h"
#include "libstream/base/result.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace zoetrope::launcher {

struct Programs {
  std::filesystem::path server;
  std::filesystem::path client;
};

// The demo's networks, by the words that the window shows.
struct DemoNetwork {
  std::string_view name;
  std::string_view impair;  // for --impair; empty: nothing
};
std::span<const DemoNetwork> demoNetworks();

// Where Serve movies listens unless told otherwise, and where a host without a port is asked.
inline constexpr std::uint16_t kServePort = 8554;

struct ServeRequest {
  std::string folder;
  std::uint16_t port = 0;  // 0: any that is free
  std::string bind;        // an address of this machine; empty: all
  std::string impair;
  bool loop = false;

  friend bool operator==(const ServeRequest&, const ServeRequest&) = default;
};
// What Serve movies may be bound to: what was chosen last time while this machine still has it, otherwise all
// addresses, and `gone` is the one that it had then. Addresses that `offered` never has (loopback, link-local, all)
// stay.
struct ListenChoice {
  std::string bind;
  std::string gone;
};
ListenChoice listenChoice(const std::string& lastTime, std::span<const std::string> offered);
ChildCommand serverCommand(const Programs& programs, const ServeRequest& request);
ChildCommand makerCommand(const Programs& programs, const std::filesystem::path& folder, const std::string& movie);

struct WatchRequest {
  std::string url;  // the standard dialect
  // The lab's four fields; used when there is no URL.
  std::string host;
  std::string port;
  std::string rtpPort;
  std::string video;
  std::string dialect = {};  // "" as the request says, "standard", "course"
  std::optional<int> cache = std::nullopt;

  friend bool operator==(const WatchRequest&, const WatchRequest&) = default;
};
ChildCommand playerCommand(const Programs& programs, const WatchRequest& request);
// The same as a person types it: without what only a launcher wants, the programs by their names.
std::vector<std::string> byHand(const ChildCommand& command);

// "rtsp://192.0.2.1:8554/my%20movie.mjpeg"
std::string movieUrl(std::string_view address, std::string_view movie);
// "zoetrope-client 192.0.2.1 8554 25000 movie.Mjpeg", the lab's way; empty for an address that is none, and for a name
// with blanks, which the course dialect cannot ask for.
std::string labCommand(std::string_view address, const std::string& movie);
// The port of "127.0.0.1:8554" or "[::1]:8554".
std::optional<std::uint16_t> portOf(std::string_view address);
// What a person types into the one field: a URL, or HOST[:PORT][/MOVIE], which becomes one. Anything else: a sentence.
Result<std::string> urlFrom(std::string_view typed);

}  // namespace zoetrope::launcher
