/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bookings, the travellers in them, who pays, and the seats they hold. */
#include "config.h"

#include "miqat-areas.h"
#include "miqat-booking-list.h"
#include "miqat-booking-offer.h"
#include "miqat-booking-private.h"
#include "miqat-booking-public.h"

static const char *const payer_personal[] = { "full_name", "name_key", "phone", "email", NULL };
static const char *const payer_search[] = { "full_name", "phone", NULL };
static const char *const booking_personal[] = { "contact_key", "notes", NULL };
static const char *const booking_search[] = { "booking_code", NULL };

static const MiqatTable tables[] = {
  { "payers", MIQAT_SCOPE_BRANCH, "branch_id", .personal = payer_personal, .search = payer_search },
  { "bookings", MIQAT_SCOPE_BRANCH, "branch_id", .personal = booking_personal, .search = booking_search },
  { "booking_travellers", MIQAT_SCOPE_BRANCH, "branch_id", .subject = "bookings", .subject_key = "booking_id" },
  { "seat_locks", MIQAT_SCOPE_BRANCH, "branch_id", .subject = "bookings", .subject_key = "booking_id" },
  { NULL },
};

static const MiqatStatements *const statements[] = {
  &miqat_booking_statements,
  &miqat_booking_state_statements,
  &miqat_booking_write_statements,
  &miqat_booking_list_statements,
  &miqat_booking_offer_statements,
  &miqat_booking_public_statements,
  &miqat_booking_check_statements,
  NULL,
};

static gboolean
on_event (MiqatCall *call, MiqatEventKind event, const char *subject_id, GError **error)
{
  return event != MIQAT_EVENT_DEPARTURE_MOVED || miqat_booking_follow_departure (call, subject_id, error);
}

const MiqatArea miqat_booking_area = {
  .name = "booking",
  .commands = miqat_booking_commands,
  .tables = tables,
  .statements = statements,
  .invariants = miqat_booking_invariants,
  .on_event = on_event,
};
