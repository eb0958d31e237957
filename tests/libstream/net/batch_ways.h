// SPDX-License-Identifier: MIT
// The ways of sending and receiving that the tests of batches go through, and what they have in common.
#pragma once

#include "libstream/net/batch_receiver.h"
#include "libstream/net/batch_sender.h"
#include "libstream/net/udp_socket.h"
#include "tests/support/run_until.h"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

BOOST_TEST_DONT_PRINT_LOG_VALUE(zoetrope::net::SendWay)
BOOST_TEST_DONT_PRINT_LOG_VALUE(zoetrope::net::ReceiveWay)

namespace zoetrope::net {

inline const Endpoint kLocal = *Endpoint::parse("127.0.0.1", 0);
inline constexpr SendWay kSendWays[] = {SendWay::Gso, SendWay::Mmsg, SendWay::Plain};
inline constexpr ReceiveWay kReceiveWays[] = {ReceiveWay::Gro, ReceiveWay::Mmsg, ReceiveWay::Plain};

inline auto eachSendWay() { return boost::unit_test::data::make(kSendWays); }
inline auto eachReceiveWay() { return boost::unit_test::data::make(kReceiveWays); }

// Datagrams of those sizes, told apart by their letters; the first `headerBytes` of each are its header.
class Datagrams {
 public:
  explicit Datagrams(const std::vector<std::size_t>& sizes, std::size_t headerBytes = 3) {
    for (std::size_t i = 0; i < sizes.size(); ++i) {
      texts_.push_back(std::string(sizes[i], static_cast<char>('A' + i % 26)));
      if (sizes[i] > 0) texts_.back().front() = static_cast<char>('0' + i % 10);
    }
    for (const std::string& text : texts_) {
      const std::size_t cut = std::min(headerBytes, text.size());
      datagrams_.push_back({asBytes(text).first(cut), asBytes(text).subspan(cut)});
    }
  }
  Datagrams(const Datagrams&) = delete;
  Datagrams& operator=(const Datagrams&) = delete;

  const std::vector<std::string>& texts() const { return texts_; }
  const std::vector<OutDatagram>& out() const { return datagrams_; }

 private:
  std::vector<std::string> texts_;
  std::vector<OutDatagram> datagrams_;
};

// Until `count` have come.
inline std::vector<std::string> receiveAll(BatchReceiver& receiver, const UdpSocket& socket, std::size_t count) {
  std::vector<std::string> texts;
  Loop loop;
  loop.watch(socket.handle(), Interest::Read, [&](Ready) {
    for (const InDatagram& datagram : receiver.receive(socket.handle())) texts.emplace_back(asText(datagram.bytes));
  });
  test::runUntil(loop, [&] { return texts.size() >= count; });
  return texts;
}

}  // namespace zoetrope::net
