// SPDX-License-Identifier: MIT
#include "launcher/window/still_panel.h"

#include "widgets/accessibility.h"

#include <wx/dcclient.h>
#include <wx/graphics.h>
#include <wx/mstream.h>

#include <algorithm>
#include <memory>

namespace zoetrope::launcher {
namespace {

constexpr int kLeastWidth = 240;
constexpr int kLeastHeight = 135;
constexpr double kSignShare = 0.14;  // of the picture's height, as a radius
constexpr unsigned char kSignDarkness = 150;

}  // namespace

StillPanel::StillPanel(wxWindow* parent, std::function<void()> play)
    : wxPanel(parent, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxFULL_REPAINT_ON_RESIZE), play_(std::move(play)) {
  if (wxImage::FindHandler(wxBITMAP_TYPE_JPEG) == nullptr) wxImage::AddHandler(new wxJPEGHandler);
  const auto bytes = demoStill();
  wxMemoryInputStream in(bytes.data(), bytes.size());
  picture_.LoadFile(in, wxBITMAP_TYPE_JPEG);
  SetMinSize(FromDIP(wxSize(kLeastWidth, kLeastHeight)));
  SetCursor(wxCursor(wxCURSOR_HAND));
  SetToolTip("Plays the demo");
  widgets::setAccessibleName(*this, "A still of the demo movie: a red zoetrope with running horses",
                             widgets::AccessibleRole::Picture);
  Bind(wxEVT_PAINT, [this](wxPaintEvent&) { paint(); });
  Bind(wxEVT_LEFT_UP, [this](wxMouseEvent&) { play_(); });
}

// Whole and in the middle.
wxRect StillPanel::place() const {
  const wxSize room = GetClientSize();
  const double scale =
      std::min(static_cast<double>(room.x) / picture_.GetWidth(), static_cast<double>(room.y) / picture_.GetHeight());
  const wxSize size(std::max(1, static_cast<int>(picture_.GetWidth() * scale)),
                    std::max(1, static_cast<int>(picture_.GetHeight() * scale)));
  return {{(room.x - size.x) / 2, (room.y - size.y) / 2}, size};
}

void StillPanel::paint() {
  wxPaintDC dc(this);
  if (!picture_.IsOk()) return;
  const wxRect at = place();
  const double sharpness = GetContentScaleFactor();
  const wxSize pixels(static_cast<int>(at.width * sharpness), static_cast<int>(at.height * sharpness));
  if (!scaled_.IsOk() || scaled_.GetSize() != pixels)
    scaled_ = wxBitmap(picture_.Scale(pixels.x, pixels.y, wxIMAGE_QUALITY_BILINEAR));
  const std::unique_ptr<wxGraphicsContext> graphics(wxGraphicsContext::Create(dc));
  if (graphics == nullptr) return;
  graphics->DrawBitmap(scaled_, at.x, at.y, at.width, at.height);
  const double radius = at.height * kSignShare;
  const double x = at.x + at.width / 2.0;
  const double y = at.y + at.height / 2.0;
  graphics->SetPen(wxPen(*wxWHITE, FromDIP(2)));
  graphics->SetBrush(wxBrush(wxColour(0, 0, 0, kSignDarkness)));
  graphics->DrawEllipse(x - radius, y - radius, 2 * radius, 2 * radius);
  wxGraphicsPath triangle = graphics->CreatePath();
  triangle.MoveToPoint(x - radius * 0.3, y - radius * 0.48);
  triangle.AddLineToPoint(x + radius * 0.55, y);
  triangle.AddLineToPoint(x - radius * 0.3, y + radius * 0.48);
  triangle.CloseSubpath();
  graphics->SetBrush(*wxWHITE_BRUSH);
  graphics->FillPath(triangle);
}

}  // namespace zoetrope::launcher
