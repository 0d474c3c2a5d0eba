/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Money received and its kwitansi: tables payment_transactions and receipts. */
#include "config.h"

#include "miqat-payment-private.h"
#include "miqat-rulebook.h"
#include "miqat-user.h"

#define RECEIPT \
  "SELECT r.id, r.receipt_code, r.branch_id, r.transaction_id, r.booking_id, t.payer_name, t.method," \
  " t.bank_account_id, t.proof_id, t.received_by, r.amount, r.issued_day, r.issued_at" \
  " FROM receipts r LEFT JOIN payment_transactions t ON t.id = r.transaction_id"

enum {
  SQL_LOAD,
  SQL_LOAD_BY_CODE,
  SQL_LOAD_OF_TRANSACTION,
  SQL_LIST,
  SQL_NEWEST,
  SQL_NEWEST_NUMBER,
  SQL_NUMBER_USED,
  SQL_CREDITS,
  SQL_INSERT,
  SQL_TRANSACTION_INSERT,
  N_SQL
};

static const char *const sql[N_SQL] = {
  [SQL_LOAD] = RECEIPT " WHERE r.id = :id",
  [SQL_LOAD_BY_CODE] = RECEIPT " WHERE r.receipt_code = :code",
  [SQL_LOAD_OF_TRANSACTION] = RECEIPT " WHERE r.transaction_id = :transaction_id",
  [SQL_LIST] =
    RECEIPT " WHERE r.booking_id = :booking_id AND r.transaction_id IS NOT NULL"
    " ORDER BY r.issued_at, r.id",
  [SQL_NEWEST] =
    RECEIPT " WHERE CAST (:node_id AS TEXT) IS NULL AND (r.branch_id = :branch_id OR :branch_id IS NULL)"
    " ORDER BY r.id DESC LIMIT :max",
  [SQL_NEWEST_NUMBER] = "SELECT coalesce(max(number), 0) FROM receipts WHERE series = :series",
  [SQL_NUMBER_USED] = "SELECT 1 FROM receipts WHERE receipt_code = :code",
  [SQL_CREDITS] =
    "SELECT id, rest FROM (SELECT t.id, t.received_at, CAST (t.amount - coalesce("
    "  (SELECT sum(a.amount) FROM payment_allocations a WHERE a.transaction_id = t.id), 0) AS BIGINT)"
    "  AS rest FROM payment_transactions t WHERE t.booking_id = :booking_id) AS c"
    " WHERE rest > 0 ORDER BY received_at, id",
  [SQL_INSERT] =
    "INSERT INTO receipts (id, branch_id, booking_id, transaction_id, series, number, receipt_code,"
    " amount, issued_day, issued_at) VALUES (:id, :branch_id, :booking_id, :transaction_id, :series,"
    " :number, :code, :amount, :day, :at)",
  [SQL_TRANSACTION_INSERT] =
    "INSERT INTO payment_transactions (id, booking_id, branch_id, method, bank_account_id, proof_id,"
    " payer_name, amount, received_at, received_day, received_by) VALUES (:id, :booking_id,"
    " :branch_id, :method, :bank_account_id, :proof_id, :payer_name, :amount, :at, :day, :actor_id)",
};

const MiqatStatements miqat_receipt_statements = { "receipts", sql, N_SQL, 0 };

void
miqat_receipt_free (MiqatReceipt *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->code);
  g_free (self->branch_id);
  g_free (self->transaction_id);
  g_free (self->booking_id);
  g_free (self->payer_name);
  g_free (self->method);
  g_free (self->bank_account_id);
  g_free (self->proof_id);
  g_free (self->received_by);
  g_free (self);
}

static gpointer
read_receipt (MiqatStatement *row)
{
  MiqatReceipt *self = g_new0 (MiqatReceipt, 1);

  self->id = miqat_statement_dup_text (row, 0);
  self->code = miqat_statement_dup_text (row, 1);
  self->branch_id = miqat_statement_dup_text (row, 2);
  self->transaction_id = miqat_statement_dup_text (row, 3);
  self->booking_id = miqat_statement_dup_text (row, 4);
  self->payer_name = miqat_statement_dup_text (row, 5);
  self->method = miqat_statement_dup_text (row, 6);
  self->bank_account_id = miqat_statement_dup_text (row, 7);
  self->proof_id = miqat_statement_dup_text (row, 8);
  self->received_by = miqat_statement_dup_text (row, 9);
  self->amount = miqat_statement_get_int (row, 10);
  if (miqat_day_parse (miqat_statement_get_text (row, 11), &self->issued_day) != MIQAT_PROBLEM_NONE)
    self->issued_day = MIQAT_DAY_NONE;
  self->issued_at = miqat_statement_get_int (row, 12);
  return self;
}

static MiqatStatement *
lend (MiqatDb *db, guint index, const char *name, const char *text, GError **error)
{
  MiqatStatement *statement = miqat_db_statement (db, &miqat_receipt_statements, index, error);

  miqat_statement_bind_text (statement, name, text);
  return statement;
}

/* ---- reading -------------------------------------------------------------------------------- */

/* The receipt, if its booking is the reader's to see. */
static MiqatReceipt *
load_within (MiqatDb *db, MiqatReader reader, guint index, const char *name, const char *text,
             GError **error)
{
  g_autoptr (MiqatStatement) statement = lend (db, index, name, text, error);
  g_autoptr (MiqatReceipt) receipt = miqat_rows_take_one (statement, read_receipt, error);
  g_autoptr (MiqatBooking) booking = NULL;

  if (receipt == NULL)
    return NULL;
  booking = miqat_booking_load (db, receipt->booking_id, &reader, receipt->issued_at, error);
  return booking != NULL ? g_steal_pointer (&receipt) : NULL;
}

MiqatReceipt *
miqat_receipt_load (MiqatDb *db, MiqatReader reader, const char *id, GError **error)
{
  return load_within (db, reader, SQL_LOAD, "id", id, error);
}

MiqatReceipt *
miqat_receipt_load_by_code (MiqatDb *db, MiqatReader reader, const char *code, GError **error)
{
  return load_within (db, reader, SQL_LOAD_BY_CODE, "code", code, error);
}

MiqatReceipt *
miqat_receipt_load_of_transaction (MiqatDb *db, const char *transaction_id, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = lend (db, SQL_LOAD_OF_TRANSACTION, "transaction_id", transaction_id, error);

  return miqat_rows_take_one (statement, read_receipt, error);
}

GPtrArray *
miqat_receipt_list (MiqatDb *db, MiqatReader reader, const char *booking_id, GError **error)
{
  g_autoptr (MiqatBooking) booking = miqat_booking_load (db, booking_id, &reader, 0, error);
  g_autoptr (MiqatStatement) statement = NULL;

  if (booking == NULL)
    return NULL;
  statement = lend (db, SQL_LIST, "booking_id", booking_id, error);
  return miqat_rows_collect (statement, read_receipt, (GDestroyNotify) miqat_receipt_free, error);
}

GPtrArray *
miqat_receipt_list_newest (MiqatDb *db, MiqatReader reader, guint limit, GError **error)
{
  g_autoptr (MiqatStatement) statement = miqat_db_statement (db, &miqat_receipt_statements, SQL_NEWEST, error);

  miqat_rows_bind_reader (statement, reader);
  miqat_statement_bind_int (statement, "max", limit);
  return miqat_rows_collect (statement, read_receipt, (GDestroyNotify) miqat_receipt_free, error);
}

gboolean
miqat_receipt_get_stamp_duty (MiqatDb *db, gint64 amount, MiqatDay day, gint64 *duty,
                              GError **error)
{
  gint64 above, due;

  if (!miqat_rule_get_value (db, MIQAT_RULE_STAMP_DUTY_ABOVE, day, G_MAXINT64, &above, error)
      || !miqat_rule_get_value (db, MIQAT_RULE_STAMP_DUTY, day, 0, &due, error))
    return FALSE;
  *duty = amount > above ? due : 0;
  return TRUE;
}

static void
credit_free (gpointer data)
{
  MiqatCredit *self = data;

  g_free (self->id);
  g_free (self);
}

static gpointer
read_credit (MiqatStatement *row)
{
  MiqatCredit *self = g_new0 (MiqatCredit, 1);

  self->id = miqat_statement_dup_text (row, 0);
  self->rest = miqat_statement_get_int (row, 1);
  return self;
}

GPtrArray *
miqat_receipt_list_credits (MiqatDb *db, const char *booking_id, GError **error)
{
  g_autoptr (MiqatStatement) statement = lend (db, SQL_CREDITS, "booking_id", booking_id, error);

  return miqat_rows_collect (statement, read_credit, credit_free, error);
}

/* ---- series --------------------------------------------------------------------------------- */

/* A workstation numbers its own receipts; at the hub each office has a series. */
static char *
dup_series (MiqatCall *call, const char *branch_id, GError **error)
{
  g_autoptr (MiqatUser) branch = NULL;

  if (call->role == MIQAT_SITE_REPLICA || miqat_payment_has_happened (call))
    return g_strdup (call->series);
  branch = miqat_user_load (call->db, branch_id, error);
  return branch != NULL ? g_strdup (branch->site_code) : NULL;
}

static gboolean
read_newest_number (MiqatCall *call, const char *series, gint64 *number, GError **error)
{
  return miqat_db_read_int (call->db, &miqat_receipt_statements, SQL_NEWEST_NUMBER, number, NULL,
                            error, "series", series, NULL);
}

char *
miqat_receipt_allot_code (MiqatCall *call, const char *branch_id, GError **error)
{
  g_autofree char *series = dup_series (call, branch_id, error);
  g_autofree char *counter = NULL;
  gint64 newest, number = 0;

  if (series == NULL || !read_newest_number (call, series, &newest, error))
    return NULL;
  counter = g_strconcat ("receipt:", series, NULL);
  /* The counter is behind where rows came by another way than commands, as a bulk load does. */
  while (number <= newest)
    if (!miqat_call_next_number (call, counter, &number, error))
      return NULL;
  return miqat_receipt_make_code (series, number);
}

/* A code must be of the series in which this call writes, and unused; at the hub's own desk it must
 * also be the next one, or the series would have a gap. */
static gboolean
check_code (MiqatCall *call, const char *branch_id, const char *code, char **series, gint64 *number,
            GError **error)
{
  g_autofree char *own = dup_series (call, branch_id, error);
  gboolean used = FALSE;
  gint64 newest, one;

  if (own == NULL)
    return FALSE;
  if (!miqat_receipt_split_code (code, series, number) || g_strcmp0 (own, *series) != 0)
    return miqat_refuse (error, "receipt_code", MIQAT_PROBLEM_RECEIPT_SERIES, NULL);
  if (!miqat_db_read_int (call->db, &miqat_receipt_statements, SQL_NUMBER_USED, &one, &used, error,
                          "code", code, NULL)
      || !read_newest_number (call, own, &newest, error))
    return FALSE;
  if (used || (call->role != MIQAT_SITE_REPLICA && !miqat_payment_has_happened (call) && *number != newest + 1))
    return miqat_refuse (error, "receipt_code", MIQAT_PROBLEM_RECEIPT_SERIES, NULL);
  return TRUE;
}

/* ---- writing -------------------------------------------------------------------------------- */

gboolean
miqat_receipt_insert (MiqatCall *call, const MiqatMoney *money, const char *branch_id,
                      const char *transaction_id, GError **error)
{
  g_autofree char *id = miqat_call_derive_id (call, "receipt");
  g_autofree char *series = NULL;
  g_autoptr (MiqatStatement) statement = NULL;
  char day[MIQAT_DAY_TEXT_SIZE];
  gint64 number = 0;

  if (!check_code (call, branch_id, money->receipt_code, &series, &number, error))
    return FALSE;
  statement = lend (call->db, SQL_INSERT, "id", id, error);
  miqat_statement_bind_text (statement, "branch_id", branch_id);
  miqat_statement_bind_text (statement, "booking_id", money->booking_id);
  miqat_statement_bind_text (statement, "transaction_id", transaction_id);
  miqat_statement_bind_text (statement, "series", series);
  miqat_statement_bind_int (statement, "number", number);
  miqat_statement_bind_text (statement, "code", money->receipt_code);
  miqat_statement_bind_int (statement, "amount", money->amount);
  miqat_statement_bind_text (statement, "day", miqat_day_to_text (call->day, day));
  miqat_statement_bind_int (statement, "at", call->at);
  json_object_set_string_member (call->result, "receipt_id", id);
  json_object_set_string_member (call->result, "receipt_code", money->receipt_code);
  return miqat_statement_run (statement, error);
}

gboolean
miqat_receipt_insert_transaction (MiqatCall *call, const char *id, const char *branch_id,
                                  const MiqatMoney *money, GError **error)
{
  g_autoptr (MiqatStatement) statement = lend (call->db, SQL_TRANSACTION_INSERT, "id", id, error);
  char day[MIQAT_DAY_TEXT_SIZE];

  miqat_statement_bind_text (statement, "booking_id", money->booking_id);
  miqat_statement_bind_text (statement, "branch_id", branch_id);
  miqat_statement_bind_text (statement, "method", money->method);
  miqat_statement_bind_text (statement, "bank_account_id", money->bank_account_id);
  miqat_statement_bind_text (statement, "proof_id", money->proof_id);
  miqat_statement_bind_text (statement, "payer_name", money->payer_name);
  miqat_statement_bind_int (statement, "amount", money->amount);
  miqat_statement_bind_int (statement, "at", call->at);
  miqat_statement_bind_text (statement, "day", miqat_day_to_text (call->day, day));
  miqat_statement_bind_text (statement, "actor_id", call->actor->id);
  return miqat_statement_run (statement, error);
}
