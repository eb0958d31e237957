// SPDX-License-Identifier: MIT
#include "tests/netlab/tun_linux.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <linux/if.h>
#include <linux/if_tun.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <utility>

namespace zoetrope::netlab {

Result<Tun> Tun::open(const std::string& name) {
  const int handle = ::open("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC);
  if (handle < 0) return Error{std::string("cannot open /dev/net/tun: ") + std::strerror(errno)};
  Tun tun(handle);
  ifreq request{};
  request.ifr_flags = IFF_TUN | IFF_NO_PI;
  name.copy(request.ifr_name, sizeof request.ifr_name - 1);
  if (::ioctl(handle, TUNSETIFF, &request) < 0)
    return Error{"cannot make the interface " + name + ": " + std::strerror(errno)};
  return tun;
}

Tun::Tun(Tun&& other) noexcept : handle_(std::exchange(other.handle_, -1)), buffer_(std::move(other.buffer_)) {}

Tun::~Tun() {
  if (handle_ >= 0) ::close(handle_);
}

Tun::Woken Tun::wait(std::optional<Duration> limit) const {
  pollfd handles[2] = {{handle_, POLLIN, 0}, {STDIN_FILENO, POLLIN, 0}};
  timespec time{};
  if (limit) {
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(*limit);
    time.tv_sec = seconds.count();
    time.tv_nsec = (*limit - seconds).count();
  }
  if (::ppoll(handles, 2, limit ? &time : nullptr, nullptr) <= 0) return {};
  Woken woken;
  woken.packets = (handles[0].revents & POLLIN) != 0;
  if (handles[1].revents != 0) {
    char said[256];
    woken.ended = ::read(STDIN_FILENO, said, sizeof said) <= 0;
  }
  return woken;
}

Bytes Tun::read() {
  const ssize_t size = ::read(handle_, buffer_.data(), buffer_.size());
  return size > 0 ? Bytes(buffer_.data(), static_cast<std::size_t>(size)) : Bytes();
}

bool Tun::write(Bytes packet) const {
  return ::write(handle_, packet.data(), packet.size()) == static_cast<ssize_t>(packet.size());
}

}  // namespace zoetrope::netlab
