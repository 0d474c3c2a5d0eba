/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bank accounts: in order, each number once, and never none. */
#include "config.h"

#include "miqat-bank-account.h"
#include "miqat-test-agency.h"

#define ADD "{'bank_name': '%s', 'account_number': '%s', 'account_holder': 'PT Wisata Contoh'}"
#define ID "{'bank_account_id': '%s'}"

static void
test_keep (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  MiqatDb *db = miqat_test_agency_read (hub);
  const char *staff = hub->pusat_staff;
  const char *bsi = miqat_test_do (hub, staff, "bank_account.add", "bank_account_id", ADD, "BSI", "7001112223");
  const char *bca;
  g_autoptr (GPtrArray) active = NULL;
  g_autoptr (GPtrArray) all = NULL;

  /* An agency really lost its only account this way. */
  miqat_test_refused (hub, staff, "bank_account.close", "bank_account_last", "bank_account_id", ID,
                      bsi);
  bca = miqat_test_do (hub, staff, "bank_account.add", "bank_account_id", ADD, "BCA", "1234567890");
  miqat_test_do (hub, staff, "bank_account.edit", NULL,
                 "{'bank_account_id': '%s', 'display_order': 0}", bca);
  active = miqat_bank_account_list (db, FALSE, NULL);
  g_assert_cmpuint (active->len, ==, 2);
  g_assert_cmpstr (((MiqatBankAccount *) g_ptr_array_index (active, 0))->bank_name, ==, "BCA");
  miqat_test_do (hub, staff, "bank_account.close", NULL, ID, bsi);
  miqat_test_do (hub, staff, "bank_account.close", NULL, ID, bsi);
  miqat_test_refused (hub, staff, "bank_account.close", "bank_account_last", "bank_account_id", ID,
                      bca);
  g_clear_pointer (&active, g_ptr_array_unref);
  active = miqat_bank_account_list (db, FALSE, NULL);
  all = miqat_bank_account_list (db, TRUE, NULL);
  g_assert_cmpuint (active->len, ==, 1);
  g_assert_cmpuint (all->len, ==, 2);
  miqat_test_verify (hub);
}

static void
test_once (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  const char *staff = hub->pusat_staff;
  const char *bsi = miqat_test_do (hub, staff, "bank_account.add", "bank_account_id", ADD, "BSI", "7001112223");
  const char *bca = miqat_test_do (hub, staff, "bank_account.add", "bank_account_id", ADD, "BCA", "1234567890");

  miqat_test_refused (hub, staff, "bank_account.add", "already_exists", "account_number", ADD,
                      "BSI", "7001112223");
  miqat_test_refused (hub, staff, "bank_account.edit", "already_exists", "account_number",
                      "{'bank_account_id': '%s', 'bank_name': 'BSI', 'account_number': '7001112223'}", bca);
  miqat_test_do (hub, staff, "bank_account.close", NULL, ID, bsi);
  g_assert_cmpstr (miqat_test_do (hub, staff, "bank_account.add", "bank_account_id", ADD, "BSI", "7001112223"),
                   ==, bsi);
  g_assert_cmpint (miqat_test_number (hub, "SELECT count(*) FROM bank_accounts WHERE is_active = 1"),
                   ==, 2);
}

static void
test_rights (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  MiqatPaymentMode mode = { TRUE };

  miqat_test_refused (hub, hub->surabaya_staff, "bank_account.add", "not_allowed", NULL, ADD, "BSI",
                      "7001112223");
  miqat_test_refused (hub, hub->pusat_sales, "bank_account.add", "not_allowed", NULL, ADD, "BSI",
                      "7001112223");
  miqat_test_refused (hub, hub->pusat_staff, "bank_account.edit", "not_found", NULL, ID,
                      hub->pusat);
  g_assert_true (miqat_payment_mode_read (miqat_test_agency_read (hub), &mode, NULL));
  g_assert_false (mode.automatic);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bank-account/keep", test_keep);
  g_test_add_func ("/bank-account/once", test_once);
  g_test_add_func ("/bank-account/rights", test_rights);
  return g_test_run ();
}
