// SPDX-License-Identifier: MIT
#include "libstream/jpeg/transcode.h"

#include "libstream/jpeg/limits.h"
#include "libstream/jpeg/tables.h"
#include "tests/libstream/jpeg/jpeg_test_support.h"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

namespace zoetrope::jpeg {

namespace {

namespace data = boost::unit_test::data;

// What issue 2 asks of pictures that are encoded again.
constexpr double kGoodDb = 35;

ByteBuffer remedied(Remedy expected, const ByteBuffer& jpeg) {
  const FrameInfo info = test::infoOf(jpeg);
  BOOST_TEST(static_cast<int>(remedyForRfc2435(info)) == static_cast<int>(expected));
  BOOST_TEST(describe(expected, info).empty() == (expected == Remedy::None));
  Result<ByteBuffer> result = applyRemedy(expected, jpeg);
  BOOST_REQUIRE_MESSAGE(result.ok(), (result.ok() ? std::string() : result.error().message));
  const Rfc2435Obstacle left = rfc2435Obstacle(test::infoOf(*result));
  BOOST_TEST(static_cast<int>(left) == static_cast<int>(Rfc2435Obstacle::None));
  return std::move(result).value();
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_picture_that_fits_is_left_alone) {
  const ByteBuffer jpeg = test::picture();
  BOOST_TEST((remedied(Remedy::None, jpeg) == jpeg));
}

BOOST_AUTO_TEST_CASE(missing_huffman_tables_are_put_in_for_whole_jpegs_and_implied_by_rfc2435) {
  const ByteBuffer jpeg = test::picture();
  const ByteBuffer bare = test::without(jpeg, marker::kDht);
  const FrameInfo info = test::infoOf(bare);
  BOOST_TEST((remedyForRfc2435(info) == Remedy::None));
  BOOST_TEST((remedyForWholeJpeg(info) == Remedy::AddHuffmanTables));
  BOOST_TEST((remedyForWholeJpeg(test::infoOf(jpeg)) == Remedy::None));
  BOOST_TEST(describe(Remedy::AddHuffmanTables, info) ==
             "the pictures have no Huffman tables: the standard ones are put in");
  const ByteBuffer whole = applyRemedy(Remedy::AddHuffmanTables, bare).value();
  BOOST_TEST(whole.size() == bare.size() + standardHuffmanSegment().size());
  BOOST_TEST((test::infoOf(whole).huffman == Huffman::Standard));
  BOOST_TEST((test::pixelsOf(whole) == test::pixelsOf(jpeg)));
  // All other bytes stay.
  const std::size_t sos = info.sosOffset;
  BOOST_TEST(std::equal(bare.begin(), bare.begin() + static_cast<std::ptrdiff_t>(sos), whole.begin()));
  BOOST_TEST(std::equal(bare.begin() + static_cast<std::ptrdiff_t>(sos), bare.end(),
                        whole.end() - static_cast<std::ptrdiff_t>(bare.size() - sos)));
}

BOOST_DATA_TEST_CASE(entropy_coding_is_written_again_without_loss,
                     data::make({Subsampling::k420, Subsampling::k422}) * data::make({0, 1, 2}), subsampling, kind) {
  EncodeOptions options;
  options.subsampling = subsampling;
  options.optimiseHuffman = kind == 0;
  options.progressive = kind == 1;
  if (kind == 2) {
    options.restartInterval = 4;
    options.optimiseHuffman = true;
  }
  const ByteBuffer jpeg = test::picture(options, 157, 99);
  const ByteBuffer recoded = remedied(Remedy::RecodeHuffman, jpeg);
  BOOST_TEST((test::pixelsOf(recoded) == test::pixelsOf(jpeg)));
}

BOOST_AUTO_TEST_CASE(ffmpegs_order_of_blocks_is_changed_without_loss) {
  EncodeOptions options;
  options.subsampling = Subsampling::k422InFfmpegOrder;
  const ByteBuffer jpeg = test::picture(options, 157, 99);
  BOOST_TEST((rfc2435Obstacle(test::infoOf(jpeg)) == Rfc2435Obstacle::BlockOrder));
  BOOST_TEST(samplingName(test::infoOf(jpeg)) == "4:2:2");
  const ByteBuffer recoded = remedied(Remedy::RecodeHuffman, jpeg);
  BOOST_TEST(test::infoOf(recoded).components[0].v == 1);
  BOOST_TEST((test::pixelsOf(recoded) == test::pixelsOf(jpeg)));
}

BOOST_DATA_TEST_CASE(other_samplings_are_encoded_again_close_to_the_source,
                     data::make({Subsampling::k444, Subsampling::k440, Subsampling::k411, Subsampling::kGrey}) *
                         data::make({30, 75, 95}),
                     subsampling, quality) {
  EncodeOptions options;
  options.subsampling = subsampling;
  options.quality = quality;
  const ByteBuffer jpeg = test::picture(options, 157, 99);
  const ByteBuffer encoded = remedied(Remedy::Reencode, jpeg);
  BOOST_TEST(samplingName(test::infoOf(encoded)) == "4:2:0");
  BOOST_TEST(test::psnr(test::pixelsOf(encoded), test::pixelsOf(jpeg)) > kGoodDb);
  Decoder decoder;
  PixelBuffer before;
  PixelBuffer after;
  BOOST_TEST(decoder.decodeGrey(jpeg, before).ok());
  BOOST_TEST(decoder.decodeGrey(encoded, after).ok());
  BOOST_TEST(test::psnr(before.bytes(), after.bytes()) > 50);
}

BOOST_AUTO_TEST_CASE(rgb_pictures_are_encoded_again) {
  EncodeOptions options;
  options.jfif = false;
  options.subsampling = Subsampling::k444;
  ByteBuffer jpeg = test::picture(options);
  const ByteBuffer adobe{0xFF, 0xEE, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0};
  jpeg.insert(jpeg.begin() + 2, adobe.begin(), adobe.end());
  const ByteBuffer encoded = remedied(Remedy::Reencode, jpeg);
  BOOST_TEST(test::pixelsOf(encoded).size() == test::pixelsOf(jpeg).size());
}

BOOST_AUTO_TEST_CASE(pictures_over_2040_pixels_are_scaled_to_multiples_of_16) {
  const struct {
    int width, height, scaledWidth, scaledHeight;
  } kCases[] = {{2560, 1440, 1920, 1088}, {2048, 64, 1792, 64}, {64, 2048, 64, 1792}, {8000, 600, 2000, 160}};
  for (const auto& [width, height, scaledWidth, scaledHeight] : kCases) {
    const ByteBuffer jpeg = test::picture({}, width, height);
    const ByteBuffer scaled = remedied(Remedy::ScaleDown, jpeg);
    const FrameInfo info = test::infoOf(scaled);
    BOOST_TEST(info.width == scaledWidth);
    BOOST_TEST(info.height == scaledHeight);
    BOOST_TEST(scaledDownSize(test::infoOf(jpeg)).width == scaledWidth);
    BOOST_TEST(test::pixelsOf(scaled).size() > 0U);
  }
  FrameInfo huge;
  huge.width = 40'000;
  huge.height = 100;
  BOOST_TEST(scaledDownSize(huge).width == 0);
}

BOOST_AUTO_TEST_CASE(the_edge_of_a_scaled_picture_is_repeated) {
  const ByteBuffer scaled = remedied(Remedy::ScaleDown, test::picture({}, 2560, 1440));
  Decoder decoder;
  PixelBuffer grey;
  BOOST_TEST(decoder.decodeGrey(scaled, grey).ok());
  const Bytes edge(grey.row(1079), 1920);
  const Bytes repeated(grey.row(1087), 1920);
  BOOST_TEST(test::psnr(edge, repeated) > 25);
}

BOOST_AUTO_TEST_CASE(the_sentences_say_what_and_why) {
  EncodeOptions options;
  options.progressive = true;
  const FrameInfo progressive = test::infoOf(test::picture(options));
  BOOST_TEST(describe(Remedy::RecodeHuffman, progressive) ==
             "RFC 2435 cannot carry progressive pictures: the coefficients are coded again with the standard tables, "
             "without loss");
  const FrameInfo full = test::infoOf(test::picture(Subsampling::k444));
  BOOST_TEST(describe(Remedy::Reencode, full) ==
             "RFC 2435 cannot carry 4:4:4 pictures: they are encoded again as 4:2:0");
  FrameInfo large = full;
  large.width = 2560;
  large.height = 1440;
  BOOST_TEST(describe(Remedy::ScaleDown, large) ==
             "RFC 2435 cannot carry 2560x1440 (2040 px a side at most): scaled down to 1920x1088 and encoded again as "
             "4:2:0");
}

BOOST_AUTO_TEST_CASE(what_cannot_be_read_is_refused_in_words) {
  for (const Remedy remedy : {Remedy::AddHuffmanTables, Remedy::RecodeHuffman, Remedy::Reencode, Remedy::ScaleDown}) {
    const Result<ByteBuffer> result = applyRemedy(remedy, asBytes("this is no JPEG"));
    BOOST_REQUIRE(!result.ok());
    BOOST_TEST(!result.error().message.empty());
    BOOST_TEST(!applyRemedy(remedy, {}).ok());
  }
}

BOOST_AUTO_TEST_CASE(a_picture_of_65500_by_65500_in_2_kilobytes_is_refused) {
  ByteBuffer jpeg = test::picture();
  SegmentReader reader(jpeg, 2);
  for (auto segment = reader.next(); segment.isDone(); segment = reader.next()) {
    if (segment.value().code != marker::kSof0) continue;
    const std::size_t at = segment.value().offset;
    jpeg[at + 5] = jpeg[at + 7] = 0xFF;
    jpeg[at + 6] = jpeg[at + 8] = 0xDC;
    break;
  }
  for (const Remedy remedy : {Remedy::RecodeHuffman, Remedy::Reencode, Remedy::ScaleDown})
    BOOST_TEST(!applyRemedy(remedy, jpeg).ok());
  Decoder decoder;
  PixelBuffer pixels;
  BOOST_TEST(!decoder.decodeBgrx(jpeg, 100, 100, pixels).ok());
}

}  // namespace zoetrope::jpeg
