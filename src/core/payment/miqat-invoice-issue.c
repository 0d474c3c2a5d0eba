/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes the invoices of a booking when it is registered, and sets when they are due. */
#include "config.h"

#include "miqat-departure.h"
#include "miqat-invoice-sql.h"
#include "miqat-payment-private.h"
#include "miqat-setting.h"

/* What all invoices of one booking have in common, read once. */
typedef struct {
  const MiqatBooking *booking;
  gint64 dp_per_person;
  gint64 dp_percent;
  MiqatDay final_due;
  MiqatPaymentMode mode;
} Terms;

/* What one invoice asks of each traveller. */
typedef gint64 (*Share) (const Terms *terms, const MiqatTraveller *traveller);

static gint64
get_dp (const Terms *terms, const MiqatTraveller *traveller)
{
  return miqat_payment_dp (traveller->price, terms->dp_per_person, terms->dp_percent);
}

static gint64
get_rest (const Terms *terms, const MiqatTraveller *traveller)
{
  return traveller->price - get_dp (terms, traveller);
}

static gboolean
read_final_due (MiqatCall *call, const char *departure_date, MiqatDay *due, GError **error)
{
  gint64 days;
  MiqatDay departure;

  if (!miqat_setting_get (call->db, MIQAT_SETTING_FINAL_DUE_DAYS, &days, error))
    return FALSE;
  if (miqat_day_parse (departure_date, &departure) != MIQAT_PROBLEM_NONE)
    departure = call->day;
  *due = miqat_payment_final_due (departure, days, call->day);
  return TRUE;
}

static gboolean
read_terms (MiqatCall *call, Terms *terms, GError **error)
{
  return miqat_setting_get (call->db, MIQAT_SETTING_DP_PER_PERSON, &terms->dp_per_person, error)
         && miqat_setting_get (call->db, MIQAT_SETTING_DP_PERCENT, &terms->dp_percent, error)
         && read_final_due (call, terms->booking->departure_date, &terms->final_due, error)
         && miqat_payment_mode_read (call->db, &terms->mode, error);
}

static gint64
sum_up (const Terms *terms, Share share)
{
  gint64 sum = 0;

  for (guint i = 0; i < terms->booking->travellers->len; i++) {
    const MiqatTraveller *traveller = g_ptr_array_index (terms->booking->travellers, i);

    if (traveller->active)
      sum += share (terms, traveller);
  }
  return sum;
}

static gboolean
insert_line (MiqatCall *call, const Terms *terms, const char *invoice_id, const char *type,
             const MiqatTraveller *traveller, gint64 amount, GError **error)
{
  g_autofree char *label = g_strconcat ("line:", type, ":", traveller->id, NULL);
  g_autofree char *id = miqat_call_derive_id (call, label);
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (call->db, &miqat_invoice_statements, SQL_LINE_INSERT, error);

  miqat_statement_bind_text (statement, "id", id);
  miqat_statement_bind_text (statement, "invoice_id", invoice_id);
  miqat_statement_bind_text (statement, "traveller_id", traveller->id);
  miqat_statement_bind_int (statement, "position", traveller->position);
  miqat_statement_bind_text (statement, "branch_id", terms->booking->branch_id);
  miqat_statement_bind_int (statement, "amount", amount);
  return miqat_statement_run (statement, error);
}

static gboolean
insert_lines (MiqatCall *call, const Terms *terms, const char *invoice_id, const char *type,
              Share share, GError **error)
{
  for (guint i = 0; i < terms->booking->travellers->len; i++) {
    const MiqatTraveller *traveller = g_ptr_array_index (terms->booking->travellers, i);
    gint64 amount = traveller->active ? share (terms, traveller) : 0;

    if (amount > 0 && !insert_line (call, terms, invoice_id, type, traveller, amount, error))
      return FALSE;
  }
  return TRUE;
}

/* "BK-20260622-SBY2-001" → "INV-20260622-SBY2-001-DP". */
static char *
make_code (const MiqatBooking *booking, const char *suffix)
{
  const char *body = g_str_has_prefix (booking->code, "BK-") ? booking->code + 3 : booking->code;

  return g_strconcat ("INV-", body, "-", suffix, NULL);
}

static gboolean
issue (MiqatCall *call, const Terms *terms, const char *type, const char *suffix, MiqatDay due,
       Share share, GError **error)
{
  const MiqatBooking *booking = terms->booking;
  g_autofree char *label = g_strconcat ("invoice:", type, NULL);
  g_autofree char *id = miqat_call_derive_id (call, label);
  g_autofree char *code = make_code (booking, suffix);
  g_autoptr (MiqatStatement) statement = NULL;
  gint64 amount = sum_up (terms, share);
  char day[MIQAT_DAY_TEXT_SIZE];

  if (amount == 0)
    return TRUE;
  statement = miqat_db_statement (call->db, &miqat_invoice_statements, SQL_INVOICE_INSERT, error);
  miqat_statement_bind_text (statement, "id", id);
  miqat_statement_bind_text (statement, "booking_id", booking->id);
  miqat_statement_bind_text (statement, "branch_id", booking->branch_id);
  miqat_statement_bind_text (statement, "code", code);
  miqat_statement_bind_text (statement, "type", type);
  miqat_statement_bind_int (statement, "amount", amount);
  miqat_statement_bind_text (statement, "due_date", miqat_day_to_text (due, day));
  miqat_statement_bind_text (statement, "payment_mode", terms->mode.automatic ? "auto" : "manual");
  miqat_statement_bind_int (statement, "at", call->at);
  return miqat_statement_run (statement, error)
         && insert_lines (call, terms, id, type, share, error);
}

gboolean
miqat_invoice_create_all (MiqatCall *call, const MiqatBooking *booking, GError **error)
{
  Terms terms = { .booking = booking };

  return read_terms (call, &terms, error)
         && issue (call, &terms, "dp", "DP", call->day, get_dp, error)
         && issue (call, &terms, "final", "PELUNASAN", terms.final_due, get_rest, error);
}

static gboolean
set_final_due (MiqatCall *call, const char *booking_id, const char *due, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (call->db, &miqat_invoice_statements, SQL_SET_FINAL_DUE, error);

  miqat_statement_bind_text (statement, "booking_id", booking_id);
  miqat_statement_bind_text (statement, "due_date", due);
  return miqat_statement_run (statement, error);
}

gboolean
miqat_invoice_follow_departure (MiqatCall *call, const char *departure_id, GError **error)
{
  g_autoptr (GPtrArray) bookings = miqat_booking_list_ids (call->db, departure_id, error);
  g_autofree char *date = NULL;
  char text[MIQAT_DAY_TEXT_SIZE];
  MiqatDay due;

  if (bookings == NULL || !miqat_departure_load_date (call->db, departure_id, &date, error)
      || !read_final_due (call, date, &due, error))
    return FALSE;
  miqat_day_to_text (due, text);
  for (guint i = 0; i < bookings->len; i++)
    if (!set_final_due (call, g_ptr_array_index (bookings, i), text, error))
      return FALSE;
  return TRUE;
}
