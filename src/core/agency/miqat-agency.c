/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The agency's profile: table agencies. */
#include "config.h"

#include "miqat-agency-private.h"
#include "miqat-rows.h"

enum { SQL_LOAD, SQL_COUNT, SQL_INSERT, SQL_UPDATE, N_SQL };

static const char *const sql[N_SQL] = {
  [SQL_LOAD] =
    "SELECT id, name, legal_name, licence_number, licence_date, address, city, phone, whatsapp,"
    " email, zone FROM agencies ORDER BY id LIMIT 1",
  [SQL_COUNT] = "SELECT count(*) FROM agencies",
  [SQL_INSERT] =
    "INSERT INTO agencies (id, name, legal_name, licence_number, licence_date, address, city, phone,"
    " whatsapp, email, zone) VALUES (:id, :name, :legal_name, :licence_number, :licence_date,"
    " :address, :city, :phone, :whatsapp, :email, :zone)",
  [SQL_UPDATE] =
    "UPDATE agencies SET name = coalesce(:name, name),"
    " legal_name = coalesce(:legal_name, legal_name),"
    " licence_number = coalesce(:licence_number, licence_number),"
    " licence_date = coalesce(:licence_date, licence_date),"
    " address = coalesce(:address, address), city = coalesce(:city, city),"
    " phone = coalesce(:phone, phone), whatsapp = coalesce(:whatsapp, whatsapp),"
    " email = coalesce(:email, email) WHERE id = :id",
};

const MiqatStatements miqat_agency_statements = { "agency", sql, N_SQL, 0 };

void
miqat_agency_free (MiqatAgency *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->name);
  g_free (self->legal_name);
  g_free (self->licence_number);
  g_free (self->address);
  g_free (self->city);
  g_free (self->phone);
  g_free (self->whatsapp);
  g_free (self->email);
  g_free (self);
}

static gpointer
read_agency (MiqatStatement *row)
{
  MiqatAgency *self = g_new0 (MiqatAgency, 1);
  const char *licence_date = miqat_statement_get_text (row, 4);

  self->id = miqat_statement_dup_text (row, 0);
  self->name = miqat_statement_dup_text (row, 1);
  self->legal_name = miqat_statement_dup_text (row, 2);
  self->licence_number = miqat_statement_dup_text (row, 3);
  if (licence_date == NULL
      || miqat_day_parse (licence_date, &self->licence_date) != MIQAT_PROBLEM_NONE)
    self->licence_date = MIQAT_DAY_NONE;
  self->address = miqat_statement_dup_text (row, 5);
  self->city = miqat_statement_dup_text (row, 6);
  self->phone = miqat_statement_dup_text (row, 7);
  self->whatsapp = miqat_statement_dup_text (row, 8);
  self->email = miqat_statement_dup_text (row, 9);
  miqat_zone_from_name (miqat_statement_get_text (row, 10), &self->zone);
  return self;
}

MiqatAgency *
miqat_agency_load (MiqatDb *db, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (db, &miqat_agency_statements, SQL_LOAD, error);

  return miqat_rows_take_one (statement, read_agency, error);
}

/* ---- writing -------------------------------------------------------------------------------- */

gboolean
miqat_agency_exists (MiqatDb *db, gboolean *exists, GError **error)
{
  gint64 count;

  if (!miqat_db_read_int (db, &miqat_agency_statements, SQL_COUNT, &count, NULL, error, NULL))
    return FALSE;
  *exists = count > 0;
  return TRUE;
}

/* What inserting and updating bind alike: the arguments as they are, NULL where not given. */
static void
bind_profile (MiqatStatement *statement, const MiqatArgs *args)
{
  static const char *const names[]
    = { "name", "legal_name", "licence_number", "licence_date", "address", "city", "phone", "email" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    miqat_statement_bind_text (statement, names[i], miqat_args_text (args, names[i]));
}

gboolean
miqat_agency_insert (MiqatCall *call, const char *id, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (call->db, &miqat_agency_statements, SQL_INSERT, error);

  bind_profile (statement, call->args);
  miqat_statement_bind_text (statement, "id", id);
  miqat_statement_bind_text (statement, "whatsapp", miqat_args_text (call->args, "whatsapp"));
  miqat_statement_bind_text (statement, "zone", miqat_args_text (call->args, "zone"));
  return miqat_statement_run (statement, error);
}

gboolean
miqat_agency_update (MiqatCall *call, GError **error)
{
  g_autoptr (MiqatAgency) agency = miqat_agency_load (call->db, error);
  g_autoptr (MiqatStatement) statement = NULL;

  if (agency == NULL)
    return FALSE;
  statement = miqat_db_statement (call->db, &miqat_agency_statements, SQL_UPDATE, error);
  bind_profile (statement, call->args);
  miqat_statement_bind_text (statement, "id", agency->id);
  miqat_statement_bind_text (statement, "whatsapp", miqat_args_text (call->args, "whatsapp"));
  return miqat_statement_run (statement, error);
}
