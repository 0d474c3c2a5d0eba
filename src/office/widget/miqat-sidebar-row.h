/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One area in the sidebar. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MIQAT_TYPE_SIDEBAR_ROW (miqat_sidebar_row_get_type ())
G_DECLARE_FINAL_TYPE (MiqatSidebarRow, miqat_sidebar_row, MIQAT, SIDEBAR_ROW, GtkListBoxRow)

GtkWidget *miqat_sidebar_row_new (const char *name, const char *title, const char *icon_name,
                                  gboolean starts_group);
const char *miqat_sidebar_row_get_name (MiqatSidebarRow *self);
gboolean miqat_sidebar_row_starts_group (MiqatSidebarRow *self);
void miqat_sidebar_row_set_badge (MiqatSidebarRow *self, guint count);
void miqat_sidebar_row_set_compact (MiqatSidebarRow *self, gboolean compact);

G_END_DECLS
