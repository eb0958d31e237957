// SPDX-License-Identifier: MIT
// What tests want of the system, the same on each: pipes as descriptors of the C library, and memory that is a fault.
// Thread: one at a time.
#pragma once

#include "libstream/base/bytes.h"

#include <boost/test/unit_test.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#ifdef _WIN32
#include <fcntl.h>
#include <io.h>
#include <windows.h>
#else
#include <sys/mman.h>
#include <unistd.h>
#endif

namespace zoetrope::test {

class Pipe {
 public:
  Pipe() {
#ifdef _WIN32
    BOOST_REQUIRE(::_pipe(ends_.data(), 64 * 1024, _O_BINARY | _O_NOINHERIT) == 0);
#else
    BOOST_REQUIRE(::pipe(ends_.data()) == 0);
#endif
  }
  ~Pipe() {
    closeEnd(0);
    closeEnd(1);
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;

  int readEnd() const { return ends_[0]; }
  int writeEnd() const { return ends_[1]; }
  void closeWriteEnd() { closeEnd(1); }
  void write(std::string_view text) const {
    BOOST_REQUIRE(::write(ends_[1], text.data(), static_cast<unsigned>(text.size())) == static_cast<long>(text.size()));
  }
  // Until so many bytes have come, or the end.
  std::string read(std::size_t count) const {
    std::string text(count, ' ');
    std::size_t done = 0;
    while (done < count) {
      const auto got = ::read(ends_[0], text.data() + done, static_cast<unsigned>(count - done));
      if (got <= 0) break;
      done += static_cast<std::size_t>(got);
    }
    return text.substr(0, done);
  }

 private:
  void closeEnd(std::size_t which) {
    if (ends_[which] >= 0) ::close(ends_[which]);
    ends_[which] = -1;
  }
  std::array<int, 2> ends_{-1, -1};
};

// Who reads it faults, as with a file that was cut short under its map.
class UnreadableMemory {
 public:
  explicit UnreadableMemory(std::size_t size) : size_(size) {
#ifdef _WIN32
    memory_ = ::VirtualAlloc(nullptr, size_, MEM_RESERVE | MEM_COMMIT, PAGE_NOACCESS);
    BOOST_REQUIRE(memory_ != nullptr);
#else
    memory_ = ::mmap(nullptr, size_, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    BOOST_REQUIRE(memory_ != MAP_FAILED);
#endif
  }
  ~UnreadableMemory() {
#ifdef _WIN32
    ::VirtualFree(memory_, 0, MEM_RELEASE);
#else
    ::munmap(memory_, size_);
#endif
  }
  UnreadableMemory(const UnreadableMemory&) = delete;
  UnreadableMemory& operator=(const UnreadableMemory&) = delete;

  Bytes bytes() const { return {static_cast<const std::uint8_t*>(memory_), size_}; }

 private:
  std::size_t size_;
  void* memory_ = nullptr;
};

}  // namespace zoetrope::test
