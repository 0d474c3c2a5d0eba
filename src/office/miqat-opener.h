/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page that can show one particular thing: win.open (area, id) leads there from anywhere. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MIQAT_TYPE_OPENER (miqat_opener_get_type ())
G_DECLARE_INTERFACE (MiqatOpener, miqat_opener, MIQAT, OPENER, GtkWidget)

struct _MiqatOpenerInterface {
  GTypeInterface parent_interface;

  /* Selects and shows the thing with this id; "new" begins a new one, "view:…" chooses
   * a view of the list. */
  void (*open) (MiqatOpener *self, const char *id);
};

void miqat_opener_open (MiqatOpener *self, const char *id);

G_END_DECLS
