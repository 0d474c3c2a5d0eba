/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What becomes of seats as a booking moves from state to state: the functions that payment uses. */
#include "config.h"

#include "miqat-departure.h"
#include "miqat-test-sales.h"
#include "miqat-test-steps.h"

#define STATUS "{'booking_id': '%s', 'status': '%s'}"
#define BOOKING "{'booking_id': '%s'}"

static void
assert_booking (MiqatTestAgency *agency, const char *id, MiqatBookingStatus status, const char *lock, gboolean clock)
{
  g_autoptr (MiqatBooking) booking = miqat_test_booking_load (agency, id);

  g_assert_cmpint (booking->stored_status, ==, status);
  g_assert_cmpstr (booking->lock_status, ==, lock);
  g_assert_cmpint (booking->expires_at != 0, ==, clock);
}

static gint64
count_state (MiqatTestAgency *agency, const char *state)
{
  g_autofree char *sql = g_strdup_printf ("SELECT coalesce(sum(seats), 0) FROM seat_counts WHERE state = '%s'", state);

  return miqat_test_number (agency, sql);
}

static void
test_to_paid (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  g_auto (MiqatTestSales) sales = { 0 };
  const char *id;

  miqat_test_sales_init (&sales, hub, 10, 0, 0);
  miqat_test_add_steps (hub);
  id = miqat_test_booking (hub, &sales, hub->surabaya_sales, 3);
  g_assert_cmpint (count_state (hub, "held"), ==, 3);
  assert_booking (hub, id, MIQAT_BOOKING_SEAT_LOCKED, "active", TRUE);

  miqat_test_do (hub, MIQAT_ACTOR_SYSTEM, "test.status", NULL, STATUS, id, "awaiting_verification");
  miqat_test_do (hub, MIQAT_ACTOR_SYSTEM, "test.stop", NULL, BOOKING, id);
  assert_booking (hub, id, MIQAT_BOOKING_AWAITING_VERIFICATION, "active", FALSE);
  g_assert_cmpint (count_state (hub, "held"), ==, 0);
  g_assert_cmpint (count_state (hub, "verifying"), ==, 3);
  miqat_test_verify_sales (hub);
  /* With the clock stopped nothing lapses, however long it takes. */
  miqat_test_agency_pass (hub, 40 * 24 * MIQAT_HOUR);
  g_assert_cmpstr (miqat_test_do (hub, MIQAT_ACTOR_SYSTEM, "booking.expire_holds", "released", "{}"), ==, "0");

  miqat_test_do (hub, MIQAT_ACTOR_SYSTEM, "test.status", NULL, STATUS, id, "dp_paid");
  assert_booking (hub, id, MIQAT_BOOKING_DP_PAID, "confirmed", FALSE);
  g_assert_cmpint (count_state (hub, "dp_paid"), ==, 3);
  miqat_test_do (hub, MIQAT_ACTOR_SYSTEM, "test.status", NULL, STATUS, id, "installment");
  miqat_test_do (hub, MIQAT_ACTOR_SYSTEM, "test.status", NULL, STATUS, id, "paid_full");
  miqat_test_do (hub, MIQAT_ACTOR_SYSTEM, "test.status", NULL, STATUS, id, "paid_full");
  g_assert_cmpint (count_state (hub, "paid_full"), ==, 3);
  g_assert_cmpint (count_state (hub, "dp_paid"), ==, 0);
  miqat_test_refused (hub, MIQAT_ACTOR_SYSTEM, "test.status", "booking_state", NULL, STATUS, id, "expired");
  miqat_test_refused (hub, MIQAT_ACTOR_SYSTEM, "test.status", "booking_state", NULL, STATUS, id, "awaiting_verification");
  miqat_test_refused (hub, hub->surabaya_sales, "booking.cancel", "booking_state", NULL, BOOKING, id);
  miqat_test_verify_sales (hub);

  miqat_test_do (hub, MIQAT_ACTOR_SYSTEM, "test.status", NULL, STATUS, id, "cancelled");
  assert_booking (hub, id, MIQAT_BOOKING_CANCELLED, "released", FALSE);
  g_assert_cmpint (miqat_test_departure_number (hub, &sales, "booked_seats"), ==, 0);
  miqat_test_verify_sales (hub);
}

/* A rejected proof: the hold goes on, with a new end. */
static void
test_rejected (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  g_auto (MiqatTestSales) sales = { 0 };
  const char *id;

  miqat_test_sales_init (&sales, hub, 10, 0, 0);
  miqat_test_add_steps (hub);
  id = miqat_test_booking (hub, &sales, hub->surabaya_sales, 3);
  miqat_test_do (hub, MIQAT_ACTOR_SYSTEM, "test.status", NULL, STATUS, id, "awaiting_verification");
  miqat_test_do (hub, MIQAT_ACTOR_SYSTEM, "test.stop", NULL, BOOKING, id);
  miqat_test_do (hub, MIQAT_ACTOR_SYSTEM, "test.status", NULL, STATUS, id, "seat_locked");
  miqat_test_do (hub, MIQAT_ACTOR_SYSTEM, "test.deadline", NULL, "{'booking_id': '%s', 'minutes': 60}", id);
  assert_booking (hub, id, MIQAT_BOOKING_SEAT_LOCKED, "active", TRUE);
  g_assert_cmpint (count_state (hub, "held"), ==, 3);
  miqat_test_agency_pass (hub, MIQAT_HOUR);
  g_assert_cmpstr (miqat_test_do (hub, MIQAT_ACTOR_SYSTEM, "booking.expire_holds", "released", "{}"), ==, "1");
  assert_booking (hub, id, MIQAT_BOOKING_EXPIRED, "expired", FALSE);
  miqat_test_verify_sales (hub);
}

/* A little money, less than the DP: the status stays, the seats are firm. */
static void
test_confirmed (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  g_auto (MiqatTestSales) sales = { 0 };
  const char *id;

  miqat_test_sales_init (&sales, hub, 10, 0, 0);
  miqat_test_add_steps (hub);
  id = miqat_test_booking (hub, &sales, hub->surabaya_sales, 3);
  miqat_test_do (hub, MIQAT_ACTOR_SYSTEM, "test.confirm", NULL, BOOKING, id);
  miqat_test_do (hub, MIQAT_ACTOR_SYSTEM, "test.confirm", NULL, BOOKING, id);
  assert_booking (hub, id, MIQAT_BOOKING_SEAT_LOCKED, "confirmed", FALSE);
  /* A firm seat has no deadline. */
  miqat_test_do (hub, MIQAT_ACTOR_SYSTEM, "test.deadline", NULL, "{'booking_id': '%s', 'minutes': 1}", id);
  assert_booking (hub, id, MIQAT_BOOKING_SEAT_LOCKED, "confirmed", FALSE);
  miqat_test_agency_pass (hub, 400 * MIQAT_HOUR);
  g_assert_cmpstr (miqat_test_do (hub, MIQAT_ACTOR_SYSTEM, "booking.expire_holds", "released", "{}"), ==, "0");
  miqat_test_verify_sales (hub);
}

/* Money that comes too late takes the seats again, if they are still there. */
static void
test_retake (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  g_auto (MiqatTestSales) sales = { 0 };
  const char *late, *later, *other;

  miqat_test_sales_init (&sales, hub, 4, 0, 0);
  miqat_test_add_steps (hub);
  late = miqat_test_booking (hub, &sales, hub->surabaya_sales, 2);
  later = miqat_test_booking (hub, &sales, hub->surabaya_sales, 2);
  miqat_test_agency_pass (hub, 24 * MIQAT_HOUR);
  miqat_test_do (hub, MIQAT_ACTOR_SYSTEM, "booking.expire_holds", NULL, "{}");
  other = miqat_test_booking (hub, &sales, hub->makassar_sales, 1);
  g_assert_cmpstr (miqat_test_do (hub, MIQAT_ACTOR_SYSTEM, "test.retake", "taken", BOOKING, late), ==, "1");
  assert_booking (hub, late, MIQAT_BOOKING_SEAT_LOCKED, "confirmed", FALSE);
  g_assert_cmpint (miqat_test_departure_number (hub, &sales, "booked_seats"), ==, 3);
  /* Only one seat is left for two. */
  g_assert_cmpstr (miqat_test_do (hub, MIQAT_ACTOR_SYSTEM, "test.retake", "taken", BOOKING, later), ==, "0");
  assert_booking (hub, later, MIQAT_BOOKING_EXPIRED, "expired", FALSE);
  miqat_test_verify_sales (hub);
  miqat_test_refused (hub, MIQAT_ACTOR_SYSTEM, "test.retake", "booking_state", NULL, BOOKING, late);
  /* Somebody else's hold lapses: now there is room. */
  miqat_test_agency_pass (hub, 24 * MIQAT_HOUR);
  g_assert_cmpstr (miqat_test_do (hub, MIQAT_ACTOR_SYSTEM, "test.retake", "taken", BOOKING, later), ==, "1");
  assert_booking (hub, other, MIQAT_BOOKING_EXPIRED, "expired", FALSE);
  g_assert_cmpint (miqat_test_departure_number (hub, &sales, "status = 'full'"), ==, 1);
  miqat_test_do (hub, MIQAT_ACTOR_SYSTEM, "test.status", NULL, STATUS, later, "dp_paid");
  miqat_test_verify_sales (hub);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/booking-seats/to-paid", test_to_paid);
  g_test_add_func ("/booking-seats/rejected", test_rejected);
  g_test_add_func ("/booking-seats/confirmed", test_confirmed);
  g_test_add_func ("/booking-seats/retake", test_retake);
  return g_test_run ();
}
