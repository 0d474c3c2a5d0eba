/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Links and clicks, and the sale that follows. */
#include "config.h"

#include "miqat-affiliate.h"
#include "miqat-test-sale.h"

#define CLICK "{'affiliate_code': '%s', 'visitor': '%s', 'landing_path': '/paket/umroh'}"

static void
test_clicks (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  MiqatDb *db = miqat_test_agency_read (hub);
  MiqatAffiliateCounts counts;

  for (guint i = 0; i < 3; i++)
    miqat_test_do (hub, MIQAT_ACTOR_PUBLIC, "affiliate.click", NULL, CLICK, "AF-Agen",
                   "203.0.113.9");
  g_assert_cmpstr (miqat_test_do (hub, MIQAT_ACTOR_PUBLIC, "affiliate.click", "user_id", CLICK,
                                  "AF-Agen", "203.0.113.10"),
                   ==, hub->agen);
  miqat_test_refused (hub, MIQAT_ACTOR_PUBLIC, "affiliate.click", "not_found", "affiliate_code",
                      CLICK, "KODE", "203.0.113.10");
  miqat_test_refused (hub, hub->agen, "affiliate.click", "not_allowed", NULL, CLICK, "AF-Agen",
                      "203.0.113.10");
  g_assert_true (miqat_affiliate_count (db, hub->agen, 0, &counts, NULL));
  g_assert_cmpint (counts.clicks, ==, 4);
  g_assert_cmpint (counts.visitors, ==, 2);
  g_assert_true (miqat_affiliate_count (db, hub->agen, MIQAT_TEST_NOW + 1, &counts, NULL));
  g_assert_cmpint (counts.clicks, ==, 0);
  /* The address is nowhere. */
  g_assert_cmpint (miqat_test_number (hub, "SELECT count(*) FROM affiliate_clicks WHERE"
                                           " visitor_hash GLOB '*203*113*'"),
                   ==, 0);
  g_assert_cmpint (miqat_test_number (hub, "SELECT count(*) FROM audit_log WHERE detail GLOB '*203.0.113*'"),
                   ==, 0);
}

static void
test_attribution (void)
{
  g_autoptr (MiqatTestAgency) hub = miqat_test_agency_new (MIQAT_SITE_HUB);
  MiqatTestTrip trip = miqat_test_trip_new (hub, 0);
  g_autoptr (MiqatUser) found
    = miqat_affiliate_find (miqat_test_agency_read (hub), "AF-Reseller", NULL);
  g_autofree char *sql = NULL;
  g_autofree char *seller = NULL;

  g_assert_cmpstr (found->id, ==, hub->reseller);
  sql = g_strdup_printf ("SELECT seller_id FROM bookings WHERE id = '%s'",
                         miqat_test_book_public (hub, &trip, "AF-Reseller"));
  seller = miqat_test_text (hub, sql);
  g_assert_cmpstr (seller, ==, hub->reseller);
  miqat_test_do (hub, hub->agen, "user.set_active", NULL, "{'user_id': '%s', 'active': false}",
                 hub->reseller);
  g_assert_null (miqat_affiliate_find (miqat_test_agency_read (hub), "AF-Reseller", NULL));
  miqat_test_verify (hub);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/affiliate/clicks", test_clicks);
  g_test_add_func ("/affiliate/attribution", test_attribution);
  return g_test_run ();
}
