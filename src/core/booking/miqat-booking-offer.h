/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be booked now: the catalogue, with the seats and beds of lapsed holds counted as free, as
 * the next sale will find them. */
#pragma once

#include "miqat-offer.h"

G_BEGIN_DECLS

/* As miqat_offer_list() and miqat_offer_load(). */
GPtrArray *miqat_booking_offer_list (MiqatDb *db, MiqatDay today, MiqatInstant now,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
MiqatOffer *miqat_booking_offer_load (MiqatDb *db, const char *slug, MiqatDay today, MiqatInstant now,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* When the next running hold lapses, G_MAXINT64 when none does: until then the same rows make the same
 * offers. */
gboolean miqat_booking_next_lapse (MiqatDb *db, MiqatInstant now, MiqatInstant *at, GError **error);

extern const MiqatStatements miqat_booking_offer_statements;

G_END_DECLS
