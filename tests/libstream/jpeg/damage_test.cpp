// SPDX-License-Identifier: MIT
// Damage at each byte: nothing here may crash, hang or read beyond its buffers (run under asan-ubsan in CI).
#include "libstream/jpeg/marker_walk.h"
#include "libstream/jpeg/rendition.h"
#include "libstream/jpeg/transcode.h"
#include "tests/libstream/jpeg/jpeg_test_support.h"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

namespace zoetrope::jpeg {

namespace {

namespace data = boost::unit_test::data;

// Small, so that each byte can be damaged in each way.
ByteBuffer smallPicture(int kind) {
  EncodeOptions options;
  options.quality = 50;
  options.progressive = kind == 1;
  options.restartInterval = kind == 2 ? 1 : 0;
  options.optimiseHuffman = kind == 3;
  if (kind == 3) options.subsampling = Subsampling::k444;
  return test::picture(options, 40, 24);
}

// What happens to a frame between file and screen.
void useAll(Bytes jpeg) {
  static Decoder decoder;
  static PixelBuffer pixels;
  static_cast<void>(decoder.decodeBgrx(jpeg, 0, 0, pixels).ok());
  static_cast<void>(decoder.decodeBgrx(jpeg, 5, 3, pixels).ok());
  const Result<FrameInfo> info = parseFrameInfo(jpeg);
  if (!info.ok()) return;
  const Remedy remedy = remedyForRfc2435(*info);
  static_cast<void>(describe(remedy, *info));
  static_cast<void>(applyRemedy(remedy, jpeg).ok());
  for (const bool halfSize : {false, true}) static_cast<void>(makeRendition({30, halfSize, true}, jpeg).ok());
  static_cast<void>(buildOnvifExtension(*info, jpeg));
}

}  // namespace

BOOST_DATA_TEST_CASE(a_jpeg_damaged_at_each_byte_does_no_harm, data::xrange(4), kind) {
  const ByteBuffer jpeg = smallPicture(kind);
  for (std::size_t i = 0; i < jpeg.size(); ++i) {
    for (const std::uint8_t damage : {0x01, 0x80, 0xFF}) {
      ByteBuffer damaged = jpeg;
      damaged[i] ^= damage;
      useAll(damaged);
    }
  }
  const auto walked = walkJpeg(jpeg);
  BOOST_TEST(walked.isDone());
}

BOOST_DATA_TEST_CASE(a_jpeg_cut_at_each_byte_does_no_harm, data::xrange(4), kind) {
  const ByteBuffer jpeg = smallPicture(kind);
  for (std::size_t size = 0; size < jpeg.size(); ++size) {
    // A copy of its own, so that a read beyond the end is seen.
    const ByteBuffer cut(jpeg.begin(), jpeg.begin() + static_cast<std::ptrdiff_t>(size));
    BOOST_REQUIRE(walkJpeg(cut).needsMore());
    useAll(cut);
  }
}

BOOST_AUTO_TEST_CASE(packets_damaged_at_each_byte_of_their_headers_do_no_harm) {
  EncodeOptions options;
  options.restartInterval = 3;
  const std::vector<test::TestPacket> packets = test::rfc2435Packets(test::picture(options));
  Decoder decoder;
  PixelBuffer pixels;
  Rfc2435Depacketizer depacketizer;
  for (std::size_t which = 0; which < 3; ++which) {
    for (std::size_t i = 0; i < std::min<std::size_t>(packets[which].payload.size(), 160); ++i) {
      std::vector<test::TestPacket> damaged = packets;
      damaged[which].payload[i] ^= 0xFF;
      for (const test::TestPacket& packet : damaged) static_cast<void>(test::give(depacketizer, packet).ok());
      static_cast<void>(decoder.decodeBgrx(depacketizer.takeJpeg(), 0, 0, pixels).ok());
      BOOST_TEST(depacketizer.empty());
    }
  }
}

BOOST_AUTO_TEST_CASE(random_packets_do_no_harm_and_take_no_memory_without_end) {
  std::uint32_t state = 88172645U;
  const auto random = [&state] { return state = state * 1664525U + 1013904223U, state >> 8; };
  Rfc2435Depacketizer depacketizer;
  for (int i = 0; i < 20'000; ++i) {
    ByteBuffer payload(random() % 200);
    for (std::uint8_t& byte : payload) byte = static_cast<std::uint8_t>(random());
    if (payload.size() > 5) {
      payload[1] = 0;
      payload[4] &= 0x41;
    }
    std::optional<Bytes> extension;
    if (random() % 4 == 0) extension = payload;
    static_cast<void>(depacketizer.onPacket(payload, extension, random() % 16 == 0).ok());
    if (random() % 32 == 0) BOOST_TEST(depacketizer.takeJpeg().size() < 100'000U);
  }
}

}  // namespace zoetrope::jpeg
