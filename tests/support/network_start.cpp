// SPDX-License-Identifier: MIT
// Linked into every test that opens sockets: the system is ready for them before the first test.
#include "libstream/net/network.h"

namespace {

const zoetrope::net::Network network;

}  // namespace
