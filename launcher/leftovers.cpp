// SPDX-License-Identifier: MIT
#include "launcher/leftovers.h"

#include "launcher/process_identity.h"
#include "libstream/base/text.h"

#include <Poco/Exception.h>
#include <Poco/JSON/Array.h>
#include <Poco/JSON/Object.h>
#include <Poco/JSON/Parser.h>
#include <Poco/JSON/Stringifier.h>

#include <fstream>
#include <sstream>
#include <system_error>

namespace zoetrope::launcher {
namespace {

using Poco::JSON::Array;
using Poco::JSON::Object;

constexpr int kLedgerVersion = 1;
constexpr int kMaxLedgerDepth = 4;

Object identity(ProcessId pid, std::uint64_t startMark) {
  Object object;
  object.set("pid", pid);
  object.set("start", startMark);
  return object;
}

LedgerEntry readEntry(const Object& object) {
  return {.name = object.optValue<std::string>("name", {}),
          .pid = object.getValue<ProcessId>("pid"),
          .startMark = object.getValue<std::uint64_t>("start")};
}

LedgerText readLedger(const Object& object) {
  if (object.getValue<int>("v") != kLedgerVersion) throw Poco::DataFormatException("another version");
  const Object::Ptr launcher = object.getObject("launcher");
  const Array::Ptr children = object.getArray("children");
  if (!launcher || !children) throw Poco::DataFormatException("launcher or children are missing");
  LedgerText ledger;
  const LedgerEntry self = readEntry(*launcher);
  ledger.launcher = self.pid;
  ledger.launcherStartMark = self.startMark;
  ledger.token = object.getValue<std::string>("token");
  for (unsigned i = 0; i < children->size(); ++i) {
    const Object::Ptr child = children->getObject(i);
    if (!child) throw Poco::DataFormatException("a child is no object");
    ledger.children.push_back(readEntry(*child));
  }
  return ledger;
}

}  // namespace

std::string writeLedger(const LedgerText& ledger) {
  Array children;
  for (const LedgerEntry& entry : ledger.children) {
    Object child = identity(entry.pid, entry.startMark);
    child.set("name", toUtf8(entry.name));
    children.add(child);
  }
  Object object;
  object.set("v", kLedgerVersion);
  object.set("launcher", identity(ledger.launcher, ledger.launcherStartMark));
  object.set("token", ledger.token);
  object.set("children", children);
  std::ostringstream text;
  Poco::JSON::Stringifier::stringify(object, text);
  return text.str() + "\n";
}

Result<LedgerText> parseLedger(std::string_view text) {
  try {
    Poco::JSON::Parser parser;
    parser.setDepth(kMaxLedgerDepth);
    const auto parsed = parser.parse(std::string(text));
    if (parsed.type() != typeid(Object::Ptr)) return Error{"expected a JSON object"};
    return readLedger(*parsed.extract<Object::Ptr>());
  } catch (const Poco::Exception& error) {
    return Error{"not a file of a launcher's children: " + error.displayText()};
  } catch (const std::exception& error) {
    return Error{std::string("not a file of a launcher's children: ") + error.what()};
  }
}

LedgerFile::LedgerFile(std::filesystem::path folder, std::string token) : folder_(std::move(folder)) {
  ledger_.launcher = ownProcessId();
  ledger_.launcherStartMark = startMarkOf(ledger_.launcher);
  ledger_.token = std::move(token);
}

LedgerFile::~LedgerFile() {
  std::error_code ignored;
  std::filesystem::remove(file(), ignored);
}

std::map<std::string, std::string> LedgerFile::environment() const { return {{kTokenVariable, ledger_.token}}; }

void LedgerFile::onStarted(const std::string& name, ProcessId pid, std::uint64_t startMark) {
  ledger_.children.push_back({.name = name, .pid = pid, .startMark = startMark});
  write();
}

void LedgerFile::onEnded(ProcessId pid) {
  std::erase_if(ledger_.children, [pid](const LedgerEntry& entry) { return entry.pid == pid; });
  write();
}

std::filesystem::path LedgerFile::file() const {
  return folder_ / (kLedgerBeginning + std::to_string(ledger_.launcher) + "-" +
                    std::to_string(ledger_.launcherStartMark) + kLedgerEnding);
}

// Whole or not at all: a launcher that is killed meanwhile leaves the file as it was.
void LedgerFile::write() {
  namespace fs = std::filesystem;
  std::error_code error;
  if (fs::create_directories(folder_, error)) fs::permissions(folder_, fs::perms::owner_all, error);
  const fs::path whole = file();
  fs::path part = whole;
  part += ".new";
  std::ofstream out(part, std::ios::binary | std::ios::trunc);
  fs::permissions(part, fs::perms::owner_read | fs::perms::owner_write, error);
  out << writeLedger(ledger_);
  out.close();
  if (out) fs::rename(part, whole, error);
  error_.clear();
  if (!out || error) error_ = "Cannot write " + whole.string() + (error ? ": " + error.message() : std::string()) + ".";
}

}  // namespace zoetrope::launcher
