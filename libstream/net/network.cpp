// SPDX-License-Identifier: MIT
#include "libstream/net/network.h"

#include <Poco/Net/Net.h>

namespace zoetrope::net {

Network::Network() { Poco::Net::initializeNetwork(); }

Network::~Network() { Poco::Net::uninitializeNetwork(); }

}  // namespace zoetrope::net
