/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whoever can sign in or act, be it staff or a node of the network, and their passwords: table
 * credentials, read with staff and users. */
#include "config.h"

#include "miqat-agency-private.h"
#include "miqat-rows.h"

#define STAFF \
  "SELECT s.id, s.full_name, s.email, s.branch_id, s.branch_id, c.verifier, c.changed_at, 1," \
  " CASE WHEN u.is_active = 1 THEN s.is_active ELSE 0 END" \
  " FROM staff s JOIN users u ON u.id = s.branch_id LEFT JOIN credentials c ON c.owner_id = s.id"
#define NODES \
  "SELECT u.id, u.full_name, u.email, u.id, u.branch_id, c.verifier, c.changed_at, 0, u.is_active" \
  " FROM users u LEFT JOIN credentials c ON c.owner_id = u.id"

enum { SQL_BY_EMAIL, SQL_BY_ID, SQL_CREDENTIAL_SET, N_SQL };

static const char *const sql[N_SQL] = {
  [SQL_BY_EMAIL] =
    STAFF " WHERE s.email = :email UNION ALL " NODES " WHERE u.email = :email ORDER BY 1",
  [SQL_BY_ID] =
    STAFF " WHERE s.id = :id UNION ALL " NODES " WHERE u.id = :id ORDER BY 1",
  [SQL_CREDENTIAL_SET] =
    "INSERT INTO credentials (owner_id, verifier, changed_at) VALUES (:owner_id, :verifier, :at)"
    " ON CONFLICT (owner_id) DO UPDATE SET verifier = excluded.verifier,"
    " changed_at = excluded.changed_at",
};

const MiqatStatements miqat_person_statements = { "people", sql, N_SQL, 0 };

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
read_person (MiqatStatement *row)
{
  MiqatPerson *self = g_new0 (MiqatPerson, 1);

  self->id = miqat_statement_dup_text (row, 0);
  self->full_name = miqat_statement_dup_text (row, 1);
  self->email = miqat_statement_dup_text (row, 2);
  self->node_id = miqat_statement_dup_text (row, 3);
  self->branch_id = miqat_statement_dup_text (row, 4);
  self->verifier = miqat_statement_dup_text (row, 5);
  self->verifier_since = miqat_statement_get_int (row, 6);
  self->is_staff = miqat_statement_get_int (row, 7) != 0;
  self->is_active = miqat_statement_get_int (row, 8) != 0;
  return self;
}

MiqatPerson *
miqat_person_find_by_email (MiqatDb *db, const char *email, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (db, &miqat_person_statements, SQL_BY_EMAIL, error);
  g_autofree char *folded = g_ascii_strdown (email, -1);

  miqat_statement_bind_text (statement, "email", folded);
  return miqat_rows_take_first (statement, read_person, error);
}

MiqatPerson *
miqat_person_find_by_id (MiqatDb *db, const char *id, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (db, &miqat_person_statements, SQL_BY_ID, error);

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
miqat_person_load_actor (MiqatDb *db, const char *actor_id, GError **error)
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

char *
miqat_person_dup_name (MiqatDb *db, const char *actor_id, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (MiqatPerson) person = miqat_person_find_by_id (db, actor_id, &failure);

  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return NULL;
  }
  return g_strdup (person != NULL ? person->full_name : actor_id);
}

/* ---- passwords ------------------------------------------------------------------------------ */

gboolean
miqat_credential_set (MiqatCall *call, const char *owner_id, const char *verifier, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (call->db, &miqat_person_statements, SQL_CREDENTIAL_SET, error);

  miqat_statement_bind_text (statement, "owner_id", owner_id);
  miqat_statement_bind_text (statement, "verifier", verifier);
  miqat_statement_bind_int (statement, "at", call->at);
  return miqat_statement_run (statement, error) && miqat_session_revoke_all (call, owner_id, error);
}
