// SPDX-License-Identifier: MIT
#include "libstream/net/bind_error.h"

#include "libstream/net/socket_calls.h"

#include <cerrno>

namespace zoetrope::net {

BindError bindError(int errorNumber, const std::string& where) {
  switch (errorNumber) {
    case EADDRINUSE:
      return {BindError::Kind::InUse, where + " is already in use by another program"};
    case EACCES:
      return {BindError::Kind::NoRight, "this user may not take " + where};
    case EADDRNOTAVAIL:
      return {BindError::Kind::NoSuchAddress, "cannot take " + where + ": this machine does not have that address"};
    default:
      return {BindError::Kind::Other, "cannot take " + where + ": " + errorWords(errorNumber)};
  }
}

}  // namespace zoetrope::net
