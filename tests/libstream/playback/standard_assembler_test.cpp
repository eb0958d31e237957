// SPDX-License-Identifier: MIT
#include "libstream/playback/standard_assembler.h"

#include "libstream/jpeg/decoder.h"
#include "libstream/jpeg/encoder.h"
#include "libstream/jpeg/onvif_extension.h"
#include "libstream/jpeg/rfc2435_packetizer.h"
#include "tests/libstream/playback/playback_bytes.h"

#include <boost/test/unit_test.hpp>

#include <algorithm>

namespace zoetrope::playback {

namespace {

constexpr std::uint32_t kSsrc = 0x5A6F6574;

ByteBuffer noise(std::uint32_t seed, int width, int height, const jpeg::EncodeOptions& options) {
  std::mt19937 random(seed);
  ByteBuffer rgb(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3);
  for (std::uint8_t& byte : rgb) byte = static_cast<std::uint8_t>(random());
  return jpeg::encodeRgb(rgb, width, height, options).value();
}

ByteBuffer picture(std::uint32_t seed, jpeg::Subsampling subsampling = jpeg::Subsampling::k420) {
  jpeg::EncodeOptions options;
  options.subsampling = subsampling;
  return noise(seed, 96, 64, options);
}

ByteBuffer pictureOf(int width, int height, int quality) {
  jpeg::EncodeOptions options;
  options.quality = quality;
  return noise(1, width, height, options);
}

// The rows that both pictures have are equally light; colours of the last would be mixed with those below them.
bool sameLight(Bytes a, Bytes b) {
  jpeg::Decoder decoder;
  jpeg::PixelBuffer left, right;
  if (!decoder.decodeGrey(a, left) || !decoder.decodeGrey(b, right) || left.width() != right.width()) return false;
  const int rows = std::min(left.height(), right.height());
  return std::equal(left.data(), left.row(rows), right.data());
}

Bytes scanOf(Bytes jpeg) {
  const jpeg::FrameInfo info = jpeg::parseFrameInfo(jpeg).value();
  return jpeg.subspan(info.scanOffset, info.scanEnd - info.scanOffset);
}

bool sameScan(Bytes a, Bytes b) {
  const Bytes left = scanOf(a);
  const Bytes right = scanOf(b);
  return std::equal(left.begin(), left.end(), right.begin(), right.end());
}

struct Sender {
  void frame(Bytes jpeg) {
    const jpeg::FrameInfo info = jpeg::parseFrameInfo(jpeg).value();
    ByteBuffer headers;
    const auto fragments = jpeg::packetizeRfc2435(info, info.scanEnd - info.scanOffset, 600, headers);
    for (const jpeg::Rfc2435Fragment& fragment : fragments) {
      ByteBuffer payload;
      append(payload, Bytes(headers).subspan(fragment.headerOffset, fragment.headerSize));
      append(payload, scanOf(jpeg).subspan(fragment.scanOffset, fragment.scanSize));
      packets.push_back(rtpPacket({fragment.last, 26, sequence++, timestamp, ssrc}, payload));
    }
    timestamp += 3000;
  }
  void onvifFrame(Bytes jpeg) {
    const jpeg::FrameInfo info = jpeg::parseFrameInfo(jpeg).value();
    const ByteBuffer extension = jpeg::buildOnvifExtension(info, jpeg);
    ByteBuffer headers;
    const auto fragments = jpeg::packetizeOnvif(info, extension.size(), info.scanEnd - info.scanOffset, 1200, headers);
    for (const jpeg::Rfc2435Fragment& fragment : fragments) {
      ByteBuffer packet;
      const rtp::RtpHeader header{fragment.last, 26, sequence++, timestamp, ssrc};
      if (fragment.scanOffset == 0) {
        rtp::writeRtpHeader(packet, header, jpeg::kOnvifExtensionProfile, extension);
      } else {
        rtp::writeRtpHeader(packet, header);
      }
      append(packet, Bytes(headers).subspan(fragment.headerOffset, fragment.headerSize));
      append(packet, scanOf(jpeg).subspan(fragment.scanOffset, fragment.scanSize));
      packets.push_back(packet);
    }
    timestamp += 3000;
  }

  std::uint16_t sequence = 65530;
  std::uint32_t timestamp = 0xFFFFFF00;
  std::uint32_t ssrc = kSsrc;
  std::vector<ByteBuffer> packets;
};

struct Fixture {
  Fixture() {
    assembler.expectSource(kSsrc);
    for (std::uint32_t i = 0; i < 5; ++i) pictures.push_back(picture(i));
    for (const ByteBuffer& one : pictures) {
      sender.frame(one);
      ends.push_back(sender.packets.size());
    }
  }
  void receive(const std::vector<ByteBuffer>& packets) {
    for (const ByteBuffer& packet : packets) assembler.onDatagram(packet, at(milliseconds++), frames);
  }
  Counters counters() const {
    Counters result;
    assembler.report(result);
    return result;
  }
  StandardAssembler assembler;
  Frames frames;
  Sender sender;
  std::vector<ByteBuffer> pictures;
  std::vector<std::size_t> ends;
  int milliseconds = 0;
};

}  // namespace

BOOST_FIXTURE_TEST_CASE(every_frame_arrives_with_its_scan_at_its_last_packet, Fixture) {
  receive(sender.packets);
  BOOST_TEST_REQUIRE(frames.all.size() == 5u);
  for (std::size_t i = 0; i < 5; ++i) {
    BOOST_TEST(frames.all[i].complete);
    BOOST_TEST(sameScan(frames.all[i].jpeg, pictures[i]));
    BOOST_TEST(frames.all[i].number == static_cast<std::int64_t>(i));
    BOOST_TEST(frames.all[i].rtpTimestamp == 0xFFFFFF00u + 3000u * static_cast<std::uint32_t>(i));
  }
  BOOST_TEST(frames.all[0].packets == ends[0]);
  BOOST_TEST((frames.all[0].firstArrival == at(0)));
  BOOST_TEST((frames.all[0].lastArrival == at(static_cast<int>(ends[0]) - 1)));
  BOOST_TEST(counters().packetsReceived == sender.packets.size());
  BOOST_TEST(counters().framesComplete == 5u);
}

// 1080 rows halved are 540, which RFC 2435 has to say as 544.
BOOST_AUTO_TEST_CASE(a_sender_may_change_size_and_quality_from_frame_to_frame) {
  const std::vector<ByteBuffer> pictures = {pictureOf(96, 72, 90), pictureOf(96, 72, 30), pictureOf(48, 36, 40),
                                            pictureOf(48, 36, 75), pictureOf(96, 72, 90)};
  Sender sender;
  StandardAssembler assembler;
  Frames frames;
  for (const ByteBuffer& one : pictures) sender.frame(one);
  int milliseconds = 0;
  for (const ByteBuffer& packet : sender.packets) assembler.onDatagram(packet, at(milliseconds++), frames);
  BOOST_TEST_REQUIRE(frames.all.size() == pictures.size());
  for (std::size_t i = 0; i < pictures.size(); ++i) {
    BOOST_TEST(frames.all[i].complete);
    BOOST_TEST(sameLight(frames.all[i].jpeg, pictures[i]));
    const auto came = jpeg::parseFrameInfo(frames.all[i].jpeg).value();
    const auto sent = jpeg::parseFrameInfo(pictures[i]).value();
    BOOST_TEST(came.width == sent.width);
    BOOST_TEST(came.height == (sent.height + 7) / 8 * 8);
  }
}

BOOST_FIXTURE_TEST_CASE(reordered_and_doubled_packets_leave_all_frames_whole, Fixture) {
  std::vector<ByteBuffer> packets;
  for (std::size_t i = 0; i + 1 < sender.packets.size(); i += 2)
    packets.insert(packets.end(), {sender.packets[i + 1], sender.packets[i], sender.packets[i]});
  if (sender.packets.size() % 2 == 1) packets.push_back(sender.packets.back());
  assembler.rebase(65530, frames);
  receive(packets);
  assembler.flush(frames);
  BOOST_TEST(frames.complete() == 5u);
  BOOST_TEST(counters().packetsReordered > 0u);
  BOOST_TEST(counters().packetsDuplicate == sender.packets.size() / 2);
  BOOST_TEST(counters().packetsLost == 0u);
}

BOOST_FIXTURE_TEST_CASE(a_lost_packet_costs_its_own_frame_only, Fixture) {
  for (std::size_t lost = ends[1]; lost < ends[2]; ++lost) {
    Fixture f;
    std::vector<ByteBuffer> packets = f.sender.packets;
    packets.erase(packets.begin() + static_cast<std::ptrdiff_t>(lost));
    f.receive(packets);
    f.assembler.flush(f.frames);
    BOOST_TEST_REQUIRE(f.frames.all.size() == 5u);
    BOOST_TEST(f.counters().framesComplete == 4u);
    BOOST_TEST(f.counters().framesIncomplete == 1u);
    BOOST_TEST(f.counters().packetsLost == 1u);
    BOOST_TEST(!f.frames.all[2].complete);
  }
}

BOOST_FIXTURE_TEST_CASE(what_waits_behind_a_gap_comes_at_the_deadline, Fixture) {
  std::vector<ByteBuffer> packets = sender.packets;
  packets.erase(packets.begin() + static_cast<std::ptrdiff_t>(ends[3]));
  receive(packets);
  BOOST_TEST(frames.all.size() == 4u);
  BOOST_TEST_REQUIRE(assembler.deadline().has_value());
  assembler.advance(*assembler.deadline(), frames);
  BOOST_TEST(frames.all.size() == 5u);
  BOOST_TEST(!frames.all[4].complete);
}

BOOST_AUTO_TEST_CASE(onvif_brings_pictures_that_rfc2435_cannot_carry) {
  StandardAssembler assembler;
  assembler.expectSource(kSsrc);
  Frames frames;
  Sender sender;
  const ByteBuffer first = picture(1, jpeg::Subsampling::k444);
  const ByteBuffer second = picture(2, jpeg::Subsampling::kGrey);
  sender.onvifFrame(first);
  sender.onvifFrame(second);
  for (const ByteBuffer& packet : sender.packets) assembler.onDatagram(packet, at(0), frames);
  BOOST_TEST_REQUIRE(frames.complete() == 2u);
  BOOST_TEST(sameScan(frames.all[0].jpeg, first));
  BOOST_TEST(sameScan(frames.all[1].jpeg, second));
  BOOST_TEST(jpeg::parseFrameInfo(frames.all[1].jpeg).value().isGrey());
}

BOOST_FIXTURE_TEST_CASE(a_new_source_begins_anew_and_says_so, Fixture) {
  assembler.expectSource(std::nullopt);
  receive(sender.packets);
  Sender next;
  next.ssrc = 7;
  next.sequence = 100;
  for (const ByteBuffer& one : pictures) next.frame(one);
  receive(next.packets);
  BOOST_TEST(frames.complete() == 10u);
  BOOST_TEST(frames.discontinuities == 1);
  BOOST_TEST(frames.all.back().number == 9);
  BOOST_TEST(assembler.reception().ssrc() == 7u);
}

BOOST_FIXTURE_TEST_CASE(strangers_and_rubbish_are_counted_and_change_nothing, Fixture) {
  std::mt19937 random(7);
  for (const ByteBuffer& packet : sender.packets) {
    receive({packet});
    ByteBuffer rubbish(random() % 100);
    for (std::uint8_t& byte : rubbish) byte = static_cast<std::uint8_t>(random());
    receive({rubbish, rtpPacket({true, 26, static_cast<std::uint16_t>(random()), 5, 1234}, rubbish),
             rtpPacket({true, 97, 5, 5, kSsrc}, rubbish), ByteBuffer{}});
  }
  BOOST_TEST(frames.complete() == 5u);
  BOOST_TEST(frames.all.size() == 5u);
  BOOST_TEST(counters().packetsRejected == 4 * sender.packets.size());
  BOOST_TEST(counters().packetsReceived == sender.packets.size());
}

BOOST_FIXTURE_TEST_CASE(empty_packets_that_keep_a_way_open_are_no_frames, Fixture) {
  receive({rtpPacket({false, 26, 65529, 1, kSsrc}, {})});
  receive(sender.packets);
  BOOST_TEST(frames.all.size() == 5u);
}

BOOST_FIXTURE_TEST_CASE(reset_forgets_the_frame_in_the_making, Fixture) {
  receive({sender.packets[0]});
  assembler.reset();
  assembler.flush(frames);
  BOOST_TEST(frames.all.empty());
  receive(std::vector<ByteBuffer>(sender.packets.begin() + static_cast<std::ptrdiff_t>(ends[0]), sender.packets.end()));
  BOOST_TEST(frames.complete() == 4u);
}

BOOST_AUTO_TEST_CASE(damaged_streams_are_survived) {
  for (std::uint32_t seed = 0; seed < 40; ++seed) {
    std::mt19937 random(seed);
    Fixture f;
    for (int round = 0; round < 4; ++round) {
      for (ByteBuffer packet : f.sender.packets) {
        if (random() % 10 == 0) continue;
        if (random() % 8 == 0) packet.resize(random() % (packet.size() + 1));
        for (unsigned i = 0; i < 4 && random() % 3 == 0 && !packet.empty(); ++i)
          packet[random() % std::min<std::size_t>(packet.size(), 24)] = static_cast<std::uint8_t>(random());
        f.receive({packet});
        f.assembler.advance(at(f.milliseconds), f.frames);
      }
    }
    f.assembler.flush(f.frames);
    for (const AssembledFrame& frame : f.frames.all)
      if (frame.complete) BOOST_TEST_REQUIRE(!frame.jpeg.empty());
  }
}

}  // namespace zoetrope::playback
