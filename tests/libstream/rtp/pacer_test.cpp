// SPDX-License-Identifier: MIT
#include "libstream/rtp/pacer.h"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <vector>

namespace zoetrope::rtp {

namespace {

const TimePoint kStart{std::chrono::seconds(100)};

struct Train {
  Duration after;
  std::size_t packets;
};

// Sends whenever the pacer wants, on time.
std::vector<Train> run(Pacer& pacer) {
  std::vector<Train> trains;
  while (const std::optional<TimePoint> next = pacer.nextTime()) {
    BOOST_TEST_REQUIRE(pacer.due(*next - Duration(1)) == 0u);
    const std::size_t packets = pacer.due(*next);
    BOOST_TEST_REQUIRE(packets > 0u);
    trains.push_back({*next - kStart, packets});
    pacer.onSent(packets);
  }
  return trains;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_high_definition_frame_is_spread_in_trains_of_a_millisecond) {
  Pacer pacer;
  const Duration interval = fromSeconds(1.0 / 30);
  pacer.begin(kStart, interval, 304, interval);
  const std::vector<Train> trains = run(pacer);
  BOOST_TEST(trains.front().after.count() == 0);
  BOOST_TEST((trains.back().after <= interval * 9 / 10));
  BOOST_TEST((trains.back().after >= interval * 8 / 10));
  std::size_t sum = 0;
  for (std::size_t i = 0; i < trains.size(); ++i) {
    sum += trains[i].packets;
    BOOST_TEST(trains[i].packets <= Pacer::kMaxTrainPackets);
    if (i > 0) BOOST_TEST((trains[i].after - trains[i - 1].after >= std::chrono::microseconds(900)));
  }
  BOOST_TEST(sum == 304u);
}

BOOST_AUTO_TEST_CASE(a_path_that_takes_more_gets_twice_the_rate_in_half_the_time) {
  const Duration interval = fromSeconds(1.0 / 30);
  for (const Duration least : {Duration::zero(), interval / 4}) {
    Pacer pacer;
    pacer.begin(kStart, interval, 304, least);
    const std::vector<Train> trains = run(pacer);
    BOOST_TEST((trains.back().after <= interval * 52 / 100));
    BOOST_TEST((trains.back().after >= interval * 48 / 100));
    BOOST_TEST(trains.front().packets == Pacer::kMaxTrainPackets);
    BOOST_TEST((trains[1].after >= std::chrono::microseconds(850)));
  }
}

BOOST_AUTO_TEST_CASE(a_path_that_is_known_sets_the_pace_in_between) {
  Pacer pacer;
  const Duration interval = std::chrono::milliseconds(40);
  pacer.begin(kStart, interval, 304, interval * 7 / 10);
  BOOST_TEST((pacer.endTime() - kStart > interval * 69 / 100));
  BOOST_TEST((pacer.endTime() - kStart <= interval * 7 / 10));
}

BOOST_AUTO_TEST_CASE(trains_are_never_longer_than_sixteen_packets) {
  Pacer pacer;
  pacer.begin(kStart, fromSeconds(1.0 / 60), 3040);
  for (const Train& train : run(pacer)) BOOST_TEST(train.packets <= Pacer::kMaxTrainPackets);
}

BOOST_AUTO_TEST_CASE(a_small_frame_is_one_train_where_nothing_or_enough_is_known) {
  for (const Duration least : {Duration::zero(), Duration(std::chrono::microseconds(900))}) {
    Pacer pacer;
    pacer.begin(kStart, std::chrono::milliseconds(50), Pacer::kInitialWindow, least);
    const std::vector<Train> trains = run(pacer);
    BOOST_TEST(trains.size() == 1u);
  }
  Pacer pacer;
  pacer.begin(kStart, std::chrono::milliseconds(50), Pacer::kInitialWindow + 1);
  BOOST_TEST(run(pacer).size() == Pacer::kInitialWindow + 1);
}

BOOST_AUTO_TEST_CASE(a_small_frame_leaves_one_packet_at_a_time_where_the_path_is_slow) {
  Pacer pacer;
  pacer.begin(kStart, std::chrono::milliseconds(50), 6, std::chrono::milliseconds(60));
  const std::vector<Train> trains = run(pacer);
  BOOST_TEST(trains.size() == 6u);
  BOOST_TEST((trains.back().after <= std::chrono::milliseconds(45)));
  BOOST_TEST((trains.back().after >= std::chrono::milliseconds(40)));
}

BOOST_AUTO_TEST_CASE(one_packet_leaves_at_once_and_none_is_done) {
  Pacer pacer;
  pacer.begin(kStart, std::chrono::milliseconds(50), 1);
  BOOST_TEST(pacer.due(kStart) == 1u);
  pacer.onSent(1);
  BOOST_TEST(pacer.done());
  BOOST_TEST(!pacer.nextTime().has_value());
  pacer.begin(kStart, std::chrono::milliseconds(50), 0);
  BOOST_TEST(pacer.done());
  BOOST_TEST(pacer.due(kStart) == 0u);
}

BOOST_AUTO_TEST_CASE(a_late_caller_catches_up_train_by_train) {
  Pacer pacer;
  pacer.begin(kStart, fromSeconds(1.0 / 30), 304, fromSeconds(1.0 / 30));
  const TimePoint late = kStart + std::chrono::milliseconds(5);
  std::size_t sent = 0;
  int trains = 0;
  while (const std::size_t packets = pacer.due(late)) {
    BOOST_TEST_REQUIRE(packets <= Pacer::kMaxTrainPackets);
    pacer.onSent(packets);
    sent += packets;
    ++trains;
  }
  BOOST_TEST(trains > 3);
  BOOST_TEST(sent >= 50u);
  BOOST_TEST(sent <= 70u);
  BOOST_TEST((*pacer.nextTime() > late));
}

BOOST_AUTO_TEST_CASE(part_of_a_train_may_be_sent) {
  Pacer pacer;
  pacer.begin(kStart, fromSeconds(1.0 / 30), 304);
  const std::size_t train = pacer.due(kStart);
  BOOST_TEST_REQUIRE(train > 2u);
  pacer.onSent(2);
  BOOST_TEST(pacer.due(kStart) == train - 2);
  BOOST_TEST(pacer.remaining() == 302u);
}

BOOST_AUTO_TEST_CASE(what_is_left_of_a_frame_can_be_spread_anew) {
  Pacer pacer;
  pacer.begin(kStart, std::chrono::seconds(1), 100);
  const auto gap = *[&] {
    pacer.onSent(pacer.due(kStart));
    return pacer.nextTime();
  }() - kStart;
  const TimePoint now = kStart + gap;
  pacer.onSent(pacer.due(now));
  BOOST_TEST((pacer.endTime() <= kStart + std::chrono::seconds(1)));
  pacer.retime(now, std::chrono::milliseconds(100), std::chrono::milliseconds(100));
  BOOST_TEST((pacer.endTime() <= now + std::chrono::milliseconds(100)));
  BOOST_TEST((pacer.endTime() >= now + std::chrono::milliseconds(80)));
  const std::size_t left = pacer.remaining();
  std::size_t sum = 0;
  for (const Train& train : run(pacer)) sum += train.packets;
  BOOST_TEST(sum == left);
  BOOST_TEST(pacer.done());
}

}  // namespace zoetrope::rtp
