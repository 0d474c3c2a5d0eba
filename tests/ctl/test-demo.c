/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The invented agency: whole, the same for the same seed, and what the PRD says it should be. */
#include "config.h"

#include "miqat-crypto.h"
#include "miqat-nik-rules.h"
#include "miqat-test-ctl.h"

#include <string.h>

static const char *const nouns[] = { "packages", "departures", "bookings", "proofs", "pilgrims",
                                     "commissions", "ledger", "bank_accounts", "users", "outbox",
                                     "invoices", "receipts" };

/* All that is listed, one after the other. */
static char *
describe (MiqatTestCtl *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (nouns); i++) {
    g_assert_cmpint (miqat_test_ctl_run (self, "list", nouns[i], "--database", "@", "--format", "json",
                                         "--limit", "100000", NULL), ==, 0);
    g_string_append (text, self->out);
  }
  return g_string_free (text, FALSE);
}

static void
test_seed (void)
{
  g_autoptr (MiqatTestCtl) one = miqat_test_ctl_new (), same = miqat_test_ctl_new ();
  g_autoptr (MiqatTestCtl) other = miqat_test_ctl_new ();
  g_autofree char *first = NULL, *second = NULL, *third = NULL;

  miqat_test_ctl_demo (one, "7");
  miqat_test_ctl_demo (same, "7");
  miqat_test_ctl_demo (other, "8");
  first = describe (one);
  second = describe (same);
  third = describe (other);
  g_assert_cmpstr (first, ==, second);
  g_assert_cmpstr (first, !=, third);
}

static void
assert_many (const MiqatTestCtl *ctl, const char *sql, gint64 least)
{
  gint64 number = miqat_test_sql_number (ctl->database, sql);

  g_test_message ("%s: %" G_GINT64_FORMAT, sql, number);
  g_assert_cmpint (number, >=, least);
}

/* Something of everything, so that every screen has something to show. */
static void
test_small (void)
{
  static const char *const states[] = { "seat_locked", "awaiting_verification", "dp_paid", "installment",
                                        "paid_full", "cancelled", "expired" };
  static const char *const duties[] = { "sales", "finance", "documents", "operations", "marketing",
                                        "executive" };
  g_autoptr (MiqatTestCtl) ctl = miqat_test_ctl_new ();
  g_autofree char *verifier = NULL;

  miqat_test_ctl_demo (ctl, "1");
  g_assert_cmpint (miqat_test_ctl_run (ctl, "verify", "--database", "@", NULL), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (states); i++) {
    g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM bookings WHERE status = '%s'", states[i]);

    assert_many (ctl, sql, 1);
  }
  for (guint i = 0; i < G_N_ELEMENTS (duties); i++) {
    g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM staff_duties WHERE duty = '%s'", duties[i]);

    assert_many (ctl, sql, 4);
  }
  assert_many (ctl, "SELECT count(*) FROM payment_proofs WHERE status = 'waiting'", 3);
  assert_many (ctl, "SELECT count(*) FROM payment_proofs WHERE status = 'rejected'", 1);
  assert_many (ctl, "SELECT count(*) FROM payment_proofs WHERE status = 'approved'", 1);
  assert_many (ctl, "SELECT count(*) FROM payment_transactions WHERE method = 'cash'", 1);
  assert_many (ctl, "SELECT count(*) FROM booking_travellers WHERE pilgrim_id IS NULL", 1);
  assert_many (ctl, "SELECT count(*) FROM departures WHERE status = 'full'", 1);
  assert_many (ctl, "SELECT count(*) FROM outbox WHERE status = 'queued'", 1);
  assert_many (ctl, "SELECT count(*) FROM outbox WHERE status = 'sent'", 1);
  assert_many (ctl, "SELECT count(*) FROM room_types WHERE type = 'quad' AND price = 33900000", 1);
  assert_many (ctl, "SELECT count(*) FROM room_types WHERE type = 'quad' AND price = 46600000", 1);
  g_assert_cmpint (miqat_test_sql_number (ctl->database, "SELECT count(*) FROM users WHERE role = 'cabang'"), ==, 3);
  g_assert_cmpint (miqat_test_sql_number (ctl->database, "SELECT count(*) FROM users WHERE role = 'reseller'"), ==, 3);
  g_assert_cmpint (miqat_test_sql_number (ctl->database, "SELECT count(*) FROM bank_accounts"), ==, 2);

  /* Everybody can sign in with the password that was printed. */
  verifier = miqat_test_sql_text (ctl->database, "SELECT c.verifier FROM credentials c JOIN staff s"
                                                 " ON s.id = c.owner_id WHERE s.email = 'kasir.sby@demo.example'");
  g_assert_true (miqat_password_verify (verifier, "miqat-demo-2026"));
  g_assert_cmpint (miqat_test_sql_number (ctl->database, "SELECT count(*) FROM credentials"), ==,
                   miqat_test_sql_number (ctl->database, "SELECT (SELECT count(*) FROM users)"
                                                         " + (SELECT count(*) FROM staff)"));
}

/* The newest of all moments that are written down; what is still to come (a hold's end) apart. */
static gint64
find_newest (const MiqatTestCtl *ctl)
{
  g_autofree char *union_sql = miqat_test_sql_text (
    ctl->database,
    "SELECT group_concat ('SELECT max(' || c.name || ') AS at FROM ' || t.name, ' UNION ALL ') FROM sqlite_schema t"
    " JOIN pragma_table_info (t.name) c WHERE t.type = 'table' AND c.name LIKE '%\\_at' ESCAPE '\\'"
    " AND c.name <> 'expires_at'");
  g_autofree char *sql = g_strdup_printf ("SELECT max(at) FROM (%s)", union_sql);

  return miqat_test_sql_number (ctl->database, sql);
}

/* Made in the small hours the story ends now, not at half past eight; nothing in it is still to come. */
static void
test_early (void)
{
  static const struct { const char *now; gint64 end; } cases[] = {
    { "2026-11-20T05:00:00+07", 1795125600 },
    { "2026-11-20T00:10:00+07", 1795108200 },
    { "2026-11-20T14:00:00+07", 1795138200 }, /* 08:30 */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (MiqatTestCtl) ctl = miqat_test_ctl_new ();
    gint64 newest;

    g_assert_cmpint (miqat_test_ctl_run (ctl, "demo", "--database", "@", "--now", cases[i].now, NULL), ==, 0);
    newest = find_newest (ctl) / 1000000;
    g_test_message ("%s: %" G_GINT64_FORMAT, cases[i].now, newest);
    g_assert_cmpint (newest, ==, cases[i].end);
    assert_many (ctl, "SELECT count(*) FROM payment_proofs WHERE status = 'waiting'", 1);
    g_assert_cmpint (miqat_test_ctl_run (ctl, "verify", "--database", "@", NULL), ==, 0);
  }
}

/* PRD 2.3: of a margin of 5,000,000 a reseller's sale pays 500,000, 750,000, 500,000 and 250,000, and
 * leaves Pusat 3,000,000. */
static void
test_commission (void)
{
  g_autoptr (MiqatTestCtl) ctl = miqat_test_ctl_new ();
  g_autofree char *shares = NULL;

  miqat_test_ctl_demo (ctl, "1");
  shares = miqat_test_sql_text (
    ctl->database,
    "SELECT group_concat (role_amount, ' ') FROM (SELECT l.user_role || ':' || l.amount AS role_amount"
    " FROM commission_ledger l WHERE l.traveller_id = (SELECT m.traveller_id FROM commission_margins m"
    "  JOIN commission_ledger r ON r.traveller_id = m.traveller_id AND r.user_role = 'reseller'"
    "  WHERE m.margin = 5000000 LIMIT 1) ORDER BY l.user_role)");
  g_assert_cmpstr (shares, ==, "agen:750000 cabang:250000 mitra:500000 pusat:3000000 reseller:500000");
}

/* Nobody real: numbers that no regency and no operator has, addresses that nobody owns. */
static void
test_invented (void)
{
  g_autoptr (MiqatTestCtl) ctl = miqat_test_ctl_new ();

  miqat_test_ctl_demo (ctl, "1");
  g_assert_cmpint (miqat_test_sql_number (ctl->database, "SELECT count(*) FROM pilgrims WHERE phone NOT LIKE '6284%'"), ==, 0);
  g_assert_cmpint (miqat_test_sql_number (ctl->database, "SELECT count(*) FROM users WHERE email NOT LIKE '%.example'"), ==, 0);
  g_assert_cmpint (miqat_test_sql_number (ctl->database, "SELECT count(*) FROM staff WHERE email NOT LIKE '%.example'"), ==, 0);
  g_assert_cmpint (miqat_test_sql_number (ctl->database, "SELECT count(*) FROM pilgrims WHERE nik_index IS NULL"), ==, 0);
}

/* Three branches, sixty packages, two thousand bookings: half a minute, so for ./check --long. */
static void
test_agency (void)
{
  g_autoptr (MiqatTestCtl) ctl = miqat_test_ctl_new ();

  g_assert_cmpint (miqat_test_ctl_run (ctl, "demo", "--database", "@", "--today", MIQAT_TEST_TODAY, "--scale",
                                       "agency", NULL), ==, 0);
  g_assert_cmpint (miqat_test_sql_number (ctl->database, "SELECT count(*) FROM users WHERE role = 'cabang'"), ==, 3);
  g_assert_cmpint (miqat_test_sql_number (ctl->database, "SELECT count(*) FROM packages"), ==, 60);
  g_assert_cmpint (miqat_test_sql_number (ctl->database, "SELECT count(*) FROM bookings"), ==, 2000);
  g_assert_cmpint (miqat_test_ctl_run (ctl, "verify", "--database", "@", NULL), ==, 0);
}

/* Bulk: the same laws, at a size that a test can wait for; ./check --long waits for a million. */
static void
test_large (void)
{
  g_autoptr (MiqatTestCtl) ctl = miqat_test_ctl_new ();
  g_autoptr (JsonNode) node = NULL;
  const char *bookings = g_getenv ("MIQAT_TEST_LONG") != NULL ? "1000000" : "3000";

  g_assert_cmpint (miqat_test_ctl_run (ctl, "demo", "--database", "@", "--today", MIQAT_TEST_TODAY,
                                       "--scale", "large", "--bookings", bookings, NULL), ==, 0);
  g_assert_cmpint (miqat_test_sql_number (ctl->database, "SELECT count(*) FROM bookings"), ==,
                   g_ascii_strtoll (bookings, NULL, 10));
  g_assert_cmpint (miqat_test_ctl_run (ctl, "verify", "--database", "@", "--format", "json", NULL), ==, 0);
  node = miqat_test_ctl_parse (ctl);
  g_assert_true (json_object_get_boolean_member (json_node_get_object (node), "ok"));
  /* People go on working in it: codes and receipts continue their series. */
  g_assert_cmpint (miqat_test_ctl_run (ctl, "list", "bookings", "--database", "@", "--search", "Budi",
                                       "--format", "json", NULL), ==, 0);
  g_assert_cmpint (miqat_test_sql_number (ctl->database,
                                          "SELECT count(*) FROM counters c WHERE c.series LIKE 'receipt:%'"
                                          " AND c.value = (SELECT max(number) FROM receipts r"
                                          " WHERE 'receipt:' || r.series = c.series)"), ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  miqat_crypto_init ();
  g_test_add_func ("/ctl/demo/seed", test_seed);
  g_test_add_func ("/ctl/demo/small", test_small);
  g_test_add_func ("/ctl/demo/commission", test_commission);
  g_test_add_func ("/ctl/demo/early", test_early);
  g_test_add_func ("/ctl/demo/invented", test_invented);
  g_test_add_func ("/ctl/demo/large", test_large);
  if (g_getenv ("MIQAT_TEST_LONG") != NULL)
    g_test_add_func ("/ctl/demo/agency", test_agency);
  return g_test_run ();
}
