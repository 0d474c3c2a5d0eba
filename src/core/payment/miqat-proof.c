/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Transfer proofs: table payment_proofs. */
#include "config.h"

#include "miqat-payment-private.h"
#include "miqat-text.h"

enum {
  SQL_LOAD,
  SQL_OF_BOOKING,
  SQL_WAITING,
  SQL_COUNT_WAITING,
  SQL_COUNT_OF_BOOKING,
  SQL_WARNINGS,
  SQL_INSERT,
  SQL_DECIDE,
  N_SQL
};

static const char *const sql[N_SQL] = {
  [SQL_LOAD] = "SELECT " MIQAT_PROOF_COLUMNS MIQAT_PROOF_FROM " WHERE p.id = :id",
  [SQL_OF_BOOKING] =
    "SELECT " MIQAT_PROOF_COLUMNS MIQAT_PROOF_FROM " WHERE p.booking_id = :booking_id"
    " ORDER BY p.submitted_at DESC, p.id DESC",
  [SQL_WAITING] =
    "SELECT " MIQAT_PROOF_COLUMNS MIQAT_PROOF_FROM " WHERE p.status = 'waiting'"
    " AND CAST (:node_id AS TEXT) IS NULL AND (p.branch_id = :branch_id OR :branch_id IS NULL)"
    " ORDER BY p.submitted_at, p.id LIMIT :max",
  [SQL_COUNT_WAITING] =
    "SELECT count(*) FROM payment_proofs WHERE status = 'waiting'"
    " AND CAST (:node_id AS TEXT) IS NULL AND (branch_id = :branch_id OR :branch_id IS NULL)",
  [SQL_COUNT_OF_BOOKING] =
    "SELECT count(*) FROM payment_proofs WHERE booking_id = :booking_id AND status = 'waiting'"
    " AND (invoice_id = :invoice_id OR :invoice_id IS NULL)",
  [SQL_WARNINGS] =
    "SELECT CASE WHEN EXISTS (SELECT 1 FROM payment_proofs o"
    "  WHERE o.content_hash = p.content_hash AND o.id <> p.id AND o.submitted_at <= p.submitted_at)"
    "  THEN 1 ELSE 0 END,"
    " CASE WHEN EXISTS (SELECT 1 FROM payment_proofs o WHERE o.sender_key = p.sender_key"
    "  AND o.amount_claimed = p.amount_claimed AND o.id <> p.id AND o.submitted_at <= p.submitted_at)"
    "  THEN 1 ELSE 0 END"
    " FROM payment_proofs p WHERE p.id = :id",
  [SQL_INSERT] =
    "INSERT INTO payment_proofs (id, booking_id, invoice_id, branch_id, document_id, content_hash,"
    " bank_account_id, sender_name, sender_key, amount_claimed, submitted_at, status)"
    " VALUES (:id, :booking_id, :invoice_id, :branch_id, :document_id, :content_hash,"
    " :bank_account_id, :sender_name, :sender_key, :amount, :at, 'waiting')",
  [SQL_DECIDE] =
    "UPDATE payment_proofs SET status = :status, reject_reason = :reason, verified_by = :actor_id,"
    " verified_at = :at WHERE id = :id",
};

const MiqatStatements miqat_proof_statements = { "proofs", sql, N_SQL, 0 };

void
miqat_proof_free (MiqatProof *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->booking_id);
  g_free (self->booking_code);
  g_free (self->branch_id);
  g_free (self->invoice_id);
  g_free (self->invoice_code);
  g_free (self->payer_name);
  g_free (self->payer_phone);
  g_free (self->document_id);
  g_free (self->bank_account_id);
  g_free (self->bank_name);
  g_free (self->sender_name);
  g_free (self->status);
  g_free (self->reject_reason);
  g_free (self->verified_by);
  g_free (self);
}

gpointer
miqat_proof_read (MiqatStatement *row, guint first_column)
{
  MiqatProof *self = g_new0 (MiqatProof, 1);
  guint at = first_column;

  self->id = miqat_statement_dup_text (row, at++);
  self->booking_id = miqat_statement_dup_text (row, at++);
  self->branch_id = miqat_statement_dup_text (row, at++);
  self->invoice_id = miqat_statement_dup_text (row, at++);
  self->invoice_code = miqat_statement_dup_text (row, at++);
  self->document_id = miqat_statement_dup_text (row, at++);
  self->bank_account_id = miqat_statement_dup_text (row, at++);
  self->bank_name = miqat_statement_dup_text (row, at++);
  self->sender_name = miqat_statement_dup_text (row, at++);
  self->amount_claimed = miqat_statement_get_int (row, at++);
  self->amount_due = miqat_statement_get_int (row, at++);
  self->submitted_at = miqat_statement_get_int (row, at++);
  self->status = miqat_statement_dup_text (row, at++);
  self->reject_reason = miqat_statement_dup_text (row, at++);
  self->verified_by = miqat_statement_dup_text (row, at++);
  self->verified_at = miqat_statement_is_null (row, at) ? 0 : miqat_statement_get_int (row, at);
  return self;
}

static gpointer
read_proof (MiqatStatement *row)
{
  return miqat_proof_read (row, 0);
}

static MiqatStatement *
lend (MiqatDb *db, guint index, GError **error)
{
  return miqat_db_statement (db, &miqat_proof_statements, index, error);
}

/* ---- reading -------------------------------------------------------------------------------- */

MiqatProof *
miqat_proof_load_row (MiqatDb *db, const char *id, GError **error)
{
  g_autoptr (MiqatStatement) statement = lend (db, SQL_LOAD, error);

  miqat_statement_bind_text (statement, "id", id);
  return miqat_rows_take_one (statement, read_proof, error);
}

static gboolean
add_history (MiqatDb *db, MiqatProof *self, GError **error)
{
  g_autoptr (MiqatStatement) statement = lend (db, SQL_WARNINGS, error);
  gboolean row = FALSE;

  miqat_statement_bind_text (statement, "id", self->id);
  if (!miqat_statement_step (statement, &row, error))
    return FALSE;
  if (row && miqat_statement_get_int (statement, 0) != 0)
    self->warnings |= MIQAT_PROOF_WARNING_SAME_PICTURE;
  if (row && miqat_statement_get_int (statement, 1) != 0)
    self->warnings |= MIQAT_PROOF_WARNING_SAME_SENDER;
  return TRUE;
}

gboolean
miqat_proof_complete (MiqatDb *db, MiqatProof *self, GError **error)
{
  /* As of its own moment: a hold that lapsed since says so in the row once it was swept. */
  g_autoptr (MiqatBooking) booking
    = miqat_booking_load (db, self->booking_id, NULL, self->submitted_at, error);

  if (booking == NULL)
    return FALSE;
  self->booking_code = g_strdup (booking->code);
  self->payer_name = g_strdup (booking->payer_name != NULL ? booking->payer_name : "");
  self->payer_phone = g_strdup (booking->payer_phone != NULL ? booking->payer_phone : "");
  if (!miqat_booking_status_is_live (booking->stored_status))
    self->warnings |= MIQAT_PROOF_WARNING_LAPSED;
  if (g_str_equal (self->status, "waiting") && self->amount_claimed != self->amount_due)
    self->warnings |= MIQAT_PROOF_WARNING_AMOUNT;
  return add_history (db, self, error);
}

MiqatProof *
miqat_proof_load_any (MiqatDb *db, const char *id, GError **error)
{
  g_autoptr (MiqatProof) proof = miqat_proof_load_row (db, id, error);

  if (proof == NULL || !miqat_proof_complete (db, proof, error))
    return NULL;
  return g_steal_pointer (&proof);
}

MiqatProof *
miqat_proof_load (MiqatDb *db, MiqatReader reader, const char *id, GError **error)
{
  g_autoptr (MiqatProof) proof = miqat_proof_load_row (db, id, error);
  g_autoptr (MiqatBooking) booking = NULL;

  if (proof == NULL)
    return NULL;
  booking = miqat_booking_load (db, proof->booking_id, &reader, proof->submitted_at, error);
  if (booking == NULL || !miqat_proof_complete (db, proof, error))
    return NULL;
  return g_steal_pointer (&proof);
}

static gboolean
complete_all (MiqatDb *db, GPtrArray *proofs, GError **error)
{
  for (guint i = 0; i < proofs->len; i++)
    if (!miqat_proof_complete (db, g_ptr_array_index (proofs, i), error))
      return FALSE;
  return TRUE;
}

GPtrArray *
miqat_proof_list_of_booking (MiqatDb *db, MiqatReader reader, const char *booking_id,
                             GError **error)
{
  g_autoptr (MiqatBooking) booking = miqat_booking_load (db, booking_id, &reader, 0, error);
  g_autoptr (MiqatStatement) statement = NULL;
  g_autoptr (GPtrArray) proofs = NULL;

  if (booking == NULL)
    return NULL;
  statement = lend (db, SQL_OF_BOOKING, error);
  miqat_statement_bind_text (statement, "booking_id", booking_id);
  proofs = miqat_rows_collect (statement, read_proof, (GDestroyNotify) miqat_proof_free, error);
  if (proofs == NULL || !complete_all (db, proofs, error))
    return NULL;
  return g_steal_pointer (&proofs);
}

GPtrArray *
miqat_proof_list_waiting (MiqatDb *db, MiqatReader reader, guint limit, GError **error)
{
  g_autoptr (MiqatStatement) statement = lend (db, SQL_WAITING, error);
  g_autoptr (GPtrArray) proofs = NULL;

  miqat_rows_bind_reader (statement, reader);
  miqat_statement_bind_int (statement, "max", limit);
  proofs = miqat_rows_collect (statement, read_proof, (GDestroyNotify) miqat_proof_free, error);
  if (proofs == NULL || !complete_all (db, proofs, error))
    return NULL;
  return g_steal_pointer (&proofs);
}

gboolean
miqat_proof_count_waiting (MiqatDb *db, MiqatReader reader, gint64 *count, GError **error)
{
  return miqat_db_read_int (db, &miqat_proof_statements, SQL_COUNT_WAITING, count, NULL, error,
                            "branch_id", reader.branch_id, "node_id", reader.node_id, NULL);
}

gboolean
miqat_proof_count_of_booking (MiqatDb *db, const char *booking_id, const char *invoice_id,
                              gint64 *count, GError **error)
{
  return miqat_db_read_int (db, &miqat_proof_statements, SQL_COUNT_OF_BOOKING, count, NULL, error,
                            "booking_id", booking_id, "invoice_id", invoice_id, NULL);
}

/* ---- writing -------------------------------------------------------------------------------- */

gboolean
miqat_proof_insert (MiqatCall *call, const MiqatProof *proof, const char *content_hash,
                    GError **error)
{
  g_autoptr (MiqatStatement) statement = lend (call->db, SQL_INSERT, error);
  g_autofree char *sender_key = miqat_text_fold (proof->sender_name);

  miqat_statement_bind_text (statement, "id", proof->id);
  miqat_statement_bind_text (statement, "booking_id", proof->booking_id);
  miqat_statement_bind_text (statement, "invoice_id", proof->invoice_id);
  miqat_statement_bind_text (statement, "branch_id", proof->branch_id);
  miqat_statement_bind_text (statement, "document_id", proof->document_id);
  miqat_statement_bind_text (statement, "content_hash", content_hash);
  miqat_statement_bind_text (statement, "bank_account_id", proof->bank_account_id);
  miqat_statement_bind_text (statement, "sender_name", proof->sender_name);
  miqat_statement_bind_text (statement, "sender_key", sender_key);
  miqat_statement_bind_int (statement, "amount", proof->amount_claimed);
  miqat_statement_bind_int (statement, "at", call->at);
  return miqat_statement_run (statement, error);
}

gboolean
miqat_proof_decide (MiqatCall *call, const char *id, gboolean approved, const char *reason,
                    GError **error)
{
  g_autoptr (MiqatStatement) statement = lend (call->db, SQL_DECIDE, error);

  miqat_statement_bind_text (statement, "id", id);
  miqat_statement_bind_text (statement, "status", approved ? "approved" : "rejected");
  miqat_statement_bind_text (statement, "reason", reason);
  miqat_statement_bind_text (statement, "actor_id", call->actor->id);
  miqat_statement_bind_int (statement, "at", call->at);
  return miqat_statement_run (statement, error);
}
