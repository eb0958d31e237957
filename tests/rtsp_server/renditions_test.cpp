// SPDX-License-Identifier: MIT
// Smaller renditions as sessions get them: which there are, that each is made once, and what happens when one is not
// there in time, cannot be made or does not fit.
#include "libstream/jpeg/decoder.h"
#include "libstream/jpeg/encoder.h"
#include "rtsp_server/limits.h"
#include "rtsp_server/served_movie.h"
#include "tests/support/movie_builder.h"
#include "tests/support/temp_folder.h"
#include "tests/support/test_picture.h"
#include "tests/support/turned_time.h"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <future>
#include <mutex>

namespace zoetrope::server {

namespace {

using Kind = FrameAnswer::Kind;

constexpr int kFrames = 12;
constexpr FrameForm kForms[] = {FrameForm::Whole, FrameForm::Rfc2435, FrameForm::Onvif};

test::Jpegs pictures(int width, int height, jpeg::Subsampling subsampling = jpeg::Subsampling::k420) {
  test::Jpegs jpegs;
  for (int i = 0; i < kFrames; ++i) {
    jpeg::EncodeOptions options;
    options.quality = 90;
    options.subsampling = subsampling;
    jpegs.push_back(jpeg::encodeRgb(test::testPicture(width, height, i), width, height, options).value());
  }
  return jpegs;
}

// A movie with helpers and caches of its own.
struct Fixture {
  explicit Fixture(const test::Jpegs& jpegs, std::size_t cacheBytes = kRenditionCacheBytes)
      : jpegs_(jpegs), renditions(cacheBytes) {
    const auto file = folder.write("movie.mjpeg", test::rawMovie(jpegs));
    auto opened = movie::Movie::open(file);
    BOOST_REQUIRE(opened.ok());
    movie = std::make_shared<ServedMovie>(*opened, 1,
                                          ServedMovie::Tools{remedies, helpers, renditions, renderers, time, log});
  }

  std::shared_ptr<const Ladder> measured(FrameForm form) {
    movie->measureLadder(form);
    finish(helpers);
    return movie->ladder(form);
  }

  // What was given to the pool before is done then.
  static void finish(HelperPool& pool) {
    std::promise<void> done;
    BOOST_REQUIRE(pool.trySubmit([&] { done.set_value(); }));
    done.get_future().wait();
  }

  FrameAnswer made(std::size_t number, FrameForm form, std::size_t rung) {
    movie->prefetch(number, form, rung);
    finish(helpers);
    finish(renderers);
    return movie->get(number, form, rung, {});
  }

  std::string logged() {
    const std::lock_guard lock(mutex);
    return lines;
  }

  const test::Jpegs jpegs_;
  test::TempFolder folder;
  test::TurnedTime time;
  std::mutex mutex;
  std::string lines;
  EventLog log{time, false, [this](EventLog::Channel, const std::string& line, const std::function<void()>& written) {
                 {
                   const std::lock_guard lock(mutex);
                   lines += line + "\n";
                 }
                 written();
               }};
  PictureCache remedies{kPictureCacheBytes};
  PictureCache renditions;
  std::shared_ptr<ServedMovie> movie;
  // The last, so that they end first.
  HelperPool helpers{1, kHelperQueue};
  HelperPool renderers{1, kHelperQueue};
};

std::size_t countOf(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

void decodesCleanly(Bytes jpeg, int width, int height) {
  jpeg::Decoder decoder;
  jpeg::PixelBuffer pixels;
  const auto size = decoder.decodeRgb(jpeg, pixels);
  BOOST_REQUIRE(size.ok());
  BOOST_TEST(size->warnings == 0);
  BOOST_TEST(size->width == width);
  BOOST_TEST(size->height == height);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(renditions)

BOOST_AUTO_TEST_CASE(the_ladder_is_the_movie_alone_until_it_was_measured_and_the_log_tells_it) {
  Fixture f(pictures(320, 180));
  BOOST_TEST(f.movie->ladder(FrameForm::Rfc2435)->size() == 1U);
  BOOST_TEST((f.movie->get(0, FrameForm::Rfc2435, 5, {}).kind == Kind::Ready));
  const auto ladder = f.measured(FrameForm::Rfc2435);
  BOOST_TEST(ladder->size() > 6U);
  BOOST_TEST(ladder->back().halfSize);
  BOOST_TEST(f.measured(FrameForm::Rfc2435) == ladder);
  // All of the movie fits RFC 2435: one measuring is enough for all forms.
  BOOST_TEST(f.movie->ladder(FrameForm::Onvif) == ladder);
  BOOST_TEST(!f.movie->ladder(FrameForm::Whole)->back().halfSize);
  BOOST_TEST(countOf(f.logged(), "smaller renditions, from ") == 1U);
}

BOOST_AUTO_TEST_CASE(ten_sessions_at_one_rung_make_each_rendition_once) {
  Fixture f(pictures(320, 180));
  f.measured(FrameForm::Rfc2435);
  std::atomic<int> calls = 0;
  for (std::size_t number = 0; number < kFrames; ++number)
    for (int session = 0; session < 10; ++session) f.movie->get(number, kForms[session % 3], 3, [&] { ++calls; });
  Fixture::finish(f.renderers);
  BOOST_TEST(f.renditions.made() == static_cast<std::size_t>(kFrames));
  BOOST_TEST(calls <= 10 * kFrames);
  BOOST_TEST(calls > 0);
  for (std::size_t number = 0; number < kFrames; ++number)
    for (int session = 0; session < 10; ++session) {
      const FrameAnswer answer = f.movie->get(number, kForms[session % 3], 3, {});
      BOOST_REQUIRE((answer.kind == Kind::Ready));
      BOOST_TEST(answer.frame->body.size() < f.jpegs_[number].size() * 3 / 4);
    }
  BOOST_TEST(f.renditions.made() == static_cast<std::size_t>(kFrames));
}

BOOST_AUTO_TEST_CASE(asking_without_a_wake_begins_nothing) {
  Fixture f(pictures(320, 180));
  f.measured(FrameForm::Rfc2435);
  BOOST_TEST((f.movie->get(0, FrameForm::Rfc2435, 2, {}).kind == Kind::Pending));
  Fixture::finish(f.renderers);
  BOOST_TEST((f.movie->get(0, FrameForm::Rfc2435, 2, {}).kind == Kind::Pending));
  BOOST_TEST(f.renditions.made() == 0U);
  f.movie->prefetch(kFrames, FrameForm::Rfc2435, 2);
  BOOST_TEST((f.made(0, FrameForm::Rfc2435, 2).kind == Kind::Ready));
  BOOST_TEST(f.renditions.made() == 1U);
}

BOOST_AUTO_TEST_CASE(what_was_not_begun_in_time_is_not_made_and_can_be_asked_for_again) {
  Fixture f(pictures(320, 180));
  f.measured(FrameForm::Rfc2435);
  std::promise<void> begun, release;
  BOOST_REQUIRE(f.renderers.trySubmit([&] {
    begun.set_value();
    release.get_future().wait();
  }));
  begun.get_future().wait();
  f.movie->prefetch(0, FrameForm::Rfc2435, 2);
  f.time.turn(fromSeconds(static_cast<double>(kRenditionsAhead) / f.movie->fps()));
  release.set_value();
  Fixture::finish(f.renderers);
  BOOST_TEST(f.renditions.made() == 0U);
  BOOST_TEST((f.made(0, FrameForm::Rfc2435, 2).kind == Kind::Ready));
}

BOOST_AUTO_TEST_CASE(each_rung_goes_out_in_each_form_and_gets_smaller) {
  Fixture f(pictures(320, 180));
  const auto ladder = f.measured(FrameForm::Rfc2435);
  for (const FrameForm form : kForms) {
    std::size_t last = f.jpegs_[0].size() + 1;
    for (std::size_t rung = 0; rung < f.movie->ladder(form)->size(); ++rung) {
      const FrameAnswer answer = f.made(0, form, rung);
      BOOST_REQUIRE((answer.kind == Kind::Ready));
      BOOST_TEST(answer.frame->body.size() < last);
      last = answer.frame->body.size();
      const bool half = (*ladder)[rung].halfSize;
      if (form == FrameForm::Whole) decodesCleanly(answer.frame->body, 320, 180);
      if (form == FrameForm::Rfc2435) {
        BOOST_TEST(answer.frame->extension.empty());
        BOOST_TEST((jpeg::remedyForRfc2435(answer.frame->info) == jpeg::Remedy::None));
        // Half of 180 is 90: strangers get the next multiple of 16.
        BOOST_TEST(answer.frame->info.height == (half ? 96 : 180));
        BOOST_TEST(answer.frame->info.width == (half ? 160 : 320));
      }
      if (form == FrameForm::Onvif) {
        BOOST_TEST(answer.frame->info.height == (half ? 90 : 180));
        // Full size says itself: 180 rows are no multiple of 8.
        BOOST_TEST(!answer.frame->extension.empty());
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(a_rung_past_the_end_is_the_last) {
  Fixture f(pictures(320, 180));
  const std::size_t last = f.measured(FrameForm::Rfc2435)->size() - 1;
  const FrameAnswer atEnd = f.made(0, FrameForm::Rfc2435, last);
  const FrameAnswer beyond = f.movie->get(0, FrameForm::Rfc2435, last + 5, {});
  BOOST_REQUIRE((beyond.kind == Kind::Ready));
  BOOST_TEST(beyond.frame->body.data() == atEnd.frame->body.data());
}

BOOST_AUTO_TEST_CASE(what_cannot_be_made_smaller_goes_out_as_it_is_and_the_log_says_so_once) {
  test::Jpegs jpegs = pictures(320, 180);
  // 12 bits a sample, which libjpeg does not read: SOF is marker, length, precision.
  for (const std::size_t number : {1U, 2U}) {
    const std::array<std::uint8_t, 5> sof{0xFF, 0xC0, 0, 17, 8};
    const auto found = std::search(jpegs[number].begin(), jpegs[number].end(), sof.begin(), sof.end());
    BOOST_REQUIRE((found != jpegs[number].end()));
    *(found + 4) = 12;
  }
  Fixture f(jpegs);
  f.measured(FrameForm::Whole);
  for (const std::size_t number : {1U, 2U}) {
    const FrameAnswer answer = f.made(number, FrameForm::Whole, 3);
    BOOST_REQUIRE((answer.kind == Kind::Ready));
    BOOST_TEST(answer.frame->body.size() == jpegs[number].size());
  }
  BOOST_TEST(countOf(f.logged(), "cannot be made smaller") == 1U);
}

BOOST_AUTO_TEST_CASE(the_memory_stays_within_its_bound) {
  constexpr std::size_t kBound = 40'000;
  Fixture f(pictures(320, 180), kBound);
  f.measured(FrameForm::Rfc2435);
  for (std::size_t number = 0; number < kFrames; ++number) {
    BOOST_TEST((f.made(number, FrameForm::Rfc2435, 1).kind == Kind::Ready));
    BOOST_TEST(f.renditions.bytes() <= kBound);
  }
  BOOST_TEST((f.movie->get(0, FrameForm::Rfc2435, 1, {}).kind == Kind::Pending));
}

BOOST_AUTO_TEST_CASE(pictures_too_large_for_rfc2435_have_a_ladder_for_strangers_and_one_for_us) {
  Fixture f(pictures(2560, 64));
  const auto strangers = f.measured(FrameForm::Rfc2435);
  const auto ours = f.measured(FrameForm::Onvif);
  BOOST_TEST(strangers->front().share < 1);
  BOOST_TEST(ours->front().share == 1);
  const FrameAnswer atStranger = f.made(0, FrameForm::Rfc2435, 1);
  const FrameAnswer atOurs = f.made(0, FrameForm::Onvif, 1);
  BOOST_REQUIRE((atStranger.kind == Kind::Ready && atOurs.kind == Kind::Ready));
  BOOST_TEST(atStranger.frame->info.width == 1920);
  BOOST_TEST(atOurs.frame->info.width == 2560);
  BOOST_TEST(!atOurs.frame->extension.empty());
}

BOOST_AUTO_TEST_CASE(pictures_that_need_a_remedy_have_renditions_that_strangers_can_be_sent) {
  for (const auto subsampling : {jpeg::Subsampling::k444, jpeg::Subsampling::kGrey}) {
    Fixture f(pictures(320, 180, subsampling));
    f.measured(FrameForm::Rfc2435);
    const FrameAnswer answer = f.made(0, FrameForm::Rfc2435, 2);
    BOOST_REQUIRE((answer.kind == Kind::Ready));
    BOOST_TEST((jpeg::remedyForRfc2435(answer.frame->info) == jpeg::Remedy::None));
  }
}

BOOST_AUTO_TEST_CASE(a_frame_is_ready_for_the_next_session_as_the_first_got_it) {
  Fixture f(pictures(64, 48));
  for (const FrameForm form : kForms) {
    const FrameAnswer first = f.movie->get(3, form, 0, {});
    BOOST_REQUIRE((first.kind == Kind::Ready));
    BOOST_TEST(f.movie->get(3, form, 0, {}).frame == first.frame);
    BOOST_TEST(f.movie->get(4, form, 0, {}).frame != first.frame);
  }
  BOOST_TEST(f.movie->get(3, FrameForm::Whole, 0, {}).frame->body.size() == f.jpegs_[3].size());
}

BOOST_AUTO_TEST_CASE(frames_that_share_a_place_among_the_ready_ones_are_not_mistaken_for_each_other) {
  ReadyFrames ready;
  const auto frame = std::make_shared<const PreparedFrame>();
  ready.keep(1, FrameForm::Whole, {frame, jpeg::Remedy::None});
  BOOST_REQUIRE(ready.find(1, FrameForm::Whole).has_value());
  BOOST_TEST(ready.find(1, FrameForm::Whole)->frame == frame);
  BOOST_TEST(!ready.find(1 + kReadyFrames, FrameForm::Whole).has_value());
  BOOST_TEST(!ready.find(1, FrameForm::Onvif).has_value());
  ready.keep(1 + kReadyFrames, FrameForm::Whole, {nullptr, jpeg::Remedy::None});
  BOOST_TEST(!ready.find(1, FrameForm::Whole).has_value());
}

BOOST_AUTO_TEST_CASE(a_file_that_changed_while_it_plays_is_noticed_although_its_frames_are_ready) {
  Fixture f(pictures(64, 48));
  BOOST_REQUIRE((f.movie->get(0, FrameForm::Onvif, 0, {}).kind == Kind::Ready));
  f.folder.write("movie.mjpeg", test::rawMovie({f.jpegs_[0]}));
  f.time.turn(kFileLook);
  BOOST_TEST((f.movie->get(0, FrameForm::Onvif, 0, {}).kind == Kind::Gone));
  BOOST_TEST((f.movie->get(0, FrameForm::Onvif, 0, {}).kind == Kind::Gone));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace zoetrope::server
