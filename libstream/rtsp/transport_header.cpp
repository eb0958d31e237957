// SPDX-License-Identifier: MIT
#include "libstream/rtsp/transport_header.h"

#include "libstream/base/text.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace zoetrope::rtsp {

namespace {

using Profile = TransportSpec::Profile;
using Lower = TransportSpec::Lower;

constexpr std::pair<std::string_view, Profile> kProfiles[] = {
    {"AVP", Profile::Avp}, {"AVPF", Profile::Avpf}, {"SAVP", Profile::Savp}, {"SAVPF", Profile::Savpf}};

std::string_view profileName(Profile profile) {
  for (const auto& [name, known] : kProfiles)
    if (known == profile) return name;
  return "OTHER";
}

std::string_view unquoted(std::string_view text) {
  text = trim(text);
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') text = text.substr(1, text.size() - 2);
  return text;
}

std::string upper(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return out;
}

// "RTP/AVP/TCP": anything but RTP over UDP or TCP is Other.
void readProtocol(std::string_view text, TransportSpec& spec) {
  spec.protocol = text;
  spec.profile = Profile::Other;
  const auto parts = split(text, '/');
  if (parts.size() < 2 || parts.size() > 3 || !equalsIgnoreCase(parts[0], "RTP")) return;
  if (parts.size() == 3) {
    if (!equalsIgnoreCase(parts[2], "TCP") && !equalsIgnoreCase(parts[2], "UDP")) return;
    spec.lower = equalsIgnoreCase(parts[2], "TCP") ? Lower::Tcp : Lower::Udp;
  }
  for (const auto& [name, profile] : kProfiles)
    if (equalsIgnoreCase(parts[1], name)) spec.profile = profile;
}

template <class Number>
std::optional<NumberPair<Number>> parsePair(std::string_view text) {
  const std::size_t dash = text.find('-');
  const auto first = parseNumber<Number>(trim(text.substr(0, dash)));
  if (!first) return std::nullopt;
  if (dash != std::string_view::npos) {
    const auto second = parseNumber<Number>(trim(text.substr(dash + 1)));
    if (!second) return std::nullopt;
    return NumberPair<Number>{*first, *second};
  }
  if (*first == std::numeric_limits<Number>::max()) return std::nullopt;
  return NumberPair<Number>{*first, static_cast<Number>(*first + 1)};
}

// Each reads its value and says whether it could.
bool readPorts(std::string_view value, std::optional<PortPair>& ports) {
  ports = parsePair<std::uint16_t>(value);
  return ports && ports->rtp != 0 && ports->rtcp != 0;
}

bool readChannels(std::string_view value, std::optional<ChannelPair>& channels) {
  channels = parsePair<std::uint8_t>(value);
  return channels.has_value();
}

// Eight hexadecimal digits; some servers leave zeros out or write "0x".
bool readSsrc(std::string_view value, std::optional<std::uint32_t>& ssrc) {
  if (startsWithIgnoreCase(value, "0x")) value.remove_prefix(2);
  ssrc = parseNumber<std::uint32_t>(value, 16);
  return ssrc.has_value();
}

bool readParameter(std::string_view name, std::string_view value, TransportSpec& spec) {
  const auto is = [&](std::string_view known) { return equalsIgnoreCase(name, known); };
  if (is("unicast")) return spec.unicast = true;
  if (is("multicast")) return spec.multicast = true;
  if (is("client_port")) return readPorts(value, spec.clientPort);
  if (is("server_port")) return readPorts(value, spec.serverPort);
  if (is("port")) return readPorts(value, spec.port);
  if (is("interleaved")) return readChannels(value, spec.interleaved);
  if (is("destination")) spec.destination = value;
  if (is("source")) spec.source = value;
  if (is("mode")) spec.mode = upper(value);
  if (is("ttl")) spec.ttl = parseNumber<int>(value);
  // An SSRC that cannot be read is one that is not known, as cameras have it.
  if (is("ssrc") && !readSsrc(value, spec.ssrc)) spec.ssrc.reset();
  return true;
}

std::optional<TransportSpec> parseOne(std::string_view text) {
  const auto parts = split(text, ';');
  if (trim(parts.front()).empty()) return std::nullopt;
  TransportSpec spec;
  readProtocol(trim(parts.front()), spec);
  for (std::size_t i = 1; i < parts.size(); ++i) {
    const std::string_view part = trim(parts[i]);
    const std::size_t equals = part.find('=');
    const std::string_view value =
        equals == std::string_view::npos ? std::string_view() : unquoted(part.substr(equals + 1));
    if (!readParameter(trim(part.substr(0, equals)), value, spec)) return std::nullopt;
  }
  return spec;
}

// At commas outside quotes.
std::vector<std::string_view> splitAlternatives(std::string_view value) {
  std::vector<std::string_view> parts;
  bool quoted = false;
  std::size_t from = 0;
  for (std::size_t at = 0; at < value.size() && parts.size() < kMaxTransports; ++at) {
    if (value[at] == '"') quoted = !quoted;
    if (value[at] != ',' || quoted) continue;
    parts.push_back(value.substr(from, at - from));
    from = at + 1;
  }
  if (parts.size() < kMaxTransports) parts.push_back(value.substr(from));
  return parts;
}

template <class Number>
void appendPair(std::string& out, std::string_view name, const std::optional<NumberPair<Number>>& pair) {
  if (!pair) return;
  out += ';';
  out += name;
  out += '=' + std::to_string(pair->rtp) + '-' + std::to_string(pair->rtcp);
}

void appendText(std::string& out, std::string_view name, std::string_view value) {
  if (value.empty()) return;
  out += ';';
  out += name;
  out += '=';
  out += value;
}

std::string hex8(std::uint32_t value) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  for (int shift = 28; shift >= 0; shift -= 4) out += kHex[value >> shift & 15];
  return out;
}

}  // namespace

Result<std::vector<TransportSpec>> parseTransport(std::string_view value) {
  std::vector<TransportSpec> specs;
  for (const std::string_view text : splitAlternatives(value))
    if (auto spec = parseOne(trim(text))) specs.push_back(std::move(*spec));
  if (specs.empty()) return Error{"no transport that can be read in: " + printable(value)};
  return specs;
}

std::string serializeTransport(const TransportSpec& spec) {
  std::string out = spec.protocol;
  if (out.empty()) {
    out = "RTP/" + std::string(profileName(spec.profile));
    if (spec.lower == Lower::Tcp) out += "/TCP";
  }
  if (spec.unicast) out += ";unicast";
  if (spec.multicast) out += ";multicast";
  appendText(out, "destination", spec.destination);
  appendText(out, "source", spec.source);
  appendPair(out, "interleaved", spec.interleaved);
  appendPair(out, "client_port", spec.clientPort);
  appendPair(out, "server_port", spec.serverPort);
  appendPair(out, "port", spec.port);
  if (spec.ttl) appendText(out, "ttl", std::to_string(*spec.ttl));
  if (spec.ssrc) appendText(out, "ssrc", hex8(*spec.ssrc));
  if (!spec.mode.empty()) out += ";mode=\"" + spec.mode + '"';
  return out;
}

std::string serializeTransport(const std::vector<TransportSpec>& specs) {
  std::string out;
  for (const TransportSpec& spec : specs) {
    if (!out.empty()) out += ',';
    out += serializeTransport(spec);
  }
  return out;
}

}  // namespace zoetrope::rtsp
