// SPDX-License-Identifier: MIT
// How things fail without exceptions: Result for operations, Parsed for bytes that may not all have come yet.
// Thread: values, no shared state.
// Fails: asking for a value that is not there is a programmer's mistake (assert).
#pragma once

#include <cassert>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace zoetrope {

// One clear sentence: what was expected, what came, where.
struct Error {
  std::string message;
};

// A value or the reason why there is none.
template <class T, class E = Error>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(E error) : state_(std::in_place_index<1>, std::move(error)) {}

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  T& value() & { return assert(ok()), *std::get_if<0>(&state_); }
  const T& value() const& { return assert(ok()), *std::get_if<0>(&state_); }
  T&& value() && { return assert(ok()), std::move(*std::get_if<0>(&state_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  const E& error() const { return assert(!ok()), *std::get_if<1>(&state_); }

 private:
  std::variant<T, E> state_;
};

template <class E>
class [[nodiscard]] Result<void, E> {
 public:
  Result() = default;
  Result(E error) : error_(std::move(error)) {}

  bool ok() const { return !error_; }
  explicit operator bool() const { return ok(); }
  const E& error() const { return assert(error_), *error_; }

 private:
  std::optional<E> error_;
};

// The three ends of a parse: Done with a value and how many bytes it took, NeedMore, or Bad with the offset and the
// reason.
template <class T>
class [[nodiscard]] Parsed {
 public:
  struct Done {
    T value;
    std::size_t consumed;
  };
  struct NeedMore {};
  struct Bad {
    std::string reason;
    std::size_t offset;
  };

  static Parsed done(T value, std::size_t consumed) { return Parsed(Done{std::move(value), consumed}); }
  static Parsed needMore() { return Parsed(NeedMore{}); }
  static Parsed bad(std::string reason, std::size_t offset) { return Parsed(Bad{std::move(reason), offset}); }

  bool isDone() const { return std::holds_alternative<Done>(state_); }
  bool needsMore() const { return std::holds_alternative<NeedMore>(state_); }
  bool isBad() const { return std::holds_alternative<Bad>(state_); }

  T& value() { return assert(isDone()), std::get_if<Done>(&state_)->value; }
  const T& value() const { return assert(isDone()), std::get_if<Done>(&state_)->value; }
  std::size_t consumed() const { return assert(isDone()), std::get_if<Done>(&state_)->consumed; }
  const Bad& failure() const { return assert(isBad()), *std::get_if<Bad>(&state_); }

 private:
  explicit Parsed(std::variant<Done, NeedMore, Bad> state) : state_(std::move(state)) {}

  std::variant<Done, NeedMore, Bad> state_;
};

}  // namespace zoetrope
