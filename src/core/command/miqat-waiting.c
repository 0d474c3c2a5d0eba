/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the queue for the hub: which rows rest on commands that it has not answered. */
#include "config.h"

#include "miqat-id.h"
#include "miqat-waiting.h"

enum { SQL_WAITING, N_SQL };

static const char *const sql[N_SQL] = {
  [SQL_WAITING] = "SELECT id, name FROM pending_commands WHERE state = 'waiting' ORDER BY seq",
};

const MiqatStatements miqat_waiting_statements = { "waiting", sql, N_SQL, 0 };

GHashTable *
miqat_waiting_list_made (MiqatDb *db, const char *const *commands, const char *label, GError **error)
{
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (MiqatStatement) row
    = miqat_db_statement (db, &miqat_waiting_statements, SQL_WAITING, error);
  gboolean more = FALSE;

  if (row == NULL)
    return NULL;
  while (TRUE) {
    if (!miqat_statement_step (row, &more, error))
      return NULL;
    if (!more)
      return g_steal_pointer (&ids);
    if (g_strv_contains (commands, miqat_statement_get_text (row, 1)))
      g_hash_table_add (ids, miqat_id_derive (miqat_statement_get_text (row, 0), label));
  }
}
