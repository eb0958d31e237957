// SPDX-License-Identifier: MIT
#include "widgets/accessibility.h"

#include <gtk/gtk.h>

namespace zoetrope::widgets {
namespace {

AtkRole atkRole(AccessibleRole role) {
  switch (role) {
    case AccessibleRole::Label:
      return ATK_ROLE_LABEL;
    case AccessibleRole::Slider:
      return ATK_ROLE_SLIDER;
    case AccessibleRole::ProgressBar:
      return ATK_ROLE_PROGRESS_BAR;
    case AccessibleRole::Picture:
      return ATK_ROLE_IMAGE;
    case AccessibleRole::Alert:
      return ATK_ROLE_ALERT;
    case AccessibleRole::Same:
      break;
  }
  return ATK_ROLE_INVALID;
}

// What gets the keyboard: in a text control the text, not the frame that scrolls it.
GtkWidget* spokenWidget(const wxWindow& window) {
  auto* const widget = GTK_WIDGET(window.GetHandle());
  return GTK_IS_SCROLLED_WINDOW(widget) ? gtk_bin_get_child(GTK_BIN(widget)) : widget;
}

}  // namespace

void setAccessibleName(wxWindow& window, const wxString& name, AccessibleRole role) {
  window.SetName(name);
  // A combo box's text is a widget of its own.
  if (auto* const widget = GTK_WIDGET(window.GetHandle()); GTK_IS_COMBO_BOX(widget))
    if (GtkWidget* const entry = gtk_bin_get_child(GTK_BIN(widget)); GTK_IS_ENTRY(entry))
      atk_object_set_name(gtk_widget_get_accessible(entry), name.utf8_str());
  AtkObject* const object = gtk_widget_get_accessible(spokenWidget(window));
  if (object == nullptr) return;
  atk_object_set_name(object, name.utf8_str());
  if (role != AccessibleRole::Same) atk_object_set_role(object, atkRole(role));
}

void leaveKeyboardOnClick(wxWindow& button) { gtk_widget_set_focus_on_click(GTK_WIDGET(button.GetHandle()), FALSE); }

}  // namespace zoetrope::widgets
