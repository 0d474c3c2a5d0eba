/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every invariant finds its fault: one is planted in a copy of the invented agency, with all the
 * database's own defences off, and verify must name it, and nothing that it does not imply. An
 * invariant without a fault here fails the test, and so does one that had nothing to look at. */
#include "config.h"

#include "miqat-areas.h"
#include "miqat-test-ctl.h"
#include "miqat-verify.h"

#include <string.h>

#define NOWHERE "'01a1f645-0000-7000-8000-000000000000'"
#define BRANCH(code) "(SELECT id FROM users WHERE site_code = '" code "')"
#define PUSAT "(SELECT id FROM users WHERE role = 'pusat')"

typedef struct {
  const char *invariant;
  const char *sql;
  const char *also; /* other invariants that the same fault breaks, by nature; NULL: none */
} Fault;

/* The smallest damage each, within the tables' CHECKs, which the file's own check knows too. */
static const Fault faults[] = {
  { "database.integrity",
    "PRAGMA writable_schema = ON;"
    "UPDATE sqlite_schema SET sql = 'CREATE INDEX payers_by_phone ON payers (full_name)'"
    " WHERE name = 'payers_by_phone'", NULL },
  { "database.references",
    "UPDATE departures SET hotel_makkah_id = " NOWHERE " WHERE id = (SELECT min(id) FROM departures)", NULL },
  { "database.sealed",
    "UPDATE pilgrims SET nik_index = 'x' WHERE id = (SELECT min(id) FROM pilgrims)", NULL },
  { "database.search", "DELETE FROM search_rows WHERE id = (SELECT min(id) FROM search_rows)", NULL },

  { "command.refusals_audited", "DELETE FROM audit_log WHERE outcome = 'refused'", NULL },

  { "network.paths",
    "INSERT INTO hierarchy_paths (ancestor_id, descendant_id, path_length, branch_id)"
    " VALUES (" BRANCH ("SBY") ", " PUSAT ", 1, " PUSAT ")", NULL },
  { "network.tiers",
    "UPDATE users SET role = 'mitra' WHERE id = (SELECT min(id) FROM users WHERE role = 'reseller')", NULL },
  { "network.branches",
    "UPDATE hierarchy_paths SET branch_id = " PUSAT
    " WHERE descendant_id = (SELECT min(id) FROM users WHERE role = 'reseller');"
    "UPDATE users SET branch_id = " PUSAT " WHERE id = (SELECT min(id) FROM users WHERE role = 'reseller')",
    NULL },
  { "network.offices", "UPDATE users SET site_code = '' WHERE site_code = 'JKT'", NULL },
  { "staff.offices",
    "UPDATE staff_duties SET branch_id = " PUSAT " WHERE staff_id = (SELECT min(id) FROM staff"
    " WHERE branch_id = " BRANCH ("SBY") ")", NULL },
  { "credentials.owners",
    "INSERT INTO credentials (owner_id, verifier, changed_at) VALUES (" NOWHERE ", '$argon2id$', 1)", NULL },

  { "seats.pools_add_up",
    "UPDATE departures SET total_seats = total_seats + 1 WHERE id = (SELECT min(id) FROM departures"
    " WHERE status = 'open')", NULL },
  /* Booked seats stand between the pools and the counts: both disagree with them. */
  { "seats.booked_is_taken",
    "UPDATE departures SET booked_seats = booked_seats + 1 WHERE id = (SELECT min(id) FROM departures"
    " WHERE status = 'open')", "seats.counts_add_up" },
  { "seats.counts_add_up",
    "UPDATE seat_counts SET seats = seats + 1 WHERE rowid = (SELECT min(rowid) FROM seat_counts)",
    "booking.counts_by_state" },
  { "seats.full_is_true",
    "UPDATE departures SET status = 'open' WHERE id = (SELECT min(id) FROM departures WHERE status = 'full')",
    NULL },
  { "seats.one_public_pool",
    "UPDATE seat_pools SET kind = 'allotment', owner_id = " PUSAT " WHERE id = (SELECT min(id)"
    " FROM seat_pools WHERE kind = 'public')", NULL },
  { "seats.leased_beds_fit",
    "UPDATE lease_beds SET capacity = capacity + 1000 WHERE rowid = (SELECT min(rowid) FROM lease_beds)",
    "booking.room_booked" },
  { "seats.leases_of_one_departure",
    "INSERT INTO lease_beds (pool_id, room_type_id, capacity, taken) SELECT p.id, r.id, 0, 0"
    " FROM seat_pools p JOIN room_types r ON r.departure_id <> p.departure_id WHERE p.kind = 'lease' LIMIT 1",
    NULL },

  { "pilgrim.known_to_a_branch",
    "UPDATE booking_travellers SET pilgrim_id = NULL WHERE pilgrim_id = (SELECT min(id) FROM pilgrims);"
    "DELETE FROM pilgrim_branches WHERE pilgrim_id = (SELECT min(id) FROM pilgrims)", NULL },
  { "pilgrim.sealed_with_index",
    "UPDATE pilgrims SET has_passport = 0 WHERE id = (SELECT min(id) FROM pilgrims"
    " WHERE passport_index IS NOT NULL)", NULL },
  { "pilgrim.name_keys", "UPDATE pilgrims SET name_key = '' WHERE id = (SELECT min(id) FROM pilgrims)", NULL },
  { "pilgrim.document_owner",
    "UPDATE documents SET pilgrim_id = (SELECT min(id) FROM pilgrims) WHERE id = (SELECT min(id)"
    " FROM documents WHERE doc_type = 'transfer_proof')", NULL },

  /* A seat changes from one pool of a departure to another, behind its booking's back. */
  { "booking.pool_taken",
    "CREATE TEMP TABLE pair AS SELECT a.id AS one, b.id AS other FROM seat_pools a JOIN seat_pools b"
    " ON b.departure_id = a.departure_id AND b.id <> a.id AND b.taken < b.capacity"
    " WHERE a.taken > 0 AND a.kind <> 'lease' AND b.kind <> 'lease' LIMIT 1;"
    "UPDATE seat_pools SET taken = taken - 1 WHERE id = (SELECT one FROM pair);"
    "UPDATE seat_pools SET taken = taken + 1 WHERE id = (SELECT other FROM pair)", NULL },
  { "booking.room_booked",
    "UPDATE room_types SET booked_count = booked_count + 1 WHERE id = (SELECT min(id) FROM room_types)", NULL },
  { "booking.lease_taken",
    "UPDATE lease_beds SET capacity = capacity + 1, taken = taken + 1 WHERE rowid = (SELECT min(rowid)"
    " FROM lease_beds)", NULL },
  { "booking.counts_by_state",
    "CREATE TEMP TABLE one AS SELECT departure_id, owner_id, state FROM seat_counts WHERE seats > 0"
    " AND state = 'dp_paid' LIMIT 1;"
    "UPDATE seat_counts SET seats = seats - 1 WHERE (departure_id, owner_id, state)"
    " IN (SELECT departure_id, owner_id, state FROM one);"
    "INSERT INTO seat_counts (departure_id, owner_id, state, seats) SELECT departure_id, owner_id,"
    " 'paid_full', 1 FROM one WHERE 1 ON CONFLICT DO UPDATE SET seats = seats + 1", NULL },
  { "booking.traveller_count",
    "UPDATE bookings SET pax_count = pax_count + 1 WHERE id = (SELECT min(id) FROM bookings)", NULL },
  { "booking.total_price",
    "UPDATE bookings SET total_price = total_price + 1 WHERE id = (SELECT min(id) FROM bookings"
    " WHERE status = 'expired')", NULL },
  { "booking.status_and_lock",
    "UPDATE bookings SET status = 'expired' WHERE id = (SELECT min(id) FROM bookings"
    " WHERE status = 'cancelled')", NULL },
  { "booking.lock_of_booking",
    "UPDATE bookings SET departure_date = '2020-01-01' WHERE id = (SELECT min(id) FROM bookings)", NULL },
  { "booking.seats_locked",
    "UPDATE seat_locks SET seats_locked = seats_locked + 1 WHERE booking_id = (SELECT min(booking_id)"
    " FROM seat_locks WHERE status = 'released')", NULL },
  { "booking.pilgrim_known",
    "UPDATE pilgrim_branches SET branch_id = " PUSAT " WHERE pilgrim_id = (SELECT min(pilgrim_id)"
    " FROM pilgrim_branches)", NULL },
  { "booking.contact",
    "UPDATE bookings SET contact_key = 'zzz' WHERE id = (SELECT min(id) FROM bookings)", NULL },

  { "invoices.lines",
    "UPDATE payment_invoices SET amount = amount + 1 WHERE id = (SELECT min(id) FROM payment_invoices"
    " WHERE status = 'cancelled')", NULL },
  { "invoices.paid",
    "UPDATE invoice_lines SET paid = 1 WHERE id = (SELECT min(l.id) FROM invoice_lines l"
    " JOIN payment_invoices i ON i.id = l.invoice_id WHERE i.status = 'cancelled')", NULL },
  { "invoices.status",
    "UPDATE payment_invoices SET status = 'pending' WHERE id = (SELECT min(id) FROM payment_invoices"
    " WHERE status = 'unpaid')", NULL },
  { "invoices.billed",
    "UPDATE payment_invoices SET status = 'cancelled' WHERE id = (SELECT min(i.id) FROM payment_invoices i"
    " JOIN bookings b ON b.id = i.booking_id WHERE b.status = 'seat_locked' AND i.invoice_type = 'final')",
    NULL },
  { "payments.booking_paid",
    "UPDATE bookings SET amount_paid = amount_paid + 1 WHERE id = (SELECT min(id) FROM bookings"
    " WHERE status = 'paid_full')", "journal.deposits" },
  { "payments.booking_status",
    "CREATE TEMP TABLE one AS SELECT id, departure_id, branch_id, pax_count FROM bookings"
    " WHERE status = 'paid_full' LIMIT 1;"
    "UPDATE bookings SET status = 'dp_paid' WHERE id = (SELECT id FROM one);"
    "UPDATE seat_counts SET seats = seats - (SELECT pax_count FROM one) WHERE state = 'paid_full'"
    " AND (departure_id, owner_id) IN (SELECT departure_id, branch_id FROM one);"
    "INSERT INTO seat_counts (departure_id, owner_id, state, seats) SELECT departure_id, branch_id,"
    " 'dp_paid', pax_count FROM one WHERE 1 ON CONFLICT DO UPDATE SET seats = seats + excluded.seats", NULL },
  /* Two allocations of the same amount change places. */
  { "payments.allocated",
    "CREATE TEMP TABLE pair AS SELECT a.id AS one, b.id AS other, a.line_id AS one_line,"
    " b.line_id AS other_line FROM payment_allocations a JOIN payment_transactions s"
    " ON s.id = a.transaction_id JOIN payment_allocations b ON b.amount = a.amount"
    " JOIN payment_transactions t ON t.id = b.transaction_id WHERE s.booking_id <> t.booking_id LIMIT 1;"
    "UPDATE payment_allocations SET line_id = (SELECT other_line FROM pair) WHERE id = (SELECT one FROM pair);"
    "UPDATE payment_allocations SET line_id = (SELECT one_line FROM pair) WHERE id = (SELECT other FROM pair)",
    NULL },
  { "payments.credit",
    "CREATE TEMP TABLE one AS SELECT a.id AS allocation, a.line_id AS line, l.invoice_id AS invoice"
    " FROM payment_allocations a JOIN invoice_lines l ON l.id = a.line_id"
    " JOIN payment_invoices i ON i.id = l.invoice_id WHERE i.paid < i.amount AND a.amount > 1 LIMIT 1;"
    "UPDATE payment_allocations SET amount = amount - 1 WHERE id = (SELECT allocation FROM one);"
    "UPDATE invoice_lines SET paid = paid - 1 WHERE id = (SELECT line FROM one);"
    "UPDATE payment_invoices SET paid = paid - 1 WHERE id = (SELECT invoice FROM one)", NULL },

  { "journal.balanced",
    "UPDATE journal_lines SET amount = amount + 1 WHERE rowid = (SELECT min(rowid) FROM journal_lines"
    " WHERE account = '5100')", NULL },
  { "journal.transactions",
    "UPDATE journal_entries SET kind = 'allocation' WHERE id = (SELECT min(id) FROM journal_entries"
    " WHERE kind = 'payment')", NULL },
  { "journal.deposits",
    "UPDATE journal_lines SET party_id = (SELECT max(id) FROM bookings) WHERE rowid = (SELECT min(rowid)"
    " FROM journal_lines WHERE account = '2100' AND party_id <> (SELECT max(id) FROM bookings))", NULL },
  /* The next number of a series, for a booking that nobody knows and without a flag. */
  { "payments.unmatched",
    "INSERT INTO receipts (id, branch_id, booking_id, transaction_id, series, number, receipt_code, amount,"
    " issued_day, issued_at) SELECT " NOWHERE ", branch_id, " NOWHERE ", NULL, series, number + 1, 'KW-SBY-X',"
    " amount, issued_day, issued_at FROM receipts WHERE series = 'SBY' ORDER BY number DESC LIMIT 1",
    "database.search" },
  { "receipts.series",
    "UPDATE receipts SET number = number + 1000 WHERE id = (SELECT id FROM receipts WHERE series = 'SBY'"
    " ORDER BY number DESC LIMIT 1)", NULL },
  /* A workstation's series is held as well as an office's. */
  { "receipts.series",
    "UPDATE receipts SET series = 'SBY9', number = 2 WHERE id = (SELECT id FROM receipts WHERE series = 'SBY'"
    " ORDER BY number DESC LIMIT 1)", NULL },
  { "receipts.transactions",
    "UPDATE receipts SET amount = amount + 1 WHERE id = (SELECT min(id) FROM receipts)", NULL },
  { "proofs.money",
    "UPDATE payment_proofs SET status = 'approved' WHERE id = (SELECT min(id) FROM payment_proofs"
    " WHERE status = 'rejected')", NULL },
  { "proofs.waiting",
    "CREATE TEMP TABLE one AS SELECT id FROM bookings WHERE status = 'awaiting_verification' LIMIT 1;"
    "UPDATE payment_invoices SET status = 'unpaid' WHERE status = 'pending'"
    " AND booking_id = (SELECT id FROM one);"
    "UPDATE payment_proofs SET status = 'rejected', reject_reason = 'Buram' WHERE status = 'waiting'"
    " AND booking_id = (SELECT id FROM one)", NULL },
  { "bank_accounts.active", "UPDATE bank_accounts SET is_active = 0", NULL },

  { "commission.posted",
    "CREATE TEMP TABLE one AS SELECT min(m.traveller_id) AS id FROM commission_margins m JOIN bookings b"
    " ON b.id = m.booking_id WHERE b.status = 'dp_paid';"
    "DELETE FROM journal_lines WHERE entry_id IN (SELECT e.id FROM journal_entries e JOIN commission_ledger l"
    " ON l.id = e.source_id WHERE l.traveller_id = (SELECT id FROM one));"
    "DELETE FROM journal_entries WHERE source_id IN (SELECT id FROM commission_ledger WHERE traveller_id ="
    " (SELECT id FROM one));"
    "DELETE FROM commission_ledger WHERE traveller_id = (SELECT id FROM one);"
    "DELETE FROM commission_margins WHERE traveller_id = (SELECT id FROM one)", NULL },
  { "commission.shares",
    "UPDATE commission_margins SET margin = margin + 1 WHERE traveller_id = (SELECT min(traveller_id)"
    " FROM commission_margins)", NULL },
  { "commission.chain",
    "UPDATE commission_ledger SET granted = amount - 1 WHERE id = (SELECT min(id) FROM commission_ledger"
    " WHERE amount > 0)", NULL },
  { "commission.reversals",
    "UPDATE commission_ledger SET status = 'cancelled' WHERE id = (SELECT min(id) FROM commission_ledger)", NULL },
  { "commission.journal",
    "UPDATE journal_lines SET party_id = " PUSAT " WHERE rowid = (SELECT min(rowid) FROM journal_lines"
    " WHERE account = '2200')", NULL },
  { "commission.rules",
    "UPDATE commission_rules SET branch_id = " PUSAT " WHERE id = (SELECT min(r.id) FROM commission_rules r"
    " JOIN users u ON u.id = r.granter_id WHERE u.role = 'mitra')", NULL },

  { "messages.consistent", "UPDATE outbox SET body = '' WHERE id = (SELECT min(id) FROM outbox)", NULL },
};

/* ---- the agency ------------------------------------------------------------------------------- */

static MiqatTestCtl *ctl;

static void
run_command (const char *command, const char *args, int status)
{
  g_assert_cmpint (miqat_test_ctl_run (ctl, "run", command, "--database", "@", "--as", "system",
                                       "--args", args, NULL), ==, status);
}

/* A workstation in Surabaya with a lease of four seats and as many beds: what the demo lacks. */
static void
lease_seats (void)
{
  g_autofree char *code = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "code", -1);
  g_autofree char *token = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "token", -1);
  g_autofree char *branch = miqat_test_sql_text (ctl->database, "SELECT " BRANCH ("SBY"));
  g_autofree char *departure = miqat_test_sql_text (
    ctl->database, "SELECT departure_id FROM seat_pools WHERE kind = 'allotment' AND owner_id = "
                   BRANCH ("SBY") " AND capacity - taken >= 4 ORDER BY id LIMIT 1");
  g_autofree char *room_sql = g_strdup_printf ("SELECT id FROM room_types WHERE departure_id = '%s'"
                                               " AND booked_count > 0 LIMIT 1", departure);
  g_autofree char *room = miqat_test_sql_text (ctl->database, room_sql);
  g_autofree char *prepare = g_strdup_printf ("{\"node_id\": \"%s\", \"code_hash\": \"%s\"}", branch, code);
  g_autofree char *enrol = g_strdup_printf ("{\"code_hash\": \"%s\", \"token_hash\": \"%s\","
                                            " \"name\": \"Meja 1\"}", code, token);
  g_autofree char *device = NULL, *grant = NULL;

  run_command ("device.create_code", prepare, 0);
  run_command ("device.enrol", enrol, 0);
  device = miqat_test_sql_text (ctl->database, "SELECT id FROM devices");
  grant = g_strdup_printf ("{\"departure_id\": \"%s\", \"branch_id\": \"%s\", \"device_id\": \"%s\","
                           " \"seats\": 4, \"beds\": [{\"room_type_id\": \"%s\", \"beds\": 4}]}",
                           departure, branch, device, room);
  run_command ("lease.grant", grant, 0);
}

static void
set_up (void)
{
  ctl = miqat_test_ctl_new ();
  g_assert_cmpint (miqat_test_ctl_run (ctl, "demo", "--database", "@", "--today", MIQAT_TEST_TODAY,
                                       "--bookings", "60", NULL), ==, 0);
  lease_seats ();
  run_command ("bank_account.close", "{\"bank_account_id\": " "\"01a1f645-0000-7000-8000-000000000000\"}", 1);
}

static MiqatVerification *
verify (const char *database)
{
  g_autofree char *key_path = g_strconcat (database, ".key", NULL);
  g_autoptr (MiqatKey) key = NULL;
  g_autoptr (MiqatDb) db = NULL;
  g_autoptr (GError) error = NULL;
  MiqatVerification *verification;

  key = miqat_key_load (key_path, &error);
  g_assert_no_error (error);
  db = miqat_db_open (database, MIQAT_DB_READ_ONLY, &error);
  g_assert_no_error (error);
  verification = miqat_verify (db, key, miqat_areas, NULL, NULL, &error);
  g_assert_no_error (error);
  return verification;
}

/* ---- the tests -------------------------------------------------------------------------------- */

static void
test_clean (void)
{
  g_autoptr (MiqatVerification) verification = verify (ctl->database);

  for (guint i = 0; i < verification->findings->len; i++) {
    const MiqatFinding *finding = verification->findings->pdata[i];

    g_test_message ("%s: %" G_GINT64_FORMAT, finding->name, finding->checked);
    if (finding->n_faults > 0)
      g_error ("%s: %s", finding->name, (char *) finding->faults->pdata[0]);
    g_assert_cmpint (finding->checked, >, 0);
  }
}

static void
test_each_has_a_fault (void)
{
  g_auto (GStrv) names = miqat_verify_list_names (miqat_areas);

  for (guint i = 0; names[i] != NULL; i++) {
    gboolean found = FALSE;

    for (guint j = 0; j < G_N_ELEMENTS (faults); j++)
      found = found || strcmp (faults[j].invariant, names[i]) == 0;
    if (!found)
      g_error ("No fault is planted for %s", names[i]);
  }
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    g_assert_true (g_strv_contains ((const char *const *) names, faults[i].invariant));
}

static void
test_fault (gconstpointer data)
{
  const Fault *fault = data;
  g_autofree char *database = miqat_test_ctl_copy (ctl, "copy.db");
  g_autoptr (MiqatVerification) verification = NULL;
  g_autoptr (GString) named = g_string_new (NULL);
  g_autoptr (GString) expected = g_string_new (NULL);

  g_assert_cmpint (miqat_test_sql_plant (database, fault->sql), >, 0);
  verification = verify (database);
  for (guint i = 0; i < verification->findings->len; i++) {
    const MiqatFinding *finding = verification->findings->pdata[i];
    gboolean wanted = strcmp (finding->name, fault->invariant) == 0
                      || g_strcmp0 (finding->name, fault->also) == 0;

    if (finding->n_faults > 0)
      g_string_append_printf (named, " %s", finding->name);
    if (wanted)
      g_string_append_printf (expected, " %s", finding->name);
    for (guint j = 0; j < finding->faults->len; j++)
      g_test_message ("%s: %s", finding->name, (char *) finding->faults->pdata[j]);
  }
  g_assert_cmpstr (named->str, ==, expected->str);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  miqat_crypto_init ();
  set_up ();
  g_test_add_func ("/core/verify/clean", test_clean);
  g_test_add_func ("/core/verify/each-has-a-fault", test_each_has_a_fault);
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++) {
    g_autofree char *path = g_strdup_printf ("/core/verify/fault/%u/%s", i, faults[i].invariant);

    g_test_add_data_func (path, &faults[i], test_fault);
  }
  status = g_test_run ();
  miqat_test_ctl_free (ctl);
  return status;
}
