// SPDX-License-Identifier: MIT
// What the launcher's buttons set going: the order of a demo, what a crash of its server does, who watches, and the
// command lines and addresses that people are shown.
#include "launcher/launcher.h"

#include "launcher/argv_text.h"
#include "launcher/launch_options.h"
#include "tests/launcher/fakes.h"
#include "tests/support/temp_folder.h"

#include <boost/test/unit_test.hpp>

using namespace zoetrope;
using namespace zoetrope::launcher;
using namespace zoetrope::test;
using namespace std::chrono_literals;

namespace {

using Words = std::vector<std::string>;
using Role = Launcher::Role;
using Ask = LaunchOptions::Ask;

const Programs kPrograms{"/opt/bin/zoetrope-server", "/opt/bin/zoetrope-client"};
constexpr const char* kPlaying = R"({"v":1,"type":"state","state":"playing"})";

struct Fixture : FakeWorld {
  TempFolder folder;
  std::unique_ptr<Launcher> launcher;

  Fixture() {
    folder.write("hd720.mjpeg", "x");
    launcher =
        std::make_unique<Launcher>(parts(), Launcher::Places{kPrograms, {folder.path()}, folder.path() / "made"});
  }
  void turn(Duration by = 100ms) {
    for (Duration done{}; done < by; done += 100ms) {
      clock.turn(100ms);
      launcher->tick();
    }
  }
  void playDemo(const std::string& impair = {}) {
    launcher->playDemo({"hd720.mjpeg", {}, impair});
    process().listen();
    turn();
  }
  // Of the n-th process.
  const Words& argv(std::size_t n) { return starter.started.at(n)->command.argv; }
  void end(std::size_t n, ExitStatus how) {
    starter.started.at(n)->exit = how;
    turn();
  }
};

std::string session(const char* event, const char* id, const char* state, const char* peer = "192.0.2.7:4000") {
  control::SessionLine line{id, event, peer, "hd720.mjpeg"};
  line.state = state;
  line.transport = "UDP";
  if (std::string(event) == "report") line.rateBps = 1e6, line.loss = 0.01;
  return control::writeStatusLine(line);
}

Result<LaunchOptions> parsed(Words words) { return parseLaunchOptions(words); }

}  // namespace

BOOST_FIXTURE_TEST_SUITE(launcher, Fixture)

BOOST_AUTO_TEST_CASE(a_movie_of_ones_own_ends_where_it_ends) {
  launcher->playDemo({"mine.mjpeg", folder.path().string(), {}});
  BOOST_TEST(argv(0) == (Words{"/opt/bin/zoetrope-server", "--supervised", "--root", folder.path().string(), "--bind",
                               "127.0.0.1", "0"}));
}

BOOST_AUTO_TEST_CASE(a_demo_is_a_server_on_loopback_and_then_a_player_with_its_url) {
  launcher->playDemo({"hd720.mjpeg", {}, "loss=5%"});
  BOOST_TEST(argv(0) == (Words{"/opt/bin/zoetrope-server", "--supervised", "--root", folder.path().string(), "--bind",
                               "127.0.0.1", "--loop", "--impair", "loss=5%", "0"}));
  BOOST_TEST(launcher->demoWaitsFor() == "Starting the server");
  turn();
  BOOST_TEST(starts() == 1U);
  process().listen();
  turn();
  BOOST_REQUIRE(starts() == 2U);
  BOOST_TEST(argv(1) ==
             (Words{"/opt/bin/zoetrope-client", "--supervised", "--play", "rtsp://127.0.0.1:40123/hd720.mjpeg"}));
  BOOST_TEST(launcher->demoWaitsFor() == "Starting the player");
  process().say(kPlaying);
  turn();
  BOOST_TEST(launcher->demoWaitsFor() == "");
  BOOST_TEST(launcher->demoWanted());
}

BOOST_AUTO_TEST_CASE(a_server_that_crashes_comes_back_on_its_port_and_brings_the_picture_back) {
  playDemo();
  process().say(kPlaying);
  turn();
  end(0, ExitStatus::signal(9));
  turn(1s);
  BOOST_REQUIRE(starts() == 3U);
  BOOST_TEST(argv(2).back() == "40123");
  process().listen();
  turn();
  BOOST_TEST(starter.started[1]->inputClosed);
  end(1, ExitStatus::code(0));
  BOOST_REQUIRE(starts() == 4U);
  BOOST_TEST(argv(3).back() == "rtsp://127.0.0.1:40123/hd720.mjpeg");
  BOOST_TEST(launcher->demoWanted());
}

BOOST_AUTO_TEST_CASE(a_player_that_crashes_is_started_again_and_the_server_stays) {
  playDemo();
  process().say(kPlaying);
  turn();
  end(1, ExitStatus::signal(11));
  turn(1s);
  BOOST_TEST(starts() == 3U);
  BOOST_TEST(argv(2) == argv(1));
  BOOST_TEST(!starter.started[0]->inputClosed);
}

BOOST_AUTO_TEST_CASE(closing_the_player_ends_the_demo_whatever_its_code) {
  for (const int code : {0, 3}) {
    const std::size_t first = starts();
    playDemo();
    process().say(kPlaying);
    turn();
    end(first + 1, ExitStatus::code(code));
    turn(2s);
    BOOST_TEST(!launcher->demoWanted());
    BOOST_TEST(starter.started[first]->inputClosed);
    BOOST_TEST(starts() == first + 2);
    end(first, ExitStatus::code(0));
  }
}

BOOST_AUTO_TEST_CASE(a_player_whose_window_was_closed_is_no_incident_and_a_crash_is_one) {
  const auto said = [&] { return launcher->child(Role::Player)->snapshot().sentence; };
  playDemo();
  end(1, ExitStatus::code(0));
  BOOST_TEST(said() == "Closed.");
  BOOST_TEST(launcher->child(Role::Player)->log().last(1)[0].text == "Closed.");
  end(0, ExitStatus::code(0));
  playDemo();
  end(3, ExitStatus::signal(11));
  BOOST_TEST(said().find("Stopped by signal 11 (segmentation fault), starting again in") == 0U);
}

BOOST_AUTO_TEST_CASE(starting_the_player_of_a_demo_that_is_over_plays_the_demo_again) {
  playDemo("loss=5%");
  process().say(kPlaying);
  turn();
  end(1, ExitStatus::code(0));
  end(0, ExitStatus::code(0));
  BOOST_REQUIRE(!launcher->demoWanted());
  launcher->startAgain(Role::Player);
  BOOST_TEST(launcher->demoWanted());
  BOOST_REQUIRE(starts() == 3U);
  BOOST_TEST(argv(2) == argv(0));
  process().listen();
  turn();
  BOOST_REQUIRE(starts() == 4U);
  BOOST_TEST(argv(3) == argv(1));
}

BOOST_AUTO_TEST_CASE(starting_a_player_again_that_watches_something_plays_that) {
  playDemo();
  launcher->watch({.url = "rtsp://192.0.2.1:8554/a", .host = {}, .port = {}, .rtpPort = {}, .video = {}});
  end(0, ExitStatus::code(0));
  end(1, ExitStatus::code(0));
  end(2, ExitStatus::code(0));
  launcher->startAgain(Role::Player);
  BOOST_REQUIRE(starts() == 4U);
  BOOST_TEST(argv(3).back() == "rtsp://192.0.2.1:8554/a");
  BOOST_TEST(!launcher->demoWanted());
}

BOOST_AUTO_TEST_CASE(a_player_of_a_demo_that_goes_on_is_started_alone) {
  playDemo();
  process().say(kPlaying);
  turn();
  launcher->startAgain(Role::Player);
  end(1, ExitStatus::code(0));
  BOOST_REQUIRE(starts() == 3U);
  BOOST_TEST(argv(2) == argv(1));
  BOOST_TEST(launcher->demoWanted());
  BOOST_TEST(!starter.started[0]->inputClosed);
}

BOOST_AUTO_TEST_CASE(a_demo_whose_server_is_given_up_keeps_its_word_and_can_be_tried_again) {
  playDemo();
  process().say(kPlaying);
  turn();
  const std::size_t player = 1;
  for (int i = 0; i < 10 && launcher->child(Role::DemoServer)->alive(); ++i) {
    for (const auto& script : starter.started)
      if (script->command.argv[0] == kPrograms.server && !script->destroyed) script->exit = ExitStatus::signal(11);
    turn(5s);
  }
  BOOST_TEST((launcher->child(Role::DemoServer)->state() == ChildState::GivenUp));
  BOOST_TEST(!launcher->demoWanted());
  BOOST_TEST(starter.started[player]->inputClosed);
  end(player, ExitStatus::code(0));
  const std::size_t before = starts();
  turn(60s);
  BOOST_TEST(starts() == before);
  launcher->startAgain(Role::DemoServer);
  BOOST_TEST(launcher->demoWanted());
  process().listen();
  turn();
  BOOST_TEST(starts() == before + 2);
  BOOST_TEST(argv(before + 1)[0] == kPrograms.client.string());
}

BOOST_AUTO_TEST_CASE(a_player_that_fails_keeps_its_word_when_its_demo_ends) {
  playDemo();
  process().say(kPlaying);
  turn();
  end(1, ExitStatus::code(3));
  turn(2s);
  BOOST_TEST(!launcher->demoWanted());
  BOOST_TEST((launcher->child(Role::Player)->state() == ChildState::Failed));
  BOOST_TEST(launcher->demoTrouble() == "The demo has ended; the row of the player below says why.");
  launcher->startAgain(Role::Player);
  BOOST_TEST(launcher->demoTrouble() == "");
  launcher->stopDemo();
  launcher->stop(Role::Player);
  BOOST_TEST(launcher->demoTrouble() == "");
}

BOOST_AUTO_TEST_CASE(stopping_one_of_a_demo_ends_it_and_puts_away_what_it_said) {
  playDemo();
  launcher->stop(Role::Player);
  BOOST_TEST(!launcher->demoWanted());
  BOOST_TEST(starter.started[0]->inputClosed);
  BOOST_TEST(starter.started[1]->inputClosed);
}

BOOST_AUTO_TEST_CASE(a_movie_that_is_not_there_is_made_first_with_progress) {
  launcher->playDemo({"hd1080.mjpeg", {}, {}});
  const std::string made = (folder.path() / "made").string();
  BOOST_TEST(argv(0) ==
             (Words{"/opt/bin/zoetrope-server", "--supervised", "--make-demo", made, "--only", "hd1080.mjpeg"}));
  BOOST_TEST(launcher->madePercent().value() == 0);
  process().say(R"({"v":1,"type":"state","state":"making","detail":"hd1080.mjpeg 40 %"})");
  turn();
  BOOST_TEST(launcher->madePercent().value() == 40);
  BOOST_TEST(launcher->demoWaitsFor() == "Making hd1080.mjpeg, once");
  BOOST_TEST(starts() == 1U);
  end(0, ExitStatus::code(0));
  BOOST_REQUIRE(starts() == 2U);
  BOOST_TEST(argv(1)[3] == made);
  BOOST_TEST(!launcher->madePercent().has_value());
}

BOOST_AUTO_TEST_CASE(a_movie_that_cannot_be_made_ends_the_demo) {
  launcher->playDemo({"hd1080.mjpeg", {}, {}});
  end(0, ExitStatus::code(9));
  BOOST_TEST(!launcher->demoWanted());
  BOOST_TEST(starts() == 1U);
}

BOOST_AUTO_TEST_CASE(cancelling_while_the_movie_is_made_starts_nothing_more) {
  launcher->playDemo({"hd1080.mjpeg", {}, {}});
  launcher->stopDemo();
  BOOST_TEST(process().inputClosed);
  end(0, ExitStatus::code(1));
  turn(1s);
  BOOST_TEST(starts() == 1U);
}

BOOST_AUTO_TEST_CASE(who_watches_is_known_until_he_leaves) {
  launcher->serve({folder.path().string(), 8554, {}, {}, false});
  process().listen();
  process().say(session("play", "a", "playing"));
  process().say(session("report", "a", "playing"));
  process().say(session("setup", "b", "ready"));
  turn();
  BOOST_REQUIRE(launcher->viewers().size() == 2U);
  BOOST_TEST(launcher->viewers()[0].rateBps.value() == 1e6);
  BOOST_TEST(launcher->viewers()[0].loss.value() == 0.01);
  BOOST_TEST(launcher->viewers()[1].state == "ready");
  process().say(session("ended", "a", ""));
  turn();
  BOOST_TEST(launcher->viewers().size() == 1U);
  end(0, ExitStatus::signal(9));
  BOOST_TEST(launcher->viewers().empty());
}

BOOST_AUTO_TEST_CASE(closing_bothers_others_who_watch_and_not_oneself) {
  launcher->serve({folder.path().string(), 8554, {}, {}, false});
  FakeScript& server = process();
  server.listen();
  const auto comes = [&](const char* id, const char* state, const char* peer) {
    server.say(session("play", id, state, peer));
    turn();
  };
  comes("own", "playing", "127.0.0.1:5000");
  BOOST_TEST(launcher->othersWatching() == 1U);  // somebody else of this machine, as far as is known
  launcher->watch({.url = "rtsp://127.0.0.1:40123/a.mjpeg", .host = {}, .port = {}, .rtpPort = {}, .video = {}});
  BOOST_TEST(launcher->othersWatching() == 0U);
  comes("other", "ready", "192.0.2.7:4000");
  BOOST_TEST(launcher->othersWatching() == 0U);
  comes("other", "playing", "192.0.2.7:4000");
  BOOST_TEST(launcher->othersWatching() == 1U);
  comes("own", "ready", "127.0.0.1:5000");
  BOOST_TEST(launcher->othersWatching() == 1U);
}

BOOST_AUTO_TEST_CASE(what_is_over_can_be_removed_and_what_runs_stays) {
  launcher->serve({folder.path().string(), 8554, {}, {}, false});
  process().listen();
  process().say(session("play", "a", "playing"));
  turn();
  launcher->remove(Role::Server);
  BOOST_REQUIRE(launcher->child(Role::Server) != nullptr);
  BOOST_TEST(!starter.started[0]->destroyed);
  launcher->stop(Role::Server);
  launcher->remove(Role::Server);
  BOOST_REQUIRE(launcher->child(Role::Server) != nullptr);
  end(0, ExitStatus::code(0));
  launcher->remove(Role::Server);
  BOOST_TEST(launcher->child(Role::Server) == nullptr);
  BOOST_TEST(launcher->viewers().empty());
  turn(1s);
  BOOST_TEST(launcher->allStopped());
  launcher->serve({folder.path().string(), 8554, {}, {}, false});
  BOOST_TEST(starts() == 2U);
  BOOST_TEST(launcher->child(Role::Server)->log().newest() == 1U);
}

BOOST_AUTO_TEST_CASE(a_taken_port_is_forgotten_with_the_server_that_wanted_it) {
  launcher->serve({folder.path().string(), 8554, {}, {}, false});
  end(0, ExitStatus::code(7));
  BOOST_TEST(launcher->serveTrouble() != "");
  launcher->remove(Role::Server);
  BOOST_TEST(launcher->serveTrouble() == "");
}

BOOST_AUTO_TEST_CASE(removing_the_player_of_a_demo_that_has_just_ended_ends_the_demo) {
  playDemo();
  starter.started[1]->exit = ExitStatus::code(0);
  launcher->child(Role::Player)->tick();
  launcher->remove(Role::Player);
  BOOST_TEST(launcher->child(Role::Player) == nullptr);
  turn();
  BOOST_TEST(!launcher->demoWanted());
  BOOST_TEST(starter.started[0]->inputClosed);
}

BOOST_AUTO_TEST_CASE(an_old_player_can_be_removed_while_a_demo_comes_up) {
  playDemo();
  end(1, ExitStatus::code(0));
  end(0, ExitStatus::code(0));
  launcher->playDemo({"hd720.mjpeg", {}, {}});
  launcher->remove(Role::Player);
  turn();
  BOOST_TEST(launcher->demoWanted());
  process().listen();
  turn();
  BOOST_TEST(launcher->child(Role::Player)->alive());
}

BOOST_AUTO_TEST_CASE(a_maker_that_is_done_can_be_removed_while_its_movie_plays) {
  launcher->playDemo({"hd1080.mjpeg", {}, {}});
  end(0, ExitStatus::code(0));
  BOOST_TEST(launcher->child(Role::Maker)->snapshot().sentence == "Done.");
  launcher->remove(Role::Maker);
  BOOST_TEST(launcher->child(Role::Maker) == nullptr);
  process().listen();
  turn();
  BOOST_TEST(launcher->demoWanted());
  BOOST_TEST(!launcher->madePercent().has_value());
}

BOOST_AUTO_TEST_CASE(a_server_that_is_not_serving_says_so_once_and_its_row_says_why) {
  BOOST_TEST(launcher->serveTrouble() == "");
  launcher->serve({folder.path().string(), 8554, {}, {}, false});
  BOOST_TEST(launcher->serveTrouble() == "Starting the server.");
  process().listen();
  turn();
  BOOST_TEST(launcher->serveTrouble() == "");
  process().log("zoetrope-server: there is no folder /nowhere.");
  process().log("Choose the folder with the movies (--root).");
  process().say(R"({"v":1,"type":"stopping","reason":"there is no folder /nowhere","exit_code":4})");
  turn();
  end(0, ExitStatus::code(4));
  const ChildSnapshot row = launcher->child(Role::Server)->snapshot();
  BOOST_TEST(row.sentence.find("there is no folder /nowhere") != std::string::npos);
  BOOST_TEST(launcher->serveTrouble().find("/nowhere") == std::string::npos);
  BOOST_REQUIRE(row.lastLines.size() == 1U);
  BOOST_TEST(row.lastLines[0].text == "Choose the folder with the movies (--root).");
}

BOOST_AUTO_TEST_CASE(an_address_that_is_not_of_this_machine_is_no_taken_port) {
  launcher->serve({folder.path().string(), 0, "192.0.2.99", {}, false});
  end(0, ExitStatus::code(7));
  turn();
  BOOST_TEST((launcher->child(Role::Server)->state() == ChildState::Failed));
  BOOST_TEST(launcher->serveTrouble() == "Nothing is served; the row of the server below says why.");
}

BOOST_AUTO_TEST_CASE(a_taken_port_is_named) {
  launcher->serve({folder.path().string(), 8554, {}, {}, false});
  end(0, ExitStatus::code(7));
  turn();
  BOOST_TEST(launcher->serveTrouble().find("Port 8554 is taken by") == 0U);
  BOOST_TEST(starts() == 1U);
  launcher->startAgain(Role::Server);
  BOOST_REQUIRE(starts() == 2U);
  BOOST_TEST(argv(1) == argv(0));
  process().listen();
  turn();
  BOOST_TEST(launcher->serveTrouble() == "");
}

BOOST_AUTO_TEST_CASE(watching_something_else_ends_the_demo) {
  playDemo();
  launcher->watch({.url = "rtsp://192.0.2.1:8554/a", .host = {}, .port = {}, .rtpPort = {}, .video = {}});
  BOOST_TEST(!launcher->demoWanted());
  BOOST_TEST(starter.started[0]->inputClosed);
  end(1, ExitStatus::code(0));
  BOOST_REQUIRE(starts() == 3U);
  BOOST_TEST(argv(2).back() == "rtsp://192.0.2.1:8554/a");
}

BOOST_AUTO_TEST_CASE(the_same_by_hand_has_no_word_that_only_a_launcher_needs) {
  const WatchRequest lab{
      .url = {}, .host = "192.0.2.1", .port = "8554", .rtpPort = "25000", .video = "movie.Mjpeg", .cache = 5};
  BOOST_TEST(byHand(playerCommand(kPrograms, lab)) ==
             (Words{"zoetrope-client", "--play", "--cache", "5", "192.0.2.1", "8554", "25000", "movie.Mjpeg"}));
}

BOOST_AUTO_TEST_CASE(addresses_that_people_are_told) {
  BOOST_TEST(movieUrl("[::1]:8554", "my movie%.mjpeg") == "rtsp://[::1]:8554/my%20movie%25.mjpeg");
  BOOST_TEST(labCommand("[::1]:8554", "movie.Mjpeg") == "zoetrope-client ::1 8554 25000 movie.Mjpeg");
  BOOST_TEST(labCommand("192.0.2.1:8554", "schön.mjpeg") ==
             commandLine(Words{"zoetrope-client", "192.0.2.1", "8554", "25000", "schön.mjpeg"}));
  BOOST_TEST(labCommand("192.0.2.1:8554", "Übung 1.mjpeg") == "");
  BOOST_TEST(movieUrl("192.0.2.1:8554", "Übung 1.mjpeg") == "rtsp://192.0.2.1:8554/%C3%9Cbung%201.mjpeg");
  BOOST_TEST(portOf("[::1]:8554").value() == 8554);
  BOOST_TEST(!portOf("[::1]").has_value());
  BOOST_TEST(*urlFrom(" rtsp://h/m ") == "rtsp://h/m");
  BOOST_TEST(*urlFrom("192.0.2.1") == "rtsp://192.0.2.1:8554/");
  BOOST_TEST(*urlFrom("[::1]:99/a b") == "rtsp://[::1]:99/a%20b");
  BOOST_TEST(urlFrom(" ").error().message == "An address is wanted, such as rtsp://192.0.2.1:8554/hd720.mjpeg.");
  for (const char* const nonsense : {"no host", "http://h/m", "/m"})
    BOOST_TEST(urlFrom(nonsense).error().message.find(std::string(", not ") + nonsense) != std::string::npos);
}

BOOST_AUTO_TEST_CASE(an_address_to_listen_on_is_kept_while_this_machine_has_it) {
  const Words offered{"192.0.2.1", "2001:db8::7", "127.0.0.1"};
  for (const char* const stays :
       {"192.0.2.1", "2001:db8::7", "", "127.0.0.1", "127.0.0.2", "::1", "fe80::1%eth0", "::"}) {
    BOOST_TEST(listenChoice(stays, offered).bind == stays);
    BOOST_TEST(listenChoice(stays, offered).gone == "");
  }
  BOOST_TEST(listenChoice("192.0.2.9", offered).bind == "");
  BOOST_TEST(listenChoice("192.0.2.9", offered).gone == "192.0.2.9");
}

BOOST_AUTO_TEST_CASE(the_command_line) {
  BOOST_TEST((parsed({})->ask == Ask::Nothing));
  BOOST_TEST((parsed({"--demo"})->ask == Ask::Demo));
  BOOST_TEST(parsed({"--serve", "/movies"})->argument == "/movies");
  BOOST_TEST((parsed({"--watch"})->ask == Ask::Watch));
  BOOST_TEST((parsed({"rtsp://a/b"})->ask == Ask::Open));
  BOOST_TEST(parsed({"--dmeo"}).error().message == "there is no option --dmeo; did you mean --demo?");
  BOOST_TEST(parsed({"a", "b"}).error().message == "one thing at a time: b is too much");
  BOOST_TEST(!parsed({"--demo", "x"}).ok());
  BOOST_TEST(!parsed({""}).ok());
  BOOST_TEST(pathOfArgument("file:///tmp/a%20b.mjpeg") == "/tmp/a b.mjpeg");
  BOOST_TEST(pathOfArgument("/tmp/100%25") == "/tmp/100%25");
}

BOOST_AUTO_TEST_CASE(a_second_start_asks_the_first_for_the_same_page_and_thing) {
  const auto handedOver = [](Words words) {
    const auto message = parseInstanceMessage(serializeInstanceMessage(messageFor(*parsed(std::move(words)))));
    BOOST_REQUIRE(message.has_value());
    return optionsFor(*message);
  };
  const auto absolute = [](const char* path) { return std::filesystem::absolute(path).string(); };
  BOOST_TEST((handedOver({}) == LaunchOptions{Ask::Nothing, {}}));
  BOOST_TEST((handedOver({"--demo"}) == LaunchOptions{Ask::Demo, {}}));
  BOOST_TEST((handedOver({"--serve"}) == LaunchOptions{Ask::Serve, {}}));
  BOOST_TEST((handedOver({"--serve", "/my movies"}) == LaunchOptions{Ask::Serve, absolute("/my movies")}));
  BOOST_TEST((handedOver({"--serve", "movies"}) == LaunchOptions{Ask::Serve, absolute("movies")}));
  BOOST_TEST((handedOver({"--watch"}) == LaunchOptions{Ask::Watch, {}}));
  BOOST_TEST((handedOver({"--watch", "192.0.2.1/a"}) == LaunchOptions{Ask::Watch, "192.0.2.1/a"}));
  BOOST_TEST((handedOver({"a b.mjpeg"}) == LaunchOptions{Ask::Open, absolute("a b.mjpeg")}));
  BOOST_TEST((handedOver({"rtsp://h/m"}) == LaunchOptions{Ask::Open, "rtsp://h/m"}));
}

BOOST_AUTO_TEST_SUITE_END()
