// SPDX-License-Identifier: MIT
// What requests ask for, worked out without a socket: ranges, transports, names.
#include "rtsp_server/play_range.h"
#include "rtsp_server/session_limits.h"
#include "rtsp_server/standard_replies.h"
#include "rtsp_server/transport_choice.h"
#include "tests/support/turned_time.h"

#include <boost/test/unit_test.hpp>

namespace zoetrope::server {

namespace {

const MovieLength kMovie{300, 30};
const net::Endpoint kPeer = *net::Endpoint::parse("192.0.2.7", 50000);

PlayRange played(const rtsp::HeaderList& headers, std::size_t position = 0) {
  const auto range = playRange(headers, kMovie, position);
  BOOST_REQUIRE(range.ok());
  return *range;
}
int refused(const rtsp::HeaderList& headers) {
  const auto range = playRange(headers, kMovie, 0);
  return range ? 200 : range.error().status;
}
std::string objection(const char* transport) {
  const auto chosen = chooseTransport(transport, kPeer);
  return chosen ? "" : chosen.error().reason;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(requests)

BOOST_AUTO_TEST_CASE(a_range_begins_and_ends_at_the_nearest_frame) {
  const PlayRange range = played({{"Range", "npt=0.033-0.7"}});
  BOOST_TEST(range.first == 1U);
  BOOST_TEST(range.end == 21U);
  BOOST_TEST(range.hasEnd);
  for (std::size_t frame = 0; frame < 300; ++frame) {
    const auto text = rangeText({frame, 300, false, 1}, kMovie, false);
    BOOST_TEST(played({{"Range", text}}).first == frame);
  }
}

BOOST_AUTO_TEST_CASE(without_a_range_it_goes_on_and_at_the_end_it_begins_again) {
  BOOST_TEST(played({}, 17).first == 17U);
  BOOST_TEST(played({}, 300).first == 0U);
  BOOST_TEST(!played({}, 17).hasEnd);
  BOOST_TEST(played({{"Range", "npt=now-"}}, 17).first == 17U);
  BOOST_TEST(played({{"Range", "npt=-2"}}, 17).end == 60U);
}

BOOST_AUTO_TEST_CASE(who_asks_for_an_end_gets_one_even_where_the_movie_ends) {
  BOOST_TEST(played({{"Range", "npt=0-10"}}).hasEnd);
  BOOST_TEST(!played({{"Range", "npt=0-"}}).hasEnd);
}

BOOST_AUTO_TEST_CASE(an_end_behind_the_movies_end_is_the_movies_end) {
  const PlayRange range = played({{"Range", "npt=9-3600"}});
  BOOST_TEST(range.end == 300U);
  BOOST_TEST(range.hasEnd);
}

BOOST_AUTO_TEST_CASE(ranges_outside_the_movie_of_other_clocks_or_unreadable_are_refused) {
  BOOST_TEST(refused({{"Range", "npt=10-"}}) == 457);
  BOOST_TEST(refused({{"Range", "npt=1e300-"}}) != 200);
  BOOST_TEST(refused({{"Range", "npt=5-5"}}) == 457);
  BOOST_TEST(refused({{"Range", "npt=5-4"}}) != 200);
  BOOST_TEST(refused({{"Range", "smpte=0:10:00-"}}) == 457);
  BOOST_TEST(refused({{"Range", "clock=19961108T142300Z-"}}) == 457);
  BOOST_TEST(refused({{"Range", "npt=abc"}}) == 400);
  BOOST_TEST(refused({{"Speed", "-1"}}) == 400);
  BOOST_TEST(refused({{"Scale", "fast"}}) == 400);
}

BOOST_AUTO_TEST_CASE(speed_is_honoured_up_to_two) {
  BOOST_TEST(played({{"Speed", "1.5"}}).speed == 1.5);
  BOOST_TEST(played({{"Speed", "7"}}).speed == 2.0);
  BOOST_TEST(played({}).speed == 1.0);
}

BOOST_AUTO_TEST_CASE(the_first_transport_that_is_possible_is_taken) {
  const auto chosen = chooseTransport(
      "RTP/SAVP;unicast;client_port=5000-5001,RTP/AVP;multicast,RTP/AVP/TCP;unicast;interleaved=2-3", kPeer);
  BOOST_REQUIRE(chosen.ok());
  BOOST_TEST((chosen->lower == rtsp::TransportSpec::Lower::Tcp));
  BOOST_TEST(chosen->interleaved->rtp == 2);
}

BOOST_AUTO_TEST_CASE(channels_are_two_different_ones_that_nobody_has) {
  BOOST_TEST(int{freeChannels({}, {})->rtp} == 0);
  BOOST_TEST(int{freeChannels(rtsp::ChannelPair{4, 9}, {0, 1})->rtcp} == 9);
  BOOST_TEST(int{freeChannels(rtsp::ChannelPair{0, 0}, {})->rtcp} == 1);
  BOOST_TEST(int{freeChannels(rtsp::ChannelPair{0, 1}, {0, 1})->rtp} == 2);
  std::set<std::uint8_t> all;
  for (int channel = 0; channel < 256; ++channel) all.insert(static_cast<std::uint8_t>(channel));
  BOOST_TEST(!freeChannels({}, all).has_value());
}

BOOST_AUTO_TEST_CASE(media_goes_only_to_who_asks_and_only_to_user_ports) {
  BOOST_TEST(objection("RTP/AVP;unicast;client_port=5000-5001") == "");
  BOOST_TEST(objection("RTP/AVP;unicast;destination=192.0.2.7;client_port=5000-5001") == "");
  BOOST_TEST(objection("RTP/AVP;unicast;destination=198.51.100.1;client_port=5000-5001") != "");
  BOOST_TEST(objection("RTP/AVP;unicast;destination=victim.example;client_port=5000-5001") != "");
  BOOST_TEST(objection("RTP/AVP;unicast;client_port=53-54") != "");
  BOOST_TEST(objection("RTP/AVP;unicast") != "");
  BOOST_TEST(objection("RTP/AVP;unicast;client_port=5000-5001;mode=RECORD") != "");
  BOOST_TEST(objection("MP2T/H2221/UDP;unicast;client_port=5000-5001") != "");
}

BOOST_AUTO_TEST_CASE(a_stream_is_told_from_its_movie_by_its_name) {
  const auto stream = rtsp::parseUri("rtsp://u:p@host:99/folder/a%20b.mjpeg/track1");
  BOOST_TEST(namesStream(*stream));
  BOOST_TEST(moviePath(*stream) == "/folder/a%20b.mjpeg");
  BOOST_TEST(baseUrl(*stream) == "rtsp://host:99/folder/a%20b.mjpeg");
  const auto movie = rtsp::parseUri("rtsp://host/track1.mjpeg/");
  BOOST_TEST(!namesStream(*movie));
  BOOST_TEST(moviePath(*movie) == "/track1.mjpeg");
}

BOOST_AUTO_TEST_CASE(session_ids_have_128_bits) {
  test::CountingRandom random;
  const std::string first = newSessionId(random);
  BOOST_TEST(first.size() == 32U);
  BOOST_TEST(first.find_first_not_of("0123456789abcdef") == std::string::npos);
  BOOST_TEST(first != newSessionId(random));
}

BOOST_AUTO_TEST_CASE(places_are_counted_in_all_and_for_each_address_and_given_back) {
  SessionLimits limits(3, 2);
  auto a = limits.tryTake("a");
  const auto b = limits.tryTake("a");
  BOOST_TEST((a && b));
  BOOST_TEST(!limits.tryTake("a"));
  const auto c = limits.tryTake("b");
  BOOST_TEST(!!c);
  BOOST_TEST(!limits.tryTake("c"));
  a.reset();
  BOOST_TEST(limits.sessions() == 2U);
  BOOST_TEST(!!limits.tryTake("a"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::server
