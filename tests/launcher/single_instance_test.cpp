// SPDX-License-Identifier: MIT
// One launcher at a time: the messages, and two launchers that meet in a folder.
#include "launcher/single_instance.h"

#include "launcher/system_sources.h"
#include "tests/launcher/fakes.h"
#include "tests/support/temp_folder.h"

#include <boost/test/unit_test.hpp>

#include <cstring>
#include <future>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

using namespace zoetrope;
using namespace zoetrope::launcher;
using namespace zoetrope::test;
using Kind = InstanceMessage::Kind;
using Role = SingleInstance::Role;

namespace {

struct Fixture {
  TempFolder outer;
  std::filesystem::path folder = outer.path() / "run";
  SystemClock clock;

  // A second start, in a thread of its own: it waits for the first one's answer.
  std::future<Result<Role>> second(InstanceMessage message, std::string display = ":0") {
    return std::async(std::launch::async, [this, message, display] {
      SingleInstance instance(folder, display);
      return instance.begin(message, clock);
    });
  }
  std::vector<InstanceMessage> pollUntilDone(SingleInstance& first, std::future<Result<Role>>& waiting) {
    std::vector<InstanceMessage> all;
    while (waiting.wait_for(std::chrono::milliseconds(5)) != std::future_status::ready)
      for (InstanceMessage& message : first.poll(clock)) all.push_back(std::move(message));
    return all;
  }
};

// A connection that says what it likes.
class RawPeer {
 public:
  explicit RawPeer(const std::filesystem::path& path) : socket_(::socket(AF_UNIX, SOCK_STREAM, 0)) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
    BOOST_REQUIRE(::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  }
  ~RawPeer() { ::close(socket_); }
  void say(const std::string& text) const {
    BOOST_TEST(::send(socket_, text.data(), text.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(text.size()));
  }
  // "" when the other side has closed.
  std::string answer() const {
    char buffer[16];
    const ssize_t count = ::recv(socket_, buffer, sizeof buffer, 0);
    return count > 0 ? std::string(buffer, static_cast<std::size_t>(count)) : "";
  }

 private:
  const int socket_;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(single_instance)

BOOST_AUTO_TEST_CASE(messages_are_one_line_and_read_as_written) {
  const InstanceMessage messages[] = {{Kind::Raise, ""},
                                      {Kind::Demo, ""},
                                      {Kind::Open, "rtsp://host:8554/my%20movie"},
                                      {Kind::Open, "/a b/é\n\t\x7f%0A"},
                                      {Kind::Serve, ""},
                                      {Kind::Serve, "/my movies"},
                                      {Kind::Watch, ""},
                                      {Kind::Watch, "192.0.2.1:8554/a b"}};
  for (const InstanceMessage& message : messages) {
    const std::string line = serializeInstanceMessage(message);
    BOOST_TEST(line.find('\n') == std::string::npos);
    BOOST_REQUIRE(parseInstanceMessage(line));
    BOOST_TEST((*parseInstanceMessage(line) == message));
  }
  BOOST_TEST(serializeInstanceMessage(messages[3]) == "open /a%20b/%C3%A9%0A%09%7F%250A");
}

BOOST_AUTO_TEST_CASE(what_is_no_message_is_refused) {
  for (const char* line : {"", "RAISE", "raise ", "demo x", "open", "open ", "open %", "open %4", "open %zz", "opena",
                           "serve ", "served", "watch ", "watch %zz", "quit"})
    BOOST_TEST(!parseInstanceMessage(line));
}

BOOST_FIXTURE_TEST_CASE(the_second_start_hands_its_wish_to_the_first, Fixture) {
  SingleInstance first(folder, ":0");
  const auto role = first.begin({Kind::Raise, ""}, clock);
  BOOST_REQUIRE(role.ok());
  BOOST_TEST((*role == Role::First));
  BOOST_TEST(first.poll(clock).empty());
  auto waiting = second({Kind::Open, "/movies/a b.mjpeg"});
  auto messages = pollUntilDone(first, waiting);
  const auto answer = waiting.get();
  BOOST_REQUIRE(answer.ok());
  BOOST_TEST((*answer == Role::Second));
  for (InstanceMessage& message : first.poll(clock)) messages.push_back(message);
  BOOST_REQUIRE(messages.size() == 1U);
  BOOST_TEST((messages[0] == InstanceMessage{Kind::Open, "/movies/a b.mjpeg"}));
}

BOOST_FIXTURE_TEST_CASE(another_display_has_a_launcher_of_its_own, Fixture) {
  SingleInstance first(folder, ":0");
  SingleInstance other(folder, "wayland-0");
  BOOST_TEST((*first.begin({}, clock) == Role::First));
  BOOST_TEST((*other.begin({}, clock) == Role::First));
}

BOOST_FIXTURE_TEST_CASE(when_the_first_is_gone_the_next_is_first, Fixture) {
  {
    SingleInstance first(folder, "");
    BOOST_TEST((*first.begin({}, clock) == Role::First));
    BOOST_TEST(std::filesystem::exists(folder / "launcher.sock"));
  }
  BOOST_TEST(!std::filesystem::exists(folder / "launcher.sock"));
  outer.write("run/launcher.sock", "of one that was killed");
  SingleInstance next(folder, "");
  BOOST_TEST((*next.begin({}, clock) == Role::First));
}

BOOST_FIXTURE_TEST_CASE(one_that_does_not_answer_is_told, Fixture) {
  SingleInstance first(folder, ":0");
  BOOST_TEST((*first.begin({}, clock) == Role::First));
  const auto answer = second({Kind::Raise, ""}).get();  // nobody calls first.poll()
  BOOST_REQUIRE(!answer.ok());
  BOOST_TEST(answer.error().message == "Zoetrope is running already, but its window does not answer.");
}

BOOST_FIXTURE_TEST_CASE(the_folder_is_the_users_alone, Fixture) {
  {
    SingleInstance first(folder, "");
    BOOST_TEST((*first.begin({}, clock) == Role::First));
    struct stat status {};
    BOOST_TEST(::stat(folder.c_str(), &status) == 0);
    BOOST_TEST((status.st_mode & 0777) == 0700U);
  }
  ::chmod(folder.c_str(), 0755);
  {
    SingleInstance again(folder, "");
    BOOST_TEST(again.begin({}, clock).ok());
    struct stat status {};
    BOOST_TEST(::stat(folder.c_str(), &status) == 0);
    BOOST_TEST((status.st_mode & 0777) == 0700U);
  }
  ::chmod(folder.c_str(), 0777);
  SingleInstance refused(folder, "");
  BOOST_TEST(!refused.begin({}, clock).ok());
  std::filesystem::create_directory_symlink("/tmp", outer.path() / "link");
  SingleInstance linked(outer.path() / "link", "");
  BOOST_TEST(!linked.begin({}, clock).ok());
}

BOOST_FIXTURE_TEST_CASE(strange_peers_do_no_harm, Fixture) {
  TurnedClock turned;
  SingleInstance first(folder, "");
  BOOST_TEST((*first.begin({}, turned) == Role::First));
  const std::filesystem::path path = folder / "launcher.sock";
  RawPeer silent(path);
  RawPeer nonsense(path);
  nonsense.say("quit\n");
  RawPeer slow(path);
  slow.say("de");
  BOOST_TEST(first.poll(turned).empty());
  BOOST_TEST(nonsense.answer() == "");
  BOOST_TEST(first.descriptors().size() == 3U);
  slow.say("mo\nraise\n");
  const auto messages = first.poll(turned);
  BOOST_REQUIRE(messages.size() == 1U);
  BOOST_TEST((messages[0].kind == Kind::Demo));
  BOOST_TEST(slow.answer() == "ok\n");
  turned.turn(SingleInstance::kPeerTime);
  BOOST_TEST(first.poll(turned).empty());
  BOOST_TEST(silent.answer() == "");
  BOOST_TEST(first.descriptors().size() == 1U);
}

BOOST_FIXTURE_TEST_CASE(one_that_never_ends_its_line_is_cut_off, Fixture) {
  TurnedClock turned;
  SingleInstance first(folder, "");
  BOOST_TEST((*first.begin({}, turned) == Role::First));
  RawPeer endless(folder / "launcher.sock");
  endless.say("open " + std::string(SingleInstance::kMaxMessageBytes, 'x'));
  BOOST_TEST(first.poll(turned).empty());
  BOOST_TEST(endless.answer() == "");
  SingleInstance tooLong(folder, "other");
  BOOST_TEST(!tooLong.begin({Kind::Open, std::string(SingleInstance::kMaxMessageBytes, 'x')}, clock).ok());
}

BOOST_AUTO_TEST_SUITE_END()
