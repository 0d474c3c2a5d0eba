/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every noun: its columns, and how they are filled. */
#include "config.h"

#include "miqat-bank-account.h"
#include "miqat-booking-list.h"
#include "miqat-commission.h"
#include "miqat-ctl-nouns.h"
#include "miqat-departure.h"
#include "miqat-outbox.h"
#include "miqat-package.h"
#include "miqat-pilgrim-list.h"
#include "miqat-proof.h"
#include "miqat-report.h"
#include "miqat-staff.h"
#include "miqat-user.h"

#include <glib/gi18n.h>

/* The administrator at the machine sees everything. */
static const MiqatReader everything = { NULL, NULL };

static void
put_instant (MiqatCtlTable *table, MiqatInstant instant)
{
  g_autofree char *text = instant == 0 ? NULL : miqat_instant_to_iso (instant);

  miqat_ctl_table_text (table, text);
}

/* ---- packages and departures ------------------------------------------------------------------ */

static const MiqatCtlColumn package_columns[] = {
  { "slug", MIQAT_CTL_TEXT },        { "name", MIQAT_CTL_TEXT },   { "kind", MIQAT_CTL_TEXT },
  { "status", MIQAT_CTL_TEXT },      { "days", MIQAT_CTL_NUMBER }, { "max_price", MIQAT_CTL_NUMBER },
  { "id", MIQAT_CTL_TEXT },          { NULL },
};

static gboolean
fill_packages (MiqatDb *db, const MiqatCtlQuery *query, MiqatCtlTable *table, GError **error)
{
  g_autoptr (GPtrArray) packages = miqat_package_list (db, error);

  for (guint i = 0; packages != NULL && i < packages->len && i < query->limit; i++) {
    const MiqatPackage *package = packages->pdata[i];

    miqat_ctl_table_text (table, package->slug);
    miqat_ctl_table_text (table, package->name);
    miqat_ctl_table_text (table, package->kind);
    miqat_ctl_table_text (table, package->status);
    miqat_ctl_table_number (table, package->duration_days);
    miqat_ctl_table_number (table, package->max_price);
    miqat_ctl_table_text (table, package->id);
  }
  return packages != NULL;
}

static const MiqatCtlColumn departure_columns[] = {
  { "code", MIQAT_CTL_TEXT },    { "departure_date", MIQAT_CTL_TEXT },
  { "package", MIQAT_CTL_TEXT }, { "flight", MIQAT_CTL_TEXT },
  { "route", MIQAT_CTL_TEXT },   { "status", MIQAT_CTL_TEXT },
  { "booked", MIQAT_CTL_NUMBER }, { "seats", MIQAT_CTL_NUMBER },
  { "id", MIQAT_CTL_TEXT },      { NULL },
};

static gboolean
fill_departures (MiqatDb *db, const MiqatCtlQuery *query, MiqatCtlTable *table, GError **error)
{
  g_autoptr (GPtrArray) departures = miqat_departure_list (db, NULL, error);

  for (guint i = 0; departures != NULL && i < departures->len && i < query->limit; i++) {
    const MiqatDeparture *departure = departures->pdata[i];

    miqat_ctl_table_text (table, departure->code);
    miqat_ctl_table_text (table, departure->departure_date);
    miqat_ctl_table_text (table, departure->package_name);
    miqat_ctl_table_text (table, departure->flight_number);
    miqat_ctl_table_text (table, departure->route);
    miqat_ctl_table_text (table, departure->status);
    miqat_ctl_table_number (table, departure->booked_seats);
    miqat_ctl_table_number (table, departure->total_seats);
    miqat_ctl_table_text (table, departure->id);
  }
  return departures != NULL;
}

/* ---- bookings, proofs, pilgrims --------------------------------------------------------------- */

static const MiqatCtlColumn booking_columns[] = {
  { "code", MIQAT_CTL_TEXT },       { "contact", MIQAT_CTL_TEXT },
  { "departure", MIQAT_CTL_TEXT },  { "pax", MIQAT_CTL_NUMBER },
  { "total", MIQAT_CTL_NUMBER },    { "paid", MIQAT_CTL_NUMBER },
  { "status", MIQAT_CTL_TEXT },     { "branch", MIQAT_CTL_TEXT },
  { "created_at", MIQAT_CTL_TEXT }, { "id", MIQAT_CTL_TEXT },
  { NULL },
};

/* The list model has no clock of its own. */
typedef struct {
  MiqatClock parent;
  MiqatInstant now;
} StillClock;

static MiqatInstant
get_still_time (MiqatClock *clock)
{
  return ((StillClock *) clock)->now;
}

static void
put_booking (MiqatCtlTable *table, MiqatBookingItem *item)
{
  miqat_ctl_table_text (table, miqat_booking_item_get_code (item));
  miqat_ctl_table_text (table, miqat_booking_item_get_contact_name (item));
  miqat_ctl_table_text (table, miqat_booking_item_get_departure_code (item));
  miqat_ctl_table_number (table, miqat_booking_item_get_pax_count (item));
  miqat_ctl_table_number (table, miqat_booking_item_get_total_price (item));
  miqat_ctl_table_number (table, miqat_booking_item_get_amount_paid (item));
  miqat_ctl_table_text (table, miqat_booking_status_get_name (miqat_booking_item_get_status (item)));
  miqat_ctl_table_text (table, miqat_booking_item_get_branch_name (item));
  put_instant (table, miqat_booking_item_get_created_at (item));
  miqat_ctl_table_text (table, miqat_booking_item_get_id (item));
}

static gboolean
fill_bookings (MiqatDb *db, const MiqatCtlQuery *query, MiqatCtlTable *table, GError **error)
{
  StillClock clock = { { get_still_time }, query->now };
  const MiqatBookingFilter filter = {
    .status = MIQAT_BOOKING_STATUS_ANY,
    .search = query->search,
    .reader = everything,
    .clock = &clock.parent,
  };
  g_autoptr (MiqatListModel) model = miqat_booking_list_model_new (db, &filter);
  guint count;

  if (!miqat_list_model_refresh (model, error))
    return FALSE;
  count = MIN (g_list_model_get_n_items (G_LIST_MODEL (model)), query->limit);
  for (guint i = 0; i < count; i++) {
    g_autoptr (MiqatBookingItem) item = g_list_model_get_item (G_LIST_MODEL (model), i);

    put_booking (table, item);
  }
  return TRUE;
}

static const MiqatCtlColumn proof_columns[] = {
  { "booking", MIQAT_CTL_TEXT }, { "invoice", MIQAT_CTL_TEXT },    { "payer", MIQAT_CTL_TEXT },
  { "bank", MIQAT_CTL_TEXT },    { "claimed", MIQAT_CTL_NUMBER },  { "due", MIQAT_CTL_NUMBER },
  { "status", MIQAT_CTL_TEXT },  { "submitted_at", MIQAT_CTL_TEXT }, { "id", MIQAT_CTL_TEXT },
  { NULL },
};

static gboolean
fill_proofs (MiqatDb *db, const MiqatCtlQuery *query, MiqatCtlTable *table, GError **error)
{
  g_autoptr (GPtrArray) proofs = miqat_proof_list_waiting (db, everything, query->limit, error);

  for (guint i = 0; proofs != NULL && i < proofs->len; i++) {
    const MiqatProof *proof = proofs->pdata[i];

    miqat_ctl_table_text (table, proof->booking_code);
    miqat_ctl_table_text (table, proof->invoice_code);
    miqat_ctl_table_text (table, proof->payer_name);
    miqat_ctl_table_text (table, proof->bank_name);
    miqat_ctl_table_number (table, proof->amount_claimed);
    miqat_ctl_table_number (table, proof->amount_due);
    miqat_ctl_table_text (table, proof->status);
    put_instant (table, proof->submitted_at);
    miqat_ctl_table_text (table, proof->id);
  }
  return proofs != NULL;
}

static const MiqatCtlColumn pilgrim_columns[] = {
  { "name", MIQAT_CTL_TEXT },         { "gender", MIQAT_CTL_TEXT },
  { "date_of_birth", MIQAT_CTL_TEXT }, { "phone", MIQAT_CTL_TEXT },
  { "regency", MIQAT_CTL_TEXT },      { "nik", MIQAT_CTL_FLAG },
  { "passport", MIQAT_CTL_FLAG },     { "id", MIQAT_CTL_TEXT },
  { NULL },
};

static gboolean
fill_pilgrims (MiqatDb *db, const MiqatCtlQuery *query, MiqatCtlTable *table, GError **error)
{
  const MiqatPilgrimFilter filter = { .search = query->search, .reader = everything };
  g_autoptr (MiqatListModel) model = miqat_pilgrim_list_model_new (db, &filter);
  guint count;

  if (!miqat_list_model_refresh (model, error))
    return FALSE;
  count = MIN (g_list_model_get_n_items (G_LIST_MODEL (model)), query->limit);
  for (guint i = 0; i < count; i++) {
    g_autoptr (MiqatPilgrimItem) item = g_list_model_get_item (G_LIST_MODEL (model), i);

    miqat_ctl_table_text (table, miqat_pilgrim_item_get_full_name (item));
    miqat_ctl_table_text (table, miqat_pilgrim_item_get_gender (item));
    miqat_ctl_table_text (table, miqat_pilgrim_item_get_date_of_birth (item));
    miqat_ctl_table_text (table, miqat_pilgrim_item_get_phone (item));
    miqat_ctl_table_text (table, miqat_pilgrim_item_get_regency (item));
    miqat_ctl_table_flag (table, miqat_pilgrim_item_has_nik (item));
    miqat_ctl_table_flag (table, miqat_pilgrim_item_has_passport (item));
    miqat_ctl_table_text (table, miqat_pilgrim_item_get_id (item));
  }
  return TRUE;
}

/* ---- people and money ------------------------------------------------------------------------- */

static const MiqatCtlColumn commission_columns[] = {
  { "node", MIQAT_CTL_TEXT },        { "tier", MIQAT_CTL_TEXT },
  { "pending", MIQAT_CTL_NUMBER },   { "confirmed", MIQAT_CTL_NUMBER },
  { "disbursed", MIQAT_CTL_NUMBER }, { "cancelled", MIQAT_CTL_NUMBER },
  { "id", MIQAT_CTL_TEXT },          { NULL },
};

static gboolean
fill_commissions (MiqatDb *db, const MiqatCtlQuery *query, MiqatCtlTable *table, GError **error)
{
  g_autoptr (GPtrArray) users = miqat_user_list (db, everything, error);

  for (guint i = 0; users != NULL && i < users->len && i < query->limit; i++) {
    const MiqatUser *user = users->pdata[i];
    MiqatCommissionTotals totals = { 0 };

    if (!miqat_commission_get_totals (db, everything, user->id, &totals, error))
      return FALSE;
    miqat_ctl_table_text (table, user->full_name);
    miqat_ctl_table_text (table, miqat_tier_get_name (user->tier));
    miqat_ctl_table_number (table, totals.pending);
    miqat_ctl_table_number (table, totals.confirmed);
    miqat_ctl_table_number (table, totals.disbursed);
    miqat_ctl_table_number (table, totals.cancelled);
    miqat_ctl_table_text (table, user->id);
  }
  return users != NULL;
}

static const MiqatCtlColumn ledger_columns[] = {
  { "node", MIQAT_CTL_TEXT },     { "created_at", MIQAT_CTL_TEXT }, { "amount", MIQAT_CTL_NUMBER },
  { "granted", MIQAT_CTL_NUMBER }, { "status", MIQAT_CTL_TEXT },    { "reversal", MIQAT_CTL_FLAG },
  { "booking", MIQAT_CTL_TEXT },  { "traveller", MIQAT_CTL_TEXT },  { "id", MIQAT_CTL_TEXT },
  { NULL },
};

static gboolean
put_ledger (MiqatDb *db, const MiqatUser *user, guint *left, MiqatCtlTable *table, GError **error)
{
  g_autoptr (GPtrArray) rows = miqat_commission_list (db, everything, user->id, *left, 0, error);

  for (guint i = 0; rows != NULL && i < rows->len; i++) {
    const MiqatCommissionRow *row = rows->pdata[i];

    miqat_ctl_table_text (table, user->full_name);
    put_instant (table, row->created_at);
    miqat_ctl_table_number (table, row->amount);
    miqat_ctl_table_number (table, row->granted);
    miqat_ctl_table_text (table, row->status);
    miqat_ctl_table_flag (table, row->is_reversal);
    miqat_ctl_table_text (table, row->booking_id);
    miqat_ctl_table_text (table, row->traveller_id);
    miqat_ctl_table_text (table, row->id);
  }
  *left -= rows != NULL ? rows->len : 0;
  return rows != NULL;
}

static gboolean
fill_ledger (MiqatDb *db, const MiqatCtlQuery *query, MiqatCtlTable *table, GError **error)
{
  g_autoptr (GPtrArray) users = miqat_user_list (db, everything, error);
  guint left = query->limit;

  for (guint i = 0; users != NULL && i < users->len && left > 0; i++)
    if (!put_ledger (db, users->pdata[i], &left, table, error))
      return FALSE;
  return users != NULL;
}

static const MiqatCtlColumn account_columns[] = {
  { "bank", MIQAT_CTL_TEXT },   { "number", MIQAT_CTL_TEXT }, { "holder", MIQAT_CTL_TEXT },
  { "active", MIQAT_CTL_FLAG }, { "id", MIQAT_CTL_TEXT },     { NULL },
};

static gboolean
fill_accounts (MiqatDb *db, const MiqatCtlQuery *query, MiqatCtlTable *table, GError **error)
{
  g_autoptr (GPtrArray) accounts = miqat_bank_account_list (db, TRUE, error);

  for (guint i = 0; accounts != NULL && i < accounts->len && i < query->limit; i++) {
    const MiqatBankAccount *account = accounts->pdata[i];

    miqat_ctl_table_text (table, account->bank_name);
    miqat_ctl_table_text (table, account->account_number);
    miqat_ctl_table_text (table, account->account_holder);
    miqat_ctl_table_flag (table, account->is_active);
    miqat_ctl_table_text (table, account->id);
  }
  return accounts != NULL;
}

static const MiqatCtlColumn user_columns[] = {
  { "name", MIQAT_CTL_TEXT },   { "tier", MIQAT_CTL_TEXT },           { "duties", MIQAT_CTL_TEXT },
  { "email", MIQAT_CTL_TEXT },  { "phone", MIQAT_CTL_TEXT },          { "site", MIQAT_CTL_TEXT },
  { "active", MIQAT_CTL_FLAG }, { "affiliate_code", MIQAT_CTL_TEXT }, { "id", MIQAT_CTL_TEXT },
  { NULL },
};

static char *
list_duties (MiqatDuties duties)
{
  GString *text = g_string_new (NULL);

  for (guint bit = MIQAT_DUTY_SALES; bit <= MIQAT_DUTY_EXECUTIVE; bit <<= 1)
    if ((duties & bit) != 0)
      g_string_append_printf (text, "%s%s", text->len > 0 ? "," : "", miqat_duty_get_name (bit));
  return g_string_free (text, FALSE);
}

/* Nodes of the network, then the staff of the offices: everybody who can act. */
static gboolean
fill_users (MiqatDb *db, const MiqatCtlQuery *query, MiqatCtlTable *table, GError **error)
{
  g_autoptr (GPtrArray) users = miqat_user_list (db, everything, error);
  g_autoptr (GPtrArray) people = users != NULL ? miqat_staff_list (db, everything, error) : NULL;

  if (people == NULL)
    return FALSE;
  for (guint i = 0; i < users->len && i < query->limit; i++) {
    const MiqatUser *user = users->pdata[i];

    miqat_ctl_table_text (table, user->full_name);
    miqat_ctl_table_text (table, miqat_tier_get_name (user->tier));
    miqat_ctl_table_text (table, NULL);
    miqat_ctl_table_text (table, user->email);
    miqat_ctl_table_text (table, user->phone);
    miqat_ctl_table_text (table, user->site_code);
    miqat_ctl_table_flag (table, user->is_active);
    miqat_ctl_table_text (table, user->affiliate_code);
    miqat_ctl_table_text (table, user->id);
  }
  for (guint i = 0; i < people->len && users->len + i < query->limit; i++) {
    const MiqatStaff *person = people->pdata[i];
    g_autofree char *duties = list_duties (person->duties);

    miqat_ctl_table_text (table, person->full_name);
    miqat_ctl_table_text (table, "staff");
    miqat_ctl_table_text (table, duties);
    miqat_ctl_table_text (table, person->email);
    miqat_ctl_table_text (table, person->phone);
    miqat_ctl_table_text (table, NULL);
    miqat_ctl_table_flag (table, person->is_active);
    miqat_ctl_table_text (table, NULL);
    miqat_ctl_table_text (table, person->id);
  }
  return TRUE;
}

/* ---- messages and the audit trail ------------------------------------------------------------- */

static const MiqatCtlColumn outbox_columns[] = {
  { "queued_at", MIQAT_CTL_TEXT }, { "channel", MIQAT_CTL_TEXT },    { "recipient", MIQAT_CTL_TEXT },
  { "template", MIQAT_CTL_TEXT },  { "status", MIQAT_CTL_TEXT },     { "attempts", MIQAT_CTL_NUMBER },
  { "body", MIQAT_CTL_TEXT },      { "id", MIQAT_CTL_TEXT },         { NULL },
};

static gboolean
fill_outbox (MiqatDb *db, const MiqatCtlQuery *query, MiqatCtlTable *table, GError **error)
{
  g_autoptr (GPtrArray) messages = miqat_outbox_list_queued (db, everything, query->limit, error);

  for (guint i = 0; messages != NULL && i < messages->len; i++) {
    const MiqatMessage *message = messages->pdata[i];

    put_instant (table, message->queued_at);
    miqat_ctl_table_text (table, message->channel);
    miqat_ctl_table_text (table, message->recipient);
    miqat_ctl_table_text (table, message->template_name);
    miqat_ctl_table_text (table, message->status);
    miqat_ctl_table_number (table, message->attempts);
    miqat_ctl_table_text (table, message->body);
    miqat_ctl_table_text (table, message->id);
  }
  return messages != NULL;
}

static const MiqatCtlColumn audit_columns[] = {
  { "accepted_at", MIQAT_CTL_TEXT }, { "command", MIQAT_CTL_TEXT }, { "outcome", MIQAT_CTL_TEXT },
  { "actor", MIQAT_CTL_TEXT },       { "detail", MIQAT_CTL_TEXT },  { NULL },
};

static gboolean
fill_audit (MiqatDb *db, const MiqatCtlQuery *query, MiqatCtlTable *table, GError **error)
{
  g_auto (GStrv) thing = g_strsplit (query->search != NULL ? query->search : "", "/", 2);
  gboolean one = g_strv_length (thing) == 2;
  g_autoptr (GPtrArray) entries
    = miqat_report_audit (db, one ? thing[0] : NULL, one ? thing[1] : NULL, query->limit, error);

  for (guint i = 0; entries != NULL && i < entries->len; i++) {
    const MiqatAuditEntry *entry = entries->pdata[i];

    put_instant (table, entry->accepted_at);
    miqat_ctl_table_text (table, entry->command);
    miqat_ctl_table_text (table, entry->outcome);
    miqat_ctl_table_text (table, entry->actor_id);
    miqat_ctl_table_text (table, entry->detail);
  }
  return entries != NULL;
}

const MiqatCtlNoun miqat_ctl_nouns[] = {
  { "packages", N_("What is offered"), package_columns, fill_packages },
  { "departures", N_("Packages on a date"), departure_columns, fill_departures },
  { "bookings", N_("Bookings, newest first"), booking_columns, fill_bookings },
  { "proofs", N_("Transfer proofs that wait"), proof_columns, fill_proofs },
  { "pilgrims", N_("People who travel"), pilgrim_columns, fill_pilgrims },
  { "commissions", N_("What each partner has earned"), commission_columns, fill_commissions },
  { "ledger", N_("Every share of commission, node by node, newest first"), ledger_columns, fill_ledger },
  { "bank_accounts", N_("Where transfers go"), account_columns, fill_accounts },
  { "users", N_("Partners and staff"), user_columns, fill_users },
  { "outbox", N_("Messages that wait"), outbox_columns, fill_outbox },
  { "audit", N_("Who changed what, newest first"), audit_columns, fill_audit },
  { NULL },
};
