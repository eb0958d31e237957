// SPDX-License-Identifier: MIT
#include "rtsp_server/renditions.h"

#include "libstream/jpeg/limits.h"
#include "rtsp_server/limits.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace zoetrope::server {

namespace {

constexpr double kKilobyte = 1000;

bool isTooLarge(Bytes jpeg) {
  const auto info = jpeg::parseFrameHeader(jpeg);
  return info.isDone() && std::max(info.value().width, info.value().height) > jpeg::kMaxRfc2435Dimension;
}

std::string inKilobytes(double bytes) { return std::to_string(std::max(1L, std::lround(bytes / kKilobyte))) + " KB"; }

}  // namespace

std::shared_ptr<const Ladder> Renditions::ladder(FrameForm form) const {
  const std::lock_guard lock(mutex_);
  const Measured& measured = measured_[kindFor(form)];
  return form == FrameForm::Whole ? measured.fullSize : measured.all;
}

void Renditions::measure(FrameForm form) {
  const std::size_t kind = kindFor(form);
  {
    const std::lock_guard lock(mutex_);
    if (measured_[kind].begun) return;
    measured_[kind].begun = true;
  }
  if (tools_.helpers.trySubmit([self = shared_from_this(), kind] { self->measureNow(kind); })) return;
  // All helpers have more than enough to do: who asks again tries again.
  const std::lock_guard lock(mutex_);
  measured_[kind].begun = false;
}

// On a helper's thread.
void Renditions::measureNow(std::size_t kind) {
  std::vector<ByteBuffer> samples;
  const std::size_t frames = movie_->frameCount();
  const std::size_t count = std::min(kLadderSamples, frames);
  for (std::size_t i = 0; i < count; ++i) {
    auto frame = movie_->read(movie_->frame((2 * i + 1) * frames / (2 * count)));
    if (frame) samples.push_back(std::move(*frame));
  }
  const bool forRfc2435 = kind != 0;
  const auto all = std::make_shared<const Ladder>(jpeg::measureLadder(samples, forRfc2435));
  auto fullSize = std::make_shared<Ladder>(*all);
  std::erase_if(*fullSize, [](const Rung& rung) { return rung.halfSize; });
  {
    const std::lock_guard lock(mutex_);
    Measured& measured = measured_[kind];
    measured.tooLarge = forRfc2435 && std::any_of(samples.begin(), samples.end(), isTooLarge);
    measured.all = all;
    measured.fullSize = std::move(fullSize);
  }
  const double average = static_cast<double>(movie_->frameBytes()) / static_cast<double>(frames);
  tools_.log.line(movie_->name() + ": " + std::to_string(all->size() - 1) + " smaller renditions, from " +
                  inKilobytes(average * all->front().share) + " a frame down to " +
                  inKilobytes(average * all->back().share));
}

Renditions::Found Renditions::find(std::size_t number, FrameForm form, std::size_t rung, const PictureCache::Wake& wake,
                                   bool begin) {
  const auto rungs = ladder(form);
  Found found{Found::Kind::AsItIs, nullptr, (*rungs)[std::min(rung, rungs->size() - 1)]};
  if (found.rung.quality == 0) return found;
  PictureCache::Key key{id_, number, jpeg::Remedy::None, {found.rung.quality, found.rung.halfSize, false}};
  {
    const std::lock_guard lock(mutex_);
    key.rendition.limitSize = measured_[kindFor(form)].tooLarge;
  }
  bool mustMake = false;
  found.picture = tools_.cache.find(key, wake, begin, mustMake);
  if (found.picture) {
    if (!found.picture->jpeg.empty()) found.kind = Found::Kind::Ready;
    return found;
  }
  found.kind = Found::Kind::Pending;
  if (!mustMake) return found;
  const double ahead = static_cast<double>(kRenditionsAhead) / movie_->fps();
  const TimePoint until = tools_.clock.now() + fromSeconds(ahead * kRenditionWait);
  if (!tools_.renderers.trySubmit([self = shared_from_this(), key, until] { self->make(key, until); }))
    tools_.cache.abandon(key);
  return found;
}

// On a helper's thread.
void Renditions::make(const PictureCache::Key& key, TimePoint until) {
  if (tools_.clock.now() > until) return tools_.cache.abandon(key);
  PictureCache::Picture picture = made(key);
  if (!picture.failure.empty() && !failureLogged_.exchange(true))
    tools_.log.line(movie_->name() + ": a frame cannot be made smaller and goes out as it is: " + picture.failure);
  tools_.cache.put(key, std::move(picture));
}

PictureCache::Picture Renditions::made(const PictureCache::Key& key) {
  const movie::FrameRef& ref = movie_->frame(key.frame);
  const auto bytes = movie_->read(ref);
  if (!bytes) return {{}, bytes.error().message};
  auto jpeg = jpeg::makeRendition(key.rendition, *bytes);
  if (!jpeg) return {{}, jpeg.error().message};
  // What everybody can be sent as it is need not be replaced by more.
  if (ref.fitsRfc2435 && jpeg->size() >= bytes->size()) return {};
  return PictureCache::Picture::of(std::move(*jpeg));
}

}  // namespace zoetrope::server
