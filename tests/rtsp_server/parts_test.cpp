// SPDX-License-Identifier: MIT
// The server's smaller parts: the helpers, the cache of pictures put right, the page for browsers, the greeting.
#include "rtsp_server/event_log.h"
#include "rtsp_server/greeting.h"
#include "rtsp_server/helper_pool.h"
#include "rtsp_server/http_page.h"
#include "rtsp_server/picture_cache.h"

#include <boost/test/unit_test.hpp>

#include <future>

namespace zoetrope::server {

namespace {

bool mentions(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

PictureCache::Picture picture(std::size_t bytes) { return {ByteBuffer(bytes), {}, {}}; }

rtsp::HttpRequest http(const std::string& method, const std::string& target, const std::string& host = "") {
  rtsp::HttpRequest request{method, target, {}};
  if (!host.empty()) request.headers.set("Host", host);
  return request;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(parts)

BOOST_AUTO_TEST_CASE(a_full_queue_of_the_helpers_refuses_and_does_not_block) {
  HelperPool pool(1, 2);
  std::promise<void> begun, release;
  BOOST_TEST(pool.trySubmit([&] {
    begun.set_value();
    release.get_future().wait();
  }));
  begun.get_future().wait();
  BOOST_TEST(pool.trySubmit([] {}));
  BOOST_TEST(pool.trySubmit([] {}));
  BOOST_TEST(!pool.trySubmit([] {}));
  release.set_value();
}

BOOST_AUTO_TEST_CASE(a_long_job_lends_a_hand_to_those_that_wait) {
  HelperPool pool(1, 10);
  std::promise<bool> done;
  std::atomic<bool> small = false;
  std::promise<void> queued;
  auto queuedFuture = queued.get_future();
  BOOST_TEST(pool.trySubmit([&] {
    queuedFuture.wait();
    pool.lendAHand();
    done.set_value(small);
  }));
  BOOST_TEST(pool.trySubmit([&] { small = true; }));
  queued.set_value();
  BOOST_TEST(done.get_future().get());
}

BOOST_AUTO_TEST_CASE(a_stopped_pool_takes_nothing_and_tells_long_jobs) {
  HelperPool pool(1, 10);
  pool.stop();
  BOOST_TEST(!pool.trySubmit([] {}));
  BOOST_TEST(!pool.lendAHand());
}

BOOST_AUTO_TEST_CASE(a_picture_is_made_by_the_first_who_asks_and_all_who_wait_are_called) {
  PictureCache cache(1000000);
  const PictureCache::Key key{1, 2, jpeg::Remedy::Reencode, {}};
  int calls = 0;
  bool mustMake = false;
  BOOST_TEST(!cache.find(
      key, [&] { ++calls; }, true, mustMake));
  BOOST_TEST(mustMake);
  BOOST_TEST(!cache.find(
      key, [&] { ++calls; }, true, mustMake));
  BOOST_TEST(!mustMake);
  cache.put(key, picture(10));
  BOOST_TEST(calls == 2);
  const auto found = cache.find(key, {}, true, mustMake);
  BOOST_REQUIRE(!!found);
  BOOST_TEST(found->jpeg.size() == 10U);
}

BOOST_AUTO_TEST_CASE(an_abandoned_picture_calls_nobody_and_is_made_by_the_next_who_asks) {
  PictureCache cache(1000);
  bool mustMake = false;
  int calls = 0;
  cache.find(
      {1, 1, jpeg::Remedy::Reencode, {}}, [&] { ++calls; }, true, mustMake);
  cache.abandon({1, 1, jpeg::Remedy::Reencode, {}});
  BOOST_TEST(calls == 0);
  cache.find({1, 1, jpeg::Remedy::Reencode, {}}, {}, true, mustMake);
  BOOST_TEST(mustMake);
  cache.put({1, 1, jpeg::Remedy::Reencode, {}}, picture(10));
  BOOST_TEST(calls == 0);
}

BOOST_AUTO_TEST_CASE(the_cache_stays_within_its_bytes_and_forgets_the_least_recently_used) {
  PictureCache cache(10'000);
  const auto key = [](std::size_t frame) { return PictureCache::Key{1, frame, jpeg::Remedy::Reencode, {}}; };
  bool mustMake = false;
  for (std::size_t frame = 0; frame < 100; ++frame) {
    cache.put(key(frame), picture(2000));
    cache.find(key(0), {}, true, mustMake);
    BOOST_TEST(cache.bytes() <= 10'000U);
  }
  BOOST_TEST(!!cache.find(key(0), {}, true, mustMake));
  BOOST_TEST(!!cache.find(key(99), {}, true, mustMake));
  BOOST_TEST(!cache.find(key(50), {}, true, mustMake));
}

BOOST_AUTO_TEST_CASE(a_browser_gets_the_movies_escaped_and_with_their_urls) {
  const std::vector<movie::ListedMovie> movies{{"a <b>&\"c\".mjpeg", 1'500'000}, {"movie.Mjpeg", 1}};
  const std::string reply = httpReply(http("GET", "/", "example.org:8554"), movies, "127.0.0.1", 1);
  BOOST_TEST(mentions(reply, "HTTP/1.1 200 OK\r\n"));
  BOOST_TEST(mentions(reply, "rtsp://example.org:8554/movie.Mjpeg"));
  BOOST_TEST(mentions(reply, "a &lt;b&gt;&amp;&quot;c&quot;.mjpeg"));
  BOOST_TEST(mentions(reply, "1.5 MB"));
  BOOST_TEST(!mentions(reply, "<b>&\"c"));
}

BOOST_AUTO_TEST_CASE(a_host_that_is_no_host_is_not_repeated) {
  const std::string reply = httpReply(http("GET", "/", "\"><script>"), {{"m.mjpeg", 1}}, "192.0.2.1", 1);
  BOOST_TEST(!mentions(reply, "script"));
  BOOST_TEST(mentions(reply, "rtsp://192.0.2.1:1/m.mjpeg"));
}

BOOST_AUTO_TEST_CASE(the_page_says_when_the_network_is_simulated) {
  BOOST_TEST(mentions(httpReply(http("GET", "/"), {{"m.mjpeg", 1}}, "h", 1, "simulated network: 5 % loss"),
                      "<b>simulated network: 5 % loss</b>"));
}

BOOST_AUTO_TEST_CASE(head_other_pages_and_other_methods_are_answered_as_http_wants) {
  const std::string head = httpReply(http("HEAD", "/"), {}, "h", 1);
  BOOST_TEST(head.ends_with("\r\n\r\n"));
  BOOST_TEST(mentions(httpReply(http("GET", "/favicon.ico"), {}, "h", 1), "404 Not Found"));
  BOOST_TEST(mentions(httpReply(http("POST", "/"), {}, "h", 1), "405 Method Not Allowed"));
  BOOST_TEST(mentions(httpReply(http("GET", "/"), {}, "h", 1), "no movies"));
}

BOOST_AUTO_TEST_CASE(a_log_line_stays_one_line_and_cannot_command_a_terminal) {
  BOOST_TEST(onOneLine("a\r\nb\x1b[2J\x7f") == "a??b?[2J?");
  BOOST_TEST(onOneLine("Z\xc3\xbcge\xc2\x9b") == "Z\xc3\xbcge?");
  BOOST_TEST(onOneLine("\xff") == "\xef\xbf\xbd");
}

BOOST_AUTO_TEST_CASE(the_greeting_has_what_to_type_and_the_status_line_the_addresses) {
  const std::vector<net::Endpoint> addresses{*net::Endpoint::parse("192.0.2.1", 8554)};
  const std::vector<movie::ListedMovie> movies{{"my movie.mjpeg", 1}};
  const std::string text = greeting({}, addresses, movies);
  BOOST_TEST(mentions(text, "zoetrope-client rtsp://192.0.2.1:8554/my%20movie.mjpeg"));
  BOOST_TEST(mentions(text, "zoetrope-client 192.0.2.1 8554 25000"));
  BOOST_TEST(mentions(greeting({}, addresses, {}), "--make-demo"));
  BOOST_TEST(listeningLine(addresses, movies).addresses.front() == "192.0.2.1:8554");
  Options options;
  options.root = "/movies";
  BOOST_TEST(logGreeting(options, addresses, movies) == "serving 1 movie of /movies at 192.0.2.1:8554");
  BOOST_TEST(logGreeting(options, {addresses[0], addresses[0]}, {}) ==
             "serving 0 movies of /movies at 192.0.2.1:8554, 192.0.2.1:8554");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::server
