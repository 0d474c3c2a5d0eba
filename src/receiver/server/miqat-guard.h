/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs before every handler: who asks, and does a page's form come from a page of ours. */
#pragma once

#include "miqat-http-router.h"

G_BEGIN_DECLS

/* A MiqatHttpGuard; data is the MiqatReceiver. */
gboolean miqat_guard_check (MiqatHttpExchange *exchange, const MiqatHttpRoute *route, gpointer data,
                            GError **error);

/* A MiqatHttpAccount; data is the MiqatReceiver. */
char *miqat_guard_dup_account (const MiqatHttpRequest *request, const MiqatHttpRoute *route, gpointer data);

G_END_DECLS
