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
static const char *const departure_tallies[] = { "booked_seats", NULL };
static const char *const room_tallies[] = { "booked_count", NULL };
static const char *const pool_tallies[] = { "taken", NULL };

static const MiqatTable tables[] = {
  { "airlines", MIQAT_SCOPE_EVERYONE },
  { "airports", MIQAT_SCOPE_EVERYONE },
  { "hotels", MIQAT_SCOPE_EVERYONE },
  { "packages", MIQAT_SCOPE_EVERYONE, .search = package_search },
  { "package_costs", MIQAT_SCOPE_PUSAT, .subject = "packages", .subject_key = "package_id" },
  { "departures", MIQAT_SCOPE_EVERYONE, .search = departure_search, .tallies = departure_tallies },
  { "departure_costs", MIQAT_SCOPE_PUSAT, .subject = "departures", .subject_key = "departure_id" },
  { "room_types", MIQAT_SCOPE_EVERYONE, .subject = "departures", .subject_key = "departure_id",
    .tallies = room_tallies },
  { "seat_pools", MIQAT_SCOPE_EVERYONE, .subject = "departures", .subject_key = "departure_id",
    .tallies = pool_tallies },
  { "lease_beds", MIQAT_SCOPE_EVERYONE, .subject = "seat_pools" },
  { "seat_counts", MIQAT_SCOPE_EVERYONE, .subject = "seat_locks" },
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
