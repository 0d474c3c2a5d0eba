/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The agency's profile, its people, and their credentials: tables agencies and credentials, and
 * whoever acts. */
#include "config.h"

#include "miqat-agency-private.h"
#include "miqat-rows.h"

#define PERSON_STAFF \
  "SELECT s.id, s.full_name, s.email, s.branch_id, s.branch_id, c.verifier, 1," \
  " CASE WHEN u.is_active = 1 THEN s.is_active ELSE 0 END" \
  " FROM staff s JOIN users u ON u.id = s.branch_id LEFT JOIN credentials c ON c.owner_id = s.id"
#define PERSON_USER \
  "SELECT u.id, u.full_name, u.email, u.id, u.branch_id, c.verifier, 0, u.is_active" \
  " FROM users u LEFT JOIN credentials c ON c.owner_id = u.id"

enum {
  SQL_LOAD,
  SQL_COUNT,
  SQL_INSERT,
  SQL_UPDATE,
  SQL_PERSON_BY_EMAIL,
  SQL_PERSON_BY_ID,
  SQL_CREDENTIAL_SET,
  N_SQL
};

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
  [SQL_PERSON_BY_EMAIL] =
    PERSON_STAFF " WHERE s.email = :email UNION ALL " PERSON_USER " WHERE u.email = :email ORDER BY 1",
  [SQL_PERSON_BY_ID] =
    PERSON_STAFF " WHERE s.id = :id UNION ALL " PERSON_USER " WHERE u.id = :id ORDER BY 1",
  [SQL_CREDENTIAL_SET] =
    "INSERT INTO credentials (owner_id, verifier, changed_at) VALUES (:owner_id, :verifier, :at)"
    " ON CONFLICT (owner_id) DO UPDATE SET verifier = excluded.verifier,"
    " changed_at = excluded.changed_at",
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

void
miqat_person_free (MiqatPerson *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->full_name);
  g_free (self->email);
  g_free (self->node_id);
  g_free (self->branch_id);
  miqat_secret_free (self->verifier);
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

static gpointer
read_person (MiqatStatement *row)
{
  MiqatPerson *self = g_new0 (MiqatPerson, 1);

  self->id = miqat_statement_dup_text (row, 0);
  self->full_name = miqat_statement_dup_text (row, 1);
  self->email = miqat_statement_dup_text (row, 2);
  self->node_id = miqat_statement_dup_text (row, 3);
  self->branch_id = miqat_statement_dup_text (row, 4);
  self->verifier = miqat_statement_dup_text (row, 5);
  self->is_staff = miqat_statement_get_int (row, 6) != 0;
  self->is_active = miqat_statement_get_int (row, 7) != 0;
  return self;
}

MiqatAgency *
miqat_agency_load (MiqatDb *db, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (db, &miqat_agency_statements, SQL_LOAD, error);

  return miqat_rows_take_one (statement, read_agency, error);
}

MiqatPerson *
miqat_person_find_by_email (MiqatDb *db, const char *email, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (db, &miqat_agency_statements, SQL_PERSON_BY_EMAIL, error);
  g_autofree char *folded = g_ascii_strdown (email, -1);

  miqat_statement_bind_text (statement, "email", folded);
  return miqat_rows_take_first (statement, read_person, error);
}

MiqatPerson *
miqat_person_find_by_id (MiqatDb *db, const char *id, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (db, &miqat_agency_statements, SQL_PERSON_BY_ID, error);

  miqat_statement_bind_text (statement, "id", id);
  return miqat_rows_take_first (statement, read_person, error);
}

/* ---- actors --------------------------------------------------------------------------------- */

static MiqatActor *
make_actor (const char *id, const char *name, MiqatTiers tier)
{
  MiqatActor *actor = g_new0 (MiqatActor, 1);

  actor->id = g_strdup (id);
  actor->name = g_strdup (name);
  actor->tier = tier;
  return actor;
}

static MiqatActor *
find_nobody (const char *actor_id)
{
  if (g_strcmp0 (actor_id, MIQAT_ACTOR_PUBLIC) == 0)
    return make_actor (actor_id, actor_id, MIQAT_TIER_PUBLIC);
  if (g_strcmp0 (actor_id, MIQAT_ACTOR_GATEWAY) == 0)
    return make_actor (actor_id, actor_id, MIQAT_TIER_GATEWAY);
  if (g_strcmp0 (actor_id, MIQAT_ACTOR_SYSTEM) == 0)
    return make_actor (actor_id, actor_id, MIQAT_TIER_SYSTEM);
  return NULL;
}

MiqatActor *
miqat_agency_load_actor (MiqatDb *db, const char *actor_id, GError **error)
{
  MiqatActor *actor = find_nobody (actor_id);
  g_autoptr (GError) failure = NULL;
  g_autoptr (MiqatPerson) person = NULL;
  g_autoptr (MiqatUser) node = NULL;

  if (actor != NULL)
    return actor;
  person = miqat_person_find_by_id (db, actor_id, error);
  if (person == NULL || !person->is_active)
    return NULL;
  node = miqat_user_load (db, person->node_id, error);
  if (node == NULL)
    return NULL;
  actor = make_actor (person->id, person->full_name, node->tier);
  actor->node_id = g_strdup (node->id);
  actor->branch_id = g_strdup (node->branch_id);
  if (person->is_staff) {
    g_autoptr (MiqatStaff) staff = miqat_staff_load (db, person->id, &failure);

    if (staff == NULL) {
      miqat_actor_free (actor);
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
    actor->duties = staff->duties;
  } else if ((node->tier & MIQAT_TIER_OFFICES) != 0) {
    actor->duties = MIQAT_DUTY_ANY;
  }
  return actor;
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

gboolean
miqat_credential_set (MiqatCall *call, const char *owner_id, const char *verifier, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (call->db, &miqat_agency_statements, SQL_CREDENTIAL_SET, error);

  miqat_statement_bind_text (statement, "owner_id", owner_id);
  miqat_statement_bind_text (statement, "verifier", verifier);
  miqat_statement_bind_int (statement, "at", call->at);
  return miqat_statement_run (statement, error);
}
