// SPDX-License-Identifier: MIT
#include "widgets/palette.h"

#include <wx/settings.h>

#include <cmath>

namespace zoetrope::widgets {

const wxColour kGoodColour(0x00, 0x72, 0xB2);
const wxColour kFillingColour(0x56, 0xB4, 0xE9);
const wxColour kWarningColour(0xE6, 0x9F, 0x00);
const wxColour kLostColour(0xD5, 0x5E, 0x00);

namespace {

constexpr double kTrackShare = 0.18;
constexpr double kQuietShare = 0.72;

unsigned char mixedChannel(unsigned char front, unsigned char back, double amount) {
  return static_cast<unsigned char>(std::lround(back + (front - back) * amount));
}

}  // namespace

bool isDarkTheme() { return windowColour().GetLuminance() < textColour().GetLuminance(); }

wxColour mixed(const wxColour& front, const wxColour& back, double amount) {
  return wxColour(mixedChannel(front.Red(), back.Red(), amount), mixedChannel(front.Green(), back.Green(), amount),
                  mixedChannel(front.Blue(), back.Blue(), amount));
}

wxColour trackColour() { return mixed(textColour(), windowColour(), kTrackShare); }
wxColour windowColour() { return wxSystemSettings::GetColour(wxSYS_COLOUR_FRAMEBK); }
wxColour textColour() { return wxSystemSettings::GetColour(wxSYS_COLOUR_BTNTEXT); }
wxColour quietTextColour() { return mixed(textColour(), windowColour(), kQuietShare); }

}  // namespace zoetrope::widgets
