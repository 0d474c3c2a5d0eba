/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was accepted although it does not fit: table payment_flags. */
#include "config.h"

#include "miqat-payment-private.h"

#include <glib/gi18n-lib.h>

typedef struct {
  const char *name;
  const char *sentence;
} Kind;

static const Kind kinds[MIQAT_N_FLAGS] = {
  [MIQAT_FLAG_BOOKING_CLOSED] = { "booking_closed", N_("Money came for a booking that has no seats any more.") },
  [MIQAT_FLAG_APPROVED_TWICE]
    = { "approved_twice", N_("Two people approved the same proof; the second receipt is void.") },
  [MIQAT_FLAG_WAS_REJECTED] = { "was_rejected", N_("A proof was approved in one place and rejected in another.") },
  [MIQAT_FLAG_ACCOUNT_CLOSED] = { "account_closed", N_("Money came to a bank account that is no longer used.") },
  [MIQAT_FLAG_BOOKING_MISSING]
    = { "booking_missing", N_("Money came for a booking that could not be accepted; find out whose it is.") },
  [MIQAT_FLAG_MARGIN_MISSING] = { "margin_missing", N_("The departure has no margin; nobody earned commission.") },
  [MIQAT_FLAG_COMMISSION_CUT] = { "commission_cut", N_("A commission did not fit into the margin and was cut.") },
};

enum { SQL_RAISE, SQL_SETTLE, SQL_OPEN, SQL_OF_KIND, SQL_LOAD, SQL_CLOSE, N_SQL };

#define COLUMNS "id, branch_id, booking_id, kind, subject_id, raised_at, closed_at"

static const char *const sql[N_SQL] = {
  [SQL_RAISE] =
    "INSERT INTO payment_flags (id, branch_id, booking_id, kind, subject_id, raised_at)"
    " VALUES (:id, :branch_id, :booking_id, :kind, :subject_id, :at)"
    " ON CONFLICT (kind, subject_id) DO NOTHING",
  [SQL_SETTLE] =
    "UPDATE payment_flags SET closed_at = :at, closed_by = :actor_id"
    " WHERE kind = :kind AND subject_id = :subject_id AND closed_at IS NULL",
  [SQL_OF_KIND] = "SELECT " COLUMNS " FROM payment_flags WHERE kind = :kind ORDER BY subject_id",
  [SQL_OPEN] =
    "SELECT " COLUMNS " FROM payment_flags WHERE closed_at IS NULL AND CAST (:node_id AS TEXT) IS NULL"
    " AND (branch_id = :branch_id OR :branch_id IS NULL) ORDER BY raised_at, id",
  [SQL_LOAD] = "SELECT " COLUMNS " FROM payment_flags WHERE id = :id",
  [SQL_CLOSE] =
    "UPDATE payment_flags SET closed_at = :at, closed_by = :actor_id, note = :note"
    " WHERE id = :id AND closed_at IS NULL",
};

const MiqatStatements miqat_flag_statements = { "flags", sql, N_SQL, 0 };

void
miqat_flag_free (MiqatFlag *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->branch_id);
  g_free (self->booking_id);
  g_free (self->subject_id);
  g_free (self);
}

const char *
miqat_flag_kind_get_name (MiqatFlagKind kind)
{
  return kinds[kind].name;
}

const char *
miqat_flag_kind_get_sentence (MiqatFlagKind kind)
{
  return kinds[kind].sentence;
}

static gpointer
read_flag (MiqatStatement *row)
{
  MiqatFlag *self = g_new0 (MiqatFlag, 1);
  const char *kind = miqat_statement_get_text (row, 3);

  self->id = miqat_statement_dup_text (row, 0);
  self->branch_id = miqat_statement_dup_text (row, 1);
  self->booking_id = miqat_statement_dup_text (row, 2);
  while (self->kind + 1 < MIQAT_N_FLAGS && g_strcmp0 (kinds[self->kind].name, kind) != 0)
    self->kind++;
  self->subject_id = miqat_statement_dup_text (row, 4);
  self->raised_at = miqat_statement_get_int (row, 5);
  self->closed_at = miqat_statement_is_null (row, 6) ? 0 : miqat_statement_get_int (row, 6);
  return self;
}

gboolean
miqat_flag_raise (MiqatCall *call, MiqatFlagKind kind, const char *branch_id, const char *booking_id,
                  const char *subject_id, GError **error)
{
  g_autofree char *label = g_strconcat ("flag:", kinds[kind].name, ":", subject_id, NULL);
  g_autofree char *id = miqat_call_derive_id (call, label);
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (call->db, &miqat_flag_statements, SQL_RAISE, error);

  miqat_statement_bind_text (statement, "id", id);
  miqat_statement_bind_text (statement, "branch_id", branch_id);
  miqat_statement_bind_text (statement, "booking_id", booking_id);
  miqat_statement_bind_text (statement, "kind", kinds[kind].name);
  miqat_statement_bind_text (statement, "subject_id", subject_id);
  miqat_statement_bind_int (statement, "at", call->at);
  return miqat_statement_run (statement, error);
}

gboolean
miqat_flag_settle (MiqatCall *call, MiqatFlagKind kind, const char *subject_id, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (call->db, &miqat_flag_statements, SQL_SETTLE, error);

  miqat_statement_bind_text (statement, "kind", kinds[kind].name);
  miqat_statement_bind_text (statement, "subject_id", subject_id);
  miqat_statement_bind_text (statement, "actor_id", call->actor->id);
  miqat_statement_bind_int (statement, "at", call->at);
  return miqat_statement_run (statement, error);
}

GPtrArray *
miqat_flag_list_of_kind (MiqatDb *db, MiqatFlagKind kind, GError **error)
{
  g_autoptr (MiqatStatement) statement = miqat_db_statement (db, &miqat_flag_statements, SQL_OF_KIND, error);

  miqat_statement_bind_text (statement, "kind", kinds[kind].name);
  return miqat_rows_collect (statement, read_flag, (GDestroyNotify) miqat_flag_free, error);
}

GPtrArray *
miqat_flag_list_open (MiqatDb *db, MiqatReader reader, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (db, &miqat_flag_statements, SQL_OPEN, error);

  miqat_rows_bind_reader (statement, reader);
  return miqat_rows_collect (statement, read_flag, (GDestroyNotify) miqat_flag_free, error);
}

/* ---- the command that closes one ------------------------------------------------------------ */

static MiqatFlag *
load_flag (MiqatCall *call, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (call->db, &miqat_flag_statements, SQL_LOAD, error);

  miqat_statement_bind_text (statement, "id", miqat_args_text (call->args, "flag_id"));
  return miqat_rows_take_one (statement, read_flag, error);
}

gboolean
miqat_flag_subject (MiqatCall *call, char **node_id, GError **error)
{
  g_autoptr (MiqatFlag) flag = load_flag (call, error);

  if (flag == NULL)
    return FALSE;
  *node_id = g_strdup (flag->branch_id);
  return TRUE;
}

gboolean
miqat_flag_apply_close (MiqatCall *call, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (call->db, &miqat_flag_statements, SQL_CLOSE, error);

  miqat_statement_bind_text (statement, "id", miqat_args_text (call->args, "flag_id"));
  miqat_statement_bind_text (statement, "actor_id", call->actor->id);
  miqat_statement_bind_text (statement, "note", miqat_args_text (call->args, "note"));
  miqat_statement_bind_int (statement, "at", call->at);
  return miqat_statement_run (statement, error);
}
