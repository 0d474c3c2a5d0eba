/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole rows by the schema's own names; nothing here knows what a booking is. */
#include "config.h"

#include "miqat-areas.h"
#include "miqat-demo-bulk-rows.h"
#include "miqat-schema.h"

#include <string.h>

#define COLUMNS_MAX 64
#define DAYS_MAX 8

enum { SQL_NEWEST, SQL_ADD_ROW, SQL_ADD_WORDS, N_SQL };

static const char *const sql[N_SQL] = {
  [SQL_NEWEST] = "SELECT coalesce(max(id), 0) FROM search_rows",
  [SQL_ADD_ROW] = "INSERT INTO search_rows (id, kind, row_key) VALUES (:id, :kind, :row_key)",
  [SQL_ADD_WORDS] = "INSERT INTO search_words (rowid, words) VALUES (:id, :words)",
};

/* The search index is SQLite's. */
const MiqatStatements miqat_demo_rows_statements = { "demo-rows", sql, N_SQL, (1u << N_SQL) - 1 };

typedef struct {
  const MiqatTable *table;
  const MiqatTableSchema *schema;
  guint key;
  guint search[8];
  guint n_search;
} Known;

struct _MiqatDemoRows {
  MiqatDb *db;
  GHashTable *tables; /* name → Known */
  GError *failure;
  gint64 newest; /* in the search index */

  const Known *known; /* the current row's table */
  MiqatValue values[COLUMNS_MAX];
  char days[DAYS_MAX][MIQAT_DAY_TEXT_SIZE];
  guint n_days;
  guint last; /* the column set last: the next one is most often behind it */
  GString *words;
};

const MiqatTable *
miqat_demo_rows_find_table (const char *name)
{
  for (guint i = 0; miqat_areas[i] != NULL; i++)
    for (const MiqatTable *t = miqat_areas[i]->tables; t != NULL && t->name != NULL; t++)
      if (strcmp (t->name, name) == 0)
        return t;
  g_error ("No area has the table %s", name);
}

MiqatDemoRows *
miqat_demo_rows_new (MiqatDb *db, GError **error)
{
  g_autoptr (MiqatDemoRows) self = g_new0 (MiqatDemoRows, 1);

  self->db = db;
  self->tables = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  self->words = g_string_new (NULL);
  if (!miqat_db_read_int (db, &miqat_demo_rows_statements, SQL_NEWEST, &self->newest, NULL, error, NULL))
    return NULL;
  return g_steal_pointer (&self);
}

void
miqat_demo_rows_free (MiqatDemoRows *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->tables);
  g_string_free (self->words, TRUE);
  g_clear_error (&self->failure);
  g_free (self);
}

static guint
find_column (const MiqatTableSchema *schema, const char *name, guint from)
{
  for (guint i = 0; i < schema->n_columns; i++) {
    guint column = (from + i) % schema->n_columns;

    if (strcmp (schema->columns[column].name, name) == 0)
      return column;
  }
  g_error ("Table %s has no column %s", schema->name, name);
}

static Known *
get_to_know (MiqatDemoRows *self, const char *name)
{
  const MiqatTableSchema *schema = miqat_db_get_table (self->db, name, &self->failure);
  Known *known;

  if (schema == NULL)
    return NULL;
  g_assert (schema->n_columns <= COLUMNS_MAX);
  known = g_new0 (Known, 1);
  known->schema = schema;
  known->table = miqat_demo_rows_find_table (name);
  for (guint i = 0; i < schema->n_columns; i++)
    if (schema->columns[i].key_position == 1)
      known->key = i;
  for (guint i = 0; known->table->search != NULL && known->table->search[i] != NULL; i++) {
    g_assert (i < G_N_ELEMENTS (known->search));
    known->search[known->n_search++] = find_column (schema, known->table->search[i], 0);
  }
  g_hash_table_insert (self->tables, schema->name, known);
  return known;
}

void
miqat_demo_row_begin (MiqatDemoRows *self, const char *table)
{
  g_return_if_fail (self->known == NULL);

  if (self->failure != NULL)
    return;
  self->known = g_hash_table_lookup (self->tables, table);
  if (self->known == NULL)
    self->known = get_to_know (self, table);
  self->last = 0;
  self->n_days = 0;
}

static MiqatValue *
get_value (MiqatDemoRows *self, const char *column)
{
  if (self->known == NULL)
    return NULL;
  self->last = find_column (self->known->schema, column, self->last);
  return &self->values[self->last];
}

void
miqat_demo_row_text (MiqatDemoRows *self, const char *column, const char *text)
{
  MiqatValue *value = get_value (self, column);

  if (value == NULL || text == NULL)
    return;
  value->kind = MIQAT_VALUE_TEXT;
  value->text = (char *) text;
}

void
miqat_demo_row_int (MiqatDemoRows *self, const char *column, gint64 number)
{
  MiqatValue *value = get_value (self, column);

  if (value == NULL)
    return;
  value->kind = MIQAT_VALUE_INT;
  value->number = number;
}

void
miqat_demo_row_day (MiqatDemoRows *self, const char *column, MiqatDay day)
{
  g_assert (self->n_days < DAYS_MAX);

  miqat_demo_row_text (self, column, miqat_day_to_text (day, self->days[self->n_days++]));
}

void
miqat_demo_row_bytes (MiqatDemoRows *self, const char *column, GBytes *bytes)
{
  MiqatValue *value = get_value (self, column);

  if (value == NULL) {
    g_bytes_unref (bytes);
    return;
  }
  value->kind = MIQAT_VALUE_BYTES;
  value->bytes = bytes;
}

static gboolean
add_words (MiqatDemoRows *self)
{
  g_autoptr (MiqatStatement) row = NULL;
  g_autoptr (MiqatStatement) words = NULL;

  g_string_truncate (self->words, 0);
  for (guint i = 0; i < self->known->n_search; i++) {
    const MiqatValue *value = &self->values[self->known->search[i]];

    if (value->kind == MIQAT_VALUE_TEXT && *value->text != '\0')
      g_string_append_printf (self->words, "%s%s", self->words->len > 0 ? " " : "", value->text);
  }
  if (self->words->len == 0)
    return TRUE;
  self->newest++;
  row = miqat_db_statement (self->db, &miqat_demo_rows_statements, SQL_ADD_ROW, &self->failure);
  miqat_statement_bind_int (row, "id", self->newest);
  miqat_statement_bind_text (row, "kind", self->known->schema->name);
  miqat_statement_bind_text (row, "row_key", self->values[self->known->key].text);
  if (!miqat_statement_run (row, &self->failure))
    return FALSE;
  words = miqat_db_statement (self->db, &miqat_demo_rows_statements, SQL_ADD_WORDS, &self->failure);
  miqat_statement_bind_int (words, "id", self->newest);
  miqat_statement_bind_text (words, "words", self->words->str);
  return miqat_statement_run (words, &self->failure);
}

void
miqat_demo_row_end (MiqatDemoRows *self)
{
  if (self->known == NULL)
    return;
  if (miqat_db_insert_row (self->db, self->known->schema, self->values, &self->failure))
    add_words (self);
  else
    g_prefix_error (&self->failure, "%s: ", self->known->schema->name);
  for (guint i = 0; i < self->known->schema->n_columns; i++) {
    if (self->values[i].kind == MIQAT_VALUE_BYTES)
      g_bytes_unref (self->values[i].bytes);
    self->values[i] = (MiqatValue) { 0 };
  }
  self->known = NULL;
}

gboolean
miqat_demo_rows_check (MiqatDemoRows *self, GError **error)
{
  if (self->failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&self->failure));
  return FALSE;
}
