/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commission from the rules that people set to what stands in the ledger. */
#include "config.h"

#include "miqat-commission.h"
#include "miqat-journal.h"
#include "miqat-payment-flag.h"
#include "miqat-test-sale.h"

#define FLAT "{'kind': 'flat', 'value': %d}"
#define DP G_GINT64_CONSTANT (5000000)

/* The rules of PRD §2.3, each set by whoever grants. */
static void
set_rules (MiqatTestAgency *hub)
{
  miqat_test_do (hub, hub->pusat_staff, "commission.set_rule", NULL, FLAT, 2000000);
  miqat_test_do (hub, hub->surabaya_staff, "commission.set_rule", NULL, FLAT, 1750000);
  miqat_test_do (hub, hub->mitra, "commission.set_rule", NULL, FLAT, 1250000);
  miqat_test_do (hub, hub->agen, "commission.set_rule", NULL, FLAT, 500000);
}

static gint64
get_share (MiqatTestAgency *hub, const char *user_id, const char *status)
{
  g_autofree char *sql = g_strdup_printf (
    "SELECT coalesce(sum(amount), 0) FROM commission_ledger WHERE user_id = '%s' AND status = '%s' AND entry = 'share'",
    user_id, status);

  return miqat_test_number (hub, sql);
}

static void
pay (MiqatTestAgency *hub, const char *booking_id, gint64 amount)
{
  miqat_test_do (hub, hub->surabaya_staff, "payment.record", NULL,
                 "{'booking_id': '%s', 'method': 'cash', 'amount': %" G_GINT64_FORMAT "}", booking_id, amount);
}

static void
test_specified (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  MiqatTestTrip trip = miqat_test_trip_new (hub, MIQAT_TEST_MARGIN);
  MiqatDb *db = miqat_test_agency_read (hub);
  const char *booking_id;
  gint64 balance = 0;

  set_rules (hub);
  booking_id = miqat_test_book (hub, &trip, hub->surabaya_staff, hub->reseller, 1);
  pay (hub, booking_id, DP - 1);
  g_assert_cmpint (miqat_test_number (hub, "SELECT count(*) FROM commission_ledger"), ==, 0);
  pay (hub, booking_id, 1);
  g_assert_cmpint (get_share (hub, hub->reseller, "pending"), ==, 500000);
  g_assert_cmpint (get_share (hub, hub->agen, "pending"), ==, 750000);
  g_assert_cmpint (get_share (hub, hub->mitra, "pending"), ==, 500000);
  g_assert_cmpint (get_share (hub, hub->surabaya, "pending"), ==, 250000);
  g_assert_cmpint (get_share (hub, hub->pusat, "pending"), ==, 3000000);
  miqat_test_verify (hub);
  pay (hub, booking_id, MIQAT_TEST_QUAD - DP);
  g_assert_cmpint (miqat_test_number (hub, "SELECT count(*) FROM commission_ledger WHERE status <>"
                                           " 'confirmed'"),
                   ==, 0);
  g_assert_cmpint (miqat_test_number (hub, "SELECT count(*) FROM commission_ledger"), ==, 5);
  g_assert_cmpint (miqat_test_number (hub, "SELECT sum(amount) FROM commission_ledger"), ==,
                   MIQAT_TEST_MARGIN);
  g_assert_true (miqat_journal_get_balance (db, MIQAT_ACCOUNT_COMMISSION_PAYABLE, NULL, &balance, NULL));
  g_assert_cmpint (balance, ==, -2000000);
  g_assert_true (miqat_journal_get_balance (db, MIQAT_ACCOUNT_COMMISSION_PAYABLE, hub->pusat, &balance, NULL));
  g_assert_cmpint (balance, ==, 0);
  miqat_test_verify (hub);
}

/* Money beyond what is due, and more of it, gives nobody a second commission. */
static void
test_once (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  MiqatTestTrip trip = miqat_test_trip_new (hub, MIQAT_TEST_MARGIN);
  const char *booking_id;

  set_rules (hub);
  booking_id = miqat_test_book (hub, &trip, hub->surabaya_staff, hub->agen, 3);
  pay (hub, booking_id, DP);
  g_assert_cmpint (miqat_test_number (hub, "SELECT count(DISTINCT traveller_id) FROM commission_ledger"),
                   ==, 1);
  for (guint i = 0; i < 5; i++)
    pay (hub, booking_id, 50 * DP);
  g_assert_cmpint (miqat_test_number (hub, "SELECT count(*) FROM commission_ledger"), ==, 3 * 4);
  g_assert_cmpint (get_share (hub, hub->agen, "confirmed"), ==, 3 * 1250000);
  miqat_test_verify (hub);
}

static void
test_precedence (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  MiqatTestTrip trip = miqat_test_trip_new (hub, MIQAT_TEST_MARGIN);
  MiqatDb *db = miqat_test_agency_read (hub);
  MiqatGrant grant = { 0 };
  const char *rule;

  g_assert_true (miqat_commission_find_grant (db, hub->pusat, hub->surabaya, trip.package_id, &grant, NULL));
  g_assert_cmpint (grant.kind, ==, MIQAT_GRANT_NONE);
  miqat_test_do (hub, hub->pusat_staff, "commission.set_rule", NULL, FLAT, 1000000);
  miqat_test_do (hub, hub->pusat_staff, "commission.set_rule", NULL,
                 "{'kind': 'flat', 'value': 1100000, 'package_id': '%s'}", trip.package_id);
  g_assert_true (miqat_commission_find_grant (db, hub->pusat, hub->surabaya, trip.package_id, &grant, NULL));
  g_assert_cmpint (grant.value, ==, 1100000);
  miqat_test_do (hub, hub->pusat_staff, "commission.set_rule", NULL,
                 "{'kind': 'percent', 'value': 350, 'grantee_id': '%s'}", hub->surabaya);
  g_assert_true (miqat_commission_find_grant (db, hub->pusat, hub->surabaya, trip.package_id, &grant, NULL));
  g_assert_cmpint (grant.kind, ==, MIQAT_GRANT_PERCENT);
  rule = miqat_test_do (hub, hub->pusat_staff, "commission.set_rule", "rule_id",
                        "{'kind': 'flat', 'value': 1300000, 'grantee_id': '%s', 'package_id': '%s'}",
                        hub->surabaya, trip.package_id);
  g_assert_cmpstr (miqat_test_do (hub, hub->pusat_staff, "commission.set_rule", "rule_id",
                        "{'kind': 'flat', 'value': 1400000, 'grantee_id': '%s', 'package_id': '%s'}",
                        hub->surabaya, trip.package_id),
                   ==, rule);
  g_assert_true (miqat_commission_find_grant (db, hub->pusat, hub->surabaya, trip.package_id, &grant, NULL));
  g_assert_cmpint (grant.value, ==, 1400000);
  g_assert_true (miqat_commission_find_grant (db, hub->pusat, hub->makassar, trip.package_id, &grant, NULL));
  g_assert_cmpint (grant.value, ==, 1100000);
  miqat_test_refused (hub, hub->surabaya_staff, "commission.remove_rule", "not_yours", NULL,
                      "{'rule_id': '%s'}", rule);
  miqat_test_do (hub, hub->pusat_staff, "commission.remove_rule", NULL, "{'rule_id': '%s'}", rule);
  g_assert_true (miqat_commission_find_grant (db, hub->pusat, hub->surabaya, trip.package_id, &grant, NULL));
  g_assert_cmpint (grant.kind, ==, MIQAT_GRANT_PERCENT);
  miqat_test_verify (hub);
}

/* Everybody for their own direct downlines, and never more than they receive. */
static void
test_set_refused (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  MiqatTestTrip trip = miqat_test_trip_new (hub, MIQAT_TEST_MARGIN);

  miqat_test_refused (hub, hub->surabaya_staff, "commission.set_rule", "commission_too_high",
                      "value", FLAT, 1);
  set_rules (hub);
  miqat_test_refused (hub, hub->surabaya_staff, "commission.set_rule", "commission_too_high",
                      "value", FLAT, 2000001);
  miqat_test_do (hub, hub->surabaya_staff, "commission.set_rule", NULL, FLAT, 2000000);
  miqat_test_refused (hub, hub->pusat_staff, "commission.set_rule", "commission_too_high", "value",
                      "{'kind': 'flat', 'value': 5000001, 'package_id': '%s'}", trip.package_id);
  miqat_test_refused (hub, hub->pusat_staff, "commission.set_rule", "too_large", "value",
                      "{'kind': 'percent', 'value': 10001}");
  miqat_test_refused (hub, hub->reseller, "commission.set_rule", "not_allowed", NULL, FLAT, 1);
  miqat_test_refused (hub, hub->surabaya_sales, "commission.set_rule", "not_allowed", NULL, FLAT,
                      1);
  miqat_test_refused (hub, hub->surabaya_staff, "commission.set_rule", "not_yours", "granter_id",
                      "{'kind': 'flat', 'value': 1, 'granter_id': '%s'}", hub->mitra);
  miqat_test_refused (hub, hub->surabaya_staff, "commission.set_rule", "not_yours", NULL,
                      "{'kind': 'flat', 'value': 1, 'granter_id': '%s'}", hub->makassar);
  miqat_test_refused (hub, hub->surabaya_staff, "commission.set_rule", "not_yours", "grantee_id",
                      "{'kind': 'flat', 'value': 1, 'grantee_id': '%s'}", hub->agen);
  miqat_test_refused (hub, hub->surabaya_staff, "commission.set_rule", "not_yours", "grantee_id",
                      "{'kind': 'flat', 'value': 1, 'grantee_id': '%s'}", hub->makassar_mitra);
  miqat_test_refused (hub, hub->pusat_staff, "commission.set_rule", "not_found", NULL,
                      "{'kind': 'flat', 'value': 1, 'package_id': '%s'}", hub->pusat);
}

/* What was lowered above after it was promised below is cut, and somebody is told. */
static void
test_cut (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  MiqatTestTrip trip = miqat_test_trip_new (hub, MIQAT_TEST_MARGIN);

  set_rules (hub);
  miqat_test_do (hub, hub->pusat_staff, "commission.set_rule", NULL, FLAT, 1000000);
  pay (hub, miqat_test_book (hub, &trip, hub->surabaya_staff, hub->mitra, 1), DP);
  g_assert_cmpint (get_share (hub, hub->mitra, "pending"), ==, 1000000);
  g_assert_cmpint (get_share (hub, hub->surabaya, "pending"), ==, 0);
  g_assert_cmpint (get_share (hub, hub->pusat, "pending"), ==, 4000000);
  g_assert_cmpint (miqat_test_number (hub, "SELECT cut FROM commission_ledger WHERE user_role = 'mitra'"),
                   ==, 750000);
  g_assert_cmpint (miqat_test_number (hub, "SELECT count(*) FROM payment_flags WHERE kind ="
                                           " 'commission_cut'"),
                   ==, 1);
  miqat_test_verify (hub);
}

static void
test_no_margin (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  MiqatTestTrip trip = miqat_test_trip_new (hub, 0);

  set_rules (hub);
  pay (hub, miqat_test_book (hub, &trip, hub->surabaya_staff, hub->agen, 1), DP);
  g_assert_cmpint (miqat_test_number (hub, "SELECT count(*) FROM commission_ledger"), ==, 0);
  g_assert_cmpint (miqat_test_number (hub, "SELECT count(*) FROM payment_flags WHERE kind ="
                                           " 'margin_missing'"),
                   ==, 1);
  miqat_test_verify (hub);
}

static void
set_margin (MiqatTestAgency *hub, const char *package_id)
{
  miqat_test_do (hub, hub->pusat_staff, "package.set_prices", NULL,
                 "{'package_id': '%s', 'cost': 28000000, 'margin': 5000000}", package_id);
}

/* A margin that is set after the sale is shared then: pending for who has paid his DP, confirmed for who has paid
 * all; nothing yet for who has paid less, and nothing by another package. */
static void
test_margin_later (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  MiqatTestTrip trip = miqat_test_trip_new (hub, 0);
  const char *other = miqat_test_do (hub, hub->pusat_staff, "package.create", "package_id",
                                     "{'name': 'Umroh Lain', 'kind': 'umrah', 'duration_days': 9}");
  const char *dp = miqat_test_book (hub, &trip, hub->surabaya_staff, hub->reseller, 1);
  const char *full = miqat_test_book (hub, &trip, hub->surabaya_staff, hub->reseller, 1);
  g_autoptr (GPtrArray) open = NULL;

  set_rules (hub);
  pay (hub, dp, DP);
  pay (hub, full, MIQAT_TEST_QUAD);
  pay (hub, miqat_test_book (hub, &trip, hub->surabaya_staff, hub->reseller, 1), DP - 1);
  set_margin (hub, other);
  g_assert_cmpint (miqat_test_number (hub, "SELECT count(*) FROM commission_ledger"), ==, 0);
  set_margin (hub, trip.package_id);
  g_assert_cmpint (get_share (hub, hub->reseller, "pending"), ==, 500000);
  g_assert_cmpint (get_share (hub, hub->reseller, "confirmed"), ==, 500000);
  g_assert_cmpint (get_share (hub, hub->pusat, "pending"), ==, 3000000);
  /* There is nothing left to look at. */
  open = miqat_flag_list_open (miqat_test_agency_read (hub), (MiqatReader) { NULL, NULL }, NULL);
  g_assert_cmpuint (open->len, ==, 0);
  miqat_test_verify (hub);
  set_margin (hub, trip.package_id);
  pay (hub, dp, MIQAT_TEST_QUAD - DP);
  g_assert_cmpint (get_share (hub, hub->reseller, "confirmed"), ==, 1000000);
  g_assert_cmpint (miqat_test_number (hub, "SELECT count(*) FROM commission_margins"), ==, 2);
  miqat_test_verify (hub);
}

/* Paying in full posts what was not posted before it confirms. */
static void
test_full_without_dp (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  MiqatTestTrip trip = miqat_test_trip_new (hub, MIQAT_TEST_MARGIN);
  const char *id = miqat_test_book (hub, &trip, hub->surabaya_staff, hub->reseller, 1);
  g_autofree char *traveller = NULL;

  set_rules (hub);
  traveller = miqat_test_text (hub, "SELECT id FROM booking_travellers");
  pay (hub, id, DP - 1);
  miqat_test_emit (hub, MIQAT_EVENT_TRAVELLER_PAID_FULL, traveller);
  g_assert_cmpint (get_share (hub, hub->reseller, "confirmed"), ==, 500000);
}

/* Pusat sees all, a branch its own, a node itself and those below; the margin is Pusat's alone. */
static void
test_reading (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  MiqatTestTrip trip = miqat_test_trip_new (hub, MIQAT_TEST_MARGIN);
  MiqatDb *db = miqat_test_agency_read (hub);
  g_autoptr (MiqatTestAgency) office = NULL;
  g_autofree char *traveller = NULL;
  g_autoptr (GError) error = NULL;
  MiqatCommissionTotals totals;
  const struct {
    MiqatReader reader;
    guint rows;
  } readers[] = {
    { { NULL, NULL }, 5 },
    { { hub->surabaya, NULL }, 4 },
    { { hub->surabaya, hub->agen }, 2 },
    { { hub->surabaya, hub->reseller }, 1 },
    { { hub->makassar, NULL }, 0 },
    { { hub->makassar, hub->makassar_mitra }, 0 },
  };

  set_rules (hub);
  pay (hub, miqat_test_book (hub, &trip, hub->surabaya_staff, hub->reseller, 1), DP);
  traveller = miqat_test_text (hub, "SELECT traveller_id FROM commission_margins");
  for (guint i = 0; i < G_N_ELEMENTS (readers); i++) {
    g_autoptr (GPtrArray) rows
      = miqat_commission_list_of_traveller (db, readers[i].reader, traveller, &error);

    g_assert_no_error (error);
    g_assert_cmpuint (rows->len, ==, readers[i].rows);
  }
  g_assert_true (miqat_commission_get_totals (db, readers[2].reader, hub->agen, &totals, NULL));
  g_assert_cmpint (totals.pending, ==, 750000);
  g_assert_cmpint (totals.confirmed, ==, 0);
  g_assert_null (miqat_commission_list (db, readers[2].reader, hub->mitra, 10, 0, &error));
  g_assert_error (error, MIQAT_REFUSAL, MIQAT_PROBLEM_NOT_YOURS);
  g_clear_error (&error);
  g_assert_false (miqat_commission_get_totals (db, readers[5].reader, hub->agen, &totals, &error));
  g_assert_error (error, MIQAT_REFUSAL, MIQAT_PROBLEM_NOT_YOURS);
  {
    g_autoptr (GPtrArray) rows
      = miqat_commission_list (db, readers[1].reader, hub->surabaya, 10, 0, NULL);

    g_assert_cmpuint (rows->len, ==, 1);
    g_assert_cmpint (((MiqatCommissionRow *) g_ptr_array_index (rows, 0))->granted, ==, 2000000);
  }
  office = miqat_test_agency_new_replica (hub, hub->surabaya, "SBY2");
  g_assert_cmpint (miqat_test_number (office, "SELECT count(*) FROM commission_margins"), ==, 0);
  g_assert_cmpint (miqat_test_number (office, "SELECT count(*) FROM commission_ledger"), ==, 4);
  g_assert_cmpint (miqat_test_number (office, "SELECT count(*) FROM commission_rules"), ==, 4);
}

/* An office that holds none of another's rules still holds what binds itself. */
static void
test_rules_travel (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  g_autoptr (MiqatTestAgency) office = NULL;

  set_rules (hub);
  miqat_test_do (hub, hub->pusat_staff, "commission.set_rule", NULL,
                 "{'kind': 'flat', 'value': 900000, 'grantee_id': '%s'}", hub->surabaya);
  miqat_test_do (hub, hub->pusat_staff, "commission.set_rule", NULL,
                 "{'kind': 'flat', 'value': 800000, 'grantee_id': '%s'}", hub->makassar);
  office = miqat_test_agency_new_replica (hub, hub->makassar, "MKS1");
  g_assert_cmpint (miqat_test_number (office, "SELECT count(*) FROM commission_rules"), ==, 2);
  g_assert_cmpint (miqat_test_number (office, "SELECT count(*) FROM commission_rules WHERE value = 900000"),
                   ==, 0);
}

/* A booking that is cancelled after its first proof was rejected earned nobody anything; one that is
 * cancelled with money in it gives back what was shared. */
static void
test_reversal (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  MiqatTestTrip trip = miqat_test_trip_new (hub, MIQAT_TEST_MARGIN);
  MiqatDb *db = miqat_test_agency_read (hub);
  const char *booking_id;
  gint64 balance = -1;
  MiqatCommissionTotals totals;

  set_rules (hub);
  booking_id = miqat_test_book (hub, &trip, hub->surabaya_staff, hub->reseller, 2);
  pay (hub, booking_id, 2 * DP);
  /* Cancelling with money is a command that comes later; its event is what counts here. */
  miqat_test_emit (hub, MIQAT_EVENT_BOOKING_CANCELLED, booking_id);
  g_assert_cmpint (miqat_test_number (hub, "SELECT sum(amount) FROM commission_ledger"), ==, 0);
  g_assert_cmpint (miqat_test_number (hub, "SELECT count(*) FROM commission_ledger WHERE entry = 'reversal'"),
                   ==, 10);
  g_assert_cmpint (miqat_test_number (hub, "SELECT count(*) FROM commission_ledger WHERE status <>"
                                           " 'cancelled'"),
                   ==, 0);
  g_assert_true (miqat_journal_get_balance (db, MIQAT_ACCOUNT_COMMISSION_PAYABLE, NULL, &balance, NULL));
  g_assert_cmpint (balance, ==, 0);
  g_assert_true (miqat_commission_get_totals (db, (MiqatReader) { NULL, NULL }, hub->reseller, &totals, NULL));
  g_assert_cmpint (totals.pending, ==, 0);
  g_assert_cmpint (totals.cancelled, ==, 1000000);
  miqat_test_emit (hub, MIQAT_EVENT_BOOKING_CANCELLED, booking_id);
  g_assert_cmpint (miqat_test_number (hub, "SELECT count(*) FROM commission_ledger WHERE entry = 'reversal'"),
                   ==, 10);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/commission/specified", test_specified);
  g_test_add_func ("/commission/once", test_once);
  g_test_add_func ("/commission/precedence", test_precedence);
  g_test_add_func ("/commission/set-refused", test_set_refused);
  g_test_add_func ("/commission/cut", test_cut);
  g_test_add_func ("/commission/no-margin", test_no_margin);
  g_test_add_func ("/commission/margin-later", test_margin_later);
  g_test_add_func ("/commission/full-without-dp", test_full_without_dp);
  g_test_add_func ("/commission/reading", test_reading);
  g_test_add_func ("/commission/rules-travel", test_rules_travel);
  g_test_add_func ("/commission/reversal", test_reversal);
  return g_test_run ();
}
