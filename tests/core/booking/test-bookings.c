/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Holding seats: prices, codes, sellers, and every way to be refused. */
#include "config.h"

#include "miqat-booking.h"
#include "miqat-test-sales.h"

#define HOLD "{'departure_id': '%s', 'rooms': [{'room_type_id': '%s', 'pax': %d}]%s}"

static void
test_hold (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  g_auto (MiqatTestSales) sales = { 0 };
  const char *id;
  g_autoptr (MiqatBooking) booking = NULL;
  const MiqatTraveller *last;
  gboolean certain = FALSE;

  miqat_test_sales_init (&sales, hub, 45, 0, 0);
  id = miqat_test_do (hub, hub->surabaya_sales, "booking.hold", "booking_id",
                      "{'departure_id': '%s', 'infants': 1, 'notes': 'Titip kursi depan',"
                      " 'rooms': [{'room_type_id': '%s', 'pax': 4}, {'room_type_id': '%s', 'pax': 2}]}",
                      sales.departure_id, sales.quad, sales.duo);
  booking = miqat_test_booking_load (hub, id);
  g_assert_cmpstr (booking->code, ==, "BK-20260910-SBY-001");
  g_assert_cmpstr (booking->departure_date, ==, "2026-09-10");
  g_assert_cmpstr (booking->channel, ==, "desk");
  g_assert_cmpstr (booking->payment_mode, ==, "manual");
  g_assert_cmpstr (booking->notes, ==, "Titip kursi depan");
  g_assert_cmpuint (booking->pax_count, ==, 7);
  g_assert_cmpint (booking->total_price, ==, 4 * MIQAT_TEST_QUAD_PRICE + 2 * MIQAT_TEST_DOUBLE_PRICE);
  g_assert_cmpint (booking->status, ==, MIQAT_BOOKING_SEAT_LOCKED);
  g_assert_cmpint (booking->expires_at, ==, MIQAT_TEST_NOW + 1440 * MIQAT_MINUTE);
  g_assert_cmpint (booking->pool, ==, MIQAT_POOL_PUBLIC);
  g_assert_true (miqat_booking_load_certain (miqat_test_agency_read (hub), booking, &certain, NULL) && certain);
  g_assert_null (booking->payer_id);
  g_assert_cmpuint (booking->travellers->len, ==, 7);
  last = g_ptr_array_index (booking->travellers, 6);
  g_assert_false (last->takes_seat);
  g_assert_cmpint (last->price, ==, 0);
  g_assert_null (last->pilgrim_id);
  /* The infant has no seat. */
  g_assert_cmpint (miqat_test_departure_number (hub, &sales, "booked_seats"), ==, 6);
  miqat_test_verify (hub);
}

static void
test_refusals (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  g_auto (MiqatTestSales) sales = { 0 };
  g_auto (MiqatTestSales) other = { 0 };
  const char *id;

  miqat_test_sales_init (&sales, hub, 100, 0, 6);
  miqat_test_sales_init (&other, hub, 45, 0, 0);
  id = sales.departure_id;
  miqat_test_refused (hub, hub->surabaya_sales, "booking.hold", "too_small", "rooms.0.pax", HOLD, id, sales.quad, 0, "");
  miqat_test_refused (hub, hub->surabaya_sales, "booking.hold", "too_small", "rooms.0.pax", HOLD, id, sales.quad, -3, "");
  miqat_test_refused (hub, hub->surabaya_sales, "booking.hold", "too_large", "rooms.0.pax", HOLD, id, sales.quad, 99, "");
  miqat_test_refused (hub, hub->surabaya_sales, "booking.hold", "too_large", "rooms",
                      "{'departure_id': '%s', 'rooms': [{'room_type_id': '%s', 'pax': 45},"
                      " {'room_type_id': '%s', 'pax': 1}]}",
                      id, sales.quad, sales.duo);
  miqat_test_refused (hub, hub->surabaya_sales, "booking.hold", "too_large", "rooms", HOLD, id, sales.quad, 45,
                      ", 'infants': 1");
  miqat_test_refused (hub, hub->surabaya_sales, "booking.hold", "too_few", "rooms",
                      "{'departure_id': '%s', 'rooms': []}", id);
  miqat_test_refused (hub, hub->surabaya_sales, "booking.hold", "required", "rooms", "{'departure_id': '%s'}", id);
  /* A room of another departure, the same room twice, a room that is not there. */
  miqat_test_refused (hub, hub->surabaya_sales, "booking.hold", "not_found", "rooms.0.room_type_id", HOLD, id,
                      other.quad, 1, "");
  miqat_test_refused (hub, hub->surabaya_sales, "booking.hold", "already_exists", "rooms.1.room_type_id",
                      "{'departure_id': '%s', 'rooms': [{'room_type_id': '%s', 'pax': 1},"
                      " {'room_type_id': '%s', 'pax': 1}]}",
                      id, sales.quad, sales.quad);
  miqat_test_refused (hub, hub->surabaya_sales, "booking.hold", "not_an_id", "rooms.0.room_type_id", HOLD, id,
                      "x OR 1=1", 1, "");
  miqat_test_refused (hub, hub->surabaya_sales, "booking.hold", "not_found", "departure_id", HOLD,
                      "019013e4-1b00-7000-8000-000000000000", sales.quad, 1, "");
  miqat_test_refused (hub, hub->surabaya_sales, "booking.hold", "beds_short", "rooms.0.pax", HOLD, id, sales.duo, 7, "");
  /* Codes are nobody's to choose. */
  miqat_test_refused (hub, hub->surabaya_sales, "booking.hold", "not_allowed", "booking_code", HOLD, id,
                      sales.quad, 1, ", 'booking_code': 'BK-20260910-PST-001'");
  miqat_test_refused (hub, MIQAT_ACTOR_PUBLIC, "booking.hold", "not_allowed", "booking_code", HOLD, id,
                      sales.quad, 1, ", 'holder': 'tamu', 'booking_code': 'BK-20260910-PST-001'");
  miqat_test_refused (hub, MIQAT_ACTOR_GATEWAY, "booking.hold", "not_allowed", NULL, HOLD, id, sales.quad, 1, "");
  miqat_test_refused (hub, "nobody", "booking.hold", "not_signed_in", NULL, HOLD, id, sales.quad, 1, "");
  g_assert_cmpint (miqat_test_number (hub, "SELECT count(*) FROM bookings"), ==, 0);
  g_assert_cmpint (miqat_test_number (hub, "SELECT sum(taken) FROM seat_pools"), ==, 0);
  miqat_test_verify (hub);
}

/* What happened to a booking's travellers and seats is its history; that seats were sold is not the
 * departure's. */
static void
test_history (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  g_auto (MiqatTestSales) sales = { 0 };
  g_autofree char *changed = NULL;
  const char *id;

  miqat_test_sales_init (&sales, hub, 10, 0, 0);
  id = miqat_test_do (hub, hub->surabaya_sales, "booking.hold", "booking_id", HOLD, sales.departure_id, sales.quad, 2,
                      "");
  changed = g_strdup_printf ("SELECT json_array_length (a.detail) FROM audit_subjects s JOIN audit_log a"
                             " ON a.command_id = s.command_id WHERE s.table_name = 'bookings' AND s.row_key = '%s'"
                             " AND a.outcome = 'done' AND a.command = 'booking.hold'", id);
  /* The pool, the room, the departure, the count; the booking, two travellers, the lock. */
  g_assert_cmpint (miqat_test_number (hub, changed), ==, 8);
  g_assert_cmpint (miqat_test_number (hub, "SELECT count(*) FROM audit_subjects s JOIN audit_log a"
                                           " ON a.command_id = s.command_id WHERE a.command = 'booking.hold'"),
                   ==, 1);
  g_assert_cmpint (miqat_test_number (hub, "SELECT count(*) FROM audit_subjects WHERE table_name = 'departures'"), ==, 1);
}

static void
test_not_on_offer (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  g_auto (MiqatTestSales) sales = { 0 };

  miqat_test_sales_init (&sales, hub, 10, 0, 0);
  miqat_test_agency_pass (hub, 90 * 24 * MIQAT_HOUR); /* 20 September: it has left */
  miqat_test_refused (hub, hub->surabaya_sales, "booking.hold", "departure_closed", "departure_id", HOLD,
                      sales.departure_id, sales.quad, 1, "");
  miqat_test_agency_pass (hub, -90 * 24 * MIQAT_HOUR);
  miqat_test_do (hub, hub->pusat_staff, "package.archive", NULL, "{'package_id': '%s'}", sales.package_id);
  miqat_test_refused (hub, hub->surabaya_sales, "booking.hold", "package_not_public", "departure_id", HOLD,
                      sales.departure_id, sales.quad, 1, "");
}

/* Who sells, and whose booking it becomes. */
static void
test_sellers (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  g_auto (MiqatTestSales) sales = { 0 };

  miqat_test_sales_init (&sales, hub, 100, 0, 0);
  {
    const struct {
      const char *actor, *more, *seller, *branch, *channel;
    } rows[] = {
      { hub->surabaya_sales, "", hub->surabaya, hub->surabaya, "desk" },
      { hub->pusat_sales, "", hub->pusat, hub->pusat, "desk" },
      { hub->surabaya_sales, ", 'affiliate_code': 'AF-Agen'", hub->agen, hub->surabaya, "desk" },
      { hub->pusat_sales, ", 'affiliate_code': 'AF-MitraMakassar'", hub->makassar_mitra, hub->makassar, "desk" },
      { hub->mitra, "", hub->mitra, hub->surabaya, "partner" },
      { hub->mitra, ", 'affiliate_code': 'AF-Reseller'", hub->reseller, hub->surabaya, "partner" },
      { MIQAT_ACTOR_PUBLIC, ", 'holder': 'a'", hub->pusat, hub->pusat, "public" },
      { MIQAT_ACTOR_PUBLIC, ", 'holder': 'b', 'affiliate_code': 'AF-Reseller'", hub->reseller, hub->surabaya, "public" },
      { MIQAT_ACTOR_PUBLIC, ", 'holder': 'c', 'affiliate_code': 'LAMA-123'", hub->pusat, hub->pusat, "public" },
      { MIQAT_ACTOR_PUBLIC, ", 'holder': 'd', 'channel': 'desk'", hub->pusat, hub->pusat, "public" },
      { MIQAT_ACTOR_SYSTEM, ", 'channel': 'import'", hub->pusat, hub->pusat, "import" },
    };

    for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
      const char *id = miqat_test_do (hub, rows[i].actor, "booking.hold", "booking_id", HOLD,
                                      sales.departure_id, sales.quad, 1, rows[i].more);
      g_autoptr (MiqatBooking) booking = miqat_test_booking_load (hub, id);

      g_assert_cmpstr (booking->seller_id, ==, rows[i].seller);
      g_assert_cmpstr (booking->branch_id, ==, rows[i].branch);
      g_assert_cmpstr (booking->channel, ==, rows[i].channel);
    }
  }
  miqat_test_refused (hub, hub->surabaya_sales, "booking.hold", "not_yours", NULL, HOLD, sales.departure_id,
                      sales.quad, 1, ", 'affiliate_code': 'AF-MitraMakassar'");
  miqat_test_refused (hub, hub->reseller, "booking.hold", "not_yours", NULL, HOLD, sales.departure_id,
                      sales.quad, 1, ", 'affiliate_code': 'AF-Agen'");
  miqat_test_refused (hub, hub->surabaya_sales, "booking.hold", "not_found", "affiliate_code", HOLD,
                      sales.departure_id, sales.quad, 1, ", 'affiliate_code': 'LAMA-123'");
  miqat_test_refused (hub, hub->surabaya_sales, "booking.hold", "not_found", "seller_id", HOLD,
                      sales.departure_id, sales.quad, 1, ", 'seller_id': '019013e4-1b00-7000-8000-000000000000'");
  miqat_test_verify (hub);
}

static void
test_inactive_seller (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  g_auto (MiqatTestSales) sales = { 0 };
  g_autofree char *seller = NULL;
  g_autoptr (MiqatBooking) booking = NULL;
  const char *id;

  miqat_test_sales_init (&sales, hub, 100, 0, 0);
  miqat_test_do (hub, hub->surabaya_staff, "user.set_active", NULL,
                 "{'user_id': '%s', 'active': false}", hub->reseller);
  seller = g_strdup_printf (", 'seller_id': '%s'", hub->reseller);
  miqat_test_refused (hub, hub->surabaya_sales, "booking.hold", "node_inactive", "seller_id", HOLD,
                      sales.departure_id, sales.quad, 1, seller);
  id = miqat_test_do (hub, MIQAT_ACTOR_PUBLIC, "booking.hold", "booking_id", HOLD, sales.departure_id, sales.quad,
                      1, ", 'holder': 'a', 'affiliate_code': 'AF-Reseller'");
  booking = miqat_test_booking_load (hub, id);
  g_assert_cmpstr (booking->seller_id, ==, hub->pusat);
}

/* A second command with the same id gets the first answer and takes nothing. */
static void
test_twice (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  g_auto (MiqatTestSales) sales = { 0 };
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *json = NULL;
  MiqatRequest request;

  miqat_test_sales_init (&sales, hub, 10, 0, 0);
  json = g_strdup_printf ("{\"departure_id\": \"%s\", \"rooms\": [{\"room_type_id\": \"%s\", \"pax\": 3}]}",
                          sales.departure_id, sales.quad);
  node = miqat_json_parse (json, strlen (json), 0, NULL);
  request = (MiqatRequest) {
    .id = "019013e4-1b00-7000-8000-000000000abc",
    .name = "booking.hold",
    .args = json_node_get_object (node),
    .actor_id = hub->surabaya_sales,
  };
  for (guint i = 0; i < 3; i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (MiqatAnswer) answer = miqat_site_run (hub->site, &request, &error);

    g_assert_no_error (error);
    g_assert_true (answer->done);
    g_assert_cmpint (answer->repeated, ==, i > 0);
    g_assert_cmpstr (json_object_get_string_member (json_node_get_object (answer->result), "booking_code"), ==,
                     "BK-20260910-SBY-001");
  }
  g_assert_cmpint (miqat_test_departure_number (hub, &sales, "booked_seats"), ==, 3);
  miqat_test_verify (hub);
}

/* Codes count per departure day and series, at the hub one for each office; a refusal leaves no gap. */
static void
test_codes (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  g_auto (MiqatTestSales) sales = { 0 };
  const char *code;

  miqat_test_sales_init (&sales, hub, 10, 0, 0);
  miqat_test_hold (hub, &sales, hub->surabaya_sales, 1);
  miqat_test_refused (hub, hub->makassar_sales, "booking.hold", "seats_short", "rooms", HOLD, sales.departure_id,
                      sales.quad, 10, "");
  code = miqat_test_do (hub, hub->makassar_sales, "booking.hold", "booking_code", HOLD, sales.departure_id,
                        sales.quad, 1, "");
  g_assert_cmpstr (code, ==, "BK-20260910-MKS-001");
  code = miqat_test_do (hub, hub->surabaya_sales, "booking.hold", "booking_code", HOLD, sales.departure_id,
                        sales.quad, 1, "");
  g_assert_cmpstr (code, ==, "BK-20260910-SBY-002");
  /* An import brings its own. */
  code = miqat_test_do (hub, MIQAT_ACTOR_SYSTEM, "booking.hold", "booking_code", HOLD, sales.departure_id,
                        sales.quad, 1, ", 'booking_code': 'LAMA-77', 'channel': 'import'");
  g_assert_cmpstr (code, ==, "LAMA-77");
  miqat_test_refused (hub, MIQAT_ACTOR_SYSTEM, "booking.hold", "already_exists", "booking_code", HOLD,
                      sales.departure_id, sales.quad, 1, ", 'booking_code': 'LAMA-77'");
}

/* An office sees its own bookings, a node those of its subtree, Pusat all. */
static void
test_scope (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  g_auto (MiqatTestSales) sales = { 0 };
  const char *id;

  miqat_test_sales_init (&sales, hub, 10, 0, 0);
  id = miqat_test_do (hub, hub->agen, "booking.hold", "booking_id", HOLD, sales.departure_id, sales.quad, 2, "");
  {
    const struct {
      MiqatReader reader;
      gboolean sees;
    } rows[] = {
      { { NULL, NULL }, TRUE },
      { { hub->surabaya, NULL }, TRUE },
      { { hub->makassar, NULL }, FALSE },
      { { hub->surabaya, hub->mitra }, TRUE },
      { { hub->surabaya, hub->agen }, TRUE },
      { { hub->surabaya, hub->reseller }, FALSE },
      { { hub->makassar, hub->makassar_mitra }, FALSE },
    };

    for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
      g_autoptr (GError) error = NULL;
      g_autoptr (MiqatBooking) booking = miqat_booking_load (miqat_test_agency_read (hub), id, &rows[i].reader,
                                                             hub->clock.instant, &error);

      g_assert_cmpint (booking != NULL, ==, rows[i].sees);
      if (!rows[i].sees)
        g_assert_error (error, MIQAT_REFUSAL, MIQAT_PROBLEM_NOT_FOUND);
    }
  }
  miqat_test_refused (hub, hub->makassar_sales, "booking.cancel", "not_yours", NULL, "{'booking_id': '%s'}", id);
  miqat_test_refused (hub, hub->reseller, "booking.set_note", "not_yours", NULL,
                      "{'booking_id': '%s', 'notes': 'x'}", id);
  miqat_test_do (hub, hub->mitra, "booking.set_note", NULL, "{'booking_id': '%s', 'notes': 'Kursi roda'}", id);
  miqat_test_do (hub, hub->mitra, "booking.set_note", NULL, "{'booking_id': '%s'}", id);
  g_assert_cmpint (miqat_test_number (hub, "SELECT count(*) FROM bookings WHERE notes = ''"), ==, 1);
}

/* A departure that nobody has seats on may be put off. Bookings that ended on it go along, and one that
 * late money makes live again owes by the new day. */
static void
test_put_off (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  g_auto (MiqatTestSales) sales = { 0 };
  g_autofree char *due = NULL, *moved = NULL;
  const char *cancelled, *lapsed;

  miqat_test_sales_init (&sales, hub, 10, 0, 0);
  cancelled = miqat_test_booking (hub, &sales, hub->surabaya_sales, 2);
  lapsed = miqat_test_booking (hub, &sales, hub->makassar_sales, 1);
  miqat_test_do (hub, hub->surabaya_sales, "booking.cancel", NULL, "{'booking_id': '%s'}", cancelled);
  miqat_test_agency_pass (hub, 1441 * MIQAT_MINUTE);
  miqat_test_do (hub, MIQAT_ACTOR_SYSTEM, "booking.expire_holds", NULL, "{}");
  due = miqat_test_text (hub, "SELECT date (due_date, '+30 days') FROM payment_invoices"
                              " WHERE invoice_type = 'final' ORDER BY 1");
  miqat_test_do (hub, hub->pusat_sales, "departure.edit", NULL,
                 "{'departure_id': '%s', 'departure_date': '2026-10-10', 'return_date': '2026-10-18'}",
                 sales.departure_id);
  miqat_test_verify (hub);
  miqat_test_do (hub, hub->makassar_staff, "payment.record", NULL,
                 "{'booking_id': '%s', 'method': 'cash', 'amount': 10000000}", lapsed);
  g_assert_cmpint (miqat_test_number (hub, "SELECT count(*) FROM bookings WHERE departure_date = '2026-10-10'"), ==, 2);
  moved = miqat_test_text (hub, "SELECT due_date FROM payment_invoices WHERE invoice_type = 'final'"
                                " AND status = 'unpaid'");
  g_assert_cmpstr (moved, ==, due);
  miqat_test_verify (hub);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bookings/hold", test_hold);
  g_test_add_func ("/bookings/refusals", test_refusals);
  g_test_add_func ("/bookings/history", test_history);
  g_test_add_func ("/bookings/not-on-offer", test_not_on_offer);
  g_test_add_func ("/bookings/sellers", test_sellers);
  g_test_add_func ("/bookings/inactive-seller", test_inactive_seller);
  g_test_add_func ("/bookings/twice", test_twice);
  g_test_add_func ("/bookings/codes", test_codes);
  g_test_add_func ("/bookings/scope", test_scope);
  g_test_add_func ("/bookings/put-off", test_put_off);
  return g_test_run ();
}
