/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The journal: tables accounts, journal_entries and journal_lines. */
#include "config.h"

#include "miqat-payment-private.h"

enum { SQL_ENTRY_INSERT, SQL_LINE_INSERT, SQL_BALANCE, SQL_ACCOUNT_INSERT, N_SQL };

static const char *const sql[N_SQL] = {
  [SQL_ENTRY_INSERT] =
    "INSERT INTO journal_entries (id, branch_id, day, posted_at, kind, booking_id, source_id)"
    " VALUES (:id, :branch_id, :day, :at, :kind, :booking_id, :source_id)",
  [SQL_LINE_INSERT] =
    "INSERT INTO journal_lines (entry_id, position, branch_id, account, party_id, amount)"
    " VALUES (:entry_id, :position, :branch_id, :account, :party_id, :amount)",
  [SQL_BALANCE] =
    "SELECT CAST (coalesce(sum(amount), 0) AS BIGINT) FROM journal_lines"
    " WHERE account = :account AND (party_id = :party_id OR :party_id IS NULL)",
  [SQL_ACCOUNT_INSERT] =
    "INSERT INTO accounts (code, name, kind) VALUES (:code, :name, :kind) ON CONFLICT (code) DO NOTHING",
};

const MiqatStatements miqat_journal_statements = { "journal", sql, N_SQL, 0 };

typedef struct {
  const char *code;
  const char *name;
  const char *kind;
} Account;

static const Account accounts[] = {
  { MIQAT_ACCOUNT_CASH, "Kas", "asset" },
  { MIQAT_ACCOUNT_BANK, "Bank", "asset" },
  { MIQAT_ACCOUNT_DEPOSITS, "Titipan jamaah", "liability" },
  { MIQAT_ACCOUNT_COMMISSION_PAYABLE, "Utang komisi", "liability" },
  { MIQAT_ACCOUNT_COMMISSION_EXPENSE, "Beban komisi", "expense" },
};

static gboolean
insert_line (MiqatCall *call, const char *entry_id, int position, const MiqatPosting *posting,
             gboolean debit, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (call->db, &miqat_journal_statements, SQL_LINE_INSERT, error);

  miqat_statement_bind_text (statement, "entry_id", entry_id);
  miqat_statement_bind_int (statement, "position", position);
  miqat_statement_bind_text (statement, "branch_id", posting->branch_id);
  miqat_statement_bind_text (statement, "account", debit ? posting->debit : posting->credit);
  miqat_statement_bind_text (statement, "party_id", debit ? posting->debit_party : posting->credit_party);
  miqat_statement_bind_int (statement, "amount", debit ? posting->amount : -posting->amount);
  return miqat_statement_run (statement, error);
}

static gboolean
insert_entry (MiqatCall *call, const char *id, const MiqatPosting *posting, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (call->db, &miqat_journal_statements, SQL_ENTRY_INSERT, error);
  char day[MIQAT_DAY_TEXT_SIZE];

  miqat_statement_bind_text (statement, "id", id);
  miqat_statement_bind_text (statement, "branch_id", posting->branch_id);
  miqat_statement_bind_text (statement, "day", miqat_day_to_text (call->day, day));
  miqat_statement_bind_int (statement, "at", call->at);
  miqat_statement_bind_text (statement, "kind", posting->kind);
  miqat_statement_bind_text (statement, "booking_id", posting->booking_id);
  miqat_statement_bind_text (statement, "source_id", posting->source_id);
  return miqat_statement_run (statement, error);
}

gboolean
miqat_journal_post (MiqatCall *call, const MiqatPosting *posting, GError **error)
{
  g_autofree char *label = g_strconcat ("journal:", posting->kind, ":", posting->source_id, NULL);
  g_autofree char *id = miqat_call_derive_id (call, label);

  g_assert (posting->amount > 0);
  g_assert (posting->debit != NULL && posting->credit != NULL);
  return insert_entry (call, id, posting, error) && insert_line (call, id, 1, posting, TRUE, error)
         && insert_line (call, id, 2, posting, FALSE, error);
}

gboolean
miqat_journal_get_balance (MiqatDb *db, const char *account, const char *party_id, gint64 *balance,
                           GError **error)
{
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (db, &miqat_journal_statements, SQL_BALANCE, error);
  gboolean row = FALSE;

  miqat_statement_bind_text (statement, "account", account);
  miqat_statement_bind_text (statement, "party_id", party_id);
  if (!miqat_statement_step (statement, &row, error))
    return FALSE;
  *balance = miqat_statement_get_int (statement, 0);
  return TRUE;
}

gboolean
miqat_payment_seed (MiqatDb *db, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (accounts); i++) {
    g_autoptr (MiqatStatement) statement
      = miqat_db_statement (db, &miqat_journal_statements, SQL_ACCOUNT_INSERT, error);

    miqat_statement_bind_text (statement, "code", accounts[i].code);
    miqat_statement_bind_text (statement, "name", accounts[i].name);
    miqat_statement_bind_text (statement, "kind", accounts[i].kind);
    if (!miqat_statement_run (statement, error))
      return FALSE;
  }
  return TRUE;
}
