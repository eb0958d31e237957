// SPDX-License-Identifier: MIT
// Threads for what takes long: looking at files, indexing, transcoding. Worker loops never do that themselves.
// Thread: trySubmit and lendAHand any; start and stop the owner's.
// Owns: the threads. Jobs that have not begun at stop() are dropped.
// Limits: a bounded queue; full is a refusal, which the caller answers (503, or another try).
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace zoetrope::server {

class HelperPool {
 public:
  using Job = std::function<void()>;

  HelperPool(std::size_t threads, std::size_t queueLimit);
  ~HelperPool() { stop(); }
  HelperPool(const HelperPool&) = delete;
  HelperPool& operator=(const HelperPool&) = delete;

  [[nodiscard]] bool trySubmit(Job job);
  // From inside a long job, now and then: does one of the jobs that wait, so that nobody waits for another's movie.
  // False once the pool is stopping: the long job had better end.
  bool lendAHand();
  // Waits for the jobs that have begun.
  void stop();

 private:
  void run();
  bool takeOne(Job& job);

  std::vector<std::thread> threads_;
  const std::size_t queueLimit_;
  // Guarded by mutex_.
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Job> jobs_;
  bool stopping_ = false;
};

}  // namespace zoetrope::server
