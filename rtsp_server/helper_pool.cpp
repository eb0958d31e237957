// SPDX-License-Identifier: MIT
#include "rtsp_server/helper_pool.h"

#include "rtsp_server/limits.h"

namespace zoetrope::server {

namespace {

thread_local int nesting = 0;

}  // namespace

HelperPool::HelperPool(std::size_t threads, std::size_t queueLimit) : queueLimit_(queueLimit) {
  for (std::size_t i = 0; i < threads; ++i) threads_.emplace_back([this] { run(); });
}

bool HelperPool::trySubmit(Job job) {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_ || jobs_.size() >= queueLimit_) return false;
    jobs_.push_back(std::move(job));
  }
  wake_.notify_one();
  return true;
}

bool HelperPool::takeOne(Job& job) {
  const std::lock_guard lock(mutex_);
  if (jobs_.empty()) return false;
  job = std::move(jobs_.front());
  jobs_.pop_front();
  return true;
}

bool HelperPool::lendAHand() {
  Job job;
  if (nesting < kHelperNesting && takeOne(job)) {
    ++nesting;
    job();
    --nesting;
  }
  const std::lock_guard lock(mutex_);
  return !stopping_;
}

void HelperPool::run() {
  for (;;) {
    Job job;
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [this] { return stopping_ || !jobs_.empty(); });
      if (stopping_) return;
      job = std::move(jobs_.front());
      jobs_.pop_front();
    }
    job();
  }
}

void HelperPool::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    jobs_.clear();
  }
  wake_.notify_all();
  for (std::thread& thread : threads_)
    if (thread.joinable()) thread.join();
}

}  // namespace zoetrope::server
