// SPDX-License-Identifier: MIT
#include "rtsp_server/served_movie.h"

#include "libstream/jpeg/onvif_extension.h"
#include "libstream/jpeg/transcode.h"
#include "rtsp_server/limits.h"

namespace zoetrope::server {

namespace {

constexpr std::size_t kEoiBytes = 2;
constexpr int kBlocksOf420 = 16;

int roundUp(int value, int step) { return (value + step - 1) / step * step; }

// What has to be done to a picture before it can go out in this form.
jpeg::Remedy remedyFor(FrameForm form, const jpeg::FrameInfo& info) {
  if (form == FrameForm::Whole) return jpeg::remedyForWholeJpeg(info);
  if (form == FrameForm::Onvif && jpeg::onvifObstacle(info) == jpeg::Rfc2435Obstacle::None) return jpeg::Remedy::None;
  return jpeg::remedyForRfc2435(info);
}

FrameAnswer unplayable(std::string reason) { return {FrameAnswer::Kind::Unplayable, nullptr, std::move(reason)}; }

}  // namespace

ServedMovie::ServedMovie(std::shared_ptr<const movie::Movie> movie, std::uint64_t id, const Tools& tools)
    : movie_(std::move(movie)),
      id_(id),
      renditions_(std::make_shared<Renditions>(
          movie_, id, Renditions::Tools{tools.renditions, tools.renderers, tools.helpers, tools.clock, tools.log})),
      tools_(tools),
      lookedAt_(tools.clock.now().time_since_epoch().count()) {}

bool ServedMovie::unchanged() const {
  if (!gone_ && !movie_->unchanged()) gone_ = true;
  return !gone_;
}

bool ServedMovie::wasUnchanged() {
  const Duration::rep now = tools_.clock.now().time_since_epoch().count();
  if (now - lookedAt_ < kFileLook.count()) return !gone_;
  lookedAt_ = now;
  return unchanged();
}

FrameAnswer ServedMovie::get(std::size_t number, FrameForm form, std::size_t rung, const std::function<void()>& wake) {
  return answer(number, form, rung, wake, static_cast<bool>(wake));
}

FrameAnswer ServedMovie::answer(std::size_t number, FrameForm form, std::size_t rung, const std::function<void()>& wake,
                                bool begin) {
  if (!wasUnchanged()) return {FrameAnswer::Kind::Gone, nullptr, "the file was changed while it played"};
  if (rung == 0) return asTheMovieHasIt(number, form, wake, begin);
  const Renditions::Found found = renditions_->find(number, form, rung, wake, begin);
  if (found.kind == Renditions::Found::Kind::AsItIs) return asTheMovieHasIt(number, form, wake, begin);
  return smaller(found, form);
}

FrameAnswer ServedMovie::asTheMovieHasIt(std::size_t number, FrameForm form, const std::function<void()>& wake,
                                         bool begin) {
  if (auto known = ready_.find(number, form)) {
    if (known->frame) return {FrameAnswer::Kind::Ready, std::move(known->frame), {}};
    return putRight(number, form, known->remedy, wake, begin);
  }
  const auto header = movie_->readHeader(number);
  // A course client gets what the file has, be it damaged.
  if (!header) return form == FrameForm::Whole ? asItIs(number, form, {}, {}) : unplayable(header.error().message);
  auto parsed = jpeg::parseFrameHeader(*header);
  if (!parsed.isDone()) return unplayable("its headers cannot be read");
  const jpeg::Remedy remedy = remedyFor(form, parsed.value());
  if (remedy == jpeg::Remedy::None) return asItIs(number, form, std::move(parsed.value()), *header);
  logOnce(name() + ": " + jpeg::describe(remedy, parsed.value()));
  ready_.keep(number, form, {nullptr, remedy});
  return putRight(number, form, remedy, wake, begin);
}

FrameAnswer ServedMovie::asItIs(std::size_t number, FrameForm form, jpeg::FrameInfo info, Bytes header) {
  const movie::FrameRef& ref = movie_->frame(number);
  auto frame = std::make_shared<PreparedFrame>();
  frame->body = movie_->mapped(ref);
  frame->owner = movie_;
  if (form != FrameForm::Whole) {
    const std::size_t scan = info.scanOffset;
    if (frame->body.size() < scan + kEoiBytes) return unplayable("it has no picture data");
    frame->body = frame->body.subspan(scan, frame->body.size() - scan - kEoiBytes);
  }
  if (form == FrameForm::Onvif && jpeg::onvifObstacle(info) == jpeg::Rfc2435Obstacle::None)
    frame->extension = jpeg::buildOnvifExtension(info, header);
  // Headers too large for the extension: only a picture that RFC 2435 can carry anyway goes out as it is.
  if (form == FrameForm::Onvif && frame->extension.empty() && jpeg::remedyForRfc2435(info) != jpeg::Remedy::None)
    return unplayable("its JPEG headers are too large");
  frame->info = std::move(info);
  ready_.keep(number, form, {frame, jpeg::Remedy::None});
  return {FrameAnswer::Kind::Ready, std::move(frame), {}};
}

FrameAnswer ServedMovie::putRight(std::size_t number, FrameForm form, jpeg::Remedy remedy,
                                  const std::function<void()>& wake, bool begin) {
  const PictureCache::Key key{id_, number, remedy};
  bool mustMake = false;
  if (const auto picture = tools_.cache.find(key, wake, begin, mustMake)) {
    if (!picture->failure.empty()) logOnce(name() + ": a frame cannot be sent: " + picture->failure);
    return fromPicture(picture, form);
  }
  if (mustMake) {
    const auto self = shared_from_this();
    if (!tools_.helpers.trySubmit([self, number, remedy] { self->make(number, remedy); })) tools_.cache.abandon(key);
  }
  return {FrameAnswer::Kind::Pending, nullptr, {}};
}

// On a helper's thread.
void ServedMovie::make(std::size_t number, jpeg::Remedy remedy) {
  PictureCache::Picture made;
  const auto bytes = movie_->read(movie_->frame(number));
  if (!bytes) {
    made.failure = bytes.error().message;
  } else {
    auto jpeg = jpeg::applyRemedy(remedy, *bytes);
    if (jpeg)
      made = PictureCache::Picture::of(std::move(*jpeg));
    else
      made.failure = jpeg.error().message;
  }
  tools_.cache.put({id_, number, remedy}, std::move(made));
}

FrameAnswer ServedMovie::fromPicture(const PictureCache::PicturePtr& picture, FrameForm form) {
  if (!picture->failure.empty()) return unplayable(picture->failure);
  const Bytes jpeg(picture->jpeg);
  auto frame = std::make_shared<PreparedFrame>();
  frame->owner = picture;
  frame->body = jpeg;
  frame->info = picture->info;
  if (form == FrameForm::Whole) return {FrameAnswer::Kind::Ready, std::move(frame), {}};
  const std::size_t scan = frame->info.scanOffset;
  if (jpeg.size() < scan + kEoiBytes) return unplayable("what was made of it has no picture data");
  frame->body = jpeg.subspan(scan, jpeg.size() - scan - kEoiBytes);
  return {FrameAnswer::Kind::Ready, std::move(frame), {}};
}

FrameAnswer ServedMovie::smaller(const Renditions::Found& found, FrameForm form) {
  if (found.kind == Renditions::Found::Kind::Pending) return {FrameAnswer::Kind::Pending, nullptr, {}};
  FrameAnswer answer = fromPicture(found.picture, form);
  if (answer.kind != FrameAnswer::Kind::Ready || form == FrameForm::Whole) return answer;
  auto frame = std::make_shared<PreparedFrame>(*answer.frame);
  jpeg::FrameInfo& info = frame->info;
  const bool saysItself = jpeg::remedyForRfc2435(info) == jpeg::Remedy::None && jpeg::rfc2435KeepsSize(info);
  if (form == FrameForm::Onvif && !saysItself) {
    frame->extension = jpeg::buildOnvifExtension(info, found.picture->jpeg);
  } else if (found.rung.halfSize) {
    // The blocks are there, with the edge repeated in them: the encoder fills its last ones that way.
    info.width = roundUp(info.width, kBlocksOf420);
    info.height = roundUp(info.height, kBlocksOf420);
  }
  answer.frame = std::move(frame);
  return answer;
}

void ServedMovie::prefetch(std::size_t number, FrameForm form, std::size_t rung) {
  if (number >= frameCount()) return;
  if (rung == 0 && form != FrameForm::Whole && movie_->frame(number).fitsRfc2435) return;
  [[maybe_unused]] const FrameAnswer started = answer(number, form, rung, {}, true);
}

void ServedMovie::logOnce(const std::string& text) {
  {
    const std::lock_guard lock(mutex_);
    if (!logged_.insert(text).second) return;
  }
  tools_.log.line(text);
}

}  // namespace zoetrope::server
