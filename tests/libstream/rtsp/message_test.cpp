// SPDX-License-Identifier: MIT
#include "libstream/rtsp/message.h"

#include "libstream/rtsp/methods.h"
#include "libstream/rtsp/status.h"

#include <boost/test/unit_test.hpp>

namespace zoetrope::rtsp {

BOOST_AUTO_TEST_CASE(headers_are_found_without_case_and_keep_their_order) {
  HeaderList headers{{"CSeq", "1"}, {"Accept", "a"}, {"accept", "b"}};
  BOOST_TEST(headers.get("cseq").value() == "1");
  BOOST_TEST(headers.valueOf("Session").empty());
  BOOST_TEST(headers.getAll("ACCEPT").size() == 2U);
  headers.set("Accept", "c");
  BOOST_TEST(headers.getAll("Accept").size() == 1U);
  headers.add("Range", "npt=0-");
  headers.remove("CSeq");
  BOOST_TEST(headers.begin()->value == "c");
  BOOST_TEST(headers.size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_reply_is_written_with_its_phrase_and_length) {
  Reply reply;
  reply.headers = {{"CSeq", "2"}, {"Content-Length", "99"}};
  const Bytes body = asBytes("v=0\r\n");
  reply.body.assign(body.begin(), body.end());
  BOOST_TEST(serialize(reply) == "RTSP/1.0 200 OK\r\nCSeq: 2\r\nContent-Length: 5\r\n\r\nv=0\r\n");
  reply.status = 455;
  reply.body.clear();
  BOOST_TEST(serialize(reply) == "RTSP/1.0 455 Method Not Valid in This State\r\nCSeq: 2\r\n\r\n");
  reply.reason = "No";
  BOOST_TEST(serialize(reply) == "RTSP/1.0 455 No\r\nCSeq: 2\r\n\r\n");
}

BOOST_AUTO_TEST_CASE(a_request_is_written_in_order) {
  Request request;
  request.method = "PLAY";
  request.uri = "rtsp://h/m";
  request.headers = {{"CSeq", "4"}, {"Session", "x"}};
  BOOST_TEST(serialize(request) == "PLAY rtsp://h/m RTSP/1.0\r\nCSeq: 4\r\nSession: x\r\n\r\n");
}

BOOST_AUTO_TEST_CASE(a_line_break_in_a_value_cannot_become_a_header) {
  Reply reply;
  reply.headers = {{"X", "a\r\nSession: 1"}};
  BOOST_TEST(serialize(reply) == "RTSP/1.0 200 OK\r\nX: a  Session: 1\r\n\r\n");
}

BOOST_AUTO_TEST_CASE(an_interleaved_header_has_four_bytes) {
  const ByteBuffer expected = {'$', 3, 0x12, 0x34};
  BOOST_TEST(interleavedHeader(3, 0x1234) == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_cseq_is_digits) {
  const auto cseq = [](std::string value) { return cseqOf({{"CSeq", value}}); };
  BOOST_TEST(cseq(" 0 ").value() == "0");
  BOOST_TEST(cseq("007").value() == "007");
  for (const std::string bad : {"", "-1", "1 2", "1a", "123456789012345678901"}) BOOST_TEST(!cseq(bad).has_value());
  BOOST_TEST(!cseqOf({}).has_value());
}

BOOST_AUTO_TEST_CASE(every_status_has_a_phrase) {
  BOOST_TEST(reasonPhrase(404) == "Not Found");
  BOOST_TEST(reasonPhrase(461) == "Unsupported transport");
  BOOST_TEST(reasonPhrase(551) == "Option not supported");
  for (int status = 0; status < 700; ++status) BOOST_TEST(!reasonPhrase(status).empty());
}

BOOST_AUTO_TEST_CASE(method_names_have_a_case_and_lists_skip_what_is_unknown) {
  BOOST_TEST((parseMethod("GET_PARAMETER") == Method::GetParameter));
  BOOST_TEST((parseMethod("play") == Method::Unknown));
  const std::vector<Method> methods = parseMethodList("OPTIONS, PLAY,FETCH , PAUSE");
  BOOST_TEST(methodList(methods) == "OPTIONS, PLAY, PAUSE");
}

}  // namespace zoetrope::rtsp
