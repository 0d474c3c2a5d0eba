/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is owed, read and paid: tables payment_invoices, invoice_lines and payment_allocations. How
 * invoices are made stands in miqat-invoice-issue.c. */
#include "config.h"

#include "miqat-invoice-sql.h"
#include "miqat-payment-private.h"

void
miqat_invoice_free (MiqatInvoice *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->booking_id);
  g_free (self->code);
  g_free (self->type);
  g_free (self->status);
  g_free (self->payment_mode);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_free (self);
}

static void
line_free (gpointer data)
{
  MiqatInvoiceLine *self = data;

  g_free (self->id);
  g_free (self->traveller_id);
  g_free (self);
}

static MiqatStatement *
lend (MiqatDb *db, guint index, const char *name, const char *text, GError **error)
{
  MiqatStatement *statement = miqat_db_statement (db, &miqat_invoice_statements, index, error);

  miqat_statement_bind_text (statement, name, text);
  return statement;
}

/* ---- reading -------------------------------------------------------------------------------- */

static gpointer
read_invoice (MiqatStatement *row)
{
  MiqatInvoice *self = g_new0 (MiqatInvoice, 1);

  self->id = miqat_statement_dup_text (row, 0);
  self->booking_id = miqat_statement_dup_text (row, 1);
  self->code = miqat_statement_dup_text (row, 2);
  self->type = miqat_statement_dup_text (row, 3);
  self->status = miqat_statement_dup_text (row, 4);
  self->payment_mode = miqat_statement_dup_text (row, 5);
  self->amount = miqat_statement_get_int (row, 6);
  self->paid = miqat_statement_get_int (row, 7);
  if (miqat_day_parse (miqat_statement_get_text (row, 8), &self->due_date) != MIQAT_PROBLEM_NONE)
    self->due_date = MIQAT_DAY_NONE;
  return self;
}

static gpointer
read_line (MiqatStatement *row)
{
  MiqatInvoiceLine *self = g_new0 (MiqatInvoiceLine, 1);

  self->id = miqat_statement_dup_text (row, 0);
  self->traveller_id = miqat_statement_dup_text (row, 1);
  self->position = (guint) miqat_statement_get_int (row, 2);
  self->amount = miqat_statement_get_int (row, 3);
  self->paid = miqat_statement_get_int (row, 4);
  return self;
}

static gboolean
load_lines (MiqatDb *db, MiqatInvoice *invoice, GError **error)
{
  g_autoptr (MiqatStatement) statement = lend (db, SQL_INVOICE_LINES, "invoice_id", invoice->id, error);

  invoice->lines = miqat_rows_collect (statement, read_line, line_free, error);
  return invoice->lines != NULL;
}

GPtrArray *
miqat_invoice_list (MiqatDb *db, const char *booking_id, GError **error)
{
  g_autoptr (MiqatStatement) statement = lend (db, SQL_INVOICE_LIST, "booking_id", booking_id, error);
  g_autoptr (GPtrArray) invoices
    = miqat_rows_collect (statement, read_invoice, (GDestroyNotify) miqat_invoice_free, error);

  if (invoices == NULL)
    return NULL;
  for (guint i = 0; i < invoices->len; i++)
    if (!load_lines (db, g_ptr_array_index (invoices, i), error))
      return NULL;
  return g_steal_pointer (&invoices);
}

GPtrArray *
miqat_invoice_list_newest (MiqatDb *db, MiqatReader reader, guint limit, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (db, &miqat_invoice_statements, SQL_INVOICE_NEWEST, error);

  miqat_rows_bind_reader (statement, reader);
  miqat_statement_bind_int (statement, "max", limit);
  return miqat_rows_collect (statement, read_invoice, (GDestroyNotify) miqat_invoice_free, error);
}

static MiqatInvoice *
load_one (MiqatDb *db, guint index, const char *name, const char *text, GError **error)
{
  g_autoptr (MiqatStatement) statement = lend (db, index, name, text, error);
  g_autoptr (MiqatInvoice) invoice = miqat_rows_take_one (statement, read_invoice, error);

  if (invoice == NULL || !load_lines (db, invoice, error))
    return NULL;
  return g_steal_pointer (&invoice);
}

MiqatInvoice *
miqat_invoice_load (MiqatDb *db, const char *id, GError **error)
{
  return load_one (db, SQL_INVOICE_LOAD, "id", id, error);
}

MiqatInvoice *
miqat_invoice_load_by_code (MiqatDb *db, const char *code, GError **error)
{
  return load_one (db, SQL_INVOICE_LOAD_BY_CODE, "code", code, error);
}

static gpointer
read_text (MiqatStatement *row)
{
  return miqat_statement_dup_text (row, 0);
}

char *
miqat_invoice_dup_booking_of_traveller (MiqatDb *db, const char *traveller_id, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = lend (db, SQL_BOOKING_OF_TRAVELLER, "traveller_id", traveller_id, error);

  return miqat_rows_take_one (statement, read_text, error);
}

void
miqat_balance_clear (MiqatBalance *self)
{
  g_clear_pointer (&self->next_invoice_id, g_free);
}

static gboolean
read_next_due (MiqatDb *db, const char *booking_id, MiqatBalance *balance, GError **error)
{
  g_autoptr (MiqatStatement) statement = lend (db, SQL_NEXT_DUE, "booking_id", booking_id, error);
  gboolean row = FALSE;

  if (!miqat_statement_step (statement, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  balance->next_invoice_id = miqat_statement_dup_text (statement, 0);
  balance->next_due = miqat_statement_get_int (statement, 1);
  if (miqat_day_parse (miqat_statement_get_text (statement, 2), &balance->next_due_date)
      != MIQAT_PROBLEM_NONE)
    balance->next_due_date = MIQAT_DAY_NONE;
  return TRUE;
}

gboolean
miqat_balance_read (MiqatDb *db, const char *booking_id, MiqatBalance *balance, GError **error)
{
  g_autoptr (MiqatStatement) statement = lend (db, SQL_BALANCE, "booking_id", booking_id, error);
  gboolean row = FALSE;

  *balance = (MiqatBalance) { .next_due_date = MIQAT_DAY_NONE };
  if (!miqat_statement_step (statement, &row, error))
    return FALSE;
  balance->billed = miqat_statement_get_int (statement, 0);
  balance->paid = miqat_statement_get_int (statement, 1);
  balance->credit = miqat_statement_get_int (statement, 2);
  return read_next_due (db, booking_id, balance, error);
}

/* ---- what is open --------------------------------------------------------------------------- */

static void
open_line_free (gpointer data)
{
  MiqatOpenLine *self = data;

  g_free ((char *) self->line_id);
  g_free ((char *) self->invoice_id);
  g_free ((char *) self->traveller_id);
  g_free (self);
}

static gpointer
read_open_line (MiqatStatement *row)
{
  MiqatOpenLine *self = g_new0 (MiqatOpenLine, 1);

  self->line_id = miqat_statement_dup_text (row, 0);
  self->invoice_id = miqat_statement_dup_text (row, 1);
  self->traveller_id = miqat_statement_dup_text (row, 2);
  self->open = miqat_statement_get_int (row, 3);
  return self;
}

GPtrArray *
miqat_invoice_list_open_lines (MiqatDb *db, const char *booking_id, const char *first_invoice_id,
                               GError **error)
{
  g_autoptr (MiqatStatement) statement = lend (db, SQL_OPEN_LINES, "booking_id", booking_id, error);

  miqat_statement_bind_text (statement, "first", first_invoice_id != NULL ? first_invoice_id : "");
  return miqat_rows_collect (statement, read_open_line, open_line_free, error);
}

static void
debt_free (gpointer data)
{
  MiqatTravellerDebt *self = data;

  g_free (self->traveller_id);
  g_free (self);
}

static gpointer
read_debt (MiqatStatement *row)
{
  MiqatTravellerDebt *self = g_new0 (MiqatTravellerDebt, 1);

  self->traveller_id = miqat_statement_dup_text (row, 0);
  self->dp_lines = miqat_statement_get_int (row, 1);
  self->dp_open = miqat_statement_get_int (row, 2);
  self->open = miqat_statement_get_int (row, 3);
  self->beyond_dp = miqat_statement_get_int (row, 4);
  return self;
}

GPtrArray *
miqat_invoice_list_debts (MiqatDb *db, const char *booking_id, GError **error)
{
  g_autoptr (MiqatStatement) statement = lend (db, SQL_DEBTS, "booking_id", booking_id, error);

  return miqat_rows_collect (statement, read_debt, debt_free, error);
}

gboolean
miqat_invoice_is_paid_full (MiqatDb *db, const char *booking_id, const char *traveller_id, gboolean *is,
                            GError **error)
{
  g_autoptr (GPtrArray) debts = miqat_invoice_list_debts (db, booking_id, error);

  *is = FALSE;
  for (guint i = 0; debts != NULL && i < debts->len; i++) {
    const MiqatTravellerDebt *debt = g_ptr_array_index (debts, i);

    *is = *is || (g_str_equal (debt->traveller_id, traveller_id) && debt->open == 0);
  }
  return debts != NULL;
}

/* ---- paying --------------------------------------------------------------------------------- */

static gboolean
add_to (MiqatCall *call, guint index, const char *id, gint64 amount, GError **error)
{
  g_autoptr (MiqatStatement) statement = lend (call->db, index, "id", id, error);

  miqat_statement_bind_int (statement, "amount", amount);
  if (!miqat_statement_run (statement, error))
    return FALSE;
  g_assert (miqat_statement_get_changes (statement) == 1);
  return TRUE;
}

gboolean
miqat_invoice_pay_line (MiqatCall *call, const char *transaction_id, const char *branch_id,
                        const MiqatOpenLine *line, GError **error)
{
  g_autofree char *label = g_strconcat ("allocation:", transaction_id, ":", line->line_id, NULL);
  g_autofree char *id = miqat_call_derive_id (call, label);
  g_autoptr (MiqatStatement) statement = lend (call->db, SQL_ALLOCATION_INSERT, "id", id, error);

  miqat_statement_bind_text (statement, "transaction_id", transaction_id);
  miqat_statement_bind_text (statement, "line_id", line->line_id);
  miqat_statement_bind_text (statement, "branch_id", branch_id);
  miqat_statement_bind_int (statement, "amount", line->take);
  return miqat_statement_run (statement, error)
         && add_to (call, SQL_LINE_ADD_PAID, line->line_id, line->take, error)
         && add_to (call, SQL_INVOICE_ADD_PAID, line->invoice_id, line->take, error);
}

static gboolean
run_for_booking (MiqatCall *call, guint index, const char *booking_id, GError **error)
{
  g_autoptr (MiqatStatement) statement = lend (call->db, index, "booking_id", booking_id, error);

  return miqat_statement_run (statement, error);
}

gboolean
miqat_invoice_cancel_open (MiqatCall *call, const char *booking_id, GError **error)
{
  return run_for_booking (call, SQL_CANCEL_OPEN, booking_id, error);
}

gboolean
miqat_invoice_reinstate (MiqatCall *call, const char *booking_id, GError **error)
{
  return run_for_booking (call, SQL_REINSTATE, booking_id, error)
         && miqat_invoice_refresh_status (call, booking_id, error);
}

gboolean
miqat_invoice_refresh_status (MiqatCall *call, const char *booking_id, GError **error)
{
  return run_for_booking (call, SQL_REFRESH_STATUS, booking_id, error);
}
