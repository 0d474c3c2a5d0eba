/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of a list: which are shown, how wide, and by which the rows are sorted. Sorting is by
 * click on the header or by the menu; either way it is only reported. */
#pragma once

#include <gtk/gtk.h>

#include "miqat-list-column.h"

G_BEGIN_DECLS

#define MIQAT_TYPE_LIST_HEAD (miqat_list_head_get_type ())
G_DECLARE_FINAL_TYPE (MiqatListHead, miqat_list_head, MIQAT, LIST_HEAD, GObject)

/* Signals: "sort-changed" (const char *column, gboolean descending). `view` is borrowed and must
 * outlive the head. */
MiqatListHead *miqat_list_head_new (GtkColumnView *view) G_GNUC_WARN_UNUSED_RESULT;

void miqat_list_head_add_column (MiqatListHead *self, const MiqatListColumn *column, gpointer data);
/* Sort and column choices; its actions are in the group below. */
GMenuModel *miqat_list_head_get_menu (MiqatListHead *self);
/* To be inserted as "columns". */
GActionGroup *miqat_list_head_get_actions (MiqatListHead *self);

void miqat_list_head_set_sort (MiqatListHead *self, const char *column, gboolean descending);
const char *miqat_list_head_get_sort (MiqatListHead *self, gboolean *descending);

/* Leaves out spare columns until the others fit into `width`. */
void miqat_list_head_fit (MiqatListHead *self, int width);

void miqat_list_head_save (MiqatListHead *self, GVariantDict *state);
/* TRUE when the sort order changed. */
gboolean miqat_list_head_restore (MiqatListHead *self, GVariantDict *state);

G_END_DECLS
