/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many ask at once for few seats: from several threads, on one site. Exactly as many get one as there
 * are, and the others are told so. */
#include "config.h"

#include "miqat-test-sales.h"

#define THREADS 8

typedef struct {
  MiqatTestAgency *agency;
  const MiqatTestSales *sales;
  const char *actor;
  guint tries;
  guint pax;
  /* what became of it */
  guint done;
  guint refused;
  guint other;
} Buyer;

static JsonObject *
make_args (const Buyer *buyer, guint number)
{
  JsonObject *args = json_object_new ();
  JsonObject *room = json_object_new ();
  JsonArray *rooms = json_array_new ();
  g_autofree char *holder = g_strdup_printf ("%p %u", (gpointer) buyer, number);

  json_object_set_string_member (args, "departure_id", buyer->sales->departure_id);
  json_object_set_string_member (room, "room_type_id", buyer->sales->quad);
  json_object_set_int_member (room, "pax", buyer->pax);
  json_array_add_object_element (rooms, room);
  json_object_set_array_member (args, "rooms", rooms);
  json_object_set_string_member (args, "holder", holder);
  return args;
}

static gpointer
buy (gpointer data)
{
  Buyer *self = data;

  for (guint i = 0; i < self->tries; i++) {
    g_autoptr (JsonObject) args = make_args (self, i);
    const MiqatRequest request = { .name = "booking.hold", .args = args, .actor_id = self->actor };
    g_autoptr (GError) error = NULL;
    g_autoptr (MiqatAnswer) answer = miqat_site_run (self->agency->site, &request, &error);
    MiqatProblemCode code;

    g_assert_no_error (error);
    if (answer->done) {
      self->done++;
      continue;
    }
    code = miqat_problems_get (answer->problems, 0)->code;
    if (code == MIQAT_PROBLEM_SEATS_NONE || code == MIQAT_PROBLEM_SEATS_SHORT || code == MIQAT_PROBLEM_BEDS_SHORT)
      self->refused++;
    else
      self->other++;
  }
  return NULL;
}

/* Returns how many holds were granted. */
static guint
play (MiqatTestAgency *agency, const MiqatTestSales *sales, guint tries, guint pax)
{
  const char *const actors[] = {
    agency->surabaya_sales, agency->makassar_sales, MIQAT_ACTOR_PUBLIC, agency->reseller,
    agency->pusat_sales, agency->makassar_sales, MIQAT_ACTOR_PUBLIC, agency->mitra,
  };
  Buyer buyers[THREADS];
  GThread *threads[THREADS];
  guint done = 0, refused = 0;

  /* More than a partner tries here: it is about the seats. */
  miqat_test_do (agency, agency->pusat_staff, "setting.set", NULL, "{'name': 'holds_per_visitor', 'value': 20}");
  for (guint i = 0; i < THREADS; i++) {
    buyers[i] = (Buyer) { agency, sales, actors[i % G_N_ELEMENTS (actors)], tries, pax, 0, 0, 0 };
    threads[i] = g_thread_new ("buyer", buy, &buyers[i]);
  }
  for (guint i = 0; i < THREADS; i++) {
    g_thread_join (threads[i]);
    g_assert_cmpuint (buyers[i].other, ==, 0);
    done += buyers[i].done;
    refused += buyers[i].refused;
  }
  g_assert_cmpuint (done + refused, ==, THREADS * tries);
  return done;
}

static void
test_one_seat (void)
{
  for (guint round = 0; round < 5; round++) {
    g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
    g_auto (MiqatTestSales) sales = { 0 };

    miqat_test_sales_init (&sales, hub, 1, 0, 0);
    g_assert_cmpuint (play (hub, &sales, 1, 1), ==, 1);
    g_assert_cmpint (miqat_test_departure_number (hub, &sales, "status = 'full'"), ==, 1);
    miqat_test_verify (hub);
  }
}

static void
test_many_seats (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  g_auto (MiqatTestSales) sales = { 0 };

  miqat_test_sales_init (&sales, hub, 45, 0, 0);
  g_assert_cmpuint (play (hub, &sales, 12, 1), ==, 45);
  g_assert_cmpint (miqat_test_departure_number (hub, &sales, "booked_seats"), ==, 45);
  miqat_test_verify (hub);
}

/* Parties that do not come out even: never more than there are, and no party half seated. */
static void
test_parties (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  g_auto (MiqatTestSales) sales = { 0 };

  miqat_test_sales_init (&sales, hub, 20, 0, 0);
  g_assert_cmpuint (play (hub, &sales, 4, 3), ==, 6);
  g_assert_cmpint (miqat_test_departure_number (hub, &sales, "booked_seats"), ==, 18);
  miqat_test_verify (hub);
}

static void
test_beds (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  g_auto (MiqatTestSales) sales = { 0 };

  miqat_test_sales_init (&sales, hub, 100, 7, 0);
  g_assert_cmpuint (play (hub, &sales, 4, 2), ==, 3);
  g_assert_cmpint (miqat_test_number (hub, "SELECT max(booked_count) FROM room_types"), ==, 6);
  miqat_test_verify (hub);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/last-seat/one-seat", test_one_seat);
  g_test_add_func ("/last-seat/many-seats", test_many_seats);
  g_test_add_func ("/last-seat/parties", test_parties);
  g_test_add_func ("/last-seat/beds", test_beds);
  return g_test_run ();
}
