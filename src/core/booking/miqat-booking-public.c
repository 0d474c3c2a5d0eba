/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The booking as its pilgrims see it. */
#include "config.h"

#include "miqat-booking-public.h"
#include "miqat-rows.h"
#include "miqat-text.h"

enum { SQL_LOAD, SQL_TRAVELLERS, N_SQL };

static const char *const sql[N_SQL] = {
  [SQL_LOAD] =
    "SELECT b.id, b.booking_code, b.branch_id, k.name, k.slug, b.departure_id, d.departure_date,"
    " d.return_date, a.name, d.flight_number, d.origin_airport, o.city, hk.name, hn.name, y.full_name,"
    " y.phone, b.payment_mode, b.status,"
    " CASE WHEN l.status = 'active' THEN coalesce(l.expires_at, 0) ELSE 0 END, b.pax_count,"
    " b.total_price, b.amount_paid"
    " FROM bookings b JOIN departures d ON d.id = b.departure_id JOIN packages k ON k.id = d.package_id"
    " JOIN airlines a ON a.code = d.airline_code JOIN airports o ON o.code = d.origin_airport"
    " JOIN seat_locks l ON l.booking_id = b.id"
    " LEFT JOIN hotels hk ON hk.id = d.hotel_makkah_id LEFT JOIN hotels hn ON hn.id = d.hotel_madinah_id"
    " LEFT JOIN payers y ON y.id = b.payer_id WHERE b.id = :id",
  [SQL_TRAVELLERS] =
    "SELECT t.id, t.pilgrim_id, p.full_name, r.type, t.position, t.price,"
    " CASE WHEN EXISTS (SELECT 1 FROM documents c WHERE c.pilgrim_id = t.pilgrim_id"
    "  AND c.doc_type = 'ktp') THEN 1 ELSE 0 END,"
    " CASE WHEN EXISTS (SELECT 1 FROM documents c WHERE c.pilgrim_id = t.pilgrim_id"
    "  AND c.doc_type = 'passport') THEN 1 ELSE 0 END"
    " FROM booking_travellers t JOIN room_types r ON r.id = t.room_type_id"
    " LEFT JOIN pilgrims p ON p.id = t.pilgrim_id"
    " WHERE t.booking_id = :id AND t.status = 'active' ORDER BY t.position",
};

const MiqatStatements miqat_booking_public_statements = { "booking-public", sql, N_SQL, 0 };

static void
traveller_free (gpointer data)
{
  MiqatBookingPublicTraveller *self = data;

  g_free (self->traveller_id);
  g_free (self->pilgrim_id);
  g_free (self->name);
  g_free (self->room_type);
  g_free (self);
}

void
miqat_booking_public_free (MiqatBookingPublic *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->code);
  g_free (self->branch_id);
  g_free (self->package_name);
  g_free (self->package_slug);
  g_free (self->departure_id);
  g_free (self->departure_date);
  g_free (self->return_date);
  g_free (self->airline_name);
  g_free (self->flight_number);
  g_free (self->origin_airport);
  g_free (self->origin_city);
  g_free (self->hotel_makkah);
  g_free (self->hotel_madinah);
  g_free (self->payer_name);
  g_free (self->payer_phone_masked);
  g_free (self->payment_mode);
  g_clear_pointer (&self->travellers, g_ptr_array_unref);
  g_free (self);
}

static gpointer
read_traveller (MiqatStatement *row)
{
  MiqatBookingPublicTraveller *self = g_new0 (MiqatBookingPublicTraveller, 1);

  self->traveller_id = miqat_statement_dup_text (row, 0);
  self->pilgrim_id = miqat_statement_dup_text (row, 1);
  self->name = miqat_statement_dup_text (row, 2);
  self->room_type = miqat_statement_dup_text (row, 3);
  self->position = (guint) miqat_statement_get_int (row, 4);
  self->price = miqat_statement_get_int (row, 5);
  self->has_ktp = miqat_statement_get_int (row, 6) != 0;
  self->has_passport = miqat_statement_get_int (row, 7) != 0;
  return self;
}

static gpointer
read_booking (MiqatStatement *row)
{
  MiqatBookingPublic *self = g_new0 (MiqatBookingPublic, 1);
  const char *phone;
  guint c = 0;

  self->id = miqat_statement_dup_text (row, c++);
  self->code = miqat_statement_dup_text (row, c++);
  self->branch_id = miqat_statement_dup_text (row, c++);
  self->package_name = miqat_statement_dup_text (row, c++);
  self->package_slug = miqat_statement_dup_text (row, c++);
  self->departure_id = miqat_statement_dup_text (row, c++);
  self->departure_date = miqat_statement_dup_text (row, c++);
  self->return_date = miqat_statement_dup_text (row, c++);
  self->airline_name = miqat_statement_dup_text (row, c++);
  self->flight_number = miqat_statement_dup_text (row, c++);
  self->origin_airport = miqat_statement_dup_text (row, c++);
  self->origin_city = miqat_statement_dup_text (row, c++);
  self->hotel_makkah = miqat_statement_dup_text (row, c++);
  self->hotel_madinah = miqat_statement_dup_text (row, c++);
  self->payer_name = miqat_statement_dup_text (row, c++);
  phone = miqat_statement_get_text (row, c++);
  self->payer_phone_masked = phone != NULL ? miqat_text_mask (phone, 4, 3) : NULL;
  self->registered = self->payer_name != NULL;
  self->payment_mode = miqat_statement_dup_text (row, c++);
  if (!miqat_booking_status_from_name (miqat_statement_get_text (row, c++), &self->status))
    g_assert_not_reached (); /* the table's CHECK knows the same names */
  self->expires_at = miqat_statement_get_int (row, c++);
  self->pax_count = (guint) miqat_statement_get_int (row, c++);
  self->total_price = miqat_statement_get_int (row, c++);
  self->amount_paid = miqat_statement_get_int (row, c++);
  return self;
}

MiqatBookingPublic *
miqat_booking_public_load (MiqatDb *db, const char *id, MiqatInstant now, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (db, &miqat_booking_public_statements, SQL_LOAD, error);
  g_autoptr (MiqatStatement) travellers = NULL;
  g_autoptr (MiqatBookingPublic) self = NULL;

  miqat_statement_bind_text (statement, "id", id);
  self = miqat_rows_take_one (statement, read_booking, error);
  if (self == NULL)
    return NULL;
  self->status = miqat_booking_status_at (self->status, self->expires_at, now);
  travellers = miqat_db_statement (db, &miqat_booking_public_statements, SQL_TRAVELLERS, error);
  miqat_statement_bind_text (travellers, "id", id);
  self->travellers = miqat_rows_collect (travellers, read_traveller, traveller_free, error);
  if (self->travellers == NULL)
    return NULL;
  return g_steal_pointer (&self);
}
