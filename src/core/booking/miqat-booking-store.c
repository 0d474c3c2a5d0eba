/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing bookings, payers and travellers. (Moving a booking's state is miqat-booking-state.) */
#include "config.h"

#include "miqat-booking-private.h"
#include "miqat-departure.h"
#include "miqat-text.h"

enum {
  SQL_INSERT,
  SQL_INSERT_TRAVELLER,
  SQL_INSERT_LOCK,
  SQL_INSERT_PAYER,
  SQL_SET_PAYER,
  SQL_SET_NOTES,
  SQL_SET_DATE,
  SQL_NAME_PLACE,
  SQL_LOAD_PLACE,
  SQL_HAS_PILGRIM,
  SQL_IS_OF_NODE,
  SQL_CODE_EXISTS,
  SQL_COUNT_HOLDS,
  SQL_COUNT_SEATS_OF_ADDRESS,
  N_SQL
};

static const char *const sql[N_SQL] = {
  [SQL_INSERT] =
    "INSERT INTO bookings (id, booking_code, branch_id, departure_id, departure_date, seller_id,"
    " payer_id, contact_key, channel, holder_hash, address_hash, pax_count, total_price, amount_paid,"
    " status, payment_mode, notes, created_at, updated_at)"
    " VALUES (:id, :code, :branch_id, :departure_id, :departure_date, :seller_id, NULL, '', :channel,"
    " :holder_hash, :address_hash, :pax_count, :total_price, 0, 'seat_locked', :payment_mode, :notes,"
    " :at, :at)",
  [SQL_INSERT_TRAVELLER] =
    "INSERT INTO booking_travellers (id, booking_id, branch_id, position, pilgrim_id, room_type_id,"
    " price, takes_seat, status)"
    " VALUES (:id, :booking_id, :branch_id, :position, NULL, :room_type_id, :price, :takes_seat, 'active')",
  [SQL_INSERT_LOCK] =
    "INSERT INTO seat_locks (booking_id, branch_id, departure_id, pool_id, seats_locked, locked_at,"
    " expires_at, status)"
    " VALUES (:id, :branch_id, :departure_id, :pool_id, :seats, :at, :expires_at, 'active')",
  [SQL_INSERT_PAYER] =
    "INSERT INTO payers (id, branch_id, full_name, name_key, phone, email, created_at)"
    " VALUES (:id, :branch_id, :full_name, :name_key, :phone, :email, :at)",
  [SQL_SET_PAYER] =
    "UPDATE bookings SET payer_id = :payer_id, contact_key = :contact_key, updated_at = :at"
    " WHERE id = :id",
  [SQL_SET_NOTES] = "UPDATE bookings SET notes = :notes, updated_at = :at WHERE id = :id",
  [SQL_SET_DATE] =
    "UPDATE bookings SET departure_date = :departure_date, updated_at = :at WHERE departure_id = :departure_id",
  [SQL_NAME_PLACE] =
    "UPDATE booking_travellers SET pilgrim_id = :pilgrim_id"
    " WHERE booking_id = :id AND position = :position AND status = 'active'",
  [SQL_LOAD_PLACE] =
    "SELECT pilgrim_id FROM booking_travellers"
    " WHERE booking_id = :id AND position = :position AND status = 'active'",
  [SQL_HAS_PILGRIM] =
    "SELECT count(*) FROM booking_travellers"
    " WHERE booking_id = :id AND pilgrim_id = :pilgrim_id AND status = 'active'",
  [SQL_IS_OF_NODE] =
    "SELECT count(*) FROM booking_travellers t JOIN bookings b ON b.id = t.booking_id"
    " JOIN hierarchy_paths h ON h.descendant_id = b.seller_id AND h.ancestor_id = :node_id"
    " WHERE t.pilgrim_id = :pilgrim_id",
  [SQL_CODE_EXISTS] = "SELECT count(*) FROM bookings WHERE booking_code = :code",
  [SQL_COUNT_HOLDS] =
    "SELECT count(*) FROM bookings b JOIN seat_locks l ON l.booking_id = b.id"
    " WHERE b.holder_hash = :holder_hash AND b.status IN ('seat_locked', 'awaiting_verification')"
    " AND l.status = 'active'"
    " AND (l.expires_at IS NULL OR l.expires_at > :now)",
  [SQL_COUNT_SEATS_OF_ADDRESS] =
    "SELECT CAST (coalesce(sum(l.seats_locked), 0) AS BIGINT)"
    " FROM bookings b JOIN seat_locks l ON l.booking_id = b.id"
    " WHERE b.address_hash = :address_hash AND b.status IN ('seat_locked', 'awaiting_verification')"
    " AND l.status = 'active'"
    " AND (l.expires_at IS NULL OR l.expires_at > :now)",
};

const MiqatStatements miqat_booking_write_statements = { "booking-store", sql, N_SQL, 0 };

static MiqatStatement *
prepare (MiqatDb *db, guint index, GError **error)
{
  return miqat_db_statement (db, &miqat_booking_write_statements, index, error);
}

/* ---- new rows ------------------------------------------------------------------------------- */

gboolean
miqat_booking_insert (MiqatCall *call, const MiqatNewBooking *booking, GError **error)
{
  g_autoptr (MiqatStatement) statement = prepare (call->db, SQL_INSERT, error);

  miqat_statement_bind_text (statement, "id", booking->id);
  miqat_statement_bind_text (statement, "code", booking->code);
  miqat_statement_bind_text (statement, "branch_id", booking->branch_id);
  miqat_statement_bind_text (statement, "departure_id", booking->departure_id);
  miqat_statement_bind_text (statement, "departure_date", booking->departure_date);
  miqat_statement_bind_text (statement, "seller_id", booking->seller_id);
  miqat_statement_bind_text (statement, "channel", booking->channel);
  miqat_statement_bind_text (statement, "holder_hash", booking->holder_hash);
  miqat_statement_bind_text (statement, "address_hash", booking->address_hash);
  miqat_statement_bind_text (statement, "payment_mode", booking->payment_mode);
  miqat_statement_bind_text (statement, "notes", booking->notes != NULL ? booking->notes : "");
  miqat_statement_bind_int (statement, "pax_count", booking->pax_count);
  miqat_statement_bind_int (statement, "total_price", booking->total_price);
  miqat_statement_bind_int (statement, "at", call->at);
  return miqat_statement_run (statement, error);
}

gboolean
miqat_booking_insert_traveller (MiqatCall *call, const MiqatNewBooking *booking, guint position,
                                const char *room_type_id, gint64 price, gboolean takes_seat, GError **error)
{
  g_autoptr (MiqatStatement) statement = prepare (call->db, SQL_INSERT_TRAVELLER, error);
  g_autofree char *id = miqat_call_derive_id_at (call, "traveller", position);

  miqat_statement_bind_text (statement, "id", id);
  miqat_statement_bind_text (statement, "booking_id", booking->id);
  miqat_statement_bind_text (statement, "branch_id", booking->branch_id);
  miqat_statement_bind_int (statement, "position", position);
  miqat_statement_bind_text (statement, "room_type_id", room_type_id);
  miqat_statement_bind_int (statement, "price", price);
  miqat_statement_bind_int (statement, "takes_seat", takes_seat ? 1 : 0);
  return miqat_statement_run (statement, error);
}

gboolean
miqat_booking_insert_lock (MiqatCall *call, const MiqatNewBooking *booking, const char *pool_id,
                           guint seats, MiqatInstant expires_at, GError **error)
{
  g_autoptr (MiqatStatement) statement = prepare (call->db, SQL_INSERT_LOCK, error);

  miqat_statement_bind_text (statement, "id", booking->id);
  miqat_statement_bind_text (statement, "branch_id", booking->branch_id);
  miqat_statement_bind_text (statement, "departure_id", booking->departure_id);
  miqat_statement_bind_text (statement, "pool_id", pool_id);
  miqat_statement_bind_int (statement, "seats", seats);
  miqat_statement_bind_int (statement, "at", call->at);
  miqat_statement_bind_int (statement, "expires_at", expires_at);
  return miqat_statement_run (statement, error);
}

gboolean
miqat_booking_insert_payer (MiqatCall *call, const char *id, const char *branch_id, GError **error)
{
  g_autoptr (MiqatStatement) statement = prepare (call->db, SQL_INSERT_PAYER, error);
  const char *name = miqat_args_text (call->args, "payer_name");
  g_autofree char *name_key = miqat_text_fold (name);

  miqat_statement_bind_text (statement, "id", id);
  miqat_statement_bind_text (statement, "branch_id", branch_id);
  miqat_statement_bind_text (statement, "full_name", name);
  miqat_statement_bind_text (statement, "name_key", name_key);
  miqat_statement_bind_text (statement, "phone", miqat_args_text (call->args, "payer_phone"));
  miqat_statement_bind_text (statement, "email", miqat_args_text (call->args, "payer_email"));
  miqat_statement_bind_int (statement, "at", call->at);
  return miqat_statement_run (statement, error);
}

/* ---- changes -------------------------------------------------------------------------------- */

gboolean
miqat_booking_set_payer (MiqatCall *call, const char *id, const char *payer_id, const char *name, GError **error)
{
  g_autoptr (MiqatStatement) statement = prepare (call->db, SQL_SET_PAYER, error);
  g_autofree char *contact_key = miqat_text_fold (name);

  miqat_statement_bind_text (statement, "id", id);
  miqat_statement_bind_text (statement, "payer_id", payer_id);
  miqat_statement_bind_text (statement, "contact_key", contact_key);
  miqat_statement_bind_int (statement, "at", call->at);
  return miqat_statement_run (statement, error);
}

gboolean
miqat_booking_set_notes (MiqatCall *call, const char *id, const char *notes, GError **error)
{
  g_autoptr (MiqatStatement) statement = prepare (call->db, SQL_SET_NOTES, error);

  miqat_statement_bind_text (statement, "id", id);
  miqat_statement_bind_text (statement, "notes", notes);
  miqat_statement_bind_int (statement, "at", call->at);
  return miqat_statement_run (statement, error);
}

gboolean
miqat_booking_follow_departure (MiqatCall *call, const char *departure_id, GError **error)
{
  g_autoptr (MiqatStatement) statement = NULL;
  g_autofree char *date = NULL;

  if (!miqat_departure_load_date (call->db, departure_id, &date, error))
    return FALSE;
  statement = prepare (call->db, SQL_SET_DATE, error);
  miqat_statement_bind_text (statement, "departure_id", departure_id);
  miqat_statement_bind_text (statement, "departure_date", date);
  miqat_statement_bind_int (statement, "at", call->at);
  return miqat_statement_run (statement, error);
}

gboolean
miqat_booking_name_place (MiqatCall *call, const char *id, guint position, const char *pilgrim_id, GError **error)
{
  g_autoptr (MiqatStatement) statement = prepare (call->db, SQL_NAME_PLACE, error);

  miqat_statement_bind_text (statement, "id", id);
  miqat_statement_bind_int (statement, "position", position);
  miqat_statement_bind_text (statement, "pilgrim_id", pilgrim_id);
  if (!miqat_statement_run (statement, error))
    return FALSE;
  if (miqat_statement_get_changes (statement) != 1)
    return miqat_refuse (error, "position", MIQAT_PROBLEM_NOT_FOUND, NULL);
  return TRUE;
}

/* ---- lookups -------------------------------------------------------------------------------- */

gboolean
miqat_booking_load_place (MiqatDb *db, const char *id, guint position, char **pilgrim_id, GError **error)
{
  g_autoptr (MiqatStatement) row = prepare (db, SQL_LOAD_PLACE, error);
  gboolean found = FALSE;

  miqat_statement_bind_text (row, "id", id);
  miqat_statement_bind_int (row, "position", position);
  if (row == NULL || !miqat_statement_step (row, &found, error))
    return FALSE;
  if (!found)
    return miqat_refuse (error, "position", MIQAT_PROBLEM_NOT_FOUND, NULL);
  *pilgrim_id = miqat_statement_dup_text (row, 0);
  return TRUE;
}

gboolean
miqat_booking_has_pilgrim (MiqatDb *db, const char *id, const char *pilgrim_id, gboolean *is, GError **error)
{
  gint64 count = 0;

  if (!miqat_db_read_int (db, &miqat_booking_write_statements, SQL_HAS_PILGRIM, &count, NULL, error,
                          "id", id, "pilgrim_id", pilgrim_id, NULL))
    return FALSE;
  *is = count > 0;
  return TRUE;
}

gboolean
miqat_booking_is_of_node (MiqatDb *db, const char *node_id, const char *pilgrim_id, gboolean *is, GError **error)
{
  gint64 count = 0;

  if (!miqat_db_read_int (db, &miqat_booking_write_statements, SQL_IS_OF_NODE, &count, NULL, error,
                          "node_id", node_id, "pilgrim_id", pilgrim_id, NULL))
    return FALSE;
  *is = count > 0;
  return TRUE;
}

gboolean
miqat_booking_code_exists (MiqatDb *db, const char *code, gboolean *exists, GError **error)
{
  gint64 count = 0;

  if (!miqat_db_read_int (db, &miqat_booking_write_statements, SQL_CODE_EXISTS, &count, NULL, error,
                          "code", code, NULL))
    return FALSE;
  *exists = count > 0;
  return TRUE;
}

static gboolean
count_held (MiqatDb *db, guint index, const char *name, const char *hash, MiqatInstant now, gint64 *count,
            GError **error)
{
  g_autoptr (MiqatStatement) row = prepare (db, index, error);
  gboolean found = FALSE;

  miqat_statement_bind_text (row, name, hash);
  miqat_statement_bind_int (row, "now", now);
  if (row == NULL || !miqat_statement_step (row, &found, error))
    return FALSE;
  *count = found ? miqat_statement_get_int (row, 0) : 0;
  return TRUE;
}

gboolean
miqat_booking_count_holds (MiqatDb *db, const char *holder_hash, MiqatInstant now, gint64 *count, GError **error)
{
  return count_held (db, SQL_COUNT_HOLDS, "holder_hash", holder_hash, now, count, error);
}

gboolean
miqat_booking_count_seats_of_address (MiqatDb *db, const char *address_hash, MiqatInstant now, gint64 *seats,
                                      GError **error)
{
  return count_held (db, SQL_COUNT_SEATS_OF_ADDRESS, "address_hash", address_hash, now, seats, error);
}
