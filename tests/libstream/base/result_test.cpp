// SPDX-License-Identifier: MIT
#include "libstream/base/result.h"

#include <boost/test/unit_test.hpp>

#include <memory>

namespace zoetrope {

BOOST_AUTO_TEST_CASE(a_result_holds_a_value_or_an_error) {
  Result<std::unique_ptr<int>> good(std::make_unique<int>(7));
  BOOST_TEST_REQUIRE(good.ok());
  BOOST_TEST(*std::move(good).value() == 7);

  const Result<int> bad(Error{"expected 3 lines, got 2"});
  BOOST_TEST(!bad.ok());
  BOOST_TEST(bad.error().message == "expected 3 lines, got 2");

  BOOST_TEST(Result<void>().ok());
  BOOST_TEST(!Result<void>(Error{"no"}).ok());
}

BOOST_AUTO_TEST_CASE(a_parse_ends_in_one_of_three_ways) {
  const auto done = Parsed<int>::done(5, 2);
  BOOST_TEST(done.isDone());
  BOOST_TEST(done.value() == 5);
  BOOST_TEST(done.consumed() == 2U);
  BOOST_TEST(Parsed<int>::needMore().needsMore());
  const auto bad = Parsed<int>::bad("no colon", 9);
  BOOST_TEST(bad.isBad());
  BOOST_TEST(bad.failure().reason == "no colon");
  BOOST_TEST(bad.failure().offset == 9U);
}

}  // namespace zoetrope
