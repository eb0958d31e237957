// SPDX-License-Identifier: MIT
#include "launcher/commands.h"

#include "launcher/argv_text.h"
#include "launcher/launch_options.h"
#include "libstream/base/path_text.h"
#include "libstream/base/percent.h"
#include "libstream/base/text.h"

#include <algorithm>
#include <array>

namespace zoetrope::launcher {
namespace {

constexpr std::array<DemoNetwork, 3> kNetworks{{
    {"perfect", ""},
    {"lossy (5 % of the packets lost)", "loss=5%"},
    {"narrow (20 Mbit/s)", "rate=20mbit,queue=100ms,delay=2ms"},
}};
constexpr std::string_view kLabRtpPort = "25000";

// A path as it was typed, which may have codes and a query in it already.
std::string withoutSpaces(std::string_view path) {
  std::string url;
  for (const char c : path) url += c == ' ' ? std::string("%20") : std::string(1, c);
  return url;
}

bool isNeverOffered(std::string_view address) {
  for (const std::string_view always : {"", "0.0.0.0", "::", "::1", "localhost"})
    if (address == always) return true;
  return address.starts_with("127.") || startsWithIgnoreCase(address, "fe80:");
}

struct HostPort {
  std::string host;
  std::string port;
};
HostPort hostPort(std::string_view address) {
  const std::size_t colon = address.rfind(':');
  if (colon == std::string_view::npos || address.ends_with(']')) return {std::string(address), {}};
  return {std::string(address.substr(0, colon)), std::string(address.substr(colon + 1))};
}

}  // namespace

std::span<const DemoNetwork> demoNetworks() { return kNetworks; }

ListenChoice listenChoice(const std::string& lastTime, std::span<const std::string> offered) {
  const bool stays = isNeverOffered(lastTime) || std::find(offered.begin(), offered.end(), lastTime) != offered.end();
  return stays ? ListenChoice{lastTime, {}} : ListenChoice{{}, lastTime};
}

ChildCommand serverCommand(const Programs& programs, const ServeRequest& request) {
  std::vector<std::string> argv{programs.server.string(), "--supervised", "--root", request.folder};
  if (!request.bind.empty()) argv.insert(argv.end(), {"--bind", request.bind});
  if (request.loop) argv.emplace_back("--loop");
  if (!request.impair.empty()) argv.insert(argv.end(), {"--impair", request.impair});
  argv.push_back(std::to_string(request.port));
  return {std::move(argv), {}};
}

ChildCommand makerCommand(const Programs& programs, const std::filesystem::path& folder, const std::string& movie) {
  return {{programs.server.string(), "--supervised", "--make-demo", folder.string(), "--only", movie}, {}};
}

ChildCommand playerCommand(const Programs& programs, const WatchRequest& request) {
  std::vector<std::string> argv{programs.client.string(), "--supervised", "--play"};
  if (request.cache) argv.insert(argv.end(), {"--cache", std::to_string(*request.cache)});
  if (!request.dialect.empty()) argv.insert(argv.end(), {"--dialect", request.dialect});
  if (!request.url.empty())
    argv.push_back(request.url);
  else
    argv.insert(argv.end(), {request.host, request.port, request.rtpPort, request.video});
  return {std::move(argv), {}};
}

std::vector<std::string> byHand(const ChildCommand& command) {
  std::vector<std::string> argv = command.argv;
  std::erase(argv, "--supervised");
  if (!argv.empty()) argv[0] = pathOf(argv[0]).filename().string();
  return argv;
}

std::string movieUrl(std::string_view address, std::string_view movie) {
  return "rtsp://" + std::string(address) + "/" + percentEncodePath(movie);
}

std::string labCommand(std::string_view address, const std::string& movie) {
  HostPort parts = hostPort(address);
  if (parts.port.empty() || movie.find_first_of(" \t") != movie.npos) return {};
  if (parts.host.starts_with('[')) parts.host = parts.host.substr(1, parts.host.size() - 2);
  const std::vector<std::string> argv{"zoetrope-client", parts.host, parts.port, std::string(kLabRtpPort), movie};
  return commandLine(argv);
}

std::optional<std::uint16_t> portOf(std::string_view address) {
  return parseNumber<std::uint16_t>(hostPort(address).port);
}

Result<std::string> urlFrom(std::string_view typed) {
  const std::string_view text = trim(typed);
  if (isStreamUrl(text)) return std::string(text);
  const std::size_t slash = text.find('/');
  const bool hasHost = slash != 0 && !text.empty() && text.substr(0, slash).find(' ') == text.npos;
  if (!hasHost || text.find("://") != text.npos)
    return Error{"An address is wanted, such as rtsp://192.0.2.1:8554/hd720.mjpeg" +
                 (text.empty() ? std::string() : ", not " + printable(text)) + "."};
  const HostPort parts = hostPort(text.substr(0, slash));
  const std::string port = parts.port.empty() ? std::to_string(kServePort) : parts.port;
  return "rtsp://" + parts.host + ":" + port + (slash == text.npos ? "/" : withoutSpaces(text.substr(slash)));
}

}  // namespace zoetrope::launcher
