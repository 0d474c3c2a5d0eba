/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A workstation's prediction and the hub's truth: the same command makes the same rows, and what is
 * not yet sure says so. */
#include "config.h"

#include "miqat-booking-list.h"
#include "miqat-booking.h"
#include "miqat-test-sales.h"

#include <sqlite3.h>

#define COMMAND_ID "019013e4-1b00-7000-8000-00000000c0de"

static JsonObject *
parse (const char *format, ...)
{
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) node = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdelimit (g_strdup_vprintf (format, args), "'", '"');
  va_end (args);
  node = miqat_json_parse (text, strlen (text), 0, NULL);
  g_assert_nonnull (node);
  return json_object_ref (json_node_get_object (node));
}

/* Everything that the command wrote, but for sealed values, which differ by their key. */
static char *
describe_rows (MiqatTestAgency *agency)
{
  static const char *const queries[] = {
    "SELECT group_concat(id || booking_code || branch_id || seller_id || payer_id || contact_key || pax_count"
    " || total_price || status || created_at, '/') FROM bookings",
    "SELECT group_concat(id || booking_id || position || coalesce(pilgrim_id, '-') || room_type_id || price, '/')"
    " FROM (SELECT * FROM booking_travellers ORDER BY id)",
    "SELECT group_concat(booking_id || pool_id || seats_locked || locked_at || expires_at || status, '/') FROM seat_locks",
    "SELECT group_concat(id || full_name || phone, '/') FROM payers",
    "SELECT group_concat(id || full_name || coalesce(date_of_birth, '-') || created_at, '/')"
    " FROM (SELECT * FROM pilgrims ORDER BY id)",
    "SELECT group_concat(pilgrim_id || branch_id, '/') FROM (SELECT * FROM pilgrim_branches ORDER BY pilgrim_id)",
    "SELECT group_concat(id || amount || due_date, '/') FROM (SELECT * FROM payment_invoices ORDER BY id)",
    "SELECT group_concat(booked_seats || status, '/') FROM departures",
  };
  GString *rows = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (queries); i++) {
    g_autofree char *text = miqat_test_text (agency, queries[i]);

    g_assert_nonnull (text);
    g_string_append_printf (rows, "%s\n", text);
  }
  return g_string_free (rows, FALSE);
}

static void
test_same_rows (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  g_auto (MiqatTestSales) sales = { 0 };
  g_autoptr (MiqatTestAgency) replica = NULL;
  g_autoptr (JsonObject) args = NULL;
  g_autoptr (MiqatAnswer) predicted = NULL;
  g_autoptr (MiqatAnswer) decided = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *here = NULL, *there = NULL;
  MiqatRequest request;
  const char *code;

  miqat_test_sales_init (&sales, hub, 10, 0, 0);
  replica = miqat_test_agency_new_replica (hub, hub->surabaya, "SBY2");
  args = parse ("{'departure_id': '%s', 'rooms': [{'room_type_id': '%s', 'pax': 2}, {'room_type_id': '%s', 'pax': 1}],"
                " 'payer_name': 'Budi Santoso', 'payer_phone': '081311112222', 'travellers': ["
                "{'full_name': 'Siti Rahma', 'nik': '3578015708850001'}, {}, {'full_name': 'Ani Lestari'}]}",
                sales.departure_id, sales.quad, sales.duo);
  request = (MiqatRequest) {
    .id = COMMAND_ID, .name = "booking.create", .args = args, .actor_id = hub->surabaya_sales,
  };
  predicted = miqat_site_run (replica->site, &request, &error);
  g_assert_no_error (error);
  g_assert_true (predicted->done);
  code = json_object_get_string_member (json_node_get_object (predicted->result), "booking_code");
  g_assert_cmpstr (code, ==, "BK-20260910-SBY2-001");

  /* The hub runs it an hour later, as the workstation pushed it. */
  miqat_test_agency_pass (hub, MIQAT_HOUR);
  json_object_set_string_member (args, "booking_code", code);
  request.device_id = miqat_site_get_identity (replica->site)->device_id;
  request.series = "SBY2";
  request.claimed_at = MIQAT_TEST_NOW;
  request.not_before = MIQAT_TEST_NOW - MIQAT_HOUR;
  decided = miqat_site_run (hub->site, &request, &error);
  g_assert_no_error (error);
  g_assert_true (decided->done);
  here = describe_rows (replica);
  there = describe_rows (hub);
  g_assert_cmpstr (here, ==, there);
  miqat_test_verify (hub);
  miqat_test_verify (replica);
}

/* A code that this workstation could not have allotted is refused by the hub. */
static void
test_foreign_code (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  g_auto (MiqatTestSales) sales = { 0 };
  static const struct {
    const char *code;
    gboolean done;
  } rows[] = {
    { "BK-20260910-SBY2-007", TRUE },  { "BK-20260910-SBY2-007", FALSE }, { "BK-20260910-SBY3-001", FALSE },
    { "BK-20260910-PST-001", FALSE }, { "BK-20260911-SBY2-001", FALSE }, { "SESUKA-SAYA", FALSE },
  };

  miqat_test_sales_init (&sales, hub, 10, 0, 0);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (JsonObject) args = parse (
      "{'departure_id': '%s', 'booking_code': '%s', 'rooms': [{'room_type_id': '%s', 'pax': 1}]}",
      sales.departure_id, rows[i].code, sales.quad);
    const MiqatRequest request = {
      .name = "booking.hold", .args = args, .actor_id = hub->surabaya_sales,
      .device_id = "019013e4-1b00-7000-8000-00000000d001", .series = "SBY2", .claimed_at = MIQAT_TEST_NOW,
    };
    g_autoptr (MiqatAnswer) answer = miqat_site_run (hub->site, &request, NULL);

    g_assert_nonnull (answer);
    g_assert_cmpint (answer->done, ==, rows[i].done);
    if (!rows[i].done)
      g_assert_nonnull (miqat_problems_find (answer->problems, "booking_code"));
  }
}

static gboolean
is_certain (MiqatTestAgency *agency, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MiqatBooking) booking
    = miqat_booking_load (miqat_test_agency_read (agency), id, NULL, agency->clock.instant, &error);
  gboolean certain = FALSE;

  g_assert_no_error (error);
  miqat_booking_load_certain (miqat_test_agency_read (agency), booking, &certain, &error);
  g_assert_no_error (error);
  return certain;
}

static void
execute (MiqatTestAgency *agency, const char *sql)
{
  sqlite3 *db = NULL;
  char *message = NULL;

  if (sqlite3_open (agency->path, &db) != SQLITE_OK || sqlite3_exec (db, sql, NULL, NULL, &message) != SQLITE_OK)
    g_error ("%s: %s", sql, message);
  sqlite3_close (db);
}

static void
test_certainty (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  g_auto (MiqatTestSales) sales = { 0 };
  g_autoptr (MiqatTestAgency) replica = NULL;
  g_autoptr (MiqatListModel) list = NULL;
  g_autoptr (MiqatBookingItem) before = NULL;
  g_autoptr (MiqatBookingItem) after = NULL;
  MiqatBookingFilter filter = { .status = MIQAT_BOOKING_STATUS_ANY };
  g_autofree char *lease = NULL;
  const char *known, *offline, *leased;

  miqat_test_sales_init (&sales, hub, 10, 0, 0);
  known = miqat_test_booking (hub, &sales, hub->surabaya_sales, 1);
  g_assert_true (is_certain (hub, known));
  replica = miqat_test_agency_new_replica (hub, hub->surabaya, "SBY2");
  g_assert_true (is_certain (replica, known));
  miqat_test_agency_pass (replica, MIQAT_SECOND);
  offline = miqat_test_booking (replica, &sales, replica->surabaya_sales, 2);
  g_assert_false (is_certain (replica, offline));

  filter.clock = &replica->clock.parent;
  list = miqat_booking_list_model_new (miqat_test_agency_read (replica), &filter);
  g_assert_true (miqat_list_model_refresh (list, NULL));
  before = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_assert_cmpstr (miqat_booking_item_get_id (before), ==, offline);
  g_assert_false (miqat_booking_item_is_certain (before));
  /* The hub has answered. */
  execute (replica, "UPDATE pending_commands SET state = 'accepted', feed_seq = 1");
  g_assert_true (is_certain (replica, offline));
  g_assert_true (miqat_list_model_refresh (list, NULL));
  after = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_assert_true (miqat_booking_item_is_certain (after));

  /* Seats leased to this workstation are certain at once. */
  lease = g_strdup_printf (
    "UPDATE seat_pools SET capacity = capacity - 2 WHERE kind = 'public';"
    "INSERT INTO seat_pools (id, departure_id, kind, owner_id, device_id, capacity) VALUES"
    " ('019013e4-1b00-7000-8000-00000000ea5e', '%s', 'lease', '%s', '%s', 2);"
    "INSERT INTO lease_beds (pool_id, room_type_id, capacity) VALUES"
    " ('019013e4-1b00-7000-8000-00000000ea5e', '%s', 2);"
    "UPDATE room_types SET booked_count = booked_count + 2 WHERE id = '%s'",
    sales.departure_id, hub->surabaya, miqat_site_get_identity (replica->site)->device_id, sales.quad, sales.quad);
  execute (replica, lease);
  leased = miqat_test_booking (replica, &sales, replica->surabaya_sales, 2);
  g_assert_true (is_certain (replica, leased));
}

/* A replay runs every waiting command, and each loads bookings: were the queue read for that, its cost
 * would grow with its square. */
static void
test_loads_without_queue (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  g_auto (MiqatTestSales) sales = { 0 };
  g_autoptr (MiqatTestAgency) replica = NULL;
  g_autoptr (MiqatBooking) booking = NULL;
  const char *id;

  miqat_test_sales_init (&sales, hub, 10, 0, 0);
  replica = miqat_test_agency_new_replica (hub, hub->surabaya, "SBY2");
  id = miqat_test_booking (replica, &sales, replica->surabaya_sales, 2);
  execute (replica, "ALTER TABLE pending_commands RENAME TO put_away");
  booking = miqat_test_booking_load (replica, id);
  g_assert_cmpuint (booking->travellers->len, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/booking-replica/same-rows", test_same_rows);
  g_test_add_func ("/booking-replica/foreign-code", test_foreign_code);
  g_test_add_func ("/booking-replica/certainty", test_certainty);
  g_test_add_func ("/booking-replica/loads-without-queue", test_loads_without_queue);
  return g_test_run ();
}
