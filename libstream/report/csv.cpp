// SPDX-License-Identifier: MIT
#include "libstream/report/csv.h"

#include "libstream/base/text.h"
#include "libstream/report/words.h"

#include <algorithm>
#include <span>

namespace zoetrope::report {
namespace {

using playback::CounterField;
using playback::CounterKind;
using playback::Counters;
using playback::HistorySample;

constexpr const char* kRowEnd = "\r\n";
constexpr const char* kTextColumns[] = {"movie", "server", "way", "session_info", "exit_code", "ending"};

// A new session counts from 0 again: nothing is ever less than nothing.
std::string grown(const CounterField& field, const Counters& before, const Counters& after) {
  if (const auto* whole = std::get_if<std::uint64_t Counters::*>(&field.member)) {
    const std::uint64_t from = before.**whole;
    const std::uint64_t to = after.**whole;
    return std::to_string(to >= from ? to - from : to);
  }
  return decimal(std::max(0.0, playback::counterValue(field, after) - playback::counterValue(field, before)), 3);
}

std::string headerRow() {
  std::string row = "seconds,counts_of_last_seconds";
  for (const CounterField& field : playback::counterFields()) row += std::string(",") + field.name;
  for (const char* column : kTextColumns) row += std::string(",") + column;
  return row + kRowEnd;
}

std::string textColumns(const SessionReport& report) {
  std::string columns;
  for (const std::string* text : {&report.movie, &report.server, &report.way, &report.sessionInfo})
    columns += ',' + csvText(*text);
  if (!report.ending) return columns + ",,";
  return columns + ',' + std::to_string(static_cast<int>(report.ending->code)) + ',' + csvText(report.ending->why);
}

std::string rowOf(const HistorySample& before, const HistorySample& after, const std::string& texts) {
  std::string row = decimal(after.seconds, 3) + ',' + decimal(after.seconds - before.seconds, 3);
  for (const CounterField& field : playback::counterFields()) {
    const bool measure = field.kind == CounterKind::Measure;
    row += ',' + (measure ? counterText(field, after.counters) : grown(field, before.counters, after.counters));
  }
  return row + texts + kRowEnd;
}

}  // namespace

std::string csvText(std::string_view text) {
  std::string safe = toUtf8(text);
  if (!safe.empty() && std::string_view("=+-@\t\r\n").find(safe.front()) != std::string_view::npos)
    safe.insert(0, 1, '\'');
  if (safe.find_first_of(",\"\r\n") == std::string::npos) return safe;
  std::string quoted = "\"";
  for (const char letter : safe) quoted += letter == '"' ? std::string("\"\"") : std::string(1, letter);
  return quoted + '"';
}

std::string csvReport(const SessionReport& report) {
  const std::string texts = textColumns(report);
  std::string csv = headerRow();
  if (report.history.empty()) return csv + rowOf({}, {report.counters.playedSeconds, report.counters}, texts);
  HistorySample before;
  for (const HistorySample& sample : report.history) {
    // The first stands at 0 s, and has mostly nothing to say.
    const bool nothing = sample.seconds <= 0 && report.history.size() > 1 && sample.counters.packetsReceived == 0;
    if (!nothing) csv += rowOf(before, sample, texts);
    before = sample;
  }
  return csv;
}

}  // namespace zoetrope::report
