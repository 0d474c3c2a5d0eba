/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The questions across areas, against the same numbers counted another way; and that nobody is told
 * more than is his. */
#include "config.h"

#include "miqat-crypto.h"
#include "miqat-report.h"
#include "miqat-test-ctl.h"

#define TODAY 20777 /* MIQAT_TEST_TODAY as days since 1970 */

static MiqatTestCtl *ctl;
static MiqatDb *db;

/* The demo's story ends at half past eight. */
static MiqatInstant
get_now (void)
{
  return miqat_instant_from_day (TODAY, MIQAT_ZONE_WIB) + 8 * MIQAT_HOUR + 30 * MIQAT_MINUTE;
}

static MiqatToday
ask (const char *branch_id, const char *node_id)
{
  const MiqatReader reader = { branch_id, node_id };
  g_autoptr (GError) error = NULL;
  MiqatToday today = { 0 };

  miqat_report_today (db, reader, get_now (), MIQAT_ZONE_WIB, &today, &error);
  g_assert_no_error (error);
  return today;
}

static gint64
number (const char *sql)
{
  return miqat_test_sql_number (ctl->database, sql);
}

static void
test_today (void)
{
  MiqatToday today = ask (NULL, NULL);

  g_assert_cmpint (today.bookings, >, 0);
  g_assert_cmpint (today.travellers, >=, today.bookings);
  g_assert_cmpint (today.proofs_waiting, ==, number ("SELECT count(*) FROM payment_proofs WHERE status = 'waiting'"));
  g_assert_cmpint (today.proofs_waiting, >, 0);
  g_assert_cmpint (today.received, ==, number ("SELECT coalesce(sum(amount), 0) FROM payment_transactions"
                                               " WHERE received_day = '" MIQAT_TEST_TODAY "'"));
  g_assert_cmpint (today.holds_running, >, 0);
  g_assert_cmpint (today.overdue + today.due_soon, ==,
                   number ("SELECT sum(i.amount - i.paid) FROM payment_invoices i JOIN bookings b"
                           " ON b.id = i.booking_id WHERE i.due_date <= date ('" MIQAT_TEST_TODAY "', '+6 days')"
                           " AND i.paid < i.amount AND b.status NOT IN ('cancelled', 'expired')"));
  g_assert_cmpint (today.due_soon, >, 0);
}

/* The branches add up to the whole; a partner sees no more than its branch. */
static void
test_scope (void)
{
  MiqatToday whole = ask (NULL, NULL), sum = { 0 };
  static const char *const codes[] = { "PST", "JKT", "SBY", "UPG" };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++) {
    g_autofree char *branch_sql = g_strdup_printf ("SELECT id FROM users WHERE site_code = '%s'", codes[i]);
    g_autofree char *branch_id = miqat_test_sql_text (ctl->database, branch_sql);
    g_autofree char *mitra_sql = g_strdup_printf ("SELECT coalesce(max(id), '') FROM users"
                                                  " WHERE parent_id = '%s' AND role = 'mitra'", branch_id);
    g_autofree char *mitra_id = miqat_test_sql_text (ctl->database, mitra_sql);
    MiqatToday branch = ask (branch_id, NULL), mitra = ask (branch_id, mitra_id);

    sum.bookings += branch.bookings;
    sum.travellers += branch.travellers;
    sum.received += branch.received;
    sum.proofs_waiting += branch.proofs_waiting;
    sum.holds_running += branch.holds_running;
    sum.overdue += branch.overdue;
    sum.due_soon += branch.due_soon;
    g_assert_cmpint (mitra.bookings, <=, branch.bookings);
    g_assert_cmpint (mitra.due_soon, <=, branch.due_soon);
  }
  g_assert_cmpmem (&sum, sizeof sum, &whole, sizeof whole);
  sum = ask ("nowhere", NULL);
  g_assert_cmpint (sum.bookings + sum.received + sum.proofs_waiting + sum.holds_running, ==, 0);
}

static gint64
sum_due (MiqatReader reader, MiqatDay first, MiqatDay last)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = miqat_report_bookings_due (db, reader, first, last, 1000, &error);
  const char *before = "";
  gint64 sum = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < all->len; i++) {
    const MiqatBookingDue *due = all->pdata[i];

    g_assert_cmpint (due->amount, >, 0);
    g_assert_cmpstr (before, <=, due->due_date);
    before = due->due_date;
    sum += due->amount;
  }
  return sum;
}

/* The list behind each of the two numbers adds up to it. */
static void
test_due (void)
{
  const MiqatReader everything = { NULL, NULL }, nowhere = { "nowhere", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) one = miqat_report_bookings_due (db, everything, 0, TODAY + 6, 1, &error);
  MiqatToday today = ask (NULL, NULL);

  g_assert_no_error (error);
  g_assert_cmpuint (one->len, ==, 1);
  g_assert_cmpint (sum_due (everything, 0, TODAY - 1), ==, today.overdue);
  g_assert_cmpint (sum_due (everything, TODAY, TODAY + 6), ==, today.due_soon);
  g_assert_cmpint (sum_due (nowhere, 0, TODAY + 6), ==, 0);
}

static void
test_risks (void)
{
  const MiqatReader everything = { NULL, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) risks = miqat_report_departures_at_risk (db, everything, TODAY, 60, &error);
  const char *before = "";
  gint64 nameless = 0;

  g_assert_no_error (error);
  g_assert_cmpuint (risks->len, >, 2);
  for (guint i = 0; i < risks->len; i++) {
    const MiqatDepartureRisk *risk = risks->pdata[i];
    g_autofree char *sql = g_strdup_printf (
      "SELECT sum(b.total_price - b.amount_paid) FROM bookings b WHERE b.departure_id = '%s'"
      " AND b.status NOT IN ('cancelled', 'expired')", risk->departure_id);
    g_autofree char *open = miqat_test_sql_text (ctl->database, sql);

    g_assert_cmpint (risk->days_left, >=, 0);
    g_assert_cmpint (risk->days_left, <=, 60);
    g_assert_cmpstr (before, <=, risk->departure_date);
    before = risk->departure_date;
    g_assert_cmpint (risk->travellers, <=, risk->booked_seats);
    g_assert_true (risk->unpaid > 0 || risk->nameless > 0 || risk->no_passport > 0
                   || risk->booked_seats * 2 < risk->total_seats);
    g_assert_cmpint (risk->open_amount, ==, open != NULL ? g_ascii_strtoll (open, NULL, 10) : 0);
    nameless += risk->nameless;
  }
  g_assert_cmpint (nameless, ==, number (
    "SELECT count(*) FROM booking_travellers t JOIN bookings b ON b.id = t.booking_id"
    " JOIN departures d ON d.id = b.departure_id WHERE t.pilgrim_id IS NULL AND t.status = 'active'"
    " AND b.status NOT IN ('cancelled', 'expired') AND d.status IN ('open', 'full')"
    " AND d.departure_date BETWEEN '" MIQAT_TEST_TODAY "' AND date ('" MIQAT_TEST_TODAY "', '+60 days')"));
}

static void
test_audit (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) newest = miqat_report_audit (db, NULL, NULL, 10, &error);
  g_autoptr (GPtrArray) history = NULL;
  const MiqatAuditEntry *oldest;
  g_autofree char *booking_id = miqat_test_sql_text (ctl->database, "SELECT id FROM bookings WHERE status = 'paid_full' LIMIT 1");

  g_assert_no_error (error);
  g_assert_cmpuint (newest->len, ==, 10);
  for (guint i = 1; i < newest->len; i++)
    g_assert_cmpint (((MiqatAuditEntry *) newest->pdata[i - 1])->accepted_at, >=,
                     ((MiqatAuditEntry *) newest->pdata[i])->accepted_at);
  history = miqat_report_audit (db, "bookings", booking_id, 100, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (history->len, >, 1);
  oldest = history->pdata[history->len - 1];
  g_assert_nonnull (strstr (oldest->detail, booking_id));
  g_assert_true (g_str_has_prefix (oldest->command, "booking."));
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  miqat_crypto_init ();
  ctl = miqat_test_ctl_new ();
  g_assert_cmpint (miqat_test_ctl_run (ctl, "demo", "--database", "@", "--today", MIQAT_TEST_TODAY, NULL), ==, 0);
  db = miqat_db_open (ctl->database, MIQAT_DB_READ_ONLY, &error);
  g_assert_no_error (error);
  g_test_add_func ("/core/report/today", test_today);
  g_test_add_func ("/core/report/scope", test_scope);
  g_test_add_func ("/core/report/due", test_due);
  g_test_add_func ("/core/report/risks", test_risks);
  g_test_add_func ("/core/report/audit", test_audit);
  status = g_test_run ();
  miqat_db_close (db);
  miqat_test_ctl_free (ctl);
  return status;
}
