/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is on offer: pages /, /paket, /paket/:slug, and the same for programs. */
#pragma once

#include "miqat-http-form.h"
#include "miqat-receiver-context.h"

G_BEGIN_DECLS

void miqat_catalog_routes_add (MiqatHttpRouter *router, MiqatReceiver *receiver);
void miqat_catalog_rest_add (MiqatHttpRouter *router, MiqatReceiver *receiver);

G_END_DECLS
