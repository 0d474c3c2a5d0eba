/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the sync pill opens: in words, whether what is on screen is what everybody sees, what waits to
 * be sent, and what stands in the way. */
#pragma once

#include "miqat-office.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MIQAT_TYPE_SYNC_LOG (miqat_sync_log_get_type ())
G_DECLARE_FINAL_TYPE (MiqatSyncLog, miqat_sync_log, MIQAT, SYNC_LOG, GtkPopover)

/* Shows it under `pill`, until somebody closes it or the pill goes away. */
MiqatSyncLog *miqat_sync_log_open (GtkWidget *pill, MiqatOffice *office);

G_END_DECLS
