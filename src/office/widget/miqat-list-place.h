/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a person is in a list: what is selected and how far it is scrolled. Keeps both while the
 * model empties and fills again, which is how a list over a query is read anew. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MIQAT_TYPE_LIST_PLACE (miqat_list_place_get_type ())
G_DECLARE_FINAL_TYPE (MiqatListPlace, miqat_list_place, MIQAT, LIST_PLACE, GObject)

typedef char *(*MiqatListKeyFunc) (gpointer item, gpointer data);

/* Signals: "item-selected" (GObject *item, nullable). `scroller` with `view` in it is borrowed and
 * must outlive the place; the view's selection model is made here. */
MiqatListPlace *miqat_list_place_new (GtkScrolledWindow *scroller, GtkColumnView *view,
                                      gboolean multiple) G_GNUC_WARN_UNUSED_RESULT;

void miqat_list_place_set_model (MiqatListPlace *self, GListModel *model);
void miqat_list_place_set_key_func (MiqatListPlace *self, MiqatListKeyFunc key, gpointer data);
GtkSelectionModel *miqat_list_place_get_selection (MiqatListPlace *self);
guint miqat_list_place_get_selected (MiqatListPlace *self);
gpointer miqat_list_place_get_selected_item (MiqatListPlace *self);
/* Scrolls there, at once or as soon as the list can be seen. */
void miqat_list_place_select (MiqatListPlace *self, guint position);
/* A new question: to the top, with nothing selected. */
/* The item with this key, when it is among the first of the list. */
gboolean miqat_list_place_select_key (MiqatListPlace *self, const char *key);
void miqat_list_place_forget (MiqatListPlace *self);

void miqat_list_place_save (MiqatListPlace *self, GVariantDict *state);
void miqat_list_place_restore (MiqatListPlace *self, GVariantDict *state);

G_END_DECLS
