// SPDX-License-Identifier: MIT
#include "rtsp_server/picture_cache.h"

namespace zoetrope::server {

namespace {

// What an entry costs beside its picture, so that failures count too.
constexpr std::size_t kEntryBytes = 1024;

std::size_t cost(const PictureCache::Picture& picture) { return picture.jpeg.size() + kEntryBytes; }

}  // namespace

PictureCache::Picture PictureCache::Picture::of(ByteBuffer jpeg) {
  auto parsed = jpeg::parseFrameHeader(jpeg);
  if (!parsed.isDone()) return {{}, "what was made of it has no headers"};
  return {std::move(jpeg), {}, std::move(parsed.value())};
}

PictureCache::PicturePtr PictureCache::find(const Key& key, const Wake& wake, bool begin, bool& mustMake) {
  mustMake = false;
  const std::lock_guard lock(mutex_);
  if (const auto found = entries_.find(key); found != entries_.end()) {
    order_.splice(order_.begin(), order_, found->second.place);
    return found->second.picture;
  }
  if (!begin) return nullptr;
  const auto [making, isFirst] = beingMade_.try_emplace(key);
  mustMake = isFirst;
  if (wake) making->second.push_back(wake);
  return nullptr;
}

void PictureCache::put(const Key& key, Picture picture) {
  std::vector<Wake> waiting;
  {
    const std::lock_guard lock(mutex_);
    if (const auto making = beingMade_.find(key); making != beingMade_.end()) {
      waiting = std::move(making->second);
      beingMade_.erase(making);
    }
    ++made_;
    if (!entries_.contains(key)) {
      order_.push_front(key);
      bytes_ += cost(picture);
      entries_.emplace(key, Entry{std::make_shared<const Picture>(std::move(picture)), order_.begin()});
      evict();
    }
  }
  for (const Wake& wake : waiting) wake();
}

void PictureCache::abandon(const Key& key) {
  const std::lock_guard lock(mutex_);
  beingMade_.erase(key);
}

// The newest entry stays whatever its size: somebody is about to ask for it.
void PictureCache::evict() {
  while (bytes_ > maxBytes_ && order_.size() > 1) {
    const auto oldest = entries_.find(order_.back());
    bytes_ -= cost(*oldest->second.picture);
    entries_.erase(oldest);
    order_.pop_back();
  }
}

std::size_t PictureCache::bytes() const {
  const std::lock_guard lock(mutex_);
  return bytes_;
}

std::uint64_t PictureCache::made() const {
  const std::lock_guard lock(mutex_);
  return made_;
}

}  // namespace zoetrope::server
