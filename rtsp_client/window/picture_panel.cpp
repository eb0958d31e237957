// SPDX-License-Identifier: MIT
#include "rtsp_client/window/picture_panel.h"

#include "widgets/accessibility.h"
#include "widgets/icons.h"

#include <wx/control.h>
#include <wx/dcclient.h>

#include <algorithm>

namespace zoetrope::client {
namespace {

constexpr int kLeastWidth = 320;
constexpr int kLeastHeight = 180;
constexpr int kInvitationIcon = 72;
constexpr int kGap = 8;
constexpr float kTitleScale = 1.4f;
// On black, whatever the theme.
const wxColour kInvitationTitle(0xF0, 0xF0, 0xF0);
const wxColour kInvitationHint(0xB8, 0xB8, 0xB8);

// One line in the middle; returns where the next may begin.
int drawCentred(wxDC& dc, const wxString& text, int width, int y) {
  const wxString line = wxControl::Ellipsize(text, dc, wxELLIPSIZE_MIDDLE, width);
  const wxSize size = dc.GetTextExtent(line);
  dc.DrawText(line, (width - size.x) / 2, y);
  return y + size.y;
}

}  // namespace

PicturePanel::PicturePanel(wxWindow* parent) {
  SetBackgroundStyle(wxBG_STYLE_PAINT);
  Create(parent, wxID_ANY, wxDefaultPosition, wxDefaultSize,
         wxBORDER_NONE | wxFULL_REPAINT_ON_RESIZE | wxTAB_TRAVERSAL);
  leaveOthersInFront(*this);
  SetCanFocus(true);
  SetMinSize(FromDIP(wxSize(kLeastWidth, kLeastHeight)));
  Bind(wxEVT_PAINT, &PicturePanel::onPaint, this);
  Bind(wxEVT_SIZE, &PicturePanel::onSize, this);
  nameForReaders();
}

void PicturePanel::connectTo(DecodeThread* decoder) {
  decoder_ = decoder;
  askForSize();
}

void PicturePanel::takePicture() {
  const Picture* const picture = decoder_ != nullptr ? decoder_->latest() : nullptr;
  if (picture == nullptr || picture->width == 0) return;
  const bool first = surface_.empty();
  const PixelSize size{picture->movieWidth, picture->movieHeight};
  const PixelSize shape = shapeAfter(shape_, size);
  const bool otherShape = shape != shape_;
  surface_.show(*picture);
  shape_ = shape;
  share_ = shareShown(shape, size);
  number_ = picture->number;
  fresh_ = true;
  if (first) nameForReaders();
  if (first || otherShape) {
    Refresh(false);
  } else {
    const PixelRect where = letterbox(shape_, area());
    RefreshRect(wxRect(where.x, where.y, where.width, where.height), false);
  }
}

void PicturePanel::clear() {
  surface_.clear();
  shape_ = {};
  if (decoder_ != nullptr) decoder_->forget();
  fresh_ = false;
  nameForReaders();
  Refresh(false);
}

void PicturePanel::invite(const Invitation& invitation) {
  if (invitation == invitation_) return;
  invitation_ = invitation;
  nameForReaders();
  if (surface_.empty()) Refresh(false);
}

void PicturePanel::setCovered(int rows) {
  if (rows == covered_) return;
  covered_ = rows;
  if (surface_.empty()) Refresh(false);
}

void PicturePanel::nameForReaders() {
  const wxString name =
      surface_.empty() ? invitation_.title + ". " + invitation_.hint : wxString("Picture of the movie");
  widgets::setAccessibleName(*this, name, widgets::AccessibleRole::Picture);
}

void PicturePanel::askForSize() {
  const PixelSize wanted = toPhysical(area(), GetContentScaleFactor());
  if (decoder_ != nullptr && !wanted.empty()) decoder_->setTargetSize(wanted.width, wanted.height);
}

void PicturePanel::onSize(wxSizeEvent& event) {
  askForSize();
  if (onResized_) onResized_();
  event.Skip();
}

void PicturePanel::onPaint(wxPaintEvent&) {
  wxPaintDC dc(this);
  if (surface_.empty()) {
    drawInvitation(dc);
  } else {
    drawPicture(dc);
  }
}

void PicturePanel::drawPicture(wxPaintDC& dc) {
  const PixelRect where = letterbox(shape_, area());
  const int right = where.x + where.width, below = where.y + where.height;
  dc.SetPen(*wxTRANSPARENT_PEN);
  dc.SetBrush(*wxBLACK_BRUSH);
  if (where.y > 0) dc.DrawRectangle(0, 0, area().width, where.y);
  if (below < area().height) dc.DrawRectangle(0, below, area().width, area().height - below);
  if (where.x > 0) dc.DrawRectangle(0, where.y, where.x, where.height);
  if (right < area().width) dc.DrawRectangle(right, where.y, area().width - right, where.height);
  surface_.draw(dc, where, GetContentScaleFactor(), share_);
  if (!fresh_) return;
  fresh_ = false;
  if (onPainted_) onPainted_(number_);
}

void PicturePanel::drawInvitation(wxDC& dc) const {
  dc.SetBackground(*wxBLACK_BRUSH);
  dc.Clear();
  const int gap = FromDIP(kGap), width = area().width, iconSize = FromDIP(kInvitationIcon);
  dc.SetFont(GetFont().Scaled(kTitleScale));
  const int words = 2 * dc.GetCharHeight() + gap;
  const int room = area().height - covered_;
  const bool withIcon = words + iconSize + 3 * gap <= room;
  int y = covered_ + std::max(0, (room - words - (withIcon ? iconSize + gap : 0)) / 2);
  if (withIcon) {
    dc.DrawBitmap(widgets::icon(widgets::Icon::Zoetrope, kInvitationIcon, kInvitationHint).GetBitmapFor(this),
                  (width - iconSize) / 2, y);
    y += iconSize + gap;
  }
  dc.SetTextForeground(kInvitationTitle);
  y = drawCentred(dc, invitation_.title, width, y) + gap;
  dc.SetFont(GetFont());
  dc.SetTextForeground(kInvitationHint);
  drawCentred(dc, invitation_.hint, width, y);
}

}  // namespace zoetrope::client
