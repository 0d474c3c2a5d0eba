/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Row changes on SQLite: a session object records which rows a command touched; its changeset, read
 * together with the rows as they are now, gives whole rows before and after. */
#include "config.h"

#include "miqat-sqlite-private.h"

#include <string.h>

static int
is_captured (void *data, const char *table)
{
  const char *const *captured = data;

  for (guint i = 0; captured[i] != NULL; i++)
    if (g_str_equal (captured[i], table))
      return 1;
  return 0;
}

static gboolean
is_fit (const MiqatTableInfo *info)
{
  for (guint i = 0; i < info->n_keys; i++)
    if (!info->schema.columns[info->keys[i]].not_null)
      return FALSE;
  return info->n_keys > 0 && !info->has_generated;
}

/* A session passes over rows without a key in silence, and a generated column is the end of it. So
 * the tables are looked at, once for a list and a schema. */
static gboolean
check_tables (MiqatSqlite *self, const char *const *captured, GError **error)
{
  gint64 version;

  if (!miqat_sqlite_get_schema_version (&self->base, &version, error))
    return FALSE;
  if (self->checked == captured && self->checked_version == version)
    return TRUE;

  for (guint i = 0; captured[i] != NULL; i++)
    {
      GError *local = NULL;
      MiqatTableInfo *info = miqat_db_get_table_info (&self->base, captured[i], &local);

      if (local != NULL)
        {
          g_propagate_error (error, local);
          return FALSE;
        }
      if (info != NULL && !is_fit (info))
        {
          g_set_error (error, MIQAT_DB_ERROR, MIQAT_DB_ERROR_ENGINE,
                       "Table %s cannot be captured: it needs a NOT NULL primary key and no "
                       "generated column",
                       captured[i]);
          return FALSE;
        }
    }
  self->checked = captured;
  self->checked_version = version;
  return TRUE;
}

gboolean
miqat_sqlite_capture_begin (MiqatDb *db, const char *const *captured, GError **error)
{
  MiqatSqlite *self = (MiqatSqlite *) db;
  int code;

  if (!check_tables (self, captured, error))
    return FALSE;

  code = sqlite3session_create (self->handle, "main", &self->recording);
  if (code != SQLITE_OK)
    return miqat_sqlite_fail (self->handle, code, "capture", error);

  sqlite3session_table_filter (self->recording, is_captured, (gpointer) captured);
  code = sqlite3session_attach (self->recording, NULL);
  if (code != SQLITE_OK)
    {
      miqat_sqlite_capture_cancel (db);
      return miqat_sqlite_fail (self->handle, code, "capture", error);
    }
  return TRUE;
}

void
miqat_sqlite_capture_cancel (MiqatDb *db)
{
  MiqatSqlite *self = (MiqatSqlite *) db;

  g_clear_pointer (&self->recording, sqlite3session_delete);
}

/* ---- values ---------------------------------------------------------------------------------- */

static gboolean
take_value (sqlite3_value *from, MiqatValue *to, GError **error)
{
  switch (sqlite3_value_type (from))
    {
    case SQLITE_NULL:
      *to = (MiqatValue){ .kind = MIQAT_VALUE_NULL };
      return TRUE;
    case SQLITE_INTEGER:
      *to = (MiqatValue){ .kind = MIQAT_VALUE_INT, .number = sqlite3_value_int64 (from) };
      return TRUE;
    case SQLITE_TEXT:
      *to = (MiqatValue){ .kind = MIQAT_VALUE_TEXT,
                          .text = g_strdup ((const char *) sqlite3_value_text (from)) };
      return TRUE;
    case SQLITE_BLOB:
      {
        const void *data = sqlite3_value_blob (from);

        *to = (MiqatValue){ .kind = MIQAT_VALUE_BYTES,
                            .bytes = g_bytes_new (data, (gsize) sqlite3_value_bytes (from)) };
      }
      return TRUE;
    default:
      g_set_error (error, MIQAT_DB_ERROR, MIQAT_DB_ERROR_ENGINE,
                   "A captured row holds a floating point number");
      return FALSE;
    }
}

typedef int (*ValueFunc) (sqlite3_changeset_iter *iter, int column, sqlite3_value **value);

/* Overwrites the values that the changeset has; `values` holds the others already. */
static gboolean
take_values (MiqatSqlite *self, sqlite3_changeset_iter *iter, ValueFunc get, MiqatValue *values,
             guint n_columns, GError **error)
{
  for (guint i = 0; i < n_columns; i++)
    {
      sqlite3_value *value = NULL;
      int code = get (iter, (int) i, &value);

      if (code != SQLITE_OK)
        return miqat_sqlite_fail (self->handle, code, "capture", error);
      if (value == NULL)
        continue;
      miqat_value_clear (&values[i]);
      if (!take_value (value, &values[i], error))
        return FALSE;
    }
  return TRUE;
}

/* ---- changes --------------------------------------------------------------------------------- */

/* A changeset names the key of an updated row and what changed in it. The rest is read from the row
 * itself, which nobody has touched since. */
static gboolean
take_update (MiqatSqlite *self, MiqatTableInfo *info, sqlite3_changeset_iter *iter,
             MiqatChanges *changes, GError **error)
{
  guint n_columns = info->schema.n_columns;
  g_autofree char *key = NULL;
  MiqatValue *before = g_new0 (MiqatValue, n_columns), *after = NULL;
  gboolean ok = take_values (self, iter, sqlite3changeset_old, before, n_columns, error);

  if (ok)
    {
      GError *local = NULL;

      key = miqat_row_key_make (before, info->keys, info->n_keys);
      after = miqat_db_read_row (&self->base, &info->schema, key, &local);
      ok = after != NULL;
      if (local != NULL)
        g_propagate_error (error, local);
      else if (!ok)
        g_set_error (error, MIQAT_DB_ERROR, MIQAT_DB_ERROR_ENGINE,
                     "%s: the captured row %s is gone", info->schema.name, key);
    }
  if (ok)
    {
      for (guint i = 0; i < n_columns; i++)
        {
          miqat_value_clear (&before[i]);
          miqat_value_copy (&after[i], &before[i]);
        }
      ok = take_values (self, iter, sqlite3changeset_old, before, n_columns, error);
    }
  if (!ok)
    {
      miqat_values_free (before, n_columns);
      miqat_values_free (after, n_columns);
      return FALSE;
    }

  miqat_changes_add (changes, MIQAT_CHANGE_UPDATE, info->columns, before, after);
  return TRUE;
}

static gboolean
take_whole (MiqatSqlite *self, MiqatTableInfo *info, sqlite3_changeset_iter *iter, int operation,
            MiqatChanges *changes, GError **error)
{
  guint n_columns = info->schema.n_columns;
  gboolean inserted = operation == SQLITE_INSERT;
  MiqatValue *values = g_new0 (MiqatValue, n_columns);

  if (!take_values (self, iter, inserted ? sqlite3changeset_new : sqlite3changeset_old, values,
                    n_columns, error))
    {
      miqat_values_free (values, n_columns);
      return FALSE;
    }
  miqat_changes_add (changes, inserted ? MIQAT_CHANGE_INSERT : MIQAT_CHANGE_DELETE, info->columns,
                     inserted ? NULL : values, inserted ? values : NULL);
  return TRUE;
}

static gboolean
take_change (MiqatSqlite *self, sqlite3_changeset_iter *iter, MiqatTableInfo **last,
             MiqatChanges *changes, GError **error)
{
  const char *table;
  int n_columns, operation, indirect;
  int code = sqlite3changeset_op (iter, &table, &n_columns, &operation, &indirect);

  if (code != SQLITE_OK)
    return miqat_sqlite_fail (self->handle, code, "capture", error);
  if (*last == NULL || !g_str_equal ((*last)->schema.name, table))
    {
      *last = miqat_db_get_table_info (&self->base, table, error);
      if (*last == NULL)
        return FALSE;
    }
  g_assert ((*last)->schema.n_columns == (guint) n_columns);

  if (operation == SQLITE_UPDATE)
    return take_update (self, *last, iter, changes, error);
  return take_whole (self, *last, iter, operation, changes, error);
}

static gboolean
read_changeset (MiqatSqlite *self, int size, void *data, MiqatChanges *changes, GError **error)
{
  sqlite3_changeset_iter *iter = NULL;
  MiqatTableInfo *last = NULL;
  gboolean ok = TRUE;
  int code, end;

  if (size == 0)
    return TRUE;
  code = sqlite3changeset_start (&iter, size, data);
  if (code != SQLITE_OK)
    return miqat_sqlite_fail (self->handle, code, "capture", error);

  while (ok && (code = sqlite3changeset_next (iter)) == SQLITE_ROW)
    ok = take_change (self, iter, &last, changes, error);
  end = sqlite3changeset_finalize (iter);
  if (!ok)
    return FALSE;
  return end == SQLITE_OK || miqat_sqlite_fail (self->handle, end, "capture", error);
}

MiqatChanges *
miqat_sqlite_capture_end (MiqatDb *db, GBytes **changeset, GError **error)
{
  MiqatSqlite *self = (MiqatSqlite *) db;
  g_autoptr (MiqatChanges) changes = miqat_changes_new ();
  gboolean ok;
  void *data = NULL;
  int size = 0;
  int code = sqlite3session_changeset (self->recording, &size, &data);

  miqat_sqlite_capture_cancel (db);
  if (code != SQLITE_OK)
    {
      miqat_sqlite_fail (self->handle, code, "capture", error);
      return NULL;
    }

  ok = read_changeset (self, size, data, changes, error);
  if (ok && changeset != NULL)
    {
      *changeset = miqat_sqlite_record_new (db, data, size, error);
      ok = *changeset != NULL;
    }
  sqlite3_free (data);
  return ok ? g_steal_pointer (&changes) : NULL;
}
