// SPDX-License-Identifier: MIT
// One TCP connection on a loop, accepted or being made: bytes in by callback, gathered slices out through a queue.
// Thread: the loop's.
// Owns: the socket. Borrows: the loop and the listener.
// Fails: onClosed with a sentence, once; nothing throws. The listener may destroy the connection inside any callback.
// Limits: kMaxQueuedBytes: trySend refuses above it unless told another limit, and a connection whose replies pile up
// above it is closed.
#pragma once

#include "libstream/net/endpoint.h"
#include "libstream/net/loop.h"
#include "libstream/net/out_queue.h"

#include <Poco/Net/StreamSocket.h>

#include <cstdint>
#include <memory>
#include <span>
#include <string>

namespace zoetrope::net {

class TcpConnection {
 public:
  static constexpr std::size_t kMaxQueuedBytes = 4U << 20;

  class Listener {
   public:
    virtual ~Listener() = default;
    virtual void onTcpConnected() {}
    virtual void onTcpBytes(Bytes bytes) = 0;
    // The kernel has taken some of what was queued. Comes from inside trySend() too.
    virtual void onTcpProgress() {}
    // The queue has run empty.
    virtual void onTcpDrained() {}
    // A queued slice could not be read any more (a mapped file was cut short); zeros went out in its place.
    virtual void onTcpFault() {}
    // The last call. `why` is empty when the other side closed in order.
    virtual void onTcpClosed(const std::string& why) = 0;
  };

  // An accepted socket.
  TcpConnection(Loop& loop, Poco::Net::StreamSocket socket, Listener& listener);
  // Starts to connect; onTcpConnected or onTcpClosed follows, never from inside the constructor.
  TcpConnection(Loop& loop, const Endpoint& to, Listener& listener);
  ~TcpConnection();
  TcpConnection(const TcpConnection&) = delete;
  TcpConnection& operator=(const TcpConnection&) = delete;

  // Replies and requests: always taken (see Limits).
  void send(ByteBuffer bytes);
  void send(std::string_view text);
  // Media: all slices or none. False when they do not fit.
  bool trySend(std::span<const OutSlice> slices, std::size_t queueLimit = kMaxQueuedBytes);
  // Off: onTcpBytes waits, and what the other side sends stays in the kernel. Its end is noticed later too.
  void setReading(bool reading);
  // No callback follows; what is queued is sent first when the kernel takes it at once.
  void close();
  // Sends what is queued (to who reads nothing, for ten seconds at most) and says that this is the end; what still
  // comes is thrown away. onTcpClosed follows when the other side has closed too, after a second at the latest.
  void closeAfterSending();

  bool connected() const { return connected_; }
  // What the other side has not acknowledged into the kernel yet: only what waits in our own queue.
  std::size_t queuedBytes() const { return queue_.bytes(); }
  const Endpoint& peer() const { return peer_; }
  // The address of this side; valid once connected.
  Endpoint local() const;

 private:
  Handle handle() const { return socket_.impl()->sockfd(); }
  void start(Interest interest);
  void onReady(Ready ready);
  void finishConnecting();
  bool readSome();
  void flush();
  bool flushOnce();
  void updateInterest();
  void endSending();
  void fail(const std::string& why);
  void closeLater(std::string why);

  // Given (not owned).
  Loop& loop_;
  Listener& listener_;
  // Owned.
  Poco::Net::StreamSocket socket_;
  OutQueue queue_;
  Timer closing_;
  Timer deadline_;
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
  // State.
  Endpoint peer_;
  WatchId watch_ = 0;
  Interest interest_ = Interest::None;
  bool reading_ = true;
  bool connected_ = false;
  bool closed_ = false;
  bool closeWhenEmpty_ = false;
  bool oneSliceOnly_ = false;  // a slice of the last try could not be read: which one?
  std::uint64_t bytesSent_ = 0;
  std::size_t unreadBytes_ = 0;  // of send(), since the queue was empty last
};

}  // namespace zoetrope::net
