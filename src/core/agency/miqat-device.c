/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Workstations and the codes that enrol them: tables devices and enrolments. */
#include "config.h"

#include "miqat-agency-private.h"
#include "miqat-rows.h"

#define COLUMNS "id, node_id, name, code, enrolled_at, last_seen_at, revoked_at"

enum {
  SQL_FIND,
  SQL_BY_TOKEN,
  SQL_LIST,
  SQL_INSERT,
  SQL_REVOKE,
  SQL_SEEN,
  SQL_ENROLMENT_FIND,
  SQL_ENROLMENT_INSERT,
  SQL_ENROLMENT_USE,
  N_SQL
};

static const char *const sql[N_SQL] = {
  [SQL_FIND] = "SELECT " COLUMNS " FROM devices WHERE id = :id",
  [SQL_BY_TOKEN] = "SELECT " COLUMNS " FROM devices WHERE token_hash = :token_hash",
  [SQL_LIST] = "SELECT " COLUMNS " FROM devices ORDER BY code",
  [SQL_INSERT] =
    "INSERT INTO devices (id, node_id, name, code, token_hash, enrolled_at, last_seen_at)"
    " VALUES (:id, :node_id, :name, :code, :token_hash, :at, :at)",
  [SQL_REVOKE] = "UPDATE devices SET revoked_at = :at WHERE id = :id AND revoked_at IS NULL",
  [SQL_SEEN] = "UPDATE devices SET last_seen_at = :at WHERE id = :id AND last_seen_at < :at",
  [SQL_ENROLMENT_FIND] =
    "SELECT node_id FROM enrolments WHERE code_hash = :code_hash AND used_at IS NULL"
    " AND expires_at > :now",
  [SQL_ENROLMENT_INSERT] =
    "INSERT INTO enrolments (code_hash, node_id, expires_at) VALUES (:code_hash, :node_id, :expires_at)",
  [SQL_ENROLMENT_USE] =
    "UPDATE enrolments SET used_at = :at WHERE code_hash = :code_hash AND used_at IS NULL",
};

const MiqatStatements miqat_device_statements = { "devices", sql, N_SQL, 0 };

void
miqat_device_free (MiqatDevice *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->node_id);
  g_free (self->name);
  g_free (self->code);
  g_free (self);
}

static gpointer
read_device (MiqatStatement *row)
{
  MiqatDevice *self = g_new0 (MiqatDevice, 1);

  self->id = miqat_statement_dup_text (row, 0);
  self->node_id = miqat_statement_dup_text (row, 1);
  self->name = miqat_statement_dup_text (row, 2);
  self->code = miqat_statement_dup_text (row, 3);
  self->enrolled_at = miqat_statement_get_int (row, 4);
  self->last_seen_at = miqat_statement_get_int (row, 5);
  self->revoked_at = miqat_statement_is_null (row, 6) ? 0 : miqat_statement_get_int (row, 6);
  return self;
}

static MiqatStatement *
lend (MiqatDb *db, guint index, const char *name, const char *text, GError **error)
{
  MiqatStatement *statement = miqat_db_statement (db, &miqat_device_statements, index, error);

  if (name != NULL)
    miqat_statement_bind_text (statement, name, text);
  return statement;
}

MiqatDevice *
miqat_device_find_by_token (MiqatDb *db, const char *token_hash, GError **error)
{
  g_autoptr (MiqatStatement) statement = lend (db, SQL_BY_TOKEN, "token_hash", token_hash, error);

  return miqat_rows_take_first (statement, read_device, error);
}

MiqatDevice *
miqat_device_find (MiqatDb *db, const char *id, GError **error)
{
  g_autoptr (MiqatStatement) statement = lend (db, SQL_FIND, "id", id, error);

  return miqat_rows_take_first (statement, read_device, error);
}

GPtrArray *
miqat_device_list (MiqatDb *db, GError **error)
{
  g_autoptr (MiqatStatement) statement = lend (db, SQL_LIST, NULL, NULL, error);

  return miqat_rows_collect (statement, read_device, (GDestroyNotify) miqat_device_free, error);
}

/* ---- writing -------------------------------------------------------------------------------- */

static gpointer
read_text (MiqatStatement *row)
{
  return miqat_statement_dup_text (row, 0);
}

char *
miqat_enrolment_find (MiqatDb *db, const char *code_hash, MiqatInstant now, GError **error)
{
  g_autoptr (MiqatStatement) statement = lend (db, SQL_ENROLMENT_FIND, "code_hash", code_hash, error);

  miqat_statement_bind_int (statement, "now", now);
  return miqat_rows_take_first (statement, read_text, error);
}

gboolean
miqat_enrolment_insert (MiqatCall *call, const char *code_hash, const char *node_id,
                        MiqatInstant expires_at, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = lend (call->db, SQL_ENROLMENT_INSERT, "code_hash", code_hash, error);

  miqat_statement_bind_text (statement, "node_id", node_id);
  miqat_statement_bind_int (statement, "expires_at", expires_at);
  return miqat_statement_run (statement, error);
}

gboolean
miqat_enrolment_use (MiqatCall *call, const char *code_hash, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = lend (call->db, SQL_ENROLMENT_USE, "code_hash", code_hash, error);

  miqat_statement_bind_int (statement, "at", call->accepted_at);
  return miqat_statement_run (statement, error);
}

gboolean
miqat_device_insert (MiqatCall *call, const MiqatDevice *device, const char *token_hash,
                     GError **error)
{
  g_autoptr (MiqatStatement) statement = lend (call->db, SQL_INSERT, "id", device->id, error);

  miqat_statement_bind_text (statement, "node_id", device->node_id);
  miqat_statement_bind_text (statement, "name", device->name);
  miqat_statement_bind_text (statement, "code", device->code);
  miqat_statement_bind_text (statement, "token_hash", token_hash);
  miqat_statement_bind_int (statement, "at", call->accepted_at);
  return miqat_statement_run (statement, error);
}

gboolean
miqat_device_revoke (MiqatCall *call, const char *id, GError **error)
{
  g_autoptr (MiqatStatement) statement = lend (call->db, SQL_REVOKE, "id", id, error);

  miqat_statement_bind_int (statement, "at", call->accepted_at);
  return miqat_statement_run (statement, error);
}

gboolean
miqat_device_note_seen (MiqatCall *call, const char *id, GError **error)
{
  g_autoptr (MiqatStatement) statement = lend (call->db, SQL_SEEN, "id", id, error);

  miqat_statement_bind_int (statement, "at", call->accepted_at);
  return miqat_statement_run (statement, error);
}
