/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long it takes to divide one traveller's margin among five tiers. Prints nanoseconds. */
#include "miqat-commission-rules.h"

#define ROUNDS 2000000
#define REPEATS 5

/* The rules of the first acceptance vector: of 5,000,000 a reseller's sale leaves Pusat 3,000,000. */
static const MiqatGrant grants[MIQAT_COMMISSION_DEPTH_MAX] = {
  { MIQAT_GRANT_FLAT, 2000000 }, { MIQAT_GRANT_FLAT, 1500000 }, { MIQAT_GRANT_PERCENT, 250 },
  { MIQAT_GRANT_FLAT, 250000 },  { MIQAT_GRANT_NONE, 0 },
};

static gint64
run_once (void)
{
  MiqatShare shares[MIQAT_COMMISSION_DEPTH_MAX];
  gint64 began = g_get_monotonic_time ();
  gint64 sum = 0;

  for (gint64 i = 0; i < ROUNDS; i++) {
    miqat_commission_distribute (5000000, 30000000 + (i & 1023) * 1000, grants, MIQAT_COMMISSION_DEPTH_MAX, shares);
    for (guint j = 0; j < MIQAT_COMMISSION_DEPTH_MAX; j++)
      sum += shares[j].kept;
  }
  if (sum != G_GINT64_CONSTANT (5000000) * ROUNDS)
    g_error ("The shares do not add up");
  return (g_get_monotonic_time () - began) * 1000 / ROUNDS;
}

int
main (void)
{
  gint64 best = G_MAXINT64;

  for (guint i = 0; i < REPEATS; i++)
    best = MIN (best, run_once ());
  g_print ("%" G_GINT64_FORMAT "\n", best);
  return 0;
}
