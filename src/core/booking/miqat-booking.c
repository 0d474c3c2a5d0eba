/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading bookings, and the passengers of a departure. */
#include "config.h"

#include "miqat-booking-private.h"
#include "miqat-rows.h"
#include "miqat-waiting.h"

enum {
  SQL_LOAD,
  SQL_LOAD_BY_CODE,
  SQL_TRAVELLERS,
  SQL_BRANCH,
  SQL_IDS,
  SQL_COUNT_LAPSED,
  SQL_HAS_LAPSED,
  SQL_PASSENGERS,
  N_SQL
};

#define BOOKINGS \
  "SELECT b.id, b.booking_code, b.branch_id, o.full_name, b.departure_id, d.code, d.departure_date," \
  " d.return_date, k.id, k.name, b.seller_id, s.full_name, b.payer_id, y.full_name, y.phone, y.email," \
  " b.channel, b.payment_mode, b.notes, l.status, l.pool_id, b.pax_count, b.total_price," \
  " b.amount_paid, b.status, coalesce(l.expires_at, 0), q.kind, b.created_at, b.updated_at" \
  " FROM bookings b JOIN departures d ON d.id = b.departure_id JOIN packages k ON k.id = d.package_id" \
  " JOIN seat_locks l ON l.booking_id = b.id JOIN seat_pools q ON q.id = l.pool_id" \
  " LEFT JOIN users o ON o.id = b.branch_id LEFT JOIN users s ON s.id = b.seller_id" \
  " LEFT JOIN payers y ON y.id = b.payer_id"

static const char *const sql[N_SQL] = {
  [SQL_LOAD] = BOOKINGS " WHERE b.id = :id AND" MIQAT_BOOKING_IN_SCOPE,
  [SQL_LOAD_BY_CODE] = BOOKINGS " WHERE b.booking_code = :id AND" MIQAT_BOOKING_IN_SCOPE,
  [SQL_TRAVELLERS] =
    "SELECT t.id, t.pilgrim_id, p.full_name, t.room_type_id, r.type, t.position, t.price,"
    " t.takes_seat, t.status"
    " FROM booking_travellers t JOIN room_types r ON r.id = t.room_type_id"
    " LEFT JOIN pilgrims p ON p.id = t.pilgrim_id WHERE t.booking_id = :id ORDER BY t.position",
  [SQL_BRANCH] = "SELECT branch_id FROM bookings WHERE id = :id",
  [SQL_IDS] = "SELECT id FROM bookings WHERE departure_id = :id",
  [SQL_COUNT_LAPSED] =
    "SELECT CAST(coalesce(sum(l.seats_locked), 0) AS INTEGER) FROM seat_locks l"
    " JOIN seat_pools q ON q.id = l.pool_id AND q.kind = 'public'"
    " WHERE l.departure_id = :id AND l.status = 'active' AND l.expires_at <= :now",
  [SQL_HAS_LAPSED] =
    "SELECT CASE WHEN EXISTS (SELECT 1 FROM seat_locks WHERE status = 'active' AND expires_at <= :now)"
    " THEN 1 ELSE 0 END",
  [SQL_PASSENGERS] =
    "SELECT t.id, b.id, b.booking_code, b.branch_id, o.full_name, y.full_name, y.phone, r.type,"
    " t.pilgrim_id, p.full_name, p.gender, p.date_of_birth, t.position, t.takes_seat, t.price, b.status"
    " FROM booking_travellers t JOIN bookings b ON b.id = t.booking_id"
    " JOIN room_types r ON r.id = t.room_type_id JOIN seat_locks l ON l.booking_id = b.id"
    " LEFT JOIN users o ON o.id = b.branch_id LEFT JOIN payers y ON y.id = b.payer_id"
    " LEFT JOIN pilgrims p ON p.id = t.pilgrim_id"
    " WHERE b.departure_id = :id AND t.status = 'active' AND b.status NOT IN ('cancelled', 'expired')"
    " AND NOT (l.status = 'active' AND l.expires_at IS NOT NULL AND l.expires_at <= :now)"
    " AND (:paid_only = 0 OR b.status IN ('dp_paid', 'installment', 'paid_full'))"
    " AND" MIQAT_BOOKING_IN_SCOPE " ORDER BY b.booking_code, t.position",
};

const MiqatStatements miqat_booking_statements = { "bookings", sql, N_SQL, 0 };

const char *const miqat_booking_making_commands[] = { "booking.hold", "booking.create", NULL };

/* ---- records -------------------------------------------------------------------------------- */

static void
traveller_free (gpointer data)
{
  MiqatTraveller *self = data;

  g_free (self->id);
  g_free (self->pilgrim_id);
  g_free (self->pilgrim_name);
  g_free (self->room_type_id);
  g_free (self->room_type);
  g_free (self);
}

static gpointer
read_traveller (MiqatStatement *row)
{
  MiqatTraveller *self = g_new0 (MiqatTraveller, 1);

  self->id = miqat_statement_dup_text (row, 0);
  self->pilgrim_id = miqat_statement_dup_text (row, 1);
  self->pilgrim_name = miqat_statement_dup_text (row, 2);
  self->room_type_id = miqat_statement_dup_text (row, 3);
  self->room_type = miqat_statement_dup_text (row, 4);
  self->position = (guint) miqat_statement_get_int (row, 5);
  self->price = miqat_statement_get_int (row, 6);
  self->takes_seat = miqat_statement_get_int (row, 7) != 0;
  self->active = g_strcmp0 (miqat_statement_get_text (row, 8), "active") == 0;
  return self;
}

void
miqat_booking_free (MiqatBooking *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->code);
  g_free (self->branch_id);
  g_free (self->branch_name);
  g_free (self->departure_id);
  g_free (self->departure_code);
  g_free (self->departure_date);
  g_free (self->return_date);
  g_free (self->package_id);
  g_free (self->package_name);
  g_free (self->seller_id);
  g_free (self->seller_name);
  g_free (self->payer_id);
  g_free (self->payer_name);
  g_free (self->payer_phone);
  g_free (self->payer_email);
  g_free (self->channel);
  g_free (self->payment_mode);
  g_free (self->notes);
  g_free (self->lock_status);
  g_free (self->pool_id);
  g_clear_pointer (&self->travellers, g_ptr_array_unref);
  g_free (self);
}

static gpointer
read_booking (MiqatStatement *row)
{
  MiqatBooking *self = g_new0 (MiqatBooking, 1);
  guint c = 0;

  self->id = miqat_statement_dup_text (row, c++);
  self->code = miqat_statement_dup_text (row, c++);
  self->branch_id = miqat_statement_dup_text (row, c++);
  self->branch_name = miqat_statement_dup_text (row, c++);
  self->departure_id = miqat_statement_dup_text (row, c++);
  self->departure_code = miqat_statement_dup_text (row, c++);
  self->departure_date = miqat_statement_dup_text (row, c++);
  self->return_date = miqat_statement_dup_text (row, c++);
  self->package_id = miqat_statement_dup_text (row, c++);
  self->package_name = miqat_statement_dup_text (row, c++);
  self->seller_id = miqat_statement_dup_text (row, c++);
  self->seller_name = miqat_statement_dup_text (row, c++);
  self->payer_id = miqat_statement_dup_text (row, c++);
  self->payer_name = miqat_statement_dup_text (row, c++);
  self->payer_phone = miqat_statement_dup_text (row, c++);
  self->payer_email = miqat_statement_dup_text (row, c++);
  self->channel = miqat_statement_dup_text (row, c++);
  self->payment_mode = miqat_statement_dup_text (row, c++);
  self->notes = miqat_statement_dup_text (row, c++);
  self->lock_status = miqat_statement_dup_text (row, c++);
  self->pool_id = miqat_statement_dup_text (row, c++);
  self->pax_count = (guint) miqat_statement_get_int (row, c++);
  self->total_price = miqat_statement_get_int (row, c++);
  self->amount_paid = miqat_statement_get_int (row, c++);
  if (!miqat_booking_status_from_name (miqat_statement_get_text (row, c++), &self->stored_status))
    g_assert_not_reached (); /* the table's CHECK knows the same names */
  self->expires_at = miqat_statement_get_int (row, c++);
  self->pool = miqat_pool_from_name (miqat_statement_get_text (row, c++));
  self->created_at = miqat_statement_get_int (row, c++);
  self->updated_at = miqat_statement_get_int (row, c++);
  if (g_strcmp0 (self->lock_status, "active") != 0)
    self->expires_at = 0;
  return self;
}

static gboolean
fill (MiqatDb *db, MiqatBooking *self, MiqatInstant now, GError **error)
{
  g_autoptr (MiqatStatement) statement = miqat_db_statement (db, &miqat_booking_statements, SQL_TRAVELLERS, error);

  self->status = miqat_booking_status_at (self->stored_status, self->expires_at, now);
  miqat_statement_bind_text (statement, "id", self->id);
  self->travellers = miqat_rows_collect (statement, read_traveller, traveller_free, error);
  return self->travellers != NULL;
}

static MiqatBooking *
load_one (MiqatDb *db, guint index, const char *id, const MiqatReader *reader, MiqatInstant now,
          GError **error)
{
  static const MiqatReader everybody = { NULL, NULL };
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (db, &miqat_booking_statements, index, error);
  g_autoptr (MiqatBooking) self = NULL;

  if (reader == NULL)
    reader = &everybody;
  miqat_statement_bind_text (statement, "id", id);
  miqat_rows_bind_reader (statement, *reader);
  self = miqat_rows_take_one (statement, read_booking, error);
  if (self == NULL || !fill (db, self, now, error))
    return NULL;
  return g_steal_pointer (&self);
}

MiqatBooking *
miqat_booking_load (MiqatDb *db, const char *id, const MiqatReader *reader, MiqatInstant now, GError **error)
{
  return load_one (db, SQL_LOAD, id, reader, now, error);
}

MiqatBooking *
miqat_booking_load_by_code (MiqatDb *db, const char *code, const MiqatReader *reader, MiqatInstant now,
                            GError **error)
{
  return load_one (db, SQL_LOAD_BY_CODE, code, reader, now, error);
}

gboolean
miqat_booking_load_certain (MiqatDb *db, const MiqatBooking *booking, gboolean *certain, GError **error)
{
  g_autoptr (GHashTable) waiting
    = miqat_waiting_list_made (db, miqat_booking_making_commands, MIQAT_BOOKING_LABEL, error);

  if (waiting == NULL)
    return FALSE;
  *certain = booking->pool == MIQAT_POOL_LEASE || !g_hash_table_contains (waiting, booking->id);
  return TRUE;
}

gboolean
miqat_booking_load_branch (MiqatDb *db, const char *id, char **branch_id, GError **error)
{
  if (!miqat_db_read_text (db, &miqat_booking_statements, SQL_BRANCH, branch_id, error, "id", id, NULL))
    return FALSE;
  if (*branch_id == NULL)
    return miqat_refuse (error, "booking_id", MIQAT_PROBLEM_NOT_FOUND, NULL);
  return TRUE;
}

static gpointer
read_id (MiqatStatement *row)
{
  return miqat_statement_dup_text (row, 0);
}

GPtrArray *
miqat_booking_list_ids (MiqatDb *db, const char *departure_id, GError **error)
{
  g_autoptr (MiqatStatement) statement = miqat_db_statement (db, &miqat_booking_statements, SQL_IDS, error);

  miqat_statement_bind_text (statement, "id", departure_id);
  return miqat_rows_collect (statement, read_id, g_free, error);
}

/* ---- counts --------------------------------------------------------------------------------- */

gboolean
miqat_booking_count_lapsed (MiqatDb *db, const char *departure_id, MiqatInstant now, gint64 *seats,
                            GError **error)
{
  g_autoptr (MiqatStatement) row
    = miqat_db_statement (db, &miqat_booking_statements, SQL_COUNT_LAPSED, error);
  gboolean found = FALSE;

  miqat_statement_bind_text (row, "id", departure_id);
  miqat_statement_bind_int (row, "now", now);
  if (row == NULL || !miqat_statement_step (row, &found, error))
    return FALSE;
  *seats = found ? miqat_statement_get_int (row, 0) : 0;
  return TRUE;
}

gboolean
miqat_booking_has_lapsed (MiqatDb *db, MiqatInstant now, gboolean *has, GError **error)
{
  g_autoptr (MiqatStatement) row
    = miqat_db_statement (db, &miqat_booking_statements, SQL_HAS_LAPSED, error);
  gboolean found = FALSE;

  miqat_statement_bind_int (row, "now", now);
  if (row == NULL || !miqat_statement_step (row, &found, error))
    return FALSE;
  *has = found && miqat_statement_get_int (row, 0) != 0;
  return TRUE;
}

/* ---- passengers ----------------------------------------------------------------------------- */

void
miqat_passenger_free (MiqatPassenger *self)
{
  if (self == NULL)
    return;
  g_free (self->traveller_id);
  g_free (self->booking_id);
  g_free (self->booking_code);
  g_free (self->branch_id);
  g_free (self->branch_name);
  g_free (self->payer_name);
  g_free (self->payer_phone);
  g_free (self->room_type);
  g_free (self->pilgrim_id);
  g_free (self->pilgrim_name);
  g_free (self->gender);
  g_free (self->date_of_birth);
  g_free (self);
}

static gpointer
read_passenger (MiqatStatement *row)
{
  MiqatPassenger *self = g_new0 (MiqatPassenger, 1);
  guint c = 0;

  self->traveller_id = miqat_statement_dup_text (row, c++);
  self->booking_id = miqat_statement_dup_text (row, c++);
  self->booking_code = miqat_statement_dup_text (row, c++);
  self->branch_id = miqat_statement_dup_text (row, c++);
  self->branch_name = miqat_statement_dup_text (row, c++);
  self->payer_name = miqat_statement_dup_text (row, c++);
  self->payer_phone = miqat_statement_dup_text (row, c++);
  self->room_type = miqat_statement_dup_text (row, c++);
  self->pilgrim_id = miqat_statement_dup_text (row, c++);
  self->pilgrim_name = miqat_statement_dup_text (row, c++);
  self->gender = miqat_statement_dup_text (row, c++);
  self->date_of_birth = miqat_statement_dup_text (row, c++);
  self->position = (guint) miqat_statement_get_int (row, c++);
  self->takes_seat = miqat_statement_get_int (row, c++) != 0;
  self->price = miqat_statement_get_int (row, c++);
  if (!miqat_booking_status_from_name (miqat_statement_get_text (row, c++), &self->status))
    g_assert_not_reached ();
  return self;
}

GPtrArray *
miqat_booking_list_passengers (MiqatDb *db, const char *departure_id, const MiqatReader *reader,
                               gboolean paid_only, MiqatInstant now, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (db, &miqat_booking_statements, SQL_PASSENGERS, error);

  miqat_statement_bind_text (statement, "id", departure_id);
  miqat_statement_bind_int (statement, "now", now);
  miqat_statement_bind_int (statement, "paid_only", paid_only ? 1 : 0);
  miqat_rows_bind_reader (statement, *reader);
  return miqat_rows_collect (statement, read_passenger, (GDestroyNotify) miqat_passenger_free, error);
}
