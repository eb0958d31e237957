// SPDX-License-Identifier: MIT
// docs/control_protocol.md and the code say the same: every example is read, and every member and exit code is named.
#include "libstream/control/exit_codes.h"
#include "libstream/control/status_line.h"

#include <boost/test/unit_test.hpp>

#include <fstream>
#include <iterator>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace zoetrope::control {
namespace {

std::string document() {
  std::ifstream file(ZOETROPE_CONTROL_PROTOCOL);
  BOOST_REQUIRE_MESSAGE(file.good(), ZOETROPE_CONTROL_PROTOCOL);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::string> examples() {
  std::vector<std::string> lines;
  std::istringstream text(document());
  bool inside = false;
  for (std::string line; std::getline(text, line);) {
    if (line.starts_with("```"))
      inside = line == "```json";
    else if (inside)
      lines.push_back(line);
  }
  return lines;
}

// Of a line as it is written: `"name":`.
std::set<std::string> memberNames(const std::string& line) {
  std::set<std::string> names;
  for (std::size_t colon = line.find("\":"); colon != line.npos; colon = line.find("\":", colon + 1)) {
    const std::size_t quote = line.rfind('"', colon - 1);
    names.insert(line.substr(quote + 1, colon - quote - 1));
  }
  return names;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(protocol_document)

BOOST_AUTO_TEST_CASE(every_example_is_a_line_that_is_written_so) {
  std::set<std::size_t> types;
  for (const std::string& example : examples()) {
    const auto line = parseStatusLine(example);
    BOOST_REQUIRE_MESSAGE(line.ok(), example << ": " << (line ? "" : line.error().message));
    BOOST_TEST(writeStatusLine(*line) == example);
    types.insert(line->index());
  }
  BOOST_TEST(types.size() == std::variant_size_v<StatusLine>);
}

BOOST_AUTO_TEST_CASE(every_member_has_a_row) {
  const std::string text = document();
  const StatusLine full[] = {
      Listening{{"a"}, {"m"}},
      StateLine{"s", "d", "m", "standard", "UDP"},
      SessionLine{"i", "report", "p", "m", "standard", "UDP", "playing", "d", 1, 0},
      StatsLine{ServerStats{}, PlayerStats{0, 0, "off", 0, 0, 0, 0, 1, 1}},
      ErrorLine{"m", "d"},
      Stopping{"r", 0},
  };
  for (const StatusLine& line : full)
    for (const std::string& name : memberNames(writeStatusLine(line)))
      BOOST_TEST(
          (text.find("| `" + name + "` |") != text.npos || text.find("| member of `" + name + "` |") != text.npos),
          name << " has no row");
}

BOOST_AUTO_TEST_CASE(every_exit_code_has_its_row) {
  const std::string text = document();
  for (const ExitCodeEntry& entry : exitCodes()) {
    const std::string row = "| " + std::to_string(static_cast<int>(entry.code)) + " | `" + std::string(entry.name) +
                            "` | " + std::string(entry.meaning) + " |";
    BOOST_TEST((text.find(row) != text.npos), row);
  }
}

BOOST_AUTO_TEST_CASE(the_limits_are_the_codes) {
  const std::string text = document();
  BOOST_TEST(kMaxStatusLineBytes == 65'536U);
  BOOST_TEST((text.find("65,536 bytes") != text.npos));
  BOOST_TEST((text.find("nests at most " + std::to_string(kMaxStatusLineDepth) + " deep") != text.npos));
  BOOST_TEST((text.find("version of this contract: " + std::to_string(kStatusLineVersion)) != text.npos));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::control
