/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Departures: adding and changing them, their prices and ceilings. */
#include "config.h"

#include "miqat-departure.h"
#include "miqat-test-sales.h"

#define ADD "{'package_id': '%s', " MIQAT_TEST_DEPARTURE ", 'total_seats': 45, 'rooms': [%s]}"
#define QUAD "{'type': 'quad', 'price': 33900000}"

static void
test_add (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  const char *package = miqat_test_package (hub, "Umroh Sembilan Hari");
  const char *id, *code;
  g_autoptr (MiqatDeparture) departure = NULL;
  g_autoptr (GError) error = NULL;
  const MiqatRoomType *room;
  const MiqatSeatPool *pool;

  id = miqat_test_do (hub, hub->surabaya_sales, "departure.add", "departure_id", ADD, package,
                      "{'type': 'double', 'price': 38900000, 'quota': 10}, " QUAD);
  departure = miqat_departure_load (miqat_test_agency_read (hub), id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (departure->code, ==, "DEP-20260910-PST-001");
  g_assert_cmpstr (departure->branch_id, ==, hub->surabaya);
  g_assert_cmpstr (departure->package_name, ==, "Umroh Sembilan Hari");
  g_assert_cmpstr (departure->route, ==, "SUB-JED-MED-SUB");
  g_assert_cmpstr (departure->status, ==, "open");
  g_assert_cmpint (departure->max_price, ==, 50000000);
  g_assert_null (departure->hotel_makkah_id);
  g_assert_cmpuint (departure->rooms->len, ==, 2);
  room = g_ptr_array_index (departure->rooms, 0);
  g_assert_cmpstr (room->type, ==, "quad");
  g_assert_cmpint (room->quota, ==, -1);
  g_assert_cmpint (miqat_room_type_get_left (room), ==, -1);
  g_assert_cmpuint (departure->pools->len, ==, 1);
  pool = g_ptr_array_index (departure->pools, 0);
  g_assert_cmpint (pool->kind, ==, MIQAT_POOL_PUBLIC);
  g_assert_cmpint (pool->capacity, ==, 45);
  /* The next of that day, and one of another. */
  code = miqat_test_do (hub, hub->pusat_sales, "departure.add", "departure_code", ADD, package, QUAD);
  g_assert_cmpstr (code, ==, "DEP-20260910-PST-002");
  g_clear_pointer (&departure, miqat_departure_free);
  departure = miqat_departure_load_by_code (miqat_test_agency_read (hub), code, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (departure->branch_id, ==, hub->pusat);
  miqat_test_verify (hub);
}

static void
test_refusals (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  const char *package = miqat_test_package (hub, "Umroh Sembilan Hari");
  static const struct {
    const char *code, *field, *change;
  } rows[] = {
    { "days_reversed", "return_date", "'departure_date': '2026-09-10', 'return_date': '2026-09-10'" },
    { "day_past", "departure_date", "'departure_date': '2026-06-21', 'return_date': '2026-09-18'" },
    { "not_a_day", "departure_date", "'departure_date': '2026-09-31', 'return_date': '2026-10-10'" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    miqat_test_refused (hub, hub->surabaya_sales, "departure.add", rows[i].code, rows[i].field,
                        "{'package_id': '%s', %s, 'airline_code': 'SV', 'flight_number': 'SV1',"
                        " 'origin_airport': 'SUB', 'route': 'SUB-JED', 'total_seats': 45, 'rooms': [" QUAD "]}",
                        package, rows[i].change);
  miqat_test_refused (hub, hub->surabaya_sales, "departure.add", "price_above_ceiling", "rooms.1.price",
                      ADD, package, QUAD ", {'type': 'double', 'price': 50000001}");
  miqat_test_refused (hub, hub->surabaya_sales, "departure.add", "already_exists", "rooms.1.type", ADD,
                      package, QUAD ", " QUAD);
  miqat_test_refused (hub, hub->surabaya_sales, "departure.add", "too_small", "rooms.0.price", ADD, package,
                      "{'type': 'quad', 'price': 0}");
  miqat_test_refused (hub, hub->surabaya_sales, "departure.add", "too_few", "rooms", ADD, package, "");
  miqat_test_refused (hub, hub->mitra, "departure.add", "not_allowed", NULL, ADD, package, QUAD);
  miqat_test_refused (hub, MIQAT_ACTOR_PUBLIC, "departure.add", "not_allowed", NULL, ADD, package, QUAD);
  miqat_test_refused (hub, hub->surabaya_sales, "departure.add", "not_found", NULL, ADD,
                      "019013e4-1b00-7000-8000-000000000000", QUAD);
  miqat_test_refused (hub, hub->surabaya_sales, "departure.add", "not_yours", NULL,
                      "{'package_id': '%s', 'branch_id': '%s', " MIQAT_TEST_DEPARTURE
                      ", 'total_seats': 45, 'rooms': [" QUAD "]}",
                      package, hub->makassar);
  /* A partner below the office is no office. */
  miqat_test_refused (hub, hub->surabaya_sales, "departure.add", "not_found", "branch_id",
                      "{'package_id': '%s', 'branch_id': '%s', " MIQAT_TEST_DEPARTURE
                      ", 'total_seats': 45, 'rooms': [" QUAD "]}",
                      package, hub->mitra);
  miqat_test_refused (hub, hub->surabaya_sales, "departure.add", "not_allowed", "departure_code",
                      "{'package_id': '%s', 'departure_code': 'DEP-20260910-MKS1-001', " MIQAT_TEST_DEPARTURE
                      ", 'total_seats': 45, 'rooms': [" QUAD "]}",
                      package);
  miqat_test_do (hub, hub->pusat_staff, "package.archive", NULL, "{'package_id': '%s'}", package);
  miqat_test_refused (hub, hub->surabaya_sales, "departure.add", "package_not_public", "package_id", ADD,
                      package, QUAD);
  g_assert_cmpint (miqat_test_number (hub, "SELECT count(*) FROM departures"), ==, 0);
}

static void
test_references (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  const char *package = miqat_test_package (hub, "Umroh Sembilan Hari");
  g_autofree char *madinah = miqat_test_text (hub, "SELECT id FROM hotels WHERE city = 'madinah' LIMIT 1");
  static const struct {
    const char *field, *change;
  } rows[] = {
    { "airline_code", "'airline_code': 'ZZ', 'origin_airport': 'SUB'" },
    { "origin_airport", "'airline_code': 'SV', 'origin_airport': 'ZZZ'" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    miqat_test_refused (hub, hub->surabaya_sales, "departure.add", "not_found", rows[i].field,
                        "{'package_id': '%s', 'departure_date': '2026-09-10', 'return_date': '2026-09-18', %s,"
                        " 'flight_number': 'SV1', 'route': 'SUB-JED', 'total_seats': 45, 'rooms': [" QUAD "]}",
                        package, rows[i].change);
  /* A hotel of the other city. */
  miqat_test_refused (hub, hub->surabaya_sales, "departure.add", "not_found", "hotel_makkah_id",
                      "{'package_id': '%s', " MIQAT_TEST_DEPARTURE ", 'hotel_makkah_id': '%s',"
                      " 'total_seats': 45, 'rooms': [" QUAD "]}",
                      package, madinah);
  miqat_test_do (hub, hub->surabaya_sales, "departure.add", NULL,
                 "{'package_id': '%s', " MIQAT_TEST_DEPARTURE ", 'hotel_madinah_id': '%s',"
                 " 'total_seats': 45, 'rooms': [" QUAD "]}",
                 package, madinah);
}

static void
test_edit (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  g_auto (MiqatTestSales) sales = { 0 };
  g_autofree char *madinah = miqat_test_text (hub, "SELECT id FROM hotels WHERE city = 'madinah' LIMIT 1");

  miqat_test_sales_init (&sales, hub, 10, 0, 0);
  miqat_test_do (hub, hub->pusat_sales, "departure.edit", NULL,
                 "{'departure_id': '%s', 'hotel_madinah_id': '%s'}", sales.departure_id, madinah);
  g_assert_cmpint (miqat_test_departure_number (hub, &sales, "hotel_madinah_id IS NOT NULL"), ==, 1);
  miqat_test_do (hub, hub->pusat_sales, "departure.edit", NULL,
                 "{'departure_id': '%s', 'hotel_madinah_id': null}", sales.departure_id);
  g_assert_cmpint (miqat_test_departure_number (hub, &sales, "hotel_madinah_id IS NULL"), ==, 1);
  miqat_test_do (hub, hub->pusat_sales, "departure.edit", NULL,
                 "{'departure_id': '%s', 'departure_date': '2026-09-12', 'total_seats': 12, 'flight_number': 'GA 990'}",
                 sales.departure_id);
  g_assert_cmpint (miqat_test_departure_number (hub, &sales, "total_seats"), ==, 12);
  g_assert_cmpint (miqat_test_departure_number (hub, &sales, "departure_date = '2026-09-12'"), ==, 1);
  g_assert_cmpint (miqat_test_departure_number (hub, &sales, "return_date = '2026-09-18'"), ==, 1);
  miqat_test_refused (hub, hub->surabaya_sales, "departure.edit", "not_yours", NULL,
                      "{'departure_id': '%s', 'total_seats': 12}", sales.departure_id);
  miqat_test_refused (hub, hub->pusat_sales, "departure.edit", "not_found", "departure_id",
                      "{'departure_id': '019013e4-1b00-7000-8000-000000000000', 'total_seats': 12}");

  miqat_test_hold (hub, &sales, hub->surabaya_sales, 6);
  miqat_test_refused (hub, hub->pusat_sales, "departure.edit", "departure_booked", "departure_date",
                      "{'departure_id': '%s', 'departure_date': '2026-09-13'}", sales.departure_id);
  miqat_test_refused (hub, hub->pusat_sales, "departure.edit", "seats_below_taken", "total_seats",
                      "{'departure_id': '%s', 'total_seats': 5}", sales.departure_id);
  /* Down to what is taken: now it is full, and up again it is open. */
  miqat_test_do (hub, hub->pusat_sales, "departure.edit", NULL,
                 "{'departure_id': '%s', 'total_seats': 6}", sales.departure_id);
  g_assert_cmpint (miqat_test_departure_number (hub, &sales, "status = 'full'"), ==, 1);
  miqat_test_verify (hub);
  miqat_test_do (hub, hub->pusat_sales, "departure.edit", NULL,
                 "{'departure_id': '%s', 'total_seats': 7}", sales.departure_id);
  g_assert_cmpint (miqat_test_departure_number (hub, &sales, "status = 'open'"), ==, 1);
  miqat_test_verify (hub);
}

static void
test_rooms (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  g_auto (MiqatTestSales) sales = { 0 };
  g_autoptr (MiqatDeparture) departure = NULL;
  const MiqatRoomType *room;

  miqat_test_sales_init (&sales, hub, 10, 8, 0);
  miqat_test_hold (hub, &sales, hub->surabaya_sales, 4);
  miqat_test_do (hub, hub->pusat_sales, "departure.set_rooms", NULL,
                 "{'departure_id': '%s', 'rooms': [{'type': 'quad', 'price': 34000000, 'quota': 4},"
                 " {'type': 'triple', 'price': 36000000}]}",
                 sales.departure_id);
  departure = miqat_departure_load (miqat_test_agency_read (hub), sales.departure_id, NULL);
  g_assert_cmpuint (departure->rooms->len, ==, 3);
  room = miqat_departure_find_room (departure, sales.quad);
  g_assert_cmpint (room->price, ==, 34000000);
  g_assert_cmpint (miqat_room_type_get_left (room), ==, 0);
  /* What was sold keeps its price. */
  g_assert_cmpint (miqat_test_number (hub, "SELECT sum(price) FROM booking_travellers"), ==,
                   4 * MIQAT_TEST_QUAD_PRICE);
  miqat_test_refused (hub, hub->pusat_sales, "departure.set_rooms", "seats_below_taken", "rooms.0.quota",
                      "{'departure_id': '%s', 'rooms': [{'type': 'quad', 'price': 34000000, 'quota': 3}]}",
                      sales.departure_id);
  miqat_test_refused (hub, hub->pusat_sales, "departure.set_rooms", "price_above_ceiling", "rooms.0.price",
                      "{'departure_id': '%s', 'rooms': [{'type': 'quad', 'price': 50000001}]}",
                      sales.departure_id);
  miqat_test_refused (hub, hub->surabaya_sales, "departure.set_rooms", "not_yours", NULL,
                      "{'departure_id': '%s', 'rooms': [{'type': 'quad', 'price': 1}]}", sales.departure_id);
  miqat_test_verify (hub);
}

static void
test_close (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  g_auto (MiqatTestSales) sales = { 0 };

  miqat_test_sales_init (&sales, hub, 4, 0, 0);
  miqat_test_hold (hub, &sales, hub->surabaya_sales, 4);
  miqat_test_do (hub, hub->pusat_sales, "departure.close", NULL, "{'departure_id': '%s'}", sales.departure_id);
  g_assert_cmpint (miqat_test_departure_number (hub, &sales, "status = 'closed'"), ==, 1);
  miqat_test_refused (hub, hub->surabaya_sales, "booking.hold", "departure_closed", "departure_id",
                      "{'departure_id': '%s', 'rooms': [{'room_type_id': '%s', 'pax': 1}]}",
                      sales.departure_id, sales.quad);
  miqat_test_do (hub, hub->pusat_sales, "departure.open", NULL, "{'departure_id': '%s'}", sales.departure_id);
  g_assert_cmpint (miqat_test_departure_number (hub, &sales, "status = 'full'"), ==, 1);
  miqat_test_verify (hub);
}

/* The day after it left, a departure has departed; nobody opens or closes it any more. */
static void
test_depart (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  g_auto (MiqatTestSales) sales = { 0 };
  MiqatInstant day = miqat_instant_from_day (miqat_day_from_parts (2026, 9, 10), MIQAT_ZONE_WIB);

  miqat_test_sales_init (&sales, hub, 4, 0, 0);
  miqat_test_hold (hub, &sales, hub->surabaya_sales, 4);
  miqat_test_refused (hub, hub->pusat_staff, "departure.depart", "not_allowed", NULL, "{}");
  miqat_test_agency_pass (hub, day + 23 * MIQAT_HOUR - hub->clock.instant);
  g_assert_cmpstr (miqat_test_do (hub, MIQAT_ACTOR_SYSTEM, "departure.depart", "departed", "{}"), ==, "0");
  g_assert_cmpint (miqat_test_departure_number (hub, &sales, "status = 'full'"), ==, 1);
  miqat_test_agency_pass (hub, MIQAT_HOUR);
  g_assert_cmpstr (miqat_test_do (hub, MIQAT_ACTOR_SYSTEM, "departure.depart", "departed", "{}"), ==, "1");
  g_assert_cmpstr (miqat_test_do (hub, MIQAT_ACTOR_SYSTEM, "departure.depart", "departed", "{}"), ==, "0");
  g_assert_cmpint (miqat_test_departure_number (hub, &sales, "status = 'departed'"), ==, 1);
  miqat_test_refused (hub, hub->pusat_sales, "departure.open", "day_past", "departure_id", "{'departure_id': '%s'}",
                      sales.departure_id);
  miqat_test_refused (hub, hub->pusat_sales, "departure.close", "day_past", "departure_id", "{'departure_id': '%s'}",
                      sales.departure_id);
  miqat_test_do (hub, MIQAT_ACTOR_SYSTEM, "booking.expire_holds", NULL, "{}");
  g_assert_cmpint (miqat_test_departure_number (hub, &sales, "status = 'departed'"), ==, 1);
  miqat_test_verify (hub);
}

/* The commands that only the hub may run say so on a workstation; the others predict there, without
 * what a branch does not have. */
static void
test_on_a_workstation (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  g_auto (MiqatTestSales) sales = { 0 };
  g_autoptr (MiqatTestAgency) replica = NULL;
  const char *code;

  miqat_test_sales_init (&sales, hub, 10, 0, 0);
  replica = miqat_test_agency_new_replica (hub, hub->surabaya, "SBY2");
  g_assert_cmpint (miqat_test_number (replica, "SELECT count(*) FROM package_costs"), ==, 0);
  g_assert_cmpint (miqat_test_number (replica, "SELECT count(*) FROM departure_costs"), ==, 0);
  miqat_test_refused (replica, replica->surabaya_staff, "departure.set_rooms", "needs_connection", NULL,
                      "{'departure_id': '%s', 'rooms': [{'type': 'quad', 'price': 1}]}", sales.departure_id);
  code = miqat_test_do (replica, replica->surabaya_sales, "departure.add", "departure_code", ADD,
                        sales.package_id, QUAD);
  g_assert_cmpstr (code, ==, "DEP-20260910-SBY2-001");
  g_assert_cmpint (miqat_test_number (replica, "SELECT count(*) FROM departure_costs"), ==, 0);
  miqat_test_verify (replica);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/departures/add", test_add);
  g_test_add_func ("/departures/refusals", test_refusals);
  g_test_add_func ("/departures/references", test_references);
  g_test_add_func ("/departures/edit", test_edit);
  g_test_add_func ("/departures/rooms", test_rooms);
  g_test_add_func ("/departures/close", test_close);
  g_test_add_func ("/departures/depart", test_depart);
  g_test_add_func ("/departures/on-a-workstation", test_on_a_workstation);
  return g_test_run ();
}
