// SPDX-License-Identifier: MIT
#include "launcher/launcher.h"

#include "launcher/port_holder.h"
#include "libstream/base/path_text.h"
#include "libstream/base/text.h"

#include <algorithm>

namespace zoetrope::launcher {
namespace {

constexpr const char* kLoopback = "127.0.0.1";
using Restarts = ChildSpec::Restarts;

// What each role is called, what is worth starting it again, and what is said when it ends well by itself: a server
// ends so only when somebody else has ended it, a player when its window was closed, a maker when its work is done.
struct RoleTraits {
  const char* name;
  Restarts restarts;
  const char* endedWell;
};
constexpr RoleTraits kTraits[Launcher::kRoles] = {
    {"Demo server", Restarts::Failures, "Ended by itself."},
    {"Server", Restarts::Failures, "Ended by itself."},
    {"Player", Restarts::Crashes, "Closed."},
    {"Movie maker", Restarts::Never, "Done."},
};

bool endedWell(const SupervisedChild& child) {
  const ChildSnapshot now = child.snapshot();
  return now.state == ChildState::Stopped && now.lastExit && now.lastExit->isCode(0);
}

bool isOver(ChildState state) {
  return state == ChildState::Stopped || state == ChildState::Failed || state == ChildState::GivenUp;
}

std::string_view hostOf(std::string_view address) { return address.substr(0, address.rfind(':')); }

bool isOfThisMachine(std::string_view peer, const control::Listening& server) {
  return std::any_of(server.addresses.begin(), server.addresses.end(),
                     [peer](const std::string& address) { return hostOf(address) == hostOf(peer); });
}

}  // namespace

Launcher::Launcher(SupervisionParts parts, Places places)
    : places_(std::move(places)), clock_(parts.clock), supervisor_(parts) {}

SupervisedChild& Launcher::make(Role role, ChildCommand command) {
  SupervisedChild*& child = children_[static_cast<std::size_t>(role)];
  if (child == nullptr) {
    const RoleTraits& traits = kTraits[static_cast<std::size_t>(role)];
    ChildSpec spec;
    spec.name = traits.name;
    spec.restarts = traits.restarts;
    spec.endedWell = traits.endedWell;
    spec.command = std::move(command);
    child = &supervisor_.add(std::move(spec));
  } else {
    child->setCommand(std::move(command));
  }
  return *child;
}

std::optional<std::filesystem::path> Launcher::folderOf(const std::string& movie) const {
  std::vector<std::filesystem::path> folders = places_.movieFolders;
  folders.push_back(places_.madeMovies);
  std::error_code ignored;
  for (const auto& folder : folders)
    if (std::filesystem::is_regular_file(folder / pathOf(movie), ignored)) return folder;
  return std::nullopt;
}

void Launcher::playDemo(const DemoRequest& request) {
  stopDemo();
  demo_ = lastDemo_ = request;
  portTaken_.clear();
  playedFrom_.reset();
  const auto folder = request.folder.empty() ? folderOf(request.movie) : std::optional(request.folder);
  movieIsMade_ = !folder;
  if (folder) return startDemoServer(*folder);
  std::error_code failure;
  std::filesystem::create_directories(places_.madeMovies, failure);
  make(Role::Maker, makerCommand(places_.programs, places_.madeMovies, request.movie)).start();
}

void Launcher::startDemoServer(const std::filesystem::path& folder) {
  movieIsMade_ = false;
  demoServer_ = {folder.string(), 0, kLoopback, demo_->impair, demo_->folder.empty()};
  // start() of one that runs does nothing: restart() takes the new arguments.
  make(Role::DemoServer, serverCommand(places_.programs, demoServer_)).restart();
}

void Launcher::stopDemo() {
  if (!demo_) return;
  demo_.reset();
  for (const Role role : {Role::Maker, Role::Player, Role::DemoServer})
    if (child(role) != nullptr && !isOver(child(role)->state())) child(role)->stop();
}

void Launcher::serve(const ServeRequest& request) {
  serve_ = request;
  portTaken_.clear();
  make(Role::Server, serverCommand(places_.programs, request)).restart();
}

void Launcher::watch(const WatchRequest& request) {
  stopDemo();
  playerIsOfDemo_ = false;
  make(Role::Player, playerCommand(places_.programs, request)).restart();
}

void Launcher::startAgain(Role role) {
  const bool ofDemo = role == Role::Player ? playerIsOfDemo_ : role != Role::Server;
  if (role == Role::Server)
    serve(ServeRequest(serve_));
  else if (ofDemo && !demo_)
    playDemo(DemoRequest(lastDemo_));
  else
    child(role)->restart();
}

void Launcher::stop(Role role) {
  if (role != Role::Server) stopDemo();
  child(role)->stop();
}

void Launcher::remove(Role role) {
  SupervisedChild* const it = child(role);
  if (it == nullptr || it->alive() || !isOver(it->state())) return;
  // What a demo goes on with next tick.
  if (demo_ && role == (movieIsMade_ ? Role::Maker : Role::DemoServer)) stopDemo();
  if (role == Role::Server) {
    portTaken_.clear();
    viewers_.clear();
    viewersOf_.reset();
  }
  supervisor_.remove(*it);
  children_[static_cast<std::size_t>(role)] = nullptr;
}

void Launcher::stopAll() {
  demo_.reset();
  supervisor_.stopAll();
}

bool Launcher::tick() {
  const bool changed = supervisor_.tick();
  if (demo_) goOnWithDemo();
  keepPort(Role::Server, serve_);
  takeSessions();
  if (changed) lookIntoPort();
  return changed;
}

void Launcher::goOnWithDemo() {
  if (movieIsMade_) {
    const SupervisedChild& maker = *child(Role::Maker);
    if (endedWell(maker))
      startDemoServer(places_.madeMovies);
    else if (isOver(maker.state()))
      demo_.reset();
    return;
  }
  const SupervisedChild& server = *child(Role::DemoServer);
  if (server.state() == ChildState::GivenUp || server.state() == ChildState::Failed) return stopDemo();
  const ChildSnapshot now = server.snapshot();
  const control::Listening* at = listening(Role::DemoServer);
  if (now.state == ChildState::Running && at != nullptr && !at->addresses.empty() && playedFrom_ != now.pid) {
    playedFrom_ = now.pid;
    keepPort(Role::DemoServer, demoServer_);
    const WatchRequest request{
        .url = movieUrl(at->addresses[0], demo_->movie), .host = {}, .port = {}, .rtpPort = {}, .video = {}};
    playerIsOfDemo_ = true;
    make(Role::Player, playerCommand(places_.programs, request)).restart();
    return;
  }
  // Its user has closed the player: the demo is over. A server that is away does not count.
  const SupervisedChild* const player = child(Role::Player);
  const bool playerIsOver = player == nullptr || (isOver(player->state()) && !player->alive());
  if (playedFrom_ && playedFrom_ == now.pid && playerIsOver) stopDemo();
}

// A server that is started again is where it was.
void Launcher::keepPort(Role role, ServeRequest& request) {
  const control::Listening* at = request.port == 0 ? listening(role) : nullptr;
  if (at == nullptr || at->addresses.empty()) return;
  const auto port = portOf(at->addresses[0]);
  if (!port) return;
  request.port = *port;
  child(role)->setCommand(serverCommand(places_.programs, request));
}

const control::Listening* Launcher::listening(Role role) const {
  const SupervisedChild* it = child(role);
  return it != nullptr && it->state() == ChildState::Running ? it->lastStatus().last<control::Listening>() : nullptr;
}

std::string_view Launcher::demoNetwork() const {
  for (const DemoNetwork& network : demoNetworks())
    if (network.impair == demoServer_.impair) return network.name;
  return demoServer_.impair;
}

std::string Launcher::demoWaitsFor() const {
  if (!demo_) return {};
  if (movieIsMade_) return "Making " + demo_->movie + ", once";
  if (!playedFrom_) return "Starting the server";
  const SupervisedChild* player = child(Role::Player);
  if (child(Role::DemoServer)->state() != ChildState::Running) return "Waiting for the server";
  return player != nullptr && player->state() == ChildState::Running ? "" : "Starting the player";
}

std::string Launcher::demoTrouble() const {
  if (demo_) return {};
  for (const Role role : {Role::Maker, Role::DemoServer, Role::Player}) {
    const SupervisedChild* it = child(role);
    if (it == nullptr || (role == Role::Player && !playerIsOfDemo_)) continue;
    if (it->state() == ChildState::Failed || it->state() == ChildState::GivenUp)
      return "The demo has ended; the row of the " + toLower(it->snapshot().name) + " below says why.";
  }
  return {};
}

std::string Launcher::serveTrouble() const {
  if (!portTaken_.empty()) return portTaken_;
  const SupervisedChild* const server = child(Role::Server);
  switch (server == nullptr ? ChildState::Stopped : server->state()) {
    case ChildState::Starting:
      return "Starting the server.";
    case ChildState::Stopping:
      return "Stopping the server.";
    case ChildState::WaitingToRestart:
      return "Nothing is served at the moment; the server is about to be started again.";
    case ChildState::Failed:
    case ChildState::GivenUp:
      return "Nothing is served; the row of the server below says why.";
    case ChildState::Running:
    case ChildState::Stopped:
      break;
  }
  return {};
}

std::optional<int> Launcher::madePercent() const {
  if (!demo_ || !movieIsMade_) return std::nullopt;
  const auto* state = child(Role::Maker)->lastStatus().last<control::StateLine>();
  if (state == nullptr || state->state != "making") return 0;
  // "hd1080.mjpeg 40 %"
  const auto words = split(state->detail, ' ');
  return words.size() < 2 ? 0 : std::clamp(parseNumber<int>(words[words.size() - 2]).value_or(0), 0, 100);
}

void Launcher::takeSessions() {
  for (const Role role : {Role::DemoServer, Role::Player, Role::Maker})
    if (child(role) != nullptr) child(role)->takeStatusLines();
  SupervisedChild* const server = child(Role::Server);
  if (server == nullptr) return;
  const auto pid = server->pid();
  if (pid != viewersOf_) viewers_.clear();
  viewersOf_ = pid;
  for (const control::StatusLine& line : server->takeStatusLines()) {
    const auto* session = std::get_if<control::SessionLine>(&line);
    if (session == nullptr) continue;
    if (session->event == "ended") {
      viewers_.erase(session->session);
      continue;
    }
    Viewer& viewer = viewers_[session->session];
    const auto rate = session->rateBps ? session->rateBps : viewer.rateBps;
    const auto loss = session->loss ? session->loss : viewer.loss;
    viewer = {session->session, session->peer, session->movie, session->state, session->transport, rate, loss};
    if (session->state != "playing") viewer.rateBps.reset();
  }
}

std::size_t Launcher::othersWatching() const {
  const control::Listening* const at = listening(Role::Server);
  std::size_t here = 0;
  std::size_t elsewhere = 0;
  for (const auto& [session, viewer] : viewers_)
    if (viewer.state == "playing") ++(at != nullptr && isOfThisMachine(viewer.peer, *at) ? here : elsewhere);
  const SupervisedChild* const player = child(Role::Player);
  const bool ownIsOne = here > 0 && player != nullptr && player->alive() && !playerIsOfDemo_;
  return elsewhere + here - (ownIsOne ? 1 : 0);
}

std::vector<Viewer> Launcher::viewers() const {
  std::vector<Viewer> all;
  for (const auto& [session, viewer] : viewers_) all.push_back(viewer);
  return all;
}

void Launcher::lookIntoPort() {
  const SupervisedChild* server = child(Role::Server);
  if (server == nullptr || server->state() != ChildState::Failed || !portTaken_.empty()) return;
  const auto exit = server->snapshot().lastExit;
  if (!exit || !exit->isCode(static_cast<int>(control::ExitCode::PortUnavailable))) return;
  const auto holder = findPortHolder(serve_.port);
  // The same code stands for an address that is none of this machine's, and for a port that needs more rights.
  if (!holder && (serve_.port == 0 || !serve_.bind.empty())) return;
  portTaken_ = portTakenSentence(serve_.port, holder) + " Choose another port, or 0 for any that is free.";
}

}  // namespace zoetrope::launcher
