// SPDX-License-Identifier: MIT
#include "libstream/net/tcp_connection.h"

#include <Poco/Exception.h>

#include <array>
#include <cerrno>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <system_error>

namespace zoetrope::net {

namespace {

constexpr std::size_t kReadBytes = 64 * 1024;
// So that one busy connection leaves its neighbours on the loop their turn.
constexpr int kReadsPerRound = 8;
constexpr std::size_t kVectorsPerSend = 256;
constexpr Duration kLinger = std::chrono::seconds(1);
constexpr Duration kLastSending = std::chrono::seconds(10);
// Keeps the kernel from hoarding megabytes that nobody has sent yet: the age of our own queue then means something.
constexpr int kNotSentLowWater = 128 * 1024;

std::string words(int errorNumber) { return std::generic_category().message(errorNumber); }

int numericFailure(const Poco::Exception& e) { return e.code() != 0 ? e.code() : errno; }

// A peer that vanished without a word (a cable, a lid) is noticed after about a minute.
void keepAlive(int handle) {
  const int on = 1;
  ::setsockopt(handle, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
#ifdef TCP_KEEPIDLE
  const int idleSeconds = 30;
  const int intervalSeconds = 10;
  const int probes = 3;
  ::setsockopt(handle, IPPROTO_TCP, TCP_KEEPIDLE, &idleSeconds, sizeof idleSeconds);
  ::setsockopt(handle, IPPROTO_TCP, TCP_KEEPINTVL, &intervalSeconds, sizeof intervalSeconds);
  ::setsockopt(handle, IPPROTO_TCP, TCP_KEEPCNT, &probes, sizeof probes);
#endif
}

// What is sent and never acknowledged ends the connection, where keep-alive alone would not be asked.
void giveUpOnSilence([[maybe_unused]] int handle) {
#ifdef TCP_USER_TIMEOUT
  const unsigned milliseconds = 60'000;
  ::setsockopt(handle, IPPROTO_TCP, TCP_USER_TIMEOUT, &milliseconds, sizeof milliseconds);
#endif
}

void tune(int handle) {
  keepAlive(handle);
  const int on = 1;
  ::setsockopt(handle, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
#ifdef TCP_NOTSENT_LOWAT
  ::setsockopt(handle, IPPROTO_TCP, TCP_NOTSENT_LOWAT, &kNotSentLowWater, sizeof kNotSentLowWater);
#endif
#ifdef SO_NOSIGPIPE
  ::setsockopt(handle, SOL_SOCKET, SO_NOSIGPIPE, &on, sizeof on);
#endif
}

#ifdef MSG_NOSIGNAL
constexpr int kNoSignal = MSG_NOSIGNAL;
#else
constexpr int kNoSignal = 0;
#endif

}  // namespace

TcpConnection::TcpConnection(Loop& loop, Poco::Net::StreamSocket socket, Listener& listener)
    : loop_(loop), listener_(listener), socket_(std::move(socket)), closing_(loop), deadline_(loop), connected_(true) {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  if (::getpeername(socket_.impl()->sockfd(), reinterpret_cast<sockaddr*>(&address), &size) == 0)
    peer_ = Endpoint(reinterpret_cast<const sockaddr*>(&address), size);
  start(Interest::Read);
  giveUpOnSilence(socket_.impl()->sockfd());
}

TcpConnection::TcpConnection(Loop& loop, const Endpoint& to, Listener& listener)
    : loop_(loop), listener_(listener), closing_(loop), deadline_(loop), peer_(to) {
  try {
    socket_.connectNB(to.toPoco());
    start(Interest::Write);
  } catch (const Poco::Exception& e) {
    closeLater("cannot connect to " + to.text() + ": " + words(numericFailure(e)));
  }
}

TcpConnection::~TcpConnection() {
  *alive_ = false;
  close();
}

void TcpConnection::start(Interest interest) {
  socket_.setBlocking(false);
  tune(socket_.impl()->sockfd());
  interest_ = interest;
  watch_ = loop_.watch(socket_.impl()->sockfd(), interest, [this](Ready ready) { onReady(ready); });
}

Endpoint TcpConnection::local() const {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  if (::getsockname(socket_.impl()->sockfd(), reinterpret_cast<sockaddr*>(&address), &size) != 0) return {};
  return {reinterpret_cast<const sockaddr*>(&address), size};
}

void TcpConnection::send(ByteBuffer bytes) {
  if (closed_ || closeWhenEmpty_) return;
  unreadBytes_ += bytes.size();
  queue_.push(ownedSlice(std::move(bytes)));
  if (unreadBytes_ > kMaxQueuedBytes) return closeLater("it takes no replies any more");
  if (connected_) flush();
}

void TcpConnection::send(std::string_view text) {
  const Bytes bytes = asBytes(text);
  send(ByteBuffer(bytes.begin(), bytes.end()));
}

bool TcpConnection::trySend(std::span<const OutSlice> slices, std::size_t queueLimit) {
  if (closed_ || closeWhenEmpty_ || !connected_) return false;
  std::size_t total = 0;
  for (const OutSlice& slice : slices) total += slice.bytes.size();
  if (queue_.bytes() + total > queueLimit) return false;
  for (const OutSlice& slice : slices) queue_.push(slice);
  flush();
  return true;
}

void TcpConnection::setReading(bool reading) {
  reading_ = reading;
  updateInterest();
}

void TcpConnection::close() {
  if (closed_) return;
  closed_ = true;
  closing_.cancel();
  deadline_.cancel();
  loop_.unwatch(watch_);
  socket_.close();
  queue_.clear();
}

void TcpConnection::closeAfterSending() {
  if (closed_) return;
  closeWhenEmpty_ = true;
  if (queue_.empty()) return endSending();
  deadline_.setAfter(kLastSending, [this] { fail("it does not read what is said last"); });
}

// Closing with bytes unread would be a reset, which can overtake the last reply: the other side is given time to read
// it and to close.
void TcpConnection::endSending() {
  if (closing_.pending()) return;
  ::shutdown(socket_.impl()->sockfd(), SHUT_WR);
  setReading(true);
  closing_.setAfter(kLinger, [this] { fail({}); });
}

void TcpConnection::onReady(Ready ready) {
  const auto alive = alive_;
  if (!connected_) {
    if (ready.writable) finishConnecting();
    return;
  }
  if (ready.writable) flush();
  if (!*alive || closed_ || !ready.readable) return;
  for (int round = 0; round < kReadsPerRound; ++round) {
    if (!reading_ || !readSome() || !*alive || closed_) return;
  }
}

void TcpConnection::finishConnecting() {
  int error = 0;
  socklen_t size = sizeof error;
  ::getsockopt(socket_.impl()->sockfd(), SOL_SOCKET, SO_ERROR, &error, &size);
  if (error != 0) return fail("cannot connect to " + peer_.text() + ": " + words(error));
  connected_ = true;
  const auto alive = alive_;
  listener_.onTcpConnected();
  if (*alive && !closed_) flush();
}

// False when there is nothing more to read now.
bool TcpConnection::readSome() {
  std::array<std::uint8_t, kReadBytes> buffer;
  const ssize_t count = ::recv(socket_.impl()->sockfd(), buffer.data(), buffer.size(), 0);
  if (count > 0) {
    if (!closeWhenEmpty_) listener_.onTcpBytes(Bytes(buffer.data(), static_cast<std::size_t>(count)));
    return static_cast<std::size_t>(count) == buffer.size();
  }
  if (count == 0) {
    fail({});
  } else if (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR) {
    fail(words(errno));
  }
  return false;
}

void TcpConnection::flush() {
  const bool hadBytes = !queue_.empty();
  const std::uint64_t before = bytesSent_;
  const auto alive = alive_;
  while (!queue_.empty())
    if (!flushOnce() || !*alive || closed_) break;
  if (!*alive || closed_) return;
  updateInterest();
  if (bytesSent_ != before) listener_.onTcpProgress();
  if (!*alive || closed_ || !queue_.empty()) return;
  unreadBytes_ = 0;
  if (closeWhenEmpty_) return endSending();
  if (hadBytes) listener_.onTcpDrained();
}

// False when the kernel takes no more now.
bool TcpConnection::flushOnce() {
  std::array<iovec, kVectorsPerSend> vectors;
  msghdr message{};
  message.msg_iov = vectors.data();
  const std::size_t most = oneSliceOnly_ ? 1 : vectors.size();
  const std::size_t pieces = queue_.gather(std::span(vectors.data(), most));
  message.msg_iovlen = static_cast<decltype(message.msg_iovlen)>(pieces);
  const ssize_t count = ::sendmsg(socket_.impl()->sockfd(), &message, kNoSignal);
  if (count > 0) {
    bytesSent_ += static_cast<std::uint64_t>(count);
    queue_.consume(static_cast<std::size_t>(count));
    oneSliceOnly_ = false;
    return true;
  }
  const int error = errno;
  if (error == EINTR) return true;
  if (error == EFAULT) {
    // The call fails as a whole: only a slice that fails alone is the one. A header before it must go out as it is.
    const bool known = pieces == 1;
    oneSliceOnly_ = !known;
    if (!known) return true;
    queue_.replaceFrontByZeros();
    listener_.onTcpFault();
    return true;
  }
  // Reported from the loop: a caller in the middle of trySend does not lose the connection under its feet.
  if (error != EAGAIN && error != EWOULDBLOCK && error != ENOBUFS) closeLater(words(error));
  return false;
}

void TcpConnection::updateInterest() {
  const auto bits = (reading_ ? 1U : 0U) | (queue_.empty() ? 0U : 2U);
  const auto wanted = static_cast<Interest>(bits);
  if (wanted == interest_ || !connected_ || closed_) return;
  interest_ = wanted;
  loop_.setInterest(watch_, wanted);
}

void TcpConnection::fail(const std::string& why) {
  if (closed_) return;
  close();
  listener_.onTcpClosed(why);
}

void TcpConnection::closeLater(std::string why) {
  if (closing_.pending()) return;
  loop_.unwatch(watch_);
  watch_ = 0;
  closing_.set(loop_.now(), [this, why = std::move(why)] { fail(why); });
}

}  // namespace zoetrope::net
