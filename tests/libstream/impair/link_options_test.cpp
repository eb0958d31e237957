// SPDX-License-Identifier: MIT
#include "libstream/impair/link_options.h"

#include <boost/test/unit_test.hpp>

namespace zoetrope::impair {

using std::chrono::milliseconds;

BOOST_AUTO_TEST_CASE(every_property_is_read_in_any_order) {
  const auto link = parseLink("loss=5%,burst=20,rate=20mbit,queue=50ms,delay=20ms,jitter=5ms,reorder=1%,seed=7");
  BOOST_TEST_REQUIRE(link.ok());
  LinkOptions expected;
  expected.loss = 0.05;
  expected.burst = 20;
  expected.rateBps = 20e6;
  expected.queue = milliseconds(50);
  expected.delay = milliseconds(20);
  expected.jitter = milliseconds(5);
  expected.reorder = 0.01;
  expected.seed = 7;
  BOOST_TEST((*link == expected));
  const auto turned =
      parseLink("seed=7, reorder=1%, jitter=5ms, delay=0.02s, queue=50000us, rate=20000kbit, burst=20, loss=5%");
  BOOST_TEST_REQUIRE(turned.ok());
  BOOST_TEST((*turned == expected));
}

BOOST_AUTO_TEST_CASE(what_is_not_said_impairs_nothing) {
  const auto link = parseLink("seed=3");
  BOOST_TEST_REQUIRE(link.ok());
  BOOST_TEST(!link->impairs());
  BOOST_TEST((link->queue == milliseconds(100)));
  BOOST_TEST(parseLink("delay=1ms")->impairs());
  BOOST_TEST(describeLink(*link) == "no impairment");
}

BOOST_AUTO_TEST_CASE(a_link_is_described_in_plain_words) {
  const auto described = [](std::string_view text) { return describeLink(parseLink(text).value()); };
  BOOST_TEST(described("loss=5%") == "5 % loss");
  BOOST_TEST(described("loss=0.25%,burst=20") == "0.25 % loss in bursts of 20");
  BOOST_TEST(described("loss=2%,rate=20mbit,queue=100ms,delay=20ms,jitter=5ms,reorder=1%") ==
             "2 % loss, 20 Mbit/s with a queue of 100 ms, 20 ms delay, 5 ms jitter, 1 % reordered");
  BOOST_TEST(described("rate=1.5gbit") == "1.5 Gbit/s with a queue of 100 ms");
  BOOST_TEST(described("rate=64kbit,delay=1.5ms") == "64 kbit/s with a queue of 100 ms, 1.5 ms delay");
}

BOOST_AUTO_TEST_CASE(each_mistake_has_its_sentence) {
  const auto problem = [](std::string_view text) {
    const auto link = parseLink(text);
    return link.ok() ? std::string("none") : link.error().message;
  };
  BOOST_TEST(problem("") == "\"\" is no name=value, as in loss=5%,delay=20ms");
  BOOST_TEST(problem("5%") == "\"5%\" is no name=value, as in loss=5%,delay=20ms");
  BOOST_TEST(problem("los=5%") ==
             "there is no \"los\"; there are loss, burst, rate, queue, delay, jitter, reorder and seed");
  BOOST_TEST(problem("loss=5%,loss=6%") == "loss is there twice");
  for (const char* text : {"loss=5", "loss=%", "loss=101%", "loss=-1%", "loss=five%"})
    BOOST_TEST(problem(text) ==
               "loss takes a share from 0% to 100%, such as 5%, not \"" + std::string(text).substr(5) + "\"");
  for (const char* text : {"delay=20", "delay=ms", "delay=11s", "delay=-1ms", "delay=20min"})
    BOOST_TEST(problem(text) ==
               "delay takes a time up to 10s, such as 20ms, not \"" + std::string(text).substr(6) + "\"");
  for (const char* text : {"rate=20", "rate=0mbit", "rate=mbit", "rate=200gbit", "rate=20mb"})
    BOOST_TEST(problem(text) == "rate takes a bit rate from 1kbit to 100gbit, such as 20mbit, not \"" +
                                    std::string(text).substr(5) + "\"");
  BOOST_TEST(problem("loss=1%,burst=0") == "burst takes a whole number of packets from 1 to 10000, not \"0\"");
  BOOST_TEST(problem("seed=-1") == "seed takes a whole number, not \"-1\"");
  BOOST_TEST(problem("burst=20") ==
             "burst says how many packets are lost at once and needs loss, as in loss=1%,burst=20");
  BOOST_TEST(problem("queue=20ms") ==
             "queue says how long packets wait for the rate and needs rate, as in rate=20mbit,queue=100ms");
}

}  // namespace zoetrope::impair
