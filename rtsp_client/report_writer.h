// SPDX-License-Identifier: MIT
// Writes the report of a session into a file: what the engine tells, and what only the program knows.
// Thread: any; not two at a time for one file.
// Fails: with the sentence for the user; control::ExitCode::CannotWrite fits.
#pragma once

#include "libstream/base/result.h"
#include "libstream/playback/counters.h"
#include "libstream/report/session_report.h"
#include "rtsp_client/engine_control.h"
#include "rtsp_client/target.h"

#include <filesystem>
#include <optional>
#include <string>

namespace zoetrope::client {

struct ReportContext {
  Target target;
  // For a shell, the password taken out: Options::commandLine.
  std::string commandLine;
  WallTime began{};
  // How it ended; nothing while the session still runs.
  std::optional<report::Ending> ending;
  // The engine's with what a decoder adds; else the engine's alone.
  std::optional<playback::Counters> counters;
};

report::SessionReport gatherReport(const EngineControl& engine, const ReportContext& context);

// Whether a report could be written there, before anything is played for nothing: its ending, and that a file can be
// made in that folder. Leaves nothing behind.
Result<void> checkReportFile(const std::filesystem::path& file);

// The ending of the file's name says the form. A file that is there is replaced at once, by a whole one, or stays as it
// was.
Result<void> writeReport(const std::filesystem::path& file, const EngineControl& engine, const ReportContext& context);

// The forms as a file dialog lists them: "JSON (*.json)|*.json|…".
const char* reportEndings();

}  // namespace zoetrope::client
