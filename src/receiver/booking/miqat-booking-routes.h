/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taking seats and registering: the pages under /pesan, and the same for programs. */
#pragma once

#include "miqat-receiver-context.h"

G_BEGIN_DECLS

void miqat_booking_routes_add (MiqatHttpRouter *router, MiqatReceiver *receiver);
void miqat_booking_rest_add (MiqatHttpRouter *router, MiqatReceiver *receiver);

G_END_DECLS
