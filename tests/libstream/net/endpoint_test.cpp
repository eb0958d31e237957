// SPDX-License-Identifier: MIT
#include "libstream/net/endpoint.h"

#include "libstream/net/local_addresses.h"

#include <boost/test/unit_test.hpp>

namespace zoetrope::net {

BOOST_AUTO_TEST_SUITE(endpoint)

BOOST_AUTO_TEST_CASE(numeric_addresses_of_both_families_are_read_and_written) {
  const auto v4 = Endpoint::parse("192.0.2.7", 8554);
  BOOST_REQUIRE(v4.has_value());
  BOOST_TEST(v4->text() == "192.0.2.7:8554");
  BOOST_TEST(!v4->isV6());
  const auto v6 = Endpoint::parse("[2001:db8::1]", 554);
  BOOST_REQUIRE(v6.has_value());
  BOOST_TEST(v6->text() == "[2001:db8::1]:554");
  BOOST_TEST(v6->host() == "2001:db8::1");
  BOOST_TEST(v6->urlHost() == "[2001:db8::1]");
}

BOOST_AUTO_TEST_CASE(names_and_rubbish_are_no_addresses) {
  for (const char* text : {"localhost", "", "1.2.3.4.5", "[]", ":::", "256.1.1.1 "})
    BOOST_TEST(!Endpoint::parse(text, 1).has_value(), text);
}

BOOST_AUTO_TEST_CASE(an_ipv4_address_that_came_through_an_ipv6_socket_is_the_ipv4_address) {
  const auto mapped = Endpoint::parse("::ffff:192.0.2.7", 80);
  BOOST_REQUIRE(mapped.has_value());
  BOOST_TEST(mapped->text() == "192.0.2.7:80");
  BOOST_TEST((*mapped == *Endpoint::parse("192.0.2.7", 80)));
}

BOOST_AUTO_TEST_CASE(same_host_looks_at_the_address_and_equality_at_the_port_too) {
  const Endpoint a = *Endpoint::parse("192.0.2.7", 1);
  BOOST_TEST(a.sameHost(a.withPort(2)));
  BOOST_TEST(!(a == a.withPort(2)));
  BOOST_TEST(!a.sameHost(*Endpoint::parse("192.0.2.8", 1)));
  BOOST_TEST(!a.sameHost(*Endpoint::parse("::1", 1)));
}

BOOST_AUTO_TEST_CASE(an_empty_endpoint_is_not_valid_and_prints_as_a_dash) {
  BOOST_TEST(!Endpoint().valid());
  BOOST_TEST(Endpoint().host() == "-");
}

BOOST_AUTO_TEST_CASE(this_machine_has_at_least_the_loopback_address) {
  const auto addresses = localAddresses(77);
  BOOST_REQUIRE(!addresses.empty());
  BOOST_TEST(addresses.back().text() == "127.0.0.1:77");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::net
