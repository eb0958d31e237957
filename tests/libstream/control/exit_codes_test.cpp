// SPDX-License-Identifier: MIT
#include "libstream/control/exit_codes.h"

#include <boost/test/unit_test.hpp>

#include <set>

namespace zoetrope::control {

BOOST_AUTO_TEST_SUITE(exit_codes)

BOOST_AUTO_TEST_CASE(every_code_has_its_own_number_name_and_sentence) {
  std::set<int> numbers;
  std::set<std::string_view> names, meanings;
  for (const ExitCodeEntry& entry : exitCodes()) {
    numbers.insert(static_cast<int>(entry.code));
    names.insert(entry.name);
    meanings.insert(entry.meaning);
    BOOST_TEST(describe(entry.code) == entry.meaning);
  }
  BOOST_TEST(numbers.size() == exitCodes().size());
  BOOST_TEST(names.size() == exitCodes().size());
  BOOST_TEST(meanings.size() == exitCodes().size());
}

BOOST_AUTO_TEST_CASE(numbers_are_a_contract_and_stay) {
  BOOST_TEST(static_cast<int>(ExitCode::Ok) == 0);
  BOOST_TEST(static_cast<int>(ExitCode::Usage) == 2);
  BOOST_TEST(static_cast<int>(ExitCode::CannotConnect) == 3);
  BOOST_TEST(static_cast<int>(ExitCode::NotFound) == 4);
  BOOST_TEST(static_cast<int>(ExitCode::Refused) == 5);
  BOOST_TEST(static_cast<int>(ExitCode::Stalled) == 6);
  BOOST_TEST(static_cast<int>(ExitCode::PortUnavailable) == 7);
}

BOOST_AUTO_TEST_CASE(the_table_has_a_row_for_each_code_asked_for) {
  constexpr ExitCode kSome[] = {ExitCode::Ok, ExitCode::Stalled};
  const std::string table = exitCodeTable(kSome);
  BOOST_TEST(table.starts_with("  0  ended as it should"));
  BOOST_TEST(table.find("\n  6  connected, but no pictures came\n") != table.npos);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::control
