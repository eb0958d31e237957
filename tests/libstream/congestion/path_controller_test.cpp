// SPDX-License-Identifier: MIT
#include "libstream/congestion/path_controller.h"

#include "tests/libstream/congestion/simulated_flows.h"

#include <boost/test/unit_test.hpp>

namespace zoetrope::test {

namespace {

using namespace std::chrono_literals;

impair::LinkOptions link(double mbit, Duration delay = 2ms) {
  impair::LinkOptions options;
  options.rateBps = mbit * 1e6;
  options.delay = delay;
  return options;
}

struct Figures {
  Figures(const SimulatedFlows::Flow& flow, double seconds)
      : mbit(static_cast<double>(flow.bytesArrived) * 8 / seconds / 1e6),
        queue95(percentile(flow.queueingMs, 95)),
        lossPercent(100.0 * static_cast<double>(flow.packetsDropped) / static_cast<double>(flow.packetsSent)) {
    BOOST_TEST_MESSAGE(mbit << " Mbit/s, queue " << queue95 << " ms, loss " << lossPercent << " %");
  }
  double mbit;
  double queue95;
  double lossPercent;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(path_controller)

BOOST_AUTO_TEST_CASE(a_link_is_filled_and_its_queue_stays_short) {
  for (const double mbit : {2.0, 5.0, 20.0, 90.0}) {
    for (const Duration delay : {1ms, 20ms, 60ms}) {
      BOOST_TEST_CONTEXT(mbit << " Mbit/s, " << delay.count() / 1'000'000 << " ms") {
        SimulatedFlows flows(link(mbit, delay), 1);
        flows.run(5s);
        flows.resetResults();
        flows.run(20s);
        const Figures figures(flows.flow(0), 20);
        BOOST_TEST(figures.mbit > 0.85 * mbit);
        BOOST_TEST(figures.queue95 < (mbit < 5 ? 80 : 60));
        BOOST_TEST(figures.lossPercent < 0.5);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(it_begins_low_and_doubles_with_each_report) {
  SimulatedFlows flows(link(1000), 1);
  flows.run(60ms);
  BOOST_TEST(flows.flow(0).controller.rateBps() == 8e6);
  flows.run(50ms);
  BOOST_TEST(flows.flow(0).controller.rateBps() == 16e6);
  flows.run(300ms);
  BOOST_TEST(flows.flow(0).controller.rateBps() > 250e6);
  BOOST_TEST(flows.flow(0).controller.starting());
  flows.flow(0).demandBps = 100e6;
  flows.run(500ms);
  BOOST_TEST(!flows.flow(0).controller.starting());
  BOOST_TEST(flows.flow(0).controller.rateBps() > 250e6);
}

BOOST_AUTO_TEST_CASE(who_sends_little_is_not_allowed_ever_more) {
  SimulatedFlows flows(link(1000), 1);
  flows.flow(0).demandBps = 20e6;
  flows.run(10s);
  BOOST_TEST(flows.flow(0).controller.rateBps() >= 30e6);
  BOOST_TEST(flows.flow(0).controller.rateBps() <= 64e6);
}

BOOST_AUTO_TEST_CASE(it_follows_a_link_that_becomes_narrow_and_wide_again) {
  SimulatedFlows flows(link(40), 1);
  flows.run(15s);
  BOOST_TEST(flows.flow(0).controller.rateBps() > 32e6);
  flows.setLink(link(8));
  flows.run(1s);
  BOOST_TEST(flows.flow(0).controller.rateBps() < 8e6);
  flows.resetResults();
  flows.run(14s);
  const Figures narrow(flows.flow(0), 14);
  BOOST_TEST(narrow.mbit > 0.8 * 8);
  BOOST_TEST(narrow.lossPercent < 1);
  flows.setLink(link(40));
  flows.run(5s);
  flows.resetResults();
  flows.run(2s);
  BOOST_TEST(Figures(flows.flow(0), 2).mbit > 32);
}

BOOST_AUTO_TEST_CASE(two_share_a_link_evenly) {
  for (const Duration later : {0s, 5s}) {
    for (const double mbit : {20.0, 60.0}) {
      SimulatedFlows flows(link(mbit, 10ms), 2);
      flows.flow(1).begins += later;
      flows.run(30s);
      flows.resetResults();
      flows.run(30s);
      const Figures first(flows.flow(0), 30);
      const Figures second(flows.flow(1), 30);
      const double share = first.mbit / (first.mbit + second.mbit);
      BOOST_TEST_CONTEXT(mbit << " Mbit/s, " << later.count() << " s later") {
        BOOST_TEST(share > 0.4);
        BOOST_TEST(share < 0.6);
        BOOST_TEST(first.mbit + second.mbit > 0.85 * mbit);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(random_loss_and_jitter_on_a_wide_link_do_not_lower_the_rate) {
  impair::LinkOptions options = link(1000, 5ms);
  options.loss = 0.09;
  options.jitter = 20ms;
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    options.seed = seed;
    SimulatedFlows flows(options, 1);
    flows.flow(0).demandBps = 100e6;
    double least = 1e12;
    flows.run(3s);
    flows.run(27s, [&] { least = std::min(least, flows.flow(0).controller.rateBps()); });
    BOOST_TEST(least > 100e6);
  }
}

BOOST_AUTO_TEST_CASE(heavy_loss_without_a_queue_lowers_it) {
  impair::LinkOptions options = link(1000, 5ms);
  options.loss = 0.4;
  SimulatedFlows flows(options, 1);
  flows.flow(0).demandBps = 100e6;
  flows.run(10s);
  BOOST_TEST(flows.flow(0).controller.rateBps() < 20e6);
}

BOOST_AUTO_TEST_CASE(silence_halves_it_again_and_again) {
  SimulatedFlows flows(link(1000), 1);
  flows.flow(0).demandBps = 100e6;
  flows.run(2s);
  const double before = flows.flow(0).controller.rateBps();
  flows.flow(0).speaks = false;
  flows.run(400ms);
  BOOST_TEST(flows.flow(0).controller.rateBps() == before / 2);
  flows.run(5s);
  BOOST_TEST(flows.flow(0).controller.rateBps() == 200e3);
  flows.flow(0).speaks = true;
  flows.run(20s);
  BOOST_TEST(flows.flow(0).controller.rateBps() > 50e6);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::test
