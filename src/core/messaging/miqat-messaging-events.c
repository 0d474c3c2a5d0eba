/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is told what when something happens. */
#include "config.h"

#include "miqat-agency.h"
#include "miqat-bank-account.h"
#include "miqat-booking.h"
#include "miqat-invoice.h"
#include "miqat-messaging-private.h"
#include "miqat-money.h"
#include "miqat-proof.h"
#include "miqat-receipt.h"
#include "miqat-user.h"

/* A booking and the words about it, ready to be sent to its payer. */
typedef struct {
  MiqatBooking *booking;
  MiqatAgency *agency;
  GHashTable *words;
} Letter;

static void
letter_clear (Letter *self)
{
  g_clear_pointer (&self->booking, miqat_booking_free);
  g_clear_pointer (&self->agency, miqat_agency_free);
  g_clear_pointer (&self->words, g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Letter, letter_clear)

/* Takes `text`. */
static void
add_word (Letter *letter, const char *name, char *text)
{
  g_hash_table_insert (letter->words, (gpointer) name, text);
}

static char *
format_day (const char *text)
{
  MiqatDay day;

  if (miqat_day_parse (text, &day) != MIQAT_PROBLEM_NONE)
    return g_strdup (text);
  return miqat_day_format_long (day, TRUE);
}

static gboolean
begin_letter (MiqatCall *call, const char *booking_id, Letter *letter, GError **error)
{
  const MiqatBooking *booking;

  letter->booking = miqat_booking_load (call->db, booking_id, NULL, call->at, error);
  letter->agency = letter->booking != NULL ? miqat_agency_load (call->db, error) : NULL;
  if (letter->agency == NULL)
    return FALSE;
  booking = letter->booking;
  letter->words = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  add_word (letter, "agency", g_strdup (letter->agency->name));
  add_word (letter, "payer", g_strdup (booking->payer_name != NULL ? booking->payer_name : ""));
  add_word (letter, "code", g_strdup (booking->code));
  add_word (letter, "package", g_strdup (booking->package_name));
  add_word (letter, "departure", format_day (booking->departure_date));
  add_word (letter, "pax", g_strdup_printf ("%u", booking->pax_count));
  add_word (letter, "total", miqat_money_format (booking->total_price));
  add_word (letter, "paid", miqat_money_format (booking->amount_paid));
  return TRUE;
}

/* A booking that was only held has nobody to write to. */
static gboolean
send (MiqatCall *call, Letter *letter, MiqatTemplate template, const char *subject_id,
      GError **error)
{
  const MiqatBooking *booking = letter->booking;

  if (booking->payer_phone == NULL)
    return TRUE;
  return miqat_outbox_queue (call, booking->branch_id, booking->id, booking->payer_phone, template,
                             subject_id, letter->words, error);
}

/* ---- registered ----------------------------------------------------------------------------- */

static char *
list_accounts (MiqatCall *call, GError **error)
{
  g_autoptr (GPtrArray) accounts = miqat_bank_account_list (call->db, FALSE, error);
  GString *text;

  if (accounts == NULL)
    return NULL;
  text = g_string_new (accounts->len > 0 ? "\nTransfer ke:" : "");
  for (guint i = 0; i < accounts->len; i++) {
    const MiqatBankAccount *account = g_ptr_array_index (accounts, i);

    g_string_append_printf (text, "\n%s %s a.n. %s", account->bank_name, account->account_number,
                            account->account_holder);
  }
  return g_string_free (text, FALSE);
}

/* "Tagihan pertama: Rp 10.000.000, paling lambat 22 Jun 2026 09.30" */
static char *
describe_due (MiqatCall *call, const MiqatBooking *booking, const MiqatBalance *balance)
{
  g_autofree char *amount = miqat_money_format (balance->next_due);
  g_autofree char *until = NULL;

  if (balance->next_due == 0)
    return g_strdup ("");
  if (booking->expires_at == 0)
    return g_strconcat ("Tagihan pertama: ", amount, NULL);
  until = miqat_instant_format (booking->expires_at, call->zone, TRUE);
  return g_strconcat ("Tagihan pertama: ", amount, ", paling lambat ", until, NULL);
}

static gboolean
tell_seller (MiqatCall *call, Letter *letter, GError **error)
{
  const MiqatBooking *booking = letter->booking;
  g_autoptr (MiqatUser) seller = miqat_user_load (call->db, booking->seller_id, error);

  if (seller == NULL)
    return FALSE;
  /* Offices see it on their screens. */
  if ((seller->tier & MIQAT_TIER_OFFICES) != 0)
    return TRUE;
  return miqat_outbox_queue (call, booking->branch_id, booking->id, seller->phone,
                             MIQAT_TEMPLATE_SELLER_REGISTERED, booking->id, letter->words, error);
}

static gboolean
on_registered (MiqatCall *call, const char *booking_id, GError **error)
{
  g_auto (Letter) letter = { NULL };
  g_auto (MiqatBalance) balance = { 0 };
  char *accounts;

  if (!begin_letter (call, booking_id, &letter, error)
      || !miqat_balance_read (call->db, booking_id, &balance, error))
    return FALSE;
  accounts = list_accounts (call, error);
  if (accounts == NULL)
    return FALSE;
  add_word (&letter, "accounts", accounts);
  add_word (&letter, "dp", describe_due (call, letter.booking, &balance));
  return send (call, &letter, MIQAT_TEMPLATE_BOOKING_REGISTERED, booking_id, error)
         && tell_seller (call, &letter, error);
}

/* ---- given back ----------------------------------------------------------------------------- */

static gboolean
on_given_back (MiqatCall *call, const char *booking_id, MiqatTemplate template, GError **error)
{
  g_auto (Letter) letter = { NULL };

  return begin_letter (call, booking_id, &letter, error)
         && send (call, &letter, template, booking_id, error);
}

/* ---- money ---------------------------------------------------------------------------------- */

static char *
describe_next_step (MiqatCall *call, const MiqatBooking *booking)
{
  g_autofree char *until = NULL;

  if (!miqat_booking_status_is_live (booking->status))
    return g_strdup ("");
  if (booking->expires_at == 0)
    return g_strdup ("Silakan kirim bukti yang baru.");
  until = miqat_instant_format (booking->expires_at, call->zone, TRUE);
  return g_strconcat ("Silakan kirim bukti yang baru sebelum ", until, "; seat Anda tetap kami jaga.", NULL);
}

static gboolean
on_rejected (MiqatCall *call, const char *proof_id, GError **error)
{
  g_auto (Letter) letter = { NULL };
  g_autoptr (MiqatProof) proof = miqat_proof_load_any (call->db, proof_id, error);

  if (proof == NULL || !begin_letter (call, proof->booking_id, &letter, error))
    return FALSE;
  add_word (&letter, "amount", miqat_money_format (proof->amount_claimed));
  add_word (&letter, "reason", g_strdup (proof->reject_reason));
  add_word (&letter, "next", describe_next_step (call, letter.booking));
  return send (call, &letter, MIQAT_TEMPLATE_PROOF_REJECTED, proof_id, error);
}

static char *
describe_rest (const MiqatBalance *balance)
{
  gint64 open = balance->billed - balance->paid;
  g_autofree char *amount = miqat_money_format (open > 0 ? open : balance->credit);
  g_autofree char *due = NULL;

  if (open == 0)
    return balance->credit > 0 ? g_strconcat ("Lunas. Kelebihan bayar: ", amount, NULL)
                               : g_strdup ("LUNAS. Terima kasih.");
  due = miqat_day_format_long (balance->next_due_date, TRUE);
  return g_strconcat ("Sisa: ", amount, ", jatuh tempo ", due, NULL);
}

static gboolean
on_received (MiqatCall *call, const char *transaction_id, GError **error)
{
  g_auto (Letter) letter = { NULL };
  g_auto (MiqatBalance) balance = { 0 };
  g_autoptr (MiqatReceipt) receipt
    = miqat_receipt_load_of_transaction (call->db, transaction_id, error);
  MiqatTemplate template = MIQAT_TEMPLATE_PAYMENT_RECEIVED;

  if (receipt == NULL || !begin_letter (call, receipt->booking_id, &letter, error)
      || !miqat_balance_read (call->db, receipt->booking_id, &balance, error))
    return FALSE;
  add_word (&letter, "receipt", g_strdup (receipt->code));
  add_word (&letter, "day", miqat_day_format_long (receipt->issued_day, TRUE));
  add_word (&letter, "sender", g_strdup (receipt->payer_name));
  add_word (&letter, "amount", miqat_money_format (receipt->amount));
  add_word (&letter, "words", miqat_money_spell (receipt->amount));
  add_word (&letter, "rest", describe_rest (&balance));
  /* Nothing is owed for seats that are gone, and that is not to be paid up. */
  if (!miqat_booking_status_is_live (letter.booking->stored_status))
    template = MIQAT_TEMPLATE_PAYMENT_WITHOUT_SEATS;
  return send (call, &letter, template, transaction_id, error);
}

gboolean
miqat_messaging_on_event (MiqatCall *call, MiqatEventKind event, const char *subject_id,
                          GError **error)
{
  if (call->role == MIQAT_SITE_REPLICA)
    return TRUE;
  if (event == MIQAT_EVENT_BOOKING_REGISTERED)
    return on_registered (call, subject_id, error);
  if (event == MIQAT_EVENT_HOLD_EXPIRED)
    return on_given_back (call, subject_id, MIQAT_TEMPLATE_HOLD_EXPIRED, error);
  if (event == MIQAT_EVENT_BOOKING_CANCELLED)
    return on_given_back (call, subject_id, MIQAT_TEMPLATE_BOOKING_CANCELLED, error);
  if (event == MIQAT_EVENT_PROOF_REJECTED)
    return on_rejected (call, subject_id, error);
  if (event == MIQAT_EVENT_PAYMENT_RECEIVED)
    return on_received (call, subject_id, error);
  return TRUE;
}
