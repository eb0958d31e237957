// SPDX-License-Identifier: MIT
// A whole server inside the test: on a free loopback port, with a movie folder of its own, joined in the destructor.
#pragma once

#include "libstream/net/system_clock.h"
#include "rtsp_server/server.h"
#include "tests/support/movie_builder.h"
#include "tests/support/temp_folder.h"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>

namespace zoetrope::test {

// The lines of the server's log, for waiting on.
class LogLines {
 public:
  server::EventLog::Writer writer() {
    return [this](server::EventLog::Channel, const std::string& line, const std::function<void()>& written) {
      {
        const std::lock_guard lock(mutex_);
        text_ += line + "\n";
      }
      changed_.notify_all();
      written();
    };
  }
  std::string text() const {
    const std::lock_guard lock(mutex_);
    return text_;
  }
  // False when there are not as many lines with `part` in them in time.
  bool waitFor(const std::string& part, int times = 1) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, std::chrono::seconds(20), [&] { return count(part) >= times; });
  }

 private:
  int count(const std::string& part) const {
    int found = 0;
    for (std::size_t at = text_.find(part); at != std::string::npos; at = text_.find(part, at + 1)) ++found;
    return found;
  }

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::string text_;
};

class TestServer {
 public:
  using Change = std::function<void(server::Options&)>;

  explicit TestServer(const TempFolder& movies, const Change& change = {})
      : options_(optionsFor(movies, change)),
        log_(clock_, options_.supervised, lines_.writer()),
        server_(options_, clock_, log_, loop_) {
    const auto started = server_.start();
    if (!started) throw std::runtime_error(started.error().message);
    port_ = server_.local().port();
    thread_ = std::thread([this] { loop_.run(); });
  }
  ~TestServer() { stop(); }

  void stop() {
    if (!thread_.joinable()) return;
    loop_.post([this] {
      server_.stop();
      loop_.stop();
    });
    thread_.join();
  }
  std::uint16_t port() const { return port_; }
  LogLines& log() { return lines_; }
  std::string url(const std::string& movie) const { return "rtsp://127.0.0.1:" + std::to_string(port_) + "/" + movie; }
  std::size_t sessions() const { return server_.limits().sessions(); }

 private:
  static server::Options optionsFor(const TempFolder& movies, const Change& change) {
    server::Options options;
    options.root = movies.path();
    options.bind = net::Endpoint::parse("127.0.0.1", 0);
    options.workers = 2;
    if (change) change(options);
    return options;
  }

  const server::Options options_;
  const net::SystemClock clock_;
  LogLines lines_;
  net::Loop loop_;
  server::EventLog log_;
  server::Server server_;
  std::uint16_t port_ = 0;
  std::thread thread_;
};

}  // namespace zoetrope::test
