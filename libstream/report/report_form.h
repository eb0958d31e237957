// SPDX-License-Identifier: MIT
// The forms that a report can have, and the ending of a file's name that asks for each.
// Thread: pure functions.
#pragma once

#include "libstream/base/result.h"
#include "libstream/report/session_report.h"

#include <string>
#include <string_view>

namespace zoetrope::report {

enum class Form { Json, Csv };

// By the ending, in capitals or not. Fails: with a sentence that names the endings.
Result<Form> parseForm(std::string_view fileName);
// The whole file.
std::string render(Form form, const SessionReport& report);

}  // namespace zoetrope::report
