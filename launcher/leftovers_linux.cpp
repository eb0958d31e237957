// SPDX-License-Identifier: MIT
#include "launcher/descriptor_posix.h"
#include "launcher/leftovers.h"
#include "launcher/proc_file_linux.h"
#include "launcher/process_identity.h"
#include "libstream/base/text.h"

#include <algorithm>
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace zoetrope::launcher {
namespace {

namespace fs = std::filesystem;

bool lives(ProcessId pid, std::uint64_t startMark) { return startMark != 0 && startMarkOf(pid) == startMark; }

bool carries(ProcessId pid, const std::string& token) {
  const std::string wanted = std::string(kTokenVariable) + "=" + token;
  const std::string environment = readProcFile(pid, "environ").value_or("");
  const auto variables = split(environment, '\0');
  return !token.empty() && std::find(variables.begin(), variables.end(), wanted) != variables.end();
}

std::vector<fs::path> ledgers(const fs::path& folder) {
  std::vector<fs::path> found;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    if (name.starts_with(kLedgerBeginning) && name.ends_with(kLedgerEnding)) found.push_back(entry->path());
    if (found.size() == kMaxLedgerFiles) break;
  }
  return found;
}

std::optional<LedgerText> readLedgerFile(const fs::path& file) {
  std::error_code error;
  if (fs::file_size(file, error) > kMaxLedgerBytes || error) return std::nullopt;
  auto ledger = parseLedger(readProcFile(file.string()).value_or(""));
  return ledger ? std::optional(std::move(*ledger)) : std::nullopt;
}

}  // namespace

std::vector<Leftover> findLeftovers(const fs::path& folder) {
  std::vector<Leftover> leftovers;
  for (const fs::path& file : ledgers(folder)) {
    const auto ledger = readLedgerFile(file);
    if (ledger && lives(ledger->launcher, ledger->launcherStartMark)) continue;
    bool any = false;
    for (const LedgerEntry& entry : ledger ? ledger->children : std::vector<LedgerEntry>{}) {
      Leftover leftover{.name = entry.name, .pid = entry.pid, .startMark = entry.startMark, .token = ledger->token};
      if (!isAlive(leftover)) continue;
      leftovers.push_back(std::move(leftover));
      any = true;
    }
    std::error_code ignored;
    if (!any) fs::remove(file, ignored);
  }
  return leftovers;
}

bool isAlive(const Leftover& leftover) {
  return lives(leftover.pid, leftover.startMark) && carries(leftover.pid, leftover.token);
}

// The handle is taken first and looked at afterwards: if the process is the one then, the handle is that process for
// good.
bool endLeftover(const Leftover& leftover, EndHow how) {
  const Descriptor handle(static_cast<int>(::syscall(SYS_pidfd_open, leftover.pid, 0)));
  if (!handle.open() || !isAlive(leftover)) return false;
  const int number = how == EndHow::Ask ? SIGTERM : SIGKILL;
  return ::syscall(SYS_pidfd_send_signal, handle.get(), number, nullptr, 0) == 0;
}

}  // namespace zoetrope::launcher
