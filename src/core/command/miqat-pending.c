/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Puts a command that ran on a workstation into its queue for the hub, with what is needed to take
 * its effect back. */
#include "config.h"

#include "miqat-command-sql.h"
#include "miqat-migration.h"
#include "miqat-site-private.h"

gboolean
miqat_pending_append (MiqatCall *call, const MiqatArgs *args, GBytes *changeset, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (call->db, &miqat_command_statements, SQL_PENDING_INSERT, error);
  g_autoptr (JsonNode) node = miqat_args_to_json (args);
  g_autofree char *text = miqat_json_canonical (node);
  g_autoptr (GBytes) sealed = miqat_seal (call->key, "pending_commands.args", text);
  char day[MIQAT_DAY_TEXT_SIZE];

  if (statement == NULL)
    return FALSE;
  miqat_statement_bind_text (statement, "id", call->id);
  miqat_statement_bind_text (statement, "name", call->command->name);
  miqat_statement_bind_bytes (statement, "args", sealed);
  miqat_statement_bind_text (statement, "actor_id", call->actor->id);
  miqat_statement_bind_text (statement, "actor_name", call->actor->name);
  miqat_statement_bind_text (statement, "node_id", call->actor->node_id != NULL ? call->actor->node_id : call->site_node_id);
  miqat_statement_bind_int (statement, "claimed_at", call->at);
  miqat_statement_bind_text (statement, "day", miqat_day_to_text (call->day, day));
  miqat_statement_bind_int (statement, "schema", miqat_migration_get_newest ());
  miqat_statement_bind_bytes (statement, "changeset", changeset);
  return miqat_statement_run (statement, error);
}
