/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where workstations knock: the addresses under /sync, each handed on to the hub as it is. */
#pragma once

#include "miqat-http-router.h"
#include "miqat-sync-hub.h"

G_BEGIN_DECLS

/* `hub` is borrowed and outlives the server. The routes carry no flags: the hub itself finds out who
 * asks, by the device's token, and no cookie means anything to it. */
void miqat_sync_routes_add (MiqatHttpRouter *router, MiqatSyncHub *hub);

G_END_DECLS
