/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A traveller's margin is distributed when his DP is there (or, where none was set by then, as soon as it is
 * known), confirmed when he has paid in full, and taken back when the booking is cancelled. Posting refuses
 * nothing: money has come in, and whatever is odd about the rules is flagged for somebody to look at. */
#include "config.h"

#include "miqat-booking.h"
#include "miqat-commission-private.h"
#include "miqat-invoice.h"
#include "miqat-journal.h"
#include "miqat-package.h"
#include "miqat-payment-flag.h"
#include "miqat-user.h"

/* One traveller's sale: who stands between Pusat and the seller, and what there is to share. */
typedef struct {
  MiqatBooking *booking;
  const MiqatTraveller *traveller;
  GPtrArray *upline; /* MiqatUser, the seller first */
  MiqatGrant grants[MIQAT_COMMISSION_DEPTH_MAX];
  MiqatShare shares[MIQAT_COMMISSION_DEPTH_MAX];
  gint64 margin;
} Sale;

static void
sale_clear (Sale *self)
{
  g_clear_pointer (&self->booking, miqat_booking_free);
  g_clear_pointer (&self->upline, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sale, sale_clear)

/* The nodes from Pusat downwards. */
static const MiqatUser *
get_node (const Sale *sale, guint index)
{
  return g_ptr_array_index (sale->upline, sale->upline->len - 1 - index);
}

static gboolean
load_sale (MiqatCall *call, const char *traveller_id, Sale *sale, GError **error)
{
  g_autofree char *booking_id = miqat_invoice_dup_booking_of_traveller (call->db, traveller_id, error);

  if (booking_id == NULL)
    return FALSE;
  sale->booking = miqat_booking_load (call->db, booking_id, NULL, call->at, error);
  if (sale->booking == NULL)
    return FALSE;
  for (guint i = 0; i < sale->booking->travellers->len; i++) {
    const MiqatTraveller *one = g_ptr_array_index (sale->booking->travellers, i);

    if (g_strcmp0 (one->id, traveller_id) == 0)
      sale->traveller = one;
  }
  g_assert (sale->traveller != NULL);
  sale->upline = miqat_user_list_upline (call->db, sale->booking->seller_id, error);
  if (sale->upline == NULL)
    return FALSE;
  g_assert (sale->upline->len >= 1 && sale->upline->len <= MIQAT_COMMISSION_DEPTH_MAX);
  return TRUE;
}

static gboolean
distribute (MiqatCall *call, Sale *sale, GError **error)
{
  guint count = sale->upline->len;

  for (guint i = 0; i + 1 < count; i++)
    if (!miqat_commission_find_grant (call->db, get_node (sale, i)->id, get_node (sale, i + 1)->id,
                                      sale->booking->package_id, &sale->grants[i], error))
      return FALSE;
  miqat_commission_distribute (sale->margin, sale->traveller->price, sale->grants, count, sale->shares);
  return TRUE;
}

/* Commission is a debt to everybody but Pusat, whose remainder stays where it is. */
static gboolean
post (MiqatCall *call, const MiqatCommissionRow *row, GError **error)
{
  MiqatPosting posting = {
    .kind = row->is_reversal ? "reversal" : "commission",
    .branch_id = row->branch_id,
    .booking_id = row->booking_id,
    .source_id = row->id,
    .debit = MIQAT_ACCOUNT_COMMISSION_EXPENSE,
    .debit_party = row->booking_id,
    .credit = MIQAT_ACCOUNT_COMMISSION_PAYABLE,
    .credit_party = row->user_id,
    .amount = ABS (row->amount),
  };

  if (row->amount == 0 || row->user_tier == MIQAT_TIER_PUSAT)
    return TRUE;
  if (row->is_reversal) {
    posting.debit = MIQAT_ACCOUNT_COMMISSION_PAYABLE;
    posting.debit_party = row->user_id;
    posting.credit = MIQAT_ACCOUNT_COMMISSION_EXPENSE;
    posting.credit_party = row->booking_id;
  }
  return miqat_journal_post (call, &posting, error);
}

static gboolean
insert_share (MiqatCall *call, const Sale *sale, guint index, GError **error)
{
  const MiqatUser *node = get_node (sale, index);
  const MiqatShare *share = &sale->shares[index];
  g_autofree char *label = g_strconcat ("share:", sale->traveller->id, ":", node->id, NULL);
  g_autofree char *id = miqat_call_derive_id (call, label);
  const MiqatCommissionRow row = {
    .id = id,
    .booking_id = sale->booking->id,
    .traveller_id = sale->traveller->id,
    .branch_id = node->branch_id,
    .user_id = node->id,
    .user_tier = node->tier,
    .amount = share->kept,
    .granted = share->granted,
    .cut = share->cut,
    .status = (char *) "pending",
  };

  return miqat_commission_insert (call, &row, error) && post (call, &row, error);
}

static gboolean
insert_shares (MiqatCall *call, const Sale *sale, GError **error)
{
  const char *pusat_id = get_node (sale, 0)->id;
  gint64 cut = 0;

  if (!miqat_commission_insert_margin (call, sale->booking->id, sale->traveller->id, sale->margin,
                                       sale->traveller->price, error))
    return FALSE;
  for (guint i = 0; i < sale->upline->len; i++) {
    if (!insert_share (call, sale, i, error))
      return FALSE;
    cut += sale->shares[i].cut;
  }
  return cut == 0
         || miqat_flag_raise (call, MIQAT_FLAG_COMMISSION_CUT, pusat_id, sale->booking->id,
                              sale->traveller->id, error);
}

static gboolean
post_shares (MiqatCall *call, const char *traveller_id, GError **error)
{
  g_auto (Sale) sale = { 0 };
  gboolean posted = FALSE, found = FALSE;
  gint64 cost;

  if (!miqat_commission_is_posted (call->db, traveller_id, &posted, error))
    return FALSE;
  if (posted)
    return TRUE;
  if (!load_sale (call, traveller_id, &sale, error)
      || !miqat_departure_load_costs (call->db, sale.booking->departure_id, NULL, &cost, &sale.margin,
                                      &found, error))
    return FALSE;
  if (!found)
    return miqat_flag_raise (call, MIQAT_FLAG_MARGIN_MISSING, get_node (&sale, 0)->id,
                             sale.booking->id, traveller_id, error);
  return distribute (call, &sale, error) && insert_shares (call, &sale, error)
         && miqat_flag_settle (call, MIQAT_FLAG_MARGIN_MISSING, traveller_id, error);
}

/* Also for whoever paid his DP while there was no margin to share. */
static gboolean
on_paid_full (MiqatCall *call, const char *traveller_id, GError **error)
{
  return post_shares (call, traveller_id, error) && miqat_commission_confirm (call, traveller_id, error);
}

/* ---- a margin that comes later -------------------------------------------------------------- */

/* Whether the traveller of a flag travels with the package, in a booking that is alive. */
static gboolean
is_waiting_for (MiqatCall *call, const MiqatFlag *flag, const char *package_id, gboolean *is, GError **error)
{
  g_autoptr (MiqatBooking) booking = miqat_booking_load (call->db, flag->booking_id, NULL, call->at, error);

  if (booking == NULL)
    return FALSE;
  *is = g_str_equal (booking->package_id, package_id) && miqat_booking_status_is_live (booking->stored_status);
  return TRUE;
}

static gboolean
on_costed (MiqatCall *call, const char *package_id, GError **error)
{
  g_autoptr (GPtrArray) flags = miqat_flag_list_of_kind (call->db, MIQAT_FLAG_MARGIN_MISSING, error);

  for (guint i = 0; flags != NULL && i < flags->len; i++) {
    const MiqatFlag *flag = g_ptr_array_index (flags, i);
    gboolean waits = FALSE, paid = FALSE;

    if (!is_waiting_for (call, flag, package_id, &waits, error)
        || !miqat_invoice_is_paid_full (call->db, flag->booking_id, flag->subject_id, &paid, error)
        || (waits && !post_shares (call, flag->subject_id, error))
        || (waits && paid && !miqat_commission_confirm (call, flag->subject_id, error)))
      return FALSE;
  }
  return flags != NULL;
}

/* ---- cancelled ------------------------------------------------------------------------------ */

/* A share that was paid out already is set against the next payout; one that was not is void. */
static gboolean
reverse (MiqatCall *call, const MiqatCommissionRow *share, GError **error)
{
  gboolean paid_out = g_strcmp0 (share->status, "disbursed") == 0;
  g_autofree char *label = g_strconcat ("reversal:", share->id, NULL);
  g_autofree char *id = miqat_call_derive_id (call, label);
  MiqatCommissionRow row = *share;

  row.id = id;
  row.is_reversal = TRUE;
  row.amount = -share->amount;
  row.status = (char *) (paid_out ? "confirmed" : "cancelled");
  return miqat_commission_insert (call, &row, error) && post (call, &row, error)
         && miqat_commission_cancel_share (call, share->id, error);
}

static gboolean
on_cancelled (MiqatCall *call, const char *booking_id, GError **error)
{
  g_autoptr (GPtrArray) shares = miqat_commission_list_unreversed (call->db, booking_id, error);

  if (shares == NULL)
    return FALSE;
  for (guint i = 0; i < shares->len; i++)
    if (!reverse (call, g_ptr_array_index (shares, i), error))
      return FALSE;
  return TRUE;
}

gboolean
miqat_commission_on_event (MiqatCall *call, MiqatEventKind event, const char *subject_id,
                           GError **error)
{
  if (call->role == MIQAT_SITE_REPLICA)
    return TRUE;
  if (event == MIQAT_EVENT_TRAVELLER_DP_PAID)
    return post_shares (call, subject_id, error);
  if (event == MIQAT_EVENT_TRAVELLER_PAID_FULL)
    return on_paid_full (call, subject_id, error);
  if (event == MIQAT_EVENT_PACKAGE_COSTED)
    return on_costed (call, subject_id, error);
  if (event == MIQAT_EVENT_BOOKING_CANCELLED)
    return on_cancelled (call, subject_id, error);
  return TRUE;
}
