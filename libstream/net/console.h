// SPDX-License-Identifier: MIT
// stdout and stderr for lines from all threads, written by a thread of its own, so that nobody else stops when they are
// pipes that nobody reads.
// Thread: write any; the rest the owner's.
// Owns: the thread. One that hangs in a write at the end is left behind; it touches nothing any more.
// Limits: the caller's: what was handed over and not yet written is kept.
#pragma once

#include "libstream/base/time.h"

#include <functional>
#include <memory>
#include <string>
#include <thread>

namespace zoetrope::net {

class Console {
 public:
  enum class Channel { Log, Status };
  // Takes the line without its newline. `written` is called on the console's thread once it is out.
  using Writer = std::function<void(Channel, std::string line, std::function<void()> written)>;
  struct Handles {
    int log = 2;
    int status = 1;
  };

  Console() : Console(Handles{}) {}
  explicit Console(Handles handles);
  ~Console();
  Console(const Console&) = delete;
  Console& operator=(const Console&) = delete;

  void write(Channel channel, std::string line, std::function<void()> written);
  Writer writer() {
    return [this](Channel channel, std::string line, std::function<void()> written) {
      write(channel, std::move(line), std::move(written));
    };
  }
  // Waits until what was handed over is out, but no longer than that; then nothing more is written. Whether all is out.
  bool finish(Duration longest);

 private:
  struct Line {
    int handle;
    std::string text;
    std::function<void()> written;
  };
  struct Shared;

  static void run(const std::shared_ptr<Shared>& shared);
  static bool takeNext(Shared& shared, Line& line);

  const Handles handles_;
  const std::shared_ptr<Shared> shared_;
  std::thread thread_;
};

}  // namespace zoetrope::net
