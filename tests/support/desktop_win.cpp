// SPDX-License-Identifier: MIT
// For tests whose children are programs with windows. Wine starts a desktop when the first program asks for it, with
// that program's output, and lets it go behind the last one: one that came with a child would hold the child's output
// open for as long as the test runs. So the test asks first.
#include <windows.h>

namespace {

[[maybe_unused]] const HWND kDesktop = GetDesktopWindow();

}  // namespace
