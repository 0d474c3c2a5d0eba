/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The office's list of bookings: orders, filters, search, scope, and holds that lapse. */
#include "config.h"

#include "miqat-booking-list.h"
#include "miqat-test-sales.h"

/* The payers' names in order ("-" for a bare hold), as one text. */
static char *
list_contacts (MiqatListModel *model)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (model)); i++) {
    g_autoptr (MiqatBookingItem) item = g_list_model_get_item (G_LIST_MODEL (model), i);
    const char *name = miqat_booking_item_get_contact_name (item);

    g_string_append_printf (names, "%s%s", i > 0 ? " " : "", name != NULL ? name : "-");
  }
  return g_string_free (names, FALSE);
}

static void
assert_contacts (MiqatListModel *model, const MiqatBookingFilter *filter, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *names = NULL;

  g_assert_true (miqat_booking_list_model_set_filter (model, filter, &error));
  g_assert_no_error (error);
  names = list_contacts (model);
  g_assert_cmpstr (names, ==, expected);
}

static const char *
book (MiqatTestAgency *agency, const char *departure, const char *room, const char *actor, const char *name,
      const char *phone, const char *traveller)
{
  miqat_test_agency_pass (agency, MIQAT_SECOND);
  return miqat_test_do (agency, actor, "booking.create", "booking_id",
                        "{'departure_id': '%s', 'rooms': [{'room_type_id': '%s', 'pax': 1}], 'payer_name': '%s',"
                        " 'payer_phone': '%s', 'travellers': [{'full_name': '%s'}]}",
                        departure, room, name, phone, traveller);
}

static void
test_list (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  g_auto (MiqatTestSales) late = { 0 };
  MiqatBookingFilter filter = { .status = MIQAT_BOOKING_STATUS_ANY, .clock = &hub->clock.parent };
  g_autoptr (MiqatListModel) model = NULL;
  g_autoptr (MiqatBookingItem) item = NULL;
  g_autofree char *room = NULL;
  const char *early, *cancelled;

  miqat_test_sales_init (&late, hub, 40, 0, 0);
  early = miqat_test_do (hub, hub->pusat_sales, "departure.add", "departure_id",
                         "{'package_id': '%s', 'departure_date': '2026-07-10', 'return_date': '2026-07-18',"
                         " 'airline_code': 'GA', 'flight_number': 'GA980', 'origin_airport': 'UPG',"
                         " 'route': 'UPG-JED', 'total_seats': 20, 'rooms': [{'type': 'quad', 'price': 31000000}]}",
                         late.package_id);
  room = miqat_test_room (hub, early, "quad");
  book (hub, late.departure_id, late.quad, hub->surabaya_sales, "Zainal", "081300000001", "Umar Khalid");
  book (hub, early, room, hub->surabaya_sales, "Ahmad", "081300000002", "Fatimah Zahra");
  book (hub, late.departure_id, late.quad, hub->makassar_sales, "Mansur", "081300000003", "Hasan Basri");
  cancelled = book (hub, early, room, hub->agen, "Budi", "081300000004", "Husain Ali");
  miqat_test_do (hub, hub->agen, "booking.cancel", NULL, "{'booking_id': '%s'}", cancelled);
  miqat_test_agency_pass (hub, MIQAT_SECOND);
  miqat_test_hold (hub, &late, hub->surabaya_sales, 2);

  model = miqat_booking_list_model_new (miqat_test_agency_read (hub), &filter);
  g_assert_true (miqat_list_model_refresh (model, NULL));
  assert_contacts (model, &filter, "- Budi Mansur Ahmad Zainal");
  filter.sort = MIQAT_BOOKING_SORT_DEPARTURE;
  assert_contacts (model, &filter, "Ahmad Budi Mansur Zainal -");
  filter.sort = MIQAT_BOOKING_SORT_CONTACT;
  assert_contacts (model, &filter, "- Ahmad Budi Mansur Zainal");
  item = g_list_model_get_item (G_LIST_MODEL (model), 1);
  g_assert_cmpstr (miqat_booking_item_get_code (item), ==, "BK-20260710-SBY-001");
  g_assert_cmpstr (miqat_booking_item_get_contact_phone (item), ==, "6281300000002");
  g_assert_cmpstr (miqat_booking_item_get_package_name (item), ==, "Umroh Sembilan Hari");
  g_assert_cmpstr (miqat_booking_item_get_branch_name (item), ==, "Surabaya");
  g_assert_cmpint (miqat_booking_item_get_total_price (item), ==, 31000000);
  g_assert_cmpint (miqat_booking_item_get_status (item), ==, MIQAT_BOOKING_SEAT_LOCKED);
  g_assert_true (miqat_booking_item_is_certain (item));

  filter.status = MIQAT_BOOKING_CANCELLED;
  for (MiqatBookingSort sort = MIQAT_BOOKING_SORT_NEWEST; sort <= MIQAT_BOOKING_SORT_CONTACT; sort++) {
    filter.sort = sort;
    assert_contacts (model, &filter, "Budi");
  }
  filter.status = MIQAT_BOOKING_STATUS_ANY;
  filter.sort = MIQAT_BOOKING_SORT_CONTACT;
  filter.reader = (MiqatReader) { hub->surabaya, NULL };
  assert_contacts (model, &filter, "- Ahmad Budi Zainal");
  filter.departure_id = early;
  assert_contacts (model, &filter, "Ahmad Budi");
  filter.status = MIQAT_BOOKING_SEAT_LOCKED;
  assert_contacts (model, &filter, "Ahmad");
  filter.departure_id = NULL;
  filter.status = MIQAT_BOOKING_STATUS_ANY;
  filter.reader = (MiqatReader) { hub->surabaya, hub->mitra };
  assert_contacts (model, &filter, "Budi");
  filter.reader = (MiqatReader) { hub->makassar, NULL };
  assert_contacts (model, &filter, "Mansur");
}

static void
test_search (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  g_auto (MiqatTestSales) sales = { 0 };
  MiqatBookingFilter filter = { .status = MIQAT_BOOKING_STATUS_ANY, .clock = &hub->clock.parent };
  g_autoptr (MiqatListModel) model = NULL;

  miqat_test_sales_init (&sales, hub, 40, 0, 0);
  book (hub, sales.departure_id, sales.quad, hub->surabaya_sales, "Zainal Abidin", "081300000001", "Umar Khalid");
  book (hub, sales.departure_id, sales.quad, hub->makassar_sales, "Mansur", "081355500003", "Zainab Hasan");
  model = miqat_booking_list_model_new (miqat_test_agency_read (hub), &filter);
  {
    static const struct {
      const char *typed, *expected;
    } rows[] = {
      { "zain", "Mansur Zainal Abidin" },   /* a payer here, a traveller there */
      { "zainal abi", "Zainal Abidin" },
      { "UMAR", "Zainal Abidin" },
      { "62813555", "Mansur" },
      { "BK-20260910-MKS-001", "Mansur" },
      { "tidak ada", "" },
      { "   ", "Mansur Zainal Abidin" },    /* nothing typed: everything */
      { "\" OR words : *", "" },
      { "%_';--", "Mansur Zainal Abidin" }, /* no letter in it: nothing typed either */
    };

    for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
      g_test_message ("%s", rows[i].typed);
      filter.search = rows[i].typed;
      assert_contacts (model, &filter, rows[i].expected);
    }
  }
  filter.search = "zain";
  filter.reader = (MiqatReader) { hub->surabaya, NULL };
  for (MiqatBookingSort sort = MIQAT_BOOKING_SORT_NEWEST; sort <= MIQAT_BOOKING_SORT_CONTACT; sort++) {
    filter.sort = sort;
    assert_contacts (model, &filter, "Zainal Abidin");
  }
  filter.status = MIQAT_BOOKING_PAID_FULL;
  assert_contacts (model, &filter, "");
}

/* The list reads a hold as expired from the moment its time is over; a refresh shows what changed. */
static void
test_lapse_and_refresh (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  g_auto (MiqatTestSales) sales = { 0 };
  MiqatBookingFilter filter = { .status = MIQAT_BOOKING_STATUS_ANY, .clock = &hub->clock.parent };
  g_autoptr (MiqatListModel) model = NULL;
  g_autoptr (MiqatBookingItem) item = NULL;

  miqat_test_sales_init (&sales, hub, 40, 0, 0);
  miqat_test_hold (hub, &sales, hub->surabaya_sales, 2);
  miqat_test_agency_pass (hub, 24 * MIQAT_HOUR);
  model = miqat_booking_list_model_new (miqat_test_agency_read (hub), &filter);
  g_assert_true (miqat_list_model_refresh (model, NULL));
  item = g_list_model_get_item (G_LIST_MODEL (model), 0);
  g_assert_cmpint (miqat_booking_item_get_status (item), ==, MIQAT_BOOKING_EXPIRED);
  g_assert_null (miqat_booking_item_get_contact_name (item));
  miqat_test_hold (hub, &sales, hub->surabaya_sales, 1);
  g_assert_true (miqat_list_model_refresh (model, NULL));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/booking-list/list", test_list);
  g_test_add_func ("/booking-list/search", test_search);
  g_test_add_func ("/booking-list/lapse-and-refresh", test_lapse_and_refresh);
  return g_test_run ();
}
