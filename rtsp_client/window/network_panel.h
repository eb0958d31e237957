// SPDX-License-Identifier: MIT
// How the network does: charts of the last minute over a table of what was counted, to copy and to save as a report;
// over them, in words, what must not be mistaken for the network. Where there is no room for both, a button changes
// between charts and table. Thread: the window's.
#pragma once

#include "libstream/playback/session_history.h"
#include "rtsp_client/engine_control.h"

#include <wx/panel.h>

#include <functional>
#include <optional>
#include <vector>

class wxButton;
class wxDataViewListCtrl;
class wxScrolledWindow;
class wxSizer;
class wxStaticBitmap;
class wxStaticText;
class wxToggleButton;

namespace zoetrope::client {

class FigureField;
class StripChart;
class WindowTrace;

class NetworkPanel : public wxPanel {
 public:
  struct Handlers {
    std::function<void()> saveReport;
    // The panel wants more room than before.
    std::function<void()> grown;
  };
  NetworkPanel(wxWindow* parent, Handlers handlers);

  // Reads what is new; to be called only while the panel is shown.
  void refresh(const EngineControl& engine);
  void trace(WindowTrace& trace);

 private:
  struct Shown {
    bool charts = false;
    bool table = false;
    bool sender = false;
    friend bool operator==(const Shown&, const Shown&) = default;
  };

  wxScrolledWindow* makeFigures();
  wxDataViewListCtrl* makeTable(wxWindow* parent);
  wxSizer* socketRow(wxWindow* parent);
  wxSizer* senderRows(wxWindow* parent);
  wxSizer* buttonRow();
  void begin();
  void arrange();
  bool hasRoomForBoth() const;
  StripChart* qualityChart() const;
  void fillTable();
  void setCell(unsigned row, unsigned column, const wxString& shown);
  void showSession();
  void showSocket();
  void showSender(bool isSaid);
  void showHelp();
  void helpUnderMouse(wxMouseEvent& event);
  void copy();

  Handlers handlers_;
  std::vector<playback::HistorySample> samples_;
  playback::Counters counters_;
  std::string sessionInfo_;
  bool begun_ = false;
  bool saysRendition_ = false;
  std::optional<Shown> shown_;
  wxStaticText* session_ = nullptr;
  wxStaticBitmap* socketKind_ = nullptr;
  wxStaticText* socket_ = nullptr;
  wxSizer* socketRow_ = nullptr;
  wxSizer* sender_ = nullptr;
  FigureField* rendition_ = nullptr;
  FigureField* leftOut_ = nullptr;
  wxStaticText* empty_ = nullptr;
  wxScrolledWindow* figures_ = nullptr;
  std::vector<StripChart*> charts_;
  wxDataViewListCtrl* table_ = nullptr;
  wxStaticText* help_ = nullptr;
  wxToggleButton* numbers_ = nullptr;
  wxButton* copy_ = nullptr;
  wxButton* save_ = nullptr;
};

}  // namespace zoetrope::client
