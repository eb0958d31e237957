// SPDX-License-Identifier: MIT
#include "libstream/report/html.h"

#include "libstream/base/text.h"
#include "libstream/report/findings.h"
#include "libstream/report/html_style.h"
#include "libstream/report/html_text.h"
#include "libstream/report/session_charts.h"
#include "libstream/report/svg_chart.h"
#include "libstream/report/words.h"

#include <algorithm>

namespace zoetrope::report {
namespace {

using playback::CounterField;
using playback::Counters;

// More lines than this may be broken over two pages.
constexpr std::ptrdiff_t kMostUnbrokenLines = 40;

std::string element(const std::string& tag, const std::string& text) {
  return '<' + tag + '>' + htmlText(text) + "</" + tag.substr(0, tag.find(' ')) + ">\n";
}

// Nothing of the page is fetched, nothing in it runs.
std::string head(const std::string& title) {
  return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
         "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
         "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n" +
         element("title", title) + "<style>" + std::string(kPageStyle) + std::string(chartStyle()) +
         "</style>\n</head>\n<body>\n";
}

const char* className(Grade grade) {
  switch (grade) {
    case Grade::Good:
      return "verdict";
    case Grade::Marred:
      return "verdict marred";
    case Grade::Failed:
      break;
  }
  return "verdict failed";
}

std::string opening(const SessionReport& report) {
  std::string html = element("h1", "Session report: " + report.movie);
  html +=
      element("p class=\"quiet\"", "Played from " + report.server + " on " + dateText(report.began, report.utcOffset));
  if (isSimulated(report))
    html += "<div class=\"banner\">\n" +
            element("p", "This was a simulated network, not a real one. The server says: \u201c" + report.sessionInfo +
                             "\u201d. What follows is what that simulation did.") +
            "</div>\n";
  return html + element("p class=\"" + std::string(className(gradeOf(report))) + '"', verdict(report));
}

std::string endText(const SessionReport& report) {
  if (!report.ending) return "it was still running when this report was written";
  const Ending& ending = *report.ending;
  const std::string code = "exit code " + std::to_string(static_cast<int>(ending.code));
  if (ending.code == control::ExitCode::Ok)
    return (ending.why.empty() ? "the movie was over" : ending.why) + " (" + code + ')';
  return ending.why + " (" + code + ": " + std::string(control::describe(ending.code)) + ')';
}

std::string recoveryText(const SessionReport& report) {
  if (report.overTcp) return "by TCP itself";
  return report.recovers ? "lost packets are asked for again (RFC 4585, RFC 4588)" : "none: what is lost stays lost";
}

std::string versionText(const SessionReport& report) {
  std::string text;
  for (const std::string& version : report.versions) text += (text.empty() ? "" : " on ") + version;
  return text;
}

std::string facts(const SessionReport& report) {
  std::string rows;
  const auto row = [&rows](const char* name, const std::string& value) {
    if (!value.empty())
      rows += "<tr><th scope=\"row\">" + htmlText(name) + "</th><td>" + htmlText(value) + "</td></tr>\n";
  };
  row("Movie", report.movie);
  row("Server", report.server);
  row("Address", report.address);
  row("Way", report.way);
  row("Recovery", recoveryText(report));
  row("Server\u2019s note", report.sessionInfo);
  row("Played for", spanText(report.counters.playedSeconds));
  row("Ended", endText(report));
  row("Made with", versionText(report));
  rows += "<tr><th scope=\"row\">Command line</th><td><code>" + htmlText(report.commandLine) + "</code></td></tr>\n";
  return "<table class=\"facts\">\n" + rows + "</table>\n";
}

std::string findingList(const SessionReport& report) {
  std::string html = element("h2", "Findings") + "<dl class=\"findings\">\n";
  for (const Finding& each : findings(report)) html += element("dt", each.about) + element("dd", each.text);
  return html + "</dl>\n";
}

std::string charts(const SessionReport& report) {
  const std::vector<Chart> all = sessionCharts(report);
  if (all.empty()) return "";
  std::string html = element("h2 class=\"new-page\"", "The session over time");
  for (const Chart& chart : all) html += "<figure>\n" + svgChart(chart) + "</figure>\n";
  return html;
}

std::string groupedDecimal(const std::string& text) {
  const std::size_t point = std::min(text.find('.'), text.size());
  const auto whole = parseNumber<std::uint64_t>(text.substr(0, point));
  return whole ? grouped(*whole) + text.substr(point) : text;
}

std::string counterRow(const CounterField& field, const Counters& counters) {
  const auto* whole = std::get_if<std::uint64_t Counters::*>(&field.member);
  const std::string value = whole ? grouped(counters.**whole) : groupedDecimal(counterText(field, counters));
  return "<tr><td><code>" + htmlText(field.name) + "</code></td><td class=\"value\">" + htmlText(value) +
         "</td><td class=\"unit\">" + htmlText(field.unit) + "</td><td>" + htmlText(field.help) + "</td></tr>\n";
}

std::string counterTable(const SessionReport& report) {
  std::string html =
      element("h2 class=\"new-page\"", "All counters") +
      "<table class=\"counters\">\n<thead><tr><th scope=\"col\">Name</th><th scope=\"col\" class=\"value\">"
      "Value</th><th scope=\"col\">Unit</th><th scope=\"col\">Meaning</th></tr></thead>\n<tbody>\n";
  for (const CounterField& field : playback::counterFields()) html += counterRow(field, report.counters);
  return html + "</tbody>\n</table>\n";
}

// Without the empty lines that end each.
std::string_view withoutEnd(std::string_view text) { return text.substr(0, text.find_last_not_of("\r\n") + 1); }

std::string utteranceHtml(const SessionReport& report, const Utterance& said) {
  const std::string who = said.fromClient ? "Player \u2192 server" : "Server \u2192 player";
  return "<div>" +
         element("p class=\"quiet\"",
                 clockText(said.at, report.utcOffset) + ' ' + who + (said.preBuffer ? " (pre-buffer)" : "")) +
         "<pre>" + htmlText(withoutEnd(said.text)) + "</pre></div>\n";
}

// A request with the reply behind it; what has none stands alone.
std::string exchanges(const SessionReport& report, std::size_t from, std::size_t to) {
  std::string html;
  for (std::size_t at = from; at < to;) {
    const Utterance& first = report.conversation[at];
    const bool answered = at + 1 < to && report.conversation[at + 1].fromClient != first.fromClient;
    const std::size_t end = at + (answered ? 2 : 1);
    std::ptrdiff_t lines = 0;
    std::string sides;
    for (; at < end; ++at) {
      const Utterance& said = report.conversation[at];
      lines = std::max(lines, std::count(said.text.begin(), said.text.end(), '\n'));
      sides += utteranceHtml(report, said);
    }
    html +=
        std::string("<div class=\"said") + (lines > kMostUnbrokenLines ? " long" : "") + "\">\n" + sides + "</div>\n";
  }
  return html;
}

std::string conversation(const SessionReport& report) {
  const std::size_t count = report.conversation.size();
  std::string html = element("h2", "The RTSP conversation");
  if (count == 0) return html + element("p", "Nothing was said: there was no connection to say it on.");
  html += element(
      "p class=\"quiet lead\"",
      "As it went over the wire, without passwords. Marked (pre-buffer): what the player says by itself to fill "
      "its cache, before Play is pressed.");
  if (report.conversationForgotten > 0)
    html += element("p class=\"quiet\"", "The first " + counted(report.conversationForgotten, "message", "messages") +
                                             " of a long session are not kept.");
  if (count <= kMostUtterances) return html + exchanges(report, 0, count);
  const std::size_t half = kMostUtterances / 2;
  html += exchanges(report, 0, half);
  html += element("p class=\"quiet\"", counted(count - 2 * half, "more message", "more messages") +
                                           " in between (a report in JSON has them all).");
  return html + exchanges(report, count - half, count);
}

}  // namespace

std::string htmlReport(const SessionReport& report) {
  return head("Session report: " + report.movie + " from " + report.server) + "<main>\n" + opening(report) +
         facts(report) + findingList(report) + charts(report) + counterTable(report) + conversation(report) +
         "</main>\n</body>\n</html>\n";
}

}  // namespace zoetrope::report
