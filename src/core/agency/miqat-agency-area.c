/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The agency area: who the agency is, its network, staff, settings, rulebook and workstations. */
#include "config.h"

#include "miqat-agency-private.h"
#include "miqat-areas.h"

static const char *const user_personal[] = { "email", "phone", NULL };
static const char *const user_search[] = { "full_name", "email", "phone", "affiliate_code", NULL };
static const char *const credential_personal[] = { "verifier", NULL };
static const char *const device_personal[] = { "token_hash", NULL };

static const MiqatTable tables[] = {
  { "agencies", MIQAT_SCOPE_EVERYONE },
  { "users", MIQAT_SCOPE_BRANCH_OR_PUSAT, "branch_id", .personal = user_personal, .search = user_search },
  { "hierarchy_paths", MIQAT_SCOPE_BRANCH_OR_PUSAT, "branch_id", .subject = "users", .subject_key = "descendant_id" },
  { "staff", MIQAT_SCOPE_BRANCH_OR_PUSAT, "branch_id", .personal = user_personal },
  { "staff_duties", MIQAT_SCOPE_BRANCH_OR_PUSAT, "branch_id", .subject = "staff", .subject_key = "staff_id" },
  { "credentials", MIQAT_SCOPE_HUB, .personal = credential_personal },
  { "settings", MIQAT_SCOPE_EVERYONE },
  { "rules", MIQAT_SCOPE_EVERYONE },
  { "devices", MIQAT_SCOPE_HUB, .personal = device_personal },
  { "enrolments", MIQAT_SCOPE_HUB },
  { "refresh_tokens", MIQAT_SCOPE_LOCAL },
  { NULL },
};

static const MiqatStatements *const statements[] = {
  &miqat_agency_statements,
  &miqat_person_statements,
  &miqat_user_statements,
  &miqat_staff_statements,
  &miqat_setting_statements,
  &miqat_rule_statements,
  &miqat_device_statements,
  &miqat_session_statements,
  &miqat_agency_check_statements,
  NULL,
};

const MiqatArea miqat_agency_area = {
  .name = "agency",
  .commands = miqat_agency_commands,
  .tables = tables,
  .statements = statements,
  .invariants = miqat_agency_invariants,
  .load_actor = miqat_person_load_actor,
  .covers = miqat_user_covers,
};
