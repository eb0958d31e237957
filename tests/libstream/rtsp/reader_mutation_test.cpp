// SPDX-License-Identifier: MIT
// Valid input, damaged in a thousand ways: nothing crashes (run under the sanitizers too), nothing is kept for ever,
// and every reader still says something sane.
#include "tests/libstream/rtsp/event_text.h"
#include "tests/libstream/rtsp/request_samples.h"

#include <boost/test/unit_test.hpp>

#include <random>

namespace zoetrope::rtsp {

namespace {

constexpr int kMutations = 20'000;
constexpr std::size_t kHeldAtMost = 512 * 1024;

class Mutator {
 public:
  explicit Mutator(std::vector<std::string> seeds) : seeds_(std::move(seeds)) {}

  std::string next() {
    std::string bytes = seeds_[below(seeds_.size())];
    for (std::size_t i = 0, count = 1 + below(6); i < count; ++i) mutate(bytes);
    return bytes;
  }
  std::size_t below(std::size_t end) { return end == 0 ? 0 : engine_() % end; }

 private:
  void mutate(std::string& bytes) {
    const std::size_t at = below(bytes.size());
    const std::size_t count = std::min(below(12), bytes.size() - at);
    static constexpr std::string_view kNasty[] = {"\r",
                                                  "\n",
                                                  "\r\n\r\n",
                                                  "$",
                                                  ":",
                                                  " ",
                                                  "\0",
                                                  "-1",
                                                  "RTSP/1.0",
                                                  "99999999999999999999",
                                                  "Content-Length: 70000\r\n",
                                                  "PLAY ",
                                                  ";",
                                                  "="};
    switch (below(6)) {
      case 0:
        bytes.erase(at, count);
        break;
      case 1:
        bytes.insert(at, bytes.substr(at, count));
        break;
      case 2:
        bytes.insert(at, kNasty[below(std::size(kNasty))]);
        break;
      case 3:
        bytes.resize(at);
        break;
      case 4:
        bytes += seeds_[below(seeds_.size())];
        break;
      default:
        if (!bytes.empty()) bytes[at] = static_cast<char>(below(256));
    }
  }

  std::vector<std::string> seeds_;
  std::mt19937 engine_{20'261'122};
};

// In pieces, with pauses on both sides of the quiet times.
template <class Reader>
void feedMutant(Reader& reader, const std::string& bytes, Mutator& mutator, TimePoint& now) {
  Texts out;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t count = std::min(1 + mutator.below(60), bytes.size() - at);
    feedAndDrain(reader, std::string_view(bytes).substr(at, count), now, out);
    now += kMs * static_cast<int>(mutator.below(2) * mutator.below(150));
    at += count;
  }
  // An event takes at least a byte: more of them would be a loop.
  BOOST_REQUIRE(out.size() <= bytes.size() + 64);
}

std::vector<std::string> requestSeeds() {
  std::vector<std::string> seeds;
  for (const auto* samples : {&courseSamples(), &standardSamples()})
    for (const RequestSample& sample : *samples) seeds.push_back(sample.bytes);
  return seeds;
}

template <class Reader>
void checkMutants(std::vector<std::string> seeds, int count) {
  Mutator mutator(std::move(seeds));
  TimePoint now = kStart;
  Reader kept;
  for (int i = 0; i < count; ++i) {
    const std::string bytes = mutator.next();
    Reader fresh;
    feedMutant(fresh, bytes, mutator, now);
    feedMutant(kept, bytes, mutator, now);
    if (i % 50 == 0) kept = Reader();
    BOOST_REQUIRE(fresh.heldBytes() <= kHeldAtMost);
    BOOST_REQUIRE(kept.heldBytes() <= kHeldAtMost);
  }
}

struct HeldReplyReader : TimelessReplyReader {
  std::size_t heldBytes() const { return reader.heldBytes(); }
};

}  // namespace

BOOST_AUTO_TEST_CASE(the_servers_reader_survives_damaged_requests) {
  checkMutants<ServerReader>(requestSeeds(), kMutations);
}

BOOST_AUTO_TEST_CASE(the_clients_reader_survives_damaged_replies) {
  checkMutants<HeldReplyReader>({"RTSP/1.0 200 OK\r\nCSeq: 2\r\nContent-Length: 4\r\n\r\nv=0\n",
                                 std::string("$\x00\x00\x04"
                                             "abcd",
                                             8),
                                 "OPTIONS * RTSP/1.0\r\nCSeq: 1\r\n\r\n",
                                 "RTSP/1.0 401 Unauthorized\r\nCSeq: 1\r\nWWW-Authenticate: Basic\r\n\r\n"},
                                kMutations / 4);
}

BOOST_AUTO_TEST_CASE(the_course_clients_reader_survives_damaged_replies) {
  checkMutants<CourseReplyReader>(
      {"RTSP/1.0 200 OK\nCSeq: 1\nSession: 817990", "RTSP/1.0 200 OK\r\nCSeq: 2\r\nSession: 1;timeout=3\r\n\r\n",
       "RTSP/1.0 404 NOT FOUND\nCSeq: 1\n", "RTSP/1.0 FILE_NOT_FOUND_404\r\nCSeq: 1\r\n"},
      kMutations / 4);
}

}  // namespace zoetrope::rtsp
