/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commission area: rules, distribution, ledger. */
#include "config.h"

#include "miqat-areas.h"
#include "miqat-commission-private.h"

static const MiqatTable tables[] = {
  { "commission_rules", MIQAT_SCOPE_BRANCH_OR_PUSAT, "branch_id" },
  { "commission_margins", MIQAT_SCOPE_PUSAT, .append_only = TRUE, .subject = "bookings", .subject_key = "booking_id" },
  { "commission_ledger", MIQAT_SCOPE_BRANCH, "branch_id", .subject = "bookings", .subject_key = "booking_id" },
  { NULL },
};

static const MiqatStatements *const statements[] = {
  &miqat_commission_rule_statements,
  &miqat_commission_ledger_statements,
  &miqat_commission_check_statements,
  NULL,
};

const MiqatArea miqat_commission_area = {
  .name = "commission",
  .commands = miqat_commission_commands,
  .tables = tables,
  .statements = statements,
  .invariants = miqat_commission_invariants,
  .on_event = miqat_commission_on_event,
};
