// SPDX-License-Identifier: MIT
// zoetrope-client as a process: what it says, how it ends, and with which code.
#include "libstream/control/exit_codes.h"
#include "libstream/control/status_line.h"
#include "tests/rtsp_server/test_server.h"
#include "tests/support/child_program.h"

#include <Poco/JSON/Object.h>
#include <Poco/JSON/Parser.h>
#include <Poco/Net/ServerSocket.h>
#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace zoetrope::client::test {
namespace {

using control::ExitCode;
using zoetrope::test::TempFolder;
using zoetrope::test::TestServer;

class Program : public zoetrope::test::ChildProgram {
 public:
  explicit Program(const Poco::Process::Args& arguments, const Poco::Process::Env& environment = {})
      : ChildProgram(ZOETROPE_CLIENT, arguments, environment) {}
  ExitCode wait() { return static_cast<ExitCode>(ChildProgram::wait()); }
};

std::string lastLine(const std::string& text) {
  const std::string trimmed = text.substr(0, text.find_last_not_of('\n') + 1);
  const std::size_t newline = trimmed.rfind('\n');
  return newline == std::string::npos ? trimmed : trimmed.substr(newline + 1);
}

std::string contentOf(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

struct Fixture {
  Fixture() {
    folder.write("movie.mjpeg", zoetrope::test::rawMovie(zoetrope::test::smallPictures(10)));
    folder.write("long.mjpeg", zoetrope::test::rawMovie(zoetrope::test::smallPictures(400)));
  }
  TempFolder folder;
  TestServer server{folder};
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(client_program, Fixture)

BOOST_AUTO_TEST_CASE(a_movie_plays_to_its_end_and_the_last_line_is_the_counters) {
  Program program({"--headless", "--json", "--decode", server.url("movie.mjpeg")});
  BOOST_TEST((program.wait() == ExitCode::Ok));
  const auto json = Poco::JSON::Parser().parse(lastLine(program.restOfOut())).extract<Poco::JSON::Object::Ptr>();
  BOOST_TEST(json->getValue<int>("frames_complete") == 10);
  BOOST_TEST(json->getValue<int>("frames_shown") == 10);
  BOOST_TEST(json->getValue<int>("packets_lost") == 0);
  BOOST_TEST(json->getValue<int>("frames_decoded") + json->getValue<int>("frames_skipped") == 10);
  BOOST_TEST(program.allOfErr().find("10 complete") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_labs_command_line_plays) {
  Program program({"--headless", "127.0.0.1", std::to_string(server.port()), "0", "movie.mjpeg"});
  BOOST_TEST((program.wait() == ExitCode::Ok));
  BOOST_TEST(program.restOfOut().find("10 complete") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_duration_ends_it) {
  Program program({"--headless", "--duration", "0.5", server.url("long.mjpeg")});
  BOOST_TEST((program.wait() == ExitCode::Ok));
  BOOST_TEST(server.log().waitFor("TEARDOWN"));
}

BOOST_AUTO_TEST_CASE(supervised_it_says_its_states_and_ends_when_stdin_closes) {
  Program program({"--headless", "--supervised", server.url("long.mjpeg")});
  const auto first = control::parseStatusLine(program.outLine());
  BOOST_REQUIRE(first.ok());
  BOOST_TEST(std::get<control::StateLine>(*first).state == "starting");
  BOOST_TEST(std::get<control::StateLine>(*first).movie == "long.mjpeg");
  std::string line;
  do line = program.outLine();
  while (!line.empty() && line.find("\"playing\"") == std::string::npos);
  BOOST_REQUIRE(!line.empty());
  program.closeStdin();
  BOOST_TEST((program.wait() == ExitCode::Ok));
  const auto last = control::parseStatusLine(lastLine(program.restOfOut()));
  BOOST_REQUIRE(last.ok());
  BOOST_TEST(std::get<control::Stopping>(*last).exitCode == 0);
}

BOOST_AUTO_TEST_CASE(a_supervisor_that_was_killed_does_not_keep_it_from_ending_in_order) {
  const std::filesystem::path file = folder.path() / "session.json";
  Program program({"--headless", "--supervised", "--report", file.string(), server.url("long.mjpeg")});
  std::string line;
  do line = program.outLine();
  while (!line.empty() && line.find("\"playing\"") == std::string::npos);
  program.closeStdout();
  program.closeStdin();
  BOOST_TEST((program.wait() == ExitCode::Ok));
  BOOST_TEST(contentOf(file).find("stdin closed") != std::string::npos);
  BOOST_TEST(server.log().waitFor("TEARDOWN"));
}

BOOST_AUTO_TEST_CASE(every_end_has_its_code_and_a_sentence) {
  const std::string port = std::to_string(server.port());
  std::uint16_t free = 0;
  {
    Poco::Net::ServerSocket socket(Poco::Net::SocketAddress("127.0.0.1", 0));
    free = socket.address().port();
  }
  const struct {
    Poco::Process::Args arguments;
    ExitCode code;
  } cases[] = {
      {{"--nonsense"}, ExitCode::Usage},
      {{}, ExitCode::Usage},
      {{"--headless", "rtsp://127.0.0.1:" + std::to_string(free) + "/m"}, ExitCode::CannotConnect},
      {{"--headless", server.url("nothing.mjpeg")}, ExitCode::NotFound},
      {{"--headless", "127.0.0.1", port, "0", "nothing.mjpeg"}, ExitCode::NotFound},
      {{"--headless", "--save", "/nowhere/at/all", server.url("movie.mjpeg")}, ExitCode::CannotWrite},
      {{"--headless", "--log", "/nowhere/at/all", server.url("movie.mjpeg")}, ExitCode::CannotWrite},
      {{"--headless", "--report", "/nowhere/at/all.html", server.url("movie.mjpeg")}, ExitCode::CannotWrite},
      {{"--headless", "--report", "session.pdf", server.url("movie.mjpeg")}, ExitCode::Usage},
  };
  for (const auto& one : cases) {
    Program program(one.arguments);
    BOOST_TEST((program.wait() == one.code), "exit code " << static_cast<int>(one.code));
    BOOST_TEST(program.allOfErr().find("zoetrope-client: ") != std::string::npos, program.allOfErr());
  }
}

BOOST_AUTO_TEST_CASE(a_report_to_hand_in_is_written_when_the_movie_is_over) {
  const std::filesystem::path file = folder.path() / "session.html";
  Program program({"--headless", "--decode", "--report", file.string(), server.url("movie.mjpeg")});
  BOOST_TEST((program.wait() == ExitCode::Ok));
  const std::string page = contentOf(file);
  BOOST_TEST(page.find("No frame was lost") != std::string::npos);
  BOOST_TEST(page.find("all 10 came whole and were shown in their turn.") != std::string::npos);
  BOOST_TEST(page.find("Public: ") != std::string::npos);
  const std::size_t option = page.find("--report ");
  BOOST_REQUIRE(option != std::string::npos);
  BOOST_TEST(page.find("session.html", option) != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_report_in_json_agrees_with_the_counters) {
  const std::filesystem::path file = folder.path() / "session.json";
  Program program({"--headless", "--decode", "--json", "--report", file.string(), server.url("movie.mjpeg")});
  BOOST_TEST((program.wait() == ExitCode::Ok));
  const auto json = Poco::JSON::Parser().parse(contentOf(file)).extract<Poco::JSON::Object::Ptr>();
  const auto printed = Poco::JSON::Parser().parse(lastLine(program.restOfOut())).extract<Poco::JSON::Object::Ptr>();
  const auto last = json->getArray("history")->getObject(static_cast<unsigned>(json->getArray("history")->size() - 1));
  for (const std::string& name : printed->getNames()) {
    BOOST_TEST(json->getObject("counters")->getValue<std::string>(name) == printed->getValue<std::string>(name), name);
    BOOST_TEST(last->getValue<std::string>(name) == printed->getValue<std::string>(name), name);
  }
  BOOST_TEST(json->getObject("ended")->getValue<int>("exit_code") == 0);
}

BOOST_AUTO_TEST_CASE(a_report_is_written_when_nobody_is_there) {
  std::uint16_t free = 0;
  {
    Poco::Net::ServerSocket socket(Poco::Net::SocketAddress("127.0.0.1", 0));
    free = socket.address().port();
  }
  const std::filesystem::path file = folder.path() / "session.html";
  Program program({"--headless", "--report", file.string(), "rtsp://127.0.0.1:" + std::to_string(free) + "/m"});
  BOOST_TEST((program.wait() == ExitCode::CannotConnect));
  const std::string page = contentOf(file);
  BOOST_TEST(page.find("Nothing was played: ") != std::string::npos);
  BOOST_TEST(page.find("exit code 3") != std::string::npos);
}

#ifndef _WIN32
BOOST_AUTO_TEST_CASE(a_report_is_written_when_it_is_told_to_stop) {
  const std::filesystem::path file = folder.path() / "session.csv";
  Program program({"--headless", "--supervised", "--report", file.string(), server.url("long.mjpeg")});
  std::string line;
  do line = program.outLine();
  while (!line.empty() && line.find("\"playing\"") == std::string::npos);
  program.terminate();
  BOOST_TEST((program.wait() == ExitCode::Ok));
  const std::string table = contentOf(file);
  BOOST_TEST(table.starts_with("seconds,counts_of_last_seconds,frames_complete,"));
  BOOST_TEST(table.find("Ctrl-C") != std::string::npos);
}
#endif

BOOST_AUTO_TEST_CASE(help_and_version_are_no_errors) {
  Program help({"--help"});
  BOOST_TEST((help.wait() == ExitCode::Ok));
  BOOST_TEST(help.restOfOut().find("frames_complete") != std::string::npos);
  Program version({"--version"});
  BOOST_TEST((version.wait() == ExitCode::Ok));
  BOOST_TEST(version.restOfOut().starts_with("zoetrope-client "));
}

#ifndef _WIN32  // where there always is one
BOOST_AUTO_TEST_CASE(without_a_display_it_says_how_to_play_without_a_window) {
  const Poco::Process::Env none = {{"DISPLAY", ""}, {"WAYLAND_DISPLAY", ""}};
  Program program({"--supervised", server.url("movie.mjpeg")}, none);
  BOOST_TEST((program.wait() == ExitCode::NoDisplay));
  const auto last = control::parseStatusLine(lastLine(program.restOfOut()));
  BOOST_REQUIRE(last.ok());
  BOOST_TEST(std::get<control::Stopping>(*last).exitCode == static_cast<int>(ExitCode::NoDisplay));
  BOOST_TEST(program.allOfErr().find("--headless") != std::string::npos);
}
#endif

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::client::test
