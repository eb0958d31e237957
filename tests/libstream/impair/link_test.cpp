// SPDX-License-Identifier: MIT
#include "libstream/impair/link.h"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <optional>
#include <vector>

namespace zoetrope::impair {

namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;

const TimePoint kStart{std::chrono::seconds(100)};
constexpr std::size_t kBytes = 1428;

using Fate = std::optional<TimePoint>;

// `packets` of them, one every `gap`.
std::vector<Fate> run(Link& link, int packets, Duration gap, std::size_t bytes = kBytes) {
  std::vector<Fate> fates;
  for (int i = 0; i < packets; ++i) fates.push_back(link.pass(bytes, kStart + gap * i));
  return fates;
}

// The lengths of the losses that follow each other without a packet that passed between.
std::vector<int> runLengths(const std::vector<Fate>& fates) {
  std::vector<int> lengths;
  int length = 0;
  for (const Fate& fate : fates) {
    if (!fate) {
      ++length;
    } else if (length > 0) {
      lengths.push_back(length);
      length = 0;
    }
  }
  return lengths;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_link_without_impairment_passes_everything_at_once) {
  Link link(LinkOptions{});
  for (int i = 0; i < 100; ++i) BOOST_TEST((link.pass(kBytes, kStart + Duration(i)) == kStart + Duration(i)));
  BOOST_TEST(link.counts().passed == 100u);
  BOOST_TEST(link.counts().bytesPassed == 100 * kBytes);
  BOOST_TEST(link.counts().offered() == 100u);
}

BOOST_AUTO_TEST_CASE(random_loss_has_its_mean_and_the_run_lengths_of_chance) {
  LinkOptions options;
  options.loss = 0.05;
  Link link(options);
  constexpr int kPackets = 200'000;
  const std::vector<Fate> fates = run(link, kPackets, microseconds(100));
  const auto lost = static_cast<int>(std::count(fates.begin(), fates.end(), std::nullopt));
  BOOST_TEST(lost == static_cast<int>(link.counts().lost));
  // Five standard deviations of a binomial distribution are 490 packets.
  BOOST_TEST(std::abs(lost - kPackets / 20) < 500);
  const std::vector<int> lengths = runLengths(fates);
  const auto singles = static_cast<double>(std::count(lengths.begin(), lengths.end(), 1));
  BOOST_TEST(singles / static_cast<double>(lengths.size()) > 0.94);
  BOOST_TEST(singles / static_cast<double>(lengths.size()) < 0.96);
}

BOOST_AUTO_TEST_CASE(bursts_lose_so_many_in_a_row_and_keep_the_mean) {
  LinkOptions options;
  options.loss = 0.02;
  options.burst = 20;
  Link link(options);
  const std::vector<Fate> fates = run(link, 500'000, microseconds(100));
  // A burst may begin right behind another one.
  for (const int length : runLengths(fates)) BOOST_TEST_REQUIRE(length % 20 == 0);
  BOOST_TEST(link.counts().lost > 8'500u);
  BOOST_TEST(link.counts().lost < 11'500u);
}

BOOST_AUTO_TEST_CASE(everything_can_be_lost) {
  LinkOptions options;
  options.loss = 1;
  options.burst = 3;
  Link link(options);
  for (const Fate& fate : run(link, 100, Duration(1))) BOOST_TEST(!fate.has_value());
  BOOST_TEST(link.counts().lost == 100u);
}

BOOST_AUTO_TEST_CASE(the_same_seed_gives_the_same_fate_and_another_another) {
  LinkOptions options;
  options.loss = 0.1;
  options.jitter = milliseconds(5);
  options.reorder = 0.1;
  Link first(options);
  Link again(options);
  options.seed = 2;
  Link other(options);
  const std::vector<Fate> fates = run(first, 1000, microseconds(100));
  BOOST_TEST((fates == run(again, 1000, microseconds(100))));
  BOOST_TEST((fates != run(other, 1000, microseconds(100))));
}

BOOST_AUTO_TEST_CASE(the_generator_gives_the_numbers_of_its_publication) {
  LinkRandom random(1234567);
  BOOST_TEST(random.next() == 6457827717110365317U);
  BOOST_TEST(random.next() == 3203168211198807973U);
  BOOST_TEST(random.next() == 9817491932198370423U);
}

BOOST_AUTO_TEST_CASE(a_rate_spaces_packets_and_drops_what_would_wait_too_long) {
  LinkOptions options;
  options.rateBps = 8e6;  // 1000 bytes in a millisecond
  options.queue = milliseconds(10);
  Link link(options);
  const std::vector<Fate> fates = run(link, 20, Duration::zero(), 1000);
  for (int i = 0; i <= 10; ++i) BOOST_TEST((fates[static_cast<std::size_t>(i)] == kStart + milliseconds(i + 1)));
  for (std::size_t i = 11; i < 20; ++i) BOOST_TEST(!fates[i].has_value());
  BOOST_TEST(link.counts().dropped == 9u);
  BOOST_TEST((link.counts().queueingMax == milliseconds(10)));
  BOOST_TEST((link.counts().queueingSum == milliseconds(55)));
  BOOST_TEST((link.queued(kStart + milliseconds(4)) == milliseconds(7)));
  BOOST_TEST((link.queued(kStart + milliseconds(12)) == Duration::zero()));
  BOOST_TEST((link.pass(1000, kStart + milliseconds(12)) == kStart + milliseconds(13)));
}

BOOST_AUTO_TEST_CASE(delay_and_jitter_stay_within_their_bounds_and_keep_the_order) {
  LinkOptions options;
  options.delay = milliseconds(20);
  options.jitter = milliseconds(5);
  Link link(options);
  constexpr int kPackets = 20'000;
  const std::vector<Fate> fates = run(link, kPackets, microseconds(100));
  Duration least = std::chrono::hours(1);
  Duration most{};
  for (int i = 0; i < kPackets; ++i) {
    const auto at = static_cast<std::size_t>(i);
    const Duration took = *fates[at] - (kStart + microseconds(100) * i);
    least = std::min(least, took);
    most = std::max(most, took);
    if (i > 0) BOOST_TEST_REQUIRE((*fates[at] >= *fates[at - 1]));
  }
  BOOST_TEST((least >= milliseconds(20)));
  BOOST_TEST((least < microseconds(20'500)));
  BOOST_TEST((most < milliseconds(25)));
  BOOST_TEST((most > microseconds(24'500)));
}

BOOST_AUTO_TEST_CASE(the_given_share_is_held_back_and_overtaken) {
  LinkOptions options;
  options.delay = milliseconds(1);
  options.reorder = 0.01;
  Link link(options);
  const std::vector<Fate> fates = run(link, 100'000, microseconds(100));
  int held = 0;
  for (int i = 0; i < 100'000; ++i) {
    const TimePoint due = kStart + microseconds(100) * i + milliseconds(1);
    const Fate& fate = fates[static_cast<std::size_t>(i)];
    BOOST_TEST_REQUIRE((fate == due || fate == due + kReorderHold));
    if (fate != due) ++held;
  }
  BOOST_TEST(held == static_cast<int>(link.counts().reordered));
  BOOST_TEST(std::abs(held - 1000) < 160);
}

BOOST_AUTO_TEST_CASE(a_stream_meets_rate_and_delay_only) {
  LinkOptions options;
  options.loss = 1;
  options.reorder = 1;
  options.jitter = milliseconds(50);
  options.rateBps = 8e6;
  options.queue = milliseconds(1);
  options.delay = milliseconds(20);
  Link link(options);
  for (int i = 1; i <= 10; ++i)
    BOOST_TEST((link.passStream(1000, kStart) == kStart + milliseconds(20) + milliseconds(i)));
  BOOST_TEST(link.counts().passed == 10u);
  BOOST_TEST(link.counts().lost + link.counts().dropped + link.counts().reordered == 0u);
}

}  // namespace zoetrope::impair
