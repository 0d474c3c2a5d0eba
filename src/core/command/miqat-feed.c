/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The change feed: which rows changed, and which offices are concerned. Written at the hub from the
 * row changes of each command; read by pull. An entry names a row, not its contents: whoever pulls
 * gets the row as it is then. */
#include "config.h"

#include "miqat-scope.h"
#include "miqat-site-private.h"

enum { SQL_NEWEST, SQL_INSERT, N_SQL };

static const char *const sql[N_SQL] = {
  [SQL_NEWEST] = "SELECT coalesce(max(seq), 0) FROM change_feed",
  [SQL_INSERT] =
    "INSERT INTO change_feed (seq, command_id, table_name, row_key, scope)"
    " VALUES (:seq, :command_id, :table_name, :row_key, :scope)",
};

const MiqatStatements miqat_feed_statements = { "feed", sql, N_SQL, 0 };

gboolean
miqat_feed_get_newest (MiqatDb *db, gint64 *seq, GError **error)
{
  return miqat_db_read_int (db, &miqat_feed_statements, SQL_NEWEST, seq, NULL, error, NULL);
}

static gboolean
insert_entry (MiqatDb *db, gint64 seq, const char *command_id, const char *table,
              const char *row_key, const char *scope, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (db, &miqat_feed_statements, SQL_INSERT, error);

  if (statement == NULL)
    return FALSE;
  miqat_statement_bind_int (statement, "seq", seq);
  miqat_statement_bind_text (statement, "command_id", command_id);
  miqat_statement_bind_text (statement, "table_name", table);
  miqat_statement_bind_text (statement, "row_key", row_key);
  miqat_statement_bind_text (statement, "scope", scope);
  return miqat_statement_run (statement, error);
}

gboolean
miqat_feed_write (MiqatSite *site, MiqatDb *db, const char *command_id, const MiqatChanges *changes,
                  gint64 *seq, GError **error)
{
  g_autoptr (GPtrArray) touched = miqat_scope_list_touched (site->areas, db, changes, error);

  if (touched == NULL || !miqat_feed_get_newest (db, seq, error))
    return FALSE;
  for (guint i = 0; i < touched->len; i++) {
    const MiqatTouched *one = g_ptr_array_index (touched, i);

    if (!insert_entry (db, ++*seq, command_id, one->table, one->row_key, one->scope, error))
      return FALSE;
  }
  return TRUE;
}
