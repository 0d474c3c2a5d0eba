/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done in one office reaches those who may know of it, and nobody else. */
#include "config.h"

#include "miqat-report.h"
#include "sync-test.h"

#include "miqat-setting.h"

#include <string.h>

typedef struct {
  SyncTest *test;
  SyncTestOffice *pusat, *surabaya, *makassar;
} Three;

static Three
three_offices (guint seats)
{
  Three three;

  three.test = sync_test_new ();
  sync_test_add_departure (three.test, seats);
  three.pusat = sync_test_enrol (three.test, three.test->hub->pusat, three.test->hub->pusat_staff);
  three.surabaya = sync_test_enrol (three.test, three.test->hub->surabaya, three.test->hub->surabaya_staff);
  three.makassar = sync_test_enrol (three.test, three.test->hub->makassar, three.test->hub->makassar_staff);
  return three;
}

static gint64
count (SyncTestOffice *office, const char *what, const char *id)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM %s = '%s'", what, id);

  return miqat_test_number (&office->agency, sql);
}

static gint64
count_at_hub (SyncTest *test, const char *what, const char *id)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM %s = '%s'", what, id);

  return miqat_test_number (test->hub, sql);
}

/* A new workstation has its office's rows, and no others. */
static void
test_bootstrap (void)
{
  Three three = three_offices (10);
  g_autoptr (SyncTest) test = three.test;

  sync_test_settle (test);
  g_assert_cmpint (miqat_test_number (&three.pusat->agency, "SELECT count(*) FROM users"), ==,
                   miqat_test_number (test->hub, "SELECT count(*) FROM users"));
  /* Another branch's partners are none of its business; its name is. */
  g_assert_cmpint (count (three.surabaya, "users WHERE id", test->hub->makassar), ==, 1);
  g_assert_cmpint (count (three.surabaya, "users WHERE id", test->hub->makassar_mitra), ==, 0);
  g_assert_cmpint (count (three.surabaya, "users WHERE id", test->hub->mitra), ==, 1);
  g_assert_cmpstr (miqat_site_get_identity (three.surabaya->agency.site)->code, ==, "SBY1");
}

/* Made at a branch, known at once there, and soon at the hub and the head office. */
static void
test_booking_travels (void)
{
  Three three = three_offices (10);
  g_autoptr (SyncTest) test = three.test;
  const char *booking = sync_test_book (three.surabaya, 2, "Budi Santoso");

  g_assert_nonnull (booking);
  g_assert_cmpint (count (three.surabaya, "bookings WHERE id", booking), ==, 1);
  g_assert_cmpint (count_at_hub (test, "bookings WHERE id", booking), ==, 0);
  sync_test_exchange (three.surabaya);
  g_assert_cmpint (count_at_hub (test, "bookings WHERE id", booking), ==, 1);
  g_assert_cmpuint (sync_test_status (three.surabaya).waiting, ==, 0);
  sync_test_exchange (three.pusat);
  sync_test_exchange (three.makassar);
  g_assert_cmpint (count (three.pusat, "bookings WHERE id", booking), ==, 1);
  g_assert_cmpint (count (three.makassar, "bookings WHERE id", booking), ==, 0);
  /* But Makassar sees that the seats are gone. */
  g_assert_cmpint (miqat_test_number (&three.makassar->agency, "SELECT sum(seats) FROM seat_counts"), ==, 2);
  sync_test_settle (test);
}

/* A visitor of the public pages holds seats; the branch whose partner it is sees it. */
static void
test_public_hold_arrives (void)
{
  Three three = three_offices (10);
  g_autoptr (SyncTest) test = three.test;
  const char *booking;

  sync_test_settle (test);
  booking = miqat_test_do (test->hub, MIQAT_ACTOR_PUBLIC, "booking.hold", "booking_id",
                           "{'departure_id': '%s', 'rooms': [{'room_type_id': '%s', 'pax': 3}],"
                           " 'affiliate_code': 'AF-Reseller', 'channel': 'public', 'holder': 'visitor-1'}",
                           test->departure, test->quad);
  sync_test_exchange (three.surabaya);
  sync_test_exchange (three.makassar);
  g_assert_cmpint (count (three.surabaya, "bookings WHERE id", booking), ==, 1);
  g_assert_cmpint (count (three.makassar, "bookings WHERE id", booking), ==, 0);
  sync_test_settle (test);
}

/* Two offices sell the last seat while neither can ask. One of them has sold it. */
static void
test_last_seat (void)
{
  Three three = three_offices (1);
  g_autoptr (SyncTest) test = three.test;
  g_autoptr (GPtrArray) cases = NULL;
  g_autofree char *sentence = NULL;
  const char *first = sync_test_book (three.surabaya, 1, "Budi Santoso");
  const char *second = sync_test_book (three.makassar, 1, "Siti Aminah");
  MiqatRefusedCase *one;

  g_assert_nonnull (first);
  g_assert_nonnull (second);
  sync_test_exchange (three.surabaya);
  sync_test_exchange (three.makassar);
  g_assert_cmpint (miqat_test_number (test->hub, "SELECT count(*) FROM bookings"), ==, 1);
  g_assert_cmpint (miqat_test_number (test->hub, "SELECT sum(taken) FROM seat_pools"), ==, 1);
  /* The second is taken back there, and stands where somebody will see it, with all that was typed. */
  g_assert_cmpint (count (three.makassar, "bookings WHERE id", second), ==, 0);
  g_assert_cmpuint (sync_test_status (three.makassar).refused, ==, 1);
  g_assert_cmpuint (sync_test_status (three.makassar).waiting, ==, 0);
  cases = sync_test_cases (three.makassar);
  g_assert_cmpuint (cases->len, ==, 1);
  one = g_ptr_array_index (cases, 0);
  g_assert_cmpstr (one->head->name, ==, "booking.create");
  g_assert_cmpstr (json_object_get_string_member (one->head->args, "payer_name"), ==, "Siti Aminah");
  g_assert_nonnull (one->head->problems);
  g_assert_cmpint (miqat_problems_get (one->head->problems, 0)->code, ==, MIQAT_PROBLEM_SEATS_NONE);
  sentence = miqat_problem_dup_sentence (miqat_problems_get (one->head->problems, 0));
  g_assert_cmpstr (sentence, ==, "The last seat has just been taken.");
  sync_test_settle (test);
}

/* Leased seats are certain without asking anybody. */
static void
test_lease (void)
{
  Three three = three_offices (4);
  g_autoptr (SyncTest) test = three.test;
  const char *device = miqat_site_get_identity (three.surabaya->agency.site)->device_id;
  const char *booking;

  miqat_test_do (test->hub, test->hub->pusat_staff, "allotment.set", NULL,
                 "{'departure_id': '%s', 'branch_id': '%s', 'seats': 2}", test->departure,
                 test->hub->surabaya);
  miqat_test_do (test->hub, test->hub->pusat_staff, "lease.grant", NULL,
                 "{'departure_id': '%s', 'branch_id': '%s', 'device_id': '%s', 'seats': 2,"
                 " 'beds': [{'room_type_id': '%s', 'beds': 2}]}",
                 test->departure, test->hub->surabaya, device, test->quad);
  sync_test_exchange (three.surabaya);
  three.surabaya->wire->cut = TRUE;
  booking = sync_test_book (three.surabaya, 2, "Budi Santoso");
  g_assert_nonnull (booking);
  /* Meanwhile everybody else sells out. */
  g_assert_nonnull (sync_test_book (three.makassar, 2, "Siti Aminah"));
  sync_test_exchange (three.makassar);
  miqat_test_refused (test->hub, MIQAT_ACTOR_PUBLIC, "booking.hold", "seats_none", "rooms",
                      "{'departure_id': '%s', 'rooms': [{'room_type_id': '%s', 'pax': 1}],"
                      " 'channel': 'public', 'holder': 'visitor-1'}",
                      test->departure, test->quad);
  three.surabaya->wire->cut = FALSE;
  sync_test_settle (test);
  g_assert_cmpint (count_at_hub (test, "bookings WHERE id", booking), ==, 1);
  g_assert_cmpuint (sync_test_status (three.surabaya).refused, ==, 0);
}

/* Both sides change the same booking while apart: the hub's order decides, nothing is lost. */
static void
test_edit_both_sides (void)
{
  Three three = three_offices (5);
  g_autoptr (SyncTest) test = three.test;
  const char *booking = sync_test_book (three.surabaya, 1, "Budi Santoso");
  g_autofree char *sql = g_strdup_printf ("SELECT notes FROM bookings WHERE id = '%s'", booking);
  g_autofree char *there = NULL;
  g_autofree char *here = NULL;

  sync_test_settle (test);
  three.surabaya->wire->cut = TRUE;
  miqat_test_do (&three.surabaya->agency, three.surabaya->staff, "booking.set_note", NULL,
                 "{'booking_id': '%s', 'notes': 'minta kursi depan'}", booking);
  miqat_test_do (test->hub, test->hub->pusat_staff, "booking.set_note", NULL,
                 "{'booking_id': '%s', 'notes': 'dari pusat'}", booking);
  three.surabaya->wire->cut = FALSE;
  sync_test_settle (test);
  there = miqat_test_text (test->hub, sql);
  here = miqat_test_text (&three.surabaya->agency, sql);
  g_assert_cmpstr (there, ==, "minta kursi depan");
  g_assert_cmpstr (here, ==, there);
  g_assert_cmpint (miqat_test_number (test->hub, "SELECT count(*) FROM audit_log WHERE command = 'booking.set_note'"),
                   ==, 2);
}

/* Names and numbers of people: sealed here and there with different keys, equal when opened. */
static void
test_pilgrim_travels (void)
{
  Three three = three_offices (5);
  g_autoptr (SyncTest) test = three.test;
  const char *booking = sync_test_book (three.surabaya, 1, "Budi Santoso");
  const char *pilgrim;
  g_autofree char *sql = NULL;
  g_autofree char *there = NULL;
  g_autofree char *here = NULL;

  miqat_test_do (&three.surabaya->agency, three.surabaya->staff, "booking.name_traveller", NULL,
                 "{'booking_id': '%s', 'position': 1, 'full_name': 'Budi Santoso',"
                 " 'nik': '3578010203800001', 'disease_history': 'Asma',"
                 " 'has_passport': true, 'passport_number': 'C1234567'}", booking);
  sync_test_settle (test);
  g_assert_cmpint (miqat_test_number (&three.pusat->agency, "SELECT count(*) FROM pilgrims"), ==, 1);
  g_assert_cmpint (miqat_test_number (&three.pusat->agency, "SELECT count(*) FROM pilgrim_health"), ==, 1);
  g_assert_cmpint (miqat_test_number (&three.makassar->agency, "SELECT count(*) FROM pilgrims"), ==, 0);
  there = miqat_test_text (test->hub, "SELECT hex(nik_sealed) || nik_index FROM pilgrims");
  here = miqat_test_text (&three.surabaya->agency, "SELECT hex(nik_sealed) || nik_index FROM pilgrims");
  g_assert_cmpstr (here, !=, there);

  /* Makassar comes to know the same person: everything about it arrives, also what is old. */
  sql = miqat_test_text (test->hub, "SELECT id FROM pilgrims");
  pilgrim = sql;
  miqat_test_do (test->hub, test->hub->pusat_staff, "pilgrim.link", NULL,
                 "{'nik': '3578010203800001', 'full_name': 'Budi Santoso', 'branch_id': '%s'}",
                 test->hub->makassar);
  sync_test_settle (test);
  g_assert_cmpint (count (three.makassar, "pilgrims WHERE id", pilgrim), ==, 1);
  g_assert_cmpint (count (three.makassar, "pilgrim_health WHERE pilgrim_id", pilgrim), ==, 1);
}

/* Walks every table of a branch's workstation, by the engine's own list. */
static void
test_costs_stay (void)
{
  static const char *const hidden[] = {
    "package_costs", "departure_costs", "credentials", "devices", "enrolments", "refresh_tokens",
    "commission_margins", "audit_log", "change_feed", NULL,
  };
  Three three = three_offices (5);
  g_autoptr (SyncTest) test = three.test;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) tables = NULL;
  const char *booking;

  booking = sync_test_book (three.surabaya, 1, "Budi Santoso");
  g_assert_nonnull (sync_test_book (three.makassar, 1, "Siti Aminah"));
  /* Paid, so that commission is posted. */
  miqat_test_do (&three.surabaya->agency, three.surabaya->staff, "payment.record", NULL,
                 "{'booking_id': '%s', 'method': 'cash', 'amount': 33900000, 'payer_name': 'Budi'}", booking);
  sync_test_settle (test);
  g_assert_cmpint (miqat_test_number (&three.pusat->agency, "SELECT count(*) FROM commission_margins"), ==, 1);
  tables = miqat_db_list_tables (miqat_test_agency_read (&three.surabaya->agency), &error);
  g_assert_no_error (error);
  for (guint i = 0; tables[i] != NULL; i++) {
    const MiqatTableSchema *schema
      = miqat_db_get_table (three.surabaya->agency.db, tables[i], &error);
    gboolean kept = g_strv_contains (hidden, tables[i]) || g_str_equal (tables[i], "offline_people");
    g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM \"%s\"", tables[i]);

    g_assert_no_error (error);
    if (g_strv_contains (hidden, tables[i]))
      g_assert_cmpint (miqat_test_number (&three.surabaya->agency, sql), ==, 0);
    for (guint c = 0; c < schema->n_columns && !kept; c++) {
      const char *column = schema->columns[c].name;

      if (strstr (column, "cost") != NULL || strstr (column, "margin") != NULL
          || strstr (column, "verifier") != NULL)
        g_error ("a branch has %s.%s", tables[i], column);
    }
  }
  g_assert_cmpint (miqat_test_number (&three.surabaya->agency, "SELECT count(*) FROM bookings"), ==, 1);
  /* The head office has them. */
  g_assert_cmpint (miqat_test_number (&three.pusat->agency, "SELECT count(*) FROM departure_costs"), ==, 1);
  g_assert_cmpint (miqat_test_number (&three.pusat->agency, "SELECT count(*) FROM package_costs"), ==, 1);
  g_assert_cmpint (miqat_test_number (&three.pusat->agency, "SELECT count(*) FROM credentials"), ==, 0);
}

/* A picture goes up with its proof, and comes down where somebody must look at it. */
static void
test_documents (void)
{
  Three three = three_offices (5);
  g_autoptr (SyncTest) test = three.test;
  g_autoptr (GBytes) picture = g_bytes_new_static ("\xff\xd8\xff picture", 11);
  g_autofree char *hash = miqat_vault_put (&three.surabaya->vault->parent, picture, NULL);
  g_autoptr (GBytes) fetched = NULL;
  g_autoptr (GBytes) refused = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *invoice = NULL;
  const char *booking = sync_test_book (three.surabaya, 1, "Budi Santoso");

  invoice = miqat_test_text (&three.surabaya->agency, "SELECT id FROM payment_invoices ORDER BY due_date");
  miqat_test_do (&three.surabaya->agency, three.surabaya->staff, "payment.submit_proof", NULL,
                 "{'booking_id': '%s', 'invoice_id': '%s', 'content_hash': '%s',"
                 " 'file_name': 'bukti.jpg', 'media_type': 'image/jpeg', 'size_bytes': 11,"
                 " 'bank_account_id': '%s', 'sender_name': 'Budi', 'amount': 5000000}",
                 booking, invoice, hash, test->bank_account);
  /* The command arrives, the picture does not: it is sent with the next exchange, even after a restart. */
  three.surabaya->wire->break_after = 2;
  g_clear_error (&error);
  error = sync_test_exchange_fails (three.surabaya);
  g_clear_error (&error);
  g_assert_false (miqat_vault_has (&test->vault->parent, hash));
  sync_test_restart (three.surabaya);
  sync_test_exchange (three.surabaya);
  g_assert_true (miqat_vault_has (&test->vault->parent, hash));
  g_assert_cmpint (miqat_test_number (&three.surabaya->agency, "SELECT count(*) FROM sync_state WHERE name >= 'upload:' AND name < 'upload;'"), ==, 0);

  sync_test_settle (test);
  fetched = miqat_replica_fetch_document (three.pusat->replica, hash, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (fetched, picture));
  g_assert_true (miqat_vault_has (&three.pusat->vault->parent, hash));
  refused = miqat_replica_fetch_document (three.makassar->replica, hash, NULL, &error);
  g_assert_error (error, MIQAT_REFUSAL, MIQAT_PROBLEM_NOT_FOUND);
}

static void
submit_proof (SyncTestOffice *office, const char *booking, const char *invoice, const char *hash)
{
  miqat_test_do (&office->agency, office->staff, "payment.submit_proof", NULL,
                 "{'booking_id': '%s', 'invoice_id': '%s', 'content_hash': '%s',"
                 " 'file_name': 'bukti.jpg', 'media_type': 'image/jpeg', 'size_bytes': 11,"
                 " 'bank_account_id': '%s', 'sender_name': 'Budi', 'amount': 5000000}",
                 booking, invoice, hash, office->test->bank_account);
}

/* One picture that cannot be read any more keeps no other back, is told, and is fetched again where the
 * hub has it. */
static void
test_damaged_document (void)
{
  Three three = three_offices (5);
  g_autoptr (SyncTest) test = three.test;
  g_autoptr (GBytes) first = g_bytes_new_static ("\xff\xd8\xff picture", 11);
  g_autoptr (GBytes) second = g_bytes_new_static ("\xff\xd8\xff another", 11);
  g_autofree char *one = miqat_vault_put (&three.surabaya->vault->parent, first, NULL);
  g_autofree char *other = miqat_vault_put (&three.surabaya->vault->parent, second, NULL);
  const char *damaged = strcmp (one, other) < 0 ? one : other; /* the one that is sent first */
  const char *sound = damaged == one ? other : one;
  const char *booking = sync_test_book (three.surabaya, 1, "Budi Santoso");
  g_autofree char *invoice
    = miqat_test_text (&three.surabaya->agency, "SELECT id FROM payment_invoices ORDER BY due_date");
  g_autoptr (GBytes) fetched = NULL;
  g_autoptr (GError) error = NULL;

  submit_proof (three.surabaya, booking, invoice, damaged);
  submit_proof (three.surabaya, booking, invoice, sound);
  three.surabaya->vault->damaged = damaged;
  sync_test_exchange (three.surabaya);
  g_assert_true (miqat_vault_has (&test->vault->parent, sound));
  g_assert_false (miqat_vault_has (&test->vault->parent, damaged));
  g_assert_cmpint (sync_test_status (three.surabaya).trouble, ==, MIQAT_PROBLEM_DOCUMENT_UNREADABLE);
  /* Restored from a backup. */
  three.surabaya->vault->damaged = NULL;
  sync_test_exchange (three.surabaya);
  g_assert_true (miqat_vault_has (&test->vault->parent, damaged));
  g_assert_cmpint (sync_test_status (three.surabaya).trouble, ==, MIQAT_PROBLEM_NONE);

  three.surabaya->vault->damaged = sound;
  fetched = miqat_replica_fetch_document (three.surabaya->replica, sound, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (fetched);
  g_assert_null (three.surabaya->vault->damaged);
}

/* Words find the rows that are there, and no longer those that were taken back. */
static void
test_search_follows (void)
{
  Three three = three_offices (1);
  g_autoptr (SyncTest) test = three.test;
  static const char sql[]
    = "SELECT count(*) FROM search_words WHERE search_words MATCH '\"siti\"*'";

  sync_test_book (three.surabaya, 1, "Budi Santoso");
  sync_test_book (three.makassar, 1, "Siti Aminah");
  g_assert_cmpint (miqat_test_number (&three.makassar->agency, sql), >, 0);
  sync_test_exchange (three.surabaya);
  sync_test_exchange (three.makassar);
  g_assert_cmpint (miqat_test_number (&three.makassar->agency, sql), ==, 0);
  g_assert_cmpint (miqat_test_number (&three.surabaya->agency,
                                      "SELECT count(*) FROM search_words WHERE search_words MATCH '\"budi\"*'"),
                   >, 0);
  sync_test_exchange (three.pusat);
  g_assert_cmpint (miqat_test_number (&three.pusat->agency,
                                      "SELECT count(*) FROM search_words WHERE search_words MATCH '\"budi\"*'"),
                   >, 0);
}

/* Money taken at a branch is a fact there at once and at the hub later, with its receipt. */
static void
test_money_travels (void)
{
  Three three = three_offices (5);
  g_autoptr (SyncTest) test = three.test;
  const char *booking = sync_test_book (three.surabaya, 1, "Budi Santoso");
  g_autofree char *here = NULL;
  g_autofree char *there = NULL;

  three.surabaya->wire->cut = TRUE;
  miqat_test_do (&three.surabaya->agency, three.surabaya->staff, "payment.record", NULL,
                 "{'booking_id': '%s', 'method': 'cash', 'amount': 5000000, 'payer_name': 'Budi'}", booking);
  here = miqat_test_text (&three.surabaya->agency, "SELECT receipt_code FROM receipts");
  three.surabaya->wire->cut = FALSE;
  sync_test_settle (test);
  there = miqat_test_text (test->hub, "SELECT receipt_code FROM receipts");
  g_assert_cmpstr (here, ==, there);
  g_assert_cmpint (miqat_test_number (&three.pusat->agency, "SELECT sum(amount) FROM payment_transactions"), ==,
                   5000000);
}

static void
take_cash (SyncTestOffice *office, const char *booking, gint64 amount)
{
  sync_test_pass (office->test, MIQAT_SECOND);
  miqat_test_do (&office->agency, office->staff, "payment.record", NULL,
                 "{'booking_id': '%s', 'method': 'cash', 'amount': %" G_GINT64_FORMAT "}", booking, amount);
}

/* The hub refuses a booking for which money was taken: the money is there all the same, in the office that took
 * it, under the number that is printed. */
static void
test_money_of_refused (void)
{
  Three three = three_offices (3);
  g_autoptr (SyncTest) test = three.test;
  MiqatTestAgency *hub = test->hub;
  const char *other = sync_test_book (three.surabaya, 1, "Budi Santoso");
  const char *refused;
  MiqatToday today;
  g_autofree char *flagged = NULL;
  g_autofree char *payer = NULL;
  g_autofree char *branch = NULL;

  sync_test_settle (test);
  three.surabaya->wire->cut = TRUE;
  refused = sync_test_book (three.surabaya, 2, "Siti Aminah");
  take_cash (three.surabaya, refused, 10000000);
  take_cash (three.surabaya, other, 1000000);
  g_assert_nonnull (sync_test_book (three.makassar, 2, "Ahmad Fauzi"));
  sync_test_exchange (three.makassar);
  three.surabaya->wire->cut = FALSE;
  sync_test_settle (test);

  g_assert_cmpuint (sync_test_status (three.surabaya).refused, ==, 1);
  g_assert_cmpint (count_at_hub (test, "bookings WHERE id", refused), ==, 0);
  g_assert_cmpint (miqat_test_number (hub, "SELECT sum(amount) FROM payment_transactions"), ==, 11000000);
  g_assert_cmpint (miqat_test_number (hub, "SELECT sum(amount) FROM receipts WHERE number = 1 AND series LIKE 'SBY_'"),
                   ==, 10000000);
  g_assert_cmpint (miqat_test_number (hub, "SELECT -sum(amount) FROM journal_lines WHERE account = '2100'"), ==,
                   11000000);
  flagged = miqat_test_text (hub, "SELECT booking_id FROM payment_flags WHERE kind = 'booking_missing'");
  payer = miqat_test_text (hub, "SELECT t.payer_name FROM payment_flags f JOIN payment_transactions t"
                                " ON t.id = f.subject_id WHERE f.kind = 'booking_missing'");
  branch = miqat_test_text (hub, "SELECT branch_id FROM payment_flags WHERE kind = 'booking_missing'");
  g_assert_cmpstr (flagged, ==, refused);
  g_assert_cmpstr (payer, ==, "Siti Aminah");
  g_assert_cmpstr (branch, ==, hub->surabaya);
  /* It lies in the office's till with the rest. */
  g_assert_true (miqat_report_today (miqat_test_agency_read (hub), (MiqatReader) { hub->surabaya, NULL },
                                     hub->clock.instant, MIQAT_ZONE_WIB, &today, NULL));
  g_assert_cmpint (today.received, ==, 11000000);
  /* The office itself keeps it, and the next receipt follows. */
  g_assert_cmpint (miqat_test_number (&three.surabaya->agency, "SELECT sum(amount) FROM payment_transactions"), ==,
                   11000000);
  take_cash (three.surabaya, other, 1000000);
  g_assert_cmpint (miqat_test_number (&three.surabaya->agency, "SELECT max(number) FROM receipts"), ==, 3);
  sync_test_settle (test);
  miqat_test_verify (&three.surabaya->agency);
}

/* And where it was a transfer, whose proof the hub refused with the booking. */
static void
test_transfer_of_refused (void)
{
  Three three = three_offices (2);
  g_autoptr (SyncTest) test = three.test;
  MiqatTestAgency *office = &three.surabaya->agency;
  g_autoptr (GBytes) picture = g_bytes_new_static ("\xff\xd8\xff picture", 11);
  g_autofree char *hash = miqat_vault_put (&three.surabaya->vault->parent, picture, NULL);
  g_autofree char *invoice = NULL;
  g_autofree char *payer = NULL;
  const char *refused, *proof;

  sync_test_settle (test);
  three.surabaya->wire->cut = TRUE;
  refused = sync_test_book (three.surabaya, 2, "Siti Aminah");
  invoice = miqat_test_text (office, "SELECT id FROM payment_invoices ORDER BY due_date");
  sync_test_pass (test, MIQAT_SECOND);
  proof = miqat_test_do (office, three.surabaya->staff, "payment.submit_proof", "proof_id",
                         "{'booking_id': '%s', 'invoice_id': '%s', 'content_hash': '%s',"
                         " 'file_name': 'bukti.jpg', 'media_type': 'image/jpeg', 'size_bytes': 11,"
                         " 'bank_account_id': '%s', 'sender_name': 'SITI A', 'amount': 7000000}",
                         refused, invoice, hash, test->bank_account);
  sync_test_pass (test, MIQAT_SECOND);
  miqat_test_do (office, three.surabaya->staff, "payment.approve", NULL, "{'proof_id': '%s'}", proof);
  take_cash (three.surabaya, refused, 1000000);
  g_assert_nonnull (sync_test_book (three.makassar, 2, "Ahmad Fauzi"));
  sync_test_exchange (three.makassar);
  three.surabaya->wire->cut = FALSE;
  sync_test_settle (test);

  g_assert_cmpint (miqat_test_number (test->hub, "SELECT sum(amount) FROM payment_transactions"), ==, 8000000);
  g_assert_cmpint (miqat_test_number (test->hub, "SELECT amount FROM receipts WHERE number = 1"), ==, 7000000);
  g_assert_cmpint (miqat_test_number (test->hub, "SELECT count(*) FROM payment_flags WHERE kind = 'booking_missing'"),
                   ==, 2);
  payer = miqat_test_text (test->hub, "SELECT payer_name FROM payment_transactions WHERE method = 'transfer'");
  g_assert_cmpstr (payer, ==, "SITI A");
  miqat_test_verify (office);
}

/* The same where the money goes with a later message than its booking, and with what else was said of it. */
static void
test_money_goes_later (void)
{
  Three three = three_offices (2);
  g_autoptr (SyncTest) test = three.test;
  const char *refused;

  sync_test_settle (test);
  three.surabaya->wire->cut = TRUE;
  refused = sync_test_book (three.surabaya, 2, "Siti Aminah");
  for (guint i = 0; i < MIQAT_SYNC_COMMANDS_MAX; i++) {
    sync_test_pass (test, MIQAT_SECOND);
    miqat_test_do (&three.surabaya->agency, three.surabaya->staff, "booking.set_note", NULL,
                   "{'booking_id': '%s', 'notes': 'telepon %u'}", refused, i);
  }
  take_cash (three.surabaya, refused, 10000000);
  g_assert_nonnull (sync_test_book (three.makassar, 2, "Ahmad Fauzi"));
  sync_test_exchange (three.makassar);
  three.surabaya->wire->cut = FALSE;
  sync_test_settle (test);
  g_assert_cmpint (miqat_test_number (test->hub, "SELECT sum(amount) FROM payment_transactions"), ==, 10000000);
  g_assert_cmpuint (sync_test_status (three.surabaya).refused, ==, 1 + MIQAT_SYNC_COMMANDS_MAX);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/exchange/bootstrap", test_bootstrap);
  g_test_add_func ("/sync/exchange/booking-travels", test_booking_travels);
  g_test_add_func ("/sync/exchange/public-hold-arrives", test_public_hold_arrives);
  g_test_add_func ("/sync/exchange/last-seat", test_last_seat);
  g_test_add_func ("/sync/exchange/lease", test_lease);
  g_test_add_func ("/sync/exchange/edit-both-sides", test_edit_both_sides);
  g_test_add_func ("/sync/exchange/pilgrim-travels", test_pilgrim_travels);
  g_test_add_func ("/sync/exchange/costs-stay", test_costs_stay);
  g_test_add_func ("/sync/exchange/damaged-document", test_damaged_document);
  g_test_add_func ("/sync/exchange/documents", test_documents);
  g_test_add_func ("/sync/exchange/search-follows", test_search_follows);
  g_test_add_func ("/sync/exchange/money-travels", test_money_travels);
  g_test_add_func ("/sync/exchange/money-of-refused", test_money_of_refused);
  g_test_add_func ("/sync/exchange/transfer-of-refused", test_transfer_of_refused);
  g_test_add_func ("/sync/exchange/money-goes-later", test_money_goes_later);
  return g_test_run ();
}
