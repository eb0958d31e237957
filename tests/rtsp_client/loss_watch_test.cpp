// SPDX-License-Identifier: MIT
#include "rtsp_client/loss_watch.h"

#include <boost/test/unit_test.hpp>

namespace zoetrope::client {

using namespace std::chrono_literals;

namespace {

constexpr TimePoint kStart{1s};

struct Watched {
  // Some seconds of 30 frames each, of which `broken` a second do not come whole; the first message that came of it.
  std::optional<Message> watch(int seconds, std::uint64_t broken, bool canUseTcp = true) {
    std::optional<Message> first;
    for (int tick = 0; tick < seconds * 10; ++tick) {
      now += 100ms;
      counters.framesComplete += 3;
      if (tick % 10 == 0) {
        counters.framesIncomplete += broken;
        counters.framesComplete -= broken;
      }
      counters.networkLossPercent = 30;
      auto message = watchdog.check(counters, canUseTcp, now);
      if (message && !first) first = message;
    }
    return first;
  }

  LossWatch watchdog;
  playback::Counters counters;
  TimePoint now = kStart;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(loss_watch)

BOOST_AUTO_TEST_CASE(a_network_that_breaks_many_frames_is_said_with_tcp_as_the_way_out_once) {
  Watched w;
  const auto message = w.watch(10, 8);
  BOOST_REQUIRE(message);
  BOOST_TEST((message->offer == Message::Offer::UseTcp));
  BOOST_TEST(message->text.find("TCP") != std::string::npos);
  BOOST_TEST(message->text.find(" of ") != std::string::npos);
  BOOST_TEST(!w.watch(60, 8));
  w.watchdog.restart();
  BOOST_TEST(w.watch(10, 8).has_value());
}

BOOST_AUTO_TEST_CASE(a_broken_frame_now_and_then_is_nothing_to_speak_of) {
  Watched w;
  BOOST_TEST(!w.watch(60, 1));
}

BOOST_AUTO_TEST_CASE(where_tcp_is_no_way_out_it_is_not_offered) {
  Watched w;
  BOOST_TEST(!w.watch(60, 10, false));
}

BOOST_AUTO_TEST_CASE(what_the_socket_drops_is_this_machines_and_says_which_setting_to_raise) {
  Watched w;
  w.watch(1, 0);
  w.counters.packetsDroppedBySocket = 12;
  w.counters.receiveBufferBytes = 425984;
  const auto message = w.watch(1, 0);
  BOOST_REQUIRE(message);
  BOOST_TEST(message->text.find("12 packets") != std::string::npos);
  BOOST_TEST((message->text + message->details).find("net.core.rmem_max") != std::string::npos);
  w.counters.packetsDroppedBySocket = 50;
  BOOST_TEST(!w.watch(1, 0));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::client
