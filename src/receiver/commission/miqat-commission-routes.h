/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GET /api/commissions: what one has earned. */
#pragma once

#include "miqat-receiver-context.h"

G_BEGIN_DECLS

void miqat_commission_routes_add (MiqatHttpRouter *router, MiqatReceiver *receiver);

G_END_DECLS
