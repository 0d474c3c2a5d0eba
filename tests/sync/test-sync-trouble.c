/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Wires that lose and repeat, computers that stop, hubs that come back as they were: nothing is done
 * twice, nothing is lost, and all come to agree. */
#include "config.h"

#include "sync-test.h"

static gint64
count_bookings (MiqatTestAgency *agency)
{
  return miqat_test_number (agency, "SELECT count(*) FROM bookings");
}

/* The hub did it, the answer was lost: it is sent again, and done once. */
static void
test_answer_lost (void)
{
  SyncTestTwo two = sync_test_two_offices (10);
  g_autoptr (SyncTest) test = two.test;
  g_autoptr (GError) error = NULL;

  sync_test_book (two.surabaya, 1, "Budi Santoso");
  two.surabaya->wire->lose_answers = 1;
  error = sync_test_exchange_fails (two.surabaya);
  g_assert_error (error, MIQAT_SYNC_ERROR, MIQAT_SYNC_ERROR_OFFLINE);
  g_assert_cmpint (count_bookings (test->hub), ==, 1);
  g_assert_cmpuint (sync_test_status (two.surabaya).waiting, ==, 1);
  g_assert_false (sync_test_status (two.surabaya).online);
  g_assert_cmpint (sync_test_status (two.surabaya).offline_since, ==, two.surabaya->agency.clock.instant);
  sync_test_settle (test);
  g_assert_cmpint (count_bookings (test->hub), ==, 1);
  g_assert_cmpint (miqat_test_number (test->hub, "SELECT sum(taken) FROM seat_pools"), ==, 1);
}

static void
test_request_lost_and_repeated (void)
{
  SyncTestTwo two = sync_test_two_offices (10);
  g_autoptr (SyncTest) test = two.test;
  g_autoptr (GError) error = NULL;

  sync_test_book (two.surabaya, 1, "Budi Santoso");
  two.surabaya->wire->lose_requests = 1;
  error = sync_test_exchange_fails (two.surabaya);
  g_assert_cmpint (count_bookings (test->hub), ==, 0);
  two.surabaya->wire->repeat = 3;
  sync_test_exchange (two.surabaya);
  g_assert_cmpint (count_bookings (test->hub), ==, 1);
  sync_test_settle (test);
}

/* The computer stops after the hub's decision, before the rows have come. */
static void
test_crash_between_push_and_pull (void)
{
  SyncTestTwo two = sync_test_two_offices (10);
  g_autoptr (SyncTest) test = two.test;
  g_autoptr (GError) error = NULL;

  sync_test_book (two.surabaya, 2, "Budi Santoso");
  two.surabaya->wire->break_after = 1;
  error = sync_test_exchange_fails (two.surabaya);
  g_assert_cmpint (miqat_test_number (&two.surabaya->agency, "SELECT count(*) FROM pending_commands WHERE state = 'accepted'"),
                   ==, 1);
  sync_test_restart (two.surabaya);
  /* What was sold is still on screen. */
  g_assert_cmpint (count_bookings (&two.surabaya->agency), ==, 1);
  sync_test_book (two.surabaya, 1, "Siti Aminah");
  sync_test_settle (test);
  g_assert_cmpint (count_bookings (test->hub), ==, 2);
}

/* Every place at which the wire can break during one exchange, and a restart at each. */
static void
test_break_everywhere (void)
{
  SyncTestTwo two = sync_test_two_offices (100);
  g_autoptr (SyncTest) test = two.test;

  for (int at = 0; at < 6; at++) {
    sync_test_book (two.surabaya, 1, "Budi Santoso");
    sync_test_book (two.makassar, 1, "Siti Aminah");
    two.surabaya->wire->break_after = at;
    miqat_replica_exchange (two.surabaya->replica, NULL, NULL);
    sync_test_restart (two.surabaya);
    sync_test_book (two.surabaya, 1, "Ahmad Fauzi");
    sync_test_exchange (two.makassar);
  }
  sync_test_settle (test);
  g_assert_cmpint (count_bookings (test->hub), ==, 18);
}

/* Fetching the rows the first time stops in the middle, again and again. */
static void
test_load_goes_on (void)
{
  g_autoptr (SyncTest) test = sync_test_new ();
  SyncTestOffice *surabaya, *pusat;
  gboolean loaded = FALSE;
  guint tries = 0;

  sync_test_add_departure (test, 400);
  surabaya = sync_test_enrol (test, test->hub->surabaya, test->hub->surabaya_staff);
  /* More rows than one answer holds. */
  for (guint i = 0; i < 200; i++)
    g_assert_nonnull (sync_test_book (surabaya, 2, "Budi Santoso"));
  sync_test_settle (test);
  pusat = sync_test_enrol (test, test->hub->pusat, test->hub->pusat_staff);
  sync_test_compare (pusat);

  /* Anew, as after damage; each try gets one answer further. */
  sync_test_damage (pusat, "DELETE FROM sync_state WHERE name = 'cursor'");
  while (!loaded) {
    pusat->wire->break_after = 1;
    loaded = miqat_replica_exchange (pusat->replica, NULL, NULL);
    if (tries++ == 0) {
      g_assert_true (sync_test_status (pusat).loading);
      g_assert_cmpuint (sync_test_status (pusat).loaded, >, 0);
    }
    g_assert_cmpuint (tries, <, 20);
    sync_test_restart (pusat);
  }
  g_assert_cmpuint (tries, >, 3);
  sync_test_settle (test);
}

/* The hub's disk was replaced by a backup: its feed is another one, and everybody notices. */
static void
test_hub_restored (void)
{
  SyncTestTwo two = sync_test_two_offices (20);
  g_autoptr (SyncTest) test = two.test;
  g_autofree char *backup = g_build_filename (test->hub->folder, "backup.miqat", NULL);

  sync_test_book (two.surabaya, 1, "Budi Santoso");
  sync_test_settle (test);
  sync_test_close_hub (test);
  sync_test_copy (test->hub->path, backup);
  sync_test_open_hub (test);
  sync_test_book (two.surabaya, 1, "Siti Aminah");
  sync_test_settle (test);
  /* Not sent yet when the hub goes back. */
  g_assert_nonnull (sync_test_book (two.surabaya, 1, "Ahmad Fauzi"));
  sync_test_close_hub (test);
  sync_test_copy (backup, test->hub->path);
  sync_test_open_hub (test);
  /* Something else happens there before anybody asks. */
  miqat_test_do (test->hub, test->hub->pusat_staff, "package.edit", NULL,
                 "{'package_id': '%s', 'name': 'Umroh Ramadhan'}", test->package);

  sync_test_settle (test);
  /* What was queued is there; what the backup did not have is gone everywhere, and nobody pretends. */
  g_assert_cmpint (count_bookings (test->hub), ==, 2);
  g_assert_cmpint (count_bookings (&two.surabaya->agency), ==, 2);
}

/* A row that is not as the commands left it: noticed, and fetched anew, with the queue kept. */
static void
test_damaged_rows (void)
{
  SyncTestTwo two = sync_test_two_offices (20);
  g_autoptr (SyncTest) test = two.test;
  g_autoptr (GError) error = NULL;

  sync_test_book (two.surabaya, 1, "Budi Santoso");
  sync_test_settle (test);
  sync_test_book (two.surabaya, 1, "Siti Aminah");
  sync_test_book (two.makassar, 1, "Ahmad Fauzi");
  sync_test_exchange (two.makassar);
  sync_test_damage (two.surabaya, "UPDATE bookings SET notes = 'x'");
  g_test_expect_message (NULL, G_LOG_LEVEL_WARNING, "*fetched anew*");
  error = sync_test_exchange_fails (two.surabaya);
  g_test_assert_expected_messages ();
  g_assert_error (error, MIQAT_DB_ERROR, MIQAT_DB_ERROR_ENGINE);
  g_assert_true (sync_test_status (two.surabaya).damaged);
  g_assert_cmpint (sync_test_status (two.surabaya).trouble, !=, MIQAT_PROBLEM_NONE);
  sync_test_exchange (two.surabaya);
  g_assert_false (sync_test_status (two.surabaya).damaged);
  g_assert_cmpint (sync_test_status (two.surabaya).trouble, ==, MIQAT_PROBLEM_NONE);
  sync_test_settle (test);
  g_assert_cmpint (count_bookings (test->hub), ==, 3);
}

/* Shut out: the workstation stops, and what it holds cannot be read any more. */
static void
test_revoked (void)
{
  SyncTestTwo two = sync_test_two_offices (5);
  g_autoptr (SyncTest) test = two.test;
  const char *device = miqat_site_get_identity (two.surabaya->agency.site)->device_id;
  g_autofree char *key = g_strconcat (two.surabaya->agency.path, ".key", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_test (key, G_FILE_TEST_EXISTS));
  miqat_test_do (test->hub, test->hub->pusat_staff, "device.revoke", NULL, "{'device_id': '%s'}", device);
  error = sync_test_exchange_fails (two.surabaya);
  g_assert_error (error, MIQAT_SYNC_ERROR, MIQAT_SYNC_ERROR_REVOKED);
  g_assert_true (sync_test_status (two.surabaya).revoked);
  g_assert_false (g_file_test (key, G_FILE_TEST_EXISTS));
  sync_test_exchange (two.makassar);
}

static void
test_clock_wrong (void)
{
  SyncTestTwo two = sync_test_two_offices (5);
  g_autoptr (SyncTest) test = two.test;

  sync_test_exchange (two.surabaya);
  g_assert_cmpint (sync_test_status (two.surabaya).clock_wrong, ==, 0);
  miqat_test_agency_pass (&two.surabaya->agency, 3 * MIQAT_HOUR);
  /* What is claimed for a time that is still to come counts from now. */
  sync_test_book (two.surabaya, 1, "Budi Santoso");
  sync_test_exchange (two.surabaya);
  g_assert_cmpint (sync_test_status (two.surabaya).clock_wrong, ==, 3 * MIQAT_HOUR);
  g_assert_cmpint (miqat_test_number (test->hub, "SELECT created_at FROM bookings"), ==, test->hub->clock.instant);
  sync_test_settle (test);
}

/* Sold offline hours ago: the hub believes the workstation's time back to its last visit. */
static void
test_claimed_time (void)
{
  SyncTestTwo two = sync_test_two_offices (5);
  g_autoptr (SyncTest) test = two.test;
  MiqatInstant sold;

  sync_test_pass (test, 10 * MIQAT_MINUTE);
  sync_test_exchange (two.surabaya);
  sync_test_pass (test, MIQAT_HOUR);
  sync_test_book (two.surabaya, 1, "Budi Santoso");
  sold = two.surabaya->agency.clock.instant;
  sync_test_pass (test, 5 * MIQAT_HOUR);
  sync_test_exchange (two.surabaya);
  g_assert_cmpint (miqat_test_number (test->hub, "SELECT created_at FROM bookings"), ==, sold);
  g_assert_cmpint (miqat_test_number (test->hub, "SELECT accepted_at FROM commands WHERE name = 'booking.create'"),
                   ==, test->hub->clock.instant);
  sync_test_settle (test);
}

/* More than one message holds, in one order. */
static void
test_long_queue (void)
{
  SyncTestTwo two = sync_test_two_offices (400);
  g_autoptr (SyncTest) test = two.test;
  guint before;

  two.surabaya->wire->cut = TRUE;
  for (guint i = 0; i < 230; i++)
    g_assert_nonnull (sync_test_book (two.surabaya, 1, "Budi Santoso"));
  g_assert_cmpint (miqat_test_number (&two.surabaya->agency, "SELECT count(*) FROM pending_commands"), ==, 230);
  two.surabaya->wire->cut = FALSE;
  before = two.surabaya->wire->commands_sent;
  sync_test_exchange (two.surabaya);
  g_assert_cmpuint (two.surabaya->wire->commands_sent - before, ==, 3);
  /* The claimed times of the last batch are not cut off at the first. */
  g_assert_cmpint (miqat_test_number (test->hub, "SELECT count(DISTINCT created_at) FROM bookings"), ==, 230);
  sync_test_settle (test);
}

typedef struct {
  SyncTest *test;
  char *booking;
} Meanwhile;

static void
edit_meanwhile (gpointer data)
{
  const Meanwhile *meanwhile = data;

  miqat_test_do (meanwhile->test->hub, meanwhile->test->hub->pusat_staff, "booking.set_note", NULL,
                 "{'booking_id': '%s', 'notes': 'sesudahnya'}", meanwhile->booking);
}

/* More than one answer holds, and a row of the first changes before the second is asked for: the last
 * word counts. */
static void
test_changes_between_answers (void)
{
  SyncTestTwo two = sync_test_two_offices (400);
  g_autoptr (SyncTest) test = two.test;
  SyncTestOffice *second = sync_test_enrol (test, test->hub->surabaya, test->hub->surabaya_staff);
  g_autofree char *note = NULL;
  Meanwhile meanwhile = { .test = test };

  for (guint i = 0; i < 150; i++)
    g_assert_nonnull (sync_test_book (two.surabaya, 1, "Budi Santoso"));
  sync_test_exchange (two.surabaya);
  g_assert_cmpint (miqat_test_number (test->hub, "SELECT count(*) FROM change_feed"), >, 2 * MIQAT_SYNC_ROWS_MAX);
  meanwhile.booking = miqat_test_text (test->hub, "SELECT id FROM bookings ORDER BY created_at");
  second->wire->meanwhile = edit_meanwhile;
  second->wire->meanwhile_data = &meanwhile;
  sync_test_exchange (second);
  g_assert_null (second->wire->meanwhile);
  note = miqat_test_text (&second->agency, "SELECT notes FROM bookings ORDER BY created_at");
  g_assert_cmpstr (note, ==, "sesudahnya");
  sync_test_settle (test);
  g_free (meanwhile.booking);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/trouble/answer-lost", test_answer_lost);
  g_test_add_func ("/sync/trouble/request-lost-and-repeated", test_request_lost_and_repeated);
  g_test_add_func ("/sync/trouble/crash-between-push-and-pull", test_crash_between_push_and_pull);
  g_test_add_func ("/sync/trouble/break-everywhere", test_break_everywhere);
  g_test_add_func ("/sync/trouble/load-goes-on", test_load_goes_on);
  g_test_add_func ("/sync/trouble/hub-restored", test_hub_restored);
  g_test_add_func ("/sync/trouble/damaged-rows", test_damaged_rows);
  g_test_add_func ("/sync/trouble/revoked", test_revoked);
  g_test_add_func ("/sync/trouble/clock-wrong", test_clock_wrong);
  g_test_add_func ("/sync/trouble/claimed-time", test_claimed_time);
  g_test_add_func ("/sync/trouble/long-queue", test_long_queue);
  g_test_add_func ("/sync/trouble/changes-between-answers", test_changes_between_answers);
  return g_test_run ();
}
