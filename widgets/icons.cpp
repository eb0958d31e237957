// SPDX-License-Identifier: MIT
#include "widgets/icons.h"

#include <string>

namespace zoetrope::widgets {
namespace {

// Bodies of 16 x 16 drawings; @ stands for the colour.
const char* drawing(Icon which) {
  switch (which) {
    case Icon::Setup:
      return R"(<path d="M7.5 2v6.8M4.6 6 7.5 9l2.9-3M2.5 10.5v2.8h10v-2.8" fill="none" stroke="@" stroke-width="1.8"/>)";
    case Icon::Play:
      return R"(<path d="M4 2 L14 8 L4 14 Z" fill="@"/>)";
    case Icon::Pause:
      return R"(<path d="M3.5 2h3.2v12H3.5zM9.3 2h3.2v12H9.3z" fill="@"/>)";
    case Icon::Teardown:
      return R"(<path d="M3 3h10v10H3z" fill="@"/>)";
    case Icon::FullScreen:
      return R"(<path d="M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4" fill="none" stroke="@" stroke-width="1.8"/>)";
    case Icon::Conversation:
      return R"(<path d="M2 2.5h12v8H7.5L4 13.8V10.5H2z" fill="none" stroke="@" stroke-width="1.6"/>)";
    case Icon::Network:
      return R"(<path d="M1.5 14V2M1 13.5h13.5M3.5 10.5l3-4 2.6 2.4L14 3.5" fill="none" stroke="@" stroke-width="1.6"/>)";
    case Icon::Close:
      return R"(<path d="M3.5 3.5l9 9M12.5 3.5l-9 9" fill="none" stroke="@" stroke-width="1.6"/>)";
    case Icon::Info:
      return R"(<circle cx="8" cy="8" r="7.5" fill="@"/><path d="M7 7h2v5.2H7zM7 3.8h2v2H7z" fill="#fff"/>)";
    case Icon::Warning:
      return R"(<path d="M8 .8 15.6 15H.4z" fill="@"/><path d="M7.1 5.6h1.8v4.8H7.1zM7.1 11.4h1.8v1.8H7.1z" fill="#000"/>)";
    case Icon::Error:
      return R"(<path d="M5 .5h6L15.5 5v6L11 15.5H5L.5 11V5z" fill="@"/><path d="M7 3.6h2v5.6H7zM7 10.4h2v2H7z" fill="#fff"/>)";
    case Icon::Copy:
      return R"(<path d="M5.5 5.5h8v8.5h-8zM3 11H2.5V2H10.5v1" fill="none" stroke="@" stroke-width="1.5"/>)";
    case Icon::Zoetrope:
      return R"(<g fill="none" stroke="@" stroke-width=".7"><ellipse cx="8" cy="4" rx="6.5" ry="2"/><path d="M1.5 4v5.5c0 1.1 2.9 2 6.5 2s6.5-.9 6.5-2V4M8 11.5V14M5 14.6h6"/><path d="M3.6 6.9v2.4M5.7 7.5v2.4M8 7.7v2.4M10.3 7.5v2.4M12.4 6.9v2.4"/></g>)";
  }
  return "";
}

}  // namespace

wxBitmapBundle icon(Icon which, int size, const wxColour& colour) {
  std::string body = drawing(which);
  const std::string paint = colour.GetAsString(wxC2S_HTML_SYNTAX).ToStdString();
  for (std::size_t at = body.find('@'); at != std::string::npos; at = body.find('@')) body.replace(at, 1, paint);
  const std::string svg =
      R"(<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 16 16">)" + body + "</svg>";
  return wxBitmapBundle::FromSVG(svg.c_str(), wxSize(size, size));
}

}  // namespace zoetrope::widgets
