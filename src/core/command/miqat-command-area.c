/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The runner's own tables, and what must hold of them. */
#include "config.h"

#include "miqat-areas.h"
#include "miqat-command-sql.h"
#include "miqat-scope.h"
#include "miqat-site-private.h"
#include "miqat-waiting.h"

#include <glib/gi18n-lib.h>

static const MiqatTable tables[] = {
  { .name = "site", .scope = MIQAT_SCOPE_LOCAL },
  { .name = "commands", .scope = MIQAT_SCOPE_LOCAL },
  { .name = "audit_log", .scope = MIQAT_SCOPE_LOCAL, .append_only = TRUE },
  { .name = "audit_subjects", .scope = MIQAT_SCOPE_LOCAL, .append_only = TRUE },
  { .name = "change_feed", .scope = MIQAT_SCOPE_LOCAL },
  { .name = "counters", .scope = MIQAT_SCOPE_LOCAL },
  { .name = "search_rows", .scope = MIQAT_SCOPE_LOCAL },
  { .name = "pending_commands", .scope = MIQAT_SCOPE_LOCAL },
  { .name = "offline_people", .scope = MIQAT_SCOPE_LOCAL },
  { .name = "sync_state", .scope = MIQAT_SCOPE_LOCAL },
  { NULL },
};

static const MiqatStatements *const statements[] = {
  &miqat_command_statements,
  &miqat_feed_statements,
  &miqat_scope_statements,
  &miqat_search_statements,
  &miqat_waiting_statements,
  NULL,
};

static gboolean
check_refusals_audited (MiqatDb *db, gint64 *checked, GPtrArray *faults, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (db, &miqat_command_statements, SQL_VERIFY_COMMANDS, error);
  gboolean row = FALSE;

  if (statement == NULL
      || !miqat_db_read_int (db, &miqat_command_statements, SQL_COUNT_COMMANDS, checked, NULL, error, NULL))
    return FALSE;
  while (miqat_statement_step (statement, &row, error) && row)
    g_ptr_array_add (faults, g_strdup_printf ("command %s was refused without an audit entry",
                                              miqat_statement_get_text (statement, 0)));
  return !row && (error == NULL || *error == NULL);
}

static const MiqatInvariant invariants[] = {
  { "command.refusals_audited", N_("Every refused command stands in the audit trail."), check_refusals_audited },
  { NULL },
};

const MiqatArea miqat_command_area = {
  .name = "command",
  .tables = tables,
  .statements = statements,
  .invariants = invariants,
};
