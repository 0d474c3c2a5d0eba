/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-command-fields.h"
#include "miqat-departure-facts.h"
#include "miqat-look.h"
#include "miqat-money.h"

#include <glib/gi18n-lib.h>

static char *
format_day (const char *text)
{
  MiqatDay day = MIQAT_DAY_NONE;

  if (text == NULL || miqat_day_parse (text, &day) != MIQAT_PROBLEM_NONE)
    return g_strdup ("–");
  return miqat_day_format (day, miqat_look_is_indonesian ());
}

static const char *
describe_status (const char *status, MiqatTone *tone)
{
  *tone = MIQAT_TONE_NEUTRAL;
  if (g_str_equal (status, "open")) {
    *tone = MIQAT_TONE_GOOD;
    return _("Open");
  }
  if (g_str_equal (status, "full")) {
    *tone = MIQAT_TONE_CAUTION;
    return _("Full");
  }
  return g_str_equal (status, "departed") ? _("Departed") : _("Closed");
}

static void
show_rooms (MiqatFacts *facts, const MiqatDeparture *departure)
{
  miqat_facts_add_section (facts, _("Rooms and prices"));
  for (guint i = 0; i < departure->rooms->len; i++) {
    const MiqatRoomType *room = g_ptr_array_index (departure->rooms, i);
    g_autofree char *price = miqat_money_format (room->price);
    g_autofree char *beds = g_strdup_printf (_("%d of %d beds sold"), (int) room->booked, (int) room->quota);
    g_autofree char *value = g_strdup_printf ("%s · %s", price, beds);

    /* Without a quota of their own there are as many beds as seats. */
    miqat_facts_add_text (facts, miqat_command_choice_label (room->type), room->quota < 0 ? price : value);
  }
}

void
miqat_departure_facts_show (MiqatFacts *facts, const MiqatDeparture *departure)
{
  g_autofree char *leaves = format_day (departure->departure_date);
  g_autofree char *returns = format_day (departure->return_date);
  g_autofree char *dates = g_strdup_printf ("%s – %s", leaves, returns);
  g_autofree char *flight = g_strdup_printf ("%s %s · %s", departure->airline_name, departure->flight_number,
                                             departure->route);
  g_autofree char *from = g_strdup_printf ("%s (%s)", departure->origin_city, departure->origin_airport);
  MiqatTone tone;
  const char *status = describe_status (departure->status, &tone);

  miqat_facts_add_status (facts, _("Status"), tone, status);
  miqat_facts_add_text (facts, _("Package"), departure->package_name);
  miqat_facts_add_text (facts, _("Dates"), dates);
  miqat_facts_add_text (facts, _("Flight"), flight);
  miqat_facts_add_text (facts, _("From"), from);
  miqat_facts_add_text (facts, _("Hotel in Makkah"), departure->hotel_makkah_name);
  miqat_facts_add_text (facts, _("Hotel in Madinah"), departure->hotel_madinah_name);
  show_rooms (facts, departure);
}

void
miqat_departure_facts_show_lease (MiqatFacts *facts, const MiqatDeparture *departure, const char *branch_id,
                                  const char *device_id)
{
  gint64 seats;
  g_autofree char *text = NULL;

  if (device_id == NULL)
    return;
  seats = miqat_departure_get_free (departure, MIQAT_POOL_LEASE, branch_id, device_id);
  text = g_strdup_printf (ngettext ("%d seat, also without the network", "%d seats, also without the network",
                                    (gulong) seats), (int) seats);
  miqat_facts_add_section (facts, _("This computer"));
  if (seats > 0)
    miqat_facts_add_status (facts, _("Certain here"), MIQAT_TONE_GOOD, text);
  else
    miqat_facts_add_text (facts, _("Certain here"), _("No seats of its own: the head office confirms each sale"));
}

/* ---- seats ---------------------------------------------------------------------------------- */

static const char *
describe_state (MiqatSeatState state)
{
  switch (state) {
  case MIQAT_SEAT_HELD:
    return _("held");
  case MIQAT_SEAT_VERIFYING:
    return _("proof being checked");
  case MIQAT_SEAT_DP_PAID:
    return _("DP paid");
  case MIQAT_SEAT_PAID_FULL:
    return _("paid in full");
  case MIQAT_N_SEAT_STATES:
    break;
  }
  g_assert_not_reached ();
}

static char *
describe_line (const MiqatSeatLine *line)
{
  switch (line->kind) {
  case MIQAT_SEAT_LINE_TAKEN:
    return g_strdup_printf ("%s · %s", line->owner_name, describe_state (line->state));
  case MIQAT_SEAT_LINE_FREE_PUBLIC:
    return g_strdup (_("Free for everybody"));
  case MIQAT_SEAT_LINE_FREE_ALLOTMENT:
    return g_strdup_printf (_("Free · allotted to %s"), line->owner_name);
  case MIQAT_SEAT_LINE_FREE_LEASE:
    return g_strdup_printf (_("Free · leased to a computer of %s"), line->owner_name);
  }
  g_assert_not_reached ();
}

gboolean
miqat_departure_facts_show_seats (MiqatFacts *facts, MiqatQuotaBar *quota, MiqatDb *db,
                                  const MiqatDeparture *departure, GError **error)
{
  g_autoptr (GPtrArray) lines = miqat_departure_explain_seats (db, departure->id, error);
  g_autoptr (GArray) parts = g_array_new (FALSE, TRUE, sizeof (MiqatQuotaPart));
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *total = g_strdup_printf ("%d", (int) departure->total_seats);

  if (lines == NULL)
    return FALSE;
  miqat_facts_add_section (facts, _("Where the seats are"));
  for (guint i = 0; i < lines->len; i++) {
    const MiqatSeatLine *line = g_ptr_array_index (lines, i);
    char *text = describe_line (line);
    g_autofree char *seats = g_strdup_printf ("%d", (int) line->seats);
    MiqatQuotaPart part = { .name = "taken", .label = text, .count = (guint) line->seats,
                            .held = line->state == MIQAT_SEAT_HELD };

    g_ptr_array_add (texts, text);
    miqat_facts_add_text (facts, text, seats);
    if (line->kind == MIQAT_SEAT_LINE_TAKEN)
      g_array_append_val (parts, part);
  }
  miqat_facts_add_text (facts, _("Together"), total);
  miqat_quota_bar_set_parts (quota, (const MiqatQuotaPart *) (gpointer) parts->data, parts->len,
                             (guint) departure->total_seats);
  return TRUE;
}
