// SPDX-License-Identifier: MIT
// bench_bare_gso FILE FRAME_BYTES GIGABYTES: sends the mapped file over loopback as fast as it goes, in UDP GSO trains
// of up to 16 packets that do not go over a frame's end: the least that sending costs here. Prints one line of JSON
// with the CPU seconds of the sending thread; another thread reads.
#include "libstream/base/text.h"
#include "libstream/movie/mapped_file.h"
#include "libstream/net/batch_receiver.h"
#include "libstream/net/batch_sender.h"
#include "libstream/net/udp_socket.h"

#include <array>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <poll.h>
#include <stdexcept>
#include <thread>

namespace zoetrope::bench {

namespace {

constexpr std::size_t kPacketBytes = 1472;
constexpr std::size_t kHeaderBytes = 20;  // RTP and RFC 2435
constexpr int kBuffer = 8 << 20;

double threadSeconds() {
  timespec time{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

class Sink {
 public:
  explicit Sink(const net::UdpSocket& socket) : thread_([this, &socket] { read(socket); }) {}
  ~Sink() { thread_.join(); }
  Sink(const Sink&) = delete;
  Sink& operator=(const Sink&) = delete;

  void stop() { stopping_ = true; }
  std::uint64_t bytes() const { return bytes_; }

 private:
  void read(const net::UdpSocket& socket) {
    const auto receiver = net::BatchReceiver::create(net::ReceiveWay::Gro, {.messages = 32});
    receiver->begin(socket.handle());
    while (!stopping_) {
      pollfd waited{socket.handle(), POLLIN, 0};
      ::poll(&waited, 1, 50);
      for (const net::InDatagram& each : receiver->receive(socket.handle())) bytes_ += each.bytes.size();
    }
  }

  std::atomic<bool> stopping_ = false;
  std::atomic<std::uint64_t> bytes_ = 0;
  std::thread thread_;
};

using Steady = std::chrono::steady_clock;

struct Pace {
  Steady::duration gap{};
  Steady::time_point next = Steady::now();

  void wait() {
    if (gap == Steady::duration::zero()) return;
    next = std::max(next + gap, Steady::now());
    std::this_thread::sleep_until(next);
  }
};

struct Way {
  net::BatchSender& sender;
  const net::UdpSocket& from;
  const net::Endpoint to;
  Pace pace{};
};

// Trains of one frame; how many bytes left.
std::uint64_t sendFrame(Way& way, Bytes frame) {
  static constexpr std::array<std::uint8_t, kHeaderBytes> kHeader{0x80, 26};
  static constexpr std::size_t kSlice = kPacketBytes - kHeaderBytes;
  std::uint64_t bytes = 0;
  std::array<net::OutDatagram, net::BatchSender::kMaxTrain> train;
  while (!frame.empty()) {
    std::size_t count = 0;
    for (; count < train.size() && !frame.empty(); ++count) {
      const std::size_t size = std::min(kSlice, frame.size());
      train[count] = {kHeader, frame.first(size)};
      frame = frame.subspan(size);
      bytes += kHeaderBytes + size;
    }
    way.pace.wait();
    way.sender.send(way.from.handle(), way.to, std::span(train).first(count));
  }
  return bytes;
}

int run(int count, char** words) {
  const std::size_t frameBytes = count >= 4 ? parseNumber<std::size_t>(words[2]).value_or(0) : 0;
  const auto gigabytes = count >= 4 ? parseDouble(words[3]) : std::nullopt;
  const auto perSecond = count == 5 ? parseDouble(words[4]) : 0.0;
  if (frameBytes == 0 || !gigabytes || !perSecond) {
    std::fputs("Usage: bench_bare_gso FILE FRAME_BYTES GIGABYTES [TRAINS_A_SECOND]\n", stderr);
    return 2;
  }
  const auto reader = movie::FileReader::open(words[1]);
  if (!reader) throw std::runtime_error("cannot open the file");
  const auto file = movie::MappedFile::map(*reader);
  if (!file) throw std::runtime_error("cannot map the file");
  const Bytes movie = file->bytes();
  const net::Endpoint local = *net::Endpoint::parse("127.0.0.1", 0);
  const net::UdpSocket from = net::UdpSocket::open(local).value();
  const net::UdpSocket to = net::UdpSocket::open(local, {.receiveBytes = kBuffer}).value();
  const auto sender = net::BatchSender::create(net::SendWay::Gso);
  Sink sink(to);
  Way way{*sender, from, to.local()};
  if (*perSecond > 0) way.pace.gap = std::chrono::nanoseconds(static_cast<std::int64_t>(1e9 / *perSecond));
  std::uint64_t sent = 0;
  const double before = threadSeconds();
  const auto most = static_cast<std::uint64_t>(*gigabytes * 1e9);
  while (sent < most)
    for (std::size_t at = 0; at + frameBytes <= movie.size() && sent < most; at += frameBytes)
      sent += sendFrame(way, movie.subspan(at, frameBytes));
  const double seconds = threadSeconds() - before;
  sink.stop();
  std::printf("{\"bytes\": %llu, \"cpu_seconds\": %.4f, \"read\": %.3f}\n", static_cast<unsigned long long>(sent),
              seconds, static_cast<double>(sink.bytes()) / static_cast<double>(sent));
  return 0;
}

}  // namespace

}  // namespace zoetrope::bench

int main(int count, char** words) {
  try {
    return zoetrope::bench::run(count, words);
  } catch (const std::exception& problem) {
    std::fprintf(stderr, "bench_bare_gso: %s\n", problem.what());
    return 1;
  }
}
