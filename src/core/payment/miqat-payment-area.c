/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The payment area: what is owed, what came in, and the journal. */
#include "config.h"

#include "miqat-areas.h"
#include "miqat-invoice-sql.h"
#include "miqat-payment-private.h"

static const char *const invoice_search[] = { "invoice_code", NULL };
static const char *const receipt_search[] = { "receipt_code", NULL };
static const char *const proof_personal[] = { "sender_name", "sender_key", NULL };
static const char *const transaction_personal[] = { "payer_name", NULL };

static const MiqatTable tables[] = {
  { "bank_accounts", MIQAT_SCOPE_EVERYONE },
  { "payment_invoices", MIQAT_SCOPE_BRANCH, "branch_id", .search = invoice_search,
    .subject = "bookings", .subject_key = "booking_id" },
  { "invoice_lines", MIQAT_SCOPE_BRANCH, "branch_id", .subject = "payment_invoices" },
  { "payment_proofs", MIQAT_SCOPE_BRANCH, "branch_id", .personal = proof_personal,
    .subject = "bookings", .subject_key = "booking_id" },
  { "payment_transactions", MIQAT_SCOPE_BRANCH, "branch_id", .personal = transaction_personal,
    .append_only = TRUE, .subject = "bookings", .subject_key = "booking_id" },
  { "payment_allocations", MIQAT_SCOPE_BRANCH, "branch_id", .append_only = TRUE,
    .subject = "payment_transactions" },
  { "receipts", MIQAT_SCOPE_BRANCH, "branch_id", .search = receipt_search, .append_only = TRUE,
    .subject = "bookings", .subject_key = "booking_id" },
  { "accounts", MIQAT_SCOPE_EVERYONE },
  { "journal_entries", MIQAT_SCOPE_BRANCH, "branch_id", .append_only = TRUE,
    .subject = "bookings", .subject_key = "booking_id" },
  { "journal_lines", MIQAT_SCOPE_BRANCH, "branch_id", .append_only = TRUE,
    .subject = "journal_entries" },
  { "payment_flags", MIQAT_SCOPE_BRANCH, "branch_id", .subject = "bookings", .subject_key = "booking_id" },
  { NULL },
};

static const MiqatStatements *const statements[] = {
  &miqat_bank_account_statements,
  &miqat_invoice_statements,
  &miqat_proof_statements,
  &miqat_proof_model_statements,
  &miqat_receipt_statements,
  &miqat_journal_statements,
  &miqat_flag_statements,
  &miqat_payment_check_statements,
  NULL,
};

static gboolean
on_registered (MiqatCall *call, const char *booking_id, GError **error)
{
  g_autoptr (MiqatBooking) booking = miqat_booking_load (call->db, booking_id, NULL, call->at, error);

  return booking != NULL && miqat_invoice_create_all (call, booking, error)
         && miqat_payment_use_credit (call, booking_id, NULL, error);
}

gboolean
miqat_payment_on_event (MiqatCall *call, MiqatEventKind event, const char *subject_id,
                        GError **error)
{
  if (event == MIQAT_EVENT_AGENCY_CREATED)
    return miqat_payment_seed (call->db, error);
  if (event == MIQAT_EVENT_DEPARTURE_MOVED)
    return miqat_invoice_follow_departure (call, subject_id, error);
  if (event == MIQAT_EVENT_BOOKING_REGISTERED)
    return on_registered (call, subject_id, error);
  if (event == MIQAT_EVENT_HOLD_EXPIRED || event == MIQAT_EVENT_BOOKING_CANCELLED)
    return miqat_invoice_cancel_open (call, subject_id, error);
  return TRUE;
}

const MiqatArea miqat_payment_area = {
  .name = "payment",
  .commands = miqat_payment_commands,
  .tables = tables,
  .statements = statements,
  .invariants = miqat_payment_invariants,
  .on_event = miqat_payment_on_event,
};
