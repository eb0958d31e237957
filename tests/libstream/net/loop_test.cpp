// SPDX-License-Identifier: MIT
#include "libstream/net/loop.h"

#include "libstream/net/tcp_listener.h"
#include "libstream/net/udp_socket.h"
#include "tests/support/run_until.h"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <string>
#include <thread>
#include <vector>

BOOST_TEST_DONT_PRINT_LOG_VALUE(zoetrope::net::Loop::Kind)

namespace zoetrope::net {

using test::runUntil;

namespace {

constexpr Loop::Kind kKinds[] = {Loop::Kind::Native, Loop::Kind::Timer, Loop::Kind::Poll};

UdpSocket openLocal() { return *UdpSocket::open(*Endpoint::parse("127.0.0.1", 0)); }

}  // namespace

BOOST_AUTO_TEST_SUITE(loop)

BOOST_DATA_TEST_CASE(timers_fire_in_the_order_of_their_times_and_equal_ones_in_the_order_set,
                     boost::unit_test::data::make(kKinds), kind) {
  Loop turned(kind);
  std::string order;
  const TimePoint now = turned.now();
  turned.at(now + std::chrono::milliseconds(3), [&] { order += 'c'; });
  turned.at(now + std::chrono::milliseconds(1), [&] { order += 'a'; });
  turned.at(now + std::chrono::milliseconds(1), [&] { order += 'b'; });
  BOOST_TEST(runUntil(turned, [&] { return order.size() == 3; }));
  BOOST_TEST(order == "abc");
}

BOOST_DATA_TEST_CASE(a_timer_never_fires_before_its_time, boost::unit_test::data::make(kKinds), kind) {
  Loop turned(kind);
  const TimePoint when = turned.now() + std::chrono::microseconds(2300);
  TimePoint fired{};
  turned.at(when, [&] { fired = turned.now(); });
  BOOST_TEST(runUntil(turned, [&] { return fired != TimePoint{}; }));
  BOOST_TEST((fired >= when));
}

BOOST_DATA_TEST_CASE(who_can_wait_for_the_tick_is_called_with_others, boost::unit_test::data::make(kKinds), kind) {
  Loop turned(kind);
  constexpr Duration kGrain = std::chrono::milliseconds(10);
  const TimePoint now = turned.now();
  const TimePoint odd = now - now.time_since_epoch() % kGrain + std::chrono::microseconds(1);
  BOOST_TEST((turned.tick(odd) == odd));
  turned.setGrain(kGrain);
  const TimePoint border = turned.tick(odd);
  BOOST_TEST((border - odd == kGrain - std::chrono::microseconds(1)));
  BOOST_TEST((turned.tick(border) == border));
  int calls = 0;
  for (const int microseconds : {0, 3000, 9000})
    turned.at(turned.tick(odd + std::chrono::microseconds(microseconds)), [&] { ++calls; });
  while (calls == 0) turned.runOnce(std::chrono::seconds(1));
  BOOST_TEST(calls == 3);
}

BOOST_DATA_TEST_CASE(a_cancelled_timer_does_not_fire_and_unknown_ids_are_ignored, boost::unit_test::data::make(kKinds),
                     kind) {
  Loop turned(kind);
  bool cancelled = true;
  bool second = false;
  const TimerId id = turned.at(turned.now(), [&] { cancelled = false; });
  turned.at(turned.now(), [&] { second = true; });
  turned.cancel(id);
  turned.cancel(id);
  turned.cancel(99999);
  BOOST_TEST(runUntil(turned, [&] { return second; }));
  BOOST_TEST(cancelled);
}

BOOST_DATA_TEST_CASE(a_timer_set_to_now_by_a_timer_waits_for_the_next_round, boost::unit_test::data::make(kKinds),
                     kind) {
  Loop turned(kind);
  int calls = 0;
  std::function<void()> again = [&] {
    ++calls;
    turned.at(turned.now(), again);
  };
  turned.at(turned.now(), again);
  turned.runOnce(std::chrono::seconds(1));
  BOOST_TEST(calls == 1);
  turned.runOnce(std::chrono::seconds(1));
  BOOST_TEST(calls == 2);
}

BOOST_DATA_TEST_CASE(a_handle_is_reported_readable_until_it_is_read, boost::unit_test::data::make(kKinds), kind) {
  Loop turned(kind);
  const UdpSocket socket = openLocal();
  int reports = 0;
  turned.watch(socket.handle(), Interest::Read, [&](Ready ready) { reports += ready.readable ? 1 : 0; });
  turned.runOnce(Duration::zero());
  BOOST_TEST(reports == 0);
  socket.send(asBytes("x"), socket.local());
  BOOST_TEST(runUntil(turned, [&] { return reports == 2; }));
}

BOOST_DATA_TEST_CASE(interest_can_change_to_writing_and_to_nothing, boost::unit_test::data::make(kKinds), kind) {
  Loop turned(kind);
  const UdpSocket socket = openLocal();
  int writable = 0;
  const WatchId id = turned.watch(socket.handle(), Interest::Read, [&](Ready ready) { writable += ready.writable; });
  turned.setInterest(id, Interest::Write);
  BOOST_TEST(runUntil(turned, [&] { return writable > 0; }));
  turned.setInterest(id, Interest::None);
  const int before = writable;
  turned.runOnce(Duration::zero());
  BOOST_TEST(writable == before);
}

BOOST_DATA_TEST_CASE(what_one_callback_unwatches_is_not_called_in_the_same_round, boost::unit_test::data::make(kKinds),
                     kind) {
  Loop turned(kind);
  const UdpSocket first = openLocal();
  const UdpSocket second = openLocal();
  WatchId ids[2] = {};
  int calls = 0;
  const auto callback = [&](Ready) {
    ++calls;
    for (const WatchId id : ids) turned.unwatch(id);
  };
  ids[0] = turned.watch(first.handle(), Interest::Write, callback);
  ids[1] = turned.watch(second.handle(), Interest::Write, callback);
  turned.runOnce(std::chrono::seconds(1));
  turned.runOnce(Duration::zero());
  BOOST_TEST(calls == 1);
}

BOOST_DATA_TEST_CASE(a_hang_up_is_not_reported_to_who_asks_for_nothing_and_is_once_something_is_asked_for,
                     boost::unit_test::data::make(kKinds), kind) {
  Loop turned(kind);
  auto listener = *TcpListener::listen(*Endpoint::parse("127.0.0.1", 0), 0);
  Poco::Net::StreamSocket ours(listener.local().toPoco());
  TcpListener::Accepted theirs;
  BOOST_REQUIRE(runUntil(turned, [&] { return (theirs = listener.accept()).socket.has_value(); }));
  int calls = 0;
  const WatchId paused = turned.watch(ours.impl()->sockfd(), Interest::Read, [&](Ready) { ++calls; });
  turned.setInterest(paused, Interest::None);
  theirs.socket->close();
  for (int round = 0; round < 3; ++round) turned.runOnce(Duration::zero());
  BOOST_TEST(calls == 0);
  turned.setInterest(paused, Interest::Read);
  BOOST_TEST(runUntil(turned, [&] { return calls > 0; }));
  turned.unwatch(paused);
}

BOOST_DATA_TEST_CASE(calls_posted_by_other_threads_run_on_the_loop_in_their_order, boost::unit_test::data::make(kKinds),
                     kind) {
  Loop turned(kind);
  std::vector<int> seen;
  std::thread other([&] {
    for (int i = 0; i < 1000; ++i) turned.post([&seen, i] { seen.push_back(i); });
    turned.post([&] { turned.stop(); });
  });
  turned.run();
  other.join();
  std::vector<int> expected(1000);
  for (int i = 0; i < 1000; ++i) expected[static_cast<std::size_t>(i)] = i;
  BOOST_TEST(seen == expected, boost::test_tools::per_element());
}

BOOST_DATA_TEST_CASE(stop_from_another_thread_wakes_a_loop_that_waits, boost::unit_test::data::make(kKinds), kind) {
  Loop turned(kind);
  std::thread other([&] { turned.stop(); });
  turned.run();
  other.join();
}

BOOST_AUTO_TEST_CASE(a_file_that_cannot_be_waited_for_is_refused) {
  Loop turned;
  const auto file = static_cast<Handle>(::fileno(std::tmpfile()));
  BOOST_TEST(turned.watch(file, Interest::Read, [](Ready) {}) == 0U);
}

BOOST_AUTO_TEST_CASE(a_timer_object_cancels_itself_and_may_be_destroyed_by_its_own_call) {
  Loop turned;
  bool called = false;
  {
    Timer gone(turned), *p = &gone;
    p->set(turned.now(), [&] { called = true; });
  }
  auto own = std::make_unique<Timer>(turned);
  bool ownCalled = false;
  own->set(turned.now(), [&] {
    own.reset();
    ownCalled = true;
  });
  BOOST_TEST(runUntil(turned, [&] { return ownCalled; }));
  BOOST_TEST(!called);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::net
