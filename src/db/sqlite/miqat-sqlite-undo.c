/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taking commands back: their changesets are combined, inverted and applied by our own hand, which
 * is strict where SQLite's own applier retries, gives up on rows that swap a unique value, or goes
 * on silently when a table has another shape. */
#include "config.h"

#include "miqat-sqlite-private.h"

#include <string.h>

enum { FOREIGN_KEY_CHECK, N_STATEMENTS };

static const char *const sql[N_STATEMENTS] = {
  [FOREIGN_KEY_CHECK] = "SELECT \"table\", parent FROM pragma_foreign_key_check LIMIT 1",
};

static const MiqatStatements statements = {
  .name = "sqlite-undo",
  .sql = sql,
  .count = N_STATEMENTS,
};

/* ---- constraints ----------------------------------------------------------------------------- */

gboolean
miqat_sqlite_set_constraints (MiqatDb *db, gboolean enabled, GError **error)
{
  MiqatSqlite *self = (MiqatSqlite *) db;
  int now = 0, highest = 0;

  /* Violations counted before the switch would be forgotten, or never be settled again. */
  sqlite3_db_status (self->handle, SQLITE_DBSTATUS_DEFERRED_FKS, &now, &highest, 0);
  if (now != 0) {
    g_set_error (error, MIQAT_DB_ERROR, MIQAT_DB_ERROR_FOREIGN_KEY,
                 "Constraints cannot be switched while a referenced row is missing");
    return FALSE;
  }

  if (sqlite3_db_config (self->handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, enabled, NULL) != SQLITE_OK
      || sqlite3_db_config (self->handle, SQLITE_DBCONFIG_ENABLE_FKEY, enabled, NULL) != SQLITE_OK)
    g_error ("Constraints cannot be switched");
  return TRUE;
}

gboolean
miqat_sqlite_check_foreign_keys (MiqatDb *db, GError **error)
{
  g_autoptr (MiqatStatement) statement
      = miqat_db_statement (db, &statements, FOREIGN_KEY_CHECK, error);
  gboolean row;

  if (!miqat_statement_step (statement, &row, error))
    return FALSE;
  if (!row)
    return TRUE;

  g_set_error (error, MIQAT_DB_ERROR, MIQAT_DB_ERROR_FOREIGN_KEY,
               "A row of %s refers to a missing one of %s", miqat_statement_get_text (statement, 0),
               miqat_statement_get_text (statement, 1));
  return FALSE;
}

/* ---- one table ------------------------------------------------------------------------------- */

typedef struct {
  MiqatSqlite *db;
  MiqatTableInfo *info;
  guint n_columns;
  sqlite3_stmt *read;   /* the columns, then the row number if there is one */
  sqlite3_stmt *delete;
  sqlite3_stmt *insert; /* the same order */
  /* Rows to be written at the table's end: n_columns values and a row number each. */
  GPtrArray *updated;
  GPtrArray *inserted;
} Table;

static void
free_value (gpointer value)
{
  sqlite3_value_free (value);
}

static void
clear_table (Table *table)
{
  sqlite3_finalize (table->read);
  sqlite3_finalize (table->delete);
  sqlite3_finalize (table->insert);
  g_clear_pointer (&table->updated, g_ptr_array_unref);
  g_clear_pointer (&table->inserted, g_ptr_array_unref);
  table->read = table->delete = table->insert = NULL;
  table->info = NULL;
}

static gboolean
fail_engine (Table *table, int code, GError **error)
{
  return miqat_sqlite_fail (table->db->handle, code, table->info->schema.name, error);
}

static gboolean
fail_row (Table *table, const char *what, GError **error)
{
  g_set_error (error, MIQAT_DB_ERROR, MIQAT_DB_ERROR_ENGINE, "undo: %s: %s",
               table->info->schema.name, what);
  return FALSE;
}

static void
append_columns (GString *text, Table *table)
{
  for (guint i = 0; i < table->n_columns; i++) {
    g_string_append (text, i > 0 ? ", " : "");
    miqat_append_identifier (text, table->info->schema.columns[i].name);
  }
  if (table->info->has_rowid)
    g_string_append (text, ", _rowid_");
}

static void
append_where (GString *text, Table *table)
{
  for (guint i = 0; i < table->info->n_keys; i++) {
    g_string_append (text, i > 0 ? " AND " : " WHERE ");
    miqat_append_identifier (text, table->info->schema.columns[table->info->keys[i]].name);
    g_string_append (text, " = ?");
  }
}

static gboolean
prepare (Table *table, GString *text, sqlite3_stmt **handle, GError **error)
{
  int code = sqlite3_prepare_v3 (table->db->handle, text->str, -1, 0, handle, NULL);

  g_string_truncate (text, 0);
  return code == SQLITE_OK || fail_engine (table, code, error);
}

static gboolean
prepare_all (Table *table, GError **error)
{
  g_autoptr (GString) text = g_string_new ("SELECT ");
  const char *name = table->info->schema.name;

  append_columns (text, table);
  g_string_append (text, " FROM ");
  miqat_append_identifier (text, name);
  append_where (text, table);
  if (!prepare (table, text, &table->read, error))
    return FALSE;

  g_string_append (text, "DELETE FROM ");
  miqat_append_identifier (text, name);
  append_where (text, table);
  if (!prepare (table, text, &table->delete, error))
    return FALSE;

  g_string_append (text, "INSERT INTO ");
  miqat_append_identifier (text, name);
  g_string_append (text, " (");
  append_columns (text, table);
  g_string_append (text, ") VALUES (?");
  for (guint i = 1; i < table->n_columns + (table->info->has_rowid ? 1 : 0); i++)
    g_string_append (text, ", ?");
  g_string_append (text, ")");
  return prepare (table, text, &table->insert, error);
}

/* A changeset has no column names; its shape must be the table's. */
static gboolean
open_table (Table *table, sqlite3_changeset_iter *iter, const char *name, int n_columns,
            GError **error)
{
  unsigned char *keys;
  int code, n_keys;

  table->info = miqat_db_get_table_info (&table->db->base, name, error);
  if (table->info == NULL) {
    if (error == NULL || *error == NULL)
      g_set_error (error, MIQAT_DB_ERROR, MIQAT_DB_ERROR_ENGINE, "undo: no table %s", name);
    return FALSE;
  }
  table->n_columns = table->info->schema.n_columns;
  table->updated = g_ptr_array_new_with_free_func (free_value);
  table->inserted = g_ptr_array_new_with_free_func (free_value);

  code = sqlite3changeset_pk (iter, &keys, &n_keys);
  if (code != SQLITE_OK)
    return fail_engine (table, code, error);
  if (table->n_columns != (guint) n_columns || n_keys != n_columns || table->info->has_generated)
    return fail_row (table, "the table has another shape", error);
  for (int i = 0; i < n_columns; i++)
    if ((keys[i] != 0) != (table->info->columns->key[i] != 0))
      return fail_row (table, "the table has another key", error);

  return prepare_all (table, error);
}

/* ---- one row --------------------------------------------------------------------------------- */

static gboolean
equals (sqlite3_stmt *handle, guint index, sqlite3_value *value)
{
  int column = (int) index;
  int size;

  if (sqlite3_column_type (handle, column) != sqlite3_value_type (value))
    return FALSE;

  switch (sqlite3_value_type (value)) {
  case SQLITE_NULL:
    return TRUE;
  case SQLITE_INTEGER:
    return sqlite3_column_int64 (handle, column) == sqlite3_value_int64 (value);
  case SQLITE_TEXT:
    size = sqlite3_value_bytes (value);
    return size == sqlite3_column_bytes (handle, column)
           && memcmp (sqlite3_column_text (handle, column), sqlite3_value_text (value),
                      (size_t) size) == 0;
  case SQLITE_BLOB:
    size = sqlite3_value_bytes (value);
    return size == sqlite3_column_bytes (handle, column)
           && (size == 0
               || memcmp (sqlite3_column_blob (handle, column), sqlite3_value_blob (value),
                          (size_t) size) == 0);
  default:
    return FALSE; /* no table of ours holds floating point numbers */
  }
}

static gboolean
bind_key (Table *table, sqlite3_stmt *handle, sqlite3_changeset_iter *iter, GError **error)
{
  for (guint i = 0; i < table->info->n_keys; i++) {
    sqlite3_value *value = NULL;
    int code = sqlite3changeset_old (iter, (int) table->info->keys[i], &value);

    if (code == SQLITE_OK && value == NULL)
      code = SQLITE_CORRUPT;
    if (code == SQLITE_OK)
      code = sqlite3_bind_value (handle, (int) i + 1, value);
    if (code != SQLITE_OK)
      return fail_engine (table, code, error);
  }
  return TRUE;
}

/* Finds the row that the commands left, leaving `read` on it, and checks all that the changeset
 * knows of it. */
static gboolean
find_row (Table *table, sqlite3_changeset_iter *iter, GError **error)
{
  int code;

  if (!bind_key (table, table->read, iter, error))
    return FALSE;
  code = sqlite3_step (table->read);
  if (code == SQLITE_DONE)
    return fail_row (table, "a row is missing", error);
  if (code != SQLITE_ROW)
    return fail_engine (table, code, error);

  for (guint i = 0; i < table->n_columns; i++) {
    sqlite3_value *value = NULL;

    code = sqlite3changeset_old (iter, (int) i, &value);
    if (code != SQLITE_OK)
      return fail_engine (table, code, error);
    if (value != NULL && !equals (table->read, i, value))
      return fail_row (table, "a row was changed meanwhile", error);
  }
  return TRUE;
}

static gboolean
delete_row (Table *table, sqlite3_changeset_iter *iter, GError **error)
{
  int code;

  sqlite3_reset (table->read);
  if (!bind_key (table, table->delete, iter, error))
    return FALSE;
  code = sqlite3_step (table->delete);
  sqlite3_reset (table->delete);
  if (code != SQLITE_DONE)
    return fail_engine (table, code, error);
  return sqlite3_changes64 (table->db->handle) == 1 || fail_row (table, "a row stayed", error);
}

/* The row as it was: what changed from the changeset, the rest and the row number from the row. */
static gboolean
queue_update (Table *table, sqlite3_changeset_iter *iter, GError **error)
{
  for (guint i = 0; i < table->n_columns; i++) {
    sqlite3_value *value = NULL;
    int code = sqlite3changeset_new (iter, (int) i, &value);

    if (code != SQLITE_OK)
      return fail_engine (table, code, error);
    if (value == NULL)
      value = sqlite3_column_value (table->read, (int) i);
    g_ptr_array_add (table->updated, sqlite3_value_dup (value));
  }
  if (table->info->has_rowid) {
    sqlite3_value *number = sqlite3_column_value (table->read, (int) table->n_columns);

    g_ptr_array_add (table->updated, sqlite3_value_dup (number));
  }
  return TRUE;
}

static gboolean
queue_insert (Table *table, sqlite3_changeset_iter *iter, GError **error)
{
  for (guint i = 0; i < table->n_columns; i++) {
    sqlite3_value *value = NULL;
    int code = sqlite3changeset_new (iter, (int) i, &value);

    if (code == SQLITE_OK && value == NULL)
      code = SQLITE_CORRUPT;
    if (code != SQLITE_OK)
      return fail_engine (table, code, error);
    g_ptr_array_add (table->inserted, sqlite3_value_dup (value));
  }
  if (table->info->has_rowid)
    g_ptr_array_add (table->inserted, NULL); /* a number of SQLite's choice */
  return TRUE;
}

static gboolean
apply_row (Table *table, sqlite3_changeset_iter *iter, int operation, GError **error)
{
  switch (operation) {
  case SQLITE_INSERT:
    return queue_insert (table, iter, error);
  case SQLITE_DELETE:
    return find_row (table, iter, error) && delete_row (table, iter, error);
  case SQLITE_UPDATE:
    return find_row (table, iter, error) && queue_update (table, iter, error)
           && delete_row (table, iter, error);
  default:
    return fail_row (table, "an unknown operation", error);
  }
}

static gboolean
insert_queue (Table *table, GPtrArray *queue, GError **error)
{
  guint width = table->n_columns + (table->info->has_rowid ? 1 : 0);

  g_assert (queue->len % width == 0);
  for (guint at = 0; at < queue->len; at += width) {
    int code = SQLITE_OK;

    for (guint i = 0; code == SQLITE_OK && i < width; i++)
      code = queue->pdata[at + i] != NULL
               ? sqlite3_bind_value (table->insert, (int) i + 1, queue->pdata[at + i])
               : sqlite3_bind_null (table->insert, (int) i + 1);
    if (code == SQLITE_OK) {
      code = sqlite3_step (table->insert);
      if (code == SQLITE_DONE)
        code = SQLITE_OK;
    }
    if ((code & 0xff) == SQLITE_CONSTRAINT)
      return fail_row (table, sqlite3_errmsg (table->db->handle), error);
    if (code != SQLITE_OK)
      return fail_engine (table, code, error);
    sqlite3_reset (table->insert);
  }
  return TRUE;
}

/* Rows that keep their number go first: another row must not be given it. */
static gboolean
close_table (Table *table, GError **error)
{
  gboolean ok = table->info == NULL
                || (insert_queue (table, table->updated, error)
                    && insert_queue (table, table->inserted, error));

  clear_table (table);
  return ok;
}

/* ---- the whole ------------------------------------------------------------------------------- */

static gboolean
apply_next (Table *table, sqlite3_changeset_iter *iter, GError **error)
{
  const char *name;
  int n_columns, operation, indirect;
  int code = sqlite3changeset_op (iter, &name, &n_columns, &operation, &indirect);

  if (code != SQLITE_OK)
    return miqat_sqlite_fail (table->db->handle, code, "undo", error);

  if (table->info == NULL || !g_str_equal (table->info->schema.name, name))
    if (!close_table (table, error) || !open_table (table, iter, name, n_columns, error))
      return FALSE;
  return apply_row (table, iter, operation, error);
}

static gboolean
apply_inverted (MiqatSqlite *self, int size, void *data, GError **error)
{
  Table table = { .db = self };
  sqlite3_changeset_iter *iter = NULL;
  gboolean ok = TRUE;
  int code = sqlite3changeset_start_v2 (&iter, size, data, SQLITE_CHANGESETSTART_INVERT);

  if (code != SQLITE_OK)
    return miqat_sqlite_fail (self->handle, code, "undo", error);

  while (ok && sqlite3changeset_next (iter) == SQLITE_ROW)
    ok = apply_next (&table, iter, error);
  code = sqlite3changeset_finalize (iter);
  if (ok && code != SQLITE_OK)
    ok = miqat_sqlite_fail (self->handle, code, "undo", error);
  if (ok)
    ok = close_table (&table, error);

  clear_table (&table);
  return ok;
}

/* All changesets as one: what was done and undone on the way cancels out. */
static gboolean
combine (MiqatDb *db, GBytes *const *records, guint count, int *size, void **data, GError **error)
{
  sqlite3_changegroup *group = NULL;
  int code = sqlite3changegroup_new (&group);
  gboolean ok = TRUE;

  for (guint i = 0; ok && code == SQLITE_OK && i < count; i++) {
    const void *changeset;
    int length;

    ok = miqat_sqlite_record_read (db, records[i], &changeset, &length, error);
    if (ok && length > 0)
      code = sqlite3changegroup_add (group, length, (void *) changeset);
  }
  if (ok && code == SQLITE_OK)
    code = sqlite3changegroup_output (group, size, data);
  sqlite3changegroup_delete (group);

  if (ok && code != SQLITE_OK) {
    /* The handle knows nothing of these calls, so its message is not asked for. */
    g_set_error (error, MIQAT_DB_ERROR, MIQAT_DB_ERROR_ENGINE, "undo: %s", sqlite3_errstr (code));
    return FALSE;
  }
  return ok;
}

gboolean
miqat_sqlite_undo (MiqatDb *db, GBytes *const *changesets, guint count, GError **error)
{
  void *data = NULL;
  int size = 0;
  gboolean ok;

  if (!combine (db, changesets, count, &size, &data, error))
    return FALSE;

  ok = size == 0 || apply_inverted ((MiqatSqlite *) db, size, data, error);
  sqlite3_free (data);
  return ok;
}
