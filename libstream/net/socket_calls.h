// SPDX-License-Identifier: MIT
// The system's calls for sockets with one meaning everywhere: errors are errno's numbers, whatever the system calls
// them. Private to net/. Thread: any; one at a time for a socket. Fails: by the error that is returned, never thrown.
#pragma once

#include "libstream/base/bytes.h"
#include "libstream/net/endpoint.h"
#include "libstream/net/socket_handle.h"

#include <cstdint>
#include <span>
#include <string>

namespace zoetrope::net {

// error is 0 when it went well.
struct IoResult {
  std::size_t count = 0;
  int error = 0;
};

// In words, as strerror has them on Linux.
std::string errorWords(int error);
// The same of what getaddrinfo returns.
std::string lookUpErrorWords(int error);
// From the number that Poco's exceptions carry, which is the system's own.
int fromSystemError(int systemError);
// Of the call that failed last in this thread.
int lastSocketError();

enum class SocketKind { Stream, Datagram };
// Does not block and is not handed on to child processes. Not open when it failed: lastSocketError() tells why.
SocketHandle openSocket(SocketKind kind, bool v6);
// The next connection, likewise.
SocketHandle acceptSocket(Handle listener);
// Nobody else gets this port while it is ours; ours can be had again right after its end.
void claimPort(Handle handle, SocketKind kind);
void setV6Only(Handle handle, bool only);
// 0, or the error.
int bindSocket(Handle handle, const Endpoint& local);
int listenOn(Handle handle, int backlog);
// Whether one socket can listen for both families.
bool listensToBothFamilies();

Endpoint localEndpoint(Handle handle);
Endpoint peerEndpoint(Handle handle);
// The system's own figure, in bytes.
int bufferSize(Handle handle, bool receive);
// So that bufferSize() tells as much, or as much as the system gives.
void setBufferSize(Handle handle, bool receive, int bytes);
// Datagrams that the system threw away because the buffer was full, where it says so.
std::uint64_t droppedDatagrams(Handle handle);

// Small pieces at once, a peer that has vanished noticed after about a minute, and little that the system takes before
// it can send it: the age of our own queue then means something.
void tuneConnection(Handle handle);
// What is sent and never acknowledged ends the connection, where keep-alive alone would not be asked.
void giveUpOnSilence(Handle handle);
// How connecting went: 0, or the error.
int connectError(Handle handle);
// No more is sent; the other side reads the end.
void endOfSending(Handle handle);

// Without `to` on a connection. The system may take a part of it there; a datagram is all pieces together.
IoResult sendPieces(Handle handle, std::span<const Bytes> pieces, const Endpoint* to);
IoResult receiveBytes(Handle handle, std::span<std::uint8_t> buffer);
// `from` is who sent it, `truncated` whether it was longer than the buffer.
IoResult receiveDatagram(Handle handle, std::span<std::uint8_t> buffer, Endpoint& from, bool& truncated);

}  // namespace zoetrope::net
