// SPDX-License-Identifier: MIT
#include "libstream/base/path_text.h"
#include "libstream/movie/file_reader.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace zoetrope::movie {
namespace {

Error systemError(const std::string& what, int code) {
  return Error{what + ": " + std::generic_category().message(code)};
}

const char* kindOf(mode_t mode) {
  if (S_ISDIR(mode)) return "a folder";
  if (S_ISFIFO(mode)) return "a FIFO";
  if (S_ISSOCK(mode)) return "a socket";
  return "a device";
}

Error notRegular(const std::filesystem::path& path, mode_t mode) {
  return Error{utf8Of(path) + " is " + kindOf(mode) + ", not a regular file"};
}

std::int64_t modifiedOf(const struct stat& status) {
#ifdef __APPLE__
  const timespec& time = status.st_mtimespec;
#else
  const timespec& time = status.st_mtim;
#endif
  return static_cast<std::int64_t>(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

FileIdentity identityOf(const struct stat& status) {
  return {static_cast<std::uint64_t>(status.st_size), modifiedOf(status), static_cast<std::uint64_t>(status.st_dev),
          static_cast<std::uint64_t>(status.st_ino)};
}

}  // namespace

Result<FileReader> FileReader::open(const std::filesystem::path& path) {
  struct stat status {};
  // Asked before open(), which may already do something to a device; and after it, when it can no longer be swapped.
  if (::stat(path.c_str(), &status) != 0) return systemError("cannot open " + utf8Of(path), errno);
  if (!S_ISREG(status.st_mode)) return notRegular(path, status.st_mode);
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
  if (descriptor < 0) return systemError("cannot open " + utf8Of(path), errno);
  FileReader reader(descriptor);
  if (::fstat(descriptor, &status) != 0) return systemError("cannot examine " + utf8Of(path), errno);
  if (!S_ISREG(status.st_mode)) return notRegular(path, status.st_mode);
  reader.identity_ = identityOf(status);
  return reader;
}

void FileReader::close() noexcept {
  if (handle_ != kNoHandle) ::close(static_cast<int>(handle_));
  handle_ = kNoHandle;
}

Result<std::size_t> FileReader::readAt(std::uint64_t offset, std::span<std::uint8_t> into) const {
  std::size_t filled = 0;
  while (filled < into.size()) {
    const ssize_t got = ::pread(static_cast<int>(handle_), into.data() + filled, into.size() - filled,
                                static_cast<off_t>(offset + filled));
    if (got == 0) break;
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return systemError("cannot read at offset " + std::to_string(offset + filled), errno);
    filled += static_cast<std::size_t>(got);
  }
  return filled;
}

Result<FileIdentity> FileReader::currentIdentity() const {
  struct stat status {};
  if (::fstat(static_cast<int>(handle_), &status) != 0) return systemError("cannot examine the file", errno);
  return identityOf(status);
}

}  // namespace zoetrope::movie
