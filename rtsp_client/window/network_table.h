// SPDX-License-Identifier: MIT
// What the Network panel says in words and figures: the table of counters, the notes over it, the copy for the
// clipboard.
// Thread: pure functions.
#pragma once

#include "libstream/playback/session_history.h"

#include <span>
#include <string>
#include <string_view>

namespace zoetrope::client {

// The field of that name; the first one for a name that is none.
const playback::CounterField& counterNamed(std::string_view name);
// What a count grew by a second, or a measure at the later one. A session that begins anew counts from 0 again: that
// is no growth below 0.
double growth(const playback::CounterField& field, const playback::HistorySample& before,
              const playback::HistorySample& after);

struct NetworkRow {
  const char* counter;  // counters.h
  const char* words;
};
std::span<const NetworkRow> networkRows();

struct RowFigures {
  std::string now;
  // Empty for what is measured, not counted.
  std::string perSecond;
};
RowFigures figuresOf(const NetworkRow& row, const playback::Counters& counters,
                     std::span<const playback::HistorySample> samples);
// What the counter is, in one sentence.
std::string helpOf(const NetworkRow& row);
// Lines of fields with tabulators between them, for a spreadsheet: numbers without separators, units apart.
std::string tableText(const playback::Counters& counters, std::span<const playback::HistorySample> samples,
                      const std::string& sessionInfo);

// "The server says: …", or empty.
std::string sessionNote(const std::string& sessionInfo);
// That it was this machine's socket, and what to do; empty while it has dropped nothing.
std::string socketNote(const playback::Counters& counters);

}  // namespace zoetrope::client
