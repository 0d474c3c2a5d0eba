/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What must always hold of commissions. An auditor looks across the areas' borders. */
#include "config.h"

#include "miqat-commission-private.h"

#include <glib/gi18n-lib.h>

enum {
  SQL_COUNT_LINES,
  SQL_POSTED,
  SQL_COUNT_MARGINS,
  SQL_SHARES_ADD_UP,
  SQL_COUNT_SHARES,
  SQL_CHAIN,
  SQL_REVERSALS,
  SQL_JOURNAL,
  SQL_COUNT_RULES,
  SQL_RULES,
  N_SQL
};

/* Of the invoices "i" with their lines "l". */
#define DP_LINES "CASE WHEN i.invoice_type IN ('dp', 'full') THEN 1 ELSE 0 END"

static const char *const sql[N_SQL] = {
  [SQL_COUNT_LINES] = "SELECT count(*) FROM invoice_lines",
  /* A workstation posts no commission for what it has not heard of yet. */
  [SQL_POSTED] =
    "SELECT 'traveller ' || l.traveller_id || ' has paid the DP, and nobody has a share' FROM invoice_lines l"
    " JOIN payment_invoices i ON i.id = l.invoice_id JOIN bookings b ON b.id = i.booking_id"
    " JOIN departure_costs c ON c.departure_id = b.departure_id"
    " WHERE i.status <> 'cancelled' AND b.status NOT IN ('cancelled', 'expired')"
    " AND (SELECT role FROM site) <> 'replica' AND NOT EXISTS (SELECT 1 FROM commission_margins m"
    "  WHERE m.traveller_id = l.traveller_id)"
    " GROUP BY l.traveller_id HAVING sum(" DP_LINES " * (l.amount - l.paid)) = 0"
    " AND (sum(" DP_LINES ") > 0 OR sum(l.amount - l.paid) = 0) ORDER BY 1",
  [SQL_COUNT_MARGINS] = "SELECT count(*) FROM commission_margins",
  [SQL_SHARES_ADD_UP] =
    "SELECT 'traveller ' || m.traveller_id || ' has shares that do not add up to ' || m.margin"
    " FROM commission_margins m WHERE m.margin <> coalesce((SELECT sum(l.amount)"
    "  FROM commission_ledger l WHERE l.traveller_id = m.traveller_id AND l.entry = 'share'), 0)"
    " UNION ALL SELECT 'share ' || l.id || ' is of no margin' FROM commission_ledger l"
    " WHERE NOT EXISTS (SELECT 1 FROM commission_margins m WHERE m.traveller_id = l.traveller_id)"
    /* A branch's workstation holds its own shares, and no margins. */
    " AND (SELECT role FROM site) <> 'replica' ORDER BY 1",
  [SQL_COUNT_SHARES] = "SELECT count(*) FROM commission_ledger",
  /* Everybody at or above the seller has one share, and nobody else has. */
  [SQL_CHAIN] =
    "SELECT 'share ' || l.id || ' went to a node that is not above the seller' FROM commission_ledger l"
    " JOIN bookings b ON b.id = l.booking_id WHERE NOT EXISTS (SELECT 1 FROM hierarchy_paths h"
    "  WHERE h.ancestor_id = l.user_id AND h.descendant_id = b.seller_id)"
    " UNION ALL SELECT 'traveller ' || m.traveller_id || ' lacks a share of node ' || h.ancestor_id"
    " FROM commission_margins m JOIN bookings b ON b.id = m.booking_id"
    " JOIN hierarchy_paths h ON h.descendant_id = b.seller_id"
    " WHERE NOT EXISTS (SELECT 1 FROM commission_ledger l WHERE l.traveller_id = m.traveller_id"
    "  AND l.user_id = h.ancestor_id AND l.entry = 'share')"
    " UNION ALL SELECT 'share ' || l.id || ' keeps more than was granted' FROM commission_ledger l"
    " WHERE l.entry = 'share' AND l.amount > l.granted ORDER BY 1",
  [SQL_REVERSALS] =
    "SELECT 'reversal ' || r.id || ' does not take back its share' FROM commission_ledger r"
    " WHERE r.entry = 'reversal' AND NOT EXISTS (SELECT 1 FROM commission_ledger s"
    "  WHERE s.traveller_id = r.traveller_id AND s.user_id = r.user_id AND s.entry = 'share'"
    "  AND s.amount = -r.amount AND s.status IN ('cancelled', 'disbursed'))"
    " UNION ALL SELECT 'share ' || s.id || ' is cancelled without a reversal' FROM commission_ledger s"
    " WHERE s.entry = 'share' AND s.status = 'cancelled' AND NOT EXISTS (SELECT 1"
    "  FROM commission_ledger r WHERE r.traveller_id = s.traveller_id AND r.user_id = s.user_id"
    "  AND r.entry = 'reversal') ORDER BY 1",
  [SQL_JOURNAL] =
    "SELECT 'commission ' || l.id || ' does not stand in the journal with its amount'"
    " FROM commission_ledger l WHERE l.user_role <> 'pusat' AND l.amount <> 0"
    " AND -l.amount <> coalesce((SELECT sum(CASE WHEN j.account = '2200' AND j.party_id = l.user_id"
    "   THEN j.amount ELSE 0 END) FROM journal_entries e JOIN journal_lines j ON j.entry_id = e.id"
    "  WHERE e.source_id = l.id AND e.kind IN ('commission', 'reversal')), 0)"
    " UNION ALL SELECT 'journal entry ' || e.id || ' is of no commission' FROM journal_entries e"
    " WHERE e.kind IN ('commission', 'reversal') AND NOT EXISTS (SELECT 1 FROM commission_ledger l"
    "  WHERE l.id = e.source_id) ORDER BY 1",
  [SQL_COUNT_RULES] = "SELECT count(*) FROM commission_rules",
  [SQL_RULES] =
    "SELECT 'commission rule ' || r.id || ' is for no direct downline' FROM commission_rules r"
    " JOIN users u ON u.id = r.grantee_id WHERE u.parent_id IS NULL OR u.parent_id <> r.granter_id"
    " UNION ALL SELECT 'commission rule ' || r.id || ' belongs to the wrong branch'"
    " FROM commission_rules r JOIN users u ON u.id = coalesce(r.grantee_id, r.granter_id)"
    " WHERE r.branch_id <> u.branch_id ORDER BY 1",
};

const MiqatStatements miqat_commission_check_statements = { "commission-checks", sql, N_SQL, 0 };

#define CHECK(name, count, faults_) \
  static gboolean name (MiqatDb *db, gint64 *checked, GPtrArray *faults, GError **error) \
  { \
    return miqat_rows_check (db, &miqat_commission_check_statements, count, faults_, checked, faults, error); \
  }

CHECK (check_posted, SQL_COUNT_LINES, SQL_POSTED)
CHECK (check_sums, SQL_COUNT_MARGINS, SQL_SHARES_ADD_UP)
CHECK (check_chain, SQL_COUNT_SHARES, SQL_CHAIN)
CHECK (check_reversals, SQL_COUNT_SHARES, SQL_REVERSALS)
CHECK (check_journal, SQL_COUNT_SHARES, SQL_JOURNAL)
CHECK (check_rules, SQL_COUNT_RULES, SQL_RULES)

const MiqatInvariant miqat_commission_invariants[] = {
  { "commission.posted", N_("Once a DP is paid and the margin is known, the margin has been shared."), check_posted },
  { "commission.shares", N_("A traveller's shares add up to the margin."), check_sums },
  { "commission.chain", N_("Everybody from Pusat to the seller has one share, and nobody else."), check_chain },
  { "commission.reversals", N_("A share is taken back whole, or not at all."), check_reversals },
  { "commission.journal", N_("Commission owed stands in the journal."), check_journal },
  { "commission.rules", N_("Commission rules are for direct downlines."), check_rules },
  { NULL },
};
