// SPDX-License-Identifier: MIT
#include "libstream/rtcp/packet.h"

#include <boost/test/unit_test.hpp>

#include <random>
#include <string>

namespace zoetrope::rtcp {

namespace {

ByteBuffer hex(std::string_view text) {
  ByteBuffer bytes;
  for (std::size_t i = 0; i + 1 < text.size(); i += 2)
    bytes.push_back(static_cast<std::uint8_t>(std::stoi(std::string(text.substr(i, 2)), nullptr, 16)));
  return bytes;
}

SenderReport someReport() {
  SenderReport report;
  report.ssrc = 0x11223344;
  report.ntp.value = 0x0102030405060708;
  report.rtpTimestamp = 0x090A0B0C;
  report.packetCount = 5;
  report.octetCount = 6;
  report.blocks.push_back({7, 128, -2, 0x00010009, 10, 11, 12});
  return report;
}

ByteBuffer someCompound() {
  ByteBuffer bytes = senderCompound(someReport(), "zoe");
  serialize(bytes, ReceiverReport{1, {{2, 3, 4, 5, 6, 7, 8}}});
  appendBye(bytes, 0x11223344, "end of movie");
  return bytes;
}

}  // namespace

BOOST_AUTO_TEST_CASE(s6_4_1_a_sender_report_has_these_bytes) {
  ByteBuffer bytes;
  serialize(bytes, someReport());
  BOOST_TEST((bytes == hex("81C8000C11223344"
                           "0102030405060708090A0B0C0000000500000006"
                           "0000000780FFFFFE000100090000000A0000000B0000000C")));
}

BOOST_AUTO_TEST_CASE(s6_5_and_6_6_sdes_and_bye_end_on_words) {
  ByteBuffer bytes;
  serialize(bytes, Sdes{{{1, "zoe"}, {2, "x"}}});
  BOOST_TEST((bytes == hex("82CA00050000000101037A6F65000000"
                           "0000000201017800"
                           "")));
  BOOST_TEST(bytes.size() % 4 == 0u);
  ByteBuffer bye;
  serialize(bye, Bye{{1}, "ab"});
  BOOST_TEST((bye == hex("81CB00020000000102616200")));
  ByteBuffer plain;
  serialize(plain, Bye{{1}, ""});
  BOOST_TEST((plain == hex("81CB000100000001")));
}

BOOST_AUTO_TEST_CASE(what_is_written_is_read_back) {
  const ByteBuffer bytes = someCompound();
  const auto packets = parseCompound(bytes);
  BOOST_TEST_REQUIRE(packets.ok());
  BOOST_TEST_REQUIRE(packets->size() == 4u);
  BOOST_TEST((std::get<SenderReport>((*packets)[0]) == someReport()));
  BOOST_TEST((std::get<Sdes>((*packets)[1]) == Sdes{{{0x11223344, "zoe"}}}));
  BOOST_TEST((std::get<ReceiverReport>((*packets)[2]).blocks[0] == ReportBlock{2, 3, 4, 5, 6, 7, 8}));
  BOOST_TEST((std::get<Bye>((*packets)[3]) == Bye{{0x11223344}, "end of movie"}));
}

BOOST_AUTO_TEST_CASE(sdes_chunks_with_every_length_of_name_are_read_back) {
  for (std::size_t length = 0; length < 20; ++length) {
    ByteBuffer bytes;
    serialize(bytes, ReceiverReport{1, {}});
    const Sdes sdes{{{1, std::string(length, 'a')}, {2, std::string(length + 1, 'b')}}};
    serialize(bytes, sdes);
    const auto packets = parseCompound(bytes);
    BOOST_TEST_REQUIRE(packets.ok());
    BOOST_TEST((std::get<Sdes>((*packets)[1]) == sdes));
  }
}

BOOST_AUTO_TEST_CASE(unknown_types_are_kept_as_bytes_and_read_over) {
  ByteBuffer bytes;
  serialize(bytes, ReceiverReport{1, {}});
  append(bytes, hex("81CD0003000000010000000200050000"));  // generic NACK
  append(bytes, hex("80CC0002000000017A6F6574"));          // APP
  append(bytes, hex("80D30000"));
  appendBye(bytes, 1);
  const auto packets = parseCompound(bytes);
  BOOST_TEST_REQUIRE(packets.ok());
  BOOST_TEST_REQUIRE(packets->size() == 5u);
  const Other& nack = std::get<Other>((*packets)[1]);
  BOOST_TEST((nack.type == PacketType::Rtpfb));
  BOOST_TEST(int(nack.format) == 1);
  BOOST_TEST(nack.body.size() == 12u);
  BOOST_TEST(std::holds_alternative<Bye>((*packets)[4]));
}

BOOST_AUTO_TEST_CASE(a2_wrong_framing_refuses_the_whole_datagram) {
  const struct {
    const char* bytes;
    const char* says;
  } cases[] = {
      {"", "empty"},
      {"80C9", "inside its header"},
      {"40C9000100000001", "version"},
      {"80C9000200000001", "in the 8"},
      {"81C9000100000001", "too short"},
      {"80C8000100000001", "too short"},
      {"80CB0000", "without a report"},
      {"80C900010000000181CB0000", "too short"},
      {"80C900010000000181CB000200000001FF616263", "too short"},
      {"80C900010000000181CA00020000000101FF6162", "too short"},
      {"A0C900020000000100000004"
       "80CB0000",
       "before the last"},
      {"A0C900020000000100000003", "wrong length"},
      {"A0C900020000000100000000", "wrong length"},
      {"A0C9000200000001000000FF", "wrong length"},
  };
  for (const auto& c : cases) {
    const ByteBuffer bytes = hex(c.bytes);
    const auto packets = parseCompound(bytes);
    BOOST_TEST_CONTEXT(c.bytes) {
      BOOST_TEST_REQUIRE(!packets.ok());
      BOOST_TEST(packets.error().message.find(c.says) != std::string::npos, packets.error().message);
    }
  }
}

BOOST_AUTO_TEST_CASE(padding_of_the_last_packet_is_taken_off) {
  const ByteBuffer bytes =
      hex("80C9000100000001"
          "A1CB00020000000100000004");
  const auto packets = parseCompound(bytes);
  BOOST_TEST_REQUIRE(packets.ok());
  BOOST_TEST((std::get<Bye>((*packets)[1]) == Bye{{1}, ""}));
}

BOOST_AUTO_TEST_CASE(rfc5506_reduced_size_is_read_on_request) {
  const ByteBuffer bytes = hex("81CD0003000000010000000200050000");
  BOOST_TEST(!parseCompound(bytes).ok());
  BOOST_TEST(parseCompound(bytes, Framing::ReducedSize).ok());
}

BOOST_AUTO_TEST_CASE(too_many_packets_blocks_and_letters_are_bounded) {
  ByteBuffer many;
  serialize(many, ReceiverReport{1, {}});
  for (std::size_t i = 0; i < kMaxPackets; ++i) append(many, hex("80CB0000"));
  BOOST_TEST(!parseCompound(many).ok());

  ByteBuffer cut;
  serialize(cut, ReceiverReport{1, std::vector<ReportBlock>(40)});
  appendBye(cut, 1, std::string(1000, 'x'));
  const auto packets = parseCompound(cut);
  BOOST_TEST_REQUIRE(packets.ok());
  BOOST_TEST(std::get<ReceiverReport>((*packets)[0]).blocks.size() == kMaxReportBlocks);
  BOOST_TEST(std::get<Bye>((*packets)[1]).reason.size() == kMaxTextBytes);
}

BOOST_AUTO_TEST_CASE(cumulative_loss_saturates_at_24_bits) {
  ReportBlock block;
  block.cumulativeLost = 0x7FFFFFFF;
  ByteBuffer bytes;
  serialize(bytes, ReceiverReport{1, {block}});
  const auto packets = parseCompound(bytes);
  BOOST_TEST(std::get<ReceiverReport>((*packets)[0]).blocks[0].cumulativeLost == 0x7FFFFF);
}

BOOST_AUTO_TEST_CASE(no_prefix_of_a_compound_reads_as_the_whole) {
  const ByteBuffer whole = someCompound();
  for (std::size_t length = 0; length < whole.size(); ++length) {
    const ByteBuffer prefix(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length));
    const auto packets = parseCompound(prefix);
    if (packets.ok()) BOOST_TEST(packets->size() < 4u);
  }
}

BOOST_AUTO_TEST_CASE(damaged_and_random_datagrams_are_survived) {
  std::mt19937 random(6);
  const ByteBuffer whole = someCompound();
  for (int round = 0; round < 30000; ++round) {
    ByteBuffer bytes = whole;
    if (round % 3 == 0) bytes.resize(random() % 200);
    for (unsigned i = 0; i <= random() % 4; ++i)
      if (!bytes.empty()) bytes[random() % bytes.size()] = static_cast<std::uint8_t>(random());
    const auto packets = parseCompound(bytes, round % 2 == 0 ? Framing::ReducedSize : Framing::Compound);
    if (packets.ok()) BOOST_TEST_REQUIRE(packets->size() <= kMaxPackets);
  }
}

}  // namespace zoetrope::rtcp
