// SPDX-License-Identifier: MIT
#include "libstream/rtsp/course.h"

#include <boost/test/unit_test.hpp>

namespace zoetrope::rtsp {

namespace {

CourseRequest request(std::string method, std::string cseq) {
  CourseRequest made;
  made.method = std::move(method);
  made.file = "movie.Mjpeg";
  made.cseq = std::move(cseq);
  return made;
}

}  // namespace

BOOST_AUTO_TEST_CASE(our_requests_have_the_bytes_that_every_lab_server_takes) {
  CourseRequest setup = request("SETUP", "1");
  setup.port = 25000;
  BOOST_TEST(serializeCourseRequest(setup) ==
             "SETUP movie.Mjpeg RTSP/1.0\r\nCSeq: 1\r\nTransport: RTP/UDP; client_port= 25000\r\n");
  CourseRequest play = request("PLAY", "2");
  play.session = "123456";
  BOOST_TEST(serializeCourseRequest(play) == "PLAY movie.Mjpeg RTSP/1.0\r\nCSeq: 2\r\nSession: 123456\r\n");
  play.session.clear();
  BOOST_TEST(serializeCourseRequest(play) == "PLAY movie.Mjpeg RTSP/1.0\r\nCSeq: 2\r\nSession: 0\r\n");
}

BOOST_AUTO_TEST_CASE(the_longest_name_fits_in_one_recv_of_a_lab_server) {
  CourseRequest setup = request("SETUP", "1");
  setup.file = std::string(kMaxCourseFileBytes, 'm');
  setup.port = 65535;
  BOOST_TEST(checkCourseFile(setup.file).ok());
  BOOST_TEST(serializeCourseRequest(setup).size() <= kMaxCourseRequestBytes);
  CourseRequest teardown = request("TEARDOWN", "99");
  teardown.file = setup.file;
  teardown.session = "2147483647";
  BOOST_TEST(serializeCourseRequest(teardown).size() <= kMaxCourseRequestBytes);
}

BOOST_AUTO_TEST_CASE(names_that_a_lab_server_cannot_read_are_refused_in_words) {
  BOOST_TEST(!checkCourseFile("").ok());
  BOOST_TEST(!checkCourseFile("my movie.Mjpeg").ok());
  BOOST_TEST(!checkCourseFile("a\r\nb").ok());
  const auto tooLong = checkCourseFile(std::string(kMaxCourseFileBytes + 1, 'm'));
  BOOST_TEST(!tooLong.ok());
  BOOST_TEST(tooLong.error().message.find("190") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(our_replies_have_three_lines_and_no_blank_one) {
  BOOST_TEST(serializeCourseReply(200, "1", "123456", false) == "RTSP/1.0 200 OK\r\nCSeq: 1\r\nSession: 123456\r\n");
}

BOOST_AUTO_TEST_CASE(a_url_with_a_blank_line_gets_a_blank_line) {
  BOOST_TEST(serializeCourseReply(200, "1", "5", true) == "RTSP/1.0 200 OK\r\nCSeq: 1\r\nSession: 5\r\n\r\n");
}

BOOST_AUTO_TEST_CASE(errors_carry_session_0_whatever_the_session) {
  BOOST_TEST(serializeCourseReply(404, "1", "123456", false) == "RTSP/1.0 404 Not Found\r\nCSeq: 1\r\nSession: 0\r\n");
  BOOST_TEST(serializeCourseReply(500, "2", "", false) ==
             "RTSP/1.0 500 Internal Server Error\r\nCSeq: 2\r\nSession: 0\r\n");
}

BOOST_AUTO_TEST_CASE(a_request_without_a_cseq_gets_a_number_back_all_the_same) {
  BOOST_TEST(serializeCourseReply(200, "", "5", false) == "RTSP/1.0 200 OK\r\nCSeq: 0\r\nSession: 5\r\n");
}

BOOST_AUTO_TEST_CASE(a_cseq_is_echoed_as_its_digits) {
  BOOST_TEST(parseCourseRequest("PLAY m RTSP/1.0\nCSeq: 007\r\nSession: 1", false).cseq == "007");
  BOOST_TEST(parseCourseRequest("PLAY m RTSP/1.0\nCSeq: 12abc", false).cseq == "12");
  BOOST_TEST(parseCourseRequest("PLAY m RTSP/1.0\nCSeq: " + std::string(300, '9'), false).cseq.size() == 20U);
}

BOOST_AUTO_TEST_CASE(files_come_out_of_urls) {
  const auto file = [](const std::string& uri) {
    return parseCourseRequest("PLAY " + uri + " RTSP/1.0\nCSeq: 1", false).file;
  };
  BOOST_TEST(file("rtsp://h:1/f.mjpeg/trackID=0") == "f.mjpeg");
  BOOST_TEST(file("rtsp://h:1/d/f.mjpeg/") == "d/f.mjpeg");
  BOOST_TEST(file("rtsp://movie.mjpeg") == "movie.mjpeg");
  BOOST_TEST(file("rtsp://movie.mjpeg/") == "movie.mjpeg");
  BOOST_TEST(file("../movie.mjpeg") == "../movie.mjpeg");
}

BOOST_AUTO_TEST_CASE(glued_requests_are_found_behind_digits_only) {
  BOOST_TEST(findGluedRequest("Session: 123456TEARDOWN movie") == 15U);
  BOOST_TEST(findGluedRequest("Session: 1PAUSE m PLAY x") == 10U);
  BOOST_TEST(findGluedRequest("Session: abcPLAY movie") == std::string::npos);
  BOOST_TEST(findGluedRequest("Session: 123456PLAYER movie") == std::string::npos);
  BOOST_TEST(findGluedRequest("PLAY movie") == std::string::npos);
}

}  // namespace zoetrope::rtsp
