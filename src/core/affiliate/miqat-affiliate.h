/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Links that nodes of the network share, and what became of them. */
#pragma once

#include "miqat-user.h"

G_BEGIN_DECLS

/* How long a visit counts for the node whose link it was: seven days. */
#define MIQAT_AFFILIATE_SECONDS (7 * 24 * 60 * 60)

/* Whom `?ref=CODE` is for: an active node. NULL without error when the code is not (or no longer)
 * one; a page then shows itself as without it. */
MiqatUser *miqat_affiliate_find (MiqatDb *db, const char *code, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

typedef struct {
  gint64 clicks;
  gint64 visitors;
} MiqatAffiliateCounts;
/* Clicks since `since` on a node's own links. */
gboolean miqat_affiliate_count (MiqatDb *db, const char *user_id, MiqatInstant since,
                                MiqatAffiliateCounts *counts, GError **error);

G_END_DECLS
