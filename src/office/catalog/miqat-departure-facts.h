/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the detail of a departure says: flight, hotels, rooms with prices, and the seats, line by
 * line, so that every number can be followed. */
#pragma once

#include "miqat-departure.h"
#include "miqat-facts.h"
#include "miqat-quota-bar.h"

G_BEGIN_DECLS

void miqat_departure_facts_show (MiqatFacts *facts, const MiqatDeparture *departure);
/* On a workstation: how many seats it alone may sell, and so with certainty. `device_id` nullable. */
void miqat_departure_facts_show_lease (MiqatFacts *facts, const MiqatDeparture *departure, const char *branch_id,
                                       const char *device_id);
/* The bar and its breakdown; the lines add up to the seats. */
gboolean miqat_departure_facts_show_seats (MiqatFacts *facts, MiqatQuotaBar *quota, MiqatDb *db,
                                           const MiqatDeparture *departure, GError **error);

G_END_DECLS
