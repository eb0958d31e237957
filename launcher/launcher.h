// SPDX-License-Identifier: MIT
// What the window's buttons do: which children are wanted, with which arguments, and in which order they come up. A
// demo is a movie (made first when it is not there), a server on loopback, and a player that gets the server's URL
// when it listens; a server that was started again brings the player back, on the same port.
// Thread: the program's main thread; nothing here waits. Borrows: the supervisor's parts.
// Fails: never outwards: demoTrouble() and serveTrouble() have the sentences.
#pragma once

#include "launcher/commands.h"
#include "launcher/supervisor.h"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace zoetrope::launcher {

// Someone who watches what we serve.
struct Viewer {
  std::string session;
  std::string peer;
  std::string movie;
  std::string state;  // "ready", "playing"
  std::string transport;
  std::optional<double> rateBps;
  std::optional<double> loss;

  friend bool operator==(const Viewer&, const Viewer&) = default;
};

class Launcher {
 public:
  enum class Role { DemoServer, Server, Player, Maker };
  static constexpr std::size_t kRoles = 4;
  struct Places {
    Programs programs;
    std::vector<std::filesystem::path> movieFolders;  // looked into in this order
    std::filesystem::path madeMovies;                 // where those go that are not there
  };
  struct DemoRequest {
    std::string movie;             // a demo movie's file name, or any in `folder`
    std::filesystem::path folder;  // empty: wherever the demo movie is
    std::string impair;
  };

  Launcher(SupervisionParts parts, Places places);

  void playDemo(const DemoRequest& request);
  void stopDemo();
  void serve(const ServeRequest& request);
  void watch(const WatchRequest& request);
  // What the buttons of a child's row do. A child of a demo that is over plays the demo again, a child of one that goes
  // on takes it with it when it is stopped.
  void startAgain(Role role);
  void stop(Role role);
  // Forgets a child that is over, with its log. What runs, or is about to, stays.
  void remove(Role role);
  void stopAll();
  bool allStopped() const { return supervisor_.allStopped(); }

  // True when something changed.
  bool tick();
  // nullptr: was never asked for.
  SupervisedChild* child(Role role) const { return children_[static_cast<std::size_t>(role)]; }
  // A demo was asked for and is not over. One that has failed is over; its children keep what they have to say.
  bool demoWanted() const { return demo_.has_value(); }
  // Which network the demo goes over, in words.
  std::string_view demoNetwork() const;
  // What the demo waits for, in words; empty: for nothing.
  std::string demoWaitsFor() const;
  // Whose row says why the last demo ended, when that needs somebody; empty: it does not, or one goes on.
  std::string demoTrouble() const;
  // What keeps Serve movies from serving, as far as the server's row does not say it; empty: it serves, or was not
  // asked.
  std::string serveTrouble() const;
  // 0 to 100 while the movie is made.
  std::optional<int> madePercent() const;
  // Of what Serve movies serves.
  std::vector<Viewer> viewers() const;
  // Of those how many play, without a player of our own.
  std::size_t othersWatching() const;
  const control::Listening* listening(Role role) const;

 private:
  SupervisedChild& make(Role role, ChildCommand command);
  std::optional<std::filesystem::path> folderOf(const std::string& movie) const;
  void startDemoServer(const std::filesystem::path& folder);
  void goOnWithDemo();
  void keepPort(Role role, ServeRequest& request);
  void takeSessions();
  void lookIntoPort();

  const Places places_;
  const Clock& clock_;
  // Owned.
  Supervisor supervisor_;
  std::array<SupervisedChild*, kRoles> children_{};
  // State.
  std::optional<DemoRequest> demo_;
  DemoRequest lastDemo_;
  bool playerIsOfDemo_ = false;
  bool movieIsMade_ = false;  // the maker is at it for this demo
  ServeRequest demoServer_;
  ServeRequest serve_;
  std::optional<ProcessId> playedFrom_;  // the demo server that the player was started for
  std::optional<ProcessId> viewersOf_;
  std::map<std::string, Viewer> viewers_;
  std::string portTaken_;  // who has it where the system says, and what to do; empty: no such thing
};

}  // namespace zoetrope::launcher
