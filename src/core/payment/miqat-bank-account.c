/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bank accounts: table bank_accounts, and the commands that keep it. */
#include "config.h"

#include "miqat-payment-private.h"
#include "miqat-setting.h"

#define COLUMNS "id, bank_name, account_number, account_holder, is_active, display_order"

enum {
  SQL_LOAD,
  SQL_LIST,
  SQL_FIND_SAME,
  SQL_COUNT_ACTIVE,
  SQL_NEXT_ORDER,
  SQL_INSERT,
  SQL_UPDATE,
  SQL_SET_ACTIVE,
  N_SQL
};

static const char *const sql[N_SQL] = {
  [SQL_LOAD] = "SELECT " COLUMNS " FROM bank_accounts WHERE id = :id",
  [SQL_LIST] =
    "SELECT " COLUMNS " FROM bank_accounts WHERE is_active = 1 OR :closed_too = 1"
    " ORDER BY display_order, bank_name, account_number",
  [SQL_FIND_SAME] =
    "SELECT " COLUMNS " FROM bank_accounts"
    " WHERE bank_name = :bank_name AND account_number = :account_number",
  [SQL_COUNT_ACTIVE] = "SELECT count(*) FROM bank_accounts WHERE is_active = 1",
  [SQL_NEXT_ORDER] = "SELECT coalesce(max(display_order), 0) + 1 FROM bank_accounts",
  [SQL_INSERT] =
    "INSERT INTO bank_accounts (id, bank_name, account_number, account_holder, is_active, display_order)"
    " VALUES (:id, :bank_name, :account_number, :account_holder, 1, :display_order)",
  [SQL_UPDATE] =
    "UPDATE bank_accounts SET bank_name = :bank_name, account_number = :account_number,"
    " account_holder = :account_holder, display_order = :display_order WHERE id = :id",
  [SQL_SET_ACTIVE] = "UPDATE bank_accounts SET is_active = :active WHERE id = :id",
};

const MiqatStatements miqat_bank_account_statements = { "bank-accounts", sql, N_SQL, 0 };

void
miqat_bank_account_free (MiqatBankAccount *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->bank_name);
  g_free (self->account_number);
  g_free (self->account_holder);
  g_free (self);
}

static gpointer
read_account (MiqatStatement *row)
{
  MiqatBankAccount *self = g_new0 (MiqatBankAccount, 1);

  self->id = miqat_statement_dup_text (row, 0);
  self->bank_name = miqat_statement_dup_text (row, 1);
  self->account_number = miqat_statement_dup_text (row, 2);
  self->account_holder = miqat_statement_dup_text (row, 3);
  self->is_active = miqat_statement_get_int (row, 4) != 0;
  self->display_order = miqat_statement_get_int (row, 5);
  return self;
}

static MiqatStatement *
lend (MiqatDb *db, guint index, GError **error)
{
  return miqat_db_statement (db, &miqat_bank_account_statements, index, error);
}

MiqatBankAccount *
miqat_bank_account_load (MiqatDb *db, const char *id, GError **error)
{
  g_autoptr (MiqatStatement) statement = lend (db, SQL_LOAD, error);

  miqat_statement_bind_text (statement, "id", id);
  return miqat_rows_take_one (statement, read_account, error);
}

GPtrArray *
miqat_bank_account_list (MiqatDb *db, gboolean closed_too, GError **error)
{
  g_autoptr (MiqatStatement) statement = lend (db, SQL_LIST, error);

  miqat_statement_bind_int (statement, "closed_too", closed_too ? 1 : 0);
  return miqat_rows_collect (statement, read_account, (GDestroyNotify) miqat_bank_account_free, error);
}

gboolean
miqat_payment_mode_read (MiqatDb *db, MiqatPaymentMode *mode, GError **error)
{
  gint64 automatic;

  if (!miqat_setting_get (db, MIQAT_SETTING_PAYMENT_MODE_AUTO, &automatic, error))
    return FALSE;
  mode->automatic = automatic != 0;
  return TRUE;
}

/* ---- writing -------------------------------------------------------------------------------- */

/* The account that has this bank and number already; NULL without error when none has. */
static MiqatBankAccount *
find_same (MiqatCall *call, const MiqatBankAccount *account, GError **error)
{
  g_autoptr (MiqatStatement) statement = lend (call->db, SQL_FIND_SAME, error);

  miqat_statement_bind_text (statement, "bank_name", account->bank_name);
  miqat_statement_bind_text (statement, "account_number", account->account_number);
  return miqat_rows_take_first (statement, read_account, error);
}

static gboolean
write_account (MiqatCall *call, guint index, const MiqatBankAccount *account, GError **error)
{
  g_autoptr (MiqatStatement) statement = lend (call->db, index, error);

  miqat_statement_bind_text (statement, "id", account->id);
  miqat_statement_bind_text (statement, "bank_name", account->bank_name);
  miqat_statement_bind_text (statement, "account_number", account->account_number);
  miqat_statement_bind_text (statement, "account_holder", account->account_holder);
  miqat_statement_bind_int (statement, "display_order", account->display_order);
  return miqat_statement_run (statement, error);
}

static gboolean
set_active (MiqatCall *call, const char *id, gboolean active, GError **error)
{
  g_autoptr (MiqatStatement) statement = lend (call->db, SQL_SET_ACTIVE, error);

  miqat_statement_bind_text (statement, "id", id);
  miqat_statement_bind_int (statement, "active", active ? 1 : 0);
  return miqat_statement_run (statement, error);
}

/* An account that was closed and is named again is opened again: its number can stand only once. */
static gboolean
reopen (MiqatCall *call, const MiqatBankAccount *same, MiqatBankAccount *account, GError **error)
{
  if (same->is_active)
    return miqat_refuse (error, "account_number", MIQAT_PROBLEM_ALREADY_EXISTS, NULL);
  account->id = same->id;
  json_object_set_string_member (call->result, "bank_account_id", same->id);
  return write_account (call, SQL_UPDATE, account, error) && set_active (call, same->id, TRUE, error);
}

gboolean
miqat_bank_account_apply_add (MiqatCall *call, GError **error)
{
  const MiqatArgs *args = call->args;
  g_autofree char *id = miqat_call_derive_id (call, "bank_account");
  g_autoptr (MiqatBankAccount) same = NULL;
  g_autoptr (GError) failure = NULL;
  MiqatBankAccount account = {
    .id = id,
    .bank_name = (char *) miqat_args_text (args, "bank_name"),
    .account_number = (char *) miqat_args_text (args, "account_number"),
    .account_holder = (char *) miqat_args_text (args, "account_holder"),
  };
  gint64 next;

  if (!miqat_db_read_int (call->db, &miqat_bank_account_statements, SQL_NEXT_ORDER, &next, NULL, error, NULL))
    return FALSE;
  account.display_order = miqat_args_int (args, "display_order", next);
  same = find_same (call, &account, &failure);
  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  if (same != NULL)
    return reopen (call, same, &account, error);
  json_object_set_string_member (call->result, "bank_account_id", id);
  return write_account (call, SQL_INSERT, &account, error);
}

static char *
choose (const MiqatArgs *args, const char *name, char *present)
{
  const char *given = miqat_args_text (args, name);

  return given != NULL ? (char *) given : present;
}

gboolean
miqat_bank_account_apply_edit (MiqatCall *call, GError **error)
{
  const MiqatArgs *args = call->args;
  g_autoptr (MiqatBankAccount) present
    = miqat_bank_account_load (call->db, miqat_args_text (args, "bank_account_id"), error);
  g_autoptr (MiqatBankAccount) same = NULL;
  g_autoptr (GError) failure = NULL;
  MiqatBankAccount account;

  if (present == NULL)
    return FALSE;
  account = *present;
  account.bank_name = choose (args, "bank_name", present->bank_name);
  account.account_number = choose (args, "account_number", present->account_number);
  account.account_holder = choose (args, "account_holder", present->account_holder);
  account.display_order = miqat_args_int (args, "display_order", present->display_order);
  same = find_same (call, &account, &failure);
  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  if (same != NULL && g_strcmp0 (same->id, present->id) != 0)
    return miqat_refuse (error, "account_number", MIQAT_PROBLEM_ALREADY_EXISTS, NULL);
  return write_account (call, SQL_UPDATE, &account, error);
}

gboolean
miqat_bank_account_apply_close (MiqatCall *call, GError **error)
{
  g_autoptr (MiqatBankAccount) account
    = miqat_bank_account_load (call->db, miqat_args_text (call->args, "bank_account_id"), error);
  gint64 active;

  if (account == NULL)
    return FALSE;
  if (!account->is_active)
    return TRUE;
  if (!miqat_db_read_int (call->db, &miqat_bank_account_statements, SQL_COUNT_ACTIVE, &active, NULL, error, NULL))
    return FALSE;
  /* Without an account nobody could pay (an agency really lost its only one that way). */
  if (active <= 1)
    return miqat_refuse (error, "bank_account_id", MIQAT_PROBLEM_BANK_ACCOUNT_LAST, NULL);
  return set_active (call, account->id, FALSE, error);
}
