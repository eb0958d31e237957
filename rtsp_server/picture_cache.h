// SPDX-License-Identifier: MIT
// Pictures that were made of a movie's frames (put right, or smaller), each made once and shared by all sessions, least
// recently used out first.
// Thread: any.
// Limits: the bytes given; one picture larger than that is kept only by who holds it.
#pragma once

#include "libstream/base/bytes.h"
#include "libstream/jpeg/frame_info.h"
#include "libstream/jpeg/rendition.h"
#include "libstream/jpeg/transcode.h"

#include <compare>
#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace zoetrope::server {

class PictureCache {
 public:
  struct Key {
    std::uint64_t movie = 0;
    std::size_t frame = 0;
    jpeg::Remedy remedy = jpeg::Remedy::None;
    jpeg::Rendition rendition = {};
    auto operator<=>(const Key&) const = default;
  };
  // Without a picture: why it could not be made; without that: the frame is best as it is.
  struct Picture {
    ByteBuffer jpeg;
    std::string failure;
    jpeg::FrameInfo info = {};  // of the JPEG, so that no sender has to parse it

    // With the JPEG's headers, or the failure that they cannot be read.
    static Picture of(ByteBuffer jpeg);
  };
  using PicturePtr = std::shared_ptr<const Picture>;
  using Wake = std::function<void()>;

  explicit PictureCache(std::size_t maxBytes) : maxBytes_(maxBytes) {}

  // The picture; or null, and then `mustMake` says whether the caller is the one who has to make it and call put().
  // `wake` (may be empty) is called after that put(). Without `begin` it is only looked for.
  PicturePtr find(const Key& key, const Wake& wake, bool begin, bool& mustMake);
  void put(const Key& key, Picture picture);
  // The picture will not be made now (no helper is free): the next who asks has to. Nobody is called: who waits asks
  // again by a timer, for a call at once would find the helpers as busy as before.
  void abandon(const Key& key);

  std::size_t bytes() const;
  // Pictures put so far.
  std::uint64_t made() const;

 private:
  using Order = std::list<Key>;
  struct Entry {
    PicturePtr picture;
    Order::iterator place;
  };

  void evict();

  const std::size_t maxBytes_;
  // Guarded by mutex_.
  mutable std::mutex mutex_;
  std::map<Key, Entry> entries_;
  Order order_;  // most recently used first
  std::map<Key, std::vector<Wake>> beingMade_;
  std::size_t bytes_ = 0;
  std::uint64_t made_ = 0;
};

}  // namespace zoetrope::server
