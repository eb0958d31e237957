// SPDX-License-Identifier: MIT
// Why an address could not be bound, so that a program can say what to do and choose its exit code.
#pragma once

#include <string>

namespace zoetrope::net {

struct BindError {
  enum class Kind { InUse, NoRight, NoSuchAddress, Other };
  Kind kind = Kind::Other;
  std::string message;  // a sentence, with the address and port
};

// From errno of bind() or listen(); `where` is the address in words.
BindError bindError(int errorNumber, const std::string& where);

}  // namespace zoetrope::net
