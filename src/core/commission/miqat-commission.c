/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What nodes have earned: tables commission_ledger and commission_margins. */
#include "config.h"

#include "miqat-commission-private.h"
#include "miqat-user.h"

#define COLUMNS \
  "id, booking_id, traveller_id, branch_id, user_id, user_role, entry, amount, granted, cut, status, created_at"
#define TIER_ORDER \
  "CASE user_role WHEN 'pusat' THEN 0 WHEN 'cabang' THEN 1 WHEN 'mitra' THEN 2 WHEN 'agen' THEN 3 ELSE 4 END"

enum {
  SQL_LIST,
  SQL_TOTALS,
  SQL_OF_TRAVELLER,
  SQL_UNREVERSED,
  SQL_IS_POSTED,
  SQL_MARGIN_INSERT,
  SQL_INSERT,
  SQL_CONFIRM,
  SQL_CANCEL_SHARE,
  N_SQL
};

static const char *const sql[N_SQL] = {
  [SQL_LIST] =
    "SELECT " COLUMNS " FROM commission_ledger WHERE user_id = :user_id"
    " ORDER BY created_at DESC, id DESC LIMIT :max OFFSET :skip",
  [SQL_TOTALS] =
    "SELECT status, CAST (sum(amount) AS BIGINT) FROM commission_ledger WHERE user_id = :user_id"
    " AND (status <> 'cancelled' OR entry = 'share') GROUP BY status ORDER BY status",
  [SQL_OF_TRAVELLER] =
    "SELECT " COLUMNS " FROM commission_ledger WHERE traveller_id = :traveller_id"
    " AND (branch_id = :branch_id OR :branch_id IS NULL)"
    " ORDER BY entry DESC, " TIER_ORDER,
  [SQL_UNREVERSED] =
    "SELECT " COLUMNS " FROM commission_ledger s WHERE booking_id = :booking_id AND entry = 'share'"
    " AND NOT EXISTS (SELECT 1 FROM commission_ledger r WHERE r.traveller_id = s.traveller_id"
    "  AND r.user_id = s.user_id AND r.entry = 'reversal') ORDER BY id",
  [SQL_IS_POSTED] = "SELECT 1 FROM commission_margins WHERE traveller_id = :traveller_id",
  [SQL_MARGIN_INSERT] =
    "INSERT INTO commission_margins (traveller_id, booking_id, margin, price, created_at)"
    " VALUES (:traveller_id, :booking_id, :margin, :price, :at)",
  [SQL_INSERT] =
    "INSERT INTO commission_ledger (id, booking_id, traveller_id, branch_id, user_id, user_role,"
    " entry, amount, granted, cut, status, created_at, updated_at) VALUES (:id, :booking_id,"
    " :traveller_id, :branch_id, :user_id, :role, :entry, :amount, :granted, :cut, :status, :at, :at)",
  [SQL_CONFIRM] =
    "UPDATE commission_ledger SET status = 'confirmed', updated_at = :at"
    " WHERE traveller_id = :traveller_id AND entry = 'share' AND status = 'pending'",
  [SQL_CANCEL_SHARE] =
    "UPDATE commission_ledger SET status = 'cancelled', updated_at = :at"
    " WHERE id = :id AND status IN ('pending', 'confirmed')",
};

const MiqatStatements miqat_commission_ledger_statements = { "commission-ledger", sql, N_SQL, 0 };

void
miqat_commission_row_free (MiqatCommissionRow *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->booking_id);
  g_free (self->traveller_id);
  g_free (self->branch_id);
  g_free (self->user_id);
  g_free (self->status);
  g_free (self);
}

static gpointer
read_row (MiqatStatement *row)
{
  MiqatCommissionRow *self = g_new0 (MiqatCommissionRow, 1);

  self->id = miqat_statement_dup_text (row, 0);
  self->booking_id = miqat_statement_dup_text (row, 1);
  self->traveller_id = miqat_statement_dup_text (row, 2);
  self->branch_id = miqat_statement_dup_text (row, 3);
  self->user_id = miqat_statement_dup_text (row, 4);
  self->user_tier = miqat_tier_from_name (miqat_statement_get_text (row, 5));
  self->is_reversal = g_strcmp0 (miqat_statement_get_text (row, 6), "reversal") == 0;
  self->amount = miqat_statement_get_int (row, 7);
  self->granted = miqat_statement_get_int (row, 8);
  self->cut = miqat_statement_get_int (row, 9);
  self->status = miqat_statement_dup_text (row, 10);
  self->created_at = miqat_statement_get_int (row, 11);
  return self;
}

static MiqatStatement *
lend (MiqatDb *db, guint index, const char *name, const char *text, GError **error)
{
  MiqatStatement *statement = miqat_db_statement (db, &miqat_commission_ledger_statements, index, error);

  miqat_statement_bind_text (statement, name, text);
  return statement;
}

static GPtrArray *
collect (MiqatStatement *statement, GError **error)
{
  return miqat_rows_collect (statement, read_row, (GDestroyNotify) miqat_commission_row_free, error);
}

/* ---- reading -------------------------------------------------------------------------------- */

static gboolean
may_see (MiqatDb *db, MiqatReader reader, const char *user_id, gboolean *may, GError **error)
{
  const char *above = reader.node_id != NULL ? reader.node_id : reader.branch_id;

  *may = TRUE;
  return above == NULL || miqat_user_covers (db, above, user_id, may, error);
}

static gboolean
check_may_see (MiqatDb *db, MiqatReader reader, const char *user_id, GError **error)
{
  gboolean may;

  if (!may_see (db, reader, user_id, &may, error))
    return FALSE;
  return may || miqat_refuse (error, NULL, MIQAT_PROBLEM_NOT_YOURS, NULL);
}

GPtrArray *
miqat_commission_list (MiqatDb *db, MiqatReader reader, const char *user_id, guint limit,
                       guint offset, GError **error)
{
  g_autoptr (MiqatStatement) statement = NULL;

  if (!check_may_see (db, reader, user_id, error))
    return NULL;
  statement = lend (db, SQL_LIST, "user_id", user_id, error);
  miqat_statement_bind_int (statement, "max", limit);
  miqat_statement_bind_int (statement, "skip", offset);
  return collect (statement, error);
}

static gint64 *
find_total (MiqatCommissionTotals *totals, const char *status)
{
  if (g_strcmp0 (status, "pending") == 0)
    return &totals->pending;
  if (g_strcmp0 (status, "confirmed") == 0)
    return &totals->confirmed;
  if (g_strcmp0 (status, "disbursed") == 0)
    return &totals->disbursed;
  return &totals->cancelled;
}

gboolean
miqat_commission_get_totals (MiqatDb *db, MiqatReader reader, const char *user_id,
                             MiqatCommissionTotals *totals, GError **error)
{
  g_autoptr (MiqatStatement) statement = NULL;
  gboolean row = FALSE;

  *totals = (MiqatCommissionTotals) { 0 };
  if (!check_may_see (db, reader, user_id, error))
    return FALSE;
  statement = lend (db, SQL_TOTALS, "user_id", user_id, error);
  while (TRUE) {
    if (!miqat_statement_step (statement, &row, error))
      return FALSE;
    if (!row)
      return TRUE;
    *find_total (totals, miqat_statement_get_text (statement, 0)) = miqat_statement_get_int (statement, 1);
  }
}

GPtrArray *
miqat_commission_list_of_traveller (MiqatDb *db, MiqatReader reader, const char *traveller_id,
                                    GError **error)
{
  g_autoptr (MiqatStatement) statement
    = lend (db, SQL_OF_TRAVELLER, "traveller_id", traveller_id, error);
  g_autoptr (GPtrArray) rows = NULL;
  gboolean may;

  miqat_statement_bind_text (statement, "branch_id", reader.branch_id);
  rows = collect (statement, error);
  if (rows == NULL)
    return NULL;
  for (guint i = rows->len; i > 0; i--) {
    const MiqatCommissionRow *row = g_ptr_array_index (rows, i - 1);

    if (!may_see (db, reader, row->user_id, &may, error))
      return NULL;
    if (!may)
      g_ptr_array_remove_index (rows, i - 1);
  }
  return g_steal_pointer (&rows);
}

GPtrArray *
miqat_commission_list_unreversed (MiqatDb *db, const char *booking_id, GError **error)
{
  g_autoptr (MiqatStatement) statement = lend (db, SQL_UNREVERSED, "booking_id", booking_id, error);

  return collect (statement, error);
}

gboolean
miqat_commission_is_posted (MiqatDb *db, const char *traveller_id, gboolean *posted, GError **error)
{
  gint64 one;

  return miqat_db_read_int (db, &miqat_commission_ledger_statements, SQL_IS_POSTED, &one, posted, error,
                            "traveller_id", traveller_id, NULL);
}

/* ---- writing -------------------------------------------------------------------------------- */

gboolean
miqat_commission_insert_margin (MiqatCall *call, const char *booking_id, const char *traveller_id,
                                gint64 margin, gint64 price, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = lend (call->db, SQL_MARGIN_INSERT, "traveller_id", traveller_id, error);

  miqat_statement_bind_text (statement, "booking_id", booking_id);
  miqat_statement_bind_int (statement, "margin", margin);
  miqat_statement_bind_int (statement, "price", price);
  miqat_statement_bind_int (statement, "at", call->at);
  return miqat_statement_run (statement, error);
}

gboolean
miqat_commission_insert (MiqatCall *call, const MiqatCommissionRow *row, GError **error)
{
  g_autoptr (MiqatStatement) statement = lend (call->db, SQL_INSERT, "id", row->id, error);

  miqat_statement_bind_text (statement, "booking_id", row->booking_id);
  miqat_statement_bind_text (statement, "traveller_id", row->traveller_id);
  miqat_statement_bind_text (statement, "branch_id", row->branch_id);
  miqat_statement_bind_text (statement, "user_id", row->user_id);
  miqat_statement_bind_text (statement, "role", miqat_tier_get_name (row->user_tier));
  miqat_statement_bind_text (statement, "entry", row->is_reversal ? "reversal" : "share");
  miqat_statement_bind_int (statement, "amount", row->amount);
  miqat_statement_bind_int (statement, "granted", row->granted);
  miqat_statement_bind_int (statement, "cut", row->cut);
  miqat_statement_bind_text (statement, "status", row->status);
  miqat_statement_bind_int (statement, "at", call->at);
  return miqat_statement_run (statement, error);
}

static gboolean
run (MiqatCall *call, guint index, const char *name, const char *id, GError **error)
{
  g_autoptr (MiqatStatement) statement = lend (call->db, index, name, id, error);

  miqat_statement_bind_int (statement, "at", call->at);
  return miqat_statement_run (statement, error);
}

gboolean
miqat_commission_confirm (MiqatCall *call, const char *traveller_id, GError **error)
{
  return run (call, SQL_CONFIRM, "traveller_id", traveller_id, error);
}

gboolean
miqat_commission_cancel_share (MiqatCall *call, const char *id, GError **error)
{
  return run (call, SQL_CANCEL_SHARE, "id", id, error);
}
