/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list as the office shows it: filters above, a table with a header that stays, one line of sums
 * below, and words where there is nothing. The rows come from any GListModel; search, filters and
 * sort order are reported, never done here, since only the database can do them on a million rows.
 *
 * Keys: Enter opens, arrows move, Ctrl+F (by the page) searches; sorting and columns have a menu.
 *
 * A model that empties and fills again, as MiqatListModel does on a refresh, keeps its place: the
 * pane scrolls back, and selects the same item again if it was given a way to know it. */
#pragma once

#include <gtk/gtk.h>

#include "miqat-empty-state.h"
#include "miqat-filter-bar.h"
#include "miqat-list-column.h"
#include "miqat-list-place.h"

G_BEGIN_DECLS

#define MIQAT_TYPE_LIST_PANE (miqat_list_pane_get_type ())
G_DECLARE_FINAL_TYPE (MiqatListPane, miqat_list_pane, MIQAT, LIST_PANE, GtkWidget)

/* Properties: dense, multiple (construct only), list-name (what a screen reader calls the table).
 * Signals: "filter-changed"; "sort-changed" (const char *column, gboolean descending; column NULL =
 * the list's own order); "item-selected" (GObject *item, NULL when nothing is); "item-opened"
 * (GObject *item). */
GtkWidget *miqat_list_pane_new (gboolean multiple);

/* Adds `n` columns; each gets `data` (borrowed, must outlive the pane). */
void miqat_list_pane_add_columns (MiqatListPane *self, const MiqatListColumn *columns, gsize n,
                                  gpointer data);
/* NULL = not known yet. */
void miqat_list_pane_set_model (MiqatListPane *self, GListModel *model);
GListModel *miqat_list_pane_get_model (MiqatListPane *self);

/* What tells one item from another, such as its id; full transfer. Without it a refresh drops the
 * selection rather than selecting another row. */
void miqat_list_pane_set_key_func (MiqatListPane *self, MiqatListKeyFunc key, gpointer data);

MiqatFilterBar *miqat_list_pane_get_filter_bar (MiqatListPane *self);
/* What shows when the list is empty and nothing narrows it. */
MiqatEmptyState *miqat_list_pane_get_empty_state (MiqatListPane *self);

/* The sort order that the header shows; does not emit "sort-changed". NULL = none. */
void miqat_list_pane_set_sort (MiqatListPane *self, const char *column, gboolean descending);
const char *miqat_list_pane_get_sort (MiqatListPane *self, gboolean *descending);

gpointer miqat_list_pane_get_selected_item (MiqatListPane *self); /* borrowed, nullable */
guint miqat_list_pane_get_selected (MiqatListPane *self); /* GTK_INVALID_LIST_POSITION = none */
/* Scrolls there too. */
void miqat_list_pane_select (MiqatListPane *self, guint position);
/* The item with this key, when it is among the first; otherwise none. */
gboolean miqat_list_pane_select_key (MiqatListPane *self, const char *key);
/* The next or previous row; FALSE at the end. */
gboolean miqat_list_pane_move (MiqatListPane *self, int step);
/* With "multiple": the positions chosen. */
GtkBitset *miqat_list_pane_get_selection (MiqatListPane *self) G_GNUC_WARN_UNUSED_RESULT;

/* The line of sums: `words` at the left ("128 bookings"), then label and amount pairs. */
void miqat_list_pane_set_summary (MiqatListPane *self, const char *words);
void miqat_list_pane_set_total (MiqatListPane *self, const char *name, const char *label, gint64 amount);
void miqat_list_pane_clear_totals (MiqatListPane *self);

void miqat_list_pane_set_busy (MiqatListPane *self, gboolean busy);
gboolean miqat_list_pane_get_dense (MiqatListPane *self);
void miqat_list_pane_set_dense (MiqatListPane *self, gboolean dense);
void miqat_list_pane_start_search (MiqatListPane *self);

/* Filters, sort, columns with their widths, and the selected position, as a{sv}. */
GVariant *miqat_list_pane_save_state (MiqatListPane *self) G_GNUC_WARN_UNUSED_RESULT;
/* Emits "filter-changed" and "sort-changed" once each where something changed. */
void miqat_list_pane_restore_state (MiqatListPane *self, GVariant *state);

G_END_DECLS
