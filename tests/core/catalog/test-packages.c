/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Packages: making, pricing and offering them, and who may not. */
#include "config.h"

#include "miqat-hotel.h"
#include "miqat-offer.h"
#include "miqat-package.h"
#include "miqat-test-sales.h"

#define NEW "{'name': 'Umroh Akhir Ramadhan', 'kind': 'umrah', 'duration_days': 17}"

static void
test_create (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  g_autoptr (MiqatPackage) package = NULL;
  g_autoptr (GError) error = NULL;
  const char *id, *slug;

  id = miqat_test_do (hub, hub->pusat_sales, "package.create", "package_id",
                      "{'name': 'Umroh  Family Holiday Plus Taif 9 Hari', 'kind': 'umrah_plus',"
                      " 'duration_days': 9, 'description': 'Baris satu\\nBaris dua',"
                      " 'inclusions': ['Visa', '  Tiket PP '], 'exclusions': []}");
  package = miqat_package_load (miqat_test_agency_read (hub), id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (package->name, ==, "Umroh Family Holiday Plus Taif 9 Hari");
  g_assert_cmpstr (package->slug, ==, "umroh-family-holiday-plus-taif-9-hari");
  g_assert_cmpstr (package->kind, ==, "umrah_plus");
  g_assert_cmpstr (package->status, ==, "draft");
  g_assert_cmpint (package->duration_days, ==, 9);
  g_assert_cmpint (g_strv_length (package->inclusions), ==, 2);
  g_assert_cmpstr (package->inclusions[1], ==, "Tiket PP");
  g_assert_cmpint (g_strv_length (package->exclusions), ==, 0);
  g_assert_cmpint (package->max_price, ==, 0);

  /* A second one of the same name steps aside; a typed address does not. */
  slug = miqat_test_do (hub, hub->pusat_sales, "package.create", "slug", NEW);
  g_assert_cmpstr (slug, ==, "umroh-akhir-ramadhan");
  slug = miqat_test_do (hub, hub->pusat_sales, "package.create", "slug", NEW);
  g_assert_cmpstr (slug, ==, "umroh-akhir-ramadhan-2");
  miqat_test_refused (hub, hub->pusat_sales, "package.create", "slug_taken", "slug",
                      "{'name': 'Lain', 'slug': 'umroh-akhir-ramadhan', 'kind': 'umrah', 'duration_days': 9}");
  miqat_test_verify (hub);
}

static void
test_refusals (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  const char *id = miqat_test_do (hub, hub->pusat_sales, "package.create", "package_id", NEW);

  miqat_test_refused (hub, hub->surabaya_staff, "package.create", "not_allowed", NULL, NEW);
  miqat_test_refused (hub, hub->reseller, "package.create", "not_allowed", NULL, NEW);
  miqat_test_refused (hub, MIQAT_ACTOR_PUBLIC, "package.create", "not_allowed", NULL, NEW);
  miqat_test_refused (hub, hub->pusat_sales, "package.create", "required", "name",
                      "{'kind': 'umrah', 'duration_days': 9}");
  miqat_test_refused (hub, hub->pusat_sales, "package.create", "not_a_choice", "kind",
                      "{'name': 'Wisata', 'kind': 'wisata', 'duration_days': 9}");
  miqat_test_refused (hub, hub->pusat_sales, "package.create", "too_large", "duration_days",
                      "{'name': 'Lama', 'kind': 'umrah', 'duration_days': 91}");
  miqat_test_refused (hub, hub->pusat_sales, "package.create", "slug_taken", "name",
                      "{'name': '!!!', 'kind': 'umrah', 'duration_days': 9}");
  /* What a package costs is set by finance of the head office, and by nobody else. */
  miqat_test_refused (hub, hub->surabaya_staff, "package.set_prices", "not_allowed", NULL,
                      "{'package_id': '%s', 'cost': 1, 'margin': 1}", id);
  miqat_test_refused (hub, hub->pusat_sales, "package.set_prices", "not_allowed", NULL,
                      "{'package_id': '%s', 'cost': 1, 'margin': 1}", id);
  miqat_test_refused (hub, hub->pusat_staff, "package.set_prices", "price_below_cost", "max_price",
                      "{'package_id': '%s', 'cost': 25000000, 'margin': 5000000, 'max_price': 29999999}", id);
  miqat_test_refused (hub, hub->pusat_staff, "package.set_prices", "money_negative", "cost",
                      "{'package_id': '%s', 'cost': -1, 'margin': 0}", id);
  miqat_test_refused (hub, hub->pusat_staff, "package.edit", "not_found", NULL,
                      "{'package_id': '019013e4-1b00-7000-8000-000000000000', 'name': 'Lain'}");
}

static void
test_edit (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  g_autoptr (MiqatPackage) package = NULL;
  g_autoptr (GError) error = NULL;
  const char *id = miqat_test_do (hub, hub->pusat_sales, "package.create", "package_id",
                                  "{'name': 'Paket Lama', 'kind': 'umrah', 'duration_days': 9,"
                                  " 'terms': 'Syarat', 'inclusions': ['Visa']}");

  miqat_test_agency_pass (hub, MIQAT_HOUR);
  miqat_test_do (hub, hub->pusat_sales, "package.edit", NULL,
                 "{'package_id': '%s', 'name': 'Paket Baru', 'inclusions': ['Visa', 'Hotel']}", id);
  package = miqat_package_load_by_slug (miqat_test_agency_read (hub), "paket-lama", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (package->name, ==, "Paket Baru");
  g_assert_cmpstr (package->terms, ==, "Syarat");
  g_assert_cmpint (package->duration_days, ==, 9);
  g_assert_cmpint (g_strv_length (package->inclusions), ==, 2);
  g_assert_cmpint (package->updated_at - package->created_at, ==, MIQAT_HOUR);

  miqat_test_do (hub, hub->pusat_sales, "package.edit", NULL,
                 "{'package_id': '%s', 'terms': null, 'inclusions': null, 'name': null}", id);
  g_clear_pointer (&package, miqat_package_free);
  package = miqat_package_load_by_slug (miqat_test_agency_read (hub), "paket-lama", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (package->name, ==, "Paket Baru");
  g_assert_cmpstr (package->terms, ==, "");
  g_assert_cmpint (g_strv_length (package->inclusions), ==, 0);
}

static void
test_costs (void)
{
  static const MiqatReader pusat = { NULL, NULL };
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  g_auto (MiqatTestSales) sales = { 0 };
  const MiqatReader branch = { hub->surabaya, NULL };
  const MiqatReader node = { hub->surabaya, hub->mitra };
  g_autoptr (GError) error = NULL;
  gint64 cost = 0, margin = 0;
  gboolean found = FALSE;
  MiqatDb *db = miqat_test_agency_read (hub);

  miqat_test_sales_init (&sales, hub, 10, 0, 0);
  g_assert_true (miqat_package_load_costs (db, sales.package_id, &pusat, &cost, &margin, &found, &error));
  g_assert_true (found);
  g_assert_cmpint (cost, ==, 25000000);
  g_assert_cmpint (margin, ==, 5000000);
  /* The departure keeps what was in force when it was made. */
  miqat_test_do (hub, hub->pusat_staff, "package.set_prices", NULL,
                 "{'package_id': '%s', 'cost': 26000000, 'margin': 6000000}", sales.package_id);
  g_assert_true (miqat_departure_load_costs (db, sales.departure_id, &pusat, &cost, &margin, &found, &error));
  g_assert_true (found);
  g_assert_cmpint (margin, ==, 5000000);
  /* Nobody but the head office learns any of it. */
  g_assert_true (miqat_package_load_costs (db, sales.package_id, &branch, &cost, &margin, &found, &error));
  g_assert_false (found);
  g_assert_cmpint (cost, ==, 0);
  g_assert_true (miqat_departure_load_costs (db, sales.departure_id, &node, &cost, &margin, &found, &error));
  g_assert_false (found);
  g_assert_cmpint (margin, ==, 0);
}

/* A departure that was made before its package had a cost gets the first one that is set. */
static void
test_late_costs (void)
{
  static const MiqatReader pusat = { NULL, NULL };
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  const char *package = miqat_test_do (hub, hub->pusat_sales, "package.create", "package_id", NEW);
  const char *departure = miqat_test_do (
    hub, hub->surabaya_sales, "departure.add", "departure_id",
    "{'package_id': '%s', " MIQAT_TEST_DEPARTURE ", 'total_seats': 10, 'rooms': [{'type': 'quad', 'price': 1}]}",
    package);
  gint64 cost = 0, margin = 0;
  gboolean found = TRUE;

  g_assert_true (miqat_departure_load_costs (miqat_test_agency_read (hub), departure, &pusat, &cost,
                                             &margin, &found, NULL));
  g_assert_false (found);
  for (gint64 i = 1; i <= 2; i++)
    miqat_test_do (hub, hub->pusat_staff, "package.set_prices", NULL,
                   "{'package_id': '%s', 'cost': %d, 'margin': %d}", package, (int) i * 100, (int) i * 10);
  g_assert_true (miqat_departure_load_costs (miqat_test_agency_read (hub), departure, &pusat, &cost,
                                             &margin, &found, NULL));
  g_assert_true (found);
  g_assert_cmpint (cost, ==, 100);
  g_assert_cmpint (margin, ==, 10);
}

static void
test_offer (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  g_auto (MiqatTestSales) sales = { 0 };
  MiqatDb *db = miqat_test_agency_read (hub);
  MiqatDay today = miqat_day_from_parts (2026, 6, 22);
  g_autoptr (GPtrArray) offers = NULL;
  g_autoptr (MiqatOffer) offer = NULL;
  g_autoptr (GError) error = NULL;
  const MiqatOfferDeparture *departure;
  const MiqatOfferRoom *room;

  miqat_test_do (hub, hub->pusat_sales, "package.create", NULL, NEW); /* a draft is nobody's business */
  miqat_test_sales_init (&sales, hub, 10, 8, 3);
  miqat_test_do (hub, hub->pusat_staff, "allotment.set", NULL,
                 "{'departure_id': '%s', 'branch_id': '%s', 'seats': 4}", sales.departure_id, hub->surabaya);
  miqat_test_hold (hub, &sales, hub->makassar_sales, 2);

  offers = miqat_offer_list (db, today, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (offers->len, ==, 1);
  offer = miqat_offer_load (db, "umroh-sembilan-hari", today, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (offer->min_price, ==, MIQAT_TEST_QUAD_PRICE);
  g_assert_cmpint (offer->left, ==, 4);
  g_assert_cmpuint (offer->departures->len, ==, 1);
  departure = g_ptr_array_index (offer->departures, 0);
  g_assert_true (departure->bookable);
  g_assert_cmpint (departure->left, ==, 4);
  g_assert_cmpint (departure->total_seats, ==, 10);
  g_assert_cmpint (departure->booked_seats, ==, 2);
  g_assert_cmpstr (departure->airline_name, ==, "Saudia");
  g_assert_cmpstr (departure->origin_city, ==, "Surabaya");
  g_assert_cmpstr (departure->flight_number, ==, "SV5276");
  g_assert_cmpuint (departure->rooms->len, ==, 2);
  room = g_ptr_array_index (departure->rooms, 0);
  g_assert_cmpstr (room->type, ==, "quad");
  g_assert_cmpint (room->left, ==, 4); /* six beds, but four seats */
  room = g_ptr_array_index (departure->rooms, 1);
  g_assert_cmpint (room->price, ==, MIQAT_TEST_DOUBLE_PRICE);
  g_assert_cmpint (room->left, ==, 3);
}

static void
test_offer_refusals (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  g_auto (MiqatTestSales) sales = { 0 };
  MiqatDb *db = miqat_test_agency_read (hub);
  g_autoptr (MiqatOffer) offer = NULL;
  g_autoptr (GError) error = NULL;

  miqat_test_sales_init (&sales, hub, 10, 0, 0);
  g_assert_null (miqat_offer_load (db, "tidak-ada", 0, NULL, &error));
  g_assert_error (error, MIQAT_REFUSAL, MIQAT_PROBLEM_NOT_FOUND);
  g_clear_error (&error);
  /* On the day after the departure the package is still there, with nothing to book. */
  offer = miqat_offer_load (db, "umroh-sembilan-hari", miqat_day_from_parts (2026, 9, 11), NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (offer->departures->len, ==, 0);
  g_assert_cmpint (offer->min_price, ==, 0);
  miqat_test_do (hub, hub->pusat_staff, "package.archive", NULL, "{'package_id': '%s'}", sales.package_id);
  g_assert_null (miqat_offer_load (db, "umroh-sembilan-hari", 0, NULL, &error));
  g_assert_error (error, MIQAT_REFUSAL, MIQAT_PROBLEM_PACKAGE_NOT_PUBLIC);
}

static void
test_seed_and_hotels (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  MiqatDb *db = miqat_test_agency_read (hub);
  g_autoptr (GPtrArray) airlines = miqat_airline_list (db, NULL);
  g_autoptr (GPtrArray) airports = miqat_airport_list (db, NULL);
  g_autoptr (GPtrArray) before = miqat_hotel_list (db, "makkah", NULL);
  g_autoptr (GPtrArray) after = NULL;

  g_assert_cmpuint (airlines->len, ==, 31);
  g_assert_cmpuint (airports->len, ==, 52);
  g_assert_cmpuint (before->len, ==, 6);
  miqat_test_do (hub, hub->surabaya_sales, "hotel.add", "hotel_id",
                 "{'name': 'Hotel Baru', 'city': 'makkah', 'stars': 4, 'distance_m': 300}");
  miqat_test_refused (hub, hub->surabaya_sales, "hotel.add", "already_exists", "name",
                      "{'name': 'Hotel Baru', 'city': 'makkah', 'stars': 5, 'distance_m': 100}");
  miqat_test_refused (hub, hub->surabaya_sales, "hotel.add", "too_large", "stars",
                      "{'name': 'Hotel Lain', 'city': 'makkah', 'stars': 6, 'distance_m': 100}");
  after = miqat_hotel_list (db, "makkah", NULL);
  g_assert_cmpuint (after->len, ==, 7);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/packages/create", test_create);
  g_test_add_func ("/packages/refusals", test_refusals);
  g_test_add_func ("/packages/edit", test_edit);
  g_test_add_func ("/packages/costs", test_costs);
  g_test_add_func ("/packages/late-costs", test_late_costs);
  g_test_add_func ("/packages/offer", test_offer);
  g_test_add_func ("/packages/offer-refusals", test_offer_refusals);
  g_test_add_func ("/packages/seed-and-hotels", test_seed_and_hotels);
  return g_test_run ();
}
