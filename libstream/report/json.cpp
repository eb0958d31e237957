// SPDX-License-Identifier: MIT
#include "libstream/report/json.h"

#include "libstream/base/text.h"
#include "libstream/report/findings.h"
#include "libstream/report/words.h"

#include <cstdio>
#include <span>

namespace zoetrope::report {
namespace {

// Of the object's shape: a reader that knows another one should look twice.
constexpr int kFormatVersion = 1;

std::string escaped(unsigned char letter) {
  switch (letter) {
    case '"':
      return "\\\"";
    case '\\':
      return "\\\\";
    case '\n':
      return "\\n";
    case '\r':
      return "\\r";
    case '\t':
      return "\\t";
    default:
      break;
  }
  if (letter >= 0x20 && letter != 0x7F) return std::string(1, static_cast<char>(letter));
  char text[8];
  std::snprintf(text, sizeof text, "\\u%04x", letter);
  return text;
}

const char* truth(bool value) { return value ? "true" : "false"; }

std::string member(const char* name, const std::string& json) { return '"' + std::string(name) + "\":" + json; }
std::string text(const char* name, std::string_view value) { return member(name, jsonQuoted(value)); }

// A line for each, so that the file can be read and compared.
template <class Items, class Writer>
std::string list(const Items& items, Writer write) {
  std::string json = "[";
  for (const auto& item : items) json += (json.size() == 1 ? "\n    " : ",\n    ") + write(item);
  return json + (json.size() == 1 ? "]" : "\n  ]");
}

std::string endingJson(const std::optional<Ending>& ending) {
  if (!ending) return "null";
  return '{' + member("exit_code", std::to_string(static_cast<int>(ending->code))) + ',' +
         text("meaning", control::describe(ending->code)) + ',' + text("why", ending->why) + '}';
}

std::string sampleJson(const playback::HistorySample& sample) {
  return '{' + member("seconds", decimal(sample.seconds, 3)) + ',' + playback::counterMembersJson(sample.counters) +
         '}';
}

}  // namespace

std::string jsonQuoted(std::string_view text) {
  std::string json = "\"";
  for (const char letter : toUtf8(text)) json += escaped(static_cast<unsigned char>(letter));
  return json + '"';
}

std::string jsonReport(const SessionReport& report) {
  const auto quoted = [](const std::string& value) { return jsonQuoted(value); };
  const auto finding = [](const Finding& each) { return jsonQuoted(each.text); };
  const auto utterance = [&](const Utterance& each) {
    return '{' + text("from", each.fromClient ? "client" : "server") + ',' +
           member("pre_buffer", truth(each.preBuffer)) + ',' + text("at", timestamp(each.at, report.utcOffset)) + ',' +
           text("text", each.text) + '}';
  };
  const std::string members[] = {
      text("format", "zoetrope session report"),
      member("format_version", std::to_string(kFormatVersion)),
      text("movie", report.movie),
      text("server", report.server),
      text("address", report.address),
      text("way", report.way),
      text("session_info", report.sessionInfo),
      member("simulated_network", truth(isSimulated(report))),
      member("recovers", truth(report.recovers)),
      text("began", timestamp(report.began, report.utcOffset)),
      member("ended", endingJson(report.ending)),
      text("verdict", verdict(report)),
      member("findings", list(findings(report), finding)),
      text("command_line", report.commandLine),
      member("versions", list(report.versions, quoted)),
      member("counters", playback::countersJson(report.counters)),
      member("history", list(report.history, sampleJson)),
      member("conversation_forgotten", std::to_string(report.conversationForgotten)),
      member("conversation", list(report.conversation, utterance)),
  };
  std::string json = "{";
  for (const std::string& each : members) json += (json.size() == 1 ? "\n  " : ",\n  ") + each;
  return json + "\n}\n";
}

}  // namespace zoetrope::report
