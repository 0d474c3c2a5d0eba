/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The line of sums under a list: words at the left, named amounts at the right. Hidden while it has
 * nothing to say. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MIQAT_TYPE_LIST_SUMMARY (miqat_list_summary_get_type ())
G_DECLARE_FINAL_TYPE (MiqatListSummary, miqat_list_summary, MIQAT, LIST_SUMMARY, GtkWidget)

void miqat_list_summary_set_words (MiqatListSummary *self, const char *words);
void miqat_list_summary_set_total (MiqatListSummary *self, const char *name, const char *label, gint64 amount);
void miqat_list_summary_clear_totals (MiqatListSummary *self);

G_END_DECLS
