/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What must always hold in the catalogue, recomputed from its rows alone. */
#include "config.h"

#include "miqat-catalog-private.h"
#include "miqat-rows.h"

#include <glib/gi18n-lib.h>

enum {
  SQL_DEPARTURES,
  SQL_POOLS_ADD_UP,
  SQL_BOOKED_IS_TAKEN,
  SQL_COUNTS_ADD_UP,
  SQL_FULL_IS_TRUE,
  SQL_ONE_PUBLIC_POOL,
  SQL_ROOMS,
  SQL_LEASED_BEDS_FIT,
  SQL_LEASES,
  SQL_LEASES_OF_ONE_DEPARTURE,
  N_SQL
};

static const char *const sql[N_SQL] = {
  [SQL_DEPARTURES] = "SELECT count(*) FROM departures",
  [SQL_POOLS_ADD_UP] =
    "SELECT 'departure ' || d.id || ': ' || d.total_seats || ' seats, but its pools hold '"
    " || coalesce(sum(s.capacity), 0) FROM departures d"
    " LEFT JOIN seat_pools s ON s.departure_id = d.id GROUP BY d.id, d.total_seats"
    " HAVING d.total_seats <> coalesce(sum(s.capacity), 0) ORDER BY d.id",
  [SQL_BOOKED_IS_TAKEN] =
    "SELECT 'departure ' || d.id || ': ' || d.booked_seats || ' booked, but '"
    " || coalesce(sum(s.taken), 0) || ' taken from its pools' FROM departures d"
    " LEFT JOIN seat_pools s ON s.departure_id = d.id GROUP BY d.id, d.booked_seats"
    " HAVING d.booked_seats <> coalesce(sum(s.taken), 0) ORDER BY d.id",
  [SQL_COUNTS_ADD_UP] =
    "SELECT 'departure ' || d.id || ': ' || d.booked_seats || ' booked, but '"
    " || coalesce(sum(c.seats), 0) || ' in its counts by office' FROM departures d"
    " LEFT JOIN seat_counts c ON c.departure_id = d.id GROUP BY d.id, d.booked_seats"
    " HAVING d.booked_seats <> coalesce(sum(c.seats), 0) ORDER BY d.id",
  [SQL_FULL_IS_TRUE] =
    "SELECT 'departure ' || d.id || ' is ' || d.status || ' with ' || d.booked_seats || ' of '"
    " || d.total_seats || ' seats booked' FROM departures d"
    " WHERE (d.status = 'open' AND d.booked_seats >= d.total_seats)"
    " OR (d.status = 'full' AND d.booked_seats < d.total_seats) ORDER BY d.id",
  [SQL_ONE_PUBLIC_POOL] =
    "SELECT 'departure ' || d.id || ' has no public pool' FROM departures d"
    " WHERE NOT EXISTS (SELECT 1 FROM seat_pools s WHERE s.departure_id = d.id AND s.kind = 'public')"
    " ORDER BY d.id",
  [SQL_ROOMS] = "SELECT count(*) FROM room_types",
  [SQL_LEASED_BEDS_FIT] =
    "SELECT 'room type ' || r.id || ': ' || r.booked_count || ' beds booked, but '"
    " || sum(l.capacity) || ' leased' FROM room_types r JOIN lease_beds l ON l.room_type_id = r.id"
    " GROUP BY r.id, r.booked_count HAVING r.booked_count < sum(l.capacity) ORDER BY r.id",
  [SQL_LEASES] = "SELECT count(*) FROM lease_beds",
  [SQL_LEASES_OF_ONE_DEPARTURE] =
    "SELECT 'pool ' || l.pool_id || ' leases beds of room type ' || l.room_type_id"
    " || ' of another departure' FROM lease_beds l JOIN seat_pools s ON s.id = l.pool_id"
    " JOIN room_types r ON r.id = l.room_type_id"
    " WHERE r.departure_id <> s.departure_id OR s.kind <> 'lease' ORDER BY l.pool_id, l.room_type_id",
};

const MiqatStatements miqat_catalog_check_statements = { "catalog-checks", sql, N_SQL, 0 };

#define CHECK(name, count, faults)                                                                  \
  static gboolean name (MiqatDb *db, gint64 *checked, GPtrArray *found, GError **error)             \
  {                                                                                                 \
    return miqat_rows_check (db, &miqat_catalog_check_statements, count, faults, checked, found, error); \
  }

CHECK (check_pools_add_up, SQL_DEPARTURES, SQL_POOLS_ADD_UP)
CHECK (check_booked_is_taken, SQL_DEPARTURES, SQL_BOOKED_IS_TAKEN)
CHECK (check_counts_add_up, SQL_DEPARTURES, SQL_COUNTS_ADD_UP)
CHECK (check_full_is_true, SQL_DEPARTURES, SQL_FULL_IS_TRUE)
CHECK (check_one_public_pool, SQL_DEPARTURES, SQL_ONE_PUBLIC_POOL)
CHECK (check_leased_beds_fit, SQL_ROOMS, SQL_LEASED_BEDS_FIT)
CHECK (check_leases_of_one_departure, SQL_LEASES, SQL_LEASES_OF_ONE_DEPARTURE)

const MiqatInvariant miqat_catalog_invariants[] = {
  { "seats.pools_add_up", N_ ("The pools of a departure hold all of its seats."), check_pools_add_up },
  { "seats.booked_is_taken", N_ ("Booked seats are those taken from the pools."), check_booked_is_taken },
  { "seats.counts_add_up", N_ ("Seats counted by office add up to those booked."), check_counts_add_up },
  { "seats.full_is_true", N_ ("A departure is full when all of its seats are booked, and only then."),
    check_full_is_true },
  { "seats.one_public_pool", N_ ("Every departure has a public pool."), check_one_public_pool },
  { "seats.leased_beds_fit", N_ ("Leased beds are among the booked ones."), check_leased_beds_fit },
  { "seats.leases_of_one_departure", N_ ("A lease has beds of its own departure."),
    check_leases_of_one_departure },
  { NULL },
};
