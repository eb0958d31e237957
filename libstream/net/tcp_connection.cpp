// SPDX-License-Identifier: MIT
#include "libstream/net/tcp_connection.h"

#include "libstream/net/socket_calls.h"

#include <Poco/Exception.h>

#include <array>
#include <cerrno>

namespace zoetrope::net {

namespace {

constexpr std::size_t kReadBytes = 64 * 1024;
// So that one busy connection leaves its neighbours on the loop their turn.
constexpr int kReadsPerRound = 8;
constexpr std::size_t kPiecesPerSend = 256;
constexpr Duration kLinger = std::chrono::seconds(1);
constexpr Duration kLastSending = std::chrono::seconds(10);

bool isNotNow(int error) { return error == EAGAIN || error == EWOULDBLOCK; }

int numericFailure(const Poco::Exception& e) { return e.code() != 0 ? fromSystemError(e.code()) : lastSocketError(); }

}  // namespace

TcpConnection::TcpConnection(Loop& loop, Poco::Net::StreamSocket socket, Listener& listener)
    : loop_(loop), listener_(listener), socket_(std::move(socket)), closing_(loop), deadline_(loop), connected_(true) {
  peer_ = peerEndpoint(handle());
  start(Interest::Read);
  giveUpOnSilence(handle());
}

TcpConnection::TcpConnection(Loop& loop, const Endpoint& to, Listener& listener)
    : loop_(loop), listener_(listener), closing_(loop), deadline_(loop), peer_(to) {
  try {
    socket_.connectNB(to.toPoco());
    start(Interest::Write);
  } catch (const Poco::Exception& e) {
    closeLater("cannot connect to " + to.text() + ": " + errorWords(numericFailure(e)));
  }
}

TcpConnection::~TcpConnection() {
  *alive_ = false;
  close();
}

void TcpConnection::start(Interest interest) {
  socket_.setBlocking(false);
  tuneConnection(handle());
  interest_ = interest;
  watch_ = loop_.watch(handle(), interest, [this](Ready ready) { onReady(ready); });
}

Endpoint TcpConnection::local() const { return localEndpoint(handle()); }

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
  endOfSending(handle());
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
  const int error = connectError(handle());
  if (error != 0) return fail("cannot connect to " + peer_.text() + ": " + errorWords(error));
  connected_ = true;
  const auto alive = alive_;
  listener_.onTcpConnected();
  if (*alive && !closed_) flush();
}

// False when there is nothing more to read now.
bool TcpConnection::readSome() {
  std::array<std::uint8_t, kReadBytes> buffer;
  const IoResult got = receiveBytes(handle(), buffer);
  if (got.error != 0) {
    if (!isNotNow(got.error) && got.error != EINTR) fail(errorWords(got.error));
    return false;
  }
  if (got.count == 0) {
    fail({});
    return false;
  }
  if (!closeWhenEmpty_) listener_.onTcpBytes(Bytes(buffer.data(), got.count));
  return got.count == buffer.size();
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
  std::array<Bytes, kPiecesPerSend> pieces;
  const std::size_t most = oneSliceOnly_ ? 1 : pieces.size();
  const std::size_t count = queue_.gather(std::span(pieces).first(most));
  const auto [sent, error] = sendPieces(handle(), std::span(pieces).first(count), nullptr);
  if (error == 0 && sent > 0) {
    bytesSent_ += sent;
    queue_.consume(sent);
    oneSliceOnly_ = false;
    return true;
  }
  if (error == EINTR) return true;
  if (error == EFAULT) {
    // The call fails as a whole: only a slice that fails alone is the one. A header before it must go out as it is.
    const bool known = count == 1;
    oneSliceOnly_ = !known;
    if (!known) return true;
    queue_.replaceFrontByZeros();
    listener_.onTcpFault();
    return true;
  }
  // Reported from the loop: a caller in the middle of trySend does not lose the connection under its feet.
  if (!isNotNow(error) && error != ENOBUFS) closeLater(errorWords(error));
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
