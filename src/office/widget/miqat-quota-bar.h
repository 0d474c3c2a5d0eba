/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many seats are left, as a bar 12 px high with words above it. Clicked (or with Enter) it opens
 * the list of what makes up the number, and each line of that list can be opened in turn. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* One line of the breakdown. The counts of all parts add up to the seats that are taken. */
typedef struct {
  const char *name;  /* for "part-opened", such as "held" */
  const char *label; /* translated */
  guint count;
  gboolean held;     /* drawn lighter: may come back */
} MiqatQuotaPart;

#define MIQAT_TYPE_QUOTA_BAR (miqat_quota_bar_get_type ())
G_DECLARE_FINAL_TYPE (MiqatQuotaBar, miqat_quota_bar, MIQAT, QUOTA_BAR, GtkWidget)

/* Properties: compact (one line for table cells: no button, no popover), caption (text above the
 * left end; by default the seats left). Signals: "part-opened" (const char *name). */
GtkWidget *miqat_quota_bar_new (void);

void miqat_quota_bar_set_seats (MiqatQuotaBar *self, guint taken, guint held, guint capacity);
/* Sets the seats from their parts and remembers the parts for the breakdown. */
void miqat_quota_bar_set_parts (MiqatQuotaBar *self, const MiqatQuotaPart *parts, gsize n_parts,
                                guint capacity);
void miqat_quota_bar_set_compact (MiqatQuotaBar *self, gboolean compact);
/* Opens the breakdown, as a click does. */
void miqat_quota_bar_open (MiqatQuotaBar *self);
/* "12 of 45 seats left", "FULL": what the bar says. */
char *miqat_quota_dup_text (guint taken, guint capacity) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
