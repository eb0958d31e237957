// SPDX-License-Identifier: MIT
#include "rtsp_client/window/player_frame.h"

#include "libstream/net/system_clock.h"
#include "rtsp_client/report_writer.h"
#include "rtsp_client/window/controls_panel.h"
#include "rtsp_client/window/conversation_panel.h"
#include "rtsp_client/window/message_bar.h"
#include "rtsp_client/window/network_panel.h"
#include "rtsp_client/window/picture_panel.h"
#include "rtsp_client/window/picture_surface.h"
#include "rtsp_client/window/report_dialog.h"
#include "rtsp_client/window/window_texts.h"
#include "widgets/icons.h"

#include <wx/anybutton.h>
#include <wx/display.h>
#include <wx/sizer.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <future>

namespace zoetrope::client {
namespace {

constexpr int kFiguresMilliseconds = 125;
constexpr int kFirstWidth = 1280;
constexpr int kFirstHeight = 800;
// The engine waits at most half a second for the reply to TEARDOWN; a window never hangs longer than this.
constexpr auto kShutDownLimit = std::chrono::seconds(2);

wxString text(const std::string& utf8) { return wxString::FromUTF8(utf8); }

bool isButton(const wxWindow* window) { return wxDynamicCast(window, wxAnyButton) != nullptr; }

}  // namespace

PlayerFrame::PlayerFrame(const Options& options, const EngineMaker& makeEngine, SessionOutcome& outcome)
    : wxFrame(nullptr, wxID_ANY, text(windowTitle(options.engine.target))),
      options_(options),
      outcome_(outcome),
      began_(net::SystemClock().wallNow()),
      bridge_(*this, outcome),
      figuresTimer_(this),
      durationTimer_(this),
      setsUpByItself_(options.play),
      playsByItself_(options.play) {
  build();
  bindEvents();
  decoder_ = std::make_unique<DecodeThread>(bridge_);
  picture_->connectTo(decoder_.get());
  engine_ = makeEngine(*decoder_, bridge_);
  figuresTimer_.Start(kFiguresMilliseconds);
  bridge_.onStatusChanged();
}

PlayerFrame::~PlayerFrame() { picture_->connectTo(nullptr); }

// The picture and, laid over its top, the messages.
wxPanel* PlayerFrame::buildStage() {
  auto* const stage = new wxPanel(this);
  picture_ = new PicturePanel(stage);
  messages_ = new MessageBar(
      stage, {[this](Message::Offer offer) { onOffer(offer); }, [this](int rows) { picture_->setCovered(rows); }});
  // Raised over the picture when it shows; read before it.
  messages_->MoveBeforeInTabOrder(picture_);
  picture_->setResizedHandler([this] { messages_->fit(); });
  picture_->setPaintedHandler([this](std::int64_t number) {
    if (trace_.on()) CallAfter([this, number] { trace_.painted(number); });
  });
  auto* const whole = new wxBoxSizer(wxVERTICAL);
  whole->Add(picture_, wxSizerFlags(1).Expand());
  stage->SetSizer(whole);
  return stage;
}

void PlayerFrame::build() {
  wxPanel* const stage = buildStage();
  controls_ = new ControlsPanel(
      this, {[this](Press which) { press(which); }, [this](double seconds) { engine_->seek(seconds); },
             [this](bool open) { openPanel(*network_, open); }, [this](bool open) { openPanel(*conversation_, open); },
             [this] { setFullScreen(!IsFullScreen()); }});
  conversation_ = new ConversationPanel(this);
  conversation_->Hide();
  network_ = new NetworkPanel(this, {[this] { saveReport(); }, [this] { growToFit(); }});
  network_->Hide();
  network_->MoveAfterInTabOrder(stage);
  conversation_->MoveAfterInTabOrder(network_);
  auto* const upper = new wxBoxSizer(wxHORIZONTAL);
  upper->Add(stage, wxSizerFlags(1).Expand());
  upper->Add(network_, wxSizerFlags().Expand());
  upper->Add(conversation_, wxSizerFlags().Expand());
  auto* const column = new wxBoxSizer(wxVERTICAL);
  column->Add(upper, wxSizerFlags(1).Expand());
  column->Add(controls_, wxSizerFlags().Expand());
  SetSizer(column);
  SetMinClientSize(column->CalcMin());
  const wxSize screen = wxDisplay(this).GetClientArea().GetSize();
  SetSize(std::min(FromDIP(kFirstWidth), screen.x), std::min(FromDIP(kFirstHeight), screen.y));
  SetIcons(wxIconBundle(widgets::icon(widgets::Icon::Zoetrope, 64, *wxBLACK).GetIcon(wxSize(64, 64))));
  picture_->SetFocus();
}

void PlayerFrame::bindEvents() {
  Bind(EVT_ENGINE_STATUS, &PlayerFrame::onNews, this);
  Bind(EVT_ENGINE_PICTURE, &PlayerFrame::onPicture, this);
  Bind(EVT_ENGINE_ENDED, &PlayerFrame::onEnded, this);
  Bind(
      wxEVT_TIMER, [this](wxTimerEvent&) { refreshFigures(); }, figuresTimer_.GetId());
  Bind(
      wxEVT_TIMER, [this](wxTimerEvent&) { Close(); }, durationTimer_.GetId());
  Bind(wxEVT_CHAR_HOOK, &PlayerFrame::onKey, this);
  Bind(wxEVT_SYS_COLOUR_CHANGED, &PlayerFrame::onThemeChanged, this);
  Bind(wxEVT_CLOSE_WINDOW, &PlayerFrame::onClose, this);
}

// What changes the buttons or needs reading is shown at once, figures at the timer's pace.
void PlayerFrame::onNews(wxThreadEvent&) {
  bridge_.statusTaken();
  if (!engine_) return;
  const EngineStatus status = engine_->status();
  showState(status);
  showMessage(status);
  runByItself(status);
}

void PlayerFrame::onPicture(wxThreadEvent&) {
  bridge_.pictureTaken();
  if (state_ != UserState::Init) picture_->takePicture();
  if (engine_ && outcome_.failed()) outcome_.onPicture(engine_->status());
}

// Most ends are told in the status too; those of files are not.
void PlayerFrame::onEnded(wxThreadEvent& event) {
  bridge_.onStatusChanged();
  if (!engine_ || event.GetInt() == static_cast<int>(control::ExitCode::Ok)) return;
  const Message message = endMessage(event.GetString().utf8_string());
  const EngineStatus status = engine_->status();
  if (status.message && status.message->text == message.text) return;
  tell(message);
}

// What the window itself has to say.
void PlayerFrame::tell(const Message& message) {
  ownMessage_ = true;
  messages_->show(message);
  trace_.message(message);
}

void PlayerFrame::refreshFigures() {
  if (!engine_) return;
  const EngineStatus status = engine_->status();
  showState(status);
  controls_->showFigures(status, engine_->counters());
  refreshNetwork();
  refreshConversation();
  trace_.status(status);
  if (trace_.on()) traceWidgets();
}

void PlayerFrame::refreshConversation() {
  if (conversation_->IsShown()) conversation_->add(engine_->conversation(conversation_->seen()));
}

void PlayerFrame::refreshNetwork() {
  if (network_->IsShown()) network_->refresh(*engine_);
}

void PlayerFrame::showState(const EngineStatus& status) {
  const bool isOver = status.state == UserState::Init && state_ != UserState::Init;
  // The words of the state come with its buttons, not at the figures' pace.
  if (status.state != state_) controls_->showFigures(status, engine_->counters());
  state_ = status.state;
  // A button that has become illegal leaves the keyboard to nobody; Space and F have to go on working.
  if (controls_->showButtons(status)) picture_->SetFocus();
  picture_->invite({GetTitle().BeforeLast(L'\u2013').Trim(), text(nextStep(status))});
  if (isOver) picture_->clear();
}

void PlayerFrame::showMessage(const EngineStatus& status) {
  const std::uint64_t id = status.message ? status.message->id : 0;
  if (id == messageId_) return;
  messageId_ = id;
  const bool isError = status.message && status.message->kind == Message::Kind::Error;
  if (ownMessage_ && messages_->IsShown() && !isError) return;
  ownMessage_ = false;
  if (!status.message) return messages_->dismiss();
  messages_->show(*status.message);
  trace_.message(*status.message);
}

// With --play the window presses Setup and Play itself, once; with --duration it closes itself.
void PlayerFrame::runByItself(const EngineStatus& status) {
  if (setsUpByItself_ && status.canSetup) {
    setsUpByItself_ = false;
    press(Press::Setup);
  } else if (playsByItself_ && status.canPlay && status.cache.doing != CacheStatus::Doing::Filling) {
    playsByItself_ = false;
    press(Press::Play);
  }
  const bool isTimed = options_.durationSeconds > 0 && status.state == UserState::Playing;
  if (isTimed && !durationTimer_.IsRunning())
    durationTimer_.StartOnce(static_cast<int>(options_.durationSeconds * 1000));
}

void PlayerFrame::press(Press which) {
  trace_.click(which);
  switch (which) {
    case Press::Setup:
      engine_->setup();
      break;
    case Press::Play:
      engine_->play();
      break;
    case Press::Pause:
      engine_->pause();
      break;
    case Press::Teardown:
      engine_->teardown();
      break;
  }
  bridge_.onStatusChanged();
}

void PlayerFrame::onOffer(Message::Offer offer) {
  if (offer == Message::Offer::TryAgain) engine_->retry();
  if (offer == Message::Offer::UseTcp) engine_->useTcp();
}

void PlayerFrame::onKey(wxKeyEvent& event) {
  if (!handleKey(event)) event.Skip();
}

// Space belongs to a button that the user went to with Tab.
bool PlayerFrame::handleKey(const wxKeyEvent& event) {
  const int code = event.GetKeyCode();
  if (event.ControlDown()) return (code == 'Q' || code == 'W') && Close();
  if (event.HasAnyModifiers()) return false;
  if (code == WXK_ESCAPE && IsFullScreen()) return setFullScreen(false), true;
  if (code == 'F' || code == WXK_F11) return setFullScreen(!IsFullScreen()), true;
  if (code == 'N') return openPanel(*network_, !network_->IsShown()), true;
  if (code == WXK_SPACE && !isButton(FindFocus())) return playOrPause(), true;
  return false;
}

void PlayerFrame::playOrPause() {
  if (controls_->isEnabled(Press::Pause)) {
    press(Press::Pause);
  } else if (controls_->isEnabled(Press::Play)) {
    press(Press::Play);
  }
}

// Where the screen has no room for both panels, the newer one takes the other's place.
void PlayerFrame::openPanel(wxWindow& panel, bool open) {
  // A hidden panel must not keep the keyboard.
  if (!open && panel.IsDescendant(FindFocus())) picture_->SetFocus();
  panel.Show(open);
  wxWindow& other = &panel == network_ ? static_cast<wxWindow&>(*conversation_) : *network_;
  if (open && other.IsShown() && !fitsScreen()) other.Hide();
  controls_->showOpen(network_->IsShown(), conversation_->IsShown());
  refreshNetwork();
  refreshConversation();
  growToFit();
  Layout();
}

bool PlayerFrame::fitsScreen() const { return GetSizer()->CalcMin().x <= wxDisplay(this).GetClientArea().width; }

// The picture never gets so small that the window is no longer whole.
void PlayerFrame::growToFit() {
  const wxSize least = GetSizer()->CalcMin();
  SetMinClientSize(least);
  wxSize size = GetClientSize();
  size.IncTo(least);
  if (size != GetClientSize()) SetClientSize(size);
}

void PlayerFrame::saveReport() {
  const auto file = askForReportFile(*this, options_.engine.target);
  // The window may have been closed over the dialog, by Ctrl-C for one.
  if (!file || !engine_) return;
  ReportContext context;
  context.target = options_.engine.target;
  context.commandLine = options_.commandLine;
  context.began = began_;
  context.counters = engine_->counters();
  context.counters->framesDecoded = decoder_->decoded();
  context.counters->framesSkipped = decoder_->skipped();
  context.counters->framesCorrupt = decoder_->damaged();
  const auto written = writeReport(*file, *engine_, context);
  const auto name = file->u8string();
  tell(written ? savedMessage({name.begin(), name.end()}) : notSavedMessage(written.error().message));
}

void PlayerFrame::setFullScreen(bool on) {
  controls_->Show(!on);
  ShowFullScreen(on);
  Layout();
  picture_->SetFocus();
}

void PlayerFrame::onThemeChanged(wxSysColourChangedEvent& event) {
  controls_->restyle();
  messages_->restyle();
  Refresh();
  event.Skip();
}

void PlayerFrame::onClose(wxCloseEvent&) {
  figuresTimer_.Stop();
  durationTimer_.Stop();
  Hide();
  waitForDisplay();
  shutDown();
  Destroy();
}

void PlayerFrame::shutDown() {
  if (!engine_) return;
  outcome_.onClosing();
  engine_->stop();
  waitForEngine();
  engine_.reset();
  picture_->clear();
  picture_->connectTo(nullptr);
  decoder_.reset();
}

// A network thread that does not come back must not keep a closed window's process alive; what is still to be saved
// must.
void PlayerFrame::waitForEngine() {
  const auto joined = std::async(std::launch::async, [engine = engine_] { engine->join(); });
  if (joined.wait_for(kShutDownLimit) == std::future_status::ready) return;
  if (options_.engine.saveFile.empty()) std::_Exit(static_cast<int>(outcome_.ending().code));
  std::fprintf(stderr, "zoetrope-client: still writing %s\n", options_.engine.saveFile.string().c_str());
  joined.wait();
}

void PlayerFrame::traceWidgets() {
  trace_.widget("picture", *picture_);
  trace_.widget("message", *messages_);
  network_->trace(trace_);
  controls_->trace(trace_);
}

}  // namespace zoetrope::client
