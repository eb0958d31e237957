// SPDX-License-Identifier: MIT
#include "libstream/report/report_form.h"

#include "libstream/base/text.h"
#include "libstream/report/csv.h"
#include "libstream/report/json.h"

namespace zoetrope::report {
namespace {

struct Row {
  const char* ending;
  Form form;
  std::string (*write)(const SessionReport&);
};

constexpr Row kForms[] = {{".json", Form::Json, jsonReport}, {".csv", Form::Csv, csvReport}};

}  // namespace

Result<Form> parseForm(std::string_view fileName) {
  const std::string name = toLower(fileName);
  for (const Row& row : kForms)
    if (name.ends_with(row.ending) && name != row.ending) return row.form;
  return Error{"a report's name ends in .json or .csv, not \"" + printable(fileName) + "\""};
}

std::string render(Form form, const SessionReport& report) {
  for (const Row& row : kForms)
    if (row.form == form) return row.write(report);
  return {};
}

}  // namespace zoetrope::report
