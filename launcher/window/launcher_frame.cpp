// SPDX-License-Identifier: MIT
#include "launcher/window/launcher_frame.h"

#include "launcher/window/child_row.h"
#include "launcher/window/demo_page.h"
#include "launcher/window/log_window.h"
#include "launcher/window/serve_page.h"
#include "launcher/window/watch_page.h"
#include "libstream/base/path_text.h"
#include "widgets/accessibility.h"
#include "widgets/icons.h"
#include "widgets/letters.h"
#include "widgets/words.h"

#include <wx/config.h>
#include <wx/display.h>
#include <wx/msgdlg.h>
#include <wx/notebook.h>
#include <wx/panel.h>
#include <wx/sizer.h>
#include <wx/stattext.h>

#include <algorithm>

namespace zoetrope::launcher {

using widgets::text;

namespace {

using Role = Launcher::Role;

constexpr int kGap = 8;
// Uptimes and figures; what changes is shown at once.
constexpr Duration kRefreshEvery = std::chrono::seconds(1);
constexpr int kIconSize = 64;
constexpr int kFirstWidth = 940;
constexpr int kFirstHeight = 640;
// Of the children, as the screen has room; what there are more is scrolled to.
constexpr int kWholeRows = 2;
constexpr int kWholeRowsOnLarge = 3;
constexpr int kLargeScreen = 760;
enum Page { kDemoPage, kServePage, kWatchPage };
constexpr Role kOrder[] = {Role::DemoServer, Role::Server, Role::Player, Role::Maker};
constexpr const char* kNames[] = {"demo_server", "server", "player", "maker"};

std::size_t indexOf(Role role) { return static_cast<std::size_t>(role); }

}  // namespace

LauncherFrame::LauncherFrame(const Parts& parts)
    : wxFrame(nullptr, wxID_ANY, "Zoetrope"), parts_(parts), launcher_(parts.supervision, parts.places), timer_(this) {
  auto* const panel = new wxPanel(this);
  pages_ = new wxNotebook(panel, wxID_ANY);
  widgets::setAccessibleName(*pages_, "What to do");
  demo_ = new DemoPage(pages_, {[this] { onPlayDemo(); }, [this] { launcher_.stopDemo(), refresh(); }});
  serve_ = new ServePage(pages_, parts_.supervision.clock,
                         {[this] { onServe(); },
                          [this] {
                            if (auto* server = launcher_.child(Role::Server)) server->stop();
                            refresh();
                          }});
  watch_ = new WatchPage(pages_, [this] { onWatch(); });
  pages_->AddPage(demo_, "Demo");
  pages_->AddPage(serve_, "Serve movies");
  pages_->AddPage(watch_, "Watch");
  widgets::setTabLetters(*pages_, {"&Demo", "&Serve movies", "&Watch"});
  auto* const whole = new wxBoxSizer(wxVERTICAL);
  problems_ = new wxInfoBar(panel);
  whole->Add(problems_, wxSizerFlags().Expand());
  whole->Add(pages_, wxSizerFlags(1).Expand().Border(wxALL, FromDIP(kGap)));
  auto* const heading = new wxStaticText(panel, wxID_ANY, "Running");
  heading->SetFont(GetFont().Bold());
  whole->Add(heading, wxSizerFlags().Border(wxLEFT | wxRIGHT, FromDIP(kGap)));
  nothingRuns_ =
      new wxStaticText(panel, wxID_ANY, "Nothing yet. Servers and players that you start stand here, with their logs.");
  whole->Add(nothingRuns_, wxSizerFlags().Border(wxALL, FromDIP(kGap)));
  rowsArea_ = new wxScrolledWindow(panel, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxVSCROLL | wxTAB_TRAVERSAL);
  rowsArea_->SetScrollRate(0, FromDIP(kGap));
  rowsArea_->SetSizer(new wxBoxSizer(wxVERTICAL));
  whole->Add(rowsArea_, wxSizerFlags().Expand());
  panel->SetSizer(whole);
  const wxSize screen = wxDisplay(this).GetClientArea().GetSize();
  SetSize(std::min(FromDIP(kFirstWidth), screen.x), std::min(FromDIP(kFirstHeight), screen.y));
  SetIcons(wxIconBundle(widgets::icon(widgets::Icon::Zoetrope, kIconSize, *wxBLACK).GetIcon({kIconSize, kIconSize})));
  Centre();
  load();
  keepWhole();
  Bind(wxEVT_TIMER, [this](wxTimerEvent&) { onTimer(); });
  // Networks come and go while one looks elsewhere.
  const auto offerAddresses = [this](wxEvent& event) {
    serve_->offer(parts_.addresses());
    event.Skip();
  };
  Bind(wxEVT_ACTIVATE, offerAddresses);
  pages_->Bind(wxEVT_NOTEBOOK_PAGE_CHANGED, offerAddresses);
  Bind(wxEVT_CLOSE_WINDOW, &LauncherFrame::onClose, this);
  Bind(wxEVT_CHAR_HOOK, [this](wxKeyEvent& event) {
    if (event.ControlDown() && event.GetKeyCode() == 'Q')
      Close();
    else
      event.Skip();
  });
  timer_.Start(static_cast<int>(Supervisor::kTickEvery.count()));
  refresh();
}

LauncherFrame::~LauncherFrame() = default;

void LauncherFrame::start(const LaunchOptions& options) {
  offerLeftovers();
  carryOut(options);
}

void LauncherFrame::carryOut(const LaunchOptions& options) {
  using Ask = LaunchOptions::Ask;
  switch (options.ask) {
    case Ask::Demo:
      pages_->SetSelection(kDemoPage);
      return onPlayDemo();
    case Ask::Serve:
      pages_->SetSelection(kServePage);
      if (options.argument.empty()) return;
      return serveFolder(std::filesystem::absolute(pathOfArgument(options.argument)).string());
    case Ask::Watch:
      pages_->SetSelection(kWatchPage);
      if (options.argument.empty()) return;
      watch_->setAddress(text(options.argument));
      return onWatch();
    case Ask::Open:
      return openFile(options.argument);
    default:
      return;
  }
}

void LauncherFrame::serveFolder(const std::string& folder) {
  pages_->SetSelection(kServePage);
  ServeRequest request = serve_->request();
  request.folder = folder;
  serve_->set(request);
  onServe();
}

void LauncherFrame::openFile(const std::string& what) {
  if (isStreamUrl(what)) {
    pages_->SetSelection(kWatchPage);
    watch_->setAddress(text(what));
    return onWatch();
  }
  const std::filesystem::path path = std::filesystem::absolute(pathOfArgument(what));
  std::error_code ignored;
  problems_->Dismiss();
  if (std::filesystem::is_directory(path, ignored)) return serveFolder(path.string());
  if (!std::filesystem::is_regular_file(path, ignored)) {
    problems_->ShowMessage("There is no movie file " + text(path.string()) + ".", wxICON_ERROR);
    return;
  }
  launcher_.playDemo({utf8Of(path.filename()), path.parent_path(), {}});
  refresh();
}

void LauncherFrame::onPlayDemo() {
  launcher_.playDemo(demo_->request());
  refresh();
}

void LauncherFrame::onServe() {
  launcher_.serve(serve_->request());
  refresh();
}

void LauncherFrame::onWatch() {
  if (const auto request = watch_->request()) launcher_.watch(*request);
  refresh();
}

void LauncherFrame::onTimer() {
  const bool changed = launcher_.tick();
  if (closing_) {
    if (launcher_.allStopped()) Destroy();
    return;
  }
  onMessages();
  for (LogWindow* log : logs_)
    if (log != nullptr) log->update();
  if (changed || parts_.supervision.clock.now() >= nextRefresh_)
    refresh();
  else if (!trace_.settled())
    tell();
}

void LauncherFrame::refresh() {
  const TimePoint now = parts_.supervision.clock.now();
  nextRefresh_ = now + kRefreshEvery;
  bool otherHeight = false;
  const ChildRow* news = nullptr;  // has started, or needs somebody
  for (const Role role : kOrder) {
    const SupervisedChild* child = launcher_.child(role);
    if (child == nullptr) continue;
    ChildRow*& row = rows_[indexOf(role)];
    if (row == nullptr) {
      row = new ChildRow(rowsArea_, kNames[indexOf(role)],
                         {[this, role] { showLog(role); }, [this, role] { launcher_.startAgain(role), refresh(); },
                          [this, role] { launcher_.stop(role), refresh(); },
                          // After the event of the button that goes with its row.
                          [this, role] { CallAfter([this, role] { removeRow(role); }); }});
      rowsArea_->GetSizer()->Add(row, wxSizerFlags().Expand().Border(wxLEFT | wxRIGHT | wxBOTTOM, FromDIP(kGap)));
      nothingRuns_->Hide();
      otherHeight = true;
    }
    const bool other = row->show(child->snapshot(), child->command(), detailOf(role), now);
    otherHeight = otherHeight || other;
    const bool started = !std::exchange(alive_[indexOf(role)], child->alive()) && child->alive();
    if (started || (other && row->needsSomebody())) news = row;
  }
  if (otherHeight) keepWhole();
  if (news != nullptr) scrollTo(*news);
  demo_->show(launcher_);
  serve_->show(launcher_);
  if (otherHeight)
    trace_.expectMoves();
  else
    tell();
}

void LauncherFrame::tell() {
  if (!trace_.on()) return;
  demo_->tell(trace_);
  serve_->tell(trace_);
  watch_->tell(trace_);
  trace_.tabs(*pages_);
  for (const ChildRow* row : rows_)
    if (row != nullptr) row->tell(trace_);
  for (const LogWindow* log : logs_)
    if (log != nullptr) log->tell(trace_);
}

void LauncherFrame::keepWhole() {
  wxWindow& panel = *nothingRuns_->GetParent();
  const auto shown = std::count_if(rows_.begin(), rows_.end(), [](const ChildRow* row) { return row != nullptr; });
  const wxSize all = rowsArea_->GetSizer()->CalcMin();
  const int screen = wxDisplay(this).GetClientArea().height;
  const int whole = screen >= FromDIP(kLargeScreen) ? kWholeRowsOnLarge : kWholeRows;
  const int one = shown > 0 ? all.y / static_cast<int>(shown) : 0;
  const int height = shown > whole ? one * whole : all.y;
  rowsArea_->SetMinSize(wxSize(all.x, height));
  const int frame = GetSize().y - GetClientSize().y;
  const int tooHigh = panel.GetSizer()->CalcMin().y + frame - screen;
  if (tooHigh > 0) rowsArea_->SetMinSize(wxSize(all.x, std::max(height - tooHigh, one)));
  rowsArea_->FitInside();
  SetMinClientSize(panel.GetSizer()->CalcMin());
  const wxSize now = GetClientSize();
  const wxSize least = GetMinClientSize();
  if (now.x < least.x || now.y < least.y) SetClientSize(std::max(now.x, least.x), std::max(now.y, least.y));
  panel.Layout();
}

void LauncherFrame::scrollTo(const ChildRow& row) {
  int unit = 0;
  rowsArea_->GetScrollPixelsPerUnit(nullptr, &unit);
  if (unit > 0) rowsArea_->Scroll(-1, rowsArea_->CalcUnscrolledPosition(row.GetPosition()).y / unit);
}

wxString LauncherFrame::detailOf(Role role) const {
  const LastStatus& status = launcher_.child(role)->lastStatus();
  if (role == Role::Player) {
    const auto* state = status.last<control::StateLine>();
    const auto* stats = status.last<control::StatsLine>();
    if (state == nullptr) return {};
    const auto* error = status.last<control::ErrorLine>();
    if (state->state == "init" && error != nullptr) return "Not connected: " + text(error->message);
    if (state->state == "starting" || state->state == "init") return "Running, not connected yet";
    wxString words = text(state->state).Capitalize() + ": " + text(state->movie);
    if (stats != nullptr && stats->player && stats->player->cacheTarget > 0)
      words += wxString::Format(", cache %llu/%llu", static_cast<unsigned long long>(stats->player->cacheFrames),
                                static_cast<unsigned long long>(stats->player->cacheTarget));
    return words;
  }
  const auto* at = launcher_.listening(role);
  if (at == nullptr || at->addresses.empty()) return {};
  wxString words = "Running: " + text(at->addresses[0]);
  if (at->addresses.size() > 1) words += wxString::Format(" and %zu more", at->addresses.size() - 1);
  const auto* stats = status.last<control::StatsLine>();
  if (role == Role::DemoServer) words += ", network " + text(launcher_.demoNetwork());
  if (stats != nullptr && stats->server)
    words += wxString::Format(stats->server->viewers == 1 ? ", %llu viewer" : ", %llu viewers",
                              static_cast<unsigned long long>(stats->server->viewers));
  return words;
}

void LauncherFrame::showLog(Role role) {
  LogWindow*& log = logs_[indexOf(role)];
  if (log == nullptr) {
    log = new LogWindow(this, *launcher_.child(role));
    log->Bind(wxEVT_CLOSE_WINDOW, [this, role](wxCloseEvent& event) {
      logs_[indexOf(role)] = nullptr;
      event.Skip();
    });
  }
  log->Show();
  log->Raise();
}

void LauncherFrame::removeRow(Role role) {
  if (rows_[indexOf(role)] == nullptr) return;
  // It shows what is about to go.
  const SupervisedChild* const child = launcher_.child(role);
  const bool over = child != nullptr && !child->alive();
  if (LogWindow* const log = logs_[indexOf(role)]; log != nullptr && over) log->Close(true);
  launcher_.remove(role);
  if (launcher_.child(role) != nullptr) return;
  ChildRow* const row = std::exchange(rows_[indexOf(role)], nullptr);
  alive_[indexOf(role)] = false;
  row->Hide();
  row->tell(trace_);
  row->Destroy();
  const auto next = std::find_if(rows_.begin(), rows_.end(), [](const ChildRow* other) { return other != nullptr; });
  if (next != rows_.end())
    (*next)->takeFocus();
  else
    pages_->SetFocus(), nothingRuns_->Show();
  keepWhole();
  refresh();
}

void LauncherFrame::onMessages() {
  if (parts_.instance == nullptr) return;
  for (const InstanceMessage& message : parts_.instance->poll(parts_.supervision.clock)) {
    bringToFront();
    carryOut(optionsFor(message));
  }
}

void LauncherFrame::bringToFront() {
  if (IsIconized()) Iconize(false);
  Show();
  Raise();
}

void LauncherFrame::offerLeftovers() {
  const std::vector<Leftover> found = findLeftovers(parts_.ledgerFolder);
  if (found.empty()) return;
  wxString words = "A Zoetrope that did not end well has left running:\n";
  for (const Leftover& one : found)
    words += "\n" + text(one.name) + wxString::Format(" (pid %lld)", static_cast<long long>(one.pid));
  words += "\n\nEnd them?";
  if (wxMessageBox(words, "Zoetrope", wxYES_NO | wxICON_QUESTION, this) != wxYES) return;
  for (const Leftover& one : found) endLeftover(one, EndHow::Ask);
}

// Hidden at once; gone when its children are.
void LauncherFrame::onClose(wxCloseEvent& event) {
  if (closing_) return;
  const std::size_t watching = launcher_.othersWatching();
  if (watching > 0 && event.CanVeto() &&
      wxMessageBox(wxString::Format(watching == 1 ? "%zu viewer watches what you serve. Stop serving and close?"
                                                  : "%zu viewers watch what you serve. Stop serving and close?",
                                    watching),
                   "Zoetrope", wxYES_NO | wxNO_DEFAULT | wxICON_QUESTION, this) != wxYES)
    return event.Veto();
  save();
  closing_ = true;
  launcher_.stopAll();
  Hide();
  for (LogWindow* log : logs_)
    if (log != nullptr) log->Hide();
}

void LauncherFrame::load() {
  const wxConfigBase& config = *wxConfigBase::Get();
  demo_->choose(static_cast<int>(config.ReadLong("/demo/movie", 0)),
                static_cast<int>(config.ReadLong("/demo/network", 0)));
  ServeRequest serve = serve_->request();
  // Something to serve for who has no movies yet.
  std::error_code ignored;
  if (std::filesystem::is_directory(parts_.places.madeMovies, ignored))
    serve.folder = parts_.places.madeMovies.string();
  for (const std::filesystem::path& folder : parts_.places.movieFolders)
    if (std::filesystem::is_directory(folder, ignored)) serve.folder = folder.string();
  serve.folder = config.Read("/serve/folder", text(serve.folder)).utf8_string();
  serve.port = static_cast<std::uint16_t>(config.ReadLong("/serve/port", serve.port));
  const std::vector<std::string> addresses = parts_.addresses();
  const ListenChoice listen = listenChoice(config.Read("/serve/bind", "").utf8_string(), addresses);
  serve.bind = listen.bind;
  serve_->offer(addresses);
  serve_->set(serve);
  if (!listen.gone.empty()) serve_->tellGone(listen.gone);
  wxArrayString recent;
  wxString address;
  for (int i = 0; config.Read(wxString::Format("/watch/recent%d", i), &address); ++i) recent.Add(address);
  watch_->setRecent(recent);
  pages_->ChangeSelection(static_cast<std::size_t>(std::clamp(config.ReadLong("/window/page", 0), 0L, 2L)));
  const wxRect place(
      static_cast<int>(config.ReadLong("/window/x", -1)), static_cast<int>(config.ReadLong("/window/y", -1)),
      static_cast<int>(config.ReadLong("/window/width", 0)), static_cast<int>(config.ReadLong("/window/height", 0)));
  // On a display that is there.
  if (place.width > 0 && place.height > 0 && wxDisplay::GetFromPoint(place.GetTopLeft()) != wxNOT_FOUND) SetSize(place);
}

void LauncherFrame::save() {
  wxConfigBase& config = *wxConfigBase::Get();
  config.Write("/demo/movie", static_cast<long>(demo_->movie()));
  config.Write("/demo/network", static_cast<long>(demo_->network()));
  const ServeRequest serve = serve_->request();
  config.Write("/serve/folder", text(serve.folder));
  config.Write("/serve/port", static_cast<long>(serve.port));
  config.Write("/serve/bind", text(serve.bind));
  const wxArrayString recent = watch_->recent();
  for (std::size_t i = 0; i < recent.size(); ++i) config.Write(wxString::Format("/watch/recent%zu", i), recent[i]);
  config.Write("/window/page", static_cast<long>(pages_->GetSelection()));
  if (!IsMaximized() && !IsIconized()) {
    const wxRect place = GetRect();
    config.Write("/window/x", static_cast<long>(place.x));
    config.Write("/window/y", static_cast<long>(place.y));
    config.Write("/window/width", static_cast<long>(place.width));
    config.Write("/window/height", static_cast<long>(place.height));
  }
  config.Flush();
}

}  // namespace zoetrope::launcher
