/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signing in over REST: an access token for fifteen minutes, and a refresh token in a cookie. And the
 * partners that people add below themselves. */
#pragma once

#include "miqat-receiver-context.h"

G_BEGIN_DECLS

#define MIQAT_AUTH_KIND "access"

void miqat_auth_routes_add (MiqatHttpRouter *router, MiqatReceiver *receiver);
void miqat_user_routes_add (MiqatHttpRouter *router, MiqatReceiver *receiver);

G_END_DECLS
