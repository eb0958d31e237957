// SPDX-License-Identifier: MIT
#include "rtsp_client/window/exchanges.h"

#include "rtsp_client/conversation.h"

#include <boost/test/unit_test.hpp>

namespace zoetrope::client {
namespace {

ConversationEntry request(const std::string& text, int milliseconds, bool preBuffer = false) {
  return {
      .request = true, .preBuffer = preBuffer, .at = WallTime(std::chrono::milliseconds(milliseconds)), .text = text};
}

ConversationEntry reply(const std::string& text, int milliseconds) {
  return {.request = false, .at = WallTime(std::chrono::milliseconds(milliseconds)), .text = text};
}

const std::string kSetup = "SETUP movie.Mjpeg RTSP/1.0\nCSeq: 1\nTransport: RTP/UDP; client_port= 25000\n";
const std::string kPlay = "PLAY rtsp://127.0.0.1:8554/hd.mjpeg RTSP/1.0\r\nCSeq: 2\r\n\r\n";

}  // namespace

BOOST_AUTO_TEST_SUITE(exchanges)

BOOST_AUTO_TEST_CASE(a_reply_joins_its_request) {
  Exchanges exchanges;
  BOOST_TEST(exchanges.add({request(kSetup, 100), reply("RTSP/1.0 200 OK\nCSeq: 1\nSession: 123456\n", 112)}));
  BOOST_REQUIRE(exchanges.all().size() == 1u);
  const Exchange& only = exchanges.all().front();
  BOOST_TEST(only.method == "SETUP");
  BOOST_TEST(only.answer == "200 OK");
  BOOST_TEST(takenText(only) == "12 ms");
}

BOOST_AUTO_TEST_CASE(a_request_without_a_reply_waits) {
  Exchanges exchanges;
  exchanges.add({request(kPlay, 0)});
  BOOST_TEST(!exchanges.all().front().answered());
  BOOST_TEST(takenText(exchanges.all().front()) == "");
  BOOST_TEST(wireText(exchanges.all().front()) == "PLAY rtsp://127.0.0.1:8554/hd.mjpeg RTSP/1.0\nCSeq: 2\n\n");
}

BOOST_AUTO_TEST_CASE(replies_out_of_order_find_their_request_by_number) {
  Exchanges exchanges;
  exchanges.add({request(kSetup, 0), request(kPlay, 0), reply("RTSP/1.0 455 Method Not Valid\r\ncseq: 2\r\n\r\n", 5)});
  BOOST_TEST(!exchanges.all()[0].answered());
  BOOST_TEST(exchanges.all()[1].answer == "455 Method Not Valid");
}

BOOST_AUTO_TEST_CASE(replies_without_a_number_answer_in_order) {
  Exchanges exchanges;
  exchanges.add({request(kSetup, 0), request(kPlay, 0), reply("RTSP/1.0 200 OK\n\n", 1), reply("RTSP/1.0 404\n", 2)});
  BOOST_TEST(exchanges.all()[0].answer == "200 OK");
  BOOST_TEST(exchanges.all()[1].answer == "404");
}

BOOST_AUTO_TEST_CASE(a_reply_that_nobody_asked_for_is_left_out_but_counted) {
  Exchanges exchanges;
  exchanges.add({reply("RTSP/1.0 200 OK\n\n", 1)});
  BOOST_TEST(exchanges.all().empty());
  BOOST_TEST(exchanges.seen() == 1u);
}

BOOST_AUTO_TEST_CASE(the_clients_own_filling_is_marked) {
  Exchanges exchanges;
  exchanges.add({request(kPlay, 0, true), request(kPlay, 0)});
  BOOST_TEST(requestTitle(exchanges.all()[0]) == "PLAY (pre-buffer)");
  BOOST_TEST(requestTitle(exchanges.all()[1]) == "PLAY");
}

BOOST_AUTO_TEST_CASE(request_and_reply_are_shown_in_full_with_a_line_between) {
  Exchanges exchanges;
  exchanges.add({request("PAUSE m.mjpeg RTSP/1.0\nCSeq: 3\n", 0), reply("RTSP/1.0 200 OK\r\nCSeq: 3\r\n\r\n", 1)});
  BOOST_TEST(wireText(exchanges.all().front()) == "PAUSE m.mjpeg RTSP/1.0\nCSeq: 3\n\nRTSP/1.0 200 OK\nCSeq: 3\n\n");
}

BOOST_AUTO_TEST_CASE(the_oldest_are_forgotten_when_there_are_too_many) {
  Exchanges exchanges;
  for (std::size_t i = 0; i < kMostExchanges + 10; ++i) exchanges.add({request("GET_PARAMETER x RTSP/1.0\n", 0)});
  BOOST_TEST(exchanges.all().size() == kMostExchanges);
}

BOOST_AUTO_TEST_CASE(no_entry_comes_twice_when_the_engine_has_forgotten_some) {
  Conversation conversation({});
  for (std::size_t i = 0; i < Conversation::kMaxEntries + 10; ++i) conversation.add(true, false, {}, kSetup);
  Exchanges exchanges;
  BOOST_TEST(exchanges.add(conversation.entries(exchanges.seen())));
  BOOST_TEST(!exchanges.add(conversation.entries(exchanges.seen())));
  conversation.add(true, false, {}, kPlay);
  BOOST_TEST(conversation.entries(exchanges.seen()).size() == 1u);
  BOOST_TEST(exchanges.add(conversation.entries(exchanges.seen())));
  BOOST_TEST(exchanges.all().back().method == "PLAY");
  BOOST_TEST(exchanges.seen() == Conversation::kMaxEntries + 11);
}

const std::string kServersOptions = "OPTIONS * RTSP/1.0\r\nCSeq: 2\r\n\r\n";

BOOST_AUTO_TEST_CASE(a_request_of_the_servers_is_a_row_of_its_own_with_our_answer) {
  Exchanges exchanges;
  exchanges.add({request(kPlay, 0), reply(kServersOptions, 1), request("RTSP/1.0 200 OK\r\nCSeq: 2\r\n\r\n", 2)});
  BOOST_REQUIRE(exchanges.all().size() == 2u);
  BOOST_TEST(!exchanges.all()[0].answered());
  BOOST_TEST(requestTitle(exchanges.all()[1]) == "OPTIONS (server)");
  BOOST_TEST(exchanges.all()[1].answer == "200 OK");
}

BOOST_AUTO_TEST_CASE(a_reply_does_not_answer_what_the_server_asked_with_the_same_number) {
  Exchanges exchanges;
  exchanges.add({reply(kServersOptions, 0), request(kPlay, 1), reply("RTSP/1.0 200 OK\r\nCSeq: 2\r\n\r\n", 2)});
  BOOST_REQUIRE(exchanges.all().size() == 2u);
  BOOST_TEST(!exchanges.all()[0].answered());
  BOOST_TEST(exchanges.all()[1].answer == "200 OK");
}

BOOST_AUTO_TEST_CASE(an_answer_that_is_none_still_belongs_to_its_request) {
  Exchanges exchanges;
  exchanges.add({request(kPlay, 0), reply("(not readable: no status)", 1)});
  BOOST_REQUIRE(exchanges.all().size() == 1u);
  BOOST_TEST(exchanges.all()[0].reply == "(not readable: no status)");
}

BOOST_AUTO_TEST_CASE(nothing_new_is_nothing_new) {
  Exchanges exchanges;
  BOOST_TEST(!exchanges.add({}));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::client
