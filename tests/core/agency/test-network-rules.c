/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who may create whom, and codes: every pair of tiers, and the odd spellings. */
#include "config.h"

#include "miqat-id.h"
#include "miqat-network-rules.h"

#include <string.h>

static const MiqatTiers tiers[] = {
  MIQAT_TIER_PUSAT, MIQAT_TIER_CABANG, MIQAT_TIER_MITRA, MIQAT_TIER_AGEN, MIQAT_TIER_RESELLER,
};

static void
test_child_tier (void)
{
  for (guint parent = 0; parent < G_N_ELEMENTS (tiers); parent++) {
    for (guint child = 0; child < G_N_ELEMENTS (tiers); child++) {
      g_autoptr (GError) error = NULL;
      MiqatTiers tier = 0;
      gboolean allowed = miqat_network_child_tier (tiers[parent], tiers[child], &tier, &error);

      g_assert_cmpint (allowed, ==, child == parent + 1);
      if (allowed)
        g_assert_cmpint (tier, ==, tiers[child]);
      else
        g_assert_error (error, MIQAT_REFUSAL, MIQAT_PROBLEM_TIER_WRONG);
    }
  }
}

static void
test_child_tier_follows (void)
{
  g_autoptr (GError) error = NULL;
  MiqatTiers tier = 0;

  g_assert_true (miqat_network_child_tier (MIQAT_TIER_AGEN, 0, &tier, &error));
  g_assert_cmpint (tier, ==, MIQAT_TIER_RESELLER);
  g_assert_false (miqat_network_child_tier (MIQAT_TIER_RESELLER, 0, &tier, &error));
  g_assert_error (error, MIQAT_REFUSAL, MIQAT_PROBLEM_TIER_WRONG);
  g_assert_cmpstr (miqat_problems_get (miqat_refusal_get_problems (error), 0)->field, ==, "role");
}

static void
test_affiliate_code (void)
{
  g_autofree char *id = miqat_id_new (1);
  g_autofree char *first = miqat_network_make_affiliate_code (MIQAT_TIER_AGEN, id);
  g_autofree char *again = miqat_network_make_affiliate_code (MIQAT_TIER_AGEN, id);

  g_assert_cmpstr (first, ==, again);
  g_assert_true (g_str_has_prefix (first, "AGEN-"));
  g_assert_cmpuint (strlen (first), ==, strlen ("AGEN-") + 6);
  g_assert_null (strpbrk (first + strlen ("AGEN-"), "01OIL"));
  g_assert_cmpint (miqat_network_check_affiliate_code (first), ==, MIQAT_PROBLEM_NONE);
}

static void
test_codes (void)
{
  static const struct {
    MiqatProblemCode (*check) (const char *);
    const char *text;
    MiqatProblemCode problem;
  } rows[] = {
    { miqat_network_check_site_code, "SBY", MIQAT_PROBLEM_NONE },
    { miqat_network_check_site_code, "sby", MIQAT_PROBLEM_CODE_LETTERS },
    { miqat_network_check_site_code, "SB1", MIQAT_PROBLEM_CODE_LETTERS },
    { miqat_network_check_affiliate_code, "AGEN_07-x", MIQAT_PROBLEM_NONE },
    { miqat_network_check_affiliate_code, "AGEN 7", MIQAT_PROBLEM_CODE_LETTERS },
    { miqat_network_check_affiliate_code, "agén", MIQAT_PROBLEM_CODE_LETTERS },
    { miqat_network_check_hash, "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
      MIQAT_PROBLEM_NONE },
    { miqat_network_check_hash, "0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef",
      MIQAT_PROBLEM_NOT_AN_ID },
    { miqat_network_check_hash, "abc", MIQAT_PROBLEM_NOT_AN_ID },
    { miqat_network_check_verifier, "$argon2id$v=19$m=65536,t=2,p=1$c2FsdHNhbHRzYWx0c2FsdA$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGhhc2g", MIQAT_PROBLEM_NONE },
    { miqat_network_check_verifier, "$argon2id$v=19$m=4194304,t=2,p=1$c2FsdHNhbHRzYWx0c2FsdA$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGhhc2g", MIQAT_PROBLEM_NOT_A_VERIFIER },
    { miqat_network_check_verifier, "rahasia123", MIQAT_PROBLEM_NOT_A_VERIFIER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (rows[i].check (rows[i].text), ==, rows[i].problem);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/agency/network-rules/child-tier", test_child_tier);
  g_test_add_func ("/agency/network-rules/child-tier-follows", test_child_tier_follows);
  g_test_add_func ("/agency/network-rules/affiliate-code", test_affiliate_code);
  g_test_add_func ("/agency/network-rules/codes", test_codes);
  return g_test_run ();
}
