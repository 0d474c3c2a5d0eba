/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-booking-facts.h"
#include "miqat-command-fields.h"
#include "miqat-invoice.h"
#include "miqat-look.h"
#include "miqat-money.h"
#include "miqat-receipt.h"
#include "miqat-text.h"

#include <glib/gi18n-lib.h>

static const MiqatTone status_tones[MIQAT_N_BOOKING_STATUSES] = {
  [MIQAT_BOOKING_SEAT_LOCKED] = MIQAT_TONE_INFO,
  [MIQAT_BOOKING_AWAITING_VERIFICATION] = MIQAT_TONE_CAUTION,
  [MIQAT_BOOKING_DP_PAID] = MIQAT_TONE_GOOD,
  [MIQAT_BOOKING_INSTALLMENT] = MIQAT_TONE_GOOD,
  [MIQAT_BOOKING_PAID_FULL] = MIQAT_TONE_GOOD,
  [MIQAT_BOOKING_CANCELLED] = MIQAT_TONE_NEUTRAL,
  [MIQAT_BOOKING_EXPIRED] = MIQAT_TONE_NEUTRAL,
};

const char *
miqat_booking_status_describe (MiqatBookingStatus status, MiqatTone *tone)
{
  *tone = status_tones[status];
  return _(miqat_booking_status_get_label (status));
}

/* ---- how far it is -------------------------------------------------------------------------- */

void
miqat_booking_facts_show_steps (MiqatStepper *stepper, const MiqatBooking *booking)
{
  /* How many of the steps Booking, DP, Instalments, Paid are behind it. */
  static const guint done[MIQAT_N_BOOKING_STATUSES] = {
    [MIQAT_BOOKING_SEAT_LOCKED] = 1, [MIQAT_BOOKING_AWAITING_VERIFICATION] = 1,
    [MIQAT_BOOKING_DP_PAID] = 2, [MIQAT_BOOKING_INSTALLMENT] = 2, [MIQAT_BOOKING_PAID_FULL] = 4,
  };
  const char *labels[] = { _("Booking"), _("DP"), _("Instalments"), _("Paid"), _("Departs") };
  gboolean ended = !miqat_booking_status_is_live (booking->status);

  miqat_stepper_clear (stepper);
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++) {
    MiqatStepState state = MIQAT_STEP_TODO;

    if (ended)
      state = i == 0 ? MIQAT_STEP_FAILED : MIQAT_STEP_TODO;
    else if (i < done[booking->status])
      state = MIQAT_STEP_DONE;
    else if (i == done[booking->status])
      state = MIQAT_STEP_HERE;
    miqat_stepper_add_step (stepper, labels[i], NULL, state);
  }
}

/* ---- facts ---------------------------------------------------------------------------------- */

static char *
format_day (const char *text)
{
  MiqatDay day = MIQAT_DAY_NONE;

  if (text == NULL || miqat_day_parse (text, &day) != MIQAT_PROBLEM_NONE)
    return g_strdup ("–");
  return miqat_day_format (day, miqat_look_is_indonesian ());
}

static gboolean
show_head (MiqatFacts *facts, MiqatOffice *office, const MiqatBooking *booking, GError **error)
{
  gboolean certain = FALSE;
  MiqatTone tone;
  const char *status = miqat_booking_status_describe (booking->status, &tone);
  g_autofree char *phone = booking->payer_phone != NULL ? miqat_text_format_phone (booking->payer_phone) : NULL;
  g_autofree char *leaves = format_day (booking->departure_date);
  g_autofree char *departure = g_strdup_printf ("%s · %s", leaves, booking->package_name);

  if (!miqat_booking_load_certain (miqat_office_get_db (office), booking, &certain, error))
    return FALSE;
  miqat_facts_add_status (facts, _("Status"), tone, status);
  if (miqat_booking_status_is_live (booking->status))
    miqat_facts_add_status (facts, _("Seats"), certain ? MIQAT_TONE_GOOD : MIQAT_TONE_CAUTION,
                            certain ? _("Certain") : _("Waiting for certainty"));
  if (booking->expires_at != 0) {
    g_autofree char *until = miqat_instant_format (booking->expires_at, miqat_office_get_zone (office),
                                                   miqat_look_is_indonesian ());
    miqat_facts_add_text (facts, _("Held until"), until);
  }
  miqat_facts_add_text (facts, _("Departure"), departure);
  miqat_facts_add_text (facts, _("Payer"), booking->payer_name);
  miqat_facts_add_text (facts, _("Phone"), phone);
  miqat_facts_add_text (facts, _("Office"), booking->branch_name);
  miqat_facts_add_text (facts, _("Sold by"), booking->seller_name);
  if (*booking->notes != '\0')
    miqat_facts_add_text (facts, _("Notes"), booking->notes);
  return TRUE;
}

static void
show_people (MiqatFacts *facts, const MiqatBooking *booking)
{
  miqat_facts_add_section (facts, _("Travellers"));
  for (guint i = 0; i < booking->travellers->len; i++) {
    const MiqatTraveller *traveller = g_ptr_array_index (booking->travellers, i);
    g_autofree char *place = g_strdup_printf ("%u · %s", traveller->position,
                                              miqat_command_choice_label (traveller->room_type));
    g_autofree char *price = miqat_money_format (traveller->price);
    g_autofree char *value
      = g_strdup_printf ("%s\n%s", traveller->pilgrim_name != NULL ? traveller->pilgrim_name : _("Not yet named"),
                         price);

    if (traveller->active)
      miqat_facts_add_text (facts, place, value);
  }
}

static const char *
describe_invoice (const char *type)
{
  if (g_str_equal (type, "dp"))
    return _("DP");
  if (g_str_equal (type, "installment"))
    return _("Instalment");
  return g_str_equal (type, "final") ? _("Final payment") : _("Full payment");
}

static gboolean
show_invoices (MiqatFacts *facts, MiqatDb *db, const MiqatBooking *booking, GError **error)
{
  g_autoptr (GPtrArray) invoices = miqat_invoice_list (db, booking->id, error);

  if (invoices == NULL)
    return FALSE;
  miqat_facts_add_section (facts, _("Money"));
  miqat_facts_add_money (facts, _("Total"), booking->total_price);
  miqat_facts_add_money (facts, C_("amount", "Paid"), booking->amount_paid);
  for (guint i = 0; i < invoices->len; i++) {
    const MiqatInvoice *invoice = g_ptr_array_index (invoices, i);
    g_autofree char *amount = miqat_money_format (invoice->amount - invoice->paid);
    g_autofree char *due = miqat_day_format (invoice->due_date, miqat_look_is_indonesian ());
    g_autofree char *value = invoice->paid >= invoice->amount
                               ? g_strdup (_("Paid"))
                               /* TRANSLATORS: an amount, and the day on which it is due. */
                               : g_strdup_printf (_("%s due %s"), amount, due);

    if (!g_str_equal (invoice->status, "cancelled"))
      miqat_facts_add_text (facts, describe_invoice (invoice->type), value);
  }
  return TRUE;
}

static gboolean
show_receipts (MiqatFacts *facts, MiqatOffice *office, const MiqatBooking *booking, GError **error)
{
  g_autoptr (GPtrArray) receipts = miqat_receipt_list (miqat_office_get_db (office), miqat_office_get_reader (office),
                                                       booking->id, error);

  if (receipts == NULL)
    return FALSE;
  for (guint i = 0; i < receipts->len; i++) {
    const MiqatReceipt *receipt = g_ptr_array_index (receipts, i);
    g_autofree char *amount = miqat_money_format (receipt->amount);
    g_autofree char *day = miqat_day_format (receipt->issued_day, miqat_look_is_indonesian ());
    g_autofree char *value = g_strdup_printf ("%s · %s", amount, day);

    if (i == 0)
      miqat_facts_add_section (facts, _("Receipts"));
    miqat_facts_add_text (facts, receipt->code, value);
  }
  return TRUE;
}

gboolean
miqat_booking_facts_show (MiqatFacts *facts, MiqatOffice *office, const MiqatBooking *booking, GError **error)
{
  if (!show_head (facts, office, booking, error))
    return FALSE;
  show_people (facts, booking);
  return show_invoices (facts, miqat_office_get_db (office), booking, error)
         && show_receipts (facts, office, booking, error);
}
