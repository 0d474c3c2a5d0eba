/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The clock of a hold: how long, how many, what lapses when, and who gets the seats then. */
#include "config.h"

#include "miqat-booking-offer.h"
#include "miqat-booking.h"
#include "miqat-departure.h"
#include "miqat-test-sale.h"
#include "miqat-test-sales.h"

#define PUBLIC_HOLD "{'departure_id': '%s', 'holder': '%s', 'rooms': [{'room_type_id': '%s', 'pax': %d}]}"

static MiqatBookingStatus
load_status (MiqatTestAgency *agency, const char *id, MiqatInstant *expires_at)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MiqatBooking) booking
    = miqat_booking_load (miqat_test_agency_read (agency), id, NULL, agency->clock.instant, &error);

  g_assert_no_error (error);
  if (expires_at != NULL)
    *expires_at = booking->expires_at;
  return booking->status;
}

static void
test_lengths (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  g_auto (MiqatTestSales) sales = { 0 };
  MiqatInstant expires_at = 0;
  const char *id;

  miqat_test_sales_init (&sales, hub, 20, 0, 0);
  id = miqat_test_do (hub, MIQAT_ACTOR_PUBLIC, "booking.hold", "booking_id", PUBLIC_HOLD, sales.departure_id, "a",
                      sales.quad, 1);
  load_status (hub, id, &expires_at);
  g_assert_cmpint (expires_at, ==, MIQAT_TEST_NOW + 30 * MIQAT_MINUTE);
  /* A partner on a phone waits no longer than a visitor; an office may. */
  load_status (hub, miqat_test_hold (hub, &sales, hub->reseller, 1), &expires_at);
  g_assert_cmpint (expires_at, ==, MIQAT_TEST_NOW + 30 * MIQAT_MINUTE);
  load_status (hub, miqat_test_hold (hub, &sales, hub->surabaya_sales, 1), &expires_at);
  g_assert_cmpint (expires_at, ==, MIQAT_TEST_NOW + 24 * MIQAT_HOUR);
  /* Both are settings. */
  miqat_test_do (hub, hub->pusat_staff, "setting.set", NULL, "{'name': 'hold_minutes_public', 'value': 15}");
  id = miqat_test_do (hub, MIQAT_ACTOR_PUBLIC, "booking.hold", "booking_id", PUBLIC_HOLD, sales.departure_id, "a",
                      sales.quad, 1);
  load_status (hub, id, &expires_at);
  g_assert_cmpint (expires_at, ==, MIQAT_TEST_NOW + 15 * MIQAT_MINUTE);
}

static void
test_few_per_visitor (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  g_auto (MiqatTestSales) sales = { 0 };
  const char *id = NULL;

  miqat_test_sales_init (&sales, hub, 20, 0, 0);
  miqat_test_refused (hub, MIQAT_ACTOR_PUBLIC, "booking.hold", "required", "holder",
                      "{'departure_id': '%s', 'rooms': [{'room_type_id': '%s', 'pax': 1}]}", sales.departure_id,
                      sales.quad);
  for (guint i = 0; i < 3; i++)
    id = miqat_test_do (hub, MIQAT_ACTOR_PUBLIC, "booking.hold", "booking_id", PUBLIC_HOLD, sales.departure_id,
                        "a", sales.quad, 1);
  miqat_test_refused (hub, MIQAT_ACTOR_PUBLIC, "booking.hold", "hold_too_many", NULL, PUBLIC_HOLD,
                      sales.departure_id, "a", sales.quad, 1);
  miqat_test_do (hub, MIQAT_ACTOR_PUBLIC, "booking.hold", NULL, PUBLIC_HOLD, sales.departure_id, "b", sales.quad, 1);
  /* One given up, or lapsed, makes room for another. */
  miqat_test_do (hub, MIQAT_ACTOR_PUBLIC, "booking.cancel", NULL, "{'booking_id': '%s'}", id);
  miqat_test_do (hub, MIQAT_ACTOR_PUBLIC, "booking.hold", NULL, PUBLIC_HOLD, sales.departure_id, "a", sales.quad, 1);
  miqat_test_agency_pass (hub, 30 * MIQAT_MINUTE);
  miqat_test_do (hub, MIQAT_ACTOR_PUBLIC, "booking.hold", NULL, PUBLIC_HOLD, sales.departure_id, "a", sales.quad, 1);
  /* The visitor is in no row in clear. */
  g_assert_cmpint (miqat_test_number (hub, "SELECT count(*) FROM bookings WHERE holder_hash IN ('a', 'b')"), ==, 0);
  miqat_test_verify (hub);
}

#define ADDRESS_HOLD \
  "{'departure_id': '%s', 'holder': 'tamu %u', 'holder_address': '%s', 'rooms': [{'room_type_id': '%s', 'pax': %d}]}"

/* A visitor's name is a cookie away: all names at one address together hold only so many seats. */
static void
test_few_per_address (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  g_auto (MiqatTestSales) sales = { 0 };
  const char *departure;

  miqat_test_sales_init (&sales, hub, 45, 0, 0);
  departure = sales.departure_id;
  for (guint i = 0; i < 2; i++)
    miqat_test_do (hub, MIQAT_ACTOR_PUBLIC, "booking.hold", NULL, ADDRESS_HOLD, departure, i, "10.0.0.1", sales.quad, 9);
  miqat_test_refused (hub, MIQAT_ACTOR_PUBLIC, "booking.hold", "hold_address", NULL, ADDRESS_HOLD, departure, 2,
                      "10.0.0.1", sales.quad, 3);
  miqat_test_do (hub, MIQAT_ACTOR_PUBLIC, "booking.hold", NULL, ADDRESS_HOLD, departure, 3, "10.0.0.1", sales.quad, 2);
  miqat_test_refused (hub, MIQAT_ACTOR_PUBLIC, "booking.hold", "hold_address", NULL, ADDRESS_HOLD, departure, 4,
                      "10.0.0.1", sales.quad, 1);
  miqat_test_do (hub, MIQAT_ACTOR_PUBLIC, "booking.hold", NULL, ADDRESS_HOLD, departure, 5, "10.0.0.2", sales.quad, 9);
  /* Who is signed in has limits of his own, and lapsed holds are nobody's. */
  miqat_test_do (hub, hub->mitra, "booking.hold", NULL, ADDRESS_HOLD, departure, 6, "10.0.0.1", sales.quad, 1);
  miqat_test_agency_pass (hub, 30 * MIQAT_MINUTE);
  miqat_test_do (hub, MIQAT_ACTOR_PUBLIC, "booking.hold", NULL, ADDRESS_HOLD, departure, 7, "10.0.0.1", sales.quad, 10);
  miqat_test_do (hub, hub->pusat_staff, "setting.set", NULL, "{'name': 'seats_per_address', 'value': 10}");
  miqat_test_refused (hub, MIQAT_ACTOR_PUBLIC, "booking.hold", "hold_address", NULL, ADDRESS_HOLD, departure, 8,
                      "10.0.0.1", sales.quad, 1);
  g_assert_cmpint (miqat_test_number (hub, "SELECT count(*) FROM bookings WHERE address_hash GLOB '10.0.*'"), ==, 0);
  miqat_test_verify (hub);
}

#define PARTNER_HOLD \
  "{'departure_id': '%s', 'holder': 'tamu %u', 'seller_id': '%s', 'rooms': [{'room_type_id': '%s', 'pax': %d}]}"
#define CHANNEL_HOLD "{'departure_id': '%s', 'channel': '%s', 'rooms': [{'room_type_id': '%s', 'pax': 1}]}"

/* A partner has as many holds as a visitor, of visitors' size, under whichever name they are asked for, and
 * the desk is the office's. */
static void
test_few_per_partner (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  g_auto (MiqatTestSales) sales = { 0 };

  miqat_test_sales_init (&sales, hub, 45, 0, 0);
  miqat_test_refused (hub, hub->mitra, "booking.hold", "not_allowed", "channel", CHANNEL_HOLD, sales.departure_id,
                      "desk", sales.quad);
  miqat_test_refused (hub, hub->mitra, "booking.hold", "not_allowed", "channel", CHANNEL_HOLD, sales.departure_id,
                      "import", sales.quad);
  miqat_test_refused (hub, hub->surabaya_sales, "booking.hold", "not_allowed", "channel", CHANNEL_HOLD,
                      sales.departure_id, "partner", sales.quad);
  miqat_test_refused (hub, hub->mitra, "booking.hold", "too_large", "rooms.0.pax", PARTNER_HOLD, sales.departure_id, 0,
                      hub->mitra, sales.quad, 11);
  for (guint i = 0; i < 3; i++)
    miqat_test_do (hub, hub->mitra, "booking.hold", NULL, PARTNER_HOLD, sales.departure_id, i,
                   i == 1 ? hub->reseller : hub->mitra, sales.quad, 2);
  miqat_test_refused (hub, hub->mitra, "booking.hold", "hold_too_many", NULL, PARTNER_HOLD, sales.departure_id, 9,
                      hub->agen, sales.quad, 1);
  /* Nobody else's: not of the reseller for whom one of them is, not of the office's desk. */
  miqat_test_hold (hub, &sales, hub->reseller, 1);
  for (guint i = 0; i < 5; i++)
    miqat_test_hold (hub, &sales, hub->surabaya_sales, 1);
  miqat_test_agency_pass (hub, 30 * MIQAT_MINUTE);
  miqat_test_hold (hub, &sales, hub->mitra, 1);
  miqat_test_verify (hub);
}

/* A picture is soon made: a hold that waits for the office counts like any other, until money is there. */
static void
test_proofs_count (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  MiqatTestTrip trip = miqat_test_trip_new (hub, 0);
  const char *proof = NULL;

  for (guint i = 0; i < 3; i++) {
    const char *id = miqat_test_book (hub, &trip, hub->mitra, NULL, 1);

    proof = miqat_test_send_proof (hub, &trip, id, miqat_test_invoice (hub, id, "dp"), 5000000, "picture");
  }
  miqat_test_refused (hub, hub->mitra, "booking.hold", "hold_too_many", NULL, PARTNER_HOLD, trip.departure_id, 1,
                      hub->mitra, trip.quad_id, 1);
  miqat_test_do (hub, hub->surabaya_staff, "payment.approve", NULL, "{'proof_id': '%s'}", proof);
  miqat_test_do (hub, hub->mitra, "booking.hold", NULL, PARTNER_HOLD, trip.departure_id, 1, hub->mitra, trip.quad_id, 1);
  miqat_test_verify (hub);
}

static void
test_sweep (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  g_auto (MiqatTestSales) sales = { 0 };
  gboolean has = TRUE;
  gint64 seats = 0;
  const char *id = NULL;
  MiqatDb *db = miqat_test_agency_read (hub);

  miqat_test_sales_init (&sales, hub, 4, 0, 0);
  for (guint i = 0; i < 4; i++) {
    g_autofree char *holder = g_strdup_printf ("tamu %u", i);
    id = miqat_test_do (hub, MIQAT_ACTOR_PUBLIC, "booking.hold", "booking_id", PUBLIC_HOLD, sales.departure_id,
                        holder, sales.quad, 1);
    miqat_test_agency_pass (hub, MIQAT_MINUTE);
  }
  g_assert_cmpint (miqat_test_departure_number (hub, &sales, "status = 'full'"), ==, 1);
  g_assert_true (miqat_booking_has_lapsed (db, hub->clock.instant, &has, NULL));
  g_assert_false (has);
  g_assert_cmpstr (miqat_test_do (hub, MIQAT_ACTOR_SYSTEM, "booking.expire_holds", "released", "{}"), ==, "0");
  miqat_test_agency_pass (hub, 28 * MIQAT_MINUTE); /* three of four are over */
  g_assert_true (miqat_booking_has_lapsed (db, hub->clock.instant, &has, NULL));
  g_assert_true (has);
  g_assert_true (miqat_booking_count_lapsed (db, sales.departure_id, hub->clock.instant, &seats, NULL));
  g_assert_cmpint (seats, ==, 3);
  g_assert_cmpstr (miqat_test_do (hub, MIQAT_ACTOR_SYSTEM, "booking.expire_holds", "released", "{'limit': 2}"), ==, "2");
  g_assert_cmpint (miqat_test_departure_number (hub, &sales, "booked_seats"), ==, 2);
  g_assert_cmpint (miqat_test_departure_number (hub, &sales, "status = 'open'"), ==, 1);
  g_assert_cmpstr (miqat_test_do (hub, MIQAT_ACTOR_SYSTEM, "booking.expire_holds", "released", "{}"), ==, "1");
  g_assert_cmpint (load_status (hub, id, NULL), ==, MIQAT_BOOKING_SEAT_LOCKED);
  miqat_test_refused (hub, hub->pusat_staff, "booking.expire_holds", "not_allowed", NULL, "{}");
  miqat_test_verify (hub);
}

/* The public may take a family's seats at once, an office a bus. */
static void
test_party_sizes (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  g_auto (MiqatTestSales) sales = { 0 };

  miqat_test_sales_init (&sales, hub, 60, 0, 0);
  miqat_test_refused (hub, MIQAT_ACTOR_PUBLIC, "booking.hold", "too_small", "rooms.0.pax", PUBLIC_HOLD,
                      sales.departure_id, "a", sales.quad, 0);
  miqat_test_refused (hub, MIQAT_ACTOR_PUBLIC, "booking.hold", "too_large", "rooms.0.pax", PUBLIC_HOLD,
                      sales.departure_id, "a", sales.quad, 11);
  miqat_test_refused (hub, MIQAT_ACTOR_PUBLIC, "booking.hold", "too_large", "rooms",
                      "{'departure_id': '%s', 'holder': 'a', 'rooms': [{'room_type_id': '%s', 'pax': 6},"
                      " {'room_type_id': '%s', 'pax': 5}]}", sales.departure_id, sales.quad, sales.duo);
  miqat_test_do (hub, MIQAT_ACTOR_PUBLIC, "booking.hold", NULL, PUBLIC_HOLD, sales.departure_id, "a", sales.quad, 10);
  miqat_test_hold (hub, &sales, hub->surabaya_sales, 45);
  miqat_test_refused (hub, hub->surabaya_sales, "booking.hold", "too_large", "rooms.0.pax",
                      "{'departure_id': '%s', 'rooms': [{'room_type_id': '%s', 'pax': 46}]}", sales.departure_id,
                      sales.quad);
}

static const MiqatOfferDeparture *
get_offered (GPtrArray *offers)
{
  return g_ptr_array_index (((MiqatOffer *) g_ptr_array_index (offers, 0))->departures, 0);
}

/* What the public is offered: lapsed holds are free, of whichever pool and room they were. */
static void
test_offered (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  g_auto (MiqatTestSales) sales = { 0 };
  MiqatDb *db = miqat_test_agency_read (hub);
  MiqatDay today = miqat_day_from_parts (2026, 6, 22);
  g_autoptr (GPtrArray) before = NULL, after = NULL;
  const MiqatOfferDeparture *offered;
  MiqatInstant next = 0;

  miqat_test_sales_init (&sales, hub, 4, 3, 0);
  miqat_test_do (hub, hub->pusat_staff, "allotment.set", NULL,
                 "{'departure_id': '%s', 'branch_id': '%s', 'seats': 2}", sales.departure_id, hub->surabaya);
  miqat_test_do (hub, MIQAT_ACTOR_PUBLIC, "booking.hold", NULL, PUBLIC_HOLD, sales.departure_id, "a", sales.quad, 2);
  miqat_test_hold (hub, &sales, hub->reseller, 1);
  before = miqat_booking_offer_list (db, today, hub->clock.instant, NULL);
  offered = get_offered (before);
  g_assert_cmpint (offered->left, ==, 0);
  g_assert_false (offered->bookable);
  g_assert_true (miqat_booking_next_lapse (db, hub->clock.instant, &next, NULL));
  g_assert_cmpint (next, ==, MIQAT_TEST_NOW + 30 * MIQAT_MINUTE);
  g_assert_true (miqat_booking_next_lapse (db, next, &next, NULL));
  g_assert_cmpint (next, ==, G_MAXINT64);

  after = miqat_booking_offer_list (db, today, MIQAT_TEST_NOW + 30 * MIQAT_MINUTE, NULL);
  offered = get_offered (after);
  g_assert_cmpint (offered->booked_seats, ==, 0);
  g_assert_cmpint (offered->left, ==, 2); /* the branch's seat went back to the branch */
  g_assert_cmpint (((MiqatOfferRoom *) g_ptr_array_index (offered->rooms, 0))->left, ==, 2);
  g_assert_true (offered->bookable);
  g_assert_cmpint (miqat_test_departure_number (hub, &sales, "booked_seats"), ==, 3);
}

/* Whoever asks for seats gets those of lapsed holds without waiting for the sweep. */
static void
test_lapsed_is_gone (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  g_auto (MiqatTestSales) sales = { 0 };
  const char *id;

  miqat_test_sales_init (&sales, hub, 4, 4, 0);
  id = miqat_test_do (hub, MIQAT_ACTOR_PUBLIC, "booking.hold", "booking_id", PUBLIC_HOLD, sales.departure_id, "a",
                      sales.quad, 4);
  miqat_test_refused (hub, hub->surabaya_sales, "booking.hold", "seats_none", "rooms",
                      "{'departure_id': '%s', 'rooms': [{'room_type_id': '%s', 'pax': 1}]}", sales.departure_id,
                      sales.quad);
  miqat_test_agency_pass (hub, 30 * MIQAT_MINUTE);
  miqat_test_hold (hub, &sales, hub->surabaya_sales, 3);
  g_assert_cmpint (load_status (hub, id, NULL), ==, MIQAT_BOOKING_EXPIRED);
  g_assert_cmpint (miqat_test_departure_number (hub, &sales, "booked_seats"), ==, 3);
  g_assert_cmpint (miqat_test_departure_number (hub, &sales, "status = 'open'"), ==, 1);
  miqat_test_verify (hub);
}

static void
test_cancel (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  g_auto (MiqatTestSales) sales = { 0 };
  g_autoptr (MiqatBooking) booking = NULL;
  const char *id;

  miqat_test_sales_init (&sales, hub, 4, 4, 0);
  id = miqat_test_booking (hub, &sales, hub->surabaya_sales, 4);
  g_assert_cmpint (miqat_test_departure_number (hub, &sales, "status = 'full'"), ==, 1);
  miqat_test_refused (hub, hub->makassar_sales, "booking.cancel", "not_yours", NULL, "{'booking_id': '%s'}", id);
  miqat_test_do (hub, hub->surabaya_sales, "booking.cancel", NULL,
                 "{'booking_id': '%s', 'reason': 'Sakit'}", id);
  booking = miqat_booking_load (miqat_test_agency_read (hub), id, NULL, hub->clock.instant, NULL);
  g_assert_cmpint (booking->status, ==, MIQAT_BOOKING_CANCELLED);
  g_assert_cmpstr (booking->lock_status, ==, "released");
  g_assert_cmpstr (booking->notes, ==, "Sakit");
  g_assert_cmpint (miqat_test_departure_number (hub, &sales, "booked_seats"), ==, 0);
  g_assert_cmpint (miqat_test_departure_number (hub, &sales, "status = 'open'"), ==, 1);
  g_assert_cmpint (miqat_test_number (hub, "SELECT sum(booked_count) FROM room_types"), ==, 0);
  miqat_test_refused (hub, hub->surabaya_sales, "booking.cancel", "booking_state", NULL, "{'booking_id': '%s'}", id);
  miqat_test_verify (hub);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/booking-holds/lengths", test_lengths);
  g_test_add_func ("/booking-holds/few-per-visitor", test_few_per_visitor);
  g_test_add_func ("/booking-holds/few-per-address", test_few_per_address);
  g_test_add_func ("/booking-holds/few-per-partner", test_few_per_partner);
  g_test_add_func ("/booking-holds/proofs-count", test_proofs_count);
  g_test_add_func ("/booking-holds/sweep", test_sweep);
  g_test_add_func ("/booking-holds/lapsed-is-gone", test_lapsed_is_gone);
  g_test_add_func ("/booking-holds/cancel", test_cancel);
  g_test_add_func ("/booking-holds/party-sizes", test_party_sizes);
  g_test_add_func ("/booking-holds/offered", test_offered);
  return g_test_run ();
}
