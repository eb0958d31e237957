// SPDX-License-Identifier: MIT
#include "libstream/control/status_line.h"

#include "libstream/base/text.h"

#include <Poco/Exception.h>
#include <Poco/JSON/Array.h>
#include <Poco/JSON/JSONException.h>
#include <Poco/JSON/Object.h>
#include <Poco/JSON/Parser.h>
#include <Poco/JSON/Stringifier.h>

#include <cmath>
#include <sstream>

namespace zoetrope::control {
namespace {

using Poco::Dynamic::Var;
using Poco::JSON::Array;
using Poco::JSON::Object;
using Kind = StatusLineError::Kind;
using Parsed = Result<StatusLine, StatusLineError>;

// What every number here is: whole ones up to it are exact.
constexpr double kLargestExact = 9007199254740992.0;

template <class Visitor, class Line>
using Given = std::conditional_t<Visitor::kReads, Line, const Line>&;

// What a line's members are, in the order in which they are written. One list per type serves both ways: Writer puts
// the members into an object, Reader takes them out of one.
template <class Visitor>
void visit(Visitor& visitor, Given<Visitor, Listening> line) {
  visitor.texts("addresses", line.addresses);
  visitor.texts("movies", line.movies);
}
template <class Visitor>
void visit(Visitor& visitor, Given<Visitor, StateLine> line) {
  visitor.text("state", line.state);
  visitor.text("detail", line.detail);
  visitor.text("movie", line.movie);
  visitor.text("dialect", line.dialect);
  visitor.text("transport", line.transport);
}
template <class Visitor>
void visit(Visitor& visitor, Given<Visitor, SessionLine> line) {
  visitor.text("session", line.session);
  visitor.text("event", line.event);
  visitor.text("peer", line.peer);
  visitor.text("movie", line.movie);
  visitor.text("dialect", line.dialect);
  visitor.text("transport", line.transport);
  visitor.text("state", line.state);
  visitor.text("detail", line.detail);
  visitor.amountIfAny("rate_bps", line.rateBps);
  visitor.fractionIfAny("loss", line.loss);
}
template <class Visitor>
void visit(Visitor& visitor, Given<Visitor, ServerStats> stats) {
  visitor.count("sessions", stats.sessions);
  visitor.count("viewers", stats.viewers);
  visitor.count("reported", stats.reported);
  visitor.amount("rate_bps", stats.rateBps);
}
template <class Visitor>
void visit(Visitor& visitor, Given<Visitor, PlayerStats> stats) {
  visitor.count("cache_frames", stats.cacheFrames);
  visitor.count("cache_target", stats.cacheTarget);
  visitor.text("cache", stats.cache);
  visitor.count("frames_shown", stats.framesShown);
  visitor.amount("frame_rate", stats.frameRate);
  visitor.amount("rate_bps", stats.rateBps);
  visitor.fraction("loss", stats.loss);
  visitor.amountIfAny("position_s", stats.position);
  visitor.amountIfAny("duration_s", stats.duration);
}
template <class Visitor>
void visit(Visitor& visitor, Given<Visitor, StatsLine> line) {
  visitor.objectIfAny("server", line.server);
  visitor.objectIfAny("player", line.player);
}
template <class Visitor>
void visit(Visitor& visitor, Given<Visitor, ErrorLine> line) {
  visitor.text("message", line.message);
  visitor.text("details", line.details);
}
template <class Visitor>
void visit(Visitor& visitor, Given<Visitor, Stopping> line) {
  visitor.text("reason", line.reason);
  visitor.integer("exit_code", line.exitCode);
}

constexpr std::string_view kTypeNames[] = {"listening", "state", "session", "stats", "error", "stopping"};
static_assert(std::size(kTypeNames) == std::variant_size_v<StatusLine>);

// Whole numbers are written without a fraction; what JSON cannot hold becomes null.
Var numberVar(double value) {
  if (!std::isfinite(value)) return {};
  if (value == std::floor(value) && std::abs(value) <= kLargestExact) return static_cast<std::int64_t>(value);
  return value;
}

class Writer {
 public:
  static constexpr bool kReads = false;
  // Of a text, and of all texts of a list together, no more than that is written.
  Writer(Object& object, std::size_t maxTextBytes) : object_(object), maxTextBytes_(maxTextBytes) {}

  void text(const char* name, const std::string& value) { object_.set(name, toUtf8(cut(value))); }
  void integer(const char* name, int value) { object_.set(name, value); }
  void count(const char* name, std::uint64_t value) { object_.set(name, numberVar(static_cast<double>(value))); }
  void amount(const char* name, double value) { object_.set(name, numberVar(value)); }
  void fraction(const char* name, double value) { amount(name, value); }
  void amountIfAny(const char* name, const std::optional<double>& value) {
    if (value && std::isfinite(*value)) amount(name, *value);
  }
  void fractionIfAny(const char* name, const std::optional<double>& value) { amountIfAny(name, value); }
  // Names are whole or not there.
  void texts(const char* name, const std::vector<std::string>& values) {
    Array array;
    std::size_t bytes = 0;
    for (const std::string& value : values) {
      bytes += value.size();
      if (bytes > maxTextBytes_) break;
      array.add(toUtf8(value));
    }
    object_.set(name, array);
  }
  template <class Nested>
  void objectIfAny(const char* name, const std::optional<Nested>& value) {
    if (!value) return;
    Object nested(Poco::JSON_PRESERVE_KEY_ORDER);
    Writer writer(nested, maxTextBytes_);
    visit(writer, *value);
    object_.set(name, nested);
  }

 private:
  // Not in the middle of a character.
  std::string cut(const std::string& value) const {
    if (value.size() <= maxTextBytes_) return value;
    std::size_t end = maxTextBytes_;
    while (end > 0 && (static_cast<unsigned char>(value[end]) & 0xC0) == 0x80) --end;
    return value.substr(0, end);
  }

  Object& object_;
  const std::size_t maxTextBytes_;
};

// A member that is not there, or null, keeps its empty value where one is possible; one of another type is an error.
class Reader {
 public:
  static constexpr bool kReads = true;
  Reader(const Object& object, std::string& failure) : object_(object), failure_(failure) {}

  void text(const char* name, std::string& value) {
    const Var member = object_.get(name);
    if (member.isEmpty()) return;
    if (!member.isString()) return fail(name, "a text");
    value = member.extract<std::string>();
  }
  void integer(const char* name, int& value) {
    const Var member = object_.get(name);
    if (!member.isInteger() || member.isBoolean()) return fail(name, "a whole number");
    value = member.convert<int>();
  }
  void count(const char* name, std::uint64_t& value) {
    const auto number = numberOf(name, kLargestExact, "a whole number from 0");
    if (!number) return;
    if (*number != std::floor(*number)) return fail(name, "a whole number from 0");
    value = static_cast<std::uint64_t>(*number);
  }
  void amount(const char* name, double& value) { value = numberOf(name, kLargestExact, kAmount).value_or(value); }
  void fraction(const char* name, double& value) { value = numberOf(name, 1, kFraction).value_or(value); }
  void amountIfAny(const char* name, std::optional<double>& value) { value = numberOf(name, kLargestExact, kAmount); }
  void fractionIfAny(const char* name, std::optional<double>& value) { value = numberOf(name, 1, kFraction); }
  void texts(const char* name, std::vector<std::string>& values) {
    if (!object_.has(name)) return;
    const Array::Ptr array = object_.getArray(name);
    if (!array) return fail(name, "a list of texts");
    for (const Var& element : *array) {
      if (!element.isString()) return fail(name, "a list of texts");
      values.push_back(element.extract<std::string>());
    }
  }
  template <class Nested>
  void objectIfAny(const char* name, std::optional<Nested>& value) {
    if (object_.get(name).isEmpty()) return;
    const Object::Ptr nested = object_.getObject(name);
    if (!nested) return fail(name, "an object");
    Reader reader(*nested, failure_);
    visit(reader, value.emplace());
  }

 private:
  static constexpr const char* kAmount = "a number from 0";
  static constexpr const char* kFraction = "a number from 0 to 1";

  std::optional<double> numberOf(const char* name, double most, const char* expected) {
    const Var member = object_.get(name);
    if (member.isEmpty()) return std::nullopt;
    const bool number = member.isNumeric() && !member.isBoolean() && !member.isString();
    const double value = number ? member.convert<double>() : -1;
    if (value >= 0 && value <= most) return value;
    fail(name, expected);
    return std::nullopt;
  }
  void fail(const char* name, const char* expected) {
    failure_ = "status line: \"" + std::string(name) + "\" should be " + expected;
  }

  const Object& object_;
  std::string& failure_;
};

template <class Line>
Parsed readAs(const Object& object) {
  Line line;
  std::string failure;
  Reader reader(object, failure);
  visit(reader, line);
  if (!failure.empty()) return StatusLineError{Kind::Malformed, failure};
  return StatusLine(std::move(line));
}

template <std::size_t... Index>
Parsed readByType(const std::string& type, const Object& object, std::index_sequence<Index...>) {
  Parsed result = StatusLineError{Kind::UnknownType, "status line: unknown type " + printable(type)};
  static_cast<void>(
      ((type == kTypeNames[Index] && (result = readAs<std::variant_alternative_t<Index, StatusLine>>(object), true)) ||
       ...));
  return result;
}

StatusLineError malformed(const std::string& why) { return {Kind::Malformed, "status line: " + why}; }

Parsed readObject(const Object& object) {
  const Var version = object.get("v");
  if (!version.isInteger() || version.isBoolean())
    return malformed("version " + std::to_string(kStatusLineVersion) + " expected");
  if (version.convert<int>() != kStatusLineVersion)
    return StatusLineError{Kind::OtherVersion, "status line: version " + std::to_string(version.convert<int>()) +
                                                   ", only " + std::to_string(kStatusLineVersion) + " is known here"};
  const Var type = object.get("type");
  if (!type.isString()) return malformed("it has no type");
  return readByType(type.extract<std::string>(), object, std::make_index_sequence<std::variant_size_v<StatusLine>>());
}

std::string writeCut(const StatusLine& line, std::size_t maxTextBytes) {
  Object object(Poco::JSON_PRESERVE_KEY_ORDER);
  object.set("v", kStatusLineVersion);
  object.set("type", std::string(kTypeNames[line.index()]));
  Writer writer(object, maxTextBytes);
  std::visit([&](const auto& typed) { visit(writer, typed); }, line);
  std::ostringstream text;
  object.stringify(text);
  return text.str();
}

}  // namespace

// Texts may be written longer than they are (\u0000): what is too long is seen only when it is written.
std::string writeStatusLine(const StatusLine& line) {
  std::size_t maxTextBytes = kMaxStatusLineBytes;
  std::string text = writeCut(line, maxTextBytes);
  while (text.size() > kMaxStatusLineBytes) text = writeCut(line, maxTextBytes /= 2);
  return text;
}

Parsed parseStatusLine(std::string_view line) {
  if (line.size() > kMaxStatusLineBytes) return malformed("over " + std::to_string(kMaxStatusLineBytes) + " bytes");
  try {
    Poco::JSON::Parser parser;
    parser.setDepth(kMaxStatusLineDepth);
    const Var parsed = parser.parse(std::string(line));
    if (parsed.type() != typeid(Object::Ptr)) return malformed("not a JSON object");
    return readObject(*parsed.extract<Object::Ptr>());
  } catch (const Poco::Exception& error) {
    return malformed("not JSON: " + printable(error.displayText()));
  }
}

}  // namespace zoetrope::control
