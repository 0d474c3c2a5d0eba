/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a margin flows down: the example that the product was specified with, and any other chain. */
#include "config.h"

#include "miqat-commission-rules.h"
#include "miqat-money.h"

#define JUTA G_GINT64_CONSTANT (1000000)

/* A sale of Rp 35.000.000 by a reseller, with a margin of Rp 5.000.000 (PRD §2.3). */
static void
test_specified (void)
{
  const MiqatGrant grants[] = {
    { MIQAT_GRANT_FLAT, 2 * JUTA },
    { MIQAT_GRANT_FLAT, 1750000 },
    { MIQAT_GRANT_FLAT, 1250000 },
    { MIQAT_GRANT_FLAT, 500000 },
    { MIQAT_GRANT_NONE, 0 },
  };
  static const gint64 kept[] = { 3 * JUTA, 250000, 500000, 750000, 500000 };
  static const gint64 granted[] = { 5 * JUTA, 2 * JUTA, 1750000, 1250000, 500000 };
  MiqatShare shares[5];

  miqat_commission_distribute (5 * JUTA, 35 * JUTA, grants, 5, shares);
  for (guint i = 0; i < 5; i++) {
    g_assert_cmpint (shares[i].kept, ==, kept[i]);
    g_assert_cmpint (shares[i].granted, ==, granted[i]);
    g_assert_cmpint (shares[i].cut, ==, 0);
  }
}

/* A seller keeps what nobody below him takes. */
static void
test_shorter (void)
{
  const MiqatGrant grants[] = {
    { MIQAT_GRANT_FLAT, 2 * JUTA },
    { MIQAT_GRANT_FLAT, 1750000 },
    { MIQAT_GRANT_FLAT, 1250000 },
  };
  MiqatShare shares[3];

  miqat_commission_distribute (5 * JUTA, 35 * JUTA, grants, 3, shares);
  g_assert_cmpint (shares[2].kept, ==, 1750000);
  g_assert_cmpint (shares[1].kept, ==, 250000);
  miqat_commission_distribute (5 * JUTA, 35 * JUTA, NULL, 1, shares);
  g_assert_cmpint (shares[0].kept, ==, 5 * JUTA);
}

static void
test_cut (void)
{
  const MiqatGrant grants[] = {
    { MIQAT_GRANT_FLAT, 6 * JUTA },
    { MIQAT_GRANT_FLAT, 7 * JUTA },
    { MIQAT_GRANT_NONE, 0 },
  };
  MiqatShare shares[3];

  miqat_commission_distribute (5 * JUTA, 35 * JUTA, grants, 3, shares);
  g_assert_cmpint (shares[0].kept, ==, 0);
  g_assert_cmpint (shares[1].granted, ==, 5 * JUTA);
  g_assert_cmpint (shares[1].cut, ==, JUTA);
  g_assert_cmpint (shares[1].kept, ==, 0);
  g_assert_cmpint (shares[2].kept, ==, 5 * JUTA);
  g_assert_cmpint (shares[2].cut, ==, 2 * JUTA);
}

static void
test_percent (void)
{
  const MiqatGrant grants[] = {
    { MIQAT_GRANT_PERCENT, 333 },
    { MIQAT_GRANT_PERCENT, 100 },
    { MIQAT_GRANT_NONE, 0 },
  };
  MiqatShare shares[3];

  /* 3,33 % of 35.000.001 is 1.165.500,0333, and the fraction stays with the granter. */
  miqat_commission_distribute (5 * JUTA, 35 * JUTA + 1, grants, 3, shares);
  g_assert_cmpint (shares[1].granted, ==, 1165500);
  g_assert_cmpint (shares[2].granted, ==, 350000);
  g_assert_cmpint (shares[0].kept + shares[1].kept + shares[2].kept, ==, 5 * JUTA);
}

static void
test_exceeds (void)
{
  static const struct {
    MiqatGrant passed, received;
    gboolean exceeds;
  } rows[] = {
    { { MIQAT_GRANT_FLAT, 5 }, { MIQAT_GRANT_FLAT, 5 }, FALSE },
    { { MIQAT_GRANT_FLAT, 6 }, { MIQAT_GRANT_FLAT, 5 }, TRUE },
    { { MIQAT_GRANT_PERCENT, 200 }, { MIQAT_GRANT_PERCENT, 100 }, TRUE },
    { { MIQAT_GRANT_PERCENT, 100 }, { MIQAT_GRANT_PERCENT, 100 }, FALSE },
    { { MIQAT_GRANT_FLAT, 5 }, { MIQAT_GRANT_PERCENT, 1 }, FALSE },
    { { MIQAT_GRANT_PERCENT, 10000 }, { MIQAT_GRANT_FLAT, 1 }, FALSE },
    { { MIQAT_GRANT_FLAT, 1 }, { MIQAT_GRANT_NONE, 0 }, TRUE },
    { { MIQAT_GRANT_FLAT, 0 }, { MIQAT_GRANT_NONE, 0 }, FALSE },
    { { MIQAT_GRANT_NONE, 0 }, { MIQAT_GRANT_NONE, 0 }, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (miqat_grant_exceeds (rows[i].passed, rows[i].received), ==, rows[i].exceeds);
}

static gint64
pick_money (gint64 most)
{
  gint64 thousands = g_test_rand_int_range (0, (gint32) (most / 1000) + 1);

  return thousands * 1000 + g_test_rand_int_range (0, 1000);
}

/* Whatever the chain and its rules: nothing is lost, nothing is made, nobody gets less than nothing,
 * and what was cut is exactly what was promised and not received. */
static void
test_any (void)
{
  for (guint run = 0; run < 20000; run++) {
    guint count = (guint) g_test_rand_int_range (1, MIQAT_COMMISSION_DEPTH_MAX + 1);
    gint64 margin = g_test_rand_int_range (0, 10) == 0 ? 0 : pick_money (10 * JUTA);
    gint64 price = pick_money (60 * JUTA);
    MiqatGrant grants[MIQAT_COMMISSION_DEPTH_MAX];
    MiqatShare shares[MIQAT_COMMISSION_DEPTH_MAX];
    gint64 sum = 0;

    for (guint i = 0; i < count; i++) {
      grants[i].kind = (MiqatGrantKind) g_test_rand_int_range (0, 3);
      grants[i].value = pick_money (8 * JUTA);
      if (grants[i].kind == MIQAT_GRANT_PERCENT)
        grants[i].value %= MIQAT_BASIS_POINTS + 1;
    }
    miqat_commission_distribute (margin, price, grants, count, shares);
    g_assert_cmpint (shares[0].granted, ==, margin);
    for (guint i = 0; i < count; i++) {
      g_assert_cmpint (shares[i].kept, >=, 0);
      g_assert_cmpint (shares[i].kept, <=, shares[i].granted);
      sum += shares[i].kept;
      if (i > 0) {
        g_assert_cmpint (shares[i].granted, ==, shares[i - 1].granted - shares[i - 1].kept);
        g_assert_cmpint (shares[i].granted + shares[i].cut, ==,
                         miqat_grant_get_amount (grants[i - 1], price));
      }
    }
    g_assert_cmpint (sum, ==, margin);
    g_assert_cmpint (shares[count - 1].kept, ==, shares[count - 1].granted);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/commission/rules/specified", test_specified);
  g_test_add_func ("/commission/rules/shorter", test_shorter);
  g_test_add_func ("/commission/rules/cut", test_cut);
  g_test_add_func ("/commission/rules/percent", test_percent);
  g_test_add_func ("/commission/rules/exceeds", test_exceeds);
  g_test_add_func ("/commission/rules/any", test_any);
  return g_test_run ();
}
