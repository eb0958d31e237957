// SPDX-License-Identifier: MIT
#include "libstream/playback/course_assembler.h"

#include "tests/libstream/playback/course_sender.h"

#include <boost/test/unit_test.hpp>

#include <set>

namespace zoetrope::playback {

namespace {

using Scheme = void (CourseSender::*)(Bytes);

struct Case {
  const char* name;
  Scheme scheme;
  bool marker;
  CourseSender::Time time;
};

const Case kCases[] = {
    {"whole", &CourseSender::whole, false, CourseSender::Time::PerFrame},
    {"whole, seconds", &CourseSender::whole, false, CourseSender::Time::Constant},
    {"whole, marker", &CourseSender::whole, true, CourseSender::Time::PerFrame},
    {"A", &CourseSender::sameNumber, true, CourseSender::Time::PerFrame},
    {"A, seconds", &CourseSender::sameNumber, true, CourseSender::Time::Constant},
    {"A, no marker", &CourseSender::sameNumber, false, CourseSender::Time::PerFrame},
    {"B", &CourseSender::ownNumbers, true, CourseSender::Time::PerFrame},
    {"B, no marker", &CourseSender::ownNumbers, false, CourseSender::Time::Constant},
    {"B, seconds inside", &CourseSender::ownNumbers, true, CourseSender::Time::InsideFrame},
    {"C8", &CourseSender::offsets, true, CourseSender::Time::Constant},
    {"C6", &CourseSender::counted, true, CourseSender::Time::Constant},
    {"E", &CourseSender::rawCut, false, CourseSender::Time::PerFrame},
};

// Sizes around the edges of slices and datagrams.
const std::size_t kSizes[] = {900,  1400, 1401,  2800, 1392, 1393,  4000,  2000, 2001,  4084, 4085,
                              8180, 8181, 20468, 5000, 60,   44000, 65495, 100,  70000, 1400};

std::vector<ByteBuffer> movie(std::size_t frames = std::size(kSizes)) {
  std::vector<ByteBuffer> pictures;
  for (std::size_t i = 0; i < frames; ++i)
    pictures.push_back(fakeJpeg(kSizes[i % std::size(kSizes)], static_cast<std::uint32_t>(i)));
  return pictures;
}

struct Fixture {
  void receive(const std::vector<ByteBuffer>& datagrams) {
    for (const ByteBuffer& datagram : datagrams) assembler.onDatagram(datagram, at(milliseconds++), frames);
    // What waits for a datagram that never comes has waited long enough then.
    assembler.advance(at(milliseconds) + CourseOrder::kHold, frames);
  }
  Counters counters() const {
    Counters result;
    assembler.report(result);
    return result;
  }
  CourseAssembler assembler;
  Frames frames;
  int milliseconds = 0;
};

}  // namespace

BOOST_AUTO_TEST_CASE(every_scheme_gives_every_frame_byte_for_byte) {
  for (const Case& c : kCases) {
    BOOST_TEST_CONTEXT(c.name) {
      const std::vector<ByteBuffer> pictures = movie();
      CourseSender sender;
      sender.marker = c.marker;
      sender.time = c.time;
      for (const ByteBuffer& picture : pictures) (sender.*c.scheme)(picture);
      Fixture f;
      f.receive(sender.datagrams);
      // Each at its last byte, without waiting for the next frame.
      BOOST_TEST((f.frames.pictures() == pictures));
      BOOST_TEST(f.frames.all.size() == pictures.size());
      BOOST_TEST(f.counters().framesIncomplete == 0u);
      BOOST_TEST(f.counters().framesLost == 0u);
      BOOST_TEST(f.counters().packetsLost == 0u);
      BOOST_TEST(f.counters().packetsRejected == 0u);
      for (std::size_t i = 0; i < f.frames.all.size(); ++i)
        BOOST_TEST(f.frames.all[i].number == static_cast<std::int64_t>(i + 1));
    }
  }
}

BOOST_AUTO_TEST_CASE(frame_numbers_go_on_over_the_wrap) {
  for (const Scheme scheme : {&CourseSender::whole, &CourseSender::sameNumber, &CourseSender::ownNumbers}) {
    CourseSender sender;
    sender.sequence = 65530;
    for (const ByteBuffer& picture : movie(12)) (sender.*scheme)(picture);
    Fixture f;
    f.receive(sender.datagrams);
    BOOST_TEST(f.frames.complete() == 12u);
    BOOST_TEST(f.frames.all.back().number - f.frames.all.front().number == 11);
    BOOST_TEST(f.frames.discontinuities == 0);
  }
}

BOOST_FIXTURE_TEST_CASE(lost_whole_frames_are_counted_by_number, Fixture) {
  CourseSender sender;
  sender.marker = false;
  for (const ByteBuffer& picture : movie(10)) sender.whole(picture);
  for (const int lost : {7, 4, 3}) sender.datagrams.erase(sender.datagrams.begin() + lost);
  receive(sender.datagrams);
  BOOST_TEST(frames.complete() == 7u);
  BOOST_TEST(counters().framesLost == 3u);
  BOOST_TEST(frames.all.back().number == 10);
  BOOST_TEST(counters().lossPercent == 30.0);
}

BOOST_AUTO_TEST_CASE(a_frame_with_a_lost_slice_never_damages_its_neighbours) {
  for (const Case& c : kCases) {
    if (c.scheme == &CourseSender::whole || c.scheme == &CourseSender::rawCut) continue;
    const std::vector<ByteBuffer> pictures = {fakeJpeg(9000, 1), fakeJpeg(9100, 2), fakeJpeg(9200, 3),
                                              fakeJpeg(9300, 4)};
    CourseSender sender;
    sender.marker = c.marker;
    sender.time = c.time;
    std::vector<std::size_t> ends;
    for (const ByteBuffer& picture : pictures) {
      (sender.*c.scheme)(picture);
      ends.push_back(sender.datagrams.size());
    }
    for (std::size_t lost = ends[1]; lost < ends[2]; ++lost) {
      BOOST_TEST_CONTEXT(c.name << ", datagram " << lost << " lost") {
        std::vector<ByteBuffer> datagrams = sender.datagrams;
        datagrams.erase(datagrams.begin() + static_cast<std::ptrdiff_t>(lost));
        Fixture f;
        f.receive(datagrams);
        const std::vector<ByteBuffer> got = f.frames.pictures();
        for (const std::size_t whole : {0, 1, 3}) BOOST_TEST(std::count(got.begin(), got.end(), pictures[whole]) == 1);
        // In scheme A a slice out of the middle shows in the decoder only.
        BOOST_TEST(f.counters().framesComplete + f.counters().framesIncomplete == 4u);
        BOOST_TEST(f.counters().framesLost == 0u);
        if (f.assembler.numbering() == Numbering::PerPacket) {
          BOOST_TEST(f.counters().framesComplete == 3u);
          BOOST_TEST(f.counters().packetsLost == 1u);
        }
      }
    }
  }
}

BOOST_FIXTURE_TEST_CASE(the_end_of_one_and_the_beginning_of_the_next_frame_lost_is_not_one_frame, Fixture) {
  CourseSender sender;
  for (std::uint32_t i = 0; i < 6; ++i) sender.sameNumber(fakeJpeg(5000, i));
  std::vector<ByteBuffer>& all = sender.datagrams;  // four each
  all.erase(all.begin() + 11, all.begin() + 13);
  receive(all);
  BOOST_TEST(frames.complete() == 4u);
  BOOST_TEST(counters().framesIncomplete == 2u);
  BOOST_TEST(counters().framesLost == 0u);
  BOOST_TEST(frames.all.back().number == 6);
}

BOOST_AUTO_TEST_CASE(copies_of_datagrams_change_nothing) {
  for (const Case& c : kCases) {
    if (c.scheme == &CourseSender::rawCut) continue;
    BOOST_TEST_CONTEXT(c.name) {
      const std::vector<ByteBuffer> pictures = movie(8);
      CourseSender sender;
      sender.marker = c.marker;
      sender.time = c.time;
      for (const ByteBuffer& picture : pictures) (sender.*c.scheme)(picture);
      std::vector<ByteBuffer> doubled;
      for (const ByteBuffer& datagram : sender.datagrams) doubled.insert(doubled.end(), 2, datagram);
      Fixture f;
      f.receive(doubled);
      BOOST_TEST((f.frames.pictures() == pictures));
      BOOST_TEST(f.counters().framesIncomplete == 0u);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_flat_picture_whose_slices_are_alike_is_whole) {
  ByteBuffer flat = fakeJpeg(900, 1);
  flat.insert(flat.end() - 2, 40000, 0x28);
  for (const Scheme scheme : {&CourseSender::sameNumber, &CourseSender::ownNumbers}) {
    CourseSender sender;
    sender.marker = true;
    (sender.*scheme)(flat);
    Fixture f;
    f.receive(sender.datagrams);
    BOOST_TEST((f.frames.pictures() == std::vector<ByteBuffer>{flat}));
    BOOST_TEST(f.counters().packetsDuplicate == 0u);
  }
}

BOOST_AUTO_TEST_CASE(slices_that_say_where_they_belong_may_come_in_any_order) {
  for (const Scheme scheme : {&CourseSender::offsets, &CourseSender::counted}) {
    CourseSender sender;
    sender.marker = false;
    const ByteBuffer picture = fakeJpeg(20000, 5);
    (sender.*scheme)(picture);
    std::reverse(sender.datagrams.begin() + 1, sender.datagrams.end());
    Fixture f;
    f.receive(sender.datagrams);
    BOOST_TEST((f.frames.pictures() == std::vector<ByteBuffer>{picture}));
  }
}

BOOST_AUTO_TEST_CASE(markers_inside_of_comments_and_thumbnails_end_nothing) {
  const ByteBuffer inner = fakeJpeg(3000, 1);
  const std::vector<ByteBuffer> pictures = {fakeJpeg(9000, 2, inner), fakeJpeg(9000, 3, inner)};
  for (const Case& c : kCases) {
    BOOST_TEST_CONTEXT(c.name) {
      CourseSender sender;
      sender.marker = c.marker;
      sender.time = c.time;
      for (const ByteBuffer& picture : pictures) (sender.*c.scheme)(picture);
      Fixture f;
      f.receive(sender.datagrams);
      BOOST_TEST((f.frames.pictures() == pictures));
    }
  }
}

BOOST_FIXTURE_TEST_CASE(a_record_of_several_pictures_gives_each_of_them, Fixture) {
  const std::vector<ByteBuffer> pictures = movie(6);
  CourseSender sender;
  ByteBuffer record = pictures[0];
  append(record, pictures[1]);
  append(record, ByteBuffer(3, 0));
  append(record, pictures[2]);
  sender.whole(record);
  sender.sameNumber(record);
  sender.whole(pictures[3]);
  receive(sender.datagrams);
  BOOST_TEST(frames.complete() == 7u);
  BOOST_TEST((frames.all[1].jpeg == pictures[1]));
  BOOST_TEST((frames.all[6].jpeg == pictures[3]));
  for (std::size_t i = 1; i < 7; ++i) BOOST_TEST(frames.all[i].number > frames.all[i - 1].number);
}

BOOST_FIXTURE_TEST_CASE(junk_behind_a_picture_is_not_part_of_it, Fixture) {
  ByteBuffer record = fakeJpeg(3000, 1);
  append(record, ByteBuffer(3000, 0x55));
  CourseSender sender;
  sender.sameNumber(record);
  sender.sameNumber(fakeJpeg(3000, 2));
  sender.whole(record);
  receive(sender.datagrams);
  BOOST_TEST(frames.complete() == 3u);
  BOOST_TEST((frames.all[0].jpeg == fakeJpeg(3000, 1)));
  BOOST_TEST(counters().framesIncomplete == 0u);
}

BOOST_FIXTURE_TEST_CASE(an_empty_payload_is_the_end_of_the_stream, Fixture) {
  CourseSender sender;
  sender.whole(fakeJpeg(900, 1));
  sender.put({}, false);
  receive(sender.datagrams);
  BOOST_TEST(frames.complete() == 1u);
  BOOST_TEST(frames.ends == 1);
}

BOOST_FIXTURE_TEST_CASE(an_old_frame_sent_again_and_again_is_not_shown_again, Fixture) {
  CourseSender sender;
  std::vector<ByteBuffer> datagrams;
  for (std::uint32_t i = 0; i < 100; ++i) sender.whole(fakeJpeg(900, i));
  for (int i = 0; i < 100; ++i) {
    datagrams.push_back(sender.datagrams[std::size_t(i)]);
    if (i % 50 == 49) datagrams.insert(datagrams.end(), 9, sender.datagrams[std::size_t(i - 30)]);
  }
  receive(datagrams);
  BOOST_TEST(frames.all.size() == 100u);
  BOOST_TEST(frames.discontinuities == 0);
  BOOST_TEST(counters().framesLost == 0u);
}

BOOST_AUTO_TEST_CASE(a_movie_that_loops_with_its_first_number_goes_on) {
  for (const std::uint32_t length : {500u, 40u}) {
    CourseSender sender;
    for (int round = 0; round < 2; ++round) {
      sender.sequence = 1;
      for (std::uint32_t i = 0; i < length; ++i) sender.whole(fakeJpeg(100, i));
    }
    Fixture f;
    f.receive(sender.datagrams);
    BOOST_TEST(f.frames.all.size() >= 2 * length - 1);
    BOOST_TEST(f.frames.discontinuities == 1);
    BOOST_TEST(f.counters().framesLost == 0u);
    for (std::size_t i = 1; i < f.frames.all.size(); ++i)
      BOOST_TEST_REQUIRE(f.frames.all[i].number > f.frames.all[i - 1].number);
  }
}

BOOST_FIXTURE_TEST_CASE(rfc2435_packets_and_other_payload_types_are_counted_and_no_frames, Fixture) {
  ByteBuffer payload;
  ByteWriter(payload).u32(0).u8(1).u8(255).u8(48).u8(36);
  payload.resize(1000, 0x12);
  for (std::uint16_t i = 0; i < 5; ++i) {
    receive({rtpPacket({i % 2 == 1, 26, i, 0, 0}, payload)});
    receive({rtpPacket({false, 127, i, 0, 0}, payload)});
    receive({ByteBuffer{1, 2, 3}, ByteBuffer{}});
  }
  assembler.flush(frames);
  BOOST_TEST(frames.all.empty());
  BOOST_TEST(counters().packetsRejected == 20u);
}

BOOST_FIXTURE_TEST_CASE(a_frame_that_lacks_its_end_is_handed_out_by_flush_and_dropped_by_reset, Fixture) {
  CourseSender sender;
  sender.marker = false;
  sender.sameNumber(fakeJpeg(5000, 1));
  sender.datagrams.pop_back();
  receive(sender.datagrams);
  BOOST_TEST(frames.all.empty());
  assembler.flush(frames);
  BOOST_TEST_REQUIRE(frames.all.size() == 1u);
  BOOST_TEST(!frames.all[0].complete);
  BOOST_TEST(frames.all[0].jpeg.size() == 4200u);
  receive(sender.datagrams);
  assembler.reset();
  assembler.flush(frames);
  BOOST_TEST(frames.all.size() == 1u);
}

BOOST_FIXTURE_TEST_CASE(a_frame_without_end_is_cut_at_the_limit, Fixture) {
  CourseSender sender;
  sender.marker = false;
  ByteBuffer endless = fakeJpeg(60000, 1);
  endless.resize(endless.size() - 2);
  sender.put(endless, false);
  const ByteBuffer more(60000, 0x11);
  receive(sender.datagrams);
  for (int i = 0; i < 600; ++i)
    receive({rtpPacket({false, 26, 1, 1700000000, 0}, ByteBuffer(60000, std::uint8_t(i % 250)))});
  for (const AssembledFrame& frame : frames.all) {
    BOOST_TEST(!frame.complete);
    BOOST_TEST(frame.jpeg.size() <= CourseAssembler::kMaxFrameBytes);
  }
  BOOST_TEST(frames.all.size() == 1u);
}

BOOST_AUTO_TEST_CASE(shuffled_damaged_and_random_datagrams_are_survived_and_followed_by_good_frames) {
  for (std::uint32_t seed = 0; seed < 60; ++seed) {
    std::mt19937 random(seed);
    CourseSender sender;
    sender.marker = seed % 2 == 0;
    const Scheme schemes[] = {&CourseSender::whole,   &CourseSender::sameNumber, &CourseSender::ownNumbers,
                              &CourseSender::offsets, &CourseSender::counted,    &CourseSender::rawCut};
    for (std::uint32_t i = 0; i < 40; ++i)
      (sender.*schemes[seed % 7 == 6 ? random() % 6 : seed % 7])(fakeJpeg(100 + random() % 30000, i));
    Fixture f;
    for (ByteBuffer datagram : sender.datagrams) {
      if (random() % 10 == 0) continue;
      if (random() % 10 == 0) datagram.resize(random() % (datagram.size() + 1));
      for (unsigned i = 0; random() % 3 == 0 && i < 4 && !datagram.empty(); ++i)
        datagram[random() % std::min<std::size_t>(datagram.size(), 40)] = static_cast<std::uint8_t>(random());
      f.receive({datagram});
    }
    f.assembler.flush(f.frames);
    f.assembler.reset();
    CourseSender good;
    good.sequence = 30000;
    for (std::uint32_t i = 0; i < 5; ++i) good.sameNumber(fakeJpeg(5000, i));
    f.frames.all.clear();
    f.receive(good.datagrams);
    BOOST_TEST(f.frames.complete() == 5u, "seed " << seed);
  }
}

BOOST_AUTO_TEST_CASE(datagrams_that_overtake_each_other_break_no_frame_where_they_are_numbered) {
  for (const Scheme scheme : {&CourseSender::whole, &CourseSender::ownNumbers}) {
    const std::vector<ByteBuffer> pictures = movie(12);
    CourseSender sender;
    for (const ByteBuffer& picture : pictures) (sender.*scheme)(picture);
    std::vector<ByteBuffer> shuffled = sender.datagrams;
    for (std::size_t i = 3; i + 1 < shuffled.size(); i += 4) std::swap(shuffled[i], shuffled[i + 1]);
    Fixture f;
    // Which of the two ways of numbering it is shows with the first frame.
    f.receive(shuffled);
    BOOST_TEST((f.frames.pictures() == pictures));
    BOOST_TEST(f.counters().packetsReordered > 1u);
    BOOST_TEST(f.counters().packetsLost == 0u);
    BOOST_TEST(f.counters().framesLost == 0u);
  }
}

BOOST_FIXTURE_TEST_CASE(what_waits_is_handed_out_after_a_short_while_and_at_the_end, Fixture) {
  CourseSender sender;
  for (const ByteBuffer& picture : movie(6)) sender.whole(picture);
  for (const int index : {0, 1, 3})
    assembler.onDatagram(sender.datagrams[static_cast<std::size_t>(index)], at(0), frames);
  BOOST_TEST(frames.all.size() == 2u);
  BOOST_TEST((*assembler.deadline() == at(0) + CourseOrder::kHold));
  assembler.advance(at(0) + CourseOrder::kHold, frames);
  BOOST_TEST(frames.all.size() == 3u);
  BOOST_TEST(counters().framesLost == 1u);
  assembler.onDatagram(sender.datagrams[5], at(40), frames);
  BOOST_TEST(frames.all.size() == 3u);
  assembler.flush(frames);
  BOOST_TEST(frames.all.size() == 4u);
}

BOOST_FIXTURE_TEST_CASE(more_slices_than_may_wait_stay_in_order, Fixture) {
  const std::vector<ByteBuffer> pictures = {fakeJpeg(900, 1), fakeJpeg(900, 2), fakeJpeg(450'000, 3), fakeJpeg(900, 4)};
  CourseSender sender;
  for (const ByteBuffer& picture : pictures) sender.sameNumber(picture);
  sender.datagrams.erase(sender.datagrams.begin() + 1);
  for (const ByteBuffer& datagram : sender.datagrams) assembler.onDatagram(datagram, at(0), frames);
  assembler.flush(frames);
  BOOST_TEST((frames.pictures() == std::vector<ByteBuffer>{pictures[0], pictures[2], pictures[3]}));
}

}  // namespace zoetrope::playback
