/* SPDX-License-Identifier: GPL-3.0-or-later */
/* /wa, which leads to the right person's WhatsApp, and the partners' own numbers. */
#pragma once

#include "miqat-receiver-context.h"

G_BEGIN_DECLS

void miqat_affiliate_routes_add (MiqatHttpRouter *router, MiqatReceiver *receiver);

G_END_DECLS
