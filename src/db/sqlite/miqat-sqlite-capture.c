/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Row changes on SQLite: its preupdate hook tells each row before it is written, with what it was and
 * what it becomes. The record for undo is a changeset, in the format of SQLite's session extension,
 * which inverts and combines it. */
#include "config.h"

#include "miqat-sqlite-private.h"

#include <string.h>

/* What became of a row since the capture began; both NULL: it came and went. */
typedef struct {
  MiqatTableInfo *info;
  const char *key;
  MiqatValue *before;
  MiqatValue *after;
} Row;

/* The rows of a table, in the order in which they were first written. */
typedef struct {
  MiqatTableInfo *info;
  GPtrArray *rows;
  GHashTable *by_key;
} Written;

struct _MiqatSqliteRecording {
  GPtrArray *tables; /* in the order in which they were first written */
  gboolean doubtful; /* something was rolled back meanwhile */
  GError *failure;
};

static void
row_free (gpointer data)
{
  Row *self = data;

  miqat_values_free (self->before, self->info->schema.n_columns);
  miqat_values_free (self->after, self->info->schema.n_columns);
  g_free (self);
}

static void
written_free (gpointer data)
{
  Written *self = data;

  g_ptr_array_unref (self->rows);
  g_hash_table_unref (self->by_key);
  g_free (self);
}

static void
recording_free (MiqatSqliteRecording *self)
{
  g_ptr_array_unref (self->tables);
  g_clear_error (&self->failure);
  g_free (self);
}

/* ---- which tables ---------------------------------------------------------------------------- */

static gboolean
is_fit (const MiqatTableInfo *info)
{
  for (guint i = 0; i < info->n_keys; i++)
    if (!info->schema.columns[info->keys[i]].not_null)
      return FALSE;
  return info->n_keys > 0 && !info->has_generated;
}

/* Looked at once for a list and a schema. */
static gboolean
check_tables (MiqatSqlite *self, const char *const *captured, GError **error)
{
  gint64 version;

  if (!miqat_sqlite_get_schema_version (&self->base, &version, error))
    return FALSE;
  if (self->checked == captured && self->checked_version == version)
    return TRUE;

  g_hash_table_remove_all (self->fit);
  for (guint i = 0; captured[i] != NULL; i++) {
    GError *local = NULL;
    MiqatTableInfo *info = miqat_db_get_table_info (&self->base, captured[i], &local);

    if (local != NULL) {
      g_propagate_error (error, local);
      return FALSE;
    }
    if (info != NULL && !is_fit (info)) {
      g_set_error (error, MIQAT_DB_ERROR, MIQAT_DB_ERROR_ENGINE,
                   "Table %s cannot be captured: it needs a NOT NULL primary key and no "
                   "generated column",
                   captured[i]);
      return FALSE;
    }
    if (info != NULL)
      g_hash_table_insert (self->fit, info->schema.name, info);
  }
  self->checked = captured;
  self->checked_version = version;
  return TRUE;
}

/* ---- listening ------------------------------------------------------------------------------- */

static gboolean
take_value (sqlite3_value *from, MiqatValue *to, GError **error)
{
  switch (sqlite3_value_type (from)) {
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

typedef int (*ValueFunc) (sqlite3 *handle, int column, sqlite3_value **value);

static MiqatValue *
take_row (MiqatSqlite *self, const MiqatTableInfo *info, ValueFunc get, GError **error)
{
  MiqatValue *values = g_new0 (MiqatValue, info->schema.n_columns);

  for (guint i = 0; i < info->schema.n_columns; i++) {
    sqlite3_value *value = NULL;
    int code = get (self->handle, (int) i, &value);

    if (code != SQLITE_OK ? !miqat_sqlite_fail (self->handle, code, "capture", error)
                          : !take_value (value, &values[i], error)) {
      miqat_values_free (values, info->schema.n_columns);
      return NULL;
    }
  }
  return values;
}

static Written *
find_table (MiqatSqliteRecording *self, MiqatTableInfo *info)
{
  Written *written;

  for (guint i = self->tables->len; i > 0; i--) {
    written = g_ptr_array_index (self->tables, i - 1);
    if (written->info == info)
      return written;
  }
  written = g_new0 (Written, 1);
  written->info = info;
  written->rows = g_ptr_array_new_with_free_func (row_free);
  written->by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_ptr_array_add (self->tables, written);
  return written;
}

/* Takes both; one of them may be NULL. */
static void
note (Written *written, MiqatValue *before, MiqatValue *after)
{
  MiqatTableInfo *info = written->info;
  g_autofree char *key = miqat_row_key_make (before != NULL ? before : after, info->keys, info->n_keys);
  Row *row = g_hash_table_lookup (written->by_key, key);

  if (row != NULL) {
    miqat_values_free (before, info->schema.n_columns);
    miqat_values_free (row->after, info->schema.n_columns);
    row->after = after;
    return;
  }
  row = g_new (Row, 1);
  *row = (Row){ .info = info, .key = key, .before = before, .after = after };
  g_ptr_array_add (written->rows, row);
  g_hash_table_insert (written->by_key, g_steal_pointer (&key), row);
}

static gboolean
has_other_key (const MiqatTableInfo *info, const MiqatValue *before, const MiqatValue *after)
{
  for (guint i = 0; i < info->n_keys; i++)
    if (!miqat_value_equal (&before[info->keys[i]], &after[info->keys[i]]))
      return TRUE;
  return FALSE;
}

static void
on_row_cb (void *data, sqlite3 *handle, int operation, const char *database, const char *table,
           sqlite3_int64 old_row, sqlite3_int64 new_row)
{
  MiqatSqlite *self = data;
  MiqatSqliteRecording *recording = self->recording;
  MiqatTableInfo *info;
  MiqatValue *before = NULL, *after = NULL;

  if (recording == NULL || recording->failure != NULL || strcmp (database, "main") != 0)
    return;
  info = g_hash_table_lookup (self->fit, table);
  if (info == NULL)
    return;
  if (operation != SQLITE_INSERT)
    before = take_row (self, info, sqlite3_preupdate_old, &recording->failure);
  if (operation != SQLITE_DELETE && recording->failure == NULL)
    after = take_row (self, info, sqlite3_preupdate_new, &recording->failure);
  if (recording->failure != NULL) {
    miqat_values_free (before, info->schema.n_columns);
    return;
  }
  if (operation == SQLITE_UPDATE && has_other_key (info, before, after)) {
    note (find_table (recording, info), before, NULL);
    before = NULL;
  }
  note (find_table (recording, info), before, after);
}

void
miqat_sqlite_listen (MiqatSqlite *self)
{
  /* As long as somebody listens, SQLite does not empty a table in one stroke ("DELETE FROM t"
   * without WHERE), which would be heard of by nobody. */
  self->fit = g_hash_table_new (g_str_hash, g_str_equal);
  sqlite3_preupdate_hook (self->handle, on_row_cb, self);
}

/* ---- from begin to end ----------------------------------------------------------------------- */

gboolean
miqat_sqlite_capture_begin (MiqatDb *db, const char *const *captured, GError **error)
{
  MiqatSqlite *self = (MiqatSqlite *) db;

  if (!check_tables (self, captured, error))
    return FALSE;
  self->recording = g_new0 (MiqatSqliteRecording, 1);
  self->recording->tables = g_ptr_array_new_with_free_func (written_free);
  return TRUE;
}

void
miqat_sqlite_capture_cancel (MiqatDb *db)
{
  g_clear_pointer (&((MiqatSqlite *) db)->recording, recording_free);
}

void
miqat_sqlite_capture_doubt (MiqatSqlite *self)
{
  if (self->recording != NULL)
    self->recording->doubtful = TRUE;
}

/* What was rolled back is heard of by nobody, so the row itself is asked. */
static gboolean
read_again (MiqatSqlite *self, Row *row, GError **error)
{
  GError *local = NULL;

  miqat_values_free (row->after, row->info->schema.n_columns);
  row->after = miqat_db_read_row (&self->base, &row->info->schema, row->key, &local);
  if (local != NULL)
    g_propagate_error (error, local);
  return local == NULL;
}

static gboolean
is_as_before (const Row *row)
{
  if (row->before == NULL || row->after == NULL)
    return row->before == row->after;
  for (guint i = 0; i < row->info->schema.n_columns; i++)
    if (!miqat_value_equal (&row->before[i], &row->after[i]))
      return FALSE;
  return TRUE;
}

static gboolean
add_row (MiqatSqlite *self, Row *row, MiqatChanges *changes, GError **error)
{
  MiqatChangeKind kind;

  if (self->recording->doubtful && !read_again (self, row, error))
    return FALSE;
  if (is_as_before (row))
    return TRUE;
  kind = row->before == NULL  ? MIQAT_CHANGE_INSERT
         : row->after == NULL ? MIQAT_CHANGE_DELETE
                              : MIQAT_CHANGE_UPDATE;
  miqat_changes_add (changes, kind, row->info->columns, g_steal_pointer (&row->before),
                     g_steal_pointer (&row->after));
  return TRUE;
}

static gboolean
add_rows (MiqatSqlite *self, MiqatChanges *changes, GError **error)
{
  for (guint i = 0; i < self->recording->tables->len; i++) {
    const Written *written = g_ptr_array_index (self->recording->tables, i);

    for (guint k = 0; k < written->rows->len; k++)
      if (!add_row (self, g_ptr_array_index (written->rows, k), changes, error))
        return FALSE;
  }
  return TRUE;
}

MiqatChanges *
miqat_sqlite_capture_end (MiqatDb *db, GBytes **record, GError **error)
{
  MiqatSqlite *self = (MiqatSqlite *) db;
  g_autoptr (MiqatChanges) changes = miqat_changes_new ();
  gboolean ok = self->recording->failure == NULL;

  if (ok)
    ok = add_rows (self, changes, error);
  else
    g_propagate_error (error, g_steal_pointer (&self->recording->failure));
  miqat_sqlite_capture_cancel (db);
  if (ok && record != NULL) {
    g_autoptr (GByteArray) changeset = miqat_sqlite_changeset_new (changes);

    *record = miqat_sqlite_record_new (db, changeset->data, (int) changeset->len, error);
    ok = *record != NULL;
  }
  return ok ? g_steal_pointer (&changes) : NULL;
}
