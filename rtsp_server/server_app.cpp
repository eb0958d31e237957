// SPDX-License-Identifier: MIT
#include "rtsp_server/server_app.h"

#include "libstream/net/console.h"
#include "libstream/net/local_addresses.h"
#include "libstream/net/stop_signals.h"
#include "libstream/net/system_clock.h"
#include "rtsp_server/demo_maker.h"
#include "rtsp_server/greeting.h"
#include "rtsp_server/limits.h"
#include "rtsp_server/options.h"
#include "rtsp_server/server.h"
#include "zoetrope_version.h"

#include <cstdio>
#include <optional>

namespace zoetrope::server {

namespace {

using control::ExitCode;

void say(std::FILE* to, const std::string& text) {
  std::fputs(text.c_str(), to);
  std::fflush(to);
}

// Serving, from start to end, with all that has to live as long.
class ServerApp {
 public:
  explicit ServerApp(const Options& options)
      : options_(options),
        log_(clock_, options.supervised, console_.writer()),
        server_(options_, clock_, log_, loop_) {}

  ExitCode run() {
    net::ignorePipeSignals();
    net::raiseHandleLimit();
    if (const auto started = server_.start(); !started) return failed(started.error());
    const net::StopSignals signals(loop_, [this](const std::string& why) { stop(why); });
    std::optional<net::StdinWatcher> input;
    if (options_.supervised) input.emplace(loop_, [this] { stop("stdin was closed"); });
    announce();
    loop_.run();
    log_.status(control::Stopping{reason_, static_cast<int>(ExitCode::Ok)});
    console_.finish(kLastWords);
    return ExitCode::Ok;
  }

 private:
  void stop(const std::string& why) {
    reason_ = why;
    log_.line("ending: " + why);
    server_.stop();
    loop_.stop();
  }

  void announce() {
    const auto addresses = server_.allAddresses() ? net::localAddresses(server_.local().port())
                                                  : std::vector<net::Endpoint>{server_.local()};
    const auto movies = server_.movies();
    if (options_.supervised) log_.line(logGreeting(options_, addresses, movies));
    log_.status(listeningLine(addresses, movies));
    if (!options_.supervised) say(stderr, greeting(options_, addresses, movies));
    if (options_.impair) log_.line("--impair: " + impairmentText(options_) + ", for every session");
  }

  ExitCode failed(const StartError& error) {
    say(stderr, "zoetrope-server: " + error.message + ".\n" + error.advice + "\n");
    log_.status(control::ErrorLine{error.message, error.advice});
    log_.status(control::Stopping{error.message, static_cast<int>(error.code)});
    console_.finish(kLastWords);
    return error.code;
  }

  // Owned.
  const Options options_;
  const net::SystemClock clock_;
  net::Loop loop_;
  net::Console console_;
  EventLog log_;
  Server server_;
  // State.
  std::string reason_;
};

}  // namespace

ExitCode runServerApp(std::span<const std::string> arguments) {
  const auto options = parseOptions(arguments);
  if (!options) {
    say(stderr, "zoetrope-server: " + options.error().message + "\nTry: zoetrope-server --help\n");
    return ExitCode::Usage;
  }
  switch (options->action) {
    case Options::Action::Help:
      say(stdout, helpText());
      return ExitCode::Ok;
    case Options::Action::Version:
      say(stdout, "zoetrope-server " ZOETROPE_VERSION "\n");
      return ExitCode::Ok;
    case Options::Action::MakeDemo:
      return makeDemos(*options);
    case Options::Action::Serve:
      break;
  }
  return ServerApp(*options).run();
}

}  // namespace zoetrope::server
