// SPDX-License-Identifier: MIT
// The launcher's window: three pages, and below them what runs. One timer drives the children; nothing here waits.
// Thread: the window's. Owns: the launcher's logic and the windows of the logs.
#pragma once

#include "launcher/launch_options.h"
#include "launcher/launcher.h"
#include "launcher/leftovers.h"
#include "widgets/trace_file.h"

#include <wx/frame.h>
#include <wx/infobar.h>
#include <wx/scrolwin.h>
#include <wx/timer.h>

#include <array>
#include <functional>

class wxNotebook;
class wxStaticText;

namespace zoetrope::launcher {

class ChildRow;
class DemoPage;
class LogWindow;
class ServePage;
class WatchPage;

class LauncherFrame : public wxFrame {
 public:
  struct Parts {
    SupervisionParts supervision;
    Launcher::Places places;
    SingleInstance* instance = nullptr;
    std::filesystem::path ledgerFolder;
    std::function<std::vector<std::string>()> addresses;  // of this machine, as they are now
  };
  explicit LauncherFrame(const Parts& parts);
  ~LauncherFrame() override;

  void start(const LaunchOptions& options);

 private:
  void carryOut(const LaunchOptions& options);
  void onTimer();
  void refresh();
  void tell();
  // What the pages and the rows need at least.
  void keepWhole();
  void scrollTo(const ChildRow& row);
  void onClose(wxCloseEvent& event);
  void onPlayDemo();
  void onServe();
  void onWatch();
  void onMessages();
  void bringToFront();
  void serveFolder(const std::string& folder);
  void openFile(const std::string& path);
  void offerLeftovers();
  void showLog(Launcher::Role role);
  void removeRow(Launcher::Role role);
  wxString detailOf(Launcher::Role role) const;
  void load();
  void save();

  const Parts parts_;
  Launcher launcher_;
  wxTimer timer_;
  widgets::TraceFile trace_{"ZOETROPE_LAUNCHER_TRACE", widgets::TraceFile::Places::WhenSettled};
  wxInfoBar* problems_ = nullptr;
  wxNotebook* pages_ = nullptr;
  DemoPage* demo_ = nullptr;
  ServePage* serve_ = nullptr;
  WatchPage* watch_ = nullptr;
  wxScrolledWindow* rowsArea_ = nullptr;
  wxStaticText* nothingRuns_ = nullptr;
  std::array<ChildRow*, Launcher::kRoles> rows_{};
  std::array<bool, Launcher::kRoles> alive_{};
  std::array<LogWindow*, Launcher::kRoles> logs_{};
  TimePoint nextRefresh_{};
  bool closing_ = false;
};

}  // namespace zoetrope::launcher
