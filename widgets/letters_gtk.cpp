// SPDX-License-Identifier: MIT
#include "widgets/letters.h"

#include <gtk/gtk.h>

#include <string>

namespace zoetrope::widgets {
namespace {

// A tab is a box with the words in it.
void giveLetter(GtkWidget* widget, gpointer title) {
  if (GTK_IS_LABEL(widget))
    gtk_label_set_text_with_mnemonic(GTK_LABEL(widget), static_cast<const char*>(title));
  else if (GTK_IS_CONTAINER(widget))
    gtk_container_foreach(GTK_CONTAINER(widget), giveLetter, title);
}

}  // namespace

void setTabLetters(wxBookCtrlBase& book, const std::vector<wxString>& titles) {
  auto* const notebook = GTK_NOTEBOOK(book.GetHandle());
  for (std::size_t i = 0; i < titles.size() && i < book.GetPageCount(); ++i) {
    GtkWidget* const page = gtk_notebook_get_nth_page(notebook, static_cast<int>(i));
    wxString title = titles[i];
    title.Replace("&", "_");
    std::string words = title.utf8_string();
    giveLetter(gtk_notebook_get_tab_label(notebook, page), words.data());
  }
}

void passLetterOn(wxWindow& field, wxWindow& part) {
  const auto passOn = +[](GtkWidget*, gboolean, gpointer to) -> gboolean {
    static_cast<wxWindow*>(to)->SetFocus();
    return TRUE;
  };
  g_signal_connect(field.GetHandle(), "mnemonic-activate", G_CALLBACK(passOn), &part);
}

}  // namespace zoetrope::widgets
