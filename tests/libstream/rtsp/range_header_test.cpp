// SPDX-License-Identifier: MIT
#include "libstream/rtsp/range_header.h"

#include <boost/test/unit_test.hpp>

namespace zoetrope::rtsp {

namespace {

using Unit = RangeHeader::Unit;

struct Case {
  const char* text;
  NptRange range;
  // Empty: the text itself.
  const char* written = "";
};

const Case kCases[] = {
    {"npt=0-", {0.0, {}, false}},
    {"npt=0.000-", {0.0, {}, false}, "npt=0-"},
    {"npt=10.5-20.25", {10.5, 20.25, false}},
    {"npt=-20", {{}, 20.0, false}},
    {"npt=now-", {{}, {}, true}},
    {"npt=now-30", {{}, 30.0, true}},
    {"NPT = 1. - 2 ", {1.0, 2.0, false}, "npt=1-2"},
    {"npt=0:00:10-1:02:03.5", {10.0, 3723.5, false}, "npt=10-3723.5"},
    {"npt=100:00:00-", {360000.0, {}, false}, "npt=360000-"},
    {"npt=2-2.5;time=19970123T143720Z", {2.0, 2.5, false}, "npt=2-2.5"},
    {"npt=5-3", {5.0, 3.0, false}},
};

}  // namespace

BOOST_AUTO_TEST_CASE(reads_and_writes_normal_play_time) {
  for (const Case& sample : kCases) {
    BOOST_TEST_CONTEXT(sample.text) {
      const auto range = parseRange(sample.text);
      BOOST_REQUIRE(range.ok());
      BOOST_TEST((range->unit == Unit::Npt));
      BOOST_TEST((range->npt == sample.range));
      BOOST_TEST(serializeRange(range->npt) == (*sample.written ? sample.written : sample.text));
    }
  }
}

BOOST_AUTO_TEST_CASE(other_clocks_are_told_apart) {
  BOOST_TEST((parseRange("smpte=0:10:00-")->unit == Unit::Smpte));
  BOOST_TEST((parseRange("smpte-30-drop=0:10:00-")->unit == Unit::Smpte));
  BOOST_TEST((parseRange("clock=19961108T142300Z-19961108T143520Z")->unit == Unit::Clock));
  BOOST_TEST((parseRange("bytes=0-5")->unit == Unit::Other));
}

BOOST_AUTO_TEST_CASE(what_is_no_range_is_an_error) {
  for (const char* text :
       {"", "npt", "npt=", "npt=-", "npt=a-b", "npt=1", "npt=1--2", "npt=1e9-", "npt=inf-", "npt=0:60:00-",
        "npt=0:00:60-", "npt=1:2-", "npt=.5-", "npt=1..2-", "=0-", "npt=99999999999999999999-"})
    BOOST_TEST_CONTEXT(text) BOOST_TEST(!parseRange(text).ok());
}

BOOST_AUTO_TEST_CASE(seconds_are_written_as_short_as_they_are) {
  BOOST_TEST(formatSeconds(0) == "0");
  BOOST_TEST(formatSeconds(-0.0) == "0");
  BOOST_TEST(formatSeconds(10) == "10");
  BOOST_TEST(formatSeconds(1.0 / 3) == "0.333");
  BOOST_TEST(formatSeconds(100.1004) == "100.1");
}

}  // namespace zoetrope::rtsp
