/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who may see a booking over REST: whoever has its link, and whoever is at or above its seller. */
#pragma once

#include "miqat-receiver-context.h"

G_BEGIN_DECLS

/* Refuses not_signed_in, not_found, and not_yours for another branch's. `token` (nullable) is the
 * link's. */
gboolean miqat_booking_access_check (MiqatHttpExchange *exchange, const char *booking_id, const char *token,
                                     GError **error);

G_END_DECLS
