/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GET /api/health and its kind, and /metrics. */
#pragma once

#include "miqat-receiver-context.h"

G_BEGIN_DECLS

/* Whether files can be written in a folder: "ok", "missing", "read_only", or "full" when fewer than `needed`
 * bytes are free. */
const char *miqat_health_check_folder (const char *folder, guint64 needed);

void miqat_health_routes_add (MiqatHttpRouter *router, MiqatReceiver *receiver);

G_END_DECLS
