// SPDX-License-Identifier: MIT
#include "rtsp_client/window/report_dialog.h"

#include "rtsp_client/report_writer.h"
#include "rtsp_client/window/window_texts.h"

#include <wx/filedlg.h>
#include <wx/msgdlg.h>

#include <system_error>

namespace zoetrope::client {
namespace {

// The dialog cannot ask this: it does not know the ending that the name still gets.
bool mayReplace(wxWindow& parent, const std::filesystem::path& file, const std::string& name) {
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored)) return true;
  const wxString question = wxString::FromUTF8(name) + " is there already. Replace it?";
  return wxMessageBox(question, "Save the report", wxYES_NO | wxNO_DEFAULT | wxICON_QUESTION, &parent) == wxYES;
}

}  // namespace

std::optional<std::filesystem::path> askForReportFile(wxWindow& parent, const Target& target) {
  const std::string endings = reportEndings();
  wxFileDialog dialog(&parent, "Save the report of this session", "", wxString::FromUTF8(reportName(target)),
                      wxString::FromUTF8(endings), wxFD_SAVE);
  if (dialog.ShowModal() != wxID_OK) return std::nullopt;
  const std::string chosen = withEnding(dialog.GetPath().utf8_string(), endings, dialog.GetFilterIndex());
  const std::filesystem::path file(std::u8string(chosen.begin(), chosen.end()));
  if (!mayReplace(parent, file, chosen)) return std::nullopt;
  return file;
}

}  // namespace zoetrope::client
