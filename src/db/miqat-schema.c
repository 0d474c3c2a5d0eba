/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables by name, and whole rows. This is the only place that makes SQL from names; they are the
 * schema's own, and quoted. */
#include "config.h"

#include "miqat-db-private.h"

#include <string.h>

/* ---- tables ---------------------------------------------------------------------------------- */

/* Takes over what the columns hold. */
MiqatTableInfo *
miqat_table_info_new (const char *name, GArray *columns)
{
  MiqatTableInfo *self = g_new0 (MiqatTableInfo, 1);
  guint n_columns = columns->len;

  self->schema.name = g_strdup (name);
  self->schema.n_columns = n_columns;
  self->schema.columns = g_memdup2 (columns->data, n_columns * sizeof (MiqatColumn));
  memset (columns->data, 0, n_columns * sizeof (MiqatColumn));

  self->columns = miqat_change_columns_new (name, n_columns);
  self->keys = g_new0 (guint, n_columns);
  for (guint i = 0; i < n_columns; i++) {
    const MiqatColumn *column = &self->schema.columns[i];

    self->columns->names[i] = g_strdup (column->name);
    self->columns->key[i] = (guint8) column->key_position;
    if (column->key_position > 0) {
      self->keys[column->key_position - 1] = i;
      self->n_keys++;
    }
  }
  return self;
}

static void
free_statement (MiqatStatement *statement)
{
  if (statement != NULL)
    statement->db->driver->free (statement);
}

static void
clear_table_statements (MiqatTableInfo *self)
{
  g_clear_pointer (&self->read, free_statement);
  g_clear_pointer (&self->insert, free_statement);
  g_clear_pointer (&self->delete, free_statement);
}

void
miqat_table_info_free (MiqatTableInfo *self)
{
  clear_table_statements (self);
  for (guint i = 0; i < self->schema.n_columns; i++) {
    g_free (self->schema.columns[i].name);
    g_free (self->schema.columns[i].type);
  }
  g_free (self->schema.columns);
  g_free (self->schema.name);
  miqat_change_columns_unref (self->columns);
  g_free (self->keys);
  g_free (self);
}

/* Forgets the tables of the earlier schema, but not their memory: callers hold on to it. */
static gboolean
check_schema (MiqatDb *self, GError **error)
{
  GHashTableIter iter;
  gpointer info;
  gint64 version;

  if (!self->driver->get_schema_version (self, &version, error))
    return FALSE;
  if (version == self->schema_version)
    return TRUE;

  g_hash_table_iter_init (&iter, self->tables);
  while (g_hash_table_iter_next (&iter, NULL, &info)) {
    clear_table_statements (info);
    g_ptr_array_add (self->retired, info);
  }
  g_hash_table_remove_all (self->tables);
  self->schema_version = version;
  return TRUE;
}

MiqatTableInfo *
miqat_db_get_table_info (MiqatDb *self, const char *table, GError **error)
{
  MiqatTableInfo *info;

  miqat_db_check_thread (self);
  if (!check_schema (self, error))
    return NULL;

  info = g_hash_table_lookup (self->tables, table);
  if (info == NULL) {
    info = self->driver->load_table (self, table, error);
    if (info != NULL)
      g_hash_table_insert (self->tables, info->schema.name, info);
  }
  return info;
}

const MiqatTableSchema *
miqat_db_get_table (MiqatDb *self, const char *table, GError **error)
{
  MiqatTableInfo *info = miqat_db_get_table_info (self, table, error);

  return info != NULL ? &info->schema : NULL;
}

char **
miqat_db_list_tables (MiqatDb *self, GError **error)
{
  miqat_db_check_thread (self);
  return self->driver->list_tables (self, error);
}

/* ---- statements made of names ---------------------------------------------------------------- */

void
miqat_append_identifier (GString *sql, const char *name)
{
  g_string_append_c (sql, '"');
  for (; *name != '\0'; name++) {
    if (*name == '"')
      g_string_append_c (sql, '"');
    g_string_append_c (sql, *name);
  }
  g_string_append_c (sql, '"');
}

static void
append_columns (GString *sql, const MiqatTableInfo *info)
{
  for (guint i = 0; i < info->schema.n_columns; i++) {
    g_string_append (sql, i > 0 ? ", " : "");
    miqat_append_identifier (sql, info->schema.columns[i].name);
  }
}

static void
append_keys (GString *sql, const MiqatTableInfo *info)
{
  for (guint i = 0; i < info->n_keys; i++) {
    g_string_append (sql, i > 0 ? ", " : "");
    miqat_append_identifier (sql, info->schema.columns[info->keys[i]].name);
  }
}

static void
append_key_values (GString *sql, const MiqatTableInfo *info)
{
  for (guint i = 0; i < info->n_keys; i++)
    g_string_append_printf (sql, "%s:k%u", i > 0 ? ", " : "", i);
}

/* A key of one column is compared plainly, one of several as a row. */
static void
append_key_test (GString *sql, const MiqatTableInfo *info, const char *operator)
{
  const char *opening = info->n_keys > 1 ? "(" : "", *closing = info->n_keys > 1 ? ")" : "";

  g_string_append (sql, opening);
  append_keys (sql, info);
  g_string_append_printf (sql, "%s %s %s", closing, operator, opening);
  append_key_values (sql, info);
  g_string_append (sql, closing);
}

static MiqatStatement *
lend_made (MiqatDb *db, MiqatStatement **kept, const char *text, GError **error)
{
  if (!miqat_db_check_failure (db, error))
    return NULL;
  if (*kept == NULL) {
    *kept = db->driver->prepare (db, text, TRUE, error);
    if (*kept == NULL)
      return NULL;
    (*kept)->db = db;
  }
  return miqat_statement_lend (*kept);
}

static MiqatStatement *
lend_read (MiqatDb *db, MiqatTableInfo *info, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (info->read == NULL) {
    g_string_append (text, "SELECT ");
    append_columns (text, info);
    g_string_append (text, " FROM ");
    miqat_append_identifier (text, info->schema.name);
    g_string_append (text, " WHERE ");
    append_key_test (text, info, "=");
  }
  return lend_made (db, &info->read, text->str, error);
}

static MiqatStatement *
lend_insert (MiqatDb *db, MiqatTableInfo *info, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (info->insert == NULL) {
    g_string_append (text, "INSERT INTO ");
    miqat_append_identifier (text, info->schema.name);
    g_string_append (text, " (");
    append_columns (text, info);
    g_string_append (text, ") VALUES (");
    for (guint i = 0; i < info->schema.n_columns; i++)
      g_string_append_printf (text, "%s:c%u", i > 0 ? ", " : "", i);
    g_string_append (text, ")");
  }
  return lend_made (db, &info->insert, text->str, error);
}

static MiqatStatement *
lend_delete (MiqatDb *db, MiqatTableInfo *info, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (info->delete == NULL) {
    g_string_append (text, "DELETE FROM ");
    miqat_append_identifier (text, info->schema.name);
    g_string_append (text, " WHERE ");
    append_key_test (text, info, "=");
  }
  return lend_made (db, &info->delete, text->str, error);
}

/* ---- rows ------------------------------------------------------------------------------------ */

void
miqat_values_free (MiqatValue *values, guint count)
{
  for (guint i = 0; values != NULL && i < count; i++)
    miqat_value_clear (&values[i]);
  g_free (values);
}

static MiqatTableInfo *
get_info (const MiqatTableSchema *table)
{
  MiqatTableInfo *info = (MiqatTableInfo *) table;

  if (info->n_keys == 0)
    g_error ("Table %s has no primary key", table->name);
  return info;
}

static MiqatValue *
read_values (MiqatStatement *statement, guint count)
{
  MiqatValue *values = g_new0 (MiqatValue, count);

  for (guint i = 0; i < count; i++)
    miqat_statement_read_value (statement, i, &values[i]);
  return values;
}

const MiqatValue *
miqat_table_schema_get (const MiqatTableSchema *self, const MiqatValue *values, const char *column)
{
  for (guint i = 0; i < self->n_columns; i++)
    if (g_str_equal (self->columns[i].name, column))
      return &values[i];
  return NULL;
}

MiqatValue *
miqat_db_read_row (MiqatDb *self, const MiqatTableSchema *table, const char *key, GError **error)
{
  MiqatTableInfo *info = get_info (table);
  g_autoptr (MiqatStatement) statement = lend_read (self, info, error);
  gboolean row;

  if (statement == NULL || !miqat_row_key_bind (statement, info, key)
      || !miqat_statement_step (statement, &row, error) || !row)
    return NULL;
  return read_values (statement, table->n_columns);
}

gboolean
miqat_db_insert_row (MiqatDb *self, const MiqatTableSchema *table, const MiqatValue *values,
                     GError **error)
{
  g_autoptr (MiqatStatement) statement = NULL;

  g_assert (self->writing);
  statement = lend_insert (self, get_info (table), error);
  for (guint i = 0; statement != NULL && i < table->n_columns; i++) {
    char name[16];

    g_snprintf (name, sizeof name, "c%u", i);
    miqat_statement_bind_value (statement, name, &values[i]);
  }
  return miqat_statement_run (statement, error);
}

gboolean
miqat_db_delete_row (MiqatDb *self, const MiqatTableSchema *table, const char *key, GError **error)
{
  MiqatTableInfo *info = get_info (table);
  g_autoptr (MiqatStatement) statement = NULL;

  g_assert (self->writing);
  statement = lend_delete (self, info, error);
  if (statement != NULL && !miqat_row_key_bind (statement, info, key))
    return TRUE;
  return miqat_statement_run (statement, error);
}

static const MiqatColumn *
find_column (const MiqatTableSchema *table, const char *column)
{
  for (guint i = 0; i < table->n_columns; i++)
    if (g_str_equal (table->columns[i].name, column))
      return &table->columns[i];
  g_error ("Table %s has no column %s", table->name, column);
}

static char *
make_scan (const MiqatTableInfo *info, const char *column, gboolean after)
{
  GString *text = g_string_new ("SELECT ");

  append_columns (text, info);
  g_string_append (text, " FROM ");
  miqat_append_identifier (text, info->schema.name);
  if (column != NULL) {
    g_string_append (text, " WHERE ");
    miqat_append_identifier (text, column);
    g_string_append (text, " = :equals");
  }
  if (after) {
    g_string_append (text, column != NULL ? " AND " : " WHERE ");
    append_key_test (text, info, ">");
  }
  g_string_append (text, " ORDER BY ");
  append_keys (text, info);
  g_string_append (text, " LIMIT :limit");
  return g_string_free (text, FALSE);
}

static gboolean
visit_row (MiqatStatement *statement, const MiqatTableInfo *info, MiqatRowFunc each, gpointer data,
           GError **error)
{
  guint n_columns = info->schema.n_columns;
  MiqatValue *values = read_values (statement, n_columns);
  g_autofree char *key = miqat_row_key_make (values, info->keys, info->n_keys);
  gboolean ok = each (values, key, data, error);

  miqat_values_free (values, n_columns);
  return ok;
}

/* The statement is its own, so that `each` may call this again for the same table. */
gboolean
miqat_db_each_row (MiqatDb *self, const MiqatTableSchema *table, const char *column,
                   const char *equals, const char *after_key, guint limit, MiqatRowFunc each,
                   gpointer data, GError **error)
{
  MiqatTableInfo *info = get_info (table);
  g_autofree char *text = make_scan (info, column, after_key != NULL);
  g_autoptr (MiqatStatement) statement = miqat_db_prepare_once (self, text, error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  if (column != NULL
      && !miqat_row_key_bind_part (statement, "equals", find_column (table, column), equals))
    return TRUE;
  if (after_key != NULL && !miqat_row_key_bind (statement, info, after_key))
    return TRUE;
  miqat_statement_bind_int (statement, "limit", limit);

  for (;;) {
    if (!miqat_statement_step (statement, &row, error))
      return FALSE;
    if (!row)
      return TRUE;
    if (!visit_row (statement, info, each, data, error))
      return FALSE;
  }
}
