/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GET /api/health and its kind, and /metrics. */
#pragma once

#include "miqat-receiver-context.h"

G_BEGIN_DECLS

void miqat_health_routes_add (MiqatHttpRouter *router, MiqatReceiver *receiver);

G_END_DECLS
