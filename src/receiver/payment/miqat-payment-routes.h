/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Paying by transfer: the page with the accounts and the proof, and the same for programs. */
#pragma once

#include "miqat-receiver-context.h"

G_BEGIN_DECLS

void miqat_payment_routes_add (MiqatHttpRouter *router, MiqatReceiver *receiver);
void miqat_payment_rest_add (MiqatHttpRouter *router, MiqatReceiver *receiver);

G_END_DECLS
