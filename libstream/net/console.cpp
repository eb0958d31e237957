// SPDX-License-Identifier: MIT
#include "libstream/net/console.h"

#include "libstream/net/descriptor_write.h"

#include <condition_variable>
#include <deque>
#include <mutex>

namespace zoetrope::net {

struct Console::Shared {
  std::mutex mutex;
  std::condition_variable changed;
  std::deque<Line> lines;
  bool writing = false;
  bool ended = false;
};

Console::Console(Handles handles)
    : handles_(handles), shared_(std::make_shared<Shared>()), thread_([shared = shared_] { run(shared); }) {}

Console::~Console() { finish(Duration::zero()); }

void Console::write(Channel channel, std::string line, std::function<void()> written) {
  const int handle = channel == Channel::Status ? handles_.status : handles_.log;
  {
    const std::lock_guard lock(shared_->mutex);
    if (shared_->ended) return;
    shared_->lines.push_back({handle, std::move(line) + "\n", std::move(written)});
  }
  shared_->changed.notify_all();
}

bool Console::takeNext(Shared& shared, Line& line) {
  std::unique_lock lock(shared.mutex);
  shared.changed.wait(lock, [&] { return shared.ended || !shared.lines.empty(); });
  if (shared.ended) return false;
  line = std::move(shared.lines.front());
  shared.lines.pop_front();
  shared.writing = true;
  return true;
}

void Console::run(const std::shared_ptr<Shared>& shared) {
  Line line;
  while (takeNext(*shared, line)) {
    writeAll(line.handle, line.text);
    {
      const std::lock_guard lock(shared->mutex);
      shared->writing = false;
      // Whom it would tell may be gone after the end.
      if (!shared->ended) line.written();
    }
    shared->changed.notify_all();
  }
}

bool Console::finish(Duration longest) {
  if (!thread_.joinable()) return true;
  bool all = false;
  bool hangs = false;
  {
    std::unique_lock lock(shared_->mutex);
    all = shared_->changed.wait_for(lock, longest, [&] { return shared_->lines.empty() && !shared_->writing; });
    shared_->ended = true;
    hangs = shared_->writing;
  }
  shared_->changed.notify_all();
  if (hangs)
    thread_.detach();
  else
    thread_.join();
  return all;
}

}  // namespace zoetrope::net
