// SPDX-License-Identifier: MIT
#include "rtsp_client/window/session_outcome.h"

#include <boost/test/unit_test.hpp>

namespace zoetrope::client {
namespace {

using control::ExitCode;

EngineStatus playing(std::optional<Message> message = std::nullopt) {
  EngineStatus status;
  status.state = UserState::Playing;
  status.message = std::move(message);
  return status;
}

bool is(const SessionOutcome& outcome, ExitCode code, const std::string& why) {
  return outcome.ending().code == code && outcome.ending().why == why;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(session_outcome)

BOOST_AUTO_TEST_CASE(a_session_of_which_nothing_bad_is_heard_ended_well) {
  const SessionOutcome outcome;
  BOOST_TEST(!outcome.failed());
  BOOST_TEST(is(outcome, ExitCode::Ok, ""));
}

BOOST_AUTO_TEST_CASE(the_first_failure_is_the_reason) {
  SessionOutcome outcome;
  outcome.onEnded(ExitCode::NotFound, "There is no such movie.");
  outcome.onEnded(ExitCode::CannotConnect, "There is no server.");
  BOOST_TEST(is(outcome, ExitCode::NotFound, "There is no such movie."));
}

BOOST_AUTO_TEST_CASE(pictures_after_another_try_make_good_what_failed) {
  SessionOutcome outcome;
  outcome.onEnded(ExitCode::CannotConnect, "There is no server.");
  outcome.onPicture(playing(Message{.text = "Connected", .details = {}}));
  BOOST_TEST(is(outcome, ExitCode::Ok, ""));
}

BOOST_AUTO_TEST_CASE(pictures_from_the_cache_beside_an_error_make_nothing_good) {
  SessionOutcome outcome;
  outcome.onEnded(ExitCode::Stalled, "No more pictures come.");
  outcome.onPicture(playing(Message{.kind = Message::Kind::Error, .text = "No more pictures come.", .details = {}}));
  BOOST_TEST(is(outcome, ExitCode::Stalled, "No more pictures come."));
}

BOOST_AUTO_TEST_CASE(a_late_picture_of_a_session_that_is_gone_makes_nothing_good) {
  SessionOutcome outcome;
  outcome.onEnded(ExitCode::Failure, "The server closed the connection.");
  outcome.onPicture(EngineStatus{});
  BOOST_TEST(outcome.failed());
}

BOOST_AUTO_TEST_CASE(a_movie_played_to_its_end_makes_good_what_failed) {
  SessionOutcome outcome;
  outcome.onEnded(ExitCode::Refused, "The server refuses PLAY.");
  outcome.onEnded(ExitCode::Ok, "");
  BOOST_TEST(!outcome.failed());
}

BOOST_AUTO_TEST_CASE(what_fails_after_good_pictures_counts_again) {
  SessionOutcome outcome;
  outcome.onEnded(ExitCode::CannotConnect, "There is no server.");
  outcome.onPicture(playing());
  outcome.onEnded(ExitCode::Failure, "The server closed the connection.");
  BOOST_TEST(is(outcome, ExitCode::Failure, "The server closed the connection."));
}

BOOST_AUTO_TEST_CASE(a_file_that_was_not_written_is_not_made_good_by_pictures) {
  SessionOutcome outcome;
  outcome.onEnded(ExitCode::CannotWrite, "cannot write x");
  outcome.onPicture(playing());
  outcome.onEnded(ExitCode::Ok, "");
  BOOST_TEST(is(outcome, ExitCode::CannotWrite, "cannot write x"));
}

BOOST_AUTO_TEST_CASE(after_the_window_was_closed_only_files_count) {
  SessionOutcome outcome;
  outcome.onClosing();
  outcome.onEnded(ExitCode::Stalled, "No more pictures come.");
  BOOST_TEST(!outcome.failed());
  outcome.onEnded(ExitCode::CannotWrite, "writing x failed: is the disk full?");
  BOOST_TEST(is(outcome, ExitCode::CannotWrite, "writing x failed: is the disk full?"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::client
