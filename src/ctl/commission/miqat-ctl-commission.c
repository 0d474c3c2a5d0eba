/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the network earns: each node's sums, and every share. */
#include "config.h"

#include "miqat-commission.h"
#include "miqat-ctl-nouns.h"
#include "miqat-user.h"

#include <glib/gi18n.h>

typedef struct {
  const char *node, *tier, *id;
  MiqatCommissionTotals totals;
} Earned;

static const MiqatCtlColumn earned_columns[] = {
  MIQAT_CTL_COLUMN ("node", Earned, node),
  MIQAT_CTL_COLUMN ("tier", Earned, tier),
  MIQAT_CTL_COLUMN ("pending", Earned, totals.pending),
  MIQAT_CTL_COLUMN ("confirmed", Earned, totals.confirmed),
  MIQAT_CTL_COLUMN ("disbursed", Earned, totals.disbursed),
  MIQAT_CTL_COLUMN ("cancelled", Earned, totals.cancelled),
  MIQAT_CTL_COLUMN ("id", Earned, id),
  { NULL },
};

static gboolean
fill_commissions (MiqatDb *db, const MiqatCtlQuery *query, MiqatCtlTable *table, GError **error)
{
  g_autoptr (GPtrArray) users = miqat_user_list (db, query->reader, error);

  for (guint i = 0; users != NULL && i < users->len && i < query->limit; i++) {
    const MiqatUser *user = users->pdata[i];
    Earned earned = { .node = user->full_name, .tier = miqat_tier_get_name (user->tier), .id = user->id };

    if (!miqat_commission_get_totals (db, query->reader, user->id, &earned.totals, error))
      return FALSE;
    miqat_ctl_table_add (table, &earned);
  }
  return users != NULL;
}

typedef struct {
  const char *node;
  MiqatCommissionRow row; /* its texts are borrowed */
} Share;

static const MiqatCtlColumn share_columns[] = {
  MIQAT_CTL_COLUMN ("node", Share, node),
  MIQAT_CTL_COLUMN_OF (MIQAT_CTL_INSTANT, "created_at", Share, row.created_at),
  MIQAT_CTL_COLUMN ("amount", Share, row.amount),
  MIQAT_CTL_COLUMN ("granted", Share, row.granted),
  MIQAT_CTL_COLUMN ("status", Share, row.status),
  MIQAT_CTL_COLUMN_OF (MIQAT_CTL_FLAG, "reversal", Share, row.is_reversal),
  MIQAT_CTL_COLUMN ("booking", Share, row.booking_id),
  MIQAT_CTL_COLUMN ("traveller", Share, row.traveller_id),
  MIQAT_CTL_COLUMN ("id", Share, row.id),
  { NULL },
};

static gboolean
add_shares (MiqatDb *db, const MiqatUser *user, const MiqatCtlQuery *query, MiqatCtlTable *table, GError **error)
{
  g_autoptr (GPtrArray) rows = miqat_commission_list (db, query->reader, user->id, query->limit, 0, error);

  for (guint i = 0; rows != NULL && i < rows->len; i++) {
    const MiqatCommissionRow *row = rows->pdata[i];
    const Share share = { user->full_name, *row };

    miqat_ctl_table_add (table, &share);
  }
  return rows != NULL;
}

static gboolean
fill_ledger (MiqatDb *db, const MiqatCtlQuery *query, MiqatCtlTable *table, GError **error)
{
  g_autoptr (GPtrArray) users = miqat_user_list (db, query->reader, error);

  for (guint i = 0; users != NULL && i < users->len; i++)
    if (!add_shares (db, users->pdata[i], query, table, error))
      return FALSE;
  return users != NULL;
}

const MiqatCtlNoun miqat_ctl_commission_nouns[] = {
  { "commissions", N_("What each partner has earned"), earned_columns, fill_commissions },
  { "ledger", N_("Every share of commission, node by node, newest first"), share_columns, fill_ledger },
  { NULL },
};
