// SPDX-License-Identifier: MIT
// A TUN interface: the kernel hands over the IP packets that are routed into it, and takes back those written to it.
// Thread: one at a time.
// Owns: the handle; the interface goes with it.
// Fails: open() with a sentence (no right, no /dev/net/tun).
#pragma once

#include "libstream/base/bytes.h"
#include "libstream/base/result.h"
#include "libstream/base/time.h"

#include <optional>
#include <string>

namespace zoetrope::netlab {

class Tun {
 public:
  static constexpr std::size_t kMaxPacket = 65'536;

  // Makes the interface `name`; it has to be brought up by others.
  static Result<Tun> open(const std::string& name);
  Tun(Tun&& other) noexcept;
  Tun& operator=(Tun&&) = delete;
  ~Tun();

  struct Woken {
    bool packets = false;  // read() has something
    bool ended = false;    // stdin was closed
  };
  // Until there are packets, stdin is closed, or it is `until`.
  Woken wait(std::optional<Duration> limit) const;
  // The next packet, good until the next call; empty when there is none.
  Bytes read();
  // False when the kernel did not take it.
  bool write(Bytes packet) const;

 private:
  explicit Tun(int handle) : handle_(handle), buffer_(kMaxPacket) {}

  int handle_;
  ByteBuffer buffer_;
};

}  // namespace zoetrope::netlab
