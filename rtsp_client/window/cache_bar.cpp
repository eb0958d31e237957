// SPDX-License-Identifier: MIT
#include "rtsp_client/window/cache_bar.h"

#include "rtsp_client/window/cache_text.h"
#include "widgets/accessibility.h"
#include "widgets/palette.h"

#include <wx/dcclient.h>

#include <cmath>

namespace zoetrope::client {
namespace {

constexpr int kBarHeight = 16;
constexpr int kHeight = 24;
constexpr int kLeastWidth = 160;
constexpr int kMarkWidth = 2;
// The same margin as the time line's, so that both bars begin and end together.
constexpr int kMargin = 8;

const wxColour& colourOf(CacheStatus::Doing doing) {
  switch (doing) {
    case CacheStatus::Doing::Filling:
      return widgets::kFillingColour;
    case CacheStatus::Doing::Starving:
      return widgets::kWarningColour;
    default:
      return widgets::kGoodColour;
  }
}

}  // namespace

CacheBar::CacheBar(wxWindow* parent) {
  SetBackgroundStyle(wxBG_STYLE_SYSTEM);
  Create(parent, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxBORDER_NONE | wxFULL_REPAINT_ON_RESIZE);
  Bind(wxEVT_PAINT, &CacheBar::onPaint, this);
  widgets::setAccessibleName(*this, "Cache", widgets::AccessibleRole::ProgressBar);
  SetInitialSize();
}

void CacheBar::show(const CacheStatus& cache) {
  const bool changed = cache.held != cache_.held || cache.target != cache_.target || cache.doing != cache_.doing;
  cache_ = cache;
  if (!changed) return;
  const wxString sentence = wxString::FromUTF8(cacheSentence(cache_));
  widgets::setAccessibleName(*this, sentence);
  SetToolTip(sentence);
  Refresh();
}

wxSize CacheBar::DoGetBestClientSize() const { return FromDIP(wxSize(kLeastWidth, kHeight)); }

void CacheBar::onPaint(wxPaintEvent&) {
  wxPaintDC dc(this);
  const wxSize area = GetClientSize();
  const int height = FromDIP(kBarHeight);
  const wxRect bar(FromDIP(kMargin), (area.y - height) / 2, area.x - 2 * FromDIP(kMargin), height);
  dc.SetPen(*wxTRANSPARENT_PEN);
  dc.SetBrush(wxBrush(widgets::trackColour()));
  dc.DrawRectangle(bar);
  dc.SetBrush(wxBrush(colourOf(cache_.doing)));
  const int filled = static_cast<int>(std::lround(filledShare(cache_) * bar.width));
  if (filled > 0) dc.DrawRectangle(bar.x, bar.y, filled, bar.height);
  if (cache_.target <= 0) return;
  dc.SetBrush(wxBrush(widgets::textColour()));
  dc.DrawRectangle(bar.GetRight() + 1 - FromDIP(kMarkWidth), 0, FromDIP(kMarkWidth), area.y);
}

}  // namespace zoetrope::client
