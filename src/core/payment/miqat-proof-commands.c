/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Transfer proofs are sent, approved and rejected.
 *
 * The first proof for the first payment moves the end of the hold to `proof_stop_hours` later, so that
 * nobody loses seats while a clerk is busy, and nobody keeps them for ever with pictures of something else.
 * After that the hold lapses like any other; the proof still waits to be decided, and the seats are
 * taken again, if they are to be had, when its money is approved. */
#include "config.h"

#include "miqat-document.h"
#include "miqat-payment-private.h"
#include "miqat-setting.h"

#define PROOFS_WAITING_MAX 5

gboolean
miqat_proof_subject (MiqatCall *call, char **node_id, GError **error)
{
  g_autoptr (MiqatProof) proof
    = miqat_proof_load_row (call->db, miqat_args_text (call->args, "proof_id"), error);

  return proof != NULL && miqat_payment_subject_of (call, proof->booking_id, node_id, error);
}

/* ---- sending -------------------------------------------------------------------------------- */

static gboolean
check_invoice (MiqatDb *db, const MiqatArgs *args, const MiqatBooking *booking, GError **error)
{
  g_autoptr (MiqatInvoice) invoice = miqat_invoice_load (db, miqat_args_text (args, "invoice_id"), error);
  gint64 waiting;

  if (invoice == NULL)
    return FALSE;
  if (g_strcmp0 (invoice->booking_id, booking->id) != 0)
    return miqat_refuse (error, "invoice_id", MIQAT_PROBLEM_NOT_FOUND, NULL);
  if (g_str_equal (invoice->status, "paid"))
    return miqat_refuse (error, "invoice_id", MIQAT_PROBLEM_INVOICE_PAID, NULL);
  if (!miqat_proof_count_of_booking (db, booking->id, invoice->id, &waiting, error))
    return FALSE;
  if (waiting >= PROOFS_WAITING_MAX)
    return miqat_refuse (error, "invoice_id", MIQAT_PROBLEM_TOO_MANY, "max",
                         G_STRINGIFY (PROOFS_WAITING_MAX), NULL);
  return TRUE;
}

static gboolean
check_submission (MiqatDb *db, const MiqatArgs *args, const MiqatBooking *booking, GError **error)
{
  g_autoptr (MiqatBankAccount) account = NULL;

  if (booking->stored_status == MIQAT_BOOKING_CANCELLED || booking->payer_id == NULL)
    return miqat_refuse (error, "booking_id", MIQAT_PROBLEM_BOOKING_STATE, "state",
                         miqat_booking_status_get_name (booking->stored_status), NULL);
  if (miqat_args_int (args, "amount", 0) <= 0)
    return miqat_refuse (error, "amount", MIQAT_PROBLEM_TOO_SMALL, "min", "1", NULL);
  account = miqat_bank_account_load (db, miqat_args_text (args, "bank_account_id"), error);
  if (account == NULL)
    return FALSE;
  if (!account->is_active)
    return miqat_refuse (error, "bank_account_id", MIQAT_PROBLEM_BANK_ACCOUNT_CLOSED, NULL);
  return check_invoice (db, args, booking, error);
}

gboolean
miqat_proof_check (MiqatDb *db, const MiqatArgs *args, MiqatInstant at, GError **error)
{
  g_autoptr (MiqatBooking) booking = miqat_booking_load (db, miqat_args_text (args, "booking_id"), NULL, at, error);

  return booking != NULL && check_submission (db, args, booking, error);
}

/* The booking waits for the office now, and the office has some time: counted from the first proof, however many
 * follow. One that came too late changes nothing for the seats, whether or not they have been swept up. */
static gboolean
stop_clock (MiqatCall *call, const MiqatBooking *booking, GError **error)
{
  gint64 hours;

  if (booking->status != MIQAT_BOOKING_SEAT_LOCKED || booking->amount_paid > 0)
    return TRUE;
  if (!miqat_setting_get (call->db, MIQAT_SETTING_PROOF_STOP_HOURS, &hours, error)
      || !miqat_booking_set_status (call, booking->id, MIQAT_BOOKING_AWAITING_VERIFICATION, error))
    return FALSE;
  if (hours == 0)
    return miqat_booking_stop_clock (call, booking->id, error);
  return miqat_booking_set_deadline (call, booking->id, call->at + hours * MIQAT_HOUR, error);
}

gboolean
miqat_proof_apply_submit (MiqatCall *call, GError **error)
{
  const MiqatArgs *args = call->args;
  g_autoptr (MiqatBooking) booking
    = miqat_booking_load (call->db, miqat_args_text (args, "booking_id"), NULL, call->at, error);
  g_autofree char *id = miqat_call_derive_id (call, "proof");
  g_autofree char *document_id = miqat_call_derive_id (call, "document");
  MiqatProof proof = {
    .id = id,
    .document_id = document_id,
    .invoice_id = (char *) miqat_args_text (args, "invoice_id"),
    .bank_account_id = (char *) miqat_args_text (args, "bank_account_id"),
    .sender_name = (char *) miqat_args_text (args, "sender_name"),
    .amount_claimed = miqat_args_int (args, "amount", 0),
  };

  if (booking == NULL || !check_submission (call->db, args, booking, error))
    return FALSE;
  proof.booking_id = booking->id;
  proof.branch_id = booking->branch_id;
  if (!miqat_document_insert (call, args, document_id, "transfer_proof", booking->branch_id, NULL, error)
      || !miqat_proof_insert (call, &proof, miqat_args_text (args, "content_hash"), error)
      || !miqat_invoice_refresh_status (call, booking->id, error)
      || !stop_clock (call, booking, error))
    return FALSE;
  json_object_set_string_member (call->result, "proof_id", id);
  json_object_set_string_member (call->result, "document_id", document_id);
  return miqat_call_emit (call, MIQAT_EVENT_PROOF_SUBMITTED, id, error);
}

/* ---- approving ------------------------------------------------------------------------------ */

/* NULL in `*proof` when it is not there and was approved all the same: the hub refused it. */
static gboolean
find_proof (MiqatCall *call, MiqatProof **proof, GError **error)
{
  g_autoptr (GError) failure = NULL;

  *proof = miqat_proof_load_row (call->db, miqat_args_text (call->args, "proof_id"), &failure);
  if (*proof != NULL
      || (miqat_args_has (call->args, "booking_id") && miqat_payment_may_be_unknown (call, failure)))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

gboolean
miqat_proof_approve_subject (MiqatCall *call, char **node_id, GError **error)
{
  g_autoptr (MiqatProof) proof = NULL;

  if (!find_proof (call, &proof, error))
    return FALSE;
  return proof != NULL ? miqat_payment_subject_of (call, proof->booking_id, node_id, error)
                       : miqat_payment_record_subject (call, node_id, error);
}

gboolean
miqat_proof_allot_approve (MiqatCall *call, MiqatArgs *args, GError **error)
{
  g_autoptr (MiqatProof) proof
    = miqat_proof_load_row (call->db, miqat_args_text (args, "proof_id"), error);
  g_autofree char *code = NULL;

  if (proof == NULL)
    return FALSE;
  code = miqat_receipt_allot_code (call, proof->branch_id, error);
  if (code == NULL)
    return FALSE;
  miqat_args_set_text (args, "receipt_code", code);
  miqat_args_set_text (args, "booking_id", proof->booking_id);
  miqat_args_set_text (args, "bank_account_id", proof->bank_account_id);
  miqat_args_set_text (args, "sender_name", proof->sender_name);
  if (!miqat_args_has (args, "amount"))
    miqat_args_set_int (args, "amount", proof->amount_claimed);
  return TRUE;
}

/* A workstation approved what somebody else had approved already. The money is booked once; the
 * receipt that is in somebody's hand keeps its number, void. */
static gboolean
void_receipt (MiqatCall *call, const MiqatProof *proof, const MiqatMoney *money, GError **error)
{
  if (!miqat_receipt_insert (call, money, proof->branch_id, NULL, error))
    return FALSE;
  json_object_set_boolean_member (call->result, "void", TRUE);
  return miqat_flag_raise (call, MIQAT_FLAG_APPROVED_TWICE, proof->branch_id, proof->booking_id,
                           json_object_get_string_member (call->result, "receipt_id"), error);
}

/* The transfer that a proof is of, or, where it is not there, that was said to be approved. */
static MiqatMoney
read_money (const MiqatArgs *args, const MiqatProof *proof)
{
  MiqatMoney money = {
    .booking_id = miqat_args_text (args, "booking_id"),
    .method = "transfer",
    .bank_account_id = miqat_args_text (args, "bank_account_id"),
    .payer_name = miqat_args_text (args, "sender_name"),
    .receipt_code = miqat_args_text (args, "receipt_code"),
    .amount = miqat_args_int (args, "amount", proof != NULL ? proof->amount_claimed : 0),
  };

  if (proof == NULL)
    return money;
  money.booking_id = proof->booking_id;
  money.bank_account_id = proof->bank_account_id;
  money.payer_name = proof->sender_name;
  money.proof_id = proof->id;
  money.invoice_id = proof->invoice_id;
  money.retake = g_str_equal (proof->status, "rejected");
  return money;
}

static gboolean
approve (MiqatCall *call, const MiqatProof *proof, const MiqatMoney *money, GError **error)
{
  if (!g_str_equal (proof->status, "waiting") && !miqat_payment_has_happened (call))
    return miqat_refuse (error, "proof_id", MIQAT_PROBLEM_PROOF_DECIDED, NULL);
  if (g_str_equal (proof->status, "approved"))
    return void_receipt (call, proof, money, error);
  if (!miqat_proof_decide (call, proof->id, TRUE, NULL, error)
      || !miqat_payment_receive (call, money, error))
    return FALSE;
  return !money->retake
         || miqat_flag_raise (call, MIQAT_FLAG_WAS_REJECTED, proof->branch_id, proof->booking_id,
                              proof->id, error);
}

gboolean
miqat_proof_apply_approve (MiqatCall *call, GError **error)
{
  g_autoptr (MiqatProof) proof = NULL;
  MiqatMoney money;

  if (!find_proof (call, &proof, error))
    return FALSE;
  money = read_money (call->args, proof);
  if (money.amount <= 0)
    return miqat_refuse (error, "amount", MIQAT_PROBLEM_TOO_SMALL, "min", "1", NULL);
  if (proof != NULL)
    return approve (call, proof, &money, error);
  if (money.bank_account_id == NULL || money.payer_name == NULL)
    return miqat_refuse (error, "proof_id", MIQAT_PROBLEM_NOT_FOUND, NULL);
  return miqat_payment_receive (call, &money, error);
}

/* ---- rejecting ------------------------------------------------------------------------------ */

gboolean
miqat_proof_end_waiting (MiqatCall *call, const MiqatBooking *booking, gint64 *waiting, GError **error)
{
  if (!miqat_proof_count_of_booking (call->db, booking->id, NULL, waiting, error))
    return FALSE;
  return *waiting > 0 || booking->stored_status != MIQAT_BOOKING_AWAITING_VERIFICATION
         || miqat_booking_set_status (call, booking->id, MIQAT_BOOKING_SEAT_LOCKED, error);
}

/* Asks for a new proof, with a fresh deadline; unless another one is still waiting. Seats that were paid for
 * have no clock. */
static gboolean
restart_clock (MiqatCall *call, const MiqatBooking *booking, GError **error)
{
  gint64 waiting, hours;

  if (!miqat_proof_end_waiting (call, booking, &waiting, error))
    return FALSE;
  if (waiting > 0 || booking->amount_paid > 0)
    return TRUE;
  return miqat_setting_get (call->db, MIQAT_SETTING_NEW_PROOF_HOURS, &hours, error)
         && miqat_booking_set_deadline (call, booking->id, call->at + hours * MIQAT_HOUR, error);
}

static gboolean
decide_seats (MiqatCall *call, const MiqatBooking *booking, gboolean keep_seats, GError **error)
{
  if (!miqat_booking_status_is_live (booking->stored_status))
    return TRUE;
  /* Seats that were paid for are not given back by saying no to a picture. */
  if (booking->amount_paid > 0 && !keep_seats)
    return miqat_refuse (error, "keep_seats", MIQAT_PROBLEM_BOOKING_STATE, "state",
                         miqat_booking_status_get_name (booking->stored_status), NULL);
  if (keep_seats)
    return restart_clock (call, booking, error);
  return miqat_booking_set_status (call, booking->id, MIQAT_BOOKING_CANCELLED, error)
         && miqat_call_emit (call, MIQAT_EVENT_BOOKING_CANCELLED, booking->id, error);
}

gboolean
miqat_proof_apply_reject (MiqatCall *call, GError **error)
{
  const MiqatArgs *args = call->args;
  g_autoptr (MiqatProof) proof
    = miqat_proof_load_row (call->db, miqat_args_text (args, "proof_id"), error);
  g_autoptr (MiqatBooking) booking = NULL;

  if (proof == NULL)
    return FALSE;
  if (!g_str_equal (proof->status, "waiting"))
    return miqat_refuse (error, "proof_id", MIQAT_PROBLEM_PROOF_DECIDED, NULL);
  booking = miqat_booking_load (call->db, proof->booking_id, NULL, call->at, error);
  return booking != NULL
         && miqat_proof_decide (call, proof->id, FALSE, miqat_args_text (args, "reason"), error)
         && miqat_invoice_refresh_status (call, booking->id, error)
         && decide_seats (call, booking, miqat_args_flag (args, "keep_seats", TRUE), error)
         && miqat_call_emit (call, MIQAT_EVENT_PROOF_REJECTED, proof->id, error);
}
