/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Table offline_people. */
#include "config.h"

#include "miqat-offline-person.h"

enum { SQL_FIND, SQL_DELETE, SQL_DELETE_EMAIL, SQL_INSERT, N_SQL };

static const char *const sql[N_SQL] = {
  [SQL_FIND] = "SELECT staff_id, email, verifier, verified_at FROM offline_people WHERE email = :email",
  [SQL_DELETE] = "DELETE FROM offline_people WHERE staff_id = :id",
  [SQL_DELETE_EMAIL] = "DELETE FROM offline_people WHERE email = :email",
  [SQL_INSERT] =
    "INSERT INTO offline_people (staff_id, email, verifier, verified_at)"
    " VALUES (:id, :email, :verifier, :verified_at)",
};

const MiqatStatements miqat_offline_person_statements = { "offline-person", sql, N_SQL, 0 };

void
miqat_offline_person_free (MiqatOfflinePerson *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->email);
  g_free (self->verifier);
  g_free (self);
}

MiqatOfflinePerson *
miqat_offline_person_find (MiqatDb *db, const char *email, GError **error)
{
  g_autoptr (MiqatStatement) statement = miqat_db_statement (db, &miqat_offline_person_statements, SQL_FIND, error);
  MiqatOfflinePerson *self;
  gboolean row = FALSE;

  miqat_statement_bind_text (statement, "email", email);
  if (statement == NULL || !miqat_statement_step (statement, &row, error) || !row)
    return NULL;
  self = g_new0 (MiqatOfflinePerson, 1);
  self->id = miqat_statement_dup_text (statement, 0);
  self->email = miqat_statement_dup_text (statement, 1);
  self->verifier = miqat_statement_dup_text (statement, 2);
  self->verified_at = miqat_statement_get_int (statement, 3);
  return self;
}

static gboolean
run_with_text (MiqatDb *db, guint index, const char *name, const char *text, GError **error)
{
  g_autoptr (MiqatStatement) statement = miqat_db_statement (db, &miqat_offline_person_statements, index, error);

  miqat_statement_bind_text (statement, name, text);
  return miqat_statement_run (statement, error);
}

gboolean
miqat_offline_person_keep (MiqatDb *db, const MiqatOfflinePerson *self, GError **error)
{
  g_autoptr (MiqatStatement) statement = NULL;

  if (!run_with_text (db, SQL_DELETE, "id", self->id, error)
      || !run_with_text (db, SQL_DELETE_EMAIL, "email", self->email, error))
    return FALSE;
  statement = miqat_db_statement (db, &miqat_offline_person_statements, SQL_INSERT, error);
  miqat_statement_bind_text (statement, "id", self->id);
  miqat_statement_bind_text (statement, "email", self->email);
  miqat_statement_bind_text (statement, "verifier", self->verifier);
  miqat_statement_bind_int (statement, "verified_at", self->verified_at);
  return miqat_statement_run (statement, error);
}

gboolean
miqat_offline_person_forget (MiqatDb *db, const char *id, GError **error)
{
  return run_with_text (db, SQL_DELETE, "id", id, error);
}
