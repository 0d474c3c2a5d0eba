/* SPDX-License-Identifier: GPL-3.0-or-later */
/* miqatctl list: every column of every row, against what SQL says stands in the database. */
#include "config.h"

#include "miqat-test-ctl.h"

#include <string.h>

#define TIME(column) "strftime ('%Y-%m-%dT%H:%M:%SZ', " column " / 1000000, 'unixepoch')"
#define FLAG(condition) "json (iif (" condition ", 'true', 'false'))"
#define TIER_ORDER "instr ('pusat cabang mitra agen reseller', u.role)"

/* The object of each row, in the order of the list. */
static const struct { const char *noun, *rows; } cases[] = {
  { "packages",
    "SELECT json_object ('slug', slug, 'name', name, 'kind', kind, 'status', status, 'days', duration_days,"
    " 'max_price', max_price, 'id', id) AS row FROM packages ORDER BY name, id" },
  { "departures",
    "SELECT json_object ('code', d.code, 'departure_date', departure_date, 'package', p.name,"
    " 'flight', flight_number, 'route', route, 'status', d.status, 'booked', booked_seats,"
    " 'seats', total_seats, 'id', d.id) AS row FROM departures d JOIN packages p ON p.id = d.package_id"
    " ORDER BY departure_date, d.code" },
  { "bookings",
    "SELECT json_object ('code', booking_code, 'contact', y.full_name, 'departure', d.code, 'pax', pax_count,"
    " 'total', total_price, 'paid', amount_paid, 'status',"
    " iif (k.status = 'active' AND k.expires_at <= unixepoch () * 1000000, 'expired',"
    " b.status), 'branch', u.full_name, 'created_at', " TIME ("b.created_at") ", 'id', b.id) AS row"
    " FROM bookings b JOIN departures d ON d.id = b.departure_id JOIN users u ON u.id = b.branch_id"
    " LEFT JOIN payers y ON y.id = b.payer_id LEFT JOIN seat_locks k ON k.booking_id = b.id"
    " ORDER BY b.created_at DESC, b.id DESC" },
  { "pilgrims",
    "SELECT json_object ('name', full_name, 'gender', gender, 'date_of_birth', date_of_birth, 'phone', phone,"
    " 'regency', regency, 'nik', " FLAG ("nik_sealed IS NOT NULL") ", 'passport', " FLAG ("has_passport = 1")
    ", 'id', id) AS row FROM pilgrims ORDER BY name_key, id" },
  { "invoices",
    "SELECT json_object ('code', invoice_code, 'type', invoice_type, 'amount', amount, 'paid', paid,"
    " 'status', status, 'due_date', due_date, 'mode', payment_mode, 'booking_id', booking_id, 'id', id) AS row"
    " FROM payment_invoices ORDER BY id DESC" },
  { "proofs",
    "SELECT json_object ('booking', booking_code, 'invoice', invoice_code, 'payer', y.full_name,"
    " 'bank', bank_name, 'claimed', amount_claimed, 'due', i.amount - i.paid, 'status', p.status,"
    " 'submitted_at', " TIME ("submitted_at") ", 'id', p.id) AS row FROM payment_proofs p"
    " JOIN payment_invoices i ON i.id = p.invoice_id JOIN bookings b ON b.id = p.booking_id"
    " JOIN payers y ON y.id = b.payer_id JOIN bank_accounts a ON a.id = p.bank_account_id"
    " WHERE p.status = 'waiting' ORDER BY submitted_at, p.id" },
  { "receipts",
    "SELECT json_object ('code', receipt_code, 'payer', payer_name, 'method', method, 'amount', r.amount,"
    " 'issued_day', issued_day, 'issued_at', " TIME ("issued_at") ", 'booking_id', r.booking_id, 'id', r.id) AS row"
    " FROM receipts r JOIN payment_transactions t ON t.id = r.transaction_id ORDER BY r.id DESC" },
  { "bank_accounts",
    "SELECT json_object ('bank', bank_name, 'number', account_number, 'holder', account_holder,"
    " 'active', " FLAG ("is_active = 1") ", 'id', id) AS row FROM bank_accounts ORDER BY display_order" },
  { "users",
    "SELECT row FROM (SELECT 1 AS part, u.branch_id AS a, " TIER_ORDER " AS b, u.name_key AS c, json_object ("
    "'name', u.full_name, 'tier', u.role, 'duties', NULL, 'email', u.email, 'phone', u.phone, 'site', u.site_code,"
    " 'active', " FLAG ("u.is_active = 1") ", 'affiliate_code', u.affiliate_code, 'id', u.id) AS row FROM users u"
    " UNION ALL SELECT 2, s.full_name, s.id, NULL, json_object ('name', s.full_name, 'tier', 'staff', 'duties',"
    " (SELECT group_concat (duty) FROM (SELECT duty FROM staff_duties WHERE staff_id = s.id"
    " ORDER BY instr ('sales finance documents operations marketing executive', duty))),"
    " 'email', s.email, 'phone', s.phone, 'site', NULL, 'active', " FLAG ("s.is_active = 1")
    ", 'affiliate_code', NULL, 'id', s.id) FROM staff s ORDER BY part, a, b, c)" },
  { "commissions",
    "SELECT json_object ('node', full_name, 'tier', role,"
    " 'pending', (SELECT total (amount) FROM commission_ledger WHERE user_id = u.id AND status = 'pending') | 0,"
    " 'confirmed', (SELECT total (amount) FROM commission_ledger WHERE user_id = u.id AND status = 'confirmed') | 0,"
    " 'disbursed', 0, 'cancelled', (SELECT total (amount) FROM commission_ledger WHERE user_id = u.id"
    "  AND status = 'cancelled' AND entry = 'share') | 0, 'id', u.id) AS row"
    " FROM users u ORDER BY u.branch_id, " TIER_ORDER ", u.name_key" },
  { "ledger",
    "SELECT json_object ('node', full_name, 'created_at', " TIME ("l.created_at") ", 'amount', amount,"
    " 'granted', granted, 'status', status, 'reversal', " FLAG ("entry = 'reversal'") ", 'booking', booking_id,"
    " 'traveller', traveller_id, 'id', l.id) AS row FROM commission_ledger l JOIN users u ON u.id = l.user_id"
    " ORDER BY u.branch_id, " TIER_ORDER ", u.name_key, l.created_at DESC, l.id DESC" },
  { "outbox",
    "SELECT json_object ('queued_at', " TIME ("queued_at") ", 'channel', channel, 'recipient', recipient,"
    " 'template', template, 'status', status, 'attempts', attempts, 'body', body, 'id', id) AS row"
    " FROM outbox WHERE status = 'queued' ORDER BY queued_at, id" },
  { "audit",
    "SELECT json_object ('accepted_at', " TIME ("accepted_at") ", 'command', command, 'outcome', outcome,"
    " 'actor', actor_id, 'detail', detail) AS row FROM audit_log ORDER BY seq DESC" },
};

static void
assert_rows (MiqatTestCtl *ctl, const char *noun, const char *rows)
{
  g_autofree char *sql = g_strdup_printf ("SELECT json_group_array (json (row)) FROM (%s)", rows);
  g_autofree char *text = miqat_test_sql_text (ctl->database, sql);
  g_autoptr (JsonNode) wanted = json_from_string (text, NULL), listed = NULL;
  JsonArray *rows_wanted = json_node_get_array (wanted), *rows_listed;

  g_assert_cmpint (miqat_test_ctl_run (ctl, "list", noun, "--database", "@", "--format", "json", "--limit", "100000",
                                       NULL), ==, 0);
  listed = miqat_test_ctl_parse (ctl);
  rows_listed = json_node_get_array (listed);
  g_assert_cmpuint (json_array_get_length (rows_wanted), >, 0);
  g_assert_cmpuint (json_array_get_length (rows_listed), ==, json_array_get_length (rows_wanted));
  for (guint i = 0; i < json_array_get_length (rows_wanted); i++) {
    g_autofree char *one = json_to_string (json_array_get_element (rows_wanted, i), FALSE);
    g_autofree char *other = json_to_string (json_array_get_element (rows_listed, i), FALSE);

    g_assert_cmpstr (other, ==, one);
  }
}

static void
test_rows (void)
{
  g_autoptr (MiqatTestCtl) ctl = miqat_test_ctl_new ();

  miqat_test_ctl_demo (ctl, "1");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_rows (ctl, cases[i].noun, cases[i].rows);
}

/* For people: names of columns, then at most so many rows; names also where there is nothing. */
static void
test_table (void)
{
  g_autoptr (MiqatTestCtl) full = miqat_test_ctl_new (), empty = miqat_test_ctl_new ();

  miqat_test_ctl_demo (full, "1");
  miqat_test_ctl_init (empty);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_auto (GStrv) lines = NULL;

    g_assert_cmpint (miqat_test_ctl_run (full, "list", cases[i].noun, "--database", "@", "--limit", "2", NULL), ==, 0);
    lines = g_strsplit (full->out, "\n", -1);
    g_assert_cmpuint (g_strv_length (lines), ==, 4); /* the last is empty */
    g_assert_cmpint (miqat_test_ctl_run (empty, "list", cases[i].noun, "--database", "@", NULL), ==, 0);
    lines[0][strcspn (lines[0], " ")] = '\0';
    g_assert_true (g_str_has_prefix (empty->out, lines[0]));
    g_assert_cmpstr (empty->err, ==, "");
  }
}

static void
test_help (void)
{
  g_autoptr (MiqatTestCtl) ctl = miqat_test_ctl_new ();

  g_assert_cmpint (miqat_test_ctl_run (ctl, "list", "--help", NULL), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *line = g_strconcat ("\n  ", cases[i].noun, " ", NULL);

    g_assert_nonnull (strstr (ctl->out, line));
  }
  g_assert_nonnull (strstr (ctl->out, "\n  commands "));
  g_assert_cmpint (miqat_test_ctl_run (ctl, "list", "camels", "--database", "@", NULL), ==, 2);
  g_assert_nonnull (strstr (ctl->err, "camels"));
}

static void
test_commands (void)
{
  g_autoptr (MiqatTestCtl) ctl = miqat_test_ctl_new ();
  g_autoptr (JsonNode) commands = NULL;

  /* Known without a database. */
  g_assert_cmpint (miqat_test_ctl_run (ctl, "list", "commands", "--database", "@", "--format", "json", NULL), ==, 0);
  commands = miqat_test_ctl_parse (ctl);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (commands)), >, 40);
  g_assert_cmpint (miqat_test_ctl_run (ctl, "list", "commands", "--database", "@", NULL), ==, 0);
  g_assert_nonnull (strstr (ctl->out, "\nbooking.create "));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ctl/list/rows", test_rows);
  g_test_add_func ("/ctl/list/table", test_table);
  g_test_add_func ("/ctl/list/help", test_help);
  g_test_add_func ("/ctl/list/commands", test_commands);
  return g_test_run ();
}
