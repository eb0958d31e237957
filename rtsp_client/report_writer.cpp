// SPDX-License-Identifier: MIT
#include "rtsp_client/report_writer.h"

#include "libstream/net/system_clock.h"
#include "libstream/playback/session_history.h"
#include "libstream/report/report_form.h"
#include "zoetrope_version.h"

#include <Poco/Environment.h>

#include <cstdio>
#include <ctime>
#include <fstream>
#include <system_error>

namespace zoetrope::client {
namespace {

namespace fs = std::filesystem;

Error cannotWrite(const fs::path& file) {
  return Error{"cannot write the report " + file.string() + ": is the folder there, and may it be written?"};
}

std::chrono::minutes utcOffsetAt(WallTime at) {
  const std::time_t seconds =
      std::chrono::system_clock::to_time_t(std::chrono::time_point_cast<std::chrono::system_clock::duration>(at));
  std::tm local{};
  std::tm utc{};
#ifdef _WIN32
  localtime_s(&local, &seconds);
  gmtime_s(&utc, &seconds);
#else
  localtime_r(&seconds, &local);
  gmtime_r(&seconds, &utc);
#endif
  int days = local.tm_yday - utc.tm_yday;
  if (local.tm_year != utc.tm_year) days = local.tm_year > utc.tm_year ? 1 : -1;
  return std::chrono::hours(24 * days + local.tm_hour - utc.tm_hour) + std::chrono::minutes(local.tm_min - utc.tm_min);
}

std::string serverOf(const Target& target) {
  const bool v6 = target.host.find(':') != std::string::npos;
  return (v6 ? '[' + target.host + ']' : target.host) + ':' + std::to_string(target.port);
}

std::vector<std::string> versions() {
  using Poco::Environment;
  return {"zoetrope-client " ZOETROPE_VERSION,
          Environment::osDisplayName() + ' ' + Environment::osVersion() + ", " + Environment::osArchitecture()};
}

// The link's own target, so that a report behind a link is replaced and the link stays.
fs::path placeOf(const fs::path& file) {
  std::error_code ignored;
  const fs::path place = fs::is_symlink(file, ignored) ? fs::weakly_canonical(file, ignored) : file;
  return place.empty() ? file : place;
}

// Beside the file, on the same disk, with a name that nobody else takes.
fs::path unfinished(const fs::path& place) {
  net::SystemRandom random;
  char mark[16];
  std::snprintf(mark, sizeof mark, ".%08x.part", random.next32());
  fs::path part = place;
  return part += mark;
}

bool writeWhole(const fs::path& file, const std::string& content) {
  std::ofstream stream(file, std::ios::binary | std::ios::trunc);
  stream.write(content.data(), static_cast<std::streamsize>(content.size()));
  stream.close();
  return !stream.fail();
}

bool replaceWhole(const fs::path& file, const std::string& content) {
  const fs::path place = placeOf(file);
  const fs::path part = unfinished(place);
  std::error_code failed;
  if (writeWhole(part, content))
    fs::rename(part, place, failed);
  else
    failed = std::make_error_code(std::errc::io_error);
  std::error_code ignored;
  if (failed) fs::remove(part, ignored);
  return !failed;
}

}  // namespace

report::SessionReport gatherReport(const EngineControl& engine, const ReportContext& context) {
  const EngineStatus status = engine.status();
  report::SessionReport report;
  report.movie = context.target.video;
  report.server = serverOf(context.target);
  report.address = context.target.uri;
  report.way = status.way;
  report.courseDialect = context.target.dialect == Dialect::Course;
  report.overTcp = status.way.ends_with("TCP");
  report.recovers = status.recovers;
  report.sessionInfo = status.sessionInfo;
  report.began = context.began;
  report.utcOffset = utcOffsetAt(context.began);
  report.ending = context.ending;
  report.versions = versions();
  report.commandLine = context.commandLine;
  report.counters = context.counters ? *context.counters : engine.counters();
  report.history = engine.history(playback::SessionHistory::kMaxSamples);
  // The engine's history ends with its counters, and knows nothing of a decoder's.
  if (report.ending && !report.history.empty()) report.history.back().counters = report.counters;
  const auto entries = engine.conversation();
  if (!entries.empty()) report.conversationForgotten = entries.front().number;
  for (const ConversationEntry& entry : entries)
    report.conversation.push_back({entry.request, entry.preBuffer, entry.at, entry.text});
  return report;
}

Result<void> checkReportFile(const fs::path& file) {
  if (const auto form = report::parseForm(file.string()); !form) return form.error();
  std::error_code ignored;
  const fs::path place = placeOf(file);
  if (fs::is_directory(place, ignored)) return Error{"cannot write the report " + file.string() + ": it is a folder"};
  const fs::path part = unfinished(place);
  const bool possible = writeWhole(part, "");
  fs::remove(part, ignored);
  return possible ? Result<void>() : cannotWrite(file);
}

Result<void> writeReport(const fs::path& file, const EngineControl& engine, const ReportContext& context) {
  const auto form = report::parseForm(file.string());
  if (!form) return form.error();
  if (!replaceWhole(file, report::render(*form, gatherReport(engine, context)))) return cannotWrite(file);
  return {};
}

const char* reportEndings() {
  return "Web page, to read and print (*.html)|*.html|JSON (*.json)|*.json|Table, second by second (*.csv)|*.csv";
}

}  // namespace zoetrope::client
