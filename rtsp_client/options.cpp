// SPDX-License-Identifier: MIT
#include "rtsp_client/options.h"

#include "libstream/base/path_text.h"
#include "libstream/base/percent.h"
#include "libstream/base/text.h"
#include "libstream/control/exit_codes.h"
#include "libstream/playback/counters.h"
#include "libstream/report/report_form.h"
#include "libstream/rtsp/course.h"
#include "libstream/rtsp/uri.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace zoetrope::client {
namespace {

constexpr int kMaxCacheFrames = 10000;
constexpr int kMinReceiveBuffer = 4096;
constexpr int kMaxReceiveBuffer = 1 << 30;
constexpr double kMaxDuration = 7 * 24 * 3600.0;

// What the words say before it is known which dialect they are for.
struct Words {
  Options options;
  std::optional<Dialect> dialect;
  std::vector<std::string> positional;
};

using Taken = Result<void>;

Taken bad(const std::string& message) { return Error{message}; }

template <class Number>
Result<Number> numberBetween(const std::string& text, Number least, Number most, const std::string& option,
                             const std::string& unit) {
  std::optional<Number> value;
  if constexpr (std::is_floating_point_v<Number>)
    value = parseDouble(text);
  else
    value = parseNumber<Number>(text);
  if (value && *value >= least && *value <= most) return *value;
  return Error{option + " wants a number of " + unit + ", not \"" + printable(text) + "\""};
}

struct Flag {
  const char* name;
  bool Options::*member;
  const char* help;
};

constexpr Flag kFlags[] = {
    {"--headless", &Options::headless, "no window: plays by itself, shows progress, prints a summary"},
    {"--play", &Options::play, "the window presses Setup and Play by itself"},
    {"--json", &Options::json, "headless: the counters as one JSON object, the last line of stdout"},
    {"--decode", &Options::decode, "headless: decodes each frame and throws it away (else frames are not decoded)"},
    {"--supervised", &Options::supervised, "a JSON object a line on stdout; ends when stdin closes"},
    {"--help", &Options::help, "this text"},
    {"--version", &Options::version, "the version"},
};

struct Valued {
  const char* name;
  const char* value;
  const char* help;
  Taken (*take)(Words&, const std::string& text);
};

Taken takeCache(Words& words, const std::string& text) {
  const auto frames = numberBetween(text, 0, kMaxCacheFrames, "--cache", "frames (0 is off)");
  if (!frames) return frames.error();
  words.options.engine.cacheFrames = *frames;
  return {};
}

Taken takeTransport(Words& words, const std::string& text) {
  static constexpr std::pair<const char*, Transport> kWords[] = {
      {"udp", Transport::Udp}, {"tcp", Transport::Tcp}, {"auto", Transport::Auto}};
  for (const auto& [word, transport] : kWords) {
    if (text != word) continue;
    words.options.engine.transport = transport;
    return {};
  }
  return bad("--transport is udp, tcp or auto, not \"" + printable(text) + "\"");
}

Taken takeDialect(Words& words, const std::string& text) {
  if (text == "standard")
    words.dialect = Dialect::Standard;
  else if (text == "course")
    words.dialect = Dialect::Course;
  else
    return bad("--dialect is standard or course, not \"" + printable(text) + "\"");
  return {};
}

Taken takeDuration(Words& words, const std::string& text) {
  const auto seconds = numberBetween(text, 0.001, kMaxDuration, "--duration", "seconds");
  if (!seconds) return seconds.error();
  words.options.durationSeconds = *seconds;
  return {};
}

Taken takeReceiveBuffer(Words& words, const std::string& text) {
  const auto bytes = numberBetween(text, kMinReceiveBuffer, kMaxReceiveBuffer, "--rcvbuf", "bytes");
  if (!bytes) return bytes.error();
  words.options.engine.receiveBufferBytes = *bytes;
  return {};
}

Taken takeSave(Words& words, const std::string& text) {
  if (text.empty()) return bad("--save wants the name of a file");
  words.options.engine.saveFile = pathOf(text);
  return {};
}

Taken takeLog(Words& words, const std::string& text) {
  if (text.empty()) return bad("--log wants the name of a file");
  words.options.engine.logFile = pathOf(text);
  return {};
}

Taken takeReport(Words& words, const std::string& text) {
  if (text.empty()) return bad("--report wants the name of a file");
  if (const auto form = report::parseForm(text); !form) return form.error();
  words.options.reportFile = pathOf(text);
  return {};
}

constexpr Valued kValued[] = {
    {"--cache", "FRAMES", "frames fetched ahead at Setup and held while playing (20; 0: no cache)", takeCache},
    {"--transport", "udp|tcp|auto", "auto (the default) goes over to TCP when nothing has come for 2 s", takeTransport},
    {"--dialect", "standard|course", "instead of what the form of the address says", takeDialect},
    {"--duration", "SECONDS", "ends after so many seconds of playing", takeDuration},
    {"--save", "FILE", "every complete frame in order, as concatenated JPEGs", takeSave},
    {"--log", "FILE", "the RTSP conversation, without the password", takeLog},
    {"--report", "FILE", "the session at its end: .html (to hand in), .json, or .csv (a row a second)", takeReport},
    {"--rcvbuf", "BYTES", "effective receive buffer of the RTP socket (4194304)", takeReceiveBuffer},
};

Result<std::uint16_t> portOf(const std::string& text, const char* what, int least) {
  const auto port = parseNumber<std::uint16_t>(text);
  if (port && *port >= least) return *port;
  return Error{std::string(what) + " wants a port from " + std::to_string(least) + " to 65535, not \"" +
               printable(text) + "\""};
}

Result<Target> targetOfUri(const std::string& text) {
  const auto uri = rtsp::parseUri(text);
  if (!uri) return uri.error();
  if (uri->scheme != "rtsp") return Error{"only rtsp:// addresses can be played, not " + uri->scheme + "://"};
  Target target;
  target.host = uri->host;
  target.port = uri->port;
  target.user = uri->user;
  target.password = uri->password;
  target.uri = uri->toString();
  const std::string path = uri->path.empty() ? "" : uri->path.substr(1);
  target.video = percentDecode(path).value_or(path);
  return target;
}

Result<Target> targetOfLabWords(const std::vector<std::string>& words) {
  Target target;
  target.dialect = Dialect::Course;
  target.host = words[0];
  const auto port = portOf(words[1], "PORT", 1);
  if (!port) return port.error();
  const auto rtpPort = portOf(words[2], "RTP_PORT", 0);
  if (!rtpPort) return rtpPort.error();
  target.port = *port;
  target.rtpPort = *rtpPort;
  target.video = words[3];
  const bool v6 = target.host.find(':') != std::string::npos;
  target.uri =
      "rtsp://" + (v6 ? "[" + target.host + "]" : target.host) + ":" + words[1] + "/" + percentEncodePath(target.video);
  return target;
}

Result<Target> targetOf(const Words& words) {
  const std::vector<std::string>& given = words.positional;
  const bool uri = given.size() == 1 && rtsp::hasScheme(given[0]);
  if (!uri && given.size() != 4)
    return Error{"what to play is missing: HOST PORT RTP_PORT VIDEO or rtsp://HOST:PORT/VIDEO"};
  Result<Target> target = uri ? targetOfUri(given[0]) : targetOfLabWords(given);
  if (!target) return target;
  if (words.dialect) target->dialect = *words.dialect;
  if (target->dialect != Dialect::Course) return target;
  if (const auto fit = rtsp::checkCourseFile(target->video); !fit) return fit.error();
  return target;
}

Taken takeFlag(Words& words, const std::string& word, bool& known) {
  for (const Flag& flag : kFlags) {
    if (word != flag.name) continue;
    words.options.*flag.member = true;
    known = true;
  }
  return {};
}

// "--cache 20" and "--cache=20" alike.
Taken takeValued(Words& words, std::span<const std::string> rest, std::size_t& used, bool& known) {
  const std::size_t equals = rest[0].find('=');
  const std::string name = rest[0].substr(0, equals);
  for (const Valued& option : kValued) {
    if (name != option.name) continue;
    known = true;
    if (equals != std::string::npos) return option.take(words, rest[0].substr(equals + 1));
    if (rest.size() < 2) return bad(name + " wants " + option.value + " behind it");
    used = 2;
    return option.take(words, rest[1]);
  }
  return {};
}

std::string noSuchOption(std::string_view word) {
  std::vector<std::string_view> names{"--help", "--version"};
  for (const Flag& flag : kFlags) names.emplace_back(flag.name);
  for (const Valued& option : kValued) names.emplace_back(option.name);
  return unknownOption(word.substr(0, word.find('=')), names);
}

Taken takeOption(Words& words, std::span<const std::string> rest, std::size_t& used) {
  bool known = false;
  if (Taken flag = takeFlag(words, rest[0], known); known) return flag;
  if (Taken valued = takeValued(words, rest, used, known); known) return valued;
  return bad(noSuchOption(rest[0]));
}

Result<Words> takeWords(std::span<const std::string> arguments) {
  Words words;
  while (!arguments.empty()) {
    std::size_t used = 1;
    if (arguments[0].starts_with("--")) {
      if (const Taken taken = takeOption(words, arguments, used); !taken) return taken.error();
    } else {
      words.positional.push_back(arguments[0]);
    }
    arguments = arguments.subspan(used);
  }
  return words;
}

Taken checkTogether(const Options& options) {
  const bool course = options.engine.target.dialect == Dialect::Course;
  if (course && options.engine.transport == Transport::Tcp)
    return bad("the course dialect has no RTP over TCP: --transport tcp needs rtsp://HOST:PORT/VIDEO");
  if (options.decode && !options.headless) return bad("--decode is for --headless: the window always decodes");
  if (options.json && !options.headless) return bad("--json is for --headless");
  for (const auto& file : {options.engine.saveFile, options.engine.logFile})
    if (!options.reportFile.empty() && file == options.reportFile)
      return bad("--report would overwrite " + printable(file.string()) + ": it wants a file of its own");
  return {};
}

// As a shell reads it again.
std::string shellQuoted(const std::string& word) {
  static constexpr std::string_view kPlain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_./:=@%+,";
  if (!word.empty() && word.find_first_not_of(kPlain) == std::string::npos) return word;
  std::string quoted = "'";
  for (const char letter : word) quoted += letter == '\'' ? std::string("'\\''") : std::string(1, letter);
  return quoted + "'";
}

std::string commandLineOf(std::span<const std::string> arguments) {
  std::string line = "zoetrope-client";
  for (const std::string& argument : arguments) {
    const auto uri = rtsp::parseUri(argument);
    line += ' ' + shellQuoted(uri ? uri->redacted() : rtsp::redacted(argument));
  }
  return line;
}

std::string optionLine(const std::string& left, const std::string& help) {
  constexpr std::size_t kColumn = 30;
  std::string line = "  " + left;
  line += line.size() < kColumn ? std::string(kColumn - line.size(), ' ') : "  ";
  return line + help + "\n";
}

}  // namespace

Result<Options> parseOptions(std::span<const std::string> arguments) {
  Result<Words> words = takeWords(arguments);
  if (!words) return words.error();
  Options options = words->options;
  if (options.help || options.version) return options;
  const Result<Target> target = targetOf(*words);
  if (!target) return target.error();
  options.engine.target = *target;
  options.commandLine = commandLineOf(arguments);
  if (const Taken fits = checkTogether(options); !fits) return fits.error();
  return options;
}

std::string helpText() {
  using control::ExitCode;
  std::string text =
      "Usage: zoetrope-client [options] HOST PORT RTP_PORT VIDEO   the networking lab's form, course dialect\n"
      "       zoetrope-client [options] rtsp://[USER:PASSWORD@]HOST[:PORT]/VIDEO   standard dialect\n\n"
      "Plays a Motion-JPEG movie in a window, or without one with --headless. RTP_PORT 0 takes a free port.\n\n"
      "Options:\n";
  for (const Valued& option : kValued) text += optionLine(std::string(option.name) + " " + option.value, option.help);
  for (const Flag& flag : kFlags) text += optionLine(flag.name, flag.help);
  text += "\nExit codes:\n";
  static constexpr ExitCode kCodes[] = {
      ExitCode::Ok,      ExitCode::Failure, ExitCode::Usage,           ExitCode::CannotConnect, ExitCode::NotFound,
      ExitCode::Refused, ExitCode::Stalled, ExitCode::PortUnavailable, ExitCode::NoDisplay,     ExitCode::CannotWrite};
  text += control::exitCodeTable(kCodes);
  text += "\nCounters of --json:\n" + playback::countersHelp();
  return text;
}

}  // namespace zoetrope::client
