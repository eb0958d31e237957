// SPDX-License-Identifier: MIT
// What some systems want before the first socket and after the last: one of these in every main() that opens sockets,
// as the first object there. Thread: the main one.
#pragma once

namespace zoetrope::net {

class Network {
 public:
  Network();
  ~Network();
  Network(const Network&) = delete;
  Network& operator=(const Network&) = delete;
};

}  // namespace zoetrope::net
