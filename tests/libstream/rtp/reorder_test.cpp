// SPDX-License-Identifier: MIT
#include "libstream/rtp/reorder.h"

#include "tests/libstream/rtp/rtp_bytes.h"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <random>

namespace zoetrope::rtp {

namespace {

struct Fixture {
  Fixture() { buffer.expectSource(kTestSsrc); }
  void pushAll(std::initializer_list<int> sequences, int milliseconds = 0) {
    for (const int sequence : sequences) push(buffer, journal, static_cast<std::uint16_t>(sequence), milliseconds);
  }
  ReorderBuffer buffer;
  Journal journal;
};

}  // namespace

BOOST_FIXTURE_TEST_CASE(packets_in_order_pass_straight_through, Fixture) {
  pushAll({65534, 65535, 0, 1});
  BOOST_TEST(journal.text == "65534 65535 0 1");
  BOOST_TEST((journal.sequences == std::vector<std::int64_t>{65534, 65535, 65536, 65537}));
  BOOST_TEST(buffer.held() == 0u);
  BOOST_TEST(!buffer.deadline().has_value());
}

BOOST_FIXTURE_TEST_CASE(what_is_ahead_waits_for_the_gap_to_be_filled, Fixture) {
  pushAll({10, 13, 12, 14});
  BOOST_TEST(journal.text == "10");
  BOOST_TEST(buffer.held() == 3u);
  pushAll({11}, 50);
  BOOST_TEST(journal.text == "10 11 12 13 14");
  BOOST_TEST(buffer.held() == 0u);
  BOOST_TEST(buffer.heldBytes() == 0u);
  BOOST_TEST(buffer.counts().reordered == 2u);
  BOOST_TEST(buffer.counts().lost == 0u);
}

BOOST_FIXTURE_TEST_CASE(a_gap_is_given_up_when_its_time_has_come, Fixture) {
  pushAll({10, 13}, 0);
  pushAll({15}, 40);
  BOOST_TEST((*buffer.deadline() == at(100)));
  buffer.advance(at(99), journal);
  BOOST_TEST(journal.text == "10");
  buffer.advance(at(100), journal);
  BOOST_TEST(journal.text == "10 -2 13");
  BOOST_TEST((*buffer.deadline() == at(140)));
  pushAll({16}, 140);
  BOOST_TEST(journal.text == "10 -2 13 -1 15 16");
  BOOST_TEST(buffer.counts().lost == 3u);
}

BOOST_FIXTURE_TEST_CASE(current_gaps_are_told_for_who_asks_again, Fixture) {
  pushAll({10, 14}, 3);
  pushAll({12, 16}, 7);
  const std::vector<Gap> gaps = buffer.gaps();
  BOOST_TEST_REQUIRE(gaps.size() == 3u);
  BOOST_TEST(gaps[0].first == 11);
  BOOST_TEST(gaps[0].count == 1);
  BOOST_TEST((gaps[0].noticed == at(3)));
  BOOST_TEST(gaps[1].first == 13);
  BOOST_TEST((gaps[1].noticed == at(3)));
  BOOST_TEST(gaps[2].first == 15);
  BOOST_TEST((gaps[2].noticed == at(7)));
  buffer.giveUpBefore(13, journal);
  BOOST_TEST(journal.text == "10 -1 12");
  BOOST_TEST(buffer.gaps().size() == 2u);
}

BOOST_FIXTURE_TEST_CASE(a_copy_is_a_duplicate_wherever_the_first_is, Fixture) {
  pushAll({10, 10, 12, 12, 11, 11, 12});
  BOOST_TEST(journal.text == "10 11 12");
  BOOST_TEST(buffer.counts().duplicate == 4u);
  BOOST_TEST(buffer.counts().received == 7u);
  BOOST_TEST(buffer.counts().delivered == 3u);
}

BOOST_FIXTURE_TEST_CASE(what_comes_after_its_gap_was_given_up_is_late_and_no_longer_lost, Fixture) {
  pushAll({10, 13});
  buffer.advance(at(100), journal);
  BOOST_TEST(buffer.counts().lost == 2u);
  pushAll({11, 11}, 120);
  BOOST_TEST(journal.text == "10 -2 13");
  BOOST_TEST(buffer.counts().late == 1u);
  BOOST_TEST(buffer.counts().lost == 1u);
  BOOST_TEST(buffer.counts().duplicate == 1u);
}

BOOST_FIXTURE_TEST_CASE(loss_over_the_wrap_is_counted_once, Fixture) {
  pushAll({65533, 2});
  buffer.flush(journal);
  BOOST_TEST(journal.text == "65533 -4 2");
  BOOST_TEST(buffer.counts().lost == 4u);
  pushAll({3});
  BOOST_TEST(journal.sequences.back() == 65536 + 3);
}

BOOST_FIXTURE_TEST_CASE(strangers_are_not_listened_to_when_the_source_is_known, Fixture) {
  pushAll({10});
  for (std::uint16_t i = 0; i < 5; ++i) push(buffer, journal, i, 0, 999);
  pushAll({11});
  BOOST_TEST(journal.text == "10 11");
  BOOST_TEST(buffer.counts().strangers == 5u);
}

BOOST_AUTO_TEST_CASE(a1_an_unknown_source_is_believed_with_its_second_packet) {
  ReorderBuffer buffer;
  Journal journal;
  push(buffer, journal, 500, 0, 999);
  push(buffer, journal, 10);
  BOOST_TEST(journal.text == "");
  push(buffer, journal, 12);
  BOOST_TEST(journal.text == "10");
  push(buffer, journal, 11);
  BOOST_TEST(journal.text == "10 11 12");
  BOOST_TEST(*buffer.ssrc() == kTestSsrc);
  BOOST_TEST(buffer.counts().strangers == 1u);
}

BOOST_AUTO_TEST_CASE(two_first_packets_the_wrong_way_round_are_put_right) {
  ReorderBuffer buffer;
  Journal journal;
  push(buffer, journal, 11);
  push(buffer, journal, 10);
  BOOST_TEST(journal.text == "10 11");
}

BOOST_AUTO_TEST_CASE(a_stream_of_one_packet_is_not_forgotten) {
  ReorderBuffer buffer;
  Journal journal;
  push(buffer, journal, 11);
  buffer.flush(journal);
  BOOST_TEST(journal.text == "11");
}

BOOST_AUTO_TEST_CASE(a_new_source_is_a_new_row) {
  ReorderBuffer buffer;
  Journal journal;
  for (const std::uint16_t sequence : {10, 11, 13}) push(buffer, journal, sequence);
  for (const std::uint16_t sequence : {7000, 7001}) push(buffer, journal, sequence, 10, 999);
  BOOST_TEST(journal.text == "10 11 -1 13 R 7000 7001");
  BOOST_TEST(buffer.counts().resyncs == 1u);
  BOOST_TEST(std::is_sorted(journal.sequences.begin(), journal.sequences.end()));
}

BOOST_FIXTURE_TEST_CASE(a1_a_big_jump_is_followed_when_a_second_packet_confirms_it, Fixture) {
  pushAll({10, 11, 30000, 12, 30001});
  BOOST_TEST(journal.text == "10 11 12");
  pushAll({30002});
  BOOST_TEST(journal.text == "10 11 12 R 30001 30002");
  BOOST_TEST(std::is_sorted(journal.sequences.begin(), journal.sequences.end()));
}

BOOST_FIXTURE_TEST_CASE(a_sender_that_starts_over_a_little_behind_is_followed, Fixture) {
  for (int i = 1000; i < 1200; ++i) pushAll({i});
  journal.text.clear();
  for (int i = 1000; i < 1070; ++i) pushAll({i});
  BOOST_TEST(journal.text.substr(0, 6) == "R 1063");
  BOOST_TEST(buffer.counts().resyncs == 1u);
}

BOOST_FIXTURE_TEST_CASE(what_a_new_range_left_out_is_no_loss, Fixture) {
  pushAll({10, 11});
  buffer.rebase(20, journal);
  pushAll({20, 21});
  BOOST_TEST(journal.text == "10 11 20 21");
  BOOST_TEST(buffer.counts().lost == 0u);
  buffer.rebase(20, journal);
  pushAll({22});
  BOOST_TEST(journal.text == "10 11 20 21 22");
  buffer.rebase(50000, journal);
  pushAll({50001, 50000});
  BOOST_TEST(journal.text == "10 11 20 21 22 R 50000 50001");
}

BOOST_FIXTURE_TEST_CASE(the_loss_of_the_first_announced_packet_is_noticed, Fixture) {
  buffer.rebase(20, journal);
  pushAll({22});
  BOOST_TEST_REQUIRE(buffer.gaps().size() == 1u);
  BOOST_TEST(buffer.gaps()[0].count == 2);
  pushAll({20, 21});
  BOOST_TEST(journal.text == "20 21 22");
}

BOOST_AUTO_TEST_CASE(one_packet_is_enough_of_a_source_that_reports_name) {
  ReorderBuffer buffer;
  Journal journal;
  for (const std::uint16_t sequence : {10, 11}) push(buffer, journal, sequence);
  push(buffer, journal, 500, 1, kTestSsrc + 1);
  buffer.vouchFor(kTestSsrc + 2, journal);
  buffer.vouchFor(kTestSsrc, journal);
  BOOST_TEST(buffer.counts().delivered == 2u);
  buffer.vouchFor(kTestSsrc + 1, journal);
  BOOST_TEST(buffer.counts().delivered == 3u);
  BOOST_TEST((buffer.ssrc() == kTestSsrc + 1));
  BOOST_TEST(buffer.counts().resyncs == 1u);
  BOOST_TEST(buffer.counts().strangers == 0u);
}

BOOST_AUTO_TEST_CASE(the_bounds_give_up_the_oldest_gap) {
  ReorderBuffer::Options options;
  options.maxPackets = 100;
  ReorderBuffer buffer(options);
  buffer.expectSource(kTestSsrc);
  Journal journal;
  push(buffer, journal, 0);
  for (std::uint16_t i = 2; i < 400; ++i) {
    push(buffer, journal, i);
    BOOST_TEST_REQUIRE(buffer.held() <= 100u);
  }
  BOOST_TEST(buffer.counts().lost == 1u);
  BOOST_TEST(buffer.counts().delivered == 399u);

  options.maxPackets = 30000;
  options.maxBytes = 1000;
  ReorderBuffer small(options);
  small.expectSource(kTestSsrc);
  for (std::uint16_t i = 0; i < 4000; i = static_cast<std::uint16_t>(i + 2)) {
    push(small, journal, i);
    BOOST_TEST_REQUIRE(small.heldBytes() <= 1000u);
  }
}

BOOST_AUTO_TEST_CASE(shuffled_thinned_and_doubled_streams_come_out_in_order_and_add_up) {
  for (std::uint32_t seed = 0; seed < 50; ++seed) {
    std::mt19937 random(seed);
    std::vector<std::uint16_t> sent;
    for (int i = 0; i < 3000; ++i) {
      const bool edge = i == 0 || i == 2999;
      const auto sequence = static_cast<std::uint16_t>(64000 + i);
      if (edge || random() % 20 != 0) sent.push_back(sequence);
      if (!edge && random() % 50 == 0) sent.push_back(sequence);
    }
    for (std::size_t i = 1; i + 2 < sent.size(); ++i)
      if (random() % 10 == 0) std::swap(sent[i], sent[i + 1]);
    ReorderBuffer buffer;
    buffer.expectSource(kTestSsrc);
    Journal journal;
    for (std::size_t i = 0; i < sent.size(); ++i) push(buffer, journal, sent[i], static_cast<int>(i));
    buffer.flush(journal);
    const ReorderCounts& counts = buffer.counts();
    BOOST_TEST_REQUIRE(std::is_sorted(journal.sequences.begin(), journal.sequences.end()));
    BOOST_TEST_REQUIRE(counts.received == sent.size());
    BOOST_TEST_REQUIRE(counts.delivered + counts.duplicate == counts.received);
    BOOST_TEST_REQUIRE(counts.delivered + counts.lost == 3000u);
    BOOST_TEST_REQUIRE(counts.resyncs == 0u);
  }
}

BOOST_AUTO_TEST_CASE(rubbish_numbers_and_sources_stay_within_the_bounds) {
  ReorderBuffer::Options options;
  options.maxPackets = 64;
  ReorderBuffer buffer(options);
  Journal journal;
  std::mt19937 random(1889);
  for (int i = 0; i < 100000; ++i) {
    push(buffer, journal, static_cast<std::uint16_t>(random()), i / 10, random() % 3);
    BOOST_TEST_REQUIRE(buffer.held() <= 64u);
    if (i % 1000 == 0) buffer.rebase(static_cast<std::uint16_t>(random()), journal);
    if (journal.text.size() > 10000) journal.text.clear();
  }
  BOOST_TEST(std::is_sorted(journal.sequences.begin(), journal.sequences.end()));
}

namespace {

void pushResent(Fixture& f, std::uint16_t sequence, int milliseconds) {
  const ByteBuffer bytes = packetBytes(sequence);
  f.buffer.pushRetransmission(*parseRtp(bytes), at(milliseconds), f.journal);
}

struct HoldUntil final : ReorderBuffer::HoldPolicy {
  TimePoint giveUpAt(const Gap&) const override { return when; }
  TimePoint when = at(1000);
};

}  // namespace

BOOST_FIXTURE_TEST_CASE(a_retransmission_fills_a_gap_and_counts_as_recovered, Fixture) {
  pushAll({10, 12});
  pushResent(*this, 11, 30);
  BOOST_TEST(journal.text == "10 11 12");
  BOOST_TEST(buffer.counts().recovered == 1u);
  BOOST_TEST(buffer.counts().reordered == 0u);
  BOOST_TEST(buffer.counts().lost == 0u);
  BOOST_TEST(buffer.complete());
}

BOOST_FIXTURE_TEST_CASE(a_packet_that_was_only_slow_is_no_loss_and_the_path_is_known_to_reorder, Fixture) {
  pushAll({10, 12});
  pushResent(*this, 11, 30);
  pushAll({11}, 31);
  BOOST_TEST(buffer.counts().recovered == 0u);
  BOOST_TEST(buffer.counts().reordered == 1u);
  BOOST_TEST(buffer.counts().needless == 1u);
  BOOST_TEST((buffer.reorderDelay(at(31)) >= std::chrono::milliseconds(5)));
  pushAll({14}, 40);
  pushAll({13}, 60);
  BOOST_TEST((buffer.reorderDelay(at(60)) >= std::chrono::milliseconds(20)));
  BOOST_TEST((buffer.reorderDelay(at(60'060)) < std::chrono::milliseconds(1)));
}

BOOST_FIXTURE_TEST_CASE(retransmissions_of_what_is_there_of_strangers_and_of_the_future_change_nothing, Fixture) {
  pushAll({10, 11});
  pushResent(*this, 10, 5);
  BOOST_TEST(buffer.counts().needless == 1u);
  pushResent(*this, 500, 5);
  pushResent(*this, 9, 5);
  BOOST_TEST(buffer.counts().strangers == 2u);
  BOOST_TEST(journal.text == "10 11");
  ReorderBuffer nobody;
  const ByteBuffer bytes = packetBytes(1);
  nobody.pushRetransmission(*parseRtp(bytes), at(0), journal);
  BOOST_TEST(nobody.counts().received == 0u);
}

BOOST_FIXTURE_TEST_CASE(a_retransmission_that_comes_too_late_is_late_and_not_lost, Fixture) {
  pushAll({10, 12});
  buffer.advance(at(100), journal);
  BOOST_TEST(buffer.counts().lost == 1u);
  pushResent(*this, 11, 120);
  BOOST_TEST(buffer.counts().lost == 0u);
  BOOST_TEST(buffer.counts().late == 1u);
  BOOST_TEST(buffer.counts().recoveredLate == 1u);
  BOOST_TEST(journal.text == "10 -1 12");
}

BOOST_FIXTURE_TEST_CASE(the_senders_last_number_opens_a_gap_for_the_tail, Fixture) {
  pushAll({65534, 65535});
  buffer.announceLast(1, at(10));
  BOOST_REQUIRE(buffer.gaps().size() == 1u);
  BOOST_TEST(buffer.gaps().front().count == 2);
  buffer.announceLast(1, at(20));
  buffer.announceLast(65000, at(20));
  BOOST_TEST(buffer.gaps().size() == 1u);
  pushResent(*this, 0, 30);
  pushResent(*this, 1, 30);
  BOOST_TEST(journal.text == "65534 65535 0 1");
  pushAll({2}, 40);
  BOOST_TEST(journal.text == "65534 65535 0 1 2");
}

BOOST_FIXTURE_TEST_CASE(a_policy_decides_how_long_is_waited, Fixture) {
  HoldUntil policy;
  buffer.setHoldPolicy(&policy);
  pushAll({10, 12});
  buffer.advance(at(900), journal);
  BOOST_TEST(journal.text == "10");
  BOOST_TEST((*buffer.deadline() == at(1000)));
  policy.when = at(800);
  buffer.advance(at(900), journal);
  BOOST_TEST(journal.text == "10 -1 12");
}

BOOST_FIXTURE_TEST_CASE(a_new_range_does_not_wait_for_what_is_missing_of_the_one_before, Fixture) {
  pushAll({10, 12});
  buffer.rebase(20, journal);
  BOOST_TEST(journal.text == "10 -1 12");
  pushAll({20, 21}, 10);
  BOOST_TEST(journal.text == "10 -1 12 20 21");
}

BOOST_FIXTURE_TEST_CASE(numbers_that_were_only_announced_begin_a_range_all_the_same, Fixture) {
  pushAll({10, 11});
  buffer.announceLast(13, at(0));
  buffer.rebase(12, journal);
  pushAll({12, 13, 14}, 10);
  BOOST_TEST(journal.text == "10 11 12 13 14");
  buffer.announceLast(15, at(20));
  buffer.advance(at(200), journal);
  BOOST_TEST(buffer.counts().lost == 1u);
  buffer.rebase(15, journal);
  pushAll({15, 16}, 210);
  BOOST_TEST(buffer.counts().lost == 0u);
  BOOST_TEST(buffer.counts().late == 0u);
  BOOST_TEST(journal.text == "10 11 12 13 14 -1 15 16");
}

BOOST_AUTO_TEST_CASE(announcements_open_no_more_than_the_buffer_can_hold) {
  ReorderBuffer::Options options;
  options.maxPackets = 1000;
  ReorderBuffer small(options);
  small.expectSource(kTestSsrc);
  Journal journal;
  push(small, journal, 0);
  for (int i = 1; i < 100; ++i) small.announceLast(static_cast<std::uint16_t>(i * 300), at(0));
  std::int64_t missing = 0;
  for (const Gap& gap : small.gaps()) missing += gap.count;
  BOOST_TEST(missing <= 1000);
}

}  // namespace zoetrope::rtp
