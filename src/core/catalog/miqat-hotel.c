/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The stores of hotels, airlines and airports. */
#include "config.h"

#include "miqat-catalog-private.h"
#include "miqat-hotel.h"
#include "miqat-rows.h"

#include <glib/gi18n-lib.h>

enum {
  SQL_HOTELS,
  SQL_AIRLINES,
  SQL_AIRPORTS,
  SQL_HOTEL_CITY,
  SQL_HOTEL_INSERT,
  SQL_AIRLINE_EXISTS,
  SQL_AIRPORT_EXISTS,
  N_SQL
};

static const char *const sql[N_SQL] = {
  [SQL_HOTELS] =
    "SELECT id, name, city, stars, distance_m FROM hotels"
    " WHERE city = :city OR :city IS NULL ORDER BY city, name, id",
  [SQL_AIRLINES] = "SELECT code, name, NULL, NULL FROM airlines ORDER BY name, code",
  [SQL_AIRPORTS] = "SELECT code, name, city, country FROM airports ORDER BY city, code",
  [SQL_HOTEL_CITY] = "SELECT city FROM hotels WHERE id = :id",
  [SQL_HOTEL_INSERT] =
    "INSERT INTO hotels (id, name, city, stars, distance_m)"
    " VALUES (:id, :name, :city, :stars, :distance_m) ON CONFLICT (name, city) DO NOTHING",
  [SQL_AIRLINE_EXISTS] = "SELECT count(*) FROM airlines WHERE code = :code",
  [SQL_AIRPORT_EXISTS] = "SELECT count(*) FROM airports WHERE code = :code",
};

const MiqatStatements miqat_hotel_statements = { "hotels", sql, N_SQL, 0 };

void
miqat_hotel_free (MiqatHotel *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->name);
  g_free (self->city);
  g_free (self);
}

void
miqat_carrier_free (MiqatCarrier *self)
{
  if (self == NULL)
    return;
  g_free (self->code);
  g_free (self->name);
  g_free (self->city);
  g_free (self->country);
  g_free (self);
}

static gpointer
read_hotel (MiqatStatement *row)
{
  MiqatHotel *self = g_new0 (MiqatHotel, 1);

  self->id = miqat_statement_dup_text (row, 0);
  self->name = miqat_statement_dup_text (row, 1);
  self->city = miqat_statement_dup_text (row, 2);
  self->stars = (int) miqat_statement_get_int (row, 3);
  self->distance_m = (int) miqat_statement_get_int (row, 4);
  return self;
}

static gpointer
read_carrier (MiqatStatement *row)
{
  MiqatCarrier *self = g_new0 (MiqatCarrier, 1);

  self->code = miqat_statement_dup_text (row, 0);
  self->name = miqat_statement_dup_text (row, 1);
  self->city = miqat_statement_dup_text (row, 2);
  self->country = miqat_statement_dup_text (row, 3);
  return self;
}

GPtrArray *
miqat_hotel_list (MiqatDb *db, const char *city, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (db, &miqat_hotel_statements, SQL_HOTELS, error);

  miqat_statement_bind_text (statement, "city", city);
  return miqat_rows_collect (statement, read_hotel, (GDestroyNotify) miqat_hotel_free, error);
}

GPtrArray *
miqat_airline_list (MiqatDb *db, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (db, &miqat_hotel_statements, SQL_AIRLINES, error);

  return miqat_rows_collect (statement, read_carrier, (GDestroyNotify) miqat_carrier_free, error);
}

GPtrArray *
miqat_airport_list (MiqatDb *db, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (db, &miqat_hotel_statements, SQL_AIRPORTS, error);

  return miqat_rows_collect (statement, read_carrier, (GDestroyNotify) miqat_carrier_free, error);
}

static gboolean
code_exists (MiqatDb *db, guint index, const char *code, gboolean *exists, GError **error)
{
  gint64 count = 0;

  if (!miqat_db_read_int (db, &miqat_hotel_statements, index, &count, NULL, error, "code", code, NULL))
    return FALSE;
  *exists = count > 0;
  return TRUE;
}

gboolean
miqat_airline_exists (MiqatDb *db, const char *code, gboolean *exists, GError **error)
{
  return code_exists (db, SQL_AIRLINE_EXISTS, code, exists, error);
}

gboolean
miqat_airport_exists (MiqatDb *db, const char *code, gboolean *exists, GError **error)
{
  return code_exists (db, SQL_AIRPORT_EXISTS, code, exists, error);
}

gboolean
miqat_hotel_load_city (MiqatDb *db, const char *id, char **city, GError **error)
{
  return miqat_db_read_text (db, &miqat_hotel_statements, SQL_HOTEL_CITY, city, error, "id", id, NULL);
}

gboolean
miqat_hotel_insert (MiqatDb *db, const char *id, const char *name, const char *city, int stars,
                    int distance_m, gboolean *inserted, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (db, &miqat_hotel_statements, SQL_HOTEL_INSERT, error);

  miqat_statement_bind_text (statement, "id", id);
  miqat_statement_bind_text (statement, "name", name);
  miqat_statement_bind_text (statement, "city", city);
  miqat_statement_bind_int (statement, "stars", stars);
  miqat_statement_bind_int (statement, "distance_m", distance_m);
  if (!miqat_statement_run (statement, error))
    return FALSE;
  *inserted = miqat_statement_get_changes (statement) == 1;
  return TRUE;
}

/* ---- the command hotel.add ------------------------------------------------------------------- */

const char *const miqat_hotel_cities[] = { "makkah", "madinah", "other", NULL };

const MiqatParam miqat_hotel_add_params[] = {
  { "name", N_ ("Hotel"), MIQAT_PARAM_TEXT, MIQAT_PARAM_REQUIRED, .min = 2, .max = 100 },
  { "city", N_ ("City"), MIQAT_PARAM_CHOICE, MIQAT_PARAM_REQUIRED, .choices = miqat_hotel_cities },
  { "stars", N_ ("Stars"), MIQAT_PARAM_COUNT, MIQAT_PARAM_REQUIRED, .min = 1, .max = 5 },
  { "distance_m", N_ ("Metres to the mosque"), MIQAT_PARAM_COUNT, MIQAT_PARAM_REQUIRED, .max = 100000 },
  { NULL },
};

gboolean
miqat_hotel_add_apply (MiqatCall *call, GError **error)
{
  g_autofree char *id = miqat_call_derive_id (call, "hotel");
  gboolean inserted = FALSE;

  if (!miqat_hotel_insert (call->db, id, miqat_args_text (call->args, "name"),
                           miqat_args_text (call->args, "city"),
                           (int) miqat_args_int (call->args, "stars", 1),
                           (int) miqat_args_int (call->args, "distance_m", 0), &inserted, error))
    return FALSE;
  if (!inserted)
    return miqat_refuse (error, "name", MIQAT_PROBLEM_ALREADY_EXISTS, NULL);
  json_object_set_string_member (call->result, "hotel_id", id);
  return TRUE;
}
