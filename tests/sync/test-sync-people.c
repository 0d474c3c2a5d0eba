/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signing in with and without the network, what needs the hub, and what becomes of a refusal. */
#include "config.h"

#include "sync-test.h"

#include "miqat-sync-enrolment.h"

#include <string.h>

#define DAY (24 * MIQAT_HOUR)

static void
assert_sign_in (SyncTestOffice *office, const char *email, const char *password, gboolean offline)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MiqatSignedIn) signed_in
    = miqat_replica_sign_in (office->replica, email, password, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (signed_in->offline, ==, offline);
  g_assert_nonnull (signed_in->name);
}

static void
assert_refused (SyncTestOffice *office, const char *email, const char *password, MiqatProblemCode code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (miqat_replica_sign_in (office->replica, email, password, NULL, &error));
  g_assert_error (error, MIQAT_REFUSAL, (int) code);
}

static void
test_sign_in (void)
{
  SyncTestTwo two = sync_test_two_offices (5);
  g_autoptr (SyncTest) test = two.test;
  SyncTestOffice *surabaya = two.surabaya;

  assert_sign_in (surabaya, "sby.semua@contoh.id", SYNC_TEST_PASSWORD, FALSE);
  assert_sign_in (surabaya, "  SBY.Semua@Contoh.ID ", SYNC_TEST_PASSWORD, FALSE);
  /* Somebody from the head office may visit; another branch's people may not. */
  assert_sign_in (surabaya, "pusat.semua@contoh.id", SYNC_TEST_PASSWORD, FALSE);
  assert_refused (surabaya, "mks.semua@contoh.id", SYNC_TEST_PASSWORD, MIQAT_PROBLEM_NOT_YOURS);
  assert_refused (surabaya, "sby.semua@contoh.id", "salah-sekali", MIQAT_PROBLEM_SIGN_IN_WRONG);
  assert_refused (surabaya, "tidak.ada@contoh.id", SYNC_TEST_PASSWORD, MIQAT_PROBLEM_SIGN_IN_WRONG);
  assert_refused (surabaya, "bukan alamat", SYNC_TEST_PASSWORD, MIQAT_PROBLEM_SIGN_IN_WRONG);
  /* No password was ever set. */
  assert_refused (surabaya, "sby.jual@contoh.id", SYNC_TEST_PASSWORD, MIQAT_PROBLEM_SIGN_IN_WRONG);

  surabaya->wire->cut = TRUE;
  assert_sign_in (surabaya, "sby.semua@contoh.id", SYNC_TEST_PASSWORD, TRUE);
  assert_refused (surabaya, "sby.semua@contoh.id", "salah-sekali", MIQAT_PROBLEM_SIGN_IN_WRONG);
  assert_refused (surabaya, "mks.semua@contoh.id", SYNC_TEST_PASSWORD, MIQAT_PROBLEM_SIGN_IN_OFFLINE);
  sync_test_pass (test, 13 * DAY);
  assert_sign_in (surabaya, "sby.semua@contoh.id", SYNC_TEST_PASSWORD, TRUE);
  sync_test_pass (test, DAY);
  assert_refused (surabaya, "sby.semua@contoh.id", SYNC_TEST_PASSWORD, MIQAT_PROBLEM_SIGN_IN_OFFLINE);
  surabaya->wire->cut = FALSE;
  assert_sign_in (surabaya, "sby.semua@contoh.id", SYNC_TEST_PASSWORD, FALSE);
}

static void
test_too_many_tries (void)
{
  SyncTestTwo two = sync_test_two_offices (5);
  g_autoptr (SyncTest) test = two.test;

  for (guint i = 0; i < 6; i++)
    assert_refused (two.surabaya, "sby.semua@contoh.id", "salah-sekali", MIQAT_PROBLEM_SIGN_IN_WRONG);
  assert_refused (two.surabaya, "sby.semua@contoh.id", SYNC_TEST_PASSWORD, MIQAT_PROBLEM_SIGN_IN_SLOW_DOWN);
  sync_test_pass (test, 16 * MIQAT_MINUTE);
  assert_sign_in (two.surabaya, "sby.semua@contoh.id", SYNC_TEST_PASSWORD, FALSE);
}

/* A password that was changed at the hub no longer opens the workstation, once it has heard. */
static void
test_password_changed (void)
{
  SyncTestTwo two = sync_test_two_offices (5);
  g_autoptr (SyncTest) test = two.test;
  g_autofree char *verifier = miqat_password_make_verifier ("yang-baru-sekali");

  sync_test_book (two.surabaya, 1, "Budi Santoso");
  sync_test_pass (test, MIQAT_SECOND);
  miqat_test_do (test->hub, MIQAT_ACTOR_SYSTEM, "credential.set", NULL,
                 "{'owner_id': '%s', 'verifier': '%s'}", two.surabaya->staff, verifier);
  sync_test_pass (test, MIQAT_SECOND);
  sync_test_book (two.surabaya, 1, "Siti Rahmah");
  sync_test_exchange (two.surabaya);
  /* What was done before the change stands; the rest waits for a new sign-in. */
  g_assert_cmpint (miqat_test_number (test->hub, "SELECT count(*) FROM bookings"), ==, 1);
  g_assert_cmpuint (sync_test_status (two.surabaya).waiting, ==, 1);
  g_assert_true (sync_test_status (two.surabaya).sign_in_needed);
  two.surabaya->wire->cut = TRUE;
  assert_sign_in (two.surabaya, "sby.semua@contoh.id", SYNC_TEST_PASSWORD, TRUE);
  two.surabaya->wire->cut = FALSE;
  assert_refused (two.surabaya, "sby.semua@contoh.id", SYNC_TEST_PASSWORD, MIQAT_PROBLEM_SIGN_IN_WRONG);
  two.surabaya->wire->cut = TRUE;
  assert_refused (two.surabaya, "sby.semua@contoh.id", SYNC_TEST_PASSWORD, MIQAT_PROBLEM_SIGN_IN_OFFLINE);
}

/* Commands of somebody who has left: the hub refuses them, the rest goes through. */
static void
test_person_left (void)
{
  SyncTestTwo two = sync_test_two_offices (5);
  g_autoptr (SyncTest) test = two.test;
  g_autoptr (GPtrArray) cases = NULL;

  sync_test_book (two.surabaya, 1, "Budi Santoso");
  miqat_test_do (test->hub, MIQAT_ACTOR_SYSTEM, "staff.set_active", NULL,
                 "{'staff_id': '%s', 'active': false}", two.surabaya->staff);
  sync_test_exchange (two.surabaya);
  cases = sync_test_cases (two.surabaya);
  g_assert_cmpuint (cases->len, ==, 1);
  assert_refused (two.surabaya, "sby.semua@contoh.id", SYNC_TEST_PASSWORD, MIQAT_PROBLEM_SIGN_IN_WRONG);
  /* Handed over: somebody else sends it again. */
  assert_sign_in (two.surabaya, "pusat.semua@contoh.id", SYNC_TEST_PASSWORD, FALSE);
  {
    const MiqatRefusedCase *one = g_ptr_array_index (cases, 0);
    g_autoptr (GError) error = NULL;
    g_autoptr (MiqatAnswer) answer
      = miqat_replica_resend (two.surabaya->replica, one->head->id, NULL, test->hub->pusat_staff, &error);

    g_assert_no_error (error);
    g_assert_true (answer->done);
  }
  sync_test_settle (test);
  g_assert_cmpint (miqat_test_number (test->hub, "SELECT count(*) FROM bookings"), ==, 1);
}

/* Without a grant what somebody did stays here, and others' work is not held up by it. */
static void
test_grant_lost (void)
{
  SyncTestTwo two = sync_test_two_offices (5);
  g_autoptr (SyncTest) test = two.test;
  g_autoptr (MiqatAnswer) answer = NULL;

  assert_sign_in (two.surabaya, "pusat.semua@contoh.id", SYNC_TEST_PASSWORD, FALSE);
  sync_test_book (two.surabaya, 1, "Budi Santoso");
  /* More than are read at once: what others did is found behind them. */
  for (guint i = 0; i < 250; i++)
    miqat_test_do (&two.surabaya->agency, two.surabaya->staff, "hotel.add", NULL,
                   "{'name': 'Hotel %u', 'city': 'makkah', 'stars': 4, 'distance_m': 300}", i);
  sync_test_pass (test, MIQAT_SECOND);
  answer = miqat_test_run (&two.surabaya->agency, test->hub->pusat_staff, "hotel.add",
                           "{'name': 'Hotel Baru', 'city': 'makkah', 'stars': 4, 'distance_m': 300}");
  g_assert_true (answer->done);
  sync_test_damage (two.surabaya, "DELETE FROM sync_state WHERE name >= 'grant:' AND name < 'grant;'");
  assert_sign_in (two.surabaya, "pusat.semua@contoh.id", SYNC_TEST_PASSWORD, FALSE);
  sync_test_exchange (two.surabaya);
  g_assert_true (sync_test_status (two.surabaya).sign_in_needed);
  g_assert_cmpuint (sync_test_status (two.surabaya).waiting, ==, 251);
  /* Rows have come meanwhile, and what waits still stands on top of them. */
  g_assert_cmpint (miqat_test_number (&two.surabaya->agency, "SELECT count(*) FROM bookings"), ==, 1);
  g_assert_cmpint (miqat_test_number (&two.surabaya->agency, "SELECT sum(taken) FROM seat_pools"), ==, 1);
  g_assert_cmpint (miqat_test_number (test->hub, "SELECT count(*) FROM hotels WHERE name = 'Hotel Baru'"), ==, 1);
  g_assert_cmpint (miqat_test_number (test->hub, "SELECT count(*) FROM bookings"), ==, 0);
  assert_sign_in (two.surabaya, "sby.semua@contoh.id", SYNC_TEST_PASSWORD, FALSE);
  sync_test_settle (test);
  g_assert_false (sync_test_status (two.surabaya).sign_in_needed);
  g_assert_cmpint (miqat_test_number (test->hub, "SELECT count(*) FROM bookings"), ==, 1);
}

static MiqatAnswer *
run_online (SyncTestOffice *office, const char *name, const char *id, const char *json, GError **error)
{
  g_autofree char *text = g_strdelimit (g_strdup (json), "'", '"');
  g_autoptr (JsonNode) node = json_from_string (text, NULL);
  const MiqatRequest request = {
    .id = id, .name = name, .args = json_node_get_object (node), .actor_id = office->staff,
  };

  return miqat_replica_run_online (office->replica, &request, NULL, error);
}

static void
test_online (void)
{
  SyncTestTwo two = sync_test_two_offices (5);
  g_autoptr (SyncTest) test = two.test;
  g_autoptr (MiqatAnswer) answer = NULL;
  g_autoptr (MiqatAnswer) refused = NULL;
  g_autoptr (MiqatAnswer) again = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *json
    = g_strdup_printf ("{'departure_id': '%s', 'rooms': [{'type': 'double', 'price': 40000000}]}", test->departure);

  /* Not at the workstation itself. */
  miqat_test_refused (&two.surabaya->agency, two.surabaya->staff, "staff.create", "needs_connection", NULL,
                      "{'full_name': 'Orang Baru', 'email': 'baru@contoh.id', 'phone': '081200000001',"
                      " 'duties': ['sales']}");
  two.surabaya->wire->lose_answers = 1;
  answer = run_online (two.surabaya, "staff.create", NULL,
                       "{'full_name': 'Orang Baru', 'email': 'baru@contoh.id', 'phone': '081200000001',"
                       " 'duties': ['sales']}", &error);
  g_assert_no_error (error);
  g_assert_true (answer->done);
  g_assert_cmpint (miqat_test_number (test->hub, "SELECT count(*) FROM staff WHERE email = 'baru@contoh.id'"), ==, 1);
  /* Its rows are here already. */
  g_assert_cmpint (miqat_test_number (&two.surabaya->agency, "SELECT count(*) FROM staff WHERE email = 'baru@contoh.id'"),
                   ==, 1);
  /* Rights are the hub's to check. */
  refused = run_online (two.surabaya, "departure.set_rooms", NULL, json, &error);
  g_assert_no_error (error);
  g_assert_false (refused->done);
  g_assert_nonnull (refused->problems);

  two.surabaya->wire->cut = TRUE;
  again = run_online (two.surabaya, "departure.set_rooms", NULL, json, &error);
  g_assert_null (again);
  g_assert_error (error, MIQAT_REFUSAL, MIQAT_PROBLEM_NEEDS_CONNECTION);
  g_clear_error (&error);
  two.surabaya->wire->cut = FALSE;
  two.surabaya->wire->lose_answers = 3;
  again = run_online (two.surabaya, "departure.set_rooms", NULL, json, &error);
  g_assert_null (again);
  g_assert_error (error, MIQAT_SYNC_ERROR, MIQAT_SYNC_ERROR_OFFLINE);
  sync_test_settle (test);
}

/* A command that is queued elsewhere and one that runs at the hub count in different series. */
static void
test_series_do_not_meet (void)
{
  SyncTestTwo two = sync_test_two_offices (5);
  g_autoptr (SyncTest) test = two.test;
  g_autoptr (MiqatAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *json = g_strdup_printf (
    "{'departure_id': '%s', 'channel': 'desk', 'rooms': [{'room_type_id': '%s', 'pax': 1}],"
    " 'payer_name': 'Siti Aminah', 'payer_phone': '081233344455'}", test->departure, test->quad);

  g_assert_nonnull (sync_test_book (two.surabaya, 1, "Budi Santoso"));
  answer = run_online (two.surabaya, "booking.create", NULL, json, &error);
  g_assert_no_error (error);
  g_assert_true (answer->done);
  sync_test_settle (test);
  g_assert_cmpint (miqat_test_number (test->hub, "SELECT count(DISTINCT booking_code) FROM bookings"), ==, 2);
}

/* ---- Perlu perhatian ------------------------------------------------------------------------ */

/* Makassar sold the last seat, took money for it and wrote a note; Surabaya was first. */
static const char *
make_case (SyncTestTwo *two)
{
  const char *booking;

  g_assert_nonnull (sync_test_book (two->surabaya, 1, "Budi Santoso"));
  booking = sync_test_book (two->makassar, 1, "Siti Aminah");
  sync_test_pass (two->test, MIQAT_SECOND);
  miqat_test_do (&two->makassar->agency, two->makassar->staff, "payment.record", NULL,
                 "{'booking_id': '%s', 'method': 'cash', 'amount': 5000000, 'payer_name': 'Siti'}", booking);
  sync_test_pass (two->test, MIQAT_SECOND);
  miqat_test_do (&two->makassar->agency, two->makassar->staff, "booking.set_note", NULL,
                 "{'booking_id': '%s', 'notes': 'minta kamar dekat lift'}", booking);
  sync_test_pass (two->test, MIQAT_SECOND);
  miqat_test_do (&two->makassar->agency, two->makassar->staff, "hotel.add", NULL,
                 "{'name': 'Hotel Lain', 'city': 'madinah', 'stars': 3, 'distance_m': 200}");
  sync_test_exchange (two->surabaya);
  sync_test_exchange (two->makassar);
  return booking;
}

static void
test_one_case (void)
{
  SyncTestTwo two = sync_test_two_offices (1);
  g_autoptr (SyncTest) test = two.test;
  g_autoptr (GPtrArray) cases = NULL;
  const MiqatRefusedCase *one;

  make_case (&two);
  cases = sync_test_cases (two.makassar);
  g_assert_cmpuint (cases->len, ==, 1);
  one = g_ptr_array_index (cases, 0);
  g_assert_cmpstr (one->head->name, ==, "booking.create");
  g_assert_cmpstr (one->head->actor_name, !=, NULL);
  g_assert_cmpuint (one->dependents->len, ==, 1);
  g_assert_cmpstr (((MiqatQueued *) g_ptr_array_index (one->dependents, 0))->name, ==, "booking.set_note");
  /* The money is in the till: no part of the case, but the hub's to know. */
  g_assert_cmpint (miqat_test_number (test->hub, "SELECT sum(amount) FROM payment_transactions"), ==, 5000000);
  /* What had nothing to do with it went through. */
  g_assert_cmpint (miqat_test_number (test->hub, "SELECT count(*) FROM hotels WHERE name = 'Hotel Lain'"), ==, 1);
  sync_test_settle (test);
}

/* Another departure is chosen, everything else stays as it was typed. */
static void
test_resend (void)
{
  SyncTestTwo two = sync_test_two_offices (1);
  g_autoptr (SyncTest) test = two.test;
  g_autoptr (GPtrArray) cases = NULL;
  g_autoptr (GPtrArray) left = NULL;
  g_autoptr (MiqatAnswer) answer = NULL;
  g_autoptr (JsonNode) node = json_node_alloc ();
  g_autoptr (JsonNode) copy = NULL;
  g_autoptr (GError) error = NULL;
  const MiqatRefusedCase *one;
  JsonObject *args;
  JsonObject *room;

  make_case (&two);
  cases = sync_test_cases (two.makassar);
  one = g_ptr_array_index (cases, 0);
  /* Unchanged it is refused at once here, and nothing changes. */
  answer = miqat_replica_resend (two.makassar->replica, one->head->id, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (answer->done);
  g_assert_cmpuint (sync_test_status (two.makassar).refused, ==, 2);
  g_clear_pointer (&answer, miqat_answer_free);

  sync_test_add_departure (test, 4);
  sync_test_exchange (two.makassar);
  json_node_init_object (node, one->head->args);
  {
    g_autofree char *text = json_to_string (node, FALSE);

    copy = json_from_string (text, NULL);
  }
  args = json_node_get_object (copy);
  room = json_array_get_object_element (json_object_get_array_member (args, "rooms"), 0);
  json_object_set_string_member (args, "departure_id", test->departure);
  json_object_set_string_member (room, "room_type_id", test->quad);
  json_object_remove_member (args, "booking_code");
  answer = miqat_replica_resend (two.makassar->replica, one->head->id, args, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (answer->done);
  g_assert_cmpuint (sync_test_status (two.makassar).refused, ==, 1);
  g_assert_cmpuint (sync_test_status (two.makassar).waiting, ==, 1);
  sync_test_settle (test);
  g_assert_cmpint (miqat_test_number (test->hub, "SELECT count(*) FROM bookings"), ==, 2);
  left = sync_test_cases (two.makassar);
  g_assert_cmpuint (left->len, >, 0);
}

/* The computer stops between the new command and the end of the old one. */
static void
test_resend_once (void)
{
  SyncTestTwo two = sync_test_two_offices (1);
  g_autoptr (SyncTest) test = two.test;
  g_autoptr (GPtrArray) cases = NULL;
  g_autoptr (MiqatAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *again = NULL;
  g_autofree char *sql = NULL;
  const MiqatRefusedCase *one;

  g_assert_nonnull (sync_test_book (two.surabaya, 1, "Budi Santoso"));
  g_assert_nonnull (sync_test_book (two.makassar, 1, "Siti Aminah"));
  sync_test_exchange (two.surabaya);
  sync_test_exchange (two.makassar);
  miqat_test_do (test->hub, test->hub->pusat_staff, "departure.edit", NULL,
                 "{'departure_id': '%s', 'total_seats': 3}", test->departure);
  sync_test_exchange (two.makassar);
  cases = sync_test_cases (two.makassar);
  one = g_ptr_array_index (cases, 0);
  again = g_strdup_printf ("SELECT seq FROM pending_commands WHERE id = '%s'", one->head->id);
  /* As if removing it had not come to pass. */
  sync_test_damage (two.makassar, "CREATE TABLE kept AS SELECT * FROM pending_commands");
  answer = miqat_replica_resend (two.makassar->replica, one->head->id, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (answer->done);
  sync_test_damage (two.makassar, "INSERT INTO pending_commands SELECT seq + 100, id, name, args_sealed, actor_id,"
                                  " actor_name, node_id, claimed_at, day, schema, state, feed_seq, problems, changeset"
                                  " FROM kept; DROP TABLE kept");
  sync_test_restart (two.makassar);
  sync_test_settle (test);
  g_assert_cmpuint (sync_test_status (two.makassar).refused, ==, 0);
  g_assert_cmpint (miqat_test_number (test->hub, "SELECT count(*) FROM bookings"), ==, 2);
}

/* Given up with a reason: gone here, with all that hung on it, and written down at the hub. */
static void
test_discard (void)
{
  SyncTestTwo two = sync_test_two_offices (1);
  g_autoptr (SyncTest) test = two.test;
  g_autoptr (GPtrArray) cases = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *what = NULL;
  const MiqatRefusedCase *one;

  make_case (&two);
  cases = sync_test_cases (two.makassar);
  one = g_ptr_array_index (cases, 0);
  g_assert_false (miqat_replica_discard (two.makassar->replica, one->head->id, two.makassar->staff, "", &error));
  g_assert_error (error, MIQAT_REFUSAL, MIQAT_PROBLEM_REQUIRED);
  g_clear_error (&error);
  miqat_replica_discard (two.makassar->replica, one->head->id, two.makassar->staff, "jamaah pindah travel", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sync_test_status (two.makassar).refused, ==, 0);
  two.makassar->wire->lose_answers = 1;
  error = sync_test_exchange_fails (two.makassar);
  g_clear_error (&error);
  sync_test_settle (test);
  g_assert_cmpint (miqat_test_number (test->hub, "SELECT count(*) FROM audit_log WHERE outcome = 'viewed'"
                                                 " AND detail ->> 'table' = 'pending_commands'"), ==, 2);
  what = miqat_test_text (test->hub, "SELECT detail FROM audit_log WHERE outcome = 'viewed' ORDER BY seq");
  g_assert_nonnull (strstr (what, "jamaah pindah travel"));
  g_assert_false (miqat_replica_discard (two.makassar->replica, one->head->id, two.makassar->staff, "lagi", &error));
  g_assert_error (error, MIQAT_REFUSAL, MIQAT_PROBLEM_NOT_FOUND);
}

/* What was queued behind a refusal and did not fit into the same message is not even sent. */
static void
test_dependents_wait (void)
{
  SyncTestTwo two = sync_test_two_offices (1);
  g_autoptr (SyncTest) test = two.test;
  g_autoptr (GPtrArray) cases = NULL;
  const MiqatRefusedCase *one;
  const MiqatQueued *last;
  const char *booking;

  g_assert_nonnull (sync_test_book (two.surabaya, 1, "Budi Santoso"));
  booking = sync_test_book (two.makassar, 1, "Siti Aminah");
  for (guint i = 0; i < 110; i++) {
    sync_test_pass (test, MIQAT_SECOND);
    miqat_test_do (&two.makassar->agency, two.makassar->staff, "booking.set_note", NULL,
                   "{'booking_id': '%s', 'notes': 'catatan %u'}", booking, i);
  }
  sync_test_exchange (two.surabaya);
  sync_test_exchange (two.makassar);
  g_assert_cmpint (miqat_test_number (test->hub, "SELECT count(*) FROM commands WHERE status = 'refused'"), ==, 100);
  cases = sync_test_cases (two.makassar);
  g_assert_cmpuint (cases->len, ==, 1);
  one = g_ptr_array_index (cases, 0);
  g_assert_cmpuint (one->dependents->len, ==, 110);
  last = g_ptr_array_index (one->dependents, 109);
  g_assert_cmpint (miqat_problems_get (last->problems, 0)->code, ==, MIQAT_PROBLEM_DEPENDS_ON_REFUSED);
  sync_test_settle (test);
}

/* ---- enrolling ------------------------------------------------------------------------------ */

static void
test_enrolment_code (void)
{
  g_autofree char *code = miqat_enrolment_code_new ();
  g_autofree char *other = miqat_enrolment_code_new ();
  g_autofree char *small = g_ascii_strdown (code, -1);
  g_autofree char *spaced = g_strdelimit (g_strdup (small), "-", ' ');
  g_autofree char *hash = miqat_enrolment_code_hash (code);
  g_autofree char *hash_small = miqat_enrolment_code_hash (spaced);

  g_assert_cmpuint (strlen (code), ==, 14);
  g_assert_cmpstr (code, !=, other);
  g_assert_cmpstr (hash, ==, hash_small);
}

static void
test_enrolment_refused (void)
{
  g_autoptr (SyncTest) test = sync_test_new ();
  g_autofree char *code = miqat_enrolment_code_new ();
  g_autofree char *hash = miqat_enrolment_code_hash (code);
  SyncTestWire *wire = sync_test_wire_new (test);
  g_autoptr (MiqatEnrolment) enrolment = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 3; i++) {
    g_autoptr (MiqatEnrolmentAttempt) attempt = miqat_enrolment_attempt_new ("AAAA-BBBB-CCCC", "Meja");

    g_assert_null (miqat_enrolment_attempt_send (attempt, &wire->parent, NULL, &error));
    g_assert_error (error, MIQAT_REFUSAL, MIQAT_PROBLEM_ENROL_CODE_WRONG);
    g_clear_error (&error);
  }
  miqat_test_do (test->hub, test->hub->pusat_staff, "device.create_code", NULL,
                 "{'node_id': '%s', 'code_hash': '%s'}", test->hub->surabaya, hash);
  {
    g_autoptr (MiqatEnrolmentAttempt) attempt = miqat_enrolment_attempt_new (code, "Meja");
    g_autoptr (MiqatEnrolmentAttempt) thief = miqat_enrolment_attempt_new (code, "Meja");

    enrolment = miqat_enrolment_attempt_send (attempt, &wire->parent, NULL, &error);
    g_assert_no_error (error);
    /* Once. */
    g_assert_null (miqat_enrolment_attempt_send (thief, &wire->parent, NULL, &error));
    g_assert_error (error, MIQAT_REFUSAL, MIQAT_PROBLEM_ENROL_CODE_WRONG);
  }
  miqat_sync_transport_free (&wire->parent);
}

/* Who looked at something at a workstation stands in the hub's trail, once, with the workstation. */
static void
test_views_reach_the_hub (void)
{
  SyncTestTwo two = sync_test_two_offices (5);
  g_autoptr (SyncTest) test = two.test;
  SyncTestOffice *surabaya = two.surabaya;
  const char *device = miqat_site_get_identity (surabaya->agency.site)->device_id;
  const char *departure = test->departure;
  g_autofree char *who = NULL;
  g_autoptr (GError) error = NULL;

  surabaya->wire->cut = TRUE;
  g_assert_true (miqat_site_note_view (surabaya->agency.site, surabaya->staff, "departures", departure, "list", &error));
  g_assert_true (miqat_site_note_view (surabaya->agency.site, two.makassar->staff, "departures", departure, "x", &error));
  g_assert_true (miqat_site_note_view (surabaya->agency.site, "nobody-at-all", "departures", departure, "x", &error));
  g_assert_true (miqat_site_note_view (surabaya->agency.site, surabaya->staff, "no_such_table", "1", "x", &error));
  surabaya->wire->cut = FALSE;
  surabaya->wire->lose_answers = 1;
  error = sync_test_exchange_fails (surabaya);
  g_clear_error (&error);
  sync_test_settle (test);
  g_assert_cmpint (miqat_test_number (test->hub, "SELECT count(*) FROM audit_log WHERE outcome = 'viewed'"), ==, 1);
  who = miqat_test_text (test->hub, "SELECT actor_id || ' ' || device_id FROM audit_log WHERE outcome = 'viewed'");
  g_assert_true (g_str_has_prefix (who, surabaya->staff));
  g_assert_true (g_str_has_suffix (who, device));
  sync_test_exchange (surabaya);
  g_assert_cmpint (miqat_test_number (test->hub, "SELECT count(*) FROM audit_log WHERE outcome = 'viewed'"), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/people/sign-in", test_sign_in);
  g_test_add_func ("/sync/people/too-many-tries", test_too_many_tries);
  g_test_add_func ("/sync/people/password-changed", test_password_changed);
  g_test_add_func ("/sync/people/person-left", test_person_left);
  g_test_add_func ("/sync/people/grant-lost", test_grant_lost);
  g_test_add_func ("/sync/online/run", test_online);
  g_test_add_func ("/sync/online/series-do-not-meet", test_series_do_not_meet);
  g_test_add_func ("/sync/attention/one-case", test_one_case);
  g_test_add_func ("/sync/attention/resend", test_resend);
  g_test_add_func ("/sync/attention/resend-once", test_resend_once);
  g_test_add_func ("/sync/attention/discard", test_discard);
  g_test_add_func ("/sync/audit/views-reach-the-hub", test_views_reach_the_hub);
  g_test_add_func ("/sync/attention/dependents-wait", test_dependents_wait);
  g_test_add_func ("/sync/enrolment/code", test_enrolment_code);
  g_test_add_func ("/sync/enrolment/refused", test_enrolment_refused);
  return g_test_run ();
}
