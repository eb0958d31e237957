// SPDX-License-Identifier: MIT
#include "libstream/playback/frame_cache.h"

#include "libstream/playback/npt_map.h"

#include <boost/test/unit_test.hpp>

namespace zoetrope::playback {

namespace {

FramePtr frame(std::int64_t number, std::size_t packets = 1, std::size_t bytes = 100) {
  auto made = std::make_shared<AssembledFrame>();
  made->number = number;
  made->packets = packets;
  made->jpeg.resize(bytes);
  made->npt = static_cast<double>(number) / 30;
  return made;
}

FrameCache filled(CacheLimits limits, int frames) {
  FrameCache cache(limits);
  for (int i = 0; i < frames; ++i) cache.push(frame(i));
  return cache;
}

}  // namespace

BOOST_AUTO_TEST_CASE(frames_come_out_in_the_order_they_went_in) {
  FrameCache cache = filled({}, 20);
  BOOST_TEST(cache.full());
  BOOST_TEST(cache.second()->number == 1);
  for (int i = 0; i < 20; ++i) BOOST_TEST(cache.pop()->number == i);
  BOOST_TEST((cache.pop() == nullptr));
  BOOST_TEST(cache.packets() == 0u);
  BOOST_TEST(cache.bytes() == 0u);
  BOOST_TEST(!cache.full());
}

BOOST_AUTO_TEST_CASE(what_is_held_is_known_as_a_range_of_the_movie) {
  FrameCache cache;
  BOOST_TEST(cache.nptFrom() < 0);
  BOOST_TEST(!cache.holds(0));
  cache = filled({}, 10);
  cache.pop();
  BOOST_TEST(cache.nptFrom() == 1.0 / 30);
  BOOST_TEST(cache.nptTo() == 9.0 / 30);
  BOOST_TEST(cache.holds(0.2));
  BOOST_TEST(!cache.holds(0.0));
  BOOST_TEST(!cache.holds(0.4));
}

BOOST_AUTO_TEST_CASE(seeking_within_makes_the_frame_there_the_oldest) {
  FrameCache cache = filled({}, 10);
  BOOST_TEST(cache.seek(0.11));
  BOOST_TEST(cache.front()->number == 3);
  BOOST_TEST(cache.seek(9.0 / 30));
  BOOST_TEST(cache.front()->number == 9);
  BOOST_TEST(!cache.seek(0.1));
  BOOST_TEST(cache.size() == 1u);
  BOOST_TEST(cache.dropped() == 0u);
}

BOOST_AUTO_TEST_CASE(when_full_the_oldest_whole_frame_goes_and_is_counted) {
  CacheLimits limits;
  limits.targetFrames = 5;
  FrameCache cache = filled(limits, static_cast<int>(limits.capacityFrames()) + 3);
  BOOST_TEST(cache.size() == limits.capacityFrames());
  BOOST_TEST(cache.front()->number == 3);
  BOOST_TEST(cache.dropped() == 3u);
}

BOOST_AUTO_TEST_CASE(packets_and_bytes_bound_it_too_and_the_cut_is_said) {
  CacheLimits limits;
  limits.targetFrames = 1000;
  limits.packets = 3000;
  FrameCache byPackets(limits);
  BOOST_TEST(byPackets.target() == 1000u);
  BOOST_TEST(!byPackets.limitReason().has_value());
  for (int i = 0; i < 20; ++i) byPackets.push(frame(i, 300));
  BOOST_TEST(byPackets.size() == 10u);
  BOOST_TEST(byPackets.packets() == 3000u);
  BOOST_TEST(byPackets.target() == 8u);
  BOOST_TEST(byPackets.full());
  BOOST_TEST(byPackets.dropped() == 10u);
  BOOST_TEST(byPackets.limitReason()->find("8 frames instead of 1000: no more than 3000 packets") != std::string::npos);

  limits.packets = 30000;
  limits.bytes = 4 << 20;
  FrameCache byBytes(limits);
  for (int i = 0; i < 10; ++i) byBytes.push(frame(i, 1, 1 << 20));
  BOOST_TEST(byBytes.size() == 4u);
  BOOST_TEST(byBytes.target() == 3u);
  BOOST_TEST(byBytes.limitReason()->find("4 MiB") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(at_the_target_there_is_room_for_what_is_on_its_way) {
  CacheLimits limits;
  limits.targetFrames = 1000;
  limits.packets = 3000;
  FrameCache cache(limits);
  std::int64_t next = 0;
  do {
    cache.push(frame(next++, 300));
  } while (!cache.full());
  BOOST_TEST(cache.size() == 8u);
  BOOST_TEST(cache.hasRoomFor(*frame(next, 300)));
  cache.push(frame(next++, 300));
  cache.push(frame(next++, 300));
  BOOST_TEST(!cache.hasRoomFor(*frame(next, 300)));
  BOOST_TEST(cache.dropped() == 0u);
}

BOOST_AUTO_TEST_CASE(a_single_frame_over_the_bounds_is_still_shown) {
  CacheLimits limits;
  limits.bytes = 1000;
  FrameCache cache(limits);
  cache.push(frame(1, 1, 5000));
  BOOST_TEST(cache.size() == 1u);
  BOOST_TEST(cache.target() == 1u);
}

BOOST_AUTO_TEST_CASE(positions_follow_the_newest_origin_that_is_not_ahead) {
  NptMap map;
  BOOST_TEST(map.nptOf(5) < 0);
  map.rebase(0xFFFFFF00, 0);
  BOOST_TEST(map.nptOf(0xFFFFFF00 + 90000) == 1.0);
  map.rebase(0xFFFFFF00 + 180000, 7.5);
  BOOST_TEST(map.nptOf(0xFFFFFF00 + 90000) == 1.0);
  BOOST_TEST(map.nptOf(0xFFFFFF00 + 180000) == 7.5);
  BOOST_TEST(map.nptOf(0xFFFFFF00 + 225000) == 8.0);
  map.clear();
  BOOST_TEST(map.nptOf(5) < 0);
}

BOOST_AUTO_TEST_CASE(a_timestamp_a_little_before_every_origin_is_not_before_the_movie) {
  NptMap map;
  map.rebase(90000, 0);
  BOOST_TEST(map.nptOf(89000) == 0);
}

}  // namespace zoetrope::playback
