// SPDX-License-Identifier: MIT
#include "launcher/port_holder.h"

#include "launcher/process_identity.h"

#include <boost/test/unit_test.hpp>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace zoetrope::launcher;

BOOST_AUTO_TEST_SUITE(port_holder)

BOOST_AUTO_TEST_CASE(listening_sockets_are_found_by_port_in_both_tables) {
  const std::string_view tcp =
      "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n"
      "   0: 0100007F:216A 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 33717 1 "
      "0000000000000000 100 0 0 10 0\n"
      "   1: 0100007F:216A 0100007F:A000 01 00000000:00000000 00:00000000 00000000     0        0 33718 1 "
      "0000000000000000 20 4 30 10 -1\n"
      "   2: 00000000:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 44 1 "
      "0000000000000000 100 0 0 10 0\n";
  BOOST_TEST(listeningInodes(tcp, 8554) == std::vector<std::uint64_t>{33717}, boost::test_tools::per_element());
  BOOST_TEST(listeningInodes(tcp, 22) == std::vector<std::uint64_t>{44}, boost::test_tools::per_element());
  BOOST_TEST(listeningInodes(tcp, 8555).empty());
  const std::string_view tcp6 =
      "   0: 00000000000000000000000000000000:216A 00000000000000000000000000000000:0000 0A 00000000:00000000 "
      "00:00000000 00000000 "
      " 1000        0 555 1 0000000000000000 100 0 0 10 0\n";
  BOOST_TEST(listeningInodes(tcp6, 8554) == std::vector<std::uint64_t>{555}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(what_is_no_table_holds_nothing) {
  for (const char* text :
       {"", "\n\n", "a b c d e f g h i j k", "0: nocolon x 0A 4 5 6 7 8 9", "0: 1:216A 2 0A 4 5 6 7 8 x"})
    BOOST_TEST(listeningInodes(text, 8554).empty());
}

BOOST_AUTO_TEST_CASE(the_process_that_has_a_port_is_named) {
  const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  BOOST_REQUIRE(::bind(listener, reinterpret_cast<sockaddr*>(&address), size) == 0);
  BOOST_REQUIRE(::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size) == 0);
  const std::uint16_t port = ntohs(address.sin_port);
  BOOST_REQUIRE(::listen(listener, 1) == 0);
  const auto holder = findPortHolder(port);
  ::close(listener);
  BOOST_REQUIRE(holder);
  BOOST_TEST(holder->pid == ownProcessId());
  BOOST_TEST(holder->name.find("launcher_") == 0U);
  BOOST_TEST(!findPortHolder(port));
}

BOOST_AUTO_TEST_CASE(the_sentence_names_it_or_says_that_it_is_another) {
  BOOST_TEST(portTakenSentence(8554, PortHolder{4711, "python3"}) == "Port 8554 is taken by python3 (pid 4711).");
  BOOST_TEST(portTakenSentence(8554, std::nullopt) == "Port 8554 is taken by another program.");
}

BOOST_AUTO_TEST_SUITE_END()
