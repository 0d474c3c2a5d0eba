/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of core/commission share. Nobody else includes this. */
#pragma once

#include "miqat-area.h"
#include "miqat-commission.h"
#include "miqat-rows.h"

G_BEGIN_DECLS

extern const MiqatStatements miqat_commission_rule_statements;
extern const MiqatStatements miqat_commission_ledger_statements;
extern const MiqatStatements miqat_commission_check_statements;
extern const MiqatCommand miqat_commission_commands[];
extern const MiqatInvariant miqat_commission_invariants[];

const char *miqat_grant_kind_get_name (MiqatGrantKind kind); /* "flat", "percent" */
MiqatGrantKind miqat_grant_kind_from_name (const char *name);

MiqatCommissionRule *miqat_commission_rule_load (MiqatDb *db, const char *id, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
/* Replaces the rule for the same granter, grantee and package; sets rule->id to the one that stays. */
gboolean miqat_commission_rule_write (MiqatCall *call, MiqatCommissionRule *rule,
                                      const char *branch_id, GError **error);
gboolean miqat_commission_rule_remove (MiqatCall *call, const char *id, GError **error);

/* ---- the ledger ----------------------------------------------------------------------------- */

gboolean miqat_commission_is_posted (MiqatDb *db, const char *traveller_id, gboolean *posted,
                                     GError **error);
gboolean miqat_commission_insert_margin (MiqatCall *call, const char *booking_id, const char *traveller_id,
                                         gint64 margin, gint64 price, GError **error);
gboolean miqat_commission_insert (MiqatCall *call, const MiqatCommissionRow *row, GError **error);
gboolean miqat_commission_confirm (MiqatCall *call, const char *traveller_id, GError **error);
gboolean miqat_commission_cancel_share (MiqatCall *call, const char *id, GError **error);
/* Shares of a booking that were not reversed yet (MiqatCommissionRow). */
GPtrArray *miqat_commission_list_unreversed (MiqatDb *db, const char *booking_id, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

/* What follows from a traveller's payments; the hub's alone. */
gboolean miqat_commission_on_event (MiqatCall *call, MiqatEventKind event, const char *subject_id,
                                    GError **error);

G_END_DECLS
