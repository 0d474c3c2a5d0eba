/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a workstation holds exactly the hub's rows of its scope: every table, every column, sealed
 * values opened, blind indexes recomputed. For tests, the simulator, and `verify`. */
#pragma once

#include "miqat-site.h"

G_BEGIN_DECLS

/* Both must be at rest: nothing queued, nothing being written. Adds a sentence per difference to
 * `differences` (owned texts) and counts the rows compared. FALSE only for technical failures. */
gboolean miqat_sync_compare (MiqatSite *hub, MiqatSite *replica, gint64 *compared,
                             GPtrArray *differences, GError **error);

G_END_DECLS
