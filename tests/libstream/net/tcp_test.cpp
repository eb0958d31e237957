// SPDX-License-Identifier: MIT
#include "libstream/net/tcp_connection.h"
#include "libstream/net/tcp_listener.h"
#include "tests/support/run_until.h"
#include "tests/support/system_parts.h"

#include <boost/test/unit_test.hpp>

#include <optional>
#include <string>

namespace zoetrope::net {

using test::runUntil;

namespace {

const Endpoint kLocal = *Endpoint::parse("127.0.0.1", 0);

struct Recorder : TcpConnection::Listener {
  void onTcpConnected() override { connected = true; }
  void onTcpBytes(Bytes bytes) override { received += asText(bytes); }
  void onTcpProgress() override { ++progress; }
  void onTcpDrained() override { ++drained; }
  void onTcpFault() override { ++faults; }
  void onTcpClosed(const std::string& why) override { closed = why; }

  bool connected = false;
  std::string received;
  int drained = 0;
  int progress = 0;
  int faults = 0;
  std::optional<std::string> closed;
};

// Both ends of a connection on one loop.
struct Pair {
  explicit Pair(Loop& loop) : listener(*TcpListener::listen(kLocal, 0)), client(loop, listener.local(), clientEvents) {
    TcpListener::Accepted accepted;
    runUntil(loop, [&] { return (accepted = listener.accept()).socket.has_value(); });
    server.emplace(loop, *accepted.socket, serverEvents);
    runUntil(loop, [&] { return clientEvents.connected; });
  }
  Recorder clientEvents;
  Recorder serverEvents;
  TcpListener listener;
  TcpConnection client;
  std::optional<TcpConnection> server;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(tcp)

BOOST_AUTO_TEST_CASE(a_second_listener_on_the_port_fails_and_says_why) {
  const auto first = TcpListener::listen(std::nullopt, 0);
  BOOST_REQUIRE(first.ok());
  const auto second = TcpListener::listen(std::nullopt, first->local().port());
  BOOST_REQUIRE(!second.ok());
  BOOST_TEST((second.error().kind == BindError::Kind::InUse));
  const auto third = TcpListener::listen(kLocal, first->local().port());
  BOOST_TEST(!third.ok());
}

BOOST_AUTO_TEST_CASE(an_address_that_this_machine_does_not_have_is_said) {
  const auto listener = TcpListener::listen(Endpoint::parse("192.0.2.1", 0), 0);
  BOOST_REQUIRE(!listener.ok());
  BOOST_TEST((listener.error().kind == BindError::Kind::NoSuchAddress));
}

BOOST_AUTO_TEST_CASE(without_an_address_both_families_are_served) {
  Loop loop;
  auto listener = TcpListener::listen(std::nullopt, 0);
  BOOST_REQUIRE(listener.ok());
  for (const char* host : {"127.0.0.1", "::1"}) {
    const auto to = Endpoint::parse(host, listener->local().port());
    Recorder events;
    TcpConnection client(loop, *to, events);
    BOOST_TEST(runUntil(loop, [&] { return events.connected || events.closed; }));
    if (std::string(host) == "::1" && !events.connected) continue;  // no IPv6 here
    BOOST_TEST(events.connected);
    TcpListener::Accepted accepted;
    runUntil(loop, [&] { return (accepted = listener->accept()).socket.has_value(); });
    Recorder serverEvents;
    const TcpConnection server(loop, *accepted.socket, serverEvents);
    BOOST_TEST(server.peer().host() == host);
  }
}

BOOST_AUTO_TEST_CASE(bytes_go_both_ways_and_the_end_is_seen) {
  Loop loop;
  Pair pair(loop);
  pair.client.send("hello");
  BOOST_TEST(runUntil(loop, [&] { return pair.serverEvents.received == "hello"; }));
  pair.server->send("good");
  pair.server->send("bye");
  pair.server->closeAfterSending();
  BOOST_TEST(runUntil(loop, [&] { return pair.clientEvents.closed.has_value(); }));
  BOOST_TEST(pair.clientEvents.received == "goodbye");
  BOOST_TEST(*pair.clientEvents.closed == "");
  BOOST_TEST(runUntil(loop, [&] { return pair.serverEvents.closed.has_value(); }));
}

BOOST_AUTO_TEST_CASE(what_is_sent_before_the_connection_stands_waits_for_it) {
  Loop loop;
  auto listener = *TcpListener::listen(kLocal, 0);
  Recorder events;
  TcpConnection client(loop, listener.local(), events);
  client.send("early");
  TcpListener::Accepted accepted;
  BOOST_REQUIRE(runUntil(loop, [&] { return (accepted = listener.accept()).socket.has_value(); }));
  Recorder serverEvents;
  const TcpConnection server(loop, *accepted.socket, serverEvents);
  BOOST_TEST(runUntil(loop, [&] { return serverEvents.received == "early"; }));
}

BOOST_AUTO_TEST_CASE(nobody_there_is_a_sentence_and_never_comes_from_the_constructor) {
  Loop loop;
  Endpoint nobody;
  { nobody = TcpListener::listen(kLocal, 0)->local(); }
  Recorder events;
  const TcpConnection client(loop, nobody, events);
  BOOST_TEST(!events.closed.has_value());
  BOOST_TEST(runUntil(loop, [&] { return events.closed.has_value(); }));
  BOOST_TEST(events.closed->find("cannot connect to " + nobody.text()) == 0U);
}

BOOST_AUTO_TEST_CASE(media_is_refused_whole_when_the_queue_is_full_and_flows_again_when_it_is_read) {
  Loop loop;
  Pair pair(loop);
  pair.client.setReading(false);
  const auto owner = std::make_shared<const ByteBuffer>(ByteBuffer(300'000, 'm'));
  const OutSlice slice{Bytes(*owner), owner};
  std::size_t taken = 0;
  for (int i = 0; i < 200; ++i) taken += pair.server->trySend(std::span(&slice, 1), 1'000'000) ? 1 : 0;
  BOOST_TEST(taken < 200U);
  BOOST_TEST(pair.server->queuedBytes() <= 1'000'000U);
  pair.client.setReading(true);
  BOOST_TEST(runUntil(loop, [&] { return pair.clientEvents.received.size() == taken * 300'000; }));
  BOOST_TEST(pair.serverEvents.drained > 0);
  BOOST_TEST(owner.use_count() == 2);  // here and in `slice`
}

// Windows does not let a mapped file be cut.
#ifndef _WIN32
BOOST_AUTO_TEST_CASE(a_file_cut_short_under_a_queued_slice_gives_zeros_and_a_report) {
  std::FILE* const file = std::tmpfile();
  const auto size = static_cast<std::size_t>(4 * ::sysconf(_SC_PAGESIZE));
  BOOST_REQUIRE(::ftruncate(::fileno(file), static_cast<off_t>(size)) == 0);
  void* const map = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, ::fileno(file), 0);
  BOOST_REQUIRE(map != MAP_FAILED);
  BOOST_REQUIRE(::ftruncate(::fileno(file), 0) == 0);
  Loop loop;
  Pair pair(loop);
  const OutSlice slice{Bytes(static_cast<const std::uint8_t*>(map), size), nullptr};
  BOOST_TEST(pair.server->trySend(std::span(&slice, 1)));
  pair.server->send("after");
  BOOST_TEST(runUntil(loop, [&] { return pair.clientEvents.received.size() == size + 5; }));
  BOOST_TEST(pair.clientEvents.received.substr(size) == "after");
  BOOST_TEST(pair.serverEvents.faults == 1);
  ::munmap(map, size);
  std::fclose(file);
}
#endif

BOOST_AUTO_TEST_CASE(only_the_slice_that_cannot_be_read_becomes_zeros) {
  constexpr std::size_t size = 8192;
  const test::UnreadableMemory memory(size);
  Loop loop;
  Pair pair(loop);
  const std::vector<OutSlice> slices{
      ownedSlice(ByteBuffer(4, '$')), {memory.bytes(), nullptr}, ownedSlice(ByteBuffer(4, '%'))};
  BOOST_TEST(pair.server->trySend(slices));
  BOOST_TEST(runUntil(loop, [&] { return pair.clientEvents.received.size() == size + 8; }));
  BOOST_TEST((pair.clientEvents.received == "$$$$" + std::string(size, '\0') + "%%%%"));
  BOOST_TEST(pair.serverEvents.faults == 1);
}

BOOST_AUTO_TEST_CASE(what_the_kernel_takes_is_reported_even_when_the_queue_never_runs_empty) {
  Loop loop;
  Pair pair(loop);
  pair.client.setReading(false);
  const auto owner = std::make_shared<const ByteBuffer>(ByteBuffer(8'000'000, 'm'));
  const OutSlice slice{Bytes(*owner), owner};
  while (pair.server->trySend(std::span(&slice, 1), 40'000'000)) loop.runOnce(Duration::zero());
  const int before = pair.serverEvents.progress;
  const int drained = pair.serverEvents.drained;
  pair.client.setReading(true);
  BOOST_TEST(runUntil(loop, [&] { return pair.serverEvents.progress > before; }));
  BOOST_TEST(pair.serverEvents.drained == drained);
  BOOST_TEST(pair.server->queuedBytes() > 0U);
}

BOOST_AUTO_TEST_CASE(a_connection_may_be_destroyed_inside_its_own_callback) {
  struct Destroyer : Recorder {
    void onTcpBytes(Bytes) override { victim->reset(); }
    std::optional<TcpConnection>* victim = nullptr;
  };
  Loop loop;
  auto listener = *TcpListener::listen(kLocal, 0);
  Recorder clientEvents;
  TcpConnection client(loop, listener.local(), clientEvents);
  TcpListener::Accepted accepted;
  BOOST_REQUIRE(runUntil(loop, [&] { return (accepted = listener.accept()).socket.has_value(); }));
  Destroyer events;
  std::optional<TcpConnection> server;
  events.victim = &server;
  server.emplace(loop, *accepted.socket, events);
  accepted.socket.reset();
  client.send("bang");
  BOOST_TEST(runUntil(loop, [&] { return clientEvents.closed.has_value(); }));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::net
