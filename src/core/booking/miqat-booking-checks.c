/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What must always hold of bookings and of the seats they have, recomputed from the rows. Checks that
 * need every office's bookings hold where all of them are: not on a branch's workstation. */
#include "config.h"

#include "miqat-booking-private.h"
#include "miqat-rows.h"

#include <glib/gi18n-lib.h>

enum {
  SQL_WHOLE,
  SQL_BOOKINGS,
  SQL_POOLS,
  SQL_ROOMS,
  SQL_LEASE_BEDS,
  SQL_COUNTS,
  SQL_TRAVELLERS,
  SQL_POOL_TAKEN,
  SQL_ROOM_BOOKED,
  SQL_LEASE_TAKEN,
  SQL_COUNTS_BY_STATE,
  SQL_TRAVELLER_COUNT,
  SQL_TOTAL_PRICE,
  SQL_STATUS_AND_LOCK,
  SQL_LOCK_OF_BOOKING,
  SQL_SEATS_LOCKED,
  SQL_PILGRIM_KNOWN,
  SQL_CONTACT,
  N_SQL
};

#define LIVE "b.status NOT IN ('cancelled', 'expired')"
#define STATE \
  "CASE WHEN b.status IN ('dp_paid', 'installment') THEN 'dp_paid'" \
  " WHEN b.status = 'paid_full' THEN 'paid_full'" \
  " WHEN b.status = 'awaiting_verification' THEN 'verifying' ELSE 'held' END"
/* Beds sold from one pool and room type. */
#define SOLD(pool) \
  "(SELECT count(*) FROM booking_travellers t JOIN bookings b ON b.id = t.booking_id" \
  " JOIN seat_locks l ON l.booking_id = b.id" \
  " WHERE t.takes_seat = 1 AND t.status = 'active' AND " LIVE " AND " pool ")"

static const char *const sql[N_SQL] = {
  [SQL_WHOLE] =
    "SELECT CASE WHEN EXISTS (SELECT 1 FROM site s JOIN users u ON u.id = s.node_id"
    " WHERE s.role = 'replica' AND u.role <> 'pusat') THEN 0 ELSE 1 END",
  [SQL_BOOKINGS] = "SELECT count(*) FROM bookings",
  [SQL_POOLS] = "SELECT count(*) FROM seat_pools",
  [SQL_ROOMS] = "SELECT count(*) FROM room_types",
  [SQL_LEASE_BEDS] = "SELECT count(*) FROM lease_beds",
  [SQL_COUNTS] = "SELECT count(*) FROM seat_counts",
  [SQL_TRAVELLERS] = "SELECT count(*) FROM booking_travellers",
  [SQL_POOL_TAKEN] =
    "SELECT 'pool ' || q.id || ': ' || q.taken || ' taken, but ' || coalesce(x.seats, 0) || ' locked'"
    " FROM seat_pools q LEFT JOIN (SELECT pool_id, sum(seats_locked) AS seats FROM seat_locks"
    "  WHERE status IN ('active', 'confirmed') GROUP BY pool_id) x ON x.pool_id = q.id"
    " WHERE q.taken <> coalesce(x.seats, 0) ORDER BY q.id",
  [SQL_ROOM_BOOKED] =
    "SELECT 'room type ' || r.id || ': ' || r.booked_count || ' beds booked, but '"
    " || coalesce(s.beds, 0) || ' sold and ' || coalesce(f.beds, 0) || ' leased and free'"
    " FROM room_types r"
    " LEFT JOIN (SELECT t.room_type_id, count(*) AS beds FROM booking_travellers t"
    "  JOIN bookings b ON b.id = t.booking_id"
    "  WHERE t.takes_seat = 1 AND t.status = 'active' AND " LIVE
    "  GROUP BY t.room_type_id) s ON s.room_type_id = r.id"
    " LEFT JOIN (SELECT room_type_id, sum(capacity - taken) AS beds FROM lease_beds"
    "  GROUP BY room_type_id) f ON f.room_type_id = r.id"
    " WHERE r.booked_count <> coalesce(s.beds, 0) + coalesce(f.beds, 0) ORDER BY r.id",
  [SQL_LEASE_TAKEN] =
    "SELECT 'lease ' || e.pool_id || ' of room type ' || e.room_type_id || ': ' || e.taken"
    " || ' beds taken, but ' || " SOLD ("l.pool_id = e.pool_id AND t.room_type_id = e.room_type_id")
    " || ' sold' FROM lease_beds e"
    " WHERE e.taken <> " SOLD ("l.pool_id = e.pool_id AND t.room_type_id = e.room_type_id")
    " ORDER BY e.pool_id, e.room_type_id",
  [SQL_COUNTS_BY_STATE] =
    "SELECT 'departure ' || x.departure_id || ', office ' || x.branch_id || ', ' || x.state || ': '"
    " || sum(x.counted) || ' counted, but ' || sum(x.locked) || ' locked' FROM"
    " (SELECT c.departure_id, c.owner_id AS branch_id, c.state, c.seats AS counted, 0 AS locked"
    "  FROM seat_counts c"
    "  UNION ALL"
    "  SELECT b.departure_id, b.branch_id, " STATE ", 0, l.seats_locked FROM bookings b"
    "  JOIN seat_locks l ON l.booking_id = b.id WHERE " LIVE ") x"
    " GROUP BY x.departure_id, x.branch_id, x.state HAVING sum(x.counted) <> sum(x.locked)"
    " ORDER BY x.departure_id, x.branch_id, x.state",
  [SQL_TRAVELLER_COUNT] =
    "SELECT 'booking ' || b.id || ': ' || b.pax_count || ' places, but ' || count(t.id) || ' travellers'"
    " FROM bookings b LEFT JOIN booking_travellers t ON t.booking_id = b.id"
    " GROUP BY b.id, b.pax_count HAVING b.pax_count <> count(t.id) ORDER BY b.id",
  [SQL_TOTAL_PRICE] =
    "SELECT 'booking ' || b.id || ': a price of ' || b.total_price || ', but its places cost '"
    " || coalesce(sum(t.price), 0) FROM bookings b"
    " LEFT JOIN booking_travellers t ON t.booking_id = b.id AND t.status = 'active'"
    " GROUP BY b.id, b.total_price HAVING b.total_price <> coalesce(sum(t.price), 0) ORDER BY b.id",
  [SQL_STATUS_AND_LOCK] =
    "SELECT 'booking ' || b.id || ' is ' || b.status || ' with seats ' || coalesce(l.status, 'missing')"
    " FROM bookings b LEFT JOIN seat_locks l ON l.booking_id = b.id WHERE l.status IS NULL"
    " OR (b.status IN ('seat_locked', 'awaiting_verification') AND l.status NOT IN ('active', 'confirmed'))"
    " OR (b.status IN ('dp_paid', 'installment', 'paid_full') AND l.status <> 'confirmed')"
    " OR (b.status = 'cancelled' AND l.status <> 'released')"
    " OR (b.status = 'expired' AND l.status <> 'expired') ORDER BY b.id",
  [SQL_LOCK_OF_BOOKING] =
    "SELECT 'booking ' || b.id || ' has seats of another departure or office' FROM bookings b"
    " JOIN seat_locks l ON l.booking_id = b.id JOIN seat_pools q ON q.id = l.pool_id"
    " JOIN departures d ON d.id = b.departure_id"
    " WHERE l.departure_id <> b.departure_id OR q.departure_id <> b.departure_id"
    " OR l.branch_id <> b.branch_id OR d.departure_date <> b.departure_date ORDER BY b.id",
  [SQL_SEATS_LOCKED] =
    "SELECT 'booking ' || l.booking_id || ': ' || l.seats_locked || ' seats locked for '"
    " || count(t.id) || ' who need one' FROM seat_locks l"
    " LEFT JOIN booking_travellers t ON t.booking_id = l.booking_id AND t.takes_seat = 1"
    "  AND t.status = 'active'"
    " GROUP BY l.booking_id, l.seats_locked HAVING l.seats_locked <> count(t.id) ORDER BY l.booking_id",
  [SQL_PILGRIM_KNOWN] =
    "SELECT 'traveller ' || t.id || ': office ' || b.branch_id || ' does not know pilgrim '"
    " || t.pilgrim_id FROM booking_travellers t JOIN bookings b ON b.id = t.booking_id"
    " WHERE t.pilgrim_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM pilgrim_branches p"
    "  WHERE p.pilgrim_id = t.pilgrim_id AND p.branch_id = b.branch_id) ORDER BY t.id",
  [SQL_CONTACT] =
    "SELECT 'booking ' || b.id || ' is not sorted by its payer' FROM bookings b"
    " LEFT JOIN payers y ON y.id = b.payer_id"
    " WHERE b.contact_key <> coalesce(y.name_key, '') OR (y.id IS NOT NULL AND y.branch_id <> b.branch_id)"
    " ORDER BY b.id",
};

const MiqatStatements miqat_booking_check_statements = { "booking-checks", sql, N_SQL, 0 };

#define CHECK(name, count, faults)                                                                  \
  static gboolean name (MiqatDb *db, gint64 *checked, GPtrArray *found, GError **error)             \
  {                                                                                                 \
    return miqat_rows_check (db, &miqat_booking_check_statements, count, faults, checked, found, error); \
  }
/* Of rows that every office holds, against bookings of which it holds only its own. */
#define CHECK_WHOLE(name, count, faults)                                                            \
  static gboolean name (MiqatDb *db, gint64 *checked, GPtrArray *found, GError **error)             \
  {                                                                                                 \
    gint64 whole = 0;                                                                               \
                                                                                                    \
    *checked = 0;                                                                                   \
    if (!miqat_db_read_int (db, &miqat_booking_check_statements, SQL_WHOLE, &whole, NULL, error, NULL)) \
      return FALSE;                                                                                 \
    return whole == 0                                                                               \
           || miqat_rows_check (db, &miqat_booking_check_statements, count, faults, checked, found, error); \
  }

CHECK_WHOLE (check_pool_taken, SQL_POOLS, SQL_POOL_TAKEN)
CHECK_WHOLE (check_room_booked, SQL_ROOMS, SQL_ROOM_BOOKED)
CHECK_WHOLE (check_lease_taken, SQL_LEASE_BEDS, SQL_LEASE_TAKEN)
CHECK_WHOLE (check_counts_by_state, SQL_COUNTS, SQL_COUNTS_BY_STATE)
CHECK (check_traveller_count, SQL_BOOKINGS, SQL_TRAVELLER_COUNT)
CHECK (check_total_price, SQL_BOOKINGS, SQL_TOTAL_PRICE)
CHECK (check_status_and_lock, SQL_BOOKINGS, SQL_STATUS_AND_LOCK)
CHECK (check_lock_of_booking, SQL_BOOKINGS, SQL_LOCK_OF_BOOKING)
CHECK (check_seats_locked, SQL_BOOKINGS, SQL_SEATS_LOCKED)
CHECK (check_pilgrim_known, SQL_TRAVELLERS, SQL_PILGRIM_KNOWN)
CHECK (check_contact, SQL_BOOKINGS, SQL_CONTACT)

const MiqatInvariant miqat_booking_invariants[] = {
  { "booking.pool_taken", N_ ("Seats taken from a pool are those its bookings have."), check_pool_taken },
  { "booking.room_booked", N_ ("Booked beds are those sold and those leased."), check_room_booked },
  { "booking.lease_taken", N_ ("Beds taken from a lease are those sold from it."), check_lease_taken },
  { "booking.counts_by_state", N_ ("Seats counted by office and state are those of its bookings."),
    check_counts_by_state },
  { "booking.traveller_count", N_ ("A booking has a traveller for each of its places."),
    check_traveller_count },
  { "booking.total_price", N_ ("A booking costs what its places cost."), check_total_price },
  { "booking.status_and_lock", N_ ("A booking's seats are in the state that its status asks for."),
    check_status_and_lock },
  { "booking.lock_of_booking", N_ ("A booking's seats are of its own departure and office."),
    check_lock_of_booking },
  { "booking.seats_locked", N_ ("A booking has a seat for each traveller who needs one."),
    check_seats_locked },
  { "booking.pilgrim_known", N_ ("An office knows everybody who travels in its bookings."),
    check_pilgrim_known },
  { "booking.contact", N_ ("A booking is sorted by the name of its payer."), check_contact },
  { NULL },
};
