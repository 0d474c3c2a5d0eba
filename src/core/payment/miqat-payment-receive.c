/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Money comes in: it is booked, divided over what is owed, and the booking and its travellers become
 * what they have paid for. */
#include "config.h"

#include "miqat-device.h"
#include "miqat-payment-private.h"

/* ---- dividing ------------------------------------------------------------------------------- */

static gboolean
spend (MiqatCall *call, const MiqatBooking *booking, const MiqatCredit *credit,
       const char *first_invoice_id, GError **error)
{
  g_autoptr (GPtrArray) open
    = miqat_invoice_list_open_lines (call->db, booking->id, first_invoice_id, error);
  g_autofree MiqatOpenLine *lines = NULL;

  if (open == NULL)
    return FALSE;
  lines = g_new0 (MiqatOpenLine, open->len + 1);
  for (guint i = 0; i < open->len; i++)
    lines[i] = *(const MiqatOpenLine *) g_ptr_array_index (open, i);
  miqat_payment_allocate (lines, open->len, credit->rest);
  for (guint i = 0; i < open->len; i++)
    if (lines[i].take > 0
        && !miqat_invoice_pay_line (call, credit->id, booking->branch_id, &lines[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
spend_all (MiqatCall *call, const MiqatBooking *booking, const char *first_invoice_id,
           GError **error)
{
  g_autoptr (GPtrArray) credits = miqat_receipt_list_credits (call->db, booking->id, error);

  if (credits == NULL)
    return FALSE;
  for (guint i = 0; i < credits->len; i++)
    if (!spend (call, booking, g_ptr_array_index (credits, i), first_invoice_id, error))
      return FALSE;
  return miqat_invoice_refresh_status (call, booking->id, error);
}

/* ---- what follows --------------------------------------------------------------------------- */

/* A traveller whose invoices ask for no DP has paid it when he has paid all. */
static gboolean
has_paid_dp (const MiqatTravellerDebt *debt)
{
  return debt->dp_lines > 0 ? debt->dp_open == 0 : debt->open == 0;
}

static const MiqatTravellerDebt *
find_debt (GPtrArray *debts, const char *traveller_id)
{
  for (guint i = 0; i < debts->len; i++) {
    const MiqatTravellerDebt *debt = g_ptr_array_index (debts, i);

    if (g_str_equal (debt->traveller_id, traveller_id))
      return debt;
  }
  return NULL;
}

/* Tells what each traveller has reached by this payment. */
static gboolean
emit_progress (MiqatCall *call, GPtrArray *before, GPtrArray *after, GError **error)
{
  for (guint i = 0; i < after->len; i++) {
    const MiqatTravellerDebt *now = g_ptr_array_index (after, i);
    const MiqatTravellerDebt *was = find_debt (before, now->traveller_id);
    gboolean had_dp = was != NULL && has_paid_dp (was);
    gboolean had_all = was != NULL && was->open == 0;

    if (has_paid_dp (now) && !had_dp
        && !miqat_call_emit (call, MIQAT_EVENT_TRAVELLER_DP_PAID, now->traveller_id, error))
      return FALSE;
    if (now->open == 0 && !had_all
        && !miqat_call_emit (call, MIQAT_EVENT_TRAVELLER_PAID_FULL, now->traveller_id, error))
      return FALSE;
  }
  return TRUE;
}

/* What the booking has become; `*reached` is FALSE while not even the DP of everybody is there. */
static MiqatBookingStatus
get_status_reached (GPtrArray *debts, gboolean *reached)
{
  gint64 dp_open = 0, open = 0, beyond = 0;

  for (guint i = 0; i < debts->len; i++) {
    const MiqatTravellerDebt *debt = g_ptr_array_index (debts, i);

    dp_open += debt->dp_open;
    open += debt->open;
    beyond += debt->beyond_dp;
  }
  *reached = debts->len > 0 && dp_open == 0;
  if (open == 0)
    return MIQAT_BOOKING_PAID_FULL;
  return beyond > 0 ? MIQAT_BOOKING_INSTALLMENT : MIQAT_BOOKING_DP_PAID;
}

/* Any money makes the seats firm: nobody's paid seat is sold again because a clock ran out. */
static gboolean
move_booking (MiqatCall *call, const MiqatBooking *booking, GPtrArray *debts, GError **error)
{
  gboolean reached;
  MiqatBookingStatus status = get_status_reached (debts, &reached);
  gint64 waiting;

  if (reached)
    return miqat_booking_set_status (call, booking->id, status, error);
  return miqat_booking_confirm_seats (call, booking->id, error)
         && miqat_proof_end_waiting (call, booking, &waiting, error);
}

/* For a booking that has its seats. */
static gboolean
settle (MiqatCall *call, const MiqatBooking *booking, const char *first_invoice_id, GError **error)
{
  g_autoptr (GPtrArray) before = miqat_invoice_list_debts (call->db, booking->id, error);
  g_autoptr (GPtrArray) after = NULL;

  if (before == NULL || !spend_all (call, booking, first_invoice_id, error))
    return FALSE;
  after = miqat_invoice_list_debts (call->db, booking->id, error);
  if (after == NULL || !move_booking (call, booking, after, error))
    return FALSE;
  return emit_progress (call, before, after, error);
}

gboolean
miqat_payment_use_credit (MiqatCall *call, const char *booking_id, const char *first_invoice_id,
                          GError **error)
{
  g_autoptr (MiqatBooking) booking = miqat_booking_load (call->db, booking_id, NULL, call->at, error);

  if (booking == NULL)
    return FALSE;
  /* Without money there is nothing to settle, and the seats stay on their clock. */
  return booking->amount_paid == 0 || settle (call, booking, first_invoice_id, error);
}

/* ---- booking -------------------------------------------------------------------------------- */

static gboolean
post (MiqatCall *call, const char *branch_id, const char *transaction_id, const MiqatMoney *money,
      GError **error)
{
  gboolean cash = money->bank_account_id == NULL;
  const MiqatPosting posting = {
    .kind = "payment",
    .branch_id = branch_id,
    .booking_id = money->booking_id,
    .source_id = transaction_id,
    .debit = cash ? MIQAT_ACCOUNT_CASH : MIQAT_ACCOUNT_BANK,
    .debit_party = cash ? branch_id : money->bank_account_id,
    .credit = MIQAT_ACCOUNT_DEPOSITS,
    .credit_party = money->booking_id,
    .amount = money->amount,
  };

  return miqat_journal_post (call, &posting, error);
}

/* The money itself, whatever it is for. */
static gboolean
book (MiqatCall *call, const char *branch_id, const char *transaction_id, const MiqatMoney *money,
      GError **error)
{
  json_object_set_string_member (call->result, "transaction_id", transaction_id);
  return miqat_receipt_insert_transaction (call, transaction_id, branch_id, money, error)
         && miqat_receipt_insert (call, money, branch_id, transaction_id, error)
         && post (call, branch_id, transaction_id, money, error)
         && (!money->account_closed
             || miqat_flag_raise (call, MIQAT_FLAG_ACCOUNT_CLOSED, branch_id, money->booking_id, transaction_id,
                                  error));
}

/* Sees to it that the booking has its seats, if they can be had. */
static gboolean
secure_seats (MiqatCall *call, const MiqatBooking *booking, const MiqatMoney *money,
              gboolean *secured, GError **error)
{
  *secured = miqat_booking_status_is_live (booking->stored_status);
  if (*secured)
    return TRUE;
  /* Who cancelled does not want the seats back; whoever was only late does. */
  if (booking->stored_status == MIQAT_BOOKING_CANCELLED && !money->retake)
    return TRUE;
  if (!miqat_booking_retake_seats (call, booking->id, secured, error))
    return FALSE;
  return !*secured || miqat_invoice_reinstate (call, booking->id, error);
}

/* What is still open is said of a booking that has its seats; of another the flag says what it is. */
static gboolean
write_result (MiqatCall *call, const char *booking_id, gboolean secured, GError **error)
{
  g_auto (MiqatBalance) balance = { 0 };

  if (!miqat_balance_read (call->db, booking_id, &balance, error))
    return FALSE;
  json_object_set_int_member (call->result, "credit", balance.credit);
  if (secured)
    json_object_set_int_member (call->result, "open", balance.billed - balance.paid);
  return TRUE;
}

static gboolean
flag_money (MiqatCall *call, MiqatFlagKind kind, const char *branch_id, const char *booking_id,
            const char *transaction_id, GError **error)
{
  json_object_set_string_member (call->result, "flag", miqat_flag_kind_get_name (kind));
  return miqat_flag_raise (call, kind, branch_id, booking_id, transaction_id, error);
}

/* For a booking that is here. */
static gboolean
receive_for (MiqatCall *call, const MiqatBooking *booking, const char *id, const MiqatMoney *money, GError **error)
{
  gboolean secured = FALSE;

  if (!book (call, booking->branch_id, id, money, error)
      || !miqat_booking_add_paid (call, booking->id, money->amount, error)
      || !secure_seats (call, booking, money, &secured, error))
    return FALSE;
  if (!secured
      && !flag_money (call, MIQAT_FLAG_BOOKING_CLOSED, booking->branch_id, booking->id, id, error))
    return FALSE;
  if (secured && !settle (call, booking, money->invoice_id, error))
    return FALSE;
  return write_result (call, booking->id, secured, error)
         && miqat_call_emit (call, MIQAT_EVENT_PAYMENT_RECEIVED, id, error);
}

/* For one that is not. Nobody is known to write to: whoever paid has the receipt in his hand. */
static gboolean
receive_unmatched (MiqatCall *call, const char *id, const MiqatMoney *money, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (MiqatDevice) device = miqat_device_find (call->db, call->device_id, &failure);

  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  if (device == NULL)
    return miqat_refuse (error, "booking_id", MIQAT_PROBLEM_NOT_FOUND, NULL);
  return book (call, device->node_id, id, money, error)
         && flag_money (call, MIQAT_FLAG_BOOKING_MISSING, device->node_id, money->booking_id, id, error)
         && write_result (call, money->booking_id, FALSE, error);
}

gboolean
miqat_payment_find_booking (MiqatCall *call, const char *booking_id, MiqatBooking **booking, GError **error)
{
  g_autoptr (GError) failure = NULL;

  *booking = miqat_booking_load (call->db, booking_id, NULL, call->at, &failure);
  if (*booking != NULL || miqat_payment_may_be_unknown (call, failure))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

gboolean
miqat_payment_receive (MiqatCall *call, const MiqatMoney *money, GError **error)
{
  g_autoptr (MiqatBooking) booking = NULL;
  g_autofree char *id = miqat_call_derive_id (call, "transaction");

  if (!miqat_payment_find_booking (call, money->booking_id, &booking, error))
    return FALSE;
  return booking != NULL ? receive_for (call, booking, id, money, error)
                         : receive_unmatched (call, id, money, error);
}
