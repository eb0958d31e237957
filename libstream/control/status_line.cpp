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
#include <cstdint>
#include <sstream>

namespace zoetrope::control {
namespace {

using Poco::Dynamic::Var;
using Poco::JSON::Array;
using Poco::JSON::Object;

// What a line's members are, in the order in which they are written. One list per type serves both ways: Writer puts
// the members into an object, Reader takes them out of one.
template <class Visitor>
void visit(Visitor& visitor, std::conditional_t<Visitor::kReads, Listening, const Listening>& line) {
  visitor.texts("addresses", line.addresses);
  visitor.texts("movies", line.movies);
}
template <class Visitor>
void visit(Visitor& visitor, std::conditional_t<Visitor::kReads, StateLine, const StateLine>& line) {
  visitor.text("state", line.state);
  visitor.text("detail", line.detail);
}
template <class Visitor>
void visit(Visitor& visitor, std::conditional_t<Visitor::kReads, SessionLine, const SessionLine>& line) {
  visitor.text("session", line.session);
  visitor.text("event", line.event);
  visitor.text("peer", line.peer);
  visitor.text("movie", line.movie);
}
template <class Visitor>
void visit(Visitor& visitor, std::conditional_t<Visitor::kReads, StatsLine, const StatsLine>& line) {
  visitor.numbers("numbers", line.numbers);
}
template <class Visitor>
void visit(Visitor& visitor, std::conditional_t<Visitor::kReads, ErrorLine, const ErrorLine>& line) {
  visitor.text("message", line.message);
  visitor.text("details", line.details);
}
template <class Visitor>
void visit(Visitor& visitor, std::conditional_t<Visitor::kReads, Stopping, const Stopping>& line) {
  visitor.text("reason", line.reason);
  visitor.integer("exit_code", line.exitCode);
}

constexpr std::string_view kTypeNames[] = {"listening", "state", "session", "stats", "error", "stopping"};
static_assert(std::size(kTypeNames) == std::variant_size_v<StatusLine>);

// Whole numbers are written without a fraction; what JSON cannot hold becomes null.
Var numberVar(double value) {
  constexpr double kLargestExact = 9007199254740992.0;
  if (!std::isfinite(value)) return {};
  if (value == std::floor(value) && std::abs(value) <= kLargestExact) return static_cast<std::int64_t>(value);
  return value;
}

class Writer {
 public:
  static constexpr bool kReads = false;
  explicit Writer(Object& object) : object_(object) {}

  void text(const char* name, const std::string& value) { object_.set(name, toUtf8(value)); }
  void integer(const char* name, int value) { object_.set(name, value); }
  void texts(const char* name, const std::vector<std::string>& values) {
    Array array;
    for (const std::string& value : values) array.add(toUtf8(value));
    object_.set(name, array);
  }
  void numbers(const char* name, const std::map<std::string, double>& values) {
    Object numbers(Poco::JSON_PRESERVE_KEY_ORDER);
    for (const auto& [key, value] : values) numbers.set(toUtf8(key), numberVar(value));
    object_.set(name, numbers);
  }

 private:
  Object& object_;
};

// A member that is not there keeps its empty value; one of another type is an error.
class Reader {
 public:
  static constexpr bool kReads = true;
  explicit Reader(const Object& object) : object_(object) {}

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
  void texts(const char* name, std::vector<std::string>& values) {
    if (!object_.has(name)) return;
    const Array::Ptr array = object_.getArray(name);
    if (!array) return fail(name, "a list of texts");
    for (const Var& element : *array) {
      if (!element.isString()) return fail(name, "a list of texts");
      values.push_back(element.extract<std::string>());
    }
  }
  void numbers(const char* name, std::map<std::string, double>& values) {
    const Object::Ptr numbers = object_.getObject(name);
    if (!numbers) return fail(name, "an object of numbers");
    for (const auto& [key, value] : *numbers) {
      if (value.isEmpty()) continue;
      if (!value.isNumeric() || value.isBoolean()) return fail(name, "an object of numbers");
      values[key] = value.convert<double>();
    }
  }

  const std::string& failure() const { return failure_; }

 private:
  void fail(const char* name, const char* expected) {
    failure_ = "status line: \"" + std::string(name) + "\" should be " + expected;
  }

  const Object& object_;
  std::string failure_;
};

template <class Line>
Result<StatusLine> readAs(const Object& object) {
  Line line;
  Reader reader(object);
  visit(reader, line);
  if (!reader.failure().empty()) return Error{reader.failure()};
  return StatusLine(std::move(line));
}

template <std::size_t... Index>
Result<StatusLine> readByType(const std::string& type, const Object& object, std::index_sequence<Index...>) {
  Result<StatusLine> result = Error{"status line: unknown type " + printable(type)};
  static_cast<void>(
      ((type == kTypeNames[Index] && (result = readAs<std::variant_alternative_t<Index, StatusLine>>(object), true)) ||
       ...));
  return result;
}

Result<StatusLine> readObject(const Object& object) {
  const Var version = object.get("v");
  if (!version.isInteger() || version.isBoolean() || version.convert<int>() != kStatusLineVersion)
    return Error{"status line: version " + std::to_string(kStatusLineVersion) + " expected"};
  const Var type = object.get("type");
  if (!type.isString()) return Error{"status line: it has no type"};
  return readByType(type.extract<std::string>(), object, std::make_index_sequence<std::variant_size_v<StatusLine>>());
}

}  // namespace

std::string writeStatusLine(const StatusLine& line) {
  Object object(Poco::JSON_PRESERVE_KEY_ORDER);
  object.set("v", kStatusLineVersion);
  object.set("type", std::string(kTypeNames[line.index()]));
  Writer writer(object);
  std::visit([&](const auto& typed) { visit(writer, typed); }, line);
  std::ostringstream text;
  object.stringify(text);
  return text.str();
}

Result<StatusLine> parseStatusLine(std::string_view line) {
  if (line.size() > kMaxStatusLineBytes)
    return Error{"status line: over " + std::to_string(kMaxStatusLineBytes) + " bytes"};
  try {
    Poco::JSON::Parser parser;
    parser.setDepth(kMaxStatusLineDepth);
    const Var parsed = parser.parse(std::string(line));
    if (parsed.type() != typeid(Object::Ptr)) return Error{"status line: not a JSON object"};
    return readObject(*parsed.extract<Object::Ptr>());
  } catch (const Poco::Exception& error) {
    return Error{"status line: not JSON: " + printable(error.displayText())};
  }
}

}  // namespace zoetrope::control
