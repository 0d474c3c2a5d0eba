/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Search, views and filters above a list. A view is a named question ("All", "To be paid") of which
 * one is chosen; a filter narrows it by one quality and shows as a chip that can be cleared. */
#pragma once

#include <gtk/gtk.h>

#include "miqat-choice.h"

G_BEGIN_DECLS

#define MIQAT_TYPE_FILTER_BAR (miqat_filter_bar_get_type ())
G_DECLARE_FINAL_TYPE (MiqatFilterBar, miqat_filter_bar, MIQAT, FILTER_BAR, GtkWidget)

/* Signals: "changed", 150 ms after the last key or at once for views and filters. */
GtkWidget *miqat_filter_bar_new (void);

void miqat_filter_bar_add_view (MiqatFilterBar *self, const char *name, const char *label);
/* A count beside the view's label; -1 takes it away. */
void miqat_filter_bar_set_view_count (MiqatFilterBar *self, const char *name, int count);
void miqat_filter_bar_add_filter (MiqatFilterBar *self, const char *name, const char *label,
                                  const MiqatChoice *choices);
/* Something of the page's own at the right end, such as an export menu. */
void miqat_filter_bar_add_end (MiqatFilterBar *self, GtkWidget *widget);

/* FALSE for lists too short to be searched: there is no entry then. */
void miqat_filter_bar_set_searchable (MiqatFilterBar *self, gboolean searchable);
const char *miqat_filter_bar_get_search (MiqatFilterBar *self); /* never NULL */
void miqat_filter_bar_set_search (MiqatFilterBar *self, const char *text);
const char *miqat_filter_bar_get_view (MiqatFilterBar *self); /* NULL when there are no views */
void miqat_filter_bar_set_view (MiqatFilterBar *self, const char *name);
const char *miqat_filter_bar_get_filter (MiqatFilterBar *self, const char *name); /* NULL = any */
void miqat_filter_bar_set_filter (MiqatFilterBar *self, const char *name, const char *choice);

/* Whether search or a filter hides something (a view alone does not count). */
gboolean miqat_filter_bar_is_narrowed (MiqatFilterBar *self);
void miqat_filter_bar_clear (MiqatFilterBar *self);
void miqat_filter_bar_start_search (MiqatFilterBar *self);

/* a{sv}; takes a floating reference. */
GVariant *miqat_filter_bar_save_state (MiqatFilterBar *self) G_GNUC_WARN_UNUSED_RESULT;
void miqat_filter_bar_restore_state (MiqatFilterBar *self, GVariant *state);

G_END_DECLS
