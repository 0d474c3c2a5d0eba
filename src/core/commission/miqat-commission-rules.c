/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a traveller's margin flows down the network. */
#include "config.h"

#include "miqat-commission-rules.h"

#include "miqat-money.h"

gint64
miqat_grant_get_amount (MiqatGrant grant, gint64 price)
{
  switch (grant.kind) {
  case MIQAT_GRANT_FLAT:
    return grant.value;
  case MIQAT_GRANT_PERCENT:
    return miqat_money_share_down (price, grant.value);
  case MIQAT_GRANT_NONE:
    return 0;
  }
  g_assert_not_reached ();
}

void
miqat_commission_distribute (gint64 margin, gint64 price, const MiqatGrant *grants, guint count,
                             MiqatShare *shares)
{
  gint64 granted = margin, cut = 0;

  g_assert (margin >= 0 && price >= 0);
  for (guint i = 0; i < count; i++) {
    gint64 promised = i + 1 < count ? miqat_grant_get_amount (grants[i], price) : 0;
    gint64 passed = MIN (promised, granted);

    g_assert (promised >= 0);
    shares[i] = (MiqatShare) { .granted = granted, .kept = granted - passed, .cut = cut };
    /* What the next one was promised and does not get is told in the next one's row. */
    cut = promised - passed;
    granted = passed;
  }
}

gboolean
miqat_grant_exceeds (MiqatGrant passed, MiqatGrant received)
{
  if (passed.kind == MIQAT_GRANT_NONE || passed.value == 0)
    return FALSE;
  if (received.kind == MIQAT_GRANT_NONE)
    return TRUE;
  return passed.kind == received.kind && passed.value > received.value;
}
