/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows into records. */
#include "config.h"

#include "miqat-rows.h"

GPtrArray *
miqat_rows_collect (MiqatStatement *statement, MiqatRowReader read, GDestroyNotify free,
                    GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (free);
  gboolean row = FALSE;

  if (statement == NULL)
    return NULL;
  while (TRUE) {
    if (!miqat_statement_step (statement, &row, error))
      return NULL;
    if (!row)
      return g_steal_pointer (&records);
    g_ptr_array_add (records, read (statement));
  }
}

gpointer
miqat_rows_take_first (MiqatStatement *statement, MiqatRowReader read, GError **error)
{
  gboolean row = FALSE;

  if (statement == NULL || !miqat_statement_step (statement, &row, error) || !row)
    return NULL;
  return read (statement);
}

gpointer
miqat_rows_take_one (MiqatStatement *statement, MiqatRowReader read, GError **error)
{
  gboolean row = FALSE;

  if (statement == NULL || !miqat_statement_step (statement, &row, error))
    return NULL;
  if (!row) {
    miqat_refuse (error, NULL, MIQAT_PROBLEM_NOT_FOUND, NULL);
    return NULL;
  }
  return read (statement);
}

static gpointer
read_sentence (MiqatStatement *row)
{
  return miqat_statement_dup_text (row, 0);
}

gboolean
miqat_rows_check (MiqatDb *db, const MiqatStatements *table, guint count, guint faults,
                  gint64 *checked, GPtrArray *found, GError **error)
{
  g_autoptr (MiqatStatement) statement = NULL;
  g_autoptr (GPtrArray) sentences = NULL;

  if (!miqat_db_read_int (db, table, count, checked, NULL, error, NULL))
    return FALSE;
  statement = miqat_db_statement (db, table, faults, error);
  sentences = miqat_rows_collect (statement, read_sentence, NULL, error);
  if (sentences == NULL)
    return FALSE;
  for (guint i = 0; i < sentences->len; i++)
    g_ptr_array_add (found, g_ptr_array_index (sentences, i));
  return TRUE;
}
