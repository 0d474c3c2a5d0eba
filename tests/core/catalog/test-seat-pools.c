/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How seats are divided: allotments, leases, and the explanation of every number. */
#include "config.h"

#include "miqat-departure.h"
#include "miqat-test-sales.h"

#define ALLOT "{'departure_id': '%s', 'branch_id': '%s', 'seats': %d}"

static MiqatDeparture *
load (MiqatTestAgency *agency, const MiqatTestSales *sales)
{
  g_autoptr (GError) error = NULL;
  MiqatDeparture *departure = miqat_departure_load (miqat_test_agency_read (agency), sales->departure_id, &error);

  g_assert_no_error (error);
  return departure;
}

static gint64
count_free (MiqatTestAgency *agency, const MiqatTestSales *sales, MiqatPools pools, const char *branch,
            const char *device)
{
  g_autoptr (MiqatDeparture) departure = load (agency, sales);

  return miqat_departure_get_free (departure, pools, branch, device);
}

/* The lines add up to all seats, the taken ones to those booked; always. */
static void
assert_explained (MiqatTestAgency *agency, const MiqatTestSales *sales)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) lines
    = miqat_departure_explain_seats (miqat_test_agency_read (agency), sales->departure_id, &error);
  gint64 all = 0, taken = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < lines->len; i++) {
    const MiqatSeatLine *line = g_ptr_array_index (lines, i);

    g_assert_cmpint (line->seats, >, 0);
    g_assert_true ((line->kind == MIQAT_SEAT_LINE_FREE_PUBLIC) == (line->owner_id == NULL));
    g_assert_true (line->owner_id == NULL || line->owner_name != NULL);
    all += line->seats;
    if (line->kind == MIQAT_SEAT_LINE_TAKEN)
      taken += line->seats;
  }
  g_assert_cmpint (all, ==, miqat_test_departure_number (agency, sales, "total_seats"));
  g_assert_cmpint (taken, ==, miqat_test_departure_number (agency, sales, "booked_seats"));
}

static const char *
enrol (MiqatTestAgency *hub, const char *actor_id, const char *node_id, const char *name)
{
  g_autofree char *code_hash = miqat_hash_text (name);
  g_autofree char *token = g_strconcat (name, ".token", NULL);
  g_autofree char *token_hash = miqat_hash_text (token);

  miqat_test_do (hub, actor_id, "device.create_code", NULL, "{'node_id': '%s', 'code_hash': '%s'}", node_id,
                 code_hash);
  return miqat_test_do (hub, MIQAT_ACTOR_SYSTEM, "device.enrol", "device_id",
                        "{'code_hash': '%s', 'token_hash': '%s', 'name': '%s'}", code_hash, token_hash, name);
}

static void
test_allotments (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  g_auto (MiqatTestSales) sales = { 0 };

  miqat_test_sales_init (&sales, hub, 10, 0, 0);
  miqat_test_do (hub, hub->pusat_sales, "allotment.set", NULL, ALLOT, sales.departure_id, hub->surabaya, 6);
  miqat_test_do (hub, hub->pusat_sales, "allotment.set", NULL, ALLOT, sales.departure_id, hub->makassar, 3);
  g_assert_cmpint (count_free (hub, &sales, MIQAT_POOL_PUBLIC, NULL, NULL), ==, 1);
  g_assert_cmpint (count_free (hub, &sales, MIQAT_POOL_ALLOTMENT, hub->surabaya, NULL), ==, 6);
  miqat_test_refused (hub, hub->pusat_sales, "allotment.set", "seats_short", "seats", ALLOT,
                      sales.departure_id, hub->makassar, 5);
  miqat_test_refused (hub, hub->surabaya_staff, "allotment.set", "not_allowed", NULL, ALLOT,
                      sales.departure_id, hub->surabaya, 7);
  miqat_test_refused (hub, hub->pusat_sales, "allotment.set", "not_found", "branch_id", ALLOT,
                      sales.departure_id, hub->mitra, 1);

  /* A branch sells from its allotment first, then from the public pool, and never from another's. */
  miqat_test_hold (hub, &sales, hub->surabaya_sales, 5);
  g_assert_cmpint (count_free (hub, &sales, MIQAT_POOL_ALLOTMENT, hub->surabaya, NULL), ==, 1);
  miqat_test_refused (hub, hub->surabaya_sales, "booking.hold", "seats_short", "rooms",
                      "{'departure_id': '%s', 'rooms': [{'room_type_id': '%s', 'pax': 2}]}",
                      sales.departure_id, sales.quad);
  miqat_test_hold (hub, &sales, hub->surabaya_sales, 1);
  miqat_test_hold (hub, &sales, hub->surabaya_sales, 1);
  g_assert_cmpint (count_free (hub, &sales, MIQAT_POOL_PUBLIC, NULL, NULL), ==, 0);
  miqat_test_refused (hub, hub->surabaya_sales, "booking.hold", "seats_none", "rooms",
                      "{'departure_id': '%s', 'rooms': [{'room_type_id': '%s', 'pax': 1}]}",
                      sales.departure_id, sales.quad);
  miqat_test_hold (hub, &sales, hub->makassar_sales, 3);
  g_assert_cmpint (miqat_test_departure_number (hub, &sales, "status = 'full'"), ==, 1);

  miqat_test_refused (hub, hub->pusat_sales, "allotment.set", "seats_below_taken", "seats", ALLOT,
                      sales.departure_id, hub->surabaya, 5);
  assert_explained (hub, &sales);
  miqat_test_verify (hub);
}

static void
test_shrinking (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  g_auto (MiqatTestSales) sales = { 0 };

  miqat_test_sales_init (&sales, hub, 10, 0, 0);
  miqat_test_do (hub, hub->pusat_sales, "allotment.set", NULL, ALLOT, sales.departure_id, hub->surabaya, 6);
  miqat_test_hold (hub, &sales, hub->surabaya_sales, 2);
  miqat_test_do (hub, hub->pusat_sales, "allotment.set", NULL, ALLOT, sales.departure_id, hub->surabaya, 2);
  g_assert_cmpint (count_free (hub, &sales, MIQAT_POOL_ALLOTMENT, hub->surabaya, NULL), ==, 0);
  g_assert_cmpint (count_free (hub, &sales, MIQAT_POOL_PUBLIC, NULL, NULL), ==, 8);
  /* The same number twice changes nothing. */
  miqat_test_do (hub, hub->pusat_sales, "allotment.set", NULL, ALLOT, sales.departure_id, hub->surabaya, 2);
  g_assert_cmpint (count_free (hub, &sales, MIQAT_POOL_PUBLIC, NULL, NULL), ==, 8);
  /* A public visitor has the public pool alone, a seat in the allotment or not. */
  miqat_test_do (hub, hub->pusat_sales, "allotment.set", NULL, ALLOT, sales.departure_id, hub->makassar, 8);
  miqat_test_refused (hub, MIQAT_ACTOR_PUBLIC, "booking.hold", "seats_none", "rooms",
                      "{'departure_id': '%s', 'holder': 'tamu', 'affiliate_code': 'AF-MitraMakassar',"
                      " 'rooms': [{'room_type_id': '%s', 'pax': 1}]}",
                      sales.departure_id, sales.quad);
  assert_explained (hub, &sales);
  miqat_test_verify (hub);
}

#define GRANT "{'departure_id': '%s', 'branch_id': '%s', 'device_id': '%s', 'seats': %d," \
              " 'beds': [{'room_type_id': '%s', 'beds': %d}]}"

/* What a workstation pushes: run at the hub in its name. */
static MiqatAnswer *
push_hold (MiqatTestAgency *hub, const MiqatTestSales *sales, const char *device_id, const char *series,
           guint number, guint pax)
{
  g_autoptr (JsonObject) args = json_object_new ();
  JsonObject *room = json_object_new ();
  JsonArray *rooms = json_array_new ();
  g_autofree char *code = g_strdup_printf ("BK-20260910-%s-%03u", series, number);
  const MiqatRequest request = {
    .name = "booking.hold",
    .args = args,
    .actor_id = hub->surabaya_sales,
    .device_id = device_id,
    .series = series,
    .claimed_at = hub->clock.instant,
  };
  g_autoptr (GError) error = NULL;
  MiqatAnswer *answer;

  json_object_set_string_member (args, "departure_id", sales->departure_id);
  json_object_set_string_member (args, "booking_code", code);
  json_object_set_string_member (room, "room_type_id", sales->quad);
  json_object_set_int_member (room, "pax", pax);
  json_array_add_object_element (rooms, room);
  json_object_set_array_member (args, "rooms", rooms);
  answer = miqat_site_run (hub->site, &request, &error);
  g_assert_no_error (error);
  return answer;
}

static void
test_leases (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  g_auto (MiqatTestSales) sales = { 0 };
  g_autoptr (MiqatAnswer) sold = NULL;
  g_autoptr (MiqatDeparture) departure = NULL;
  const char *device, *other;
  JsonObject *result;

  miqat_test_sales_init (&sales, hub, 10, 8, 0);
  miqat_test_do (hub, hub->pusat_sales, "allotment.set", NULL, ALLOT, sales.departure_id, hub->surabaya, 6);
  device = enrol (hub, hub->surabaya_staff, hub->surabaya, "Meja 1");
  other = enrol (hub, hub->makassar_staff, hub->makassar, "Meja 2");
  miqat_test_refused (hub, hub->surabaya_sales, "lease.grant", "lease_short", "seats", GRANT,
                      sales.departure_id, hub->surabaya, device, 7, sales.quad, 7);
  miqat_test_refused (hub, hub->surabaya_sales, "lease.grant", "not_found", "device_id", GRANT,
                      sales.departure_id, hub->surabaya, other, 4, sales.quad, 4);
  miqat_test_refused (hub, hub->makassar_sales, "lease.grant", "not_yours", NULL, GRANT,
                      sales.departure_id, hub->surabaya, device, 4, sales.quad, 4);
  miqat_test_refused (hub, hub->makassar_sales, "lease.grant", "lease_short", "seats", GRANT,
                      sales.departure_id, hub->makassar, other, 1, sales.quad, 1);
  miqat_test_do (hub, hub->surabaya_sales, "lease.grant", NULL, GRANT, sales.departure_id, hub->surabaya,
                 device, 4, sales.quad, 4);
  g_assert_cmpint (count_free (hub, &sales, MIQAT_POOL_LEASE, hub->surabaya, device), ==, 4);
  g_assert_cmpint (count_free (hub, &sales, MIQAT_POOL_ALLOTMENT, hub->surabaya, NULL), ==, 2);
  assert_explained (hub, &sales);
  miqat_test_verify (hub);

  /* Beds leased are gone for everybody else: eight in all, four leased. */
  miqat_test_refused (hub, hub->makassar_sales, "booking.hold", "seats_short", "rooms",
                      "{'departure_id': '%s', 'rooms': [{'room_type_id': '%s', 'pax': 5}]}",
                      sales.departure_id, sales.quad);
  miqat_test_hold (hub, &sales, hub->makassar_sales, 4);
  miqat_test_refused (hub, hub->surabaya_sales, "booking.hold", "beds_short", "rooms.0.pax",
                      "{'departure_id': '%s', 'rooms': [{'room_type_id': '%s', 'pax': 1}]}",
                      sales.departure_id, sales.quad);
  sold = push_hold (hub, &sales, device, "SBY1", 1, 3);
  g_assert_true (sold->done);
  g_assert_cmpint (count_free (hub, &sales, MIQAT_POOL_LEASE, hub->surabaya, device), ==, 1);
  miqat_test_verify (hub);

  /* Given back, the lease keeps what it sold; a cancelled seat goes on to the allotment. */
  miqat_test_refused (hub, hub->surabaya_staff, "lease.return", "not_allowed", NULL,
                      "{'departure_id': '%s', 'device_id': '%s'}", sales.departure_id, device);
  miqat_test_do (hub, hub->pusat_sales, "lease.return", NULL,
                 "{'departure_id': '%s', 'device_id': '%s'}", sales.departure_id, device);
  miqat_test_refused (hub, hub->pusat_sales, "lease.return", "not_found", "device_id",
                      "{'departure_id': '%s', 'device_id': '%s'}", sales.departure_id, device);
  g_assert_cmpint (count_free (hub, &sales, MIQAT_POOL_LEASE, hub->surabaya, device), ==, 0);
  g_assert_cmpint (count_free (hub, &sales, MIQAT_POOL_ALLOTMENT, hub->surabaya, NULL), ==, 3);
  miqat_test_verify (hub);
  result = json_node_get_object (sold->result);
  miqat_test_do (hub, hub->surabaya_sales, "booking.cancel", NULL, "{'booking_id': '%s'}",
                 json_object_get_string_member (result, "booking_id"));
  g_assert_cmpint (count_free (hub, &sales, MIQAT_POOL_ALLOTMENT, hub->surabaya, NULL), ==, 6);
  departure = load (hub, &sales);
  g_assert_cmpint (miqat_room_type_get_left (miqat_departure_find_room (departure, sales.quad)), ==, 4);
  assert_explained (hub, &sales);
  miqat_test_verify (hub);

  /* And it can be granted again. */
  miqat_test_do (hub, hub->surabaya_sales, "lease.grant", NULL, GRANT, sales.departure_id, hub->surabaya,
                 device, 2, sales.quad, 2);
  g_assert_cmpint (count_free (hub, &sales, MIQAT_POOL_LEASE, hub->surabaya, device), ==, 2);
  assert_explained (hub, &sales);
  miqat_test_verify (hub);
}

/* A lease has no more beds than seats, over all its rooms, and no more than there are. */
static void
test_leased_beds (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  g_auto (MiqatTestSales) sales = { 0 };
  const char *device;

  miqat_test_sales_init (&sales, hub, 10, 8, 0);
  miqat_test_do (hub, hub->pusat_sales, "allotment.set", NULL, ALLOT, sales.departure_id, hub->surabaya, 6);
  device = enrol (hub, hub->surabaya_staff, hub->surabaya, "Meja 1");
  miqat_test_refused (hub, hub->surabaya_sales, "lease.grant", "lease_beds", "beds.0.beds", GRANT,
                      sales.departure_id, hub->surabaya, device, 4, sales.quad, 5);
  miqat_test_refused (hub, hub->surabaya_sales, "lease.grant", "lease_beds", "beds.1.beds",
                      "{'departure_id': '%s', 'branch_id': '%s', 'device_id': '%s', 'seats': 4, 'beds':"
                      " [{'room_type_id': '%s', 'beds': 3}, {'room_type_id': '%s', 'beds': 2}]}",
                      sales.departure_id, hub->surabaya, device, sales.quad, sales.duo);
  miqat_test_hold (hub, &sales, hub->makassar_sales, 4);
  miqat_test_refused (hub, hub->surabaya_sales, "lease.grant", "beds_short", "beds.0.beds", GRANT,
                      sales.departure_id, hub->surabaya, device, 5, sales.quad, 5);
  miqat_test_do (hub, hub->surabaya_sales, "lease.grant", NULL, GRANT, sales.departure_id, hub->surabaya, device, 4,
                 sales.quad, 4);
  miqat_test_verify (hub);
}

/* Nothing is set aside to be sold on a departure that sells no more. */
static void
test_lease_of_a_closed_departure (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  g_auto (MiqatTestSales) sales = { 0 };
  MiqatInstant day = miqat_instant_from_day (miqat_day_from_parts (2026, 9, 11), MIQAT_ZONE_WIB);
  const char *device;

  miqat_test_sales_init (&sales, hub, 10, 0, 0);
  miqat_test_do (hub, hub->pusat_sales, "allotment.set", NULL, ALLOT, sales.departure_id, hub->surabaya, 6);
  device = enrol (hub, hub->surabaya_staff, hub->surabaya, "Meja 1");
  miqat_test_do (hub, hub->pusat_sales, "departure.close", NULL, "{'departure_id': '%s'}", sales.departure_id);
  miqat_test_refused (hub, hub->surabaya_sales, "lease.grant", "departure_closed", "departure_id", GRANT,
                      sales.departure_id, hub->surabaya, device, 2, sales.quad, 2);
  miqat_test_do (hub, hub->pusat_sales, "departure.open", NULL, "{'departure_id': '%s'}", sales.departure_id);
  miqat_test_do (hub, hub->surabaya_sales, "lease.grant", NULL, GRANT, sales.departure_id, hub->surabaya, device, 2,
                 sales.quad, 2);
  miqat_test_agency_pass (hub, day - hub->clock.instant);
  for (guint i = 0; i < 2; i++) { /* departed, marked so or not */
    miqat_test_refused (hub, hub->surabaya_sales, "lease.grant", "departure_closed", "departure_id", GRANT,
                        sales.departure_id, hub->surabaya, device, 2, sales.quad, 2);
    miqat_test_do (hub, MIQAT_ACTOR_SYSTEM, "departure.depart", NULL, "{}");
  }
  miqat_test_verify (hub);
}

/* A workstation gives its lease back in the order of its own queue; another one's it cannot touch. */
static void
test_return_from_a_workstation (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  g_auto (MiqatTestSales) sales = { 0 };
  g_autoptr (MiqatTestAgency) replica = NULL;
  const char *device;

  miqat_test_sales_init (&sales, hub, 10, 8, 0);
  miqat_test_do (hub, hub->pusat_sales, "allotment.set", NULL, ALLOT, sales.departure_id, hub->surabaya, 6);
  device = enrol (hub, hub->surabaya_staff, hub->surabaya, "Meja 1");
  miqat_test_do (hub, hub->surabaya_sales, "lease.grant", NULL, GRANT, sales.departure_id, hub->surabaya,
                 device, 4, sales.quad, 4);
  replica = miqat_test_agency_new_replica (hub, hub->surabaya, "SBY2");
  miqat_test_refused (replica, replica->surabaya_sales, "lease.grant", "needs_connection", NULL, GRANT,
                      sales.departure_id, hub->surabaya, device, 1, sales.quad, 1);
  miqat_test_refused (replica, replica->surabaya_sales, "lease.return", "needs_connection", NULL,
                      "{'departure_id': '%s', 'device_id': '%s'}", sales.departure_id, device);
  assert_explained (replica, &sales);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/seat-pools/allotments", test_allotments);
  g_test_add_func ("/seat-pools/shrinking", test_shrinking);
  g_test_add_func ("/seat-pools/leases", test_leases);
  g_test_add_func ("/seat-pools/leased-beds", test_leased_beds);
  g_test_add_func ("/seat-pools/lease-of-a-closed-departure", test_lease_of_a_closed_departure);
  g_test_add_func ("/seat-pools/return-from-a-workstation", test_return_from_a_workstation);
  return g_test_run ();
}
