// SPDX-License-Identifier: MIT
// What this machine is and allows: its addresses, its limits.
// Thread: any.
#pragma once

#include "libstream/net/endpoint.h"

#include <cstdint>
#include <vector>

namespace zoetrope::net {

// The addresses that others can reach this machine at, IPv4 first, and 127.0.0.1 at the end; no link-local ones.
std::vector<Endpoint> localAddresses(std::uint16_t port);

// As many open files and sockets as the system allows this user.
void raiseHandleLimit();
// A reader of our output who goes away is an error of the write, not the end of the program.
void ignorePipeSignals();

}  // namespace zoetrope::net
