// SPDX-License-Identifier: MIT
#include "launcher/window/run_launcher.h"

#include "launcher/system_sources.h"
#include "launcher/window/launcher_frame.h"
#include "libstream/base/path_text.h"
#include "libstream/net/local_addresses.h"
#include "widgets/display.h"

#include <wx/app.h>
#include <wx/config.h>
#include <wx/stdpaths.h>
#include <wx/utils.h>

#include <cstdio>

namespace zoetrope::launcher {
namespace {

namespace fs = std::filesystem;

#ifdef _WIN32
constexpr const char* kEnding = ".exe";
#else
constexpr const char* kEnding = "";
#endif

fs::path pathFrom(const wxString& words) { return pathOf(words.utf8_string()); }

// The programs lie beside this one; the movies where they were installed: in share/, or among an application's
// resources.
Launcher::Places places() {
  const fs::path folder = pathFrom(wxStandardPaths::Get().GetExecutablePath()).parent_path();
  const auto program = [&](const std::string& name) { return folder / (name + kEnding); };
  return {{program("zoetrope-server"), program("zoetrope-client")},
          {folder.parent_path() / "share" / "zoetrope" / "movies",
           pathFrom(wxStandardPaths::Get().GetResourcesDir()) / "movies"},
          pathFrom(wxStandardPaths::Get().GetUserDir(wxStandardPaths::Dir_Cache)) / "zoetrope" / "movies"};
}

// Those that a server on all addresses is told at.
std::vector<std::string> addresses() {
  std::vector<std::string> hosts;
  for (const net::Endpoint& endpoint : net::localAddresses(0)) hosts.push_back(endpoint.host());
  return hosts;
}

// What is this user's and of this session.
fs::path sessionFolder() {
  wxString folder;
  if (wxGetEnv("XDG_RUNTIME_DIR", &folder) && fs::is_directory(pathFrom(folder))) return pathFrom(folder) / "zoetrope";
  return pathFrom(wxStandardPaths::Get().GetUserDir(wxStandardPaths::Dir_Cache)) / "zoetrope" / "session";
}

std::string display() {
  wxString name;
  if (!wxGetEnv("WAYLAND_DISPLAY", &name)) wxGetEnv("DISPLAY", &name);
  return name.utf8_string();
}

class LauncherApp : public wxApp {
 public:
  // `handedOver` becomes true when another launcher has taken what was asked for.
  LauncherApp(const LaunchOptions& options, bool& handedOver) : options_(options), handedOver_(handedOver) {}

  bool OnInit() override {
    SetAppName("zoetrope");
    SetClassName("zoetrope");
    std::error_code ignored;
    const fs::path folder = sessionFolder();
    fs::create_directories(folder.parent_path(), ignored);
    instance_ = std::make_unique<SingleInstance>(folder, display());
    const auto role = instance_->begin(messageFor(options_), clock_);
    if (!role)
      std::fprintf(stderr, "zoetrope: %s\n", role.error().message.c_str());
    else if (*role == SingleInstance::Role::Second)
      return handedOver_ = true, false;
    ledger_ = std::make_unique<LedgerFile>(folder, randomToken(random_));
    LauncherFrame::Parts parts{
        {clock_, random_, starter_, ledger_.get()}, places(), role ? instance_.get() : nullptr, folder, addresses};
    auto* const frame = new LauncherFrame(parts);
    SetTopWindow(frame);
    frame->Show();
    frame->CallAfter([frame, options = options_] { frame->start(options); });
    return true;
  }

#ifdef __WXOSX__
  // macOS tells by events, not in the command line, what was double-clicked.
  void MacOpenFiles(const wxArrayString& files) override {
    if (!files.empty()) openNow(files.front().utf8_string());
  }
  void MacOpenURL(const wxString& url) override { openNow(url.utf8_string()); }
#endif

 private:
#ifdef __WXOSX__
  void openNow(const std::string& what) {
    LaunchOptions options;
    options.ask = LaunchOptions::Ask::Open;
    options.argument = what;
    if (auto* const frame = static_cast<LauncherFrame*>(GetTopWindow()); frame != nullptr) frame->start(options);
  }
#endif

  const LaunchOptions options_;
  bool& handedOver_;
  SystemClock clock_;
  SystemRandom random_;
  SystemChildStarter starter_;
  std::unique_ptr<SingleInstance> instance_;
  std::unique_ptr<LedgerFile> ledger_;
};

}  // namespace

control::ExitCode runLauncher(const LaunchOptions& options) {
  if (!widgets::hasDisplay()) {
    std::fputs(
        "zoetrope: there is no display for a window here; zoetrope-server and zoetrope-client --headless do without\n",
        stderr);
    return control::ExitCode::NoDisplay;
  }
  bool handedOver = false;
  wxApp::SetInstance(new LauncherApp(options, handedOver));
  // The command line has been parsed already: wx sees none of it.
  int argc = 1;
  char program[] = "zoetrope";
  char* argv[] = {program, nullptr};
  const int result = wxEntry(argc, argv);
  return result == 0 || handedOver ? control::ExitCode::Ok : control::ExitCode::Failure;
}

}  // namespace zoetrope::launcher
