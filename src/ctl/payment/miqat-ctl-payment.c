/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Money: what is asked for, what is said to have been sent, what was received, and where it goes. */
#include "config.h"

#include "miqat-bank-account.h"
#include "miqat-ctl-nouns.h"
#include "miqat-invoice.h"
#include "miqat-proof.h"
#include "miqat-receipt.h"

#include <glib/gi18n.h>

static const MiqatCtlColumn invoice_columns[] = {
  MIQAT_CTL_COLUMN ("code", MiqatInvoice, code),
  MIQAT_CTL_COLUMN ("type", MiqatInvoice, type),
  MIQAT_CTL_COLUMN ("amount", MiqatInvoice, amount),
  MIQAT_CTL_COLUMN ("paid", MiqatInvoice, paid),
  MIQAT_CTL_COLUMN ("status", MiqatInvoice, status),
  MIQAT_CTL_COLUMN_OF (MIQAT_CTL_DAY, "due_date", MiqatInvoice, due_date),
  MIQAT_CTL_COLUMN ("mode", MiqatInvoice, payment_mode),
  MIQAT_CTL_COLUMN ("booking_id", MiqatInvoice, booking_id),
  MIQAT_CTL_COLUMN ("id", MiqatInvoice, id),
  { NULL },
};

static gboolean
fill_invoices (MiqatDb *db, const MiqatCtlQuery *query, MiqatCtlTable *table, GError **error)
{
  return miqat_ctl_table_take (table, miqat_invoice_list_newest (db, query->reader, query->limit, error));
}

static const MiqatCtlColumn proof_columns[] = {
  MIQAT_CTL_COLUMN ("booking", MiqatProof, booking_code),
  MIQAT_CTL_COLUMN ("invoice", MiqatProof, invoice_code),
  MIQAT_CTL_COLUMN ("payer", MiqatProof, payer_name),
  MIQAT_CTL_COLUMN ("bank", MiqatProof, bank_name),
  MIQAT_CTL_COLUMN ("claimed", MiqatProof, amount_claimed),
  MIQAT_CTL_COLUMN ("due", MiqatProof, amount_due),
  MIQAT_CTL_COLUMN ("status", MiqatProof, status),
  MIQAT_CTL_COLUMN_OF (MIQAT_CTL_INSTANT, "submitted_at", MiqatProof, submitted_at),
  MIQAT_CTL_COLUMN ("id", MiqatProof, id),
  { NULL },
};

static gboolean
fill_proofs (MiqatDb *db, const MiqatCtlQuery *query, MiqatCtlTable *table, GError **error)
{
  return miqat_ctl_table_take (table, miqat_proof_list_waiting (db, query->reader, query->limit, error));
}

static const MiqatCtlColumn receipt_columns[] = {
  MIQAT_CTL_COLUMN ("code", MiqatReceipt, code),
  MIQAT_CTL_COLUMN ("payer", MiqatReceipt, payer_name),
  MIQAT_CTL_COLUMN ("method", MiqatReceipt, method),
  MIQAT_CTL_COLUMN ("amount", MiqatReceipt, amount),
  MIQAT_CTL_COLUMN_OF (MIQAT_CTL_DAY, "issued_day", MiqatReceipt, issued_day),
  MIQAT_CTL_COLUMN_OF (MIQAT_CTL_INSTANT, "issued_at", MiqatReceipt, issued_at),
  MIQAT_CTL_COLUMN ("booking_id", MiqatReceipt, booking_id),
  MIQAT_CTL_COLUMN ("id", MiqatReceipt, id),
  { NULL },
};

static gboolean
fill_receipts (MiqatDb *db, const MiqatCtlQuery *query, MiqatCtlTable *table, GError **error)
{
  return miqat_ctl_table_take (table, miqat_receipt_list_newest (db, query->reader, query->limit, error));
}

static const MiqatCtlColumn account_columns[] = {
  MIQAT_CTL_COLUMN ("bank", MiqatBankAccount, bank_name),
  MIQAT_CTL_COLUMN ("number", MiqatBankAccount, account_number),
  MIQAT_CTL_COLUMN ("holder", MiqatBankAccount, account_holder),
  MIQAT_CTL_COLUMN_OF (MIQAT_CTL_FLAG, "active", MiqatBankAccount, is_active),
  MIQAT_CTL_COLUMN ("id", MiqatBankAccount, id),
  { NULL },
};

static gboolean
fill_accounts (MiqatDb *db, const MiqatCtlQuery *query, MiqatCtlTable *table, GError **error)
{
  return miqat_ctl_table_take (table, miqat_bank_account_list (db, TRUE, error));
}

const MiqatCtlNoun miqat_ctl_payment_nouns[] = {
  { "invoices", N_("What was asked for, newest first"), invoice_columns, fill_invoices },
  { "proofs", N_("Transfer proofs that wait"), proof_columns, fill_proofs },
  { "receipts", N_("What was received, newest first"), receipt_columns, fill_receipts },
  { "bank_accounts", N_("Where transfers go"), account_columns, fill_accounts },
  { NULL },
};
