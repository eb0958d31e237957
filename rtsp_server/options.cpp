// SPDX-License-Identifier: MIT
#include "rtsp_server/options.h"

#include "libstream/base/path_text.h"
#include "libstream/base/text.h"
#include "libstream/control/exit_codes.h"
#include "libstream/movie/demo_movie.h"

#include <array>
#include <functional>

namespace zoetrope::server {

namespace {

// What is wrong, or nothing.
using Problem = std::optional<std::string>;

struct OptionRow {
  std::string_view name;
  std::string_view argument;  // empty: the option is a switch
  std::string_view help;
  std::function<Problem(Options&, std::string_view)> apply;
};

template <class Number>
Problem number(std::string_view text, Number from, Number to, Number& into, std::string_view unit) {
  const auto value = parseNumber<Number>(text);
  if (value && *value >= from && *value <= to) {
    into = *value;
    return std::nullopt;
  }
  return "takes a whole number of " + std::string(unit) + " from " + std::to_string(from) + " to " +
         std::to_string(to) + ", not \"" + printable(text) + "\"";
}

Problem setMegabytes(std::string_view text, std::size_t& bytes) {
  std::size_t megabytes = 0;
  auto problem = number<std::size_t>(text, 1, 65536, megabytes, "megabytes");
  bytes = megabytes << 20;
  return problem;
}

Problem setBind(Options& options, std::string_view text) {
  options.bind = net::Endpoint::parse(text == "localhost" ? "127.0.0.1" : text, 0);
  if (options.bind) return std::nullopt;
  return "takes an IPv4 or IPv6 address of this machine, not \"" + printable(text) + "\"";
}

Problem setFps(Options& options, std::string_view text) {
  options.fps = parseDouble(text);
  if (options.fps && *options.fps >= 0.1 && *options.fps <= 1000) return std::nullopt;
  return "takes frames a second from 0.1 to 1000, not \"" + printable(text) + "\"";
}

Problem setFragments(Options& options, std::string_view text) {
  static constexpr std::array<std::pair<std::string_view, CourseFragments>, 3> kWords{
      {{"same-seq", CourseFragments::SameSequence},
       {"next-seq", CourseFragments::NextSequence},
       {"always", CourseFragments::Always}}};
  for (const auto& [word, value] : kWords)
    if (text == word) return options.course.fragments = value, std::nullopt;
  return "takes same-seq, next-seq or always, not \"" + printable(text) + "\"";
}

Problem setSend(Options& options, std::string_view text) {
  static constexpr std::array<std::pair<std::string_view, net::SendWay>, 3> kWords{
      {{"gso", net::SendWay::Gso}, {"mmsg", net::SendWay::Mmsg}, {"plain", net::SendWay::Plain}}};
  for (const auto& [word, value] : kWords)
    if (text == word) return options.send = value, std::nullopt;
  return "takes gso, mmsg or plain, not \"" + printable(text) + "\"";
}

Problem setRtpPorts(Options& options, std::string_view text) {
  const auto parts = split(text, '-');
  const auto first = parseNumber<std::uint16_t>(parts.front());
  const auto last = parseNumber<std::uint16_t>(parts.back());
  // RTP takes an even port and RTCP the next.
  const bool holdsPair = first && last && (*first + 1) / 2 * 2 + 1 <= *last;
  if (parts.size() == 2 && holdsPair && *first >= 1024) {
    options.rtpPorts = net::PortRange{*first, *last};
    return std::nullopt;
  }
  return "takes a range of ports such as 50000-50099, from 1024 up, with an even one and the next in it, not \"" +
         printable(text) + "\"";
}

Problem setImpair(Options& options, std::string_view text) {
  auto link = impair::parseLink(text);
  if (!link) return "takes what a network does, such as loss=5%,delay=20ms: " + link.error().message;
  options.impair = *link;
  return std::nullopt;
}

Problem setOnly(Options& options, std::string_view text) {
  std::string names;
  for (const movie::DemoMovie& demo : movie::demoMovies()) {
    if (text == demo.fileName) return options.demoOnly = std::string(text), std::nullopt;
    names += (names.empty() ? "" : ", ") + std::string(demo.fileName);
  }
  return "takes the name of a demo movie (" + names + "), not \"" + printable(text) + "\"";
}

Problem setFrames(Options& options, std::string_view text) {
  int frames = 0;
  auto problem = number(text, 1, 100000, frames, "frames");
  options.demoFrames = frames;
  return problem;
}

Problem setAdapt(Options& options, std::string_view text) {
  options.adapt = text == "on";
  if (options.adapt || text == "off") return std::nullopt;
  return "takes on or off, not \"" + printable(text) + "\"";
}

// As --impair writes a rate.
Problem setMaxRate(Options& options, std::string_view text) {
  const auto rate = impair::parseRate(text);
  if (!rate) return rate.error().message;
  options.maxRateBps = *rate;
  return std::nullopt;
}

template <class Unit>
Problem setTime(std::string_view text, unsigned from, unsigned to, Duration& into, std::string_view unit) {
  unsigned value = 0;
  if (auto problem = number(text, from, to, value, unit)) return problem;
  into = Unit(value);
  return std::nullopt;
}

const std::vector<OptionRow>& rows() {
  static const std::vector<OptionRow> kRows{
      {"--root", "DIR", "folder with the movies (default: the current one)",
       [](Options& o, std::string_view v) -> Problem {
         o.root = pathOf(v);
         return v.empty() ? Problem("takes a folder") : std::nullopt;
       }},
      {"--bind", "ADDR", "listen on this address only, IPv4 or IPv6 (default: all)", setBind},
      {"--fps", "N", "frames a second of every movie (default: what the movie says, else 20 or 25)", setFps},
      {"--mtu", "BYTES", "largest IP packet to send (default 1500)",
       [](Options& o, std::string_view v) { return number<std::size_t>(v, 576, 65535, o.mtuBytes, "bytes"); }},
      {"--loop", "", "start every movie again at its end",
       [](Options& o, std::string_view) -> Problem { return o.loop = true, std::nullopt; }},
      {"--rtp-ports", "A-B", "UDP ports to send from (default: any free ones)", setRtpPorts},
      {"--max-sessions", "N", "sessions at once (default 1000)",
       [](Options& o, std::string_view v) { return number<std::size_t>(v, 1, 100000, o.maxSessions, "sessions"); }},
      {"--max-sessions-per-address", "N", "of these from one address, 0 for no limit (default 200)",
       [](Options& o, std::string_view v) {
         return number<std::size_t>(v, 0, 100000, o.maxSessionsPerAddress, "sessions");
       }},
      {"--session-timeout", "SECONDS", "end a session that shows no life for this long (default 60)",
       [](Options& o, std::string_view v) {
         return setTime<std::chrono::seconds>(v, 5, 3600, o.sessionTimeout, "seconds");
       }},
      {"--picture-cache", "MB", "memory for pictures that had to be put right for sending (default 256)",
       [](Options& o, std::string_view v) { return setMegabytes(v, o.remedyCacheBytes); }},
      {"--rendition-cache", "MB", "memory for smaller renditions of frames (default 256)",
       [](Options& o, std::string_view v) { return setMegabytes(v, o.renditionCacheBytes); }},
      {"--workers", "N", "threads that serve connections (default: one per core)",
       [](Options& o, std::string_view v) { return number<std::size_t>(v, 1, 256, o.workers, "threads"); }},
      {"--max-rate", "RATE", "the most that is sent to one viewer, such as 20mbit (default: what the path takes)",
       setMaxRate},
      {"--adapt", "on|off", "lower quality, then fewer frames, where the path is too narrow (default on)", setAdapt},
      {"--send", "HOW",
       "UDP packets: gso (default: in trains, where the system can), mmsg (many a call), plain (one a call)", setSend},
      {"--impair", "LINK",
       "simulate a bad network: loss=5%,burst=20,rate=20mbit,queue=100ms,delay=20ms,"
       "jitter=5ms,reorder=1%,seed=7, any of them",
       setImpair},
      {"--supervised", "", "status lines (JSON) on stdout; end when stdin closes",
       [](Options& o, std::string_view) -> Problem { return o.supervised = true, std::nullopt; }},
      {"--make-demo", "DIR", "make the demo movies in this folder, and end",
       [](Options& o, std::string_view v) -> Problem {
         o.action = Options::Action::MakeDemo;
         o.demoFolder = pathOf(v);
         return v.empty() ? Problem("takes a folder") : std::nullopt;
       }},
      {"--only", "MOVIE", "with --make-demo: only this one of them, such as hd1080.mjpeg", setOnly},
      {"--frames", "N", "with --make-demo: no more than the first N frames (default: all)", setFrames},
      {"--course-marker", "", "course dialect: set the RTP marker on the last or only packet of a frame",
       [](Options& o, std::string_view) -> Problem { return o.course.marker = true, std::nullopt; }},
      {"--course-datagram", "BYTES", "course dialect: largest frame sent in one datagram (default 20468)",
       [](Options& o, std::string_view v) {
         return number<std::size_t>(v, 256, kMaxCourseDatagram, o.course.datagramBytes, "bytes");
       }},
      {"--course-fragments", "HOW",
       "course dialect: slices of larger frames: same-seq (default), next-seq, or always (small frames too)",
       setFragments},
      {"--course-reply-delay", "MS", "course dialect: wait before a reply; its clients need it (default 10)",
       [](Options& o, std::string_view v) {
         return setTime<std::chrono::milliseconds>(v, 0, 1000, o.course.replyDelay, "milliseconds");
       }},
      {"--help", "", "this text",
       [](Options& o, std::string_view) -> Problem { return o.action = Options::Action::Help, std::nullopt; }},
      {"--version", "", "the version",
       [](Options& o, std::string_view) -> Problem { return o.action = Options::Action::Version, std::nullopt; }},
  };
  return kRows;
}

const OptionRow* findRow(std::string_view name) {
  for (const OptionRow& row : rows())
    if (row.name == name) return &row;
  return nullptr;
}

std::string noSuchOption(std::string_view name) {
  if (name == "--port" || name == "-p") return "the port is given without an option, as in: zoetrope-server 8554";
  std::vector<std::string_view> names;
  for (const OptionRow& row : rows()) names.emplace_back(row.name);
  return unknownOption(name, names);
}

// Takes the option at `index` and, if it has one, its argument ("--name value" or "--name=value").
Problem takeOption(std::span<const std::string> arguments, std::size_t& index, Options& options) {
  const std::string_view word = arguments[index];
  const std::size_t equals = word.find('=');
  const std::string_view name = word.substr(0, equals);
  const OptionRow* row = findRow(name);
  if (row == nullptr) return noSuchOption(name);
  std::string_view value;
  if (equals != std::string_view::npos) {
    if (row->argument.empty()) return std::string(name) + " takes no value";
    value = word.substr(equals + 1);
  } else if (!row->argument.empty()) {
    if (index + 1 == arguments.size())
      return std::string(name) + " needs a value: " + std::string(name) + " " + std::string(row->argument);
    value = arguments[++index];
  }
  auto problem = row->apply(options, value);
  if (problem) *problem = std::string(name) + " " + *problem;
  return problem;
}

Problem takePort(std::string_view text, bool& portSeen, Options& options) {
  if (portSeen) return "one PORT is enough; \"" + printable(text) + "\" is one too many";
  portSeen = true;
  auto problem = number<std::uint16_t>(text, 0, 65535, options.port, "a port");
  if (problem) return "PORT is a number from 0 (a free one) to 65535, not \"" + printable(text) + "\"";
  return std::nullopt;
}

}  // namespace

Result<Options> parseOptions(std::span<const std::string> arguments) {
  Options options;
  bool portSeen = false;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const bool isOption = arguments[i].size() > 1 && arguments[i][0] == '-';
    const Problem problem = isOption ? takeOption(arguments, i, options) : takePort(arguments[i], portSeen, options);
    if (options.action == Options::Action::Help || options.action == Options::Action::Version) return options;
    if (problem) return Error{*problem};
  }
  if (options.action != Options::Action::MakeDemo && (options.demoOnly || options.demoFrames))
    return Error{"--only and --frames are for --make-demo"};
  if (!portSeen && options.action == Options::Action::Serve)
    return Error{"the PORT to listen on is missing (0 takes a free one), as in: zoetrope-server --root movies 8554"};
  return options;
}

std::string impairmentText(const Options& options) {
  return options.impair ? "simulated network: " + impair::describeLink(*options.impair) : "";
}

std::string helpText() {
  using control::ExitCode;
  static constexpr std::array kCodes{ExitCode::Ok,       ExitCode::Failure,         ExitCode::Usage,
                                     ExitCode::NotFound, ExitCode::PortUnavailable, ExitCode::CannotWrite};
  static constexpr std::size_t kColumn = 34;
  std::string text =
      "Usage: zoetrope-server [options] PORT\n"
      "Streams the Motion-JPEG movies of a folder by RTSP and RTP, to players and to the programs of the course lab.\n"
      "PORT 0 takes a free port and says which. Ctrl-C ends the server.\n\n"
      "Options:\n";
  for (const OptionRow& row : rows()) {
    std::string left = "  " + std::string(row.name);
    if (!row.argument.empty()) left += " " + std::string(row.argument);
    left.resize(std::max(left.size() + 1, kColumn), ' ');
    text += left + std::string(row.help) + "\n";
  }
  return text + "\nExit codes:\n" + control::exitCodeTable(kCodes);
}

}  // namespace zoetrope::server
