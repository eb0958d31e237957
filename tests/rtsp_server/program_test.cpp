// SPDX-License-Identifier: MIT
// The program as a process: what it says, how it ends, and with which code.
#include "libstream/base/percent.h"
#include "libstream/control/status_line.h"
#include "tests/support/movie_builder.h"
#include "tests/support/raw_client.h"
#include "tests/support/temp_folder.h"

#include <Poco/Pipe.h>
#include <Poco/PipeStream.h>
#include <Poco/Process.h>
#include <Poco/StreamCopier.h>
#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace zoetrope::server {

using namespace test;

namespace {

// zoetrope-server with pipes for all three of its streams.
class Program {
 public:
  explicit Program(const Poco::Process::Args& arguments)
      : handle_(Poco::Process::launch(ZOETROPE_SERVER, arguments, &in_, &out_, &err_)), output_(out_) {}
  ~Program() {
    if (!ended_) end();
  }
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  std::string outLine() {
    std::string line;
    std::getline(output_, line);
    return line;
  }
  std::string restOfOut() { return std::string(std::istreambuf_iterator<char>(output_), {}); }
  std::string allOfErr() {
    Poco::PipeInputStream stream(err_);
    std::string text;
    Poco::StreamCopier::copyToString(stream, text);
    return text;
  }
  void closeStdin() { in_.close(); }
#ifndef _WIN32  // which has no such request
  void terminate() { Poco::Process::requestTermination(handle_.id()); }
#endif
  int wait() {
    ended_ = true;
    return handle_.wait();
  }

 private:
  void end() {
#ifdef _WIN32
    try {
      Poco::Process::kill(handle_);  // after that there is nothing to wait for
    } catch (const Poco::Exception&) {
      // It has ended by itself.
    }
#else
    terminate();
    handle_.wait();
#endif
  }

  Poco::Pipe in_, out_, err_;
  Poco::ProcessHandle handle_;
  Poco::PipeInputStream output_;
  bool ended_ = false;
};

struct Fixture {
  Fixture() { folder.write("movie.mjpeg", rawMovie(smallPictures(3))); }
  Poco::Process::Args supervised(const std::string& port = "0") const {
    return {"--supervised", "--bind", "127.0.0.1", "--root", folder.path().string(), port};
  }
  TempFolder folder;
};

template <class Line>
Line expect(const std::string& text) {
  const auto line = control::parseStatusLine(text);
  BOOST_REQUIRE_MESSAGE(line.ok(), text);
  BOOST_REQUIRE_MESSAGE(std::holds_alternative<Line>(*line), text);
  return std::get<Line>(*line);
}

std::uint16_t portOf(const control::Listening& listening) {
  const std::string& address = listening.addresses.front();
  return static_cast<std::uint16_t>(std::stoi(address.substr(address.rfind(':') + 1)));
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(program, Fixture)

BOOST_AUTO_TEST_CASE(help_goes_to_stdout_and_ends_with_zero) {
  Program help({"--help"});
  BOOST_TEST(help.restOfOut().find("--course-fragments") != std::string::npos);
  BOOST_TEST(help.wait() == 0);
}

BOOST_AUTO_TEST_CASE(wrong_use_is_one_sentence_and_code_2) {
  Program wrong({"--mtu", "few", "8554"});
  const std::string text = wrong.allOfErr();
  BOOST_TEST(text.find("--mtu takes a whole number of bytes") != std::string::npos);
  BOOST_TEST(text.find("--help") != std::string::npos);
  BOOST_TEST(wrong.wait() == 2);
}

BOOST_AUTO_TEST_CASE(supervised_it_says_where_it_listens_and_ends_when_stdin_closes) {
  Program server(supervised());
  const auto listening = expect<control::Listening>(server.outLine());
  BOOST_TEST(listening.movies == std::vector<std::string>{"movie.mjpeg"}, boost::test_tools::per_element());
  RawTcp tcp(portOf(listening));
  BOOST_TEST(statusOf(tcp.ask("OPTIONS", "*")) == 200);
  server.closeStdin();
  const auto stopping = expect<control::Stopping>(server.outLine());
  BOOST_TEST(stopping.exitCode == 0);
  BOOST_TEST(stopping.reason == "stdin was closed");
  BOOST_TEST(server.wait() == 0);
}

BOOST_AUTO_TEST_CASE(supervised_it_reports_each_event_of_a_session) {
  Program server(supervised());
  const std::uint16_t port = portOf(expect<control::Listening>(server.outLine()));
  RawTcp tcp(port);
  RawUdp udp;
  const std::string url = "rtsp://127.0.0.1:" + std::to_string(port) + "/movie.mjpeg";
  const std::string value = headerOf(tcp.ask("SETUP", url + "/track1", udp.transport()), "Session");
  const std::string id = value.substr(0, value.find(';'));
  tcp.ask("PLAY", url, "Session: " + id + "\r\n");
  for (const char* event : {"setup", "play", "end"}) {
    const auto line = expect<control::SessionLine>(server.outLine());
    BOOST_TEST(line.event == event);
    BOOST_TEST(line.session == id);
    BOOST_TEST(line.movie == "movie.mjpeg");
  }
}

BOOST_AUTO_TEST_CASE(a_movie_goes_by_its_own_name_in_every_script) {
  constexpr const char* kName = "Übung 1 – schön.mjpeg";
  std::filesystem::remove(folder.path() / "movie.mjpeg");
  folder.write(kName, rawMovie(smallPictures(3)));
  Program server(supervised());
  const auto listening = expect<control::Listening>(server.outLine());
  BOOST_TEST(listening.movies == std::vector<std::string>{kName}, boost::test_tools::per_element());
  RawTcp tcp(portOf(listening));
  RawUdp udp;
  const std::string root = "rtsp://" + listening.addresses.front() + "/";
  tcp.ask("SETUP", root + percentEncodePath(kName) + "/track1", udp.transport());
  BOOST_TEST(expect<control::SessionLine>(server.outLine()).movie == kName);
  const std::string answer = tcp.ask("DESCRIBE", root + percentEncodePath("Übung 2.mjpeg"));
  BOOST_TEST(answer.find(kName) != std::string::npos, answer);
  server.closeStdin();
  const std::string log = server.allOfErr();
  BOOST_TEST(log.find("/Übung 2.mjpeg: ") != std::string::npos, log);
  BOOST_TEST(log.find("/%C3%9Cbung%202.mjpeg refused") != std::string::npos, log);
  BOOST_TEST(log.find("\\x") == std::string::npos, log);
}

#ifndef _WIN32
BOOST_AUTO_TEST_CASE(ctrl_c_ends_it_in_order) {
  Program server(supervised());
  expect<control::Listening>(server.outLine());
  server.terminate();
  BOOST_TEST(expect<control::Stopping>(server.outLine()).reason == "Ctrl-C");
  BOOST_TEST(server.wait() == 0);
}
#endif

BOOST_AUTO_TEST_CASE(a_second_server_on_the_port_ends_with_its_code_and_a_sentence) {
  Program first(supervised());
  const std::uint16_t port = portOf(expect<control::Listening>(first.outLine()));
  Program second(supervised(std::to_string(port)));
  const auto error = expect<control::ErrorLine>(second.outLine());
  BOOST_TEST(error.message.find("already in use") != std::string::npos);
  BOOST_TEST(expect<control::Stopping>(second.outLine()).exitCode == 7);
  const std::string text = second.allOfErr();
  BOOST_TEST(text.find("already in use") != std::string::npos);
  BOOST_TEST(text.find("Choose another port") != std::string::npos);
  BOOST_TEST(second.wait() == 7);
}

BOOST_AUTO_TEST_CASE(a_folder_that_is_not_there_has_its_own_code) {
  Program server({"--root", (folder.path() / "nowhere").string(), "0"});
  BOOST_TEST(server.allOfErr().find("--make-demo") != std::string::npos);
  BOOST_TEST(server.wait() == 4);
}

BOOST_AUTO_TEST_CASE(making_a_demo_movie_says_how_far_it_is_and_makes_only_that_one) {
  Program maker({"--supervised", "--make-demo", folder.path().string(), "--only", "movie.Mjpeg", "--frames", "10"});
  for (int percent = 10; percent <= 100; percent += 10) {
    const auto line = expect<control::StateLine>(maker.outLine());
    BOOST_TEST(line.state == "making");
    BOOST_TEST(line.detail == "movie.Mjpeg " + std::to_string(percent) + " %");
  }
  BOOST_TEST(expect<control::Stopping>(maker.outLine()).exitCode == 0);
  BOOST_TEST(maker.wait() == 0);
  BOOST_TEST(exists(folder.path() / "movie.Mjpeg"));
  BOOST_TEST(!exists(folder.path() / "hd720.mjpeg"));
}

BOOST_AUTO_TEST_CASE(making_a_demo_movie_that_is_stopped_leaves_nothing) {
  const auto cache = folder.path() / "cache";
  const auto stop = [&](const std::function<void(Program&)>& how, const std::string& reason) {
    Program maker({"--supervised", "--make-demo", cache.string(), "--only", "hd1080.mjpeg"});
    expect<control::StateLine>(maker.outLine());
    how(maker);
    const std::string said = maker.restOfOut();
    BOOST_TEST(said.find(reason) != std::string::npos, said);
    BOOST_TEST(maker.wait() == 1);
    BOOST_TEST(std::filesystem::is_empty(cache));
  };
  stop([](Program& maker) { maker.closeStdin(); }, "stdin was closed");
#ifndef _WIN32
  stop([](Program& maker) { maker.terminate(); }, "Ctrl-C");
#endif
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::server
