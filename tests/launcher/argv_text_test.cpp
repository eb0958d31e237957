// SPDX-License-Identifier: MIT
#include "launcher/argv_text.h"

#include <boost/test/unit_test.hpp>

#include <vector>

using namespace zoetrope::launcher;

BOOST_AUTO_TEST_SUITE(argv_text)

BOOST_AUTO_TEST_CASE(plain_words_stay_as_they_are_for_sh) {
  for (const char* word :
       {"zoetrope-server", "--bind", "127.0.0.1", "/usr/share/a_b+c,d", "rtsp://host:8554/m.mjpeg", "5%"})
    BOOST_TEST(posixQuoted(word) == word);
}

BOOST_AUTO_TEST_CASE(what_sh_acts_upon_is_quoted) {
  BOOST_TEST(posixQuoted("") == "''");
  BOOST_TEST(posixQuoted("my films") == "'my films'");
  BOOST_TEST(posixQuoted("it's") == "'it'\\''s'");
  BOOST_TEST(posixQuoted("$HOME") == "'$HOME'");
  BOOST_TEST(posixQuoted("~") == "'~'");
  BOOST_TEST(posixQuoted("a=b") == "'a=b'");
  BOOST_TEST(posixQuoted("a\\b\"c") == "'a\\b\"c'");
  BOOST_TEST(posixQuoted("filmé") == "'filmé'");
  for (const char c : std::string("`!#&*()[]{}|;<>?"))
    BOOST_TEST(posixQuoted(std::string(1, c)) == std::string("'") + c + "'");
}

BOOST_AUTO_TEST_CASE(a_pasted_line_holds_no_control_character) {
  BOOST_TEST(posixQuoted("a\nb") == "$'a\\nb'");
  BOOST_TEST(posixQuoted("it's\t\\") == "$'it\\'s\\t\\\\'");
  BOOST_TEST(posixQuoted("\x1b\x62") == "$'\\x1b'$'b'");
}

BOOST_AUTO_TEST_CASE(words_for_windows_follow_its_rules_for_backslashes) {
  BOOST_TEST(windowsQuoted("C:\\films\\a.mjpeg") == "C:\\films\\a.mjpeg");
  BOOST_TEST(windowsQuoted("") == "\"\"");
  BOOST_TEST(windowsQuoted("C:\\my films\\") == "\"C:\\my films\\\\\"");
  BOOST_TEST(windowsQuoted("say \"a\"") == "\"say \\\"a\\\"\"");
  BOOST_TEST(windowsQuoted("a\\\"b") == "\"a\\\\\\\"b\"");
  BOOST_TEST(windowsQuoted("a\\b c") == "\"a\\b c\"");
  BOOST_TEST(windowsQuoted("a&b") == "\"a&b\"");
}

BOOST_AUTO_TEST_CASE(a_command_line_is_its_words_with_blanks_between) {
  const std::vector<std::string> argv{"zoetrope-server", "--root", "my films", "0"};
  BOOST_TEST(posixCommandLine(argv) == "zoetrope-server --root 'my films' 0");
  BOOST_TEST(windowsCommandLine(argv) == "zoetrope-server --root \"my films\" 0");
  BOOST_TEST(posixCommandLine({}) == "");
}

BOOST_AUTO_TEST_SUITE_END()
