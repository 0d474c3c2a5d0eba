/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list with the detail of its selected row: side by side where there is room, else the detail
 * slides over the list and Esc or the close button leads back. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MIQAT_TYPE_DETAIL_PANE (miqat_detail_pane_get_type ())
G_DECLARE_FINAL_TYPE (MiqatDetailPane, miqat_detail_pane, MIQAT, DETAIL_PANE, GtkWidget)

/* Properties: list, detail, title (above the detail), subtitle, open, detail-width.
 * Signals: "closed" when the person closes the detail. */
GtkWidget *miqat_detail_pane_new (void);

void miqat_detail_pane_set_list (MiqatDetailPane *self, GtkWidget *list);
GtkWidget *miqat_detail_pane_get_list (MiqatDetailPane *self);
void miqat_detail_pane_set_detail (MiqatDetailPane *self, GtkWidget *detail);
GtkWidget *miqat_detail_pane_get_detail (MiqatDetailPane *self);
void miqat_detail_pane_set_title (MiqatDetailPane *self, const char *title, const char *subtitle);
/* Buttons that belong to the thing shown, at the bottom of the detail. NULL takes them away. */
void miqat_detail_pane_set_actions (MiqatDetailPane *self, GtkWidget *actions);
void miqat_detail_pane_open (MiqatDetailPane *self);
/* The same for a selection that moved. Opened beside the list it goes away by itself when the pane
 * becomes too narrow for both. */
void miqat_detail_pane_follow (MiqatDetailPane *self);
void miqat_detail_pane_close (MiqatDetailPane *self);
gboolean miqat_detail_pane_is_open (MiqatDetailPane *self);
/* Whether the detail lies over the list just now. */
gboolean miqat_detail_pane_is_over (MiqatDetailPane *self);

G_END_DECLS
