// SPDX-License-Identifier: MIT
#include "libstream/movie/file_reader.h"

#include <string>
#include <utility>

namespace zoetrope::movie {

FileReader::FileReader(FileReader&& other) noexcept
    : handle_(std::exchange(other.handle_, kNoHandle)), identity_(other.identity_) {}

FileReader& FileReader::operator=(FileReader&& other) noexcept {
  if (this != &other) {
    close();
    handle_ = std::exchange(other.handle_, kNoHandle);
    identity_ = other.identity_;
  }
  return *this;
}

FileReader::~FileReader() { close(); }

Result<ByteBuffer> FileReader::readExactly(std::uint64_t offset, std::size_t count) const {
  ByteBuffer buffer(count);
  const auto got = readAt(offset, buffer);
  if (!got) return got.error();
  if (*got != count)
    return Error{"the file ends after " + std::to_string(*got) + " of " + std::to_string(count) +
                 " bytes wanted from offset " + std::to_string(offset)};
  return buffer;
}

}  // namespace zoetrope::movie
