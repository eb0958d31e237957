// SPDX-License-Identifier: MIT
#include "rtsp_client/window/network_table.h"

#include <boost/test/unit_test.hpp>

#include <vector>

namespace zoetrope::client {
namespace {

using playback::Counters;
using playback::HistorySample;

std::string now(const char* counter, const Counters& counters) { return figuresOf({counter, ""}, counters, {}).now; }

}  // namespace

BOOST_AUTO_TEST_SUITE(network_table)

BOOST_AUTO_TEST_CASE(every_row_is_a_counter_that_there_is_and_has_its_help) {
  for (const NetworkRow& row : networkRows()) {
    BOOST_TEST(counterNamed(row.counter).name == std::string_view(row.counter));
    BOOST_TEST(helpOf(row).size() > 2U);
  }
  BOOST_TEST(helpOf({"packets_duplicate", ""}) == "Packets that came more than once.");
}

BOOST_AUTO_TEST_CASE(figures_have_units_and_their_thousands_apart) {
  Counters counters;
  counters.packetsReceived = 1234567;
  counters.jitterMs = 1.26;
  counters.bitRateBps = 98.4e6;
  counters.networkLossPercent = 0.001;
  counters.cacheFrames = 14;
  counters.cacheTarget = 20;
  counters.receiveBufferBytes = 425984;
  BOOST_TEST(now("packets_received", counters) == "1\u2009234\u2009567");
  BOOST_TEST(now("jitter_ms", counters) == "1.3 ms");
  BOOST_TEST(now("bit_rate_bps", counters) == "98.4 Mbit/s");
  BOOST_TEST(now("network_loss_percent", counters) == "0.01 %");
  BOOST_TEST(now("cache_frames", counters) == "14 of 20 frames");
  BOOST_TEST(now("receive_buffer_bytes", counters) == "416 KiB");
  BOOST_TEST(now("delay_ms", counters) == "\u2013");
}

BOOST_AUTO_TEST_CASE(only_what_is_counted_has_a_figure_by_the_second) {
  std::vector<HistorySample> samples(2);
  samples[1].seconds = 2;
  samples[1].counters.packetsReceived = 17824;
  samples[1].counters.jitterMs = 3;
  const Counters& counters = samples[1].counters;
  BOOST_TEST(figuresOf({"packets_received", ""}, counters, samples).perSecond == "8\u2009912.0");
  BOOST_TEST(figuresOf({"jitter_ms", ""}, counters, samples).perSecond.empty());
  BOOST_TEST(figuresOf({"packets_received", ""}, counters, {}).perSecond == "\u2013");
}

BOOST_AUTO_TEST_CASE(the_copy_is_for_a_spreadsheet_and_names_a_simulated_network) {
  Counters counters;
  counters.packetsReceived = 1234567;
  const std::string copy = tableText(counters, {}, "simulated network: loss 5 %");
  BOOST_TEST(
      copy.starts_with("The server says: simulated network: loss 5 %\nCounter\tTotal or now\tUnit\tPer second\n"));
  BOOST_TEST(copy.find("\nPackets received\t1234567\t\t\n") != std::string::npos);
  BOOST_TEST(tableText(counters, {}, "").starts_with("Counter\t"));
}

BOOST_AUTO_TEST_CASE(the_socket_is_named_only_when_it_has_dropped_something) {
  Counters counters;
  BOOST_TEST(socketNote(counters).empty());
  counters.packetsDroppedBySocket = 1;
  counters.receiveBufferBytes = 212992;
  BOOST_TEST(socketNote(counters) ==
             "This computer, not the network, dropped 1 packet: its receive buffer of 208 KiB was full. "
             "Raise its limit (sudo sysctl -w net.core.rmem_max=8388608), then press Teardown and Setup.");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::client
