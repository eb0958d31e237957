// SPDX-License-Identifier: MIT
// Asks where a report shall go.
// Thread: the window's.
#pragma once

#include "rtsp_client/target.h"

#include <wx/window.h>

#include <filesystem>
#include <optional>

namespace zoetrope::client {

// Nothing when the user thinks better of it. A file that is there is replaced only when the user agrees.
std::optional<std::filesystem::path> askForReportFile(wxWindow& parent, const Target& target);

}  // namespace zoetrope::client
