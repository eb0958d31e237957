// SPDX-License-Identifier: MIT
#include "widgets/accessibility.h"

#include <wx/access.h>
#include <wx/weakref.h>

#include <memory>

namespace zoetrope::widgets {
namespace {

wxAccRole systemRole(AccessibleRole role) {
  switch (role) {
    case AccessibleRole::Label:
      return wxROLE_SYSTEM_STATICTEXT;
    case AccessibleRole::Slider:
      return wxROLE_SYSTEM_SLIDER;
    case AccessibleRole::ProgressBar:
      return wxROLE_SYSTEM_PROGRESSBAR;
    case AccessibleRole::Picture:
      return wxROLE_SYSTEM_GRAPHIC;
    case AccessibleRole::Alert:
      return wxROLE_SYSTEM_ALERT;
    case AccessibleRole::Same:
      break;
  }
  return wxROLE_NONE;
}

// Says the name and the role; all else the system says of the control itself.
class Named final : public wxAccessible {
 public:
  explicit Named(wxWindow& window) : wxAccessible(&window) {}
  // Whether that is another name than before.
  bool set(const wxString& name, AccessibleRole role) {
    role_ = role;
    if (name_ == name) return false;
    name_ = name;
    return true;
  }

  wxAccStatus GetName(int child, wxString* name) override {
    if (child != wxACC_SELF) return wxACC_NOT_IMPLEMENTED;
    *name = name_;
    return wxACC_OK;
  }
  wxAccStatus GetRole(int child, wxAccRole* role) override {
    if (child != wxACC_SELF || role_ == AccessibleRole::Same) return wxACC_NOT_IMPLEMENTED;
    *role = systemRole(role_);
    return wxACC_OK;
  }

 private:
  wxString name_;
  AccessibleRole role_ = AccessibleRole::Same;
};

}  // namespace

// A control that wx speaks for itself says its window's name.
void setAccessibleName(wxWindow& window, const wxString& name, AccessibleRole role) {
  window.SetName(name);
  wxAccessible* const own = window.GetOrCreateAccessible();
  auto* named = dynamic_cast<Named*>(own);
  if (own != nullptr && named == nullptr) return;
  if (named == nullptr) window.SetAccessible(named = new Named(window));
  if (named->set(name, role))
    wxAccessible::NotifyEvent(wxACC_EVENT_OBJECT_NAMECHANGE, &window, wxOBJID_CLIENT, wxACC_SELF);
}

// The system gives the keyboard to what is clicked; it is given back after the click.
void leaveKeyboardOnClick(wxWindow& button) {
  const auto before = std::make_shared<wxWeakRef<wxWindow>>();
  button.Bind(wxEVT_LEFT_DOWN, [before](wxMouseEvent& event) {
    *before = wxWindow::FindFocus();
    event.Skip();
  });
  button.Bind(wxEVT_LEFT_UP, [before, &button](wxMouseEvent& event) {
    event.Skip();
    button.CallAfter([before] {
      if (wxWindow* const window = before->get(); window != nullptr && window->IsShownOnScreen()) window->SetFocus();
    });
  });
}

}  // namespace zoetrope::widgets
