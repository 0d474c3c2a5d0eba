/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows to JSON and back. */
#include "config.h"

#include "miqat-sync-wire.h"

#include <string.h>

#define SAFE_INTEGER_MAX (G_GINT64_CONSTANT (1) << 53)

gboolean
miqat_sync_table_travels (const MiqatTable *table)
{
  return table->scope != MIQAT_SCOPE_HUB && table->scope != MIQAT_SCOPE_LOCAL;
}

static const MiqatSealedColumn *
find_sealed (const MiqatTable *table, const char *column)
{
  for (const MiqatSealedColumn *sealed = table->sealed; sealed != NULL && sealed->column != NULL; sealed++)
    if (g_str_equal (sealed->column, column))
      return sealed;
  return NULL;
}

static gboolean
is_blind_index (const MiqatTable *table, const char *column)
{
  for (const MiqatSealedColumn *sealed = table->sealed; sealed != NULL && sealed->column != NULL; sealed++)
    if (g_strcmp0 (sealed->index_column, column) == 0)
      return TRUE;
  return FALSE;
}

/* ---- writing -------------------------------------------------------------------------------- */

void
miqat_sync_rows_begin (MiqatJsonWriter *json, const MiqatTable *table, const MiqatTableSchema *schema)
{
  miqat_json_begin_object (json);
  miqat_json_add_text (json, "table", table->name);
  miqat_json_name (json, "columns");
  miqat_json_begin_array (json);
  for (guint i = 0; i < schema->n_columns; i++)
    if (!is_blind_index (table, schema->columns[i].name))
      miqat_json_text (json, schema->columns[i].name);
  miqat_json_end_array (json);
  miqat_json_name (json, "rows");
  miqat_json_begin_array (json);
}

static void
write_number (MiqatJsonWriter *json, gint64 number)
{
  char text[24];

  if (number <= SAFE_INTEGER_MAX && number >= -SAFE_INTEGER_MAX) {
    miqat_json_int (json, number);
    return;
  }
  g_snprintf (text, sizeof text, "%" G_GINT64_FORMAT, number);
  miqat_json_text (json, text);
}

static void
write_bytes (MiqatJsonWriter *json, GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  g_autofree char *text = g_base64_encode (data, size);

  miqat_json_text (json, text);
}

static gboolean
write_value (MiqatJsonWriter *json, const MiqatSealedColumn *sealed, const MiqatKey *key,
             const MiqatValue *value, GError **error)
{
  g_autofree char *clear = NULL;

  switch (value->kind) {
  case MIQAT_VALUE_NULL:
    miqat_json_null (json);
    return TRUE;
  case MIQAT_VALUE_INT:
    write_number (json, value->number);
    return TRUE;
  case MIQAT_VALUE_TEXT:
    miqat_json_text (json, value->text);
    return TRUE;
  case MIQAT_VALUE_BYTES:
    if (sealed == NULL) {
      write_bytes (json, value->bytes);
      return TRUE;
    }
    clear = miqat_open (key, sealed->context, value->bytes, error);
    if (clear == NULL)
      return FALSE;
    miqat_json_text (json, clear);
    return TRUE;
  }
  g_assert_not_reached ();
}

gboolean
miqat_sync_rows_add (MiqatJsonWriter *json, const MiqatTable *table, const MiqatTableSchema *schema,
                     const MiqatKey *key, const MiqatValue *values, GError **error)
{
  miqat_json_begin_array (json);
  for (guint i = 0; i < schema->n_columns; i++) {
    const char *column = schema->columns[i].name;

    if (is_blind_index (table, column))
      continue;
    if (!write_value (json, find_sealed (table, column), key, &values[i], error)) {
      g_prefix_error (error, "%s.%s: ", table->name, column);
      return FALSE;
    }
  }
  miqat_json_end_array (json);
  return TRUE;
}

void
miqat_sync_rows_end (MiqatJsonWriter *json, const GPtrArray *gone)
{
  miqat_json_end_array (json);
  miqat_json_name (json, "gone");
  miqat_json_begin_array (json);
  for (guint i = 0; gone != NULL && i < gone->len; i++)
    miqat_json_text (json, g_ptr_array_index (gone, i));
  miqat_json_end_array (json);
  miqat_json_end_object (json);
}

char *
miqat_sync_row_describe (const MiqatTable *table, const MiqatTableSchema *schema, const MiqatKey *key,
                         const MiqatValue *values, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < schema->n_columns; i++) {
    const char *column = schema->columns[i].name;
    g_autoptr (GString) one = g_string_new (NULL);
    MiqatJsonWriter json;

    if (is_blind_index (table, column))
      continue;
    miqat_json_writer_init (&json, one);
    if (!write_value (&json, find_sealed (table, column), key, &values[i], error))
      return NULL;
    g_string_append_printf (text, "%s=%s\n", column, one->str);
  }
  return g_strdup (text->str);
}

/* ---- reading -------------------------------------------------------------------------------- */

static gboolean
fail_answer (GError **error, const char *what)
{
  g_set_error (error, MIQAT_SYNC_ERROR, MIQAT_SYNC_ERROR_ANSWER, "The rows cannot be read: %s", what);
  return FALSE;
}

/* Where each column of ours stands in a row of theirs. */
static void
match_columns (MiqatSyncRows *self, JsonArray *columns)
{
  self->sources = g_new (int, self->schema->n_columns);
  for (guint i = 0; i < self->schema->n_columns; i++) {
    self->sources[i] = -1;
    for (guint c = 0; c < json_array_get_length (columns); c++) {
      JsonNode *name = json_array_get_element (columns, c);

      if (JSON_NODE_HOLDS_VALUE (name) && json_node_get_value_type (name) == G_TYPE_STRING
          && g_str_equal (json_node_get_string (name), self->schema->columns[i].name))
        self->sources[i] = (int) c;
    }
  }
}

gboolean
miqat_sync_rows_init (MiqatSyncRows *self, MiqatSite *site, MiqatDb *db, JsonObject *block, GError **error)
{
  const char *name = miqat_json_get_text (block, "table");
  JsonArray *columns = miqat_json_get_array (block, "columns");

  memset (self, 0, sizeof *self);
  self->rows = miqat_json_get_array (block, "rows");
  self->gone = miqat_json_get_array (block, "gone");
  if (name == NULL || columns == NULL || self->rows == NULL || self->gone == NULL)
    return fail_answer (error, "a table lacks its name, columns or rows");
  self->table = miqat_site_find_table (site, name);
  /* A table that is not for other eyes here is never written from outside. */
  if (self->table == NULL || !miqat_sync_table_travels (self->table)) {
    self->table = NULL;
    return TRUE;
  }
  self->schema = miqat_db_get_table (db, name, error);
  if (self->schema == NULL)
    return error != NULL && *error != NULL ? FALSE : fail_answer (error, name);
  match_columns (self, columns);
  return TRUE;
}

void
miqat_sync_rows_clear (MiqatSyncRows *self)
{
  g_clear_pointer (&self->sources, g_free);
}

static gboolean
parse_number (const char *text, gint64 *number)
{
  return g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, number, NULL);
}

static gboolean
read_text (const MiqatColumn *column, const MiqatSealedColumn *sealed, const MiqatKey *key,
           const char *text, MiqatValue *value)
{
  if (sealed != NULL) {
    *value = (MiqatValue) { .kind = MIQAT_VALUE_BYTES, .bytes = miqat_seal (key, sealed->context, text) };
    return TRUE;
  }
  if (g_ascii_strcasecmp (column->type, "INTEGER") == 0) {
    value->kind = MIQAT_VALUE_INT;
    return parse_number (text, &value->number);
  }
  if (g_ascii_strcasecmp (column->type, "BLOB") == 0) {
    gsize size = 0;
    guint8 *data = g_base64_decode (text, &size);

    *value = (MiqatValue) { .kind = MIQAT_VALUE_BYTES, .bytes = g_bytes_new_take (data, size) };
    return TRUE;
  }
  *value = (MiqatValue) { .kind = MIQAT_VALUE_TEXT, .text = g_strdup (text) };
  return TRUE;
}

static gboolean
read_value (const MiqatSyncRows *self, guint column, const MiqatKey *key, JsonNode *node,
            MiqatValue *value, GError **error)
{
  const MiqatColumn *ours = &self->schema->columns[column];

  value->kind = MIQAT_VALUE_NULL;
  if (JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64) {
    *value = (MiqatValue) { .kind = MIQAT_VALUE_INT, .number = json_node_get_int (node) };
    return TRUE;
  }
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
      && read_text (ours, find_sealed (self->table, ours->name), key, json_node_get_string (node), value))
    return TRUE;
  value->kind = MIQAT_VALUE_NULL;
  return fail_answer (error, ours->name);
}

static int
find_column (const MiqatTableSchema *schema, const char *column)
{
  for (guint i = 0; column != NULL && i < schema->n_columns; i++)
    if (g_str_equal (schema->columns[i].name, column))
      return (int) i;
  return -1;
}

/* The blind index of a sealed column follows from what it says in clear. */
static void
fill_indexes (const MiqatSyncRows *self, const MiqatKey *key, JsonArray *row, MiqatValue *values)
{
  const MiqatSealedColumn *sealed = self->table->sealed;

  for (; sealed != NULL && sealed->column != NULL; sealed++) {
    int column = find_column (self->schema, sealed->column);
    int index = find_column (self->schema, sealed->index_column);
    const char *clear;

    if (column < 0 || index < 0 || values[column].kind != MIQAT_VALUE_BYTES)
      continue;
    clear = json_array_get_string_element (row, (guint) self->sources[column]);
    values[index] = (MiqatValue) { .kind = MIQAT_VALUE_TEXT,
                                   .text = miqat_blind_index (key, sealed->context, clear) };
  }
}

static JsonArray *
get_row (const MiqatSyncRows *self, guint index, GError **error)
{
  JsonNode *node = json_array_get_element (self->rows, index);

  if (JSON_NODE_HOLDS_ARRAY (node))
    return json_node_get_array (node);
  fail_answer (error, "a row is not a list");
  return NULL;
}

MiqatValue *
miqat_sync_rows_read (const MiqatSyncRows *self, guint index, const MiqatKey *key, GError **error)
{
  JsonArray *row = get_row (self, index, error);
  guint n_columns = self->schema->n_columns;
  MiqatValue *values;

  if (row == NULL)
    return NULL;
  values = g_new0 (MiqatValue, n_columns);
  for (guint i = 0; i < n_columns; i++) {
    int source = self->sources[i];

    if (source < 0 || is_blind_index (self->table, self->schema->columns[i].name))
      continue;
    if ((guint) source >= json_array_get_length (row)
        || !read_value (self, i, key, json_array_get_element (row, (guint) source), &values[i], error)) {
      if (error != NULL && *error == NULL)
        fail_answer (error, "a row is too short");
      miqat_values_free (values, n_columns);
      return NULL;
    }
  }
  fill_indexes (self, key, row, values);
  return values;
}

static MiqatChangeColumns *
columns_new (const MiqatTableSchema *schema)
{
  MiqatChangeColumns *columns = g_new0 (MiqatChangeColumns, 1);

  columns->n_columns = schema->n_columns;
  columns->key = g_new0 (guint8, schema->n_columns);
  for (guint i = 0; i < schema->n_columns; i++)
    columns->key[i] = (guint8) schema->columns[i].key_position;
  return columns;
}

char *
miqat_sync_rows_dup_key (const MiqatSyncRows *self, guint index, GError **error)
{
  JsonArray *row = get_row (self, index, error);
  guint n_columns = self->schema->n_columns;
  MiqatChangeColumns *columns = columns_new (self->schema);
  MiqatValue *values = g_new0 (MiqatValue, n_columns);
  MiqatChange change = { .columns = columns, .after = values };
  char *key = NULL;
  gboolean ok = row != NULL;

  for (guint i = 0; ok && i < n_columns; i++) {
    int source = self->sources[i];

    if (columns->key[i] == 0)
      continue;
    ok = source >= 0 && (guint) source < json_array_get_length (row)
         && read_value (self, i, NULL, json_array_get_element (row, (guint) source), &values[i], error)
         && values[i].kind != MIQAT_VALUE_NULL;
    if (!ok && error != NULL && *error == NULL)
      fail_answer (error, "a row lacks its key");
  }
  if (ok)
    key = miqat_change_dup_key (&change);
  miqat_values_free (values, n_columns);
  g_free (columns->key);
  g_free (columns);
  return key;
}

/* ---- messages ------------------------------------------------------------------------------- */

GBytes *
miqat_sync_message_end (MiqatJsonWriter *json, GString *out)
{
  miqat_json_end_object (json);
  return g_string_free_to_bytes (out);
}

JsonObject *
miqat_sync_message_parse (GBytes *body, gsize size_max, JsonNode **root, GError **error)
{
  gsize size;
  const char *data = g_bytes_get_data (body, &size);
  g_autoptr (GError) failure = NULL;
  g_autoptr (JsonNode) node = miqat_json_parse (data, size, size_max, &failure);

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node)) {
    g_set_error (error, MIQAT_SYNC_ERROR, MIQAT_SYNC_ERROR_ANSWER, "This is not a message: %s",
                 failure != NULL ? failure->message : "no object");
    return NULL;
  }
  *root = g_steal_pointer (&node);
  return json_node_get_object (*root);
}
