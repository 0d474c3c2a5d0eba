/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The catalogue: packages, departures, rooms, hotels, and the seats that are sold from it. */
#include "config.h"

#include "miqat-areas.h"
#include "miqat-catalog-list.h"
#include "miqat-catalog-private.h"
#include "miqat-hotel.h"
#include "miqat-offer.h"

static const char *const package_search[] = { "name", NULL };
static const char *const departure_search[] = { "code", "departure_date", "flight_number", NULL };

/* Every office sells from the same catalogue, and sees how full each departure is and with whose
 * bookings; what it costs only the head office knows. */
static const MiqatTable tables[] = {
  { "airlines", MIQAT_SCOPE_EVERYONE },
  { "airports", MIQAT_SCOPE_EVERYONE },
  { "hotels", MIQAT_SCOPE_EVERYONE },
  { "packages", MIQAT_SCOPE_EVERYONE, .search = package_search },
  { "package_costs", MIQAT_SCOPE_PUSAT },
  { "departures", MIQAT_SCOPE_EVERYONE, .search = departure_search },
  { "departure_costs", MIQAT_SCOPE_PUSAT },
  { "room_types", MIQAT_SCOPE_EVERYONE },
  { "seat_pools", MIQAT_SCOPE_EVERYONE },
  { "lease_beds", MIQAT_SCOPE_EVERYONE },
  { "seat_counts", MIQAT_SCOPE_EVERYONE },
  { NULL },
};

static const MiqatStatements *const statements[] = {
  &miqat_package_statements,
  &miqat_departure_statements,
  &miqat_pool_statements,
  &miqat_seat_statements,
  &miqat_hotel_statements,
  &miqat_offer_statements,
  &miqat_catalog_list_statements,
  &miqat_catalog_seed_statements,
  &miqat_catalog_check_statements,
  NULL,
};

static gboolean
on_event (MiqatCall *call, MiqatEventKind event, const char *subject_id, GError **error)
{
  if (event != MIQAT_EVENT_AGENCY_CREATED)
    return TRUE;
  return miqat_catalog_seed (call->db, NULL, error);
}

const MiqatArea miqat_catalog_area = {
  .name = "catalog",
  .commands = miqat_catalog_commands,
  .tables = tables,
  .statements = statements,
  .invariants = miqat_catalog_invariants,
  .on_event = on_event,
};
