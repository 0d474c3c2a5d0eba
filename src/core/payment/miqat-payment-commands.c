/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands of the payment area, and the plain ones among their functions. Those about proofs
 * stand in miqat-proof-commands.c. */
#include "config.h"

#include "miqat-document.h"
#include "miqat-payment-private.h"

#include <glib/gi18n-lib.h>

#define TIERS_NODES \
  (MIQAT_TIER_PUSAT | MIQAT_TIER_CABANG | MIQAT_TIER_MITRA | MIQAT_TIER_AGEN | MIQAT_TIER_RESELLER)
#define OPTIONAL MIQAT_PARAM_OPTIONAL
#define REQUIRED MIQAT_PARAM_REQUIRED
#define PERSONAL MIQAT_PARAM_PERSONAL

static const char *const methods[] = { "cash", "transfer", NULL };

static const MiqatParam bank_account_add_params[] = {
  { "bank_name", N_("Bank"), MIQAT_PARAM_TEXT, REQUIRED, .min = 2, .max = 40 },
  { "account_number", N_("Account number"), MIQAT_PARAM_TEXT, REQUIRED, .min = 4, .max = 40 },
  { "account_holder", N_("Account holder"), MIQAT_PARAM_TEXT, REQUIRED, .min = 2, .max = 100 },
  { "display_order", N_("Place in the list"), MIQAT_PARAM_COUNT, OPTIONAL, .min = 0, .max = 1000 },
  { NULL },
};

static const MiqatParam bank_account_edit_params[] = {
  { "bank_account_id", N_("Bank account"), MIQAT_PARAM_ID, REQUIRED },
  { "bank_name", N_("Bank"), MIQAT_PARAM_TEXT, OPTIONAL, .min = 2, .max = 40 },
  { "account_number", N_("Account number"), MIQAT_PARAM_TEXT, OPTIONAL, .min = 4, .max = 40 },
  { "account_holder", N_("Account holder"), MIQAT_PARAM_TEXT, OPTIONAL, .min = 2, .max = 100 },
  { "display_order", N_("Place in the list"), MIQAT_PARAM_COUNT, OPTIONAL, .min = 0, .max = 1000 },
  { NULL },
};

static const MiqatParam bank_account_close_params[] = {
  { "bank_account_id", N_("Bank account"), MIQAT_PARAM_ID, REQUIRED },
  { NULL },
};

static const MiqatParam submit_proof_params[] = {
  { "booking_id", N_("Booking"), MIQAT_PARAM_ID, REQUIRED },
  { "invoice_id", N_("Invoice"), MIQAT_PARAM_ID, REQUIRED },
  MIQAT_DOCUMENT_FIELDS,
  { "bank_account_id", N_("Transferred to"), MIQAT_PARAM_ID, REQUIRED },
  { "sender_name", N_("Sender's name"), MIQAT_PARAM_TEXT, REQUIRED | PERSONAL, .min = 2, .max = 100 },
  { "amount", N_("Amount transferred"), MIQAT_PARAM_MONEY, REQUIRED },
  { NULL },
};

static const MiqatParam approve_params[] = {
  { "proof_id", N_("Transfer proof"), MIQAT_PARAM_ID, REQUIRED },
  { "amount", N_("Amount received"), MIQAT_PARAM_MONEY, OPTIONAL },
  { "receipt_code", N_("Receipt number"), MIQAT_PARAM_KEY, MIQAT_PARAM_CODE },
  /* What the receipt says, for a hub that does not have the proof. Filled in, by nobody typed. */
  { "booking_id", N_("Booking"), MIQAT_PARAM_ID, OPTIONAL },
  { "bank_account_id", N_("Transferred to"), MIQAT_PARAM_ID, OPTIONAL },
  { "sender_name", N_("Sender's name"), MIQAT_PARAM_TEXT, PERSONAL, .min = 2, .max = 100 },
  { NULL },
};

static const MiqatParam reject_params[] = {
  { "proof_id", N_("Transfer proof"), MIQAT_PARAM_ID, REQUIRED },
  { "reason", N_("Reason"), MIQAT_PARAM_PARAGRAPH, REQUIRED, .min = 3, .max = 500 },
  { "keep_seats", N_("Keep the seats and ask for a new proof"), MIQAT_PARAM_FLAG, OPTIONAL },
  { NULL },
};

static const MiqatParam record_params[] = {
  { "booking_id", N_("Booking"), MIQAT_PARAM_ID, REQUIRED },
  { "method", N_("Paid by"), MIQAT_PARAM_CHOICE, REQUIRED, .choices = methods },
  { "amount", N_("Amount received"), MIQAT_PARAM_MONEY, REQUIRED },
  { "bank_account_id", N_("Bank account"), MIQAT_PARAM_ID, OPTIONAL },
  { "payer_name", N_("Received from"), MIQAT_PARAM_TEXT, PERSONAL, .min = 2, .max = 100 },
  { "invoice_id", N_("For invoice"), MIQAT_PARAM_ID, OPTIONAL },
  { "receipt_code", N_("Receipt number"), MIQAT_PARAM_KEY, MIQAT_PARAM_CODE },
  { NULL },
};

static const MiqatParam flag_close_params[] = {
  { "flag_id", N_("Case"), MIQAT_PARAM_ID, REQUIRED },
  { "note", N_("What was done"), MIQAT_PARAM_TEXT, REQUIRED, .min = 3, .max = 500 },
  { NULL },
};

const MiqatCommand miqat_payment_commands[] = {
  { "bank_account.add", N_("Add a bank account"), MIQAT_COMMAND_ONLINE, MIQAT_TIER_PUSAT,
    MIQAT_DUTY_FINANCE, bank_account_add_params, .apply = miqat_bank_account_apply_add },
  { "bank_account.edit", N_("Change a bank account"), MIQAT_COMMAND_ONLINE, MIQAT_TIER_PUSAT,
    MIQAT_DUTY_FINANCE, bank_account_edit_params, .apply = miqat_bank_account_apply_edit },
  { "bank_account.close", N_("Close a bank account"), MIQAT_COMMAND_ONLINE, MIQAT_TIER_PUSAT,
    MIQAT_DUTY_FINANCE, bank_account_close_params, .apply = miqat_bank_account_apply_close },
  { "payment.submit_proof", N_("Send a transfer proof"), MIQAT_COMMAND_CLAIM,
    TIERS_NODES | MIQAT_TIER_PUBLIC, MIQAT_DUTY_SALES | MIQAT_DUTY_FINANCE, submit_proof_params,
    miqat_payment_subject, .apply = miqat_proof_apply_submit },
  { "payment.approve", N_("Approve a transfer proof"), MIQAT_COMMAND_FACT, MIQAT_TIER_OFFICES,
    MIQAT_DUTY_FINANCE, approve_params, miqat_proof_approve_subject, miqat_proof_allot_approve,
    miqat_proof_apply_approve },
  { "payment.reject", N_("Reject a transfer proof"), MIQAT_COMMAND_CLAIM, MIQAT_TIER_OFFICES,
    MIQAT_DUTY_FINANCE, reject_params, miqat_proof_subject, .apply = miqat_proof_apply_reject },
  { "payment.record", N_("Receive a payment"), MIQAT_COMMAND_FACT, MIQAT_TIER_OFFICES,
    MIQAT_DUTY_FINANCE, record_params, miqat_payment_record_subject, miqat_payment_allot_record,
    miqat_payment_apply_record },
  { "payment_flag.close", N_("Close a case about money"), MIQAT_COMMAND_CLAIM, MIQAT_TIER_OFFICES,
    MIQAT_DUTY_FINANCE, flag_close_params, miqat_flag_subject, .apply = miqat_flag_apply_close },
  { NULL },
};

/* ---- whom a booking is about ---------------------------------------------------------------- */

gboolean
miqat_payment_subject_of (MiqatCall *call, const char *booking_id, char **node_id, GError **error)
{
  g_autoptr (MiqatBooking) booking = miqat_booking_load (call->db, booking_id, NULL, call->at, error);
  gboolean office = (call->actor->tier & MIQAT_TIER_OFFICES) != 0;

  if (booking == NULL)
    return FALSE;
  *node_id = g_strdup (office ? booking->branch_id : booking->seller_id);
  return TRUE;
}

gboolean
miqat_payment_subject (MiqatCall *call, char **node_id, GError **error)
{
  return miqat_payment_subject_of (call, miqat_args_text (call->args, "booking_id"), node_id, error);
}

/* ---- receiving at the desk ------------------------------------------------------------------ */

gboolean
miqat_payment_record_subject (MiqatCall *call, char **node_id, GError **error)
{
  g_autoptr (MiqatBooking) booking = NULL;

  /* Money for no booking concerns nobody in particular. */
  if (!miqat_payment_find_booking (call, miqat_args_text (call->args, "booking_id"), &booking, error))
    return FALSE;
  if (booking != NULL)
    *node_id = g_strdup (booking->branch_id);
  return TRUE;
}

gboolean
miqat_payment_allot_record (MiqatCall *call, MiqatArgs *args, GError **error)
{
  g_autoptr (MiqatBooking) booking
    = miqat_booking_load (call->db, miqat_args_text (args, "booking_id"), NULL, call->at, error);
  g_autofree char *code = NULL;

  if (booking == NULL)
    return FALSE;
  code = miqat_receipt_allot_code (call, booking->branch_id, error);
  if (code == NULL)
    return FALSE;
  miqat_args_set_text (args, "receipt_code", code);
  /* What the receipt says is what the hub hears, whatever it knows of the booking. */
  if (!miqat_args_has (args, "payer_name") && booking->payer_name != NULL)
    miqat_args_set_text (args, "payer_name", booking->payer_name);
  return TRUE;
}

/* The account a transfer came to. One that was closed meanwhile is refused at the desk, and flagged
 * when the money has already been receipted elsewhere. */
static gboolean
check_account (MiqatCall *call, MiqatMoney *money, GError **error)
{
  g_autoptr (MiqatBankAccount) account = NULL;

  if (g_str_equal (money->method, "cash"))
    return money->bank_account_id == NULL
           || miqat_refuse (error, "bank_account_id", MIQAT_PROBLEM_UNKNOWN_FIELD, NULL);
  if (money->bank_account_id == NULL)
    return miqat_refuse (error, "bank_account_id", MIQAT_PROBLEM_REQUIRED, NULL);
  account = miqat_bank_account_load (call->db, money->bank_account_id, error);
  if (account == NULL)
    return FALSE;
  money->account_closed = !account->is_active;
  if (money->account_closed && !miqat_payment_has_happened (call))
    return miqat_refuse (error, "bank_account_id", MIQAT_PROBLEM_BANK_ACCOUNT_CLOSED, NULL);
  return TRUE;
}

/* An invoice that the hub does not have is no reason to refuse money: it then goes where it is due. */
static gboolean
check_invoice (MiqatCall *call, MiqatMoney *money, GError **error)
{
  g_autoptr (MiqatInvoice) invoice = NULL;
  g_autoptr (GError) failure = NULL;

  if (money->invoice_id == NULL)
    return TRUE;
  invoice = miqat_invoice_load (call->db, money->invoice_id, &failure);
  if (invoice != NULL && g_strcmp0 (invoice->booking_id, money->booking_id) != 0)
    miqat_refuse (&failure, "invoice_id", MIQAT_PROBLEM_NOT_FOUND, NULL);
  if (failure == NULL)
    return TRUE;
  if (!miqat_payment_has_happened (call) || failure->domain != MIQAT_REFUSAL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  money->invoice_id = NULL;
  return TRUE;
}

/* The name that stands on the receipt. */
static gboolean
name_payer (MiqatCall *call, const MiqatBooking *booking, MiqatMoney *money, GError **error)
{
  money->payer_name = miqat_args_text (call->args, "payer_name");
  if (money->payer_name == NULL && booking != NULL)
    money->payer_name = booking->payer_name;
  if (money->payer_name == NULL && miqat_payment_has_happened (call))
    money->payer_name = "-";
  return money->payer_name != NULL || miqat_refuse (error, "payer_name", MIQAT_PROBLEM_REQUIRED, NULL);
}

gboolean
miqat_payment_apply_record (MiqatCall *call, GError **error)
{
  const MiqatArgs *args = call->args;
  g_autoptr (MiqatBooking) booking = NULL;
  MiqatMoney money = {
    .booking_id = miqat_args_text (args, "booking_id"),
    .method = miqat_args_text (args, "method"),
    .bank_account_id = miqat_args_text (args, "bank_account_id"),
    .invoice_id = miqat_args_text (args, "invoice_id"),
    .receipt_code = miqat_args_text (args, "receipt_code"),
    .amount = miqat_args_int (args, "amount", 0),
  };

  if (!miqat_payment_find_booking (call, money.booking_id, &booking, error))
    return FALSE;
  if (money.amount <= 0)
    return miqat_refuse (error, "amount", MIQAT_PROBLEM_TOO_SMALL, "min", "1", NULL);
  return name_payer (call, booking, &money, error) && check_account (call, &money, error)
         && check_invoice (call, &money, error) && miqat_payment_receive (call, &money, error);
}
