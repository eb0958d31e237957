// SPDX-License-Identifier: MIT
// Reads a regular file at any offset (pread), and knows whether it is still the file that was opened.
// Thread: all const members may be called from several threads at once.
// Owns: the file handle; closed in the destructor.
// Fails: open() refuses what is no regular file (FIFO, device, directory, socket) without waiting for it.
#pragma once

#include "libstream/movie/byte_source.h"

#include <cstdint>
#include <filesystem>

namespace zoetrope::movie {

// What makes a file the same file with the same content, as far as the system tells.
struct FileIdentity {
  std::uint64_t size = 0;
  std::int64_t modified = 0;  // in the system's finest unit
  std::uint64_t volume = 0;
  std::uint64_t file = 0;  // inode number, file index

  friend bool operator==(const FileIdentity&, const FileIdentity&) = default;
};

class FileReader final : public ByteSource {
 public:
  static Result<FileReader> open(const std::filesystem::path& path);
  FileReader(FileReader&& other) noexcept;
  FileReader& operator=(FileReader&& other) noexcept;
  FileReader(const FileReader&) = delete;
  FileReader& operator=(const FileReader&) = delete;
  ~FileReader() override;

  // The size when it was opened.
  std::uint64_t size() const override { return identity_.size; }
  Result<std::size_t> readAt(std::uint64_t offset, std::span<std::uint8_t> into) const override;
  // Exactly these bytes, or an error that says the file ended before them.
  Result<ByteBuffer> readExactly(std::uint64_t offset, std::size_t count) const;

  // As it was at open(); as it is now.
  const FileIdentity& identity() const { return identity_; }
  Result<FileIdentity> currentIdentity() const;

  // The system's file handle, for MappedFile (descriptor, HANDLE).
  std::intptr_t nativeHandle() const { return handle_; }

 private:
  static constexpr std::intptr_t kNoHandle = -1;
  explicit FileReader(std::intptr_t handle) : handle_(handle) {}
  void close() noexcept;

  // Owned.
  std::intptr_t handle_ = kNoHandle;
  // State.
  FileIdentity identity_;
};

}  // namespace zoetrope::movie
