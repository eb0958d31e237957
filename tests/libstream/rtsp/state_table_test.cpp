// SPDX-License-Identifier: MIT
#include "libstream/rtsp/state_table.h"

#include <boost/test/unit_test.hpp>

namespace zoetrope::rtsp {

namespace {

struct Row {
  Method method;
  int init, ready, playing;
};

template <class Judge>
void check(const Row& row, Judge&& judgeIt) {
  BOOST_TEST_CONTEXT(methodName(row.method)) {
    BOOST_TEST(judgeIt(row.method, ServerState::Init).status == row.init);
    BOOST_TEST(judgeIt(row.method, ServerState::Ready).status == row.ready);
    BOOST_TEST(judgeIt(row.method, ServerState::Playing).status == row.playing);
    BOOST_TEST(judgeIt(row.method, ServerState::Ready).allowed == (row.ready == 200));
  }
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_standard_table) {
  for (const Row& row :
       {Row{Method::Options, 200, 200, 200}, Row{Method::Describe, 200, 200, 200}, Row{Method::Setup, 200, 200, 455},
        Row{Method::Play, 454, 200, 200}, Row{Method::Pause, 454, 200, 200}, Row{Method::Teardown, 454, 200, 200},
        Row{Method::GetParameter, 200, 200, 200}, Row{Method::SetParameter, 200, 200, 200},
        Row{Method::Record, 405, 405, 405}, Row{Method::Announce, 405, 405, 405}, Row{Method::Redirect, 405, 405, 405},
        Row{Method::Unknown, 501, 501, 501}})
    check(row, judge);
}

BOOST_AUTO_TEST_CASE(the_course_table_knows_200_and_500) {
  for (const Row& row : {Row{Method::Setup, 200, 200, 200}, Row{Method::Play, 500, 200, 200},
                         Row{Method::Pause, 500, 200, 200}, Row{Method::Teardown, 200, 200, 200},
                         Row{Method::Describe, 500, 500, 500}, Row{Method::Unknown, 500, 500, 500}})
    check(row, judgeCourse);
}

BOOST_AUTO_TEST_CASE(a_wrong_state_lists_what_is_allowed_in_it) {
  const Verdict verdict = judge(Method::Setup, ServerState::Playing);
  BOOST_TEST(verdict.allow == "OPTIONS, DESCRIBE, PLAY, PAUSE, GET_PARAMETER, SET_PARAMETER, TEARDOWN");
  BOOST_TEST(judge(Method::Record, ServerState::Init).allow == publicMethods());
  BOOST_TEST(judge(Method::Play, ServerState::Init).allow.empty());
}

BOOST_AUTO_TEST_CASE(options_lists_what_the_server_has) {
  BOOST_TEST(publicMethods() == "OPTIONS, DESCRIBE, SETUP, PLAY, PAUSE, GET_PARAMETER, SET_PARAMETER, TEARDOWN");
}

}  // namespace zoetrope::rtsp
