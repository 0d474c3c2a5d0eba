/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who passes on how much, and who has earned what. The ledger is written by the hub alone; a
 * workstation reads what the hub sent it. */
#pragma once

#include "miqat-actor.h"
#include "miqat-commission-rules.h"
#include "miqat-db.h"
#include "miqat-instant.h"

G_BEGIN_DECLS

typedef struct {
  char *id;
  char *granter_id;
  char *grantee_id; /* NULL: every direct downline */
  char *package_id; /* NULL: every package */
  MiqatGrant grant;
  MiqatInstant updated_at;
} MiqatCommissionRule;

void miqat_commission_rule_free (MiqatCommissionRule *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiqatCommissionRule, miqat_commission_rule_free)

/* What `granter_id` passes on to `grantee_id` for a package. The most particular rule holds: this
 * downline and package, this downline, all downlines for this package, all downlines. */
gboolean miqat_commission_find_grant (MiqatDb *db, const char *granter_id, const char *grantee_id,
                                      const char *package_id, MiqatGrant *grant, GError **error);
/* The rules a node has set (MiqatCommissionRule). */
GPtrArray *miqat_commission_rule_list (MiqatDb *db, const char *granter_id, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

typedef struct {
  char *id;
  char *booking_id;
  char *traveller_id;
  char *branch_id;
  char *user_id;
  MiqatTiers user_tier;
  gboolean is_reversal;
  gint64 amount;
  gint64 granted; /* what the node received before passing on */
  gint64 cut;     /* of what its rule promised, did not fit */
  char *status;   /* "pending", "confirmed", "disbursed", "cancelled" */
  MiqatInstant created_at;
} MiqatCommissionRow;

void miqat_commission_row_free (MiqatCommissionRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiqatCommissionRow, miqat_commission_row_free)

typedef struct {
  gint64 pending;
  gint64 confirmed; /* earned and not yet paid out */
  gint64 disbursed;
  gint64 cancelled; /* shares taken back before they were paid out */
} MiqatCommissionTotals;

/* A node's ledger (MiqatCommissionRow), newest first, at most `limit`; `offset` skips as many.
 * Refuses not_yours when the node is outside the reader's scope. */
GPtrArray *miqat_commission_list (MiqatDb *db, MiqatReader reader, const char *user_id, guint limit,
                                  guint offset, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean miqat_commission_get_totals (MiqatDb *db, MiqatReader reader, const char *user_id,
                                      MiqatCommissionTotals *totals, GError **error);
/* A traveller's distribution (MiqatCommissionRow), Pusat first, as far as the reader may see: a node
 * sees itself and those below. */
GPtrArray *miqat_commission_list_of_traveller (MiqatDb *db, MiqatReader reader,
                                               const char *traveller_id, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
