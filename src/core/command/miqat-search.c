/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The search index, kept from the same list of row changes as everything else. Each indexed row has
 * a number in search_rows and its words under that number in search_words (SQLite FTS5). */
#include "config.h"

#include "miqat-schema.h"
#include "miqat-site-private.h"
#include "miqat-text.h"

enum { SQL_FIND, SQL_NEWEST, SQL_ADD_ROW, SQL_DROP_ROW, SQL_ADD_WORDS, SQL_DROP_WORDS, N_SQL };

static const char *const sql[N_SQL] = {
  [SQL_FIND] = "SELECT id FROM search_rows WHERE kind = :kind AND row_key = :row_key",
  [SQL_NEWEST] = "SELECT coalesce(max(id), 0) FROM search_rows",
  [SQL_ADD_ROW] = "INSERT INTO search_rows (id, kind, row_key) VALUES (:id, :kind, :row_key)",
  [SQL_DROP_ROW] = "DELETE FROM search_rows WHERE id = :id",
  [SQL_ADD_WORDS] = "INSERT INTO search_words (rowid, words) VALUES (:id, :words)",
  [SQL_DROP_WORDS] = "DELETE FROM search_words WHERE rowid = :id",
};

const MiqatStatements miqat_search_statements = { "search", sql, N_SQL, 0x3f };

static gboolean
run_with_id (MiqatDb *db, guint index, gint64 id, const char *words, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (db, &miqat_search_statements, index, error);

  if (statement == NULL)
    return FALSE;
  miqat_statement_bind_int (statement, "id", id);
  if (words != NULL)
    miqat_statement_bind_text (statement, "words", words);
  return miqat_statement_run (statement, error);
}

static void
append_word (GString *words, const MiqatValue *value)
{
  if (value == NULL || value->kind != MIQAT_VALUE_TEXT || *value->text == '\0')
    return;
  if (words->len > 0)
    g_string_append_c (words, ' ');
  g_string_append (words, value->text);
}

static gboolean
add_row (MiqatDb *db, const char *kind, const char *row_key, gint64 *id, GError **error)
{
  g_autoptr (MiqatStatement) statement = NULL;

  if (!miqat_db_read_int (db, &miqat_search_statements, SQL_NEWEST, id, NULL, error, NULL))
    return FALSE;
  ++*id;
  statement = miqat_db_statement (db, &miqat_search_statements, SQL_ADD_ROW, error);
  miqat_statement_bind_int (statement, "id", *id);
  miqat_statement_bind_text (statement, "kind", kind);
  miqat_statement_bind_text (statement, "row_key", row_key);
  return miqat_statement_run (statement, error);
}

/* Replaces what the index holds for one row; `words` NULL or empty removes it. */
static gboolean
put_row (MiqatDb *db, const char *kind, const char *row_key, const char *words, GError **error)
{
  gint64 id = 0;
  gboolean found = FALSE;

  if (!miqat_db_read_int (db, &miqat_search_statements, SQL_FIND, &id, &found, error, "kind", kind,
                          "row_key", row_key, NULL))
    return FALSE;
  if (found && !run_with_id (db, SQL_DROP_WORDS, id, NULL, error))
    return FALSE;
  if (words == NULL || *words == '\0')
    return !found || run_with_id (db, SQL_DROP_ROW, id, NULL, error);
  if (!found && !add_row (db, kind, row_key, &id, error))
    return FALSE;
  return run_with_id (db, SQL_ADD_WORDS, id, words, error);
}

static gboolean
touches_search (const MiqatTable *table, const MiqatChange *change)
{
  for (guint i = 0; table->search != NULL && table->search[i] != NULL; i++)
    if (miqat_change_touches (change, table->search[i]))
      return TRUE;
  return FALSE;
}

gboolean
miqat_search_update (MiqatSite *site, MiqatDb *db, const MiqatChanges *changes, GError **error)
{
  for (guint i = 0; i < miqat_changes_get_count (changes); i++) {
    const MiqatChange *change = miqat_changes_get (changes, i);
    const MiqatTable *table = miqat_site_find_table (site, change->columns->table);
    g_autoptr (GString) words = g_string_new (NULL);
    g_autofree char *key = NULL;

    if (!touches_search (table, change))
      continue;
    key = miqat_change_dup_key (change);
    for (guint c = 0; change->kind != MIQAT_CHANGE_DELETE && table->search[c] != NULL; c++)
      append_word (words, miqat_change_get (change, table->search[c]));
    if (!put_row (db, table->name, key, words->str, error))
      return FALSE;
  }
  return TRUE;
}

gboolean
miqat_search_update_row (MiqatSite *site, MiqatDb *db, const MiqatTable *table, const char *row_key,
                         GError **error)
{
  const MiqatTableSchema *schema;
  g_autoptr (GString) words = g_string_new (NULL);
  g_autoptr (GError) failure = NULL;
  MiqatValue *values;

  if (table->search == NULL)
    return TRUE;
  schema = miqat_db_get_table (db, table->name, error);
  if (schema == NULL)
    return FALSE;
  values = miqat_db_read_row (db, schema, row_key, &failure);
  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  if (values != NULL) {
    for (guint i = 0; table->search[i] != NULL; i++)
      append_word (words, miqat_table_schema_get (schema, values, table->search[i]));
    miqat_values_free (values, schema->n_columns);
  }
  return put_row (db, table->name, row_key, words->str, error);
}

char *
miqat_search_make_query (const char *typed)
{
  g_autofree char *folded = miqat_text_fold (typed);
  GString *query = g_string_new (NULL);
  gboolean in_word = FALSE;

  /* Each run of letters and digits becomes "word"*; nothing typed reaches the query language. */
  for (const char *c = folded; *c != '\0'; c = g_utf8_next_char (c)) {
    gunichar character = g_utf8_get_char (c);

    if (g_unichar_isalnum (character)) {
      if (!in_word)
        g_string_append (query, query->len > 0 ? " \"" : "\"");
      g_string_append_unichar (query, character);
      in_word = TRUE;
    } else if (in_word) {
      g_string_append (query, "\"*");
      in_word = FALSE;
    }
  }
  if (in_word)
    g_string_append (query, "\"*");
  return g_string_free (query, query->len == 0);
}
