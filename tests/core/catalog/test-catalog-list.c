/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The office's lists of packages and departures: order, filter, search. */
#include "config.h"

#include "miqat-catalog-list.h"
#include "miqat-test-sales.h"

static void
add_departure (MiqatTestAgency *hub, const char *package, const char *day, const char *back, guint seats)
{
  miqat_test_do (hub, hub->pusat_sales, "departure.add", NULL,
                 "{'package_id': '%s', 'departure_date': '%s', 'return_date': '%s', 'airline_code': 'SV',"
                 " 'flight_number': 'SV1', 'origin_airport': 'SUB', 'route': 'SUB-JED', 'total_seats': %u,"
                 " 'rooms': [{'type': 'quad', 'price': 30000000}, {'type': 'double', 'price': 29000000}]}",
                 package, day, back, seats);
}

/* The departures' days in order, as one text. */
static char *
list_days (MiqatListModel *model)
{
  GString *days = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (model)); i++) {
    g_autoptr (MiqatDepartureItem) item = g_list_model_get_item (G_LIST_MODEL (model), i);

    g_string_append_printf (days, "%s%s", i > 0 ? " " : "", miqat_departure_item_get_departure_date (item));
  }
  return g_string_free (days, FALSE);
}

static void
assert_days (MiqatListModel *model, const MiqatDepartureFilter *filter, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *days = NULL;

  g_assert_true (miqat_departure_list_model_set_filter (model, filter, &error));
  g_assert_no_error (error);
  days = list_days (model);
  g_assert_cmpstr (days, ==, expected);
}

static void
test_departures (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  const char *first = miqat_test_package (hub, "Umroh Zaitun");
  const char *second = miqat_test_package (hub, "Umroh Anggur");
  MiqatDepartureFilter filter = { .sort = MIQAT_DEPARTURE_SORT_DATE };
  g_autoptr (MiqatListModel) model = NULL;
  g_autoptr (MiqatDepartureItem) item = NULL;
  g_autoptr (GError) error = NULL;

  add_departure (hub, first, "2026-08-10", "2026-08-19", 30);
  add_departure (hub, second, "2026-07-10", "2026-07-19", 40);
  add_departure (hub, first, "2026-12-10", "2026-12-19", 20);
  model = miqat_departure_list_model_new (miqat_test_agency_read (hub), &filter);
  g_assert_true (miqat_list_model_refresh (model, &error));
  g_assert_no_error (error);

  assert_days (model, &filter, "2026-07-10 2026-08-10 2026-12-10");
  item = g_list_model_get_item (G_LIST_MODEL (model), 0);
  g_assert_cmpstr (miqat_departure_item_get_package_name (item), ==, "Umroh Anggur");
  g_assert_cmpint (miqat_departure_item_get_total_seats (item), ==, 40);
  g_assert_cmpint (miqat_departure_item_get_min_price (item), ==, 29000000);
  g_assert_cmpstr (miqat_departure_item_get_route (item), ==, "SUB-JED");
  filter.sort = MIQAT_DEPARTURE_SORT_DATE_LAST;
  assert_days (model, &filter, "2026-12-10 2026-08-10 2026-07-10");
  filter.sort = MIQAT_DEPARTURE_SORT_PACKAGE;
  assert_days (model, &filter, "2026-07-10 2026-08-10 2026-12-10");
  filter.sort = MIQAT_DEPARTURE_SORT_SEATS_LEFT;
  assert_days (model, &filter, "2026-12-10 2026-08-10 2026-07-10");
  filter.sort = MIQAT_DEPARTURE_SORT_CODE;
  filter.from_date = "2026-08-01";
  assert_days (model, &filter, "2026-08-10 2026-12-10");
  filter.package_id = second;
  assert_days (model, &filter, "");
  filter.from_date = NULL;
  filter.search = "angg";
  filter.package_id = NULL;
  assert_days (model, &filter, "2026-07-10");
  filter.search = "dep-20261210";
  assert_days (model, &filter, "2026-12-10");
  filter.status = "closed";
  assert_days (model, &filter, "");
}

static void
test_packages (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  const char *first = miqat_test_package (hub, "Umroh Zaitun");
  MiqatPackageFilter filter = { 0 };
  g_autoptr (MiqatListModel) model = NULL;
  g_autoptr (MiqatPackageItem) item = NULL;
  g_autoptr (GError) error = NULL;

  miqat_test_package (hub, "Umroh Anggur");
  miqat_test_do (hub, hub->pusat_staff, "package.archive", NULL, "{'package_id': '%s'}", first);
  add_departure (hub, miqat_test_package (hub, "Umroh Kurma"), "2026-08-10", "2026-08-19", 30);
  model = miqat_package_list_model_new (miqat_test_agency_read (hub), &filter);
  g_assert_true (miqat_list_model_refresh (model, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 3);
  item = g_list_model_get_item (G_LIST_MODEL (model), 1);
  g_assert_cmpstr (miqat_package_item_get_name (item), ==, "Umroh Kurma");
  g_assert_cmpint (miqat_package_item_get_departure_count (item), ==, 1);
  g_assert_cmpint (miqat_package_item_get_min_price (item), ==, 29000000);
  filter.status = "archived";
  g_assert_true (miqat_package_list_model_set_filter (model, &filter, &error));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 1);
  filter.status = NULL;
  filter.search = "umroh kur";
  g_assert_true (miqat_package_list_model_set_filter (model, &filter, &error));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 1);
  /* Nothing that can be typed is a query of its own. */
  filter.search = "\" OR 1=1 -- * ) ^";
  g_assert_true (miqat_package_list_model_set_filter (model, &filter, &error));
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/catalog-list/departures", test_departures);
  g_test_add_func ("/catalog-list/packages", test_packages);
  return g_test_run ();
}
