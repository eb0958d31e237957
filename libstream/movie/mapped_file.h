// SPDX-License-Identifier: MIT
// A file's content as memory, for handing slices of it to the kernel.
// Thread: immutable once made.
// Owns: the mapping; unmapped in the destructor. It outlives the FileReader it was made from.
// Limits: do not read through it in our own code: a file that shrinks under a map kills the reader (SIGBUS); a
// system call that is given such a slice fails with EFAULT instead.
#pragma once

#include "libstream/movie/file_reader.h"

namespace zoetrope::movie {

class MappedFile {
 public:
  // Maps the size that the reader saw at open(); an empty file gives an empty map.
  static Result<MappedFile> map(const FileReader& file);
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  ~MappedFile();

  Bytes bytes() const { return {data_, size_}; }

 private:
  MappedFile() = default;
  void unmap() noexcept;

  // Owned.
  const std::uint8_t* data_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace zoetrope::movie
