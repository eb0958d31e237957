// SPDX-License-Identifier: MIT
#include "libstream/base/path_text.h"

#include "tests/support/temp_folder.h"

#include <boost/test/unit_test.hpp>

#include <fstream>

using namespace zoetrope;

BOOST_AUTO_TEST_SUITE(path_text)

BOOST_AUTO_TEST_CASE(names_in_any_script_are_found_again_as_they_were_written) {
  const test::TempFolder folder;
  const std::string name = "Žluťoučký кінь 日本 😀.mjpeg";
  const std::filesystem::path file = folder.path() / pathOf(name);
  std::ofstream(file) << "here";
  BOOST_TEST(std::filesystem::is_regular_file(file));
  const std::filesystem::directory_iterator entry(folder.path());
  BOOST_TEST(utf8Of(entry->path().filename()) == name);
  BOOST_TEST((entry->path() == pathOf(utf8Of(file))));
}

BOOST_AUTO_TEST_CASE(parts_have_slashes_between_them) { BOOST_TEST(utf8Of(pathOf("a") / pathOf("ž")) == "a/ž"); }

BOOST_AUTO_TEST_SUITE_END()
