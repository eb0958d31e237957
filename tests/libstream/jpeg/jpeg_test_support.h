// SPDX-License-Identifier: MIT
// What the tests of this folder share: pictures, pixels, and a frame's way through packets.
#pragma once

#include "libstream/base/bytes.h"
#include "libstream/jpeg/decoder.h"
#include "libstream/jpeg/encoder.h"
#include "libstream/jpeg/frame_info.h"
#include "libstream/jpeg/markers.h"
#include "libstream/jpeg/onvif_extension.h"
#include "libstream/jpeg/rfc2435_depacketizer.h"
#include "libstream/jpeg/rfc2435_packetizer.h"
#include "libstream/jpeg/segment_reader.h"
#include "tests/support/psnr.h"
#include "tests/support/test_picture.h"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

namespace zoetrope::jpeg {

// For Boost.Test's messages.
inline std::ostream& operator<<(std::ostream& out, Subsampling subsampling) {
  return out << "subsampling " << static_cast<int>(subsampling);
}

}  // namespace zoetrope::jpeg

namespace zoetrope::jpeg::test {

using zoetrope::test::psnr;
using zoetrope::test::testPicture;

inline constexpr int kWidth = 160;
inline constexpr int kHeight = 112;
inline constexpr std::size_t kPayload = 500;

inline ByteBuffer picture(const EncodeOptions& options = {}, int width = kWidth, int height = kHeight) {
  Result<ByteBuffer> jpeg = encodeRgb(testPicture(width, height), width, height, options);
  BOOST_REQUIRE(jpeg.ok());
  return std::move(jpeg).value();
}

inline ByteBuffer picture(Subsampling subsampling) {
  EncodeOptions options;
  options.subsampling = subsampling;
  return picture(options);
}

inline FrameInfo infoOf(Bytes jpeg) {
  Result<FrameInfo> info = parseFrameInfo(jpeg);
  BOOST_REQUIRE_MESSAGE(info.ok(), (info.ok() ? std::string() : info.error().message));
  return std::move(info).value();
}

// Also requires that it decodes without a warning.
inline ByteBuffer pixelsOf(Bytes jpeg) {
  Decoder decoder;
  PixelBuffer pixels;
  const Result<DecodedSize> size = decoder.decodeRgb(jpeg, pixels);
  BOOST_REQUIRE_MESSAGE(size.ok(), (size.ok() ? std::string() : size.error().message));
  BOOST_TEST(size->warnings == 0);
  return ByteBuffer(pixels.bytes().begin(), pixels.bytes().end());
}

inline ByteBuffer scanOf(Bytes jpeg) {
  const FrameInfo info = infoOf(jpeg);
  const Bytes scan = jpeg.subspan(info.scanOffset, info.scanEnd - info.scanOffset);
  return ByteBuffer(scan.begin(), scan.end());
}

inline std::size_t countSegments(Bytes jpeg, std::uint8_t code) {
  std::size_t count = 0;
  SegmentReader reader(jpeg, 2);
  for (Parsed<Segment> segment = reader.next(); segment.isDone(); segment = reader.next()) {
    count += segment.value().code == code ? 1 : 0;
    if (segment.value().code == marker::kSos) break;
  }
  return count;
}

// The JPEG without segments of that kind.
inline ByteBuffer without(Bytes jpeg, std::uint8_t code) {
  ByteBuffer out{kMarkerPrefix, marker::kSoi};
  SegmentReader reader(jpeg, 2);
  for (Parsed<Segment> segment = reader.next(); segment.isDone(); segment = reader.next()) {
    if (segment.value().code != code) append(out, segment.value().whole);
    if (segment.value().code == marker::kSos) break;
  }
  append(out, jpeg.subspan(reader.offset()));
  return out;
}

struct TestPacket {
  ByteBuffer payload;
  ByteBuffer extension;
  bool hasExtension = false;
  bool marker = false;
};

inline std::vector<TestPacket> packetsOf(Bytes jpeg, const FrameInfo& info, const ByteBuffer& headers,
                                         const std::vector<Rfc2435Fragment>& fragments) {
  std::vector<TestPacket> packets;
  for (const Rfc2435Fragment& fragment : fragments) {
    TestPacket packet;
    append(packet.payload, Bytes(headers).subspan(fragment.headerOffset, fragment.headerSize));
    append(packet.payload, jpeg.subspan(info.scanOffset + fragment.scanOffset, fragment.scanSize));
    packet.marker = fragment.last;
    packets.push_back(std::move(packet));
  }
  return packets;
}

inline std::vector<TestPacket> rfc2435Packets(Bytes jpeg, std::size_t maxPayload = kPayload) {
  const FrameInfo info = infoOf(jpeg);
  ByteBuffer headers;
  const auto fragments = packetizeRfc2435(info, info.scanEnd - info.scanOffset, maxPayload, headers);
  return packetsOf(jpeg, info, headers, fragments);
}

inline std::vector<TestPacket> onvifPackets(Bytes jpeg, std::size_t maxPayload = 1400) {
  const FrameInfo info = infoOf(jpeg);
  const ByteBuffer extension = buildOnvifExtension(info, jpeg);
  ByteBuffer headers;
  const auto fragments = packetizeOnvif(info, extension.size(), info.scanEnd - info.scanOffset, maxPayload, headers);
  std::vector<TestPacket> packets = packetsOf(jpeg, info, headers, fragments);
  if (!packets.empty()) {
    packets.front().extension = extension;
    packets.front().hasExtension = true;
  }
  return packets;
}

inline Result<void> give(Rfc2435Depacketizer& depacketizer, const TestPacket& packet) {
  std::optional<Bytes> extension;
  if (packet.hasExtension) extension = packet.extension;
  return depacketizer.onPacket(packet.payload, extension, packet.marker);
}

inline void giveAll(Rfc2435Depacketizer& depacketizer, const std::vector<TestPacket>& packets) {
  for (const TestPacket& packet : packets) BOOST_TEST(give(depacketizer, packet).ok());
}

// A fixed disorder.
template <class T>
void shuffle(std::vector<T>& items) {
  std::uint32_t state = 2463534242U;
  for (std::size_t i = items.size(); i > 1; --i) {
    state = state * 1664525U + 1013904223U;
    std::swap(items[i - 1], items[(state >> 8) % i]);
  }
}

}  // namespace zoetrope::jpeg::test
