// SPDX-License-Identifier: MIT
#include "libstream/jpeg/rfc2435_depacketizer.h"

#include "libstream/jpeg/tables.h"
#include "tests/libstream/jpeg/jpeg_test_support.h"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

namespace zoetrope::jpeg {

namespace {

namespace data = boost::unit_test::data;

EncodeOptions optionsFor(Subsampling subsampling, int restartInterval = 0) {
  EncodeOptions options;
  options.subsampling = subsampling;
  options.restartInterval = restartInterval;
  return options;
}

// The first packet's header with another Q, without tables in band.
ByteBuffer withoutTables(const test::TestPacket& packet, std::uint8_t q) {
  constexpr std::size_t kTablesBegin = 8;
  constexpr std::size_t kTablesEnd = 8 + 4 + 128;
  ByteBuffer payload(packet.payload.begin(), packet.payload.begin() + kTablesBegin);
  payload[5] = q;
  append(payload, Bytes(packet.payload).subspan(kTablesEnd));
  return payload;
}

bool isJpeg(const ByteBuffer& jpeg) { return parseFrameInfo(jpeg).ok(); }

}  // namespace

BOOST_DATA_TEST_CASE(packets_in_any_order_give_the_same_pixels_and_the_same_scan,
                     data::make({Subsampling::k420, Subsampling::k422}) * data::make({0, 3}), subsampling, restart) {
  const ByteBuffer jpeg = test::picture(optionsFor(subsampling, restart));
  std::vector<test::TestPacket> packets = test::rfc2435Packets(jpeg);
  BOOST_TEST(packets.size() > 5U);
  test::shuffle(packets);
  Rfc2435Depacketizer depacketizer;
  for (std::size_t i = 0; i < packets.size(); ++i) {
    BOOST_TEST(!depacketizer.complete());
    BOOST_TEST(test::give(depacketizer, packets[i]).ok());
  }
  BOOST_TEST(depacketizer.complete());
  BOOST_TEST(depacketizer.missingBytes() == 0U);
  const ByteBuffer received = depacketizer.takeJpeg();
  BOOST_TEST(test::scanOf(received) == test::scanOf(jpeg), boost::test_tools::per_element());
  BOOST_TEST((test::pixelsOf(received) == test::pixelsOf(jpeg)));
  BOOST_TEST(test::infoOf(received).restartInterval == restart);
  BOOST_TEST(depacketizer.empty());
  BOOST_TEST(!depacketizer.complete());
}

BOOST_AUTO_TEST_CASE(a_second_copy_of_each_packet_changes_nothing) {
  const ByteBuffer jpeg = test::picture();
  const std::vector<test::TestPacket> packets = test::rfc2435Packets(jpeg);
  Rfc2435Depacketizer depacketizer;
  test::giveAll(depacketizer, packets);
  test::giveAll(depacketizer, packets);
  BOOST_TEST(depacketizer.complete());
  BOOST_TEST((test::pixelsOf(depacketizer.takeJpeg()) == test::pixelsOf(jpeg)));
}

BOOST_AUTO_TEST_CASE(one_object_serves_frame_after_frame) {
  Rfc2435Depacketizer depacketizer;
  for (const int quality : {30, 90, 60}) {
    EncodeOptions options;
    options.quality = quality;
    const ByteBuffer jpeg = test::picture(options);
    test::giveAll(depacketizer, test::rfc2435Packets(jpeg));
    BOOST_TEST((test::pixelsOf(depacketizer.takeJpeg()) == test::pixelsOf(jpeg)));
  }
}

BOOST_AUTO_TEST_CASE(each_packet_that_is_lost_is_missed_and_the_rest_is_shown) {
  for (const int restart : {0, 4}) {
    const ByteBuffer jpeg = test::picture(optionsFor(Subsampling::k420, restart));
    const std::vector<test::TestPacket> packets = test::rfc2435Packets(jpeg);
    const std::size_t headerSize = restart ? 12 : 8;
    for (std::size_t lost = 1; lost < packets.size(); ++lost) {
      Rfc2435Depacketizer depacketizer;
      for (std::size_t i = 0; i < packets.size(); ++i)
        if (i != lost) BOOST_TEST(test::give(depacketizer, packets[i]).ok());
      BOOST_TEST(!depacketizer.complete());
      const bool knownMissing = lost + 1 < packets.size();
      BOOST_TEST(depacketizer.missingBytes() == (knownMissing ? packets[lost].payload.size() - headerSize : 0U));
      const ByteBuffer received = depacketizer.takeJpeg();
      Decoder decoder;
      PixelBuffer pixels;
      const Result<DecodedSize> size = decoder.decodeRgb(received, pixels);
      BOOST_REQUIRE(size.ok());
      BOOST_TEST(size->corrupt());
    }
  }
}

BOOST_AUTO_TEST_CASE(with_restart_markers_more_is_shown_than_up_to_the_gap) {
  const ByteBuffer jpeg = test::picture(optionsFor(Subsampling::k420, 2));
  const std::vector<test::TestPacket> packets = test::rfc2435Packets(jpeg);
  Rfc2435Depacketizer depacketizer;
  for (std::size_t i = 0; i < packets.size(); ++i)
    if (i != 1) BOOST_TEST(test::give(depacketizer, packets[i]).ok());
  const ByteBuffer received = depacketizer.takeJpeg();
  BOOST_TEST(received.size() > jpeg.size() / 2);
}

BOOST_AUTO_TEST_CASE(without_its_first_packet_a_frame_borrows_the_tables_of_the_last) {
  const ByteBuffer jpeg = test::picture(optionsFor(Subsampling::k420, 2));
  const std::vector<test::TestPacket> packets = test::rfc2435Packets(jpeg);
  Rfc2435Depacketizer depacketizer;
  for (std::size_t i = 1; i < packets.size(); ++i) BOOST_TEST(test::give(depacketizer, packets[i]).ok());
  BOOST_TEST(!depacketizer.complete());
  BOOST_TEST(depacketizer.takeJpeg().empty());  // no tables yet

  test::giveAll(depacketizer, packets);
  BOOST_TEST(isJpeg(depacketizer.takeJpeg()));
  for (std::size_t i = 1; i < packets.size(); ++i) BOOST_TEST(test::give(depacketizer, packets[i]).ok());
  BOOST_TEST(depacketizer.missingBytes() == packets[0].payload.size() - 12 - 4 - 128);
  BOOST_TEST(isJpeg(depacketizer.takeJpeg()));
}

BOOST_AUTO_TEST_CASE(s4_2_q_1_to_99_means_computed_tables) {
  for (const int quality : {10, 50, 75, 99}) {
    EncodeOptions options;
    options.quality = quality;
    const ByteBuffer jpeg = test::picture(options);
    std::vector<test::TestPacket> packets = test::rfc2435Packets(jpeg);
    packets[0].payload = withoutTables(packets[0], static_cast<std::uint8_t>(quality));
    Rfc2435Depacketizer depacketizer;
    test::giveAll(depacketizer, packets);
    BOOST_TEST((test::pixelsOf(depacketizer.takeJpeg()) == test::pixelsOf(jpeg)));
  }
}

BOOST_AUTO_TEST_CASE(s3_1_8_q_128_to_254_means_the_tables_that_came_before) {
  const ByteBuffer jpeg = test::picture();
  std::vector<test::TestPacket> packets = test::rfc2435Packets(jpeg);
  std::vector<test::TestPacket> tableless = packets;
  tableless[0].payload = withoutTables(packets[0], 200);
  const ByteBuffer emptyTables{0, 0, 0, 0};
  tableless[0].payload.insert(tableless[0].payload.begin() + 8, emptyTables.begin(), emptyTables.end());

  Rfc2435Depacketizer depacketizer;
  test::giveAll(depacketizer, tableless);
  BOOST_TEST(depacketizer.takeJpeg().empty());  // not known yet
  packets[0].payload[5] = 200;
  test::giveAll(depacketizer, packets);
  BOOST_TEST(isJpeg(depacketizer.takeJpeg()));
  test::giveAll(depacketizer, tableless);
  BOOST_TEST((test::pixelsOf(depacketizer.takeJpeg()) == test::pixelsOf(jpeg)));
  tableless[0].payload[5] = 201;
  test::giveAll(depacketizer, tableless);
  BOOST_TEST(depacketizer.takeJpeg().empty());
}

BOOST_AUTO_TEST_CASE(one_and_three_tables_in_band_are_taken) {
  const ByteBuffer jpeg = test::picture();
  const std::vector<test::TestPacket> packets = test::rfc2435Packets(jpeg);
  for (const std::uint8_t tables : {std::uint8_t{1}, std::uint8_t{3}}) {
    std::vector<test::TestPacket> changed = packets;
    ByteBuffer& payload = changed[0].payload;
    payload[11] = static_cast<std::uint8_t>(tables * 64);
    const auto chroma = payload.begin() + 12 + 64;
    if (tables == 1) {
      payload.erase(chroma, chroma + 64);
    } else {
      const ByteBuffer third(chroma, chroma + 64);
      payload.insert(chroma, third.begin(), third.end());
    }
    Rfc2435Depacketizer depacketizer;
    test::giveAll(depacketizer, changed);
    const FrameInfo info = test::infoOf(depacketizer.takeJpeg());
    BOOST_TEST(info.components[2].tq == tables - 1);
  }
}

BOOST_AUTO_TEST_CASE(tables_of_16_bits_are_taken) {
  const std::vector<test::TestPacket> packets = test::rfc2435Packets(test::picture());
  ByteBuffer payload(packets[0].payload.begin(), packets[0].payload.begin() + 8);
  append(payload, ByteBuffer{0, 0b01, 0, 192});
  for (std::uint16_t i = 1; i <= 64; ++i) ByteWriter(payload).u16(static_cast<std::uint16_t>(i * 8));
  payload.insert(payload.end(), 64, 9);
  payload.push_back(0x55);
  Rfc2435Depacketizer depacketizer;
  BOOST_TEST(depacketizer.onPacket(payload, std::nullopt, true).ok());
  const ByteBuffer jpeg = depacketizer.takeJpeg();
  const FrameInfo info = test::infoOf(jpeg);
  BOOST_TEST(info.quantTables[0]->zigzag[63] == 512);
  BOOST_TEST(info.quantTables[1]->zigzag[63] == 9);
}

BOOST_AUTO_TEST_CASE(a_frame_of_0_by_0_takes_its_size_from_the_description) {
  const ByteBuffer jpeg = test::picture();
  std::vector<test::TestPacket> packets = test::rfc2435Packets(jpeg);
  for (test::TestPacket& packet : packets) packet.payload[6] = packet.payload[7] = 0;
  Rfc2435Depacketizer depacketizer;
  test::giveAll(depacketizer, packets);
  BOOST_TEST(depacketizer.takeJpeg().empty());
  depacketizer.setFallbackSize(test::kWidth, test::kHeight);
  test::giveAll(depacketizer, packets);
  BOOST_TEST((test::pixelsOf(depacketizer.takeJpeg()) == test::pixelsOf(jpeg)));
}

BOOST_AUTO_TEST_CASE(an_eoi_that_the_sender_left_in_is_not_doubled) {
  std::vector<test::TestPacket> packets = test::rfc2435Packets(test::picture());
  append(packets.back().payload, ByteBuffer{0xFF, 0xD9});
  Rfc2435Depacketizer depacketizer;
  test::giveAll(depacketizer, packets);
  const ByteBuffer jpeg = depacketizer.takeJpeg();
  BOOST_TEST(test::infoOf(jpeg).scanEnd == jpeg.size() - 2);
}

BOOST_AUTO_TEST_CASE(packets_that_mean_nothing_are_refused) {
  const std::vector<test::TestPacket> packets = test::rfc2435Packets(test::picture());
  const ByteBuffer first = packets[0].payload;
  const auto changed = [&](std::size_t at, std::uint8_t value) {
    ByteBuffer payload = first;
    payload[at] = value;
    return payload;
  };
  Rfc2435Depacketizer depacketizer;
  const auto refused = [&](const ByteBuffer& payload) {
    return !depacketizer.onPacket(payload, std::nullopt, false).ok() && depacketizer.empty();
  };
  for (std::size_t size = 0; size < 8 + 4 + 128; ++size)
    BOOST_TEST(refused(ByteBuffer(first.begin(), first.begin() + static_cast<std::ptrdiff_t>(size))));
  BOOST_TEST(refused(changed(4, 2)));    // a type that nobody defined
  BOOST_TEST(refused(changed(4, 66)));   // the same with restarts
  BOOST_TEST(refused(changed(4, 128)));  // dynamic
  BOOST_TEST(refused(changed(5, 100)));  // Q reserved
  BOOST_TEST(refused(changed(5, 127)));
  BOOST_TEST(refused(changed(11, 127)));  // half a table
  BOOST_TEST(refused(changed(12, 0)));    // a quantiser of 0
  BOOST_TEST(!refused(first));
}

BOOST_AUTO_TEST_CASE(a_packet_beyond_the_end_or_an_end_before_a_packet_is_refused) {
  const std::vector<test::TestPacket> packets = test::rfc2435Packets(test::picture());
  Rfc2435Depacketizer depacketizer;
  test::giveAll(depacketizer, packets);
  ByteBuffer beyond = packets.back().payload;
  beyond[1] = 0x10;
  BOOST_TEST(!depacketizer.onPacket(beyond, std::nullopt, false).ok());
  BOOST_TEST(!depacketizer.onPacket(packets[1].payload, std::nullopt, true).ok());
  BOOST_TEST(depacketizer.complete());
}

}  // namespace zoetrope::jpeg
