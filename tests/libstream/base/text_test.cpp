// SPDX-License-Identifier: MIT
#include "libstream/base/text.h"

#include <boost/test/unit_test.hpp>

namespace zoetrope {

BOOST_AUTO_TEST_CASE(trims_blanks_and_line_ends) {
  BOOST_TEST(trim(" \t a b\r\n") == "a b");
  BOOST_TEST(trim(" \n").empty());
}

BOOST_AUTO_TEST_CASE(compares_without_case) {
  BOOST_TEST(equalsIgnoreCase("CSeq", "cSEQ"));
  BOOST_TEST(!equalsIgnoreCase("CSeq", "CSeqs"));
  BOOST_TEST(startsWithIgnoreCase("RTP/avp;unicast", "rtp/AVP"));
  BOOST_TEST(!startsWithIgnoreCase("RT", "RTP"));
}

BOOST_AUTO_TEST_CASE(splits_keeping_empty_parts) {
  const auto parts = split(";a;;b", ';');
  BOOST_TEST(parts.size() == 4U);
  BOOST_TEST(parts[0].empty());
  BOOST_TEST(parts[3] == "b");
}

BOOST_AUTO_TEST_CASE(numbers_are_whole_texts_only) {
  BOOST_TEST(parseNumber<int>("-12").value() == -12);
  BOOST_TEST(!parseNumber<unsigned>("-12").has_value());
  BOOST_TEST(!parseNumber<int>("12 ").has_value());
  BOOST_TEST(!parseNumber<int>("").has_value());
  BOOST_TEST(!parseNumber<std::uint16_t>("65536").has_value());
  BOOST_TEST(parseNumber<std::uint32_t>("ff", 16).value() == 255U);
  BOOST_TEST(parseDouble("2.5").value() == 2.5);
  BOOST_TEST(!parseDouble("inf").has_value());
  BOOST_TEST(!parseDouble("2.5x").has_value());
}

BOOST_AUTO_TEST_CASE(foreign_text_is_made_printable_and_cut) {
  BOOST_TEST(printable("a\r\n\xff") == "a\\x0d\\x0a\\xff");
  BOOST_TEST(printable(std::string(100, 'x'), 3) == "xxx…");
}

BOOST_AUTO_TEST_CASE(letters_of_every_script_stay_what_they_are) {
  BOOST_TEST(printable("Übung 1 – schön.mjpeg") == "Übung 1 – schön.mjpeg");
  BOOST_TEST(printable("фильм 映画 🎞") == "фильм 映画 🎞");
  BOOST_TEST(printable("äöü", 3) == "äö…");
  BOOST_TEST(printable("\xC3") == "\\xc3");
  BOOST_TEST(printable("ä\xA4") == "ä\\xa4");
}

BOOST_AUTO_TEST_CASE(what_a_terminal_obeys_or_what_hides_a_name_is_spelt_out) {
  BOOST_TEST(printable("a\u009Bb") == "a\\xc2\\x9bb");
  BOOST_TEST(printable("a\u2028b") == "a\\xe2\\x80\\xa8b");
  BOOST_TEST(printable("gepj\u202Egepjm") == "gepj\\xe2\\x80\\xaegepjm");
  BOOST_TEST(printable("\u2066a\uFEFF") == "\\xe2\\x81\\xa6a\\xef\\xbb\\xbf");
  BOOST_TEST(printable("a\u00A0–\u2070") == "a\u00A0–\u2070");
}

BOOST_AUTO_TEST_CASE(edit_distance_counts_changes_without_case) {
  BOOST_TEST(editDistance("movie.mjpeg", "Movie.Mjpeg") == 0U);
  BOOST_TEST(editDistance("movi.Mjpg", "movie.Mjpeg") == 2U);
  BOOST_TEST(editDistance("", "abc") == 3U);
}

BOOST_AUTO_TEST_CASE(an_unknown_option_is_told_with_the_nearest_there_is) {
  constexpr std::string_view kKnown[] = {"--loop", "--root"};
  BOOST_TEST(unknownOption("--lop", kKnown) == "there is no option --lop; did you mean --loop?");
  BOOST_TEST(unknownOption("--something", kKnown) == "there is no option --something");
  BOOST_TEST(unknownOption("--l\n", {}) == "there is no option --l\\x0a");
}

BOOST_AUTO_TEST_CASE(bytes_that_are_no_utf8_are_seen_and_replaced) {
  BOOST_TEST(isUtf8("caf\xC3\xA9 \xF0\x9F\x8E\x9E"));
  BOOST_TEST(!isUtf8("caf\xE9"));
  BOOST_TEST(!isUtf8("\xC0\xAE"));
  BOOST_TEST(!isUtf8("cut \xE2\x82"));
  for (const char* const never : {"\xE0\x80\xAF", "\xED\xA0\x80", "\xF0\x80\x80\xAF", "\xF4\x90\x80\x80"})
    BOOST_TEST(!isUtf8(never));
  BOOST_TEST(isUtf8("\xE0\xA0\x80\xED\x9F\xBF\xF0\x90\x80\x80\xF4\x8F\xBF\xBF"));
  BOOST_TEST(toUtf8("caf\xC3\xA9") == "caf\xC3\xA9");
  BOOST_TEST(toUtf8("caf\xE9!") == "caf\xEF\xBF\xBD!");
}

}  // namespace zoetrope
