// SPDX-License-Identifier: MIT
// Children that outlived their launcher: each launcher keeps a small file of those that it has started, and the next
// one looks into the files of launchers that are dead. A process is a leftover only if pid, start time and the random
// token in its environment all match; it is signalled by a handle to that very process (pidfd), never by its number
// alone.
//   {"v":1,"launcher":{"pid":4711,"start":123456},"token":"…","children":[{"name":"Server","pid":4712,"start":123460}]}
// Linux; elsewhere there are none (Windows: the job object has ended them).
// Thread: one at a time.
// Fails: a file that cannot be written or read costs only the recognition; error() says what.
// Limits: kMaxLedgerBytes a file, kMaxLedgerFiles files.
#pragma once

#include "launcher/supervised_child.h"

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace zoetrope::launcher {

inline constexpr const char* kTokenVariable = "ZOETROPE_LAUNCHER_TOKEN";
inline constexpr const char* kLedgerBeginning = "children-";  // of the files' names
inline constexpr const char* kLedgerEnding = ".json";
inline constexpr std::size_t kMaxLedgerBytes = 64 * 1024;
inline constexpr std::size_t kMaxLedgerFiles = 1000;

struct LedgerEntry {
  std::string name;
  ProcessId pid = 0;
  std::uint64_t startMark = 0;

  friend bool operator==(const LedgerEntry&, const LedgerEntry&) = default;
};
// What such a file holds.
struct LedgerText {
  ProcessId launcher = 0;
  std::uint64_t launcherStartMark = 0;
  std::string token;
  std::vector<LedgerEntry> children;

  friend bool operator==(const LedgerText&, const LedgerText&) = default;
};
std::string writeLedger(const LedgerText& ledger);
Result<LedgerText> parseLedger(std::string_view text);

// This launcher's own file.
class LedgerFile : public ChildLedger {
 public:
  // The folder is made when it is not there; the file when the first child starts. It goes with this object.
  LedgerFile(std::filesystem::path folder, std::string token);
  ~LedgerFile() override;
  LedgerFile(const LedgerFile&) = delete;
  LedgerFile& operator=(const LedgerFile&) = delete;

  std::map<std::string, std::string> environment() const override;
  void onStarted(const std::string& name, ProcessId pid, std::uint64_t startMark) override;
  void onEnded(ProcessId pid) override;
  // The last failure to write, or nothing.
  const std::string& error() const { return error_; }

 private:
  std::filesystem::path file() const;
  void write();

  const std::filesystem::path folder_;
  LedgerText ledger_;
  std::string error_;
};

struct Leftover {
  std::string name;  // "Server"
  ProcessId pid = 0;
  std::uint64_t startMark = 0;
  std::string token;

  friend bool operator==(const Leftover&, const Leftover&) = default;
};
// Of dead launchers, still running. Files with nothing alive in them are deleted.
std::vector<Leftover> findLeftovers(const std::filesystem::path& folder);
// Whether it still runs and is the same.
bool isAlive(const Leftover& leftover);
enum class EndHow { Ask, Kill };  // SIGTERM, SIGKILL
// False when it is gone, is no longer the same, or may not be signalled.
bool endLeftover(const Leftover& leftover, EndHow how);

}  // namespace zoetrope::launcher
