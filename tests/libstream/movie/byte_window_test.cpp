// SPDX-License-Identifier: MIT
#include "libstream/movie/byte_window.h"

#include <boost/test/unit_test.hpp>

namespace zoetrope::movie {
namespace {

ByteBuffer countingBytes(std::size_t size) {
  ByteBuffer bytes(size);
  for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<std::uint8_t>(i * 7 + i / 256);
  return bytes;
}

class FailingSource final : public ByteSource {
 public:
  std::uint64_t size() const override { return 100; }
  Result<std::size_t> readAt(std::uint64_t, std::span<std::uint8_t>) const override { return Error{"disk on fire"}; }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(byte_window)

BOOST_AUTO_TEST_CASE(every_stretch_shows_the_sources_bytes) {
  const ByteBuffer bytes = countingBytes(3 * kWindowBytes + 11);
  const MemorySource source(bytes);
  ByteWindow window(source);
  for (std::size_t offset = 0; offset < bytes.size(); offset += 9973) {
    const auto view = window.at(offset, 20'000);
    BOOST_REQUIRE(view.ok());
    BOOST_TEST(view->size() >= std::min<std::size_t>(20'000, bytes.size() - offset));
    BOOST_TEST(std::equal(view->begin(), view->end(), bytes.begin() + static_cast<std::ptrdiff_t>(offset)));
  }
}

BOOST_AUTO_TEST_CASE(it_grows_to_what_is_asked_for_and_keeps_its_place) {
  const ByteBuffer bytes = countingBytes(4 * kWindowBytes);
  const MemorySource source(bytes);
  ByteWindow window(source);
  BOOST_TEST(window.at(5, 1)->size() == kWindowBytes);
  const auto large = window.at(5, 3 * kWindowBytes);
  BOOST_TEST(large->size() == 3 * kWindowBytes);
  BOOST_TEST((*large)[0] == bytes[5]);
}

BOOST_AUTO_TEST_CASE(at_and_past_the_end_there_is_nothing) {
  const ByteBuffer bytes = countingBytes(10);
  const MemorySource source(bytes);
  ByteWindow window(source);
  BOOST_TEST(window.at(7, 100)->size() == 3U);
  BOOST_TEST(window.at(10, 1)->empty());
  BOOST_TEST(window.at(1000, 1)->empty());
}

BOOST_AUTO_TEST_CASE(a_source_that_fails_says_why) {
  const FailingSource source;
  ByteWindow window(source);
  const auto view = window.at(0, 1);
  BOOST_REQUIRE(!view.ok());
  BOOST_TEST(view.error().message == "disk on fire");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::movie
