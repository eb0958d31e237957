// SPDX-License-Identifier: MIT
// How the report's page looks: dark where the system is, black on white on paper.
// Thread: a constant.
#pragma once

#include <string_view>

namespace zoetrope::report {

inline constexpr std::string_view kPageStyle = R"(
:root { color-scheme: light dark; --paper: #fff; --text: #1b1b1b; --quiet: #5a5a5a; --grid: #dcdcdc; --soft: #f4f5f6;
  --good: #0072B2; --filling: #56B4E9; --warning: #E69F00; --lost: #D55E00; }
@media screen and (prefers-color-scheme: dark) {
  :root { --paper: #1e1f21; --text: #ececec; --quiet: #b0b0b0; --grid: #3b3d40; --soft: #292b2e; --good: #2094dc;
    --filling: #8ccdf2; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 46rem; padding: 2rem 1rem; background: var(--paper); color: var(--text);
  font: 14px/1.45 system-ui, "Liberation Sans", Arial, sans-serif; }
h1 { font-size: 1.5rem; line-height: 1.2; margin: 0 0 .25rem; overflow-wrap: anywhere; }
h2 { font-size: 1.1rem; margin: 1.75rem 0 .5rem; break-after: avoid; }
p { margin: .25rem 0; overflow-wrap: anywhere; }
.quiet { color: var(--quiet); }
.lead { break-after: avoid; }
.verdict, .banner { border-left: 6px solid var(--good); background: var(--soft); padding: .6rem .9rem; margin: 1rem 0; }
.verdict { font-size: 1.1rem; font-weight: 600; }
.verdict.marred { border-color: var(--warning); } .verdict.failed { border-color: var(--lost); }
.banner { border: 2px solid var(--warning); }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .16rem .5rem .16rem 0; border-bottom: 1px solid var(--grid); }
tr { break-inside: avoid; }
td { overflow-wrap: anywhere; }
.facts th { width: 8.5rem; padding-right: 1rem; font-weight: 600; }
.findings dt { font-weight: 600; break-after: avoid; }
.findings dd { margin: 0 0 .55rem; break-inside: avoid; overflow-wrap: anywhere; }
figure { margin: 0 0 .5rem; break-inside: avoid; }
.counters { font-size: .86rem; }
.counters thead th { border-bottom: 2px solid var(--quiet); }
.counters td { padding-top: .06rem; padding-bottom: .06rem; }
.counters code { white-space: nowrap; }
.counters .value { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.counters .unit { padding-left: .15rem; padding-right: 1rem; white-space: nowrap; }
code, pre { font-family: ui-monospace, "DejaVu Sans Mono", "Liberation Mono", monospace; font-size: .78rem; }
pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
.said { display: grid; grid-template-columns: 1fr 1fr; gap: .25rem 1rem; padding: .4rem 0;
  border-bottom: 1px solid var(--grid); break-inside: avoid; }
.said.long { break-inside: auto; }
.said > div { min-width: 0; }
.said p { font-size: .8rem; margin: 0; break-after: avoid; }
.line { background: var(--soft); padding: .4rem .6rem; margin: .25rem 0; }
@page { size: A4; margin: 15mm 16mm 17mm;
  @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif; color: #5a5a5a; } }
@media print {
  :root { color-scheme: light; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  pre { font-size: 7.5pt; line-height: 1.3; }
  .counters { font-size: 8pt; line-height: 1.25; }
  .counters code { font-size: 7.2pt; }
  .new-page { break-before: page; margin-top: 0; }
  .chart { max-height: 46mm; }
}
)";

}  // namespace zoetrope::report
