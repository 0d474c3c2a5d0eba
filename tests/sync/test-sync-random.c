/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Days by chance: four workstations and visitors of the public pages sell, edit, pay and cancel, over
 * wires that lose, repeat and break, on computers that stop. In the end every workstation holds the
 * hub's rows of its scope, every invariant holds, and no seat was sold twice. */
#include "config.h"

#include "sync-test.h"

#define SEEDS 50
#define STEPS 60
#define SEATS 14

typedef struct {
  SyncTest *test;
  GRand *rand;
  SyncTestOffice *offices[4];
  guint done;
  guint refused;
  guint visitors;
} Day;

static gint
pick (Day *day, gint count)
{
  return g_rand_int_range (day->rand, 0, count);
}

static SyncTestOffice *
pick_office (Day *day)
{
  return day->offices[pick (day, G_N_ELEMENTS (day->offices))];
}

/* One of the ids in a table, or NULL. */
static char *
pick_row (Day *day, MiqatTestAgency *agency, const char *table)
{
  g_autofree char *count = g_strdup_printf ("SELECT count(*) FROM %s", table);
  g_autofree char *sql = NULL;
  gint64 rows = miqat_test_number (agency, count);

  if (rows == 0)
    return NULL;
  sql = g_strdup_printf ("SELECT id FROM %s ORDER BY id LIMIT 1 OFFSET %d", table, pick (day, (gint) rows));
  return miqat_test_text (agency, sql);
}

static void
note (Day *day, MiqatAnswer *answer)
{
  if (answer->done)
    day->done++;
  else
    day->refused++;
  miqat_answer_free (answer);
}

/* ---- what people do at a workstation -------------------------------------------------------- */

static void
book (Day *day)
{
  if (sync_test_book (pick_office (day), 1 + (guint) pick (day, 3), "Budi Santoso") != NULL)
    day->done++;
  else
    day->refused++;
}

static void
write_note (Day *day)
{
  SyncTestOffice *office = pick_office (day);
  g_autofree char *booking = pick_row (day, &office->agency, "bookings");

  if (booking != NULL)
    note (day, miqat_test_run (&office->agency, office->staff, "booking.set_note",
                               "{'booking_id': '%s', 'notes': 'catatan %d'}", booking, pick (day, 1000)));
}

static void
name_traveller (Day *day)
{
  SyncTestOffice *office = pick_office (day);
  g_autofree char *booking = pick_row (day, &office->agency, "bookings");

  if (booking != NULL)
    note (day, miqat_test_run (&office->agency, office->staff, "booking.name_traveller",
                               "{'booking_id': '%s', 'position': 1, 'full_name': 'Siti Aminah',"
                               " 'nik': '35780102038%05d', 'disease_history': 'Asma', 'replace': %s}",
                               booking, 1 + pick (day, 8), pick (day, 2) == 0 ? "true" : "false"));
}

static void
cancel (Day *day)
{
  SyncTestOffice *office = pick_office (day);
  g_autofree char *booking = pick_row (day, &office->agency, "bookings");

  if (booking != NULL)
    note (day, miqat_test_run (&office->agency, office->staff, "booking.cancel",
                               "{'booking_id': '%s', 'reason': 'batal'}", booking));
}

static void
pay (Day *day)
{
  SyncTestOffice *office = pick_office (day);
  g_autofree char *booking = pick_row (day, &office->agency, "bookings");

  if (booking != NULL)
    note (day, miqat_test_run (&office->agency, office->staff, "payment.record",
                               "{'booking_id': '%s', 'method': 'cash', 'amount': %d, 'payer_name': 'Budi'}",
                               booking, 1000000 * (1 + pick (day, 40))));
}

static void
edit_pilgrim (Day *day)
{
  SyncTestOffice *office = pick_office (day);
  g_autofree char *pilgrim = pick_row (day, &office->agency, "pilgrims");

  if (pilgrim != NULL)
    note (day, miqat_test_run (&office->agency, office->staff, "pilgrim.edit",
                               "{'pilgrim_id': '%s', 'full_name': 'Siti %s', 'phone': '0812%08d'}", pilgrim,
                               pick (day, 2) == 0 ? "Aminah" : "Maryam", pick (day, 99999999)));
}

/* ---- what happens at the hub ---------------------------------------------------------------- */

static void
hold_as_visitor (Day *day)
{
  static const char *const sellers[] = { "AF-Reseller", "AF-Surabaya", "AF-Makassar", "AF-Pusat" };

  note (day, miqat_test_run (day->test->hub, MIQAT_ACTOR_PUBLIC, "booking.hold",
                             "{'departure_id': '%s', 'rooms': [{'room_type_id': '%s', 'pax': %d}],"
                             " 'affiliate_code': '%s', 'channel': 'public', 'holder': 'visitor-%u'}",
                             day->test->departure, day->test->quad, 1 + pick (day, 2),
                             sellers[pick (day, G_N_ELEMENTS (sellers))], day->visitors++));
}

static void
sweep (Day *day)
{
  sync_test_pass (day->test, 20 * MIQAT_MINUTE);
  note (day, miqat_test_run (day->test->hub, MIQAT_ACTOR_SYSTEM, "booking.expire_holds", "{}"));
}

static void
change_seats (Day *day)
{
  note (day, miqat_test_run (day->test->hub, day->test->hub->pusat_staff, "departure.edit",
                             "{'departure_id': '%s', 'total_seats': %d}", day->test->departure,
                             SEATS - 4 + pick (day, 10)));
}

static void
allot (Day *day)
{
  note (day, miqat_test_run (day->test->hub, day->test->hub->pusat_staff, "allotment.set",
                             "{'departure_id': '%s', 'branch_id': '%s', 'seats': %d}", day->test->departure,
                             pick (day, 2) == 0 ? day->test->hub->surabaya : day->test->hub->makassar,
                             pick (day, 5)));
}

static void
share_pilgrim (Day *day)
{
  note (day, miqat_test_run (day->test->hub, day->test->hub->pusat_staff, "pilgrim.link",
                             "{'nik': '35780102038%05d', 'full_name': 'Siti Aminah', 'branch_id': '%s'}",
                             1 + pick (day, 8),
                             pick (day, 2) == 0 ? day->test->hub->surabaya : day->test->hub->makassar));
}

/* ---- what happens in between ---------------------------------------------------------------- */

static void
exchange (Day *day)
{
  SyncTestOffice *office = pick_office (day);

  /* Perhaps it fails; perhaps in the middle. */
  office->wire->break_after = pick (day, 4) == 0 ? pick (day, 5) : -1;
  miqat_replica_exchange (office->replica, NULL, NULL);
  office->wire->break_after = -1;
}

static void
restart (Day *day)
{
  SyncTestOffice *office = pick_office (day);

  sync_test_restart (office);
  office->wire->rand = g_rand_new_with_seed (g_rand_int (day->rand));
}

static void
wait_a_while (Day *day)
{
  sync_test_pass (day->test, pick (day, 3600) * MIQAT_SECOND);
}

static const struct {
  void (*happens) (Day *day);
  gint weight;
} events[] = {
  { book, 14 },      { write_note, 8 }, { name_traveller, 10 }, { cancel, 6 },        { pay, 8 },
  { edit_pilgrim, 6 }, { hold_as_visitor, 6 }, { sweep, 2 },    { change_seats, 2 },  { allot, 2 },
  { share_pilgrim, 3 }, { exchange, 24 }, { restart, 2 },       { wait_a_while, 5 },
};

static void
step (Day *day)
{
  gint total = 0, at;

  for (guint i = 0; i < G_N_ELEMENTS (events); i++)
    total += events[i].weight;
  at = pick (day, total);
  sync_test_pass (day->test, MIQAT_SECOND);
  for (guint i = 0; i < G_N_ELEMENTS (events); i++) {
    at -= events[i].weight;
    if (at < 0) {
      events[i].happens (day);
      return;
    }
  }
}

static void
check_end (Day *day)
{
  for (guint i = 0; i < G_N_ELEMENTS (day->offices); i++)
    g_clear_pointer (&day->offices[i]->wire->rand, g_rand_free);
  sync_test_settle (day->test);
  g_assert_cmpint (miqat_test_number (day->test->hub, "SELECT count(*) FROM seat_pools WHERE taken > capacity"), ==, 0);
  g_assert_cmpint (miqat_test_number (day->test->hub, "SELECT sum(taken) FROM seat_pools"), ==,
                   miqat_test_number (day->test->hub, "SELECT coalesce(sum(seats_locked), 0) FROM seat_locks"
                                                      " WHERE status IN ('active', 'confirmed')"));
}

static void
test_day (gconstpointer data)
{
  guint32 seed = GPOINTER_TO_UINT (data);
  Day day = { .test = sync_test_new (), .rand = g_rand_new_with_seed (seed) };

  sync_test_add_departure (day.test, SEATS);
  day.offices[0] = sync_test_enrol (day.test, day.test->hub->pusat, day.test->hub->pusat_staff);
  day.offices[1] = sync_test_enrol (day.test, day.test->hub->surabaya, day.test->hub->surabaya_staff);
  day.offices[2] = sync_test_enrol (day.test, day.test->hub->surabaya, day.test->hub->surabaya_staff);
  day.offices[3] = sync_test_enrol (day.test, day.test->hub->makassar, day.test->hub->makassar_staff);
  for (guint i = 0; i < G_N_ELEMENTS (day.offices); i++)
    day.offices[i]->wire->rand = g_rand_new_with_seed (g_rand_int (day.rand));
  for (guint i = 0; i < STEPS; i++)
    step (&day);
  check_end (&day);
  g_test_message ("seed %u: %u done, %u refused", seed, day.done, day.refused);
  g_rand_free (day.rand);
  sync_test_free (day.test);
}

/* The seeds from the first argument to the second; all without arguments. */
int
main (int argc, char **argv)
{
  guint first = 1, last = SEEDS;

  g_test_init (&argc, &argv, NULL);
  if (argc == 3) {
    first = (guint) g_ascii_strtoull (argv[1], NULL, 10);
    last = (guint) g_ascii_strtoull (argv[2], NULL, 10);
  }
  for (guint seed = first; seed <= last; seed++) {
    g_autofree char *path = g_strdup_printf ("/sync/random/%u", seed);

    g_test_add_data_func (path, GUINT_TO_POINTER (seed), test_day);
  }
  return g_test_run ();
}
