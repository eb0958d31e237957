// SPDX-License-Identifier: MIT
#include "libstream/rtp/packet.h"

#include <boost/test/unit_test.hpp>

#include <random>
#include <string>

namespace zoetrope::rtp {

namespace {

ByteBuffer hex(std::string_view text) {
  ByteBuffer bytes;
  for (std::size_t i = 0; i + 1 < text.size(); i += 2)
    bytes.push_back(static_cast<std::uint8_t>(std::stoi(std::string(text.substr(i, 2)), nullptr, 16)));
  return bytes;
}

bool same(Bytes a, const ByteBuffer& b) { return ByteBuffer(a.begin(), a.end()) == b; }

struct Case {
  const char* bytes;
  std::size_t csrcs;
  int profile;  // -1: no extension
  const char* extension;
  const char* payload;
};

const Case kCases[] = {
    {"809A00010000000200000003FFD8", 0, -1, "", "FFD8"},
    {"809A00010000000200000003", 0, -1, "", ""},
    {"829A000100000002000000030000000A0000000BAB", 2, -1, "", "AB"},
    {"909A00010000000200000003FFD80001FFC40000AB", 0, 0xFFD8, "FFC40000", "AB"},
    {"919A000100000002000000030000000AFFD80000AB", 1, 0xFFD8, "", "AB"},
    {"A09A00010000000200000003ABCD0002", 0, -1, "", "ABCD"},
    {"A09A0001000000020000000301", 0, -1, "", ""},
};

}  // namespace

BOOST_AUTO_TEST_CASE(s5_1_header_csrc_extension_and_padding_are_read) {
  for (const Case& c : kCases) {
    BOOST_TEST_CONTEXT(c.bytes) {
      const ByteBuffer bytes = hex(c.bytes);
      const Result<RtpView> view = parseRtp(bytes);
      BOOST_TEST_REQUIRE(view.ok());
      BOOST_TEST((view->header == RtpHeader{true, 26, 1, 2, 3}));
      BOOST_TEST(view->csrcCount == c.csrcs);
      BOOST_TEST((view->extension ? int(view->extension->profile) : -1) == c.profile);
      if (view->extension) BOOST_TEST(same(view->extension->data, hex(c.extension)));
      BOOST_TEST(same(view->payload, hex(c.payload)));
      BOOST_TEST(view->packet.size() == bytes.size());
    }
  }
}

BOOST_AUTO_TEST_CASE(every_prefix_is_refused_or_a_shorter_payload) {
  for (const Case& c : kCases) {
    const ByteBuffer whole = hex(c.bytes);
    const std::size_t header = whole.size() - parseRtp(whole)->payload.size();
    for (std::size_t length = 0; length < whole.size(); ++length) {
      const ByteBuffer prefix(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length));
      const Result<RtpView> view = parseRtp(prefix);
      if (length < kFixedHeaderSize) BOOST_TEST(!view.ok());
      if (view.ok()) BOOST_TEST(view->payload.size() <= whole.size() - std::min(header, length));
    }
  }
}

BOOST_AUTO_TEST_CASE(hostile_headers_are_refused_with_a_sentence) {
  const struct {
    const char* bytes;
    const char* says;
  } cases[] = {
      {"", "at least 12"},
      {"409A00010000000200000003", "version is 1"},
      {"8F9A00010000000200000003", "ends inside"},
      {"909A00010000000200000003FFD8", "ends inside"},
      {"909A00010000000200000003FFD8FFFF00", "ends inside"},
      {"A09A00010000000200000003", "padding of 0"},
      {"A09A0001000000020000000300", "padding of 0"},
      {"A09A00010000000200000003AA03", "padding of 3"},
  };
  for (const auto& c : cases) {
    const ByteBuffer bytes = hex(c.bytes);
    const Result<RtpView> view = parseRtp(bytes);
    BOOST_TEST_REQUIRE(!view.ok());
    BOOST_TEST(view.error().message.find(c.says) != std::string::npos, view.error().message);
  }
}

BOOST_AUTO_TEST_CASE(written_headers_are_read_back) {
  const RtpHeader header{true, 26, 65535, 0xFFFFFFFF, 0x80000001};
  ByteBuffer bytes;
  writeRtpHeader(bytes, header);
  BOOST_TEST(bytes.size() == kFixedHeaderSize);
  BOOST_TEST((parseRtp(bytes)->header == header));

  const ByteBuffer data = hex("FFDB00430001");
  ByteBuffer extended;
  writeRtpHeader(extended, header, 0xFFD8, data, 0xFF);
  BOOST_TEST(extended.size() == rtpHeaderSize(data.size()));
  const Result<RtpView> view = parseRtp(extended);
  BOOST_TEST_REQUIRE(view.ok());
  BOOST_TEST(same(view->extension->data, hex("FFDB00430001FFFF")));
  BOOST_TEST(view->payload.empty());
}

BOOST_AUTO_TEST_CASE(rtcp_is_told_from_rtp_by_its_type) {
  BOOST_TEST(looksLikeRtcp(hex("80C80006")));
  BOOST_TEST(looksLikeRtcp(hex("81CD0002")));
  BOOST_TEST(!looksLikeRtcp(hex("809A0001")));
  BOOST_TEST(!looksLikeRtcp(hex("80C8")));
  BOOST_TEST(!looksLikeRtcp(hex("40C80006")));
}

BOOST_AUTO_TEST_CASE(rubbish_never_yields_bytes_outside_the_packet) {
  std::mt19937 random(3550);
  for (int round = 0; round < 20000; ++round) {
    ByteBuffer bytes(random() % 64);
    for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(random());
    if (!bytes.empty() && round % 4 != 0) bytes[0] = static_cast<std::uint8_t>(0x80 | (bytes[0] & 0x3F));
    const Result<RtpView> view = parseRtp(bytes);
    if (!view.ok()) continue;
    std::size_t sum = kFixedHeaderSize + view->csrcCount * 4 + view->payload.size();
    if (view->extension) sum += kExtensionHeaderSize + view->extension->data.size();
    BOOST_TEST_REQUIRE(sum <= bytes.size());
  }
}

}  // namespace zoetrope::rtp
