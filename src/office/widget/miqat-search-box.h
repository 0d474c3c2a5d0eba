/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The universal search: an entry with a list of answers under it. It asks by signal and shows the
 * model it is given; who answers, and from where, is not its business. */
#pragma once

#include <gtk/gtk.h>

#include "miqat-search-hit.h"

G_BEGIN_DECLS

#define MIQAT_TYPE_SEARCH_BOX (miqat_search_box_get_type ())
G_DECLARE_FINAL_TYPE (MiqatSearchBox, miqat_search_box, MIQAT, SEARCH_BOX, GtkWidget)

/* Signals: "query-changed" (const char *text), 150 ms after the last key; "hit-activated"
 * (MiqatSearchHit *hit). */
GtkWidget *miqat_search_box_new (void);

const char *miqat_search_box_get_text (MiqatSearchBox *self);
/* The answers to the last query, a model of MiqatSearchHit; NULL while none are known yet. An empty
 * model says that nothing was found. */
void miqat_search_box_set_hits (MiqatSearchBox *self, GListModel *hits);
/* Puts the cursor into the entry and selects what is there. */
void miqat_search_box_start (MiqatSearchBox *self);

G_END_DECLS
