/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Says in words whether what is on screen is what everybody sees: in step, so many changes waiting
 * and for how long, offline since when, or something needs a decision. Always visible; opens the
 * log of exchanges when clicked. */
#pragma once

#include <gtk/gtk.h>

#include "miqat-instant.h"

G_BEGIN_DECLS

typedef struct {
  gboolean alone;             /* this computer is the whole agency: there is nothing to exchange */
  gboolean online;
  MiqatInstant offline_since; /* used when not online; 0 = not known */
  guint waiting;              /* changes not yet accepted */
  MiqatInstant oldest_waiting;
  guint refused;              /* cases that need a decision */
} MiqatSyncStatus;

#define MIQAT_TYPE_SYNC_PILL (miqat_sync_pill_get_type ())
G_DECLARE_FINAL_TYPE (MiqatSyncPill, miqat_sync_pill, MIQAT, SYNC_PILL, GtkWidget)

/* Signals: "opened". */
GtkWidget *miqat_sync_pill_new (void);

/* `now` is needed for ages; call again as time passes. */
void miqat_sync_pill_set_status (MiqatSyncPill *self, const MiqatSyncStatus *status, MiqatInstant now,
                                 MiqatZone zone);
/* The words alone, without a widget. */
char *miqat_sync_status_dup_text (const MiqatSyncStatus *status, MiqatInstant now,
                                  MiqatZone zone) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
