// SPDX-License-Identifier: MIT
#include "libstream/net/out_queue.h"

#include <boost/test/unit_test.hpp>

#include <array>
#include <string>

namespace zoetrope::net {

namespace {

OutSlice slice(const std::string& text) {
  const Bytes bytes = asBytes(text);
  return ownedSlice(ByteBuffer(bytes.begin(), bytes.end()));
}

std::string front(const OutQueue& queue, std::size_t pieces = 8) {
  std::array<Bytes, 8> found;
  const std::size_t count = queue.gather(std::span(found).first(pieces));
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += asText(found[i]);
  return text;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(out_queue)

BOOST_AUTO_TEST_CASE(slices_are_gathered_in_order_and_consumed_across_their_borders) {
  OutQueue queue;
  for (const char* text : {"abc", "", "de", "fgh"}) queue.push(slice(text));
  BOOST_TEST(queue.bytes() == 8U);
  BOOST_TEST(front(queue) == "abcdefgh");
  BOOST_TEST(front(queue, 2) == "abcde");
  queue.consume(4);
  BOOST_TEST(front(queue) == "efgh");
  queue.consume(4);
  BOOST_TEST(queue.empty());
  BOOST_TEST(queue.bytes() == 0U);
}

BOOST_AUTO_TEST_CASE(an_owner_lives_until_its_slice_is_gone) {
  OutQueue queue;
  const auto owner = std::make_shared<std::string>("picture");
  queue.push({asBytes(*owner), owner});
  queue.consume(6);
  BOOST_TEST(owner.use_count() == 2);
  queue.consume(1);
  BOOST_TEST(owner.use_count() == 1);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_read_becomes_zeros_of_the_same_length) {
  OutQueue queue;
  queue.push(slice("abcdef"));
  queue.push(slice("next"));
  queue.consume(2);
  queue.replaceFrontByZeros();
  BOOST_TEST(front(queue) == std::string(4, '\0') + "next");
  BOOST_TEST(queue.bytes() == 8U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::net
