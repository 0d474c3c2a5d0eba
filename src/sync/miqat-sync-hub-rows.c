/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pull and bootstrap: the rows that an office may have, as they are now. A cursor is the number of the
 * newest feed entry seen and the command that wrote it, so that a hub restored from a backup is
 * noticed: then, or when the feed no longer reaches back so far, the answer is `reset`. */
#include "config.h"

#include "miqat-scope.h"
#include "miqat-sync-hub-private.h"

#include <string.h>

enum { SQL_AFTER, SQL_AFTER_IN_SCOPE, SQL_COMMAND_AT, N_SQL };

static const char *const sql[N_SQL] = {
  [SQL_AFTER] =
    "SELECT seq, table_name, row_key FROM change_feed WHERE seq > :since ORDER BY seq LIMIT :limit",
  /* Two ordered walks of the index, merged. */
  [SQL_AFTER_IN_SCOPE] =
    "SELECT seq, table_name, row_key FROM change_feed WHERE scope = '*' AND seq > :since"
    " UNION ALL"
    " SELECT seq, table_name, row_key FROM change_feed WHERE scope = :branch_id AND seq > :since"
    " ORDER BY seq LIMIT :limit",
  [SQL_COMMAND_AT] = "SELECT command_id FROM change_feed WHERE seq = :seq",
};

const MiqatStatements miqat_sync_hub_statements = { "sync-hub", sql, N_SQL, 0 };

/* ---- cursors -------------------------------------------------------------------------------- */

static gboolean
read_command_at (MiqatDb *db, gint64 seq, char **command_id, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (db, &miqat_sync_hub_statements, SQL_COMMAND_AT, error);
  gboolean row = FALSE;

  miqat_statement_bind_int (statement, "seq", seq);
  if (statement == NULL || !miqat_statement_step (statement, &row, error))
    return FALSE;
  *command_id = row ? miqat_statement_dup_text (statement, 0) : NULL;
  return TRUE;
}

static gboolean
write_cursor (MiqatSyncVisit *visit, gint64 seq, GError **error)
{
  g_autofree char *command_id = NULL;
  g_autofree char *cursor = NULL;

  if (!read_command_at (visit->db, seq, &command_id, error))
    return FALSE;
  cursor = g_strdup_printf ("%" G_GINT64_FORMAT ".%s", seq, command_id != NULL ? command_id : "0");
  miqat_json_add_text (&visit->json, "cursor", cursor);
  miqat_json_add_int (&visit->json, "seq", seq);
  return TRUE;
}

/* `*seq` is -1 for a cursor that means nothing here. */
static gboolean
read_cursor (MiqatSyncVisit *visit, const char *cursor, gint64 *seq, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (cursor != NULL ? cursor : "", ".", 2);
  g_autofree char *command_id = NULL;

  *seq = -1;
  if (g_strv_length (parts) != 2
      || !g_ascii_string_to_signed (parts[0], 10, 0, G_MAXINT64, seq, NULL)) {
    *seq = -1;
    return TRUE;
  }
  if (!read_command_at (visit->db, *seq, &command_id, error))
    return FALSE;
  if (!g_str_equal (parts[1], command_id != NULL ? command_id : "0"))
    *seq = -1;
  return TRUE;
}

/* ---- one row -------------------------------------------------------------------------------- */

typedef struct {
  const MiqatTableSchema *schema;
  const MiqatValue *values;
} Row;

static const MiqatValue *
look_up (gconstpointer data, const char *column)
{
  const Row *row = data;

  for (guint i = 0; i < row->schema->n_columns; i++)
    if (g_str_equal (row->schema->columns[i].name, column))
      return &row->values[i];
  return NULL;
}

static gboolean
is_admitted (MiqatSyncVisit *visit, const MiqatTable *table, const MiqatTableSchema *schema,
             const MiqatValue *values, const char *key, gboolean *admitted, GError **error)
{
  g_autoptr (GPtrArray) scopes = g_ptr_array_new_with_free_func (g_free);
  const Row row = { schema, values };

  if (!miqat_scope_of_row (visit->db, table, key, look_up, &row, scopes, error))
    return FALSE;
  *admitted = miqat_scope_admits (scopes, visit->branch_id);
  return TRUE;
}

/* ---- changes -------------------------------------------------------------------------------- */

/* The keys that a stretch of the feed names, by table, each once. */
typedef struct {
  GHashTable *tables; /* name → GHashTable of keys → keys in order */
  GHashTable *lists;  /* name → GPtrArray of keys */
  gint64 seq;         /* up to here */
  gboolean more;
} Stretch;

static void
stretch_clear (Stretch *self)
{
  g_hash_table_unref (self->tables);
  g_hash_table_unref (self->lists);
}

static void
add_key (Stretch *self, const char *table, const char *key)
{
  GHashTable *known = g_hash_table_lookup (self->tables, table);
  GPtrArray *list = g_hash_table_lookup (self->lists, table);

  if (known == NULL) {
    known = g_hash_table_new (g_str_hash, g_str_equal);
    list = g_ptr_array_new_with_free_func (g_free);
    g_hash_table_insert (self->tables, g_strdup (table), known);
    g_hash_table_insert (self->lists, g_strdup (table), list);
  }
  if (g_hash_table_contains (known, key))
    return;
  g_ptr_array_add (list, g_strdup (key));
  g_hash_table_add (known, g_ptr_array_index (list, list->len - 1));
}

static gboolean
read_stretch (MiqatSyncVisit *visit, gint64 since, gint64 limit, Stretch *stretch, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (visit->db, &miqat_sync_hub_statements,
                          visit->branch_id != NULL ? SQL_AFTER_IN_SCOPE : SQL_AFTER, error);
  gboolean row = FALSE;
  gint64 count = 0;

  if (statement == NULL)
    return FALSE;
  if (visit->branch_id != NULL)
    miqat_statement_bind_text (statement, "branch_id", visit->branch_id);
  miqat_statement_bind_int (statement, "since", since);
  miqat_statement_bind_int (statement, "limit", limit);
  while (TRUE) {
    if (!miqat_statement_step (statement, &row, error))
      return FALSE;
    if (!row)
      break;
    count++;
    stretch->seq = miqat_statement_get_int (statement, 0);
    add_key (stretch, miqat_statement_get_text (statement, 1), miqat_statement_get_text (statement, 2));
  }
  stretch->more = count == limit;
  /* At the end of what concerns this office the cursor moves on to the newest of all. */
  return stretch->more || miqat_feed_get_newest (visit->db, &stretch->seq, error);
}

static gboolean
write_keys (MiqatSyncVisit *visit, const MiqatTable *table, const GPtrArray *keys, GError **error)
{
  const MiqatKey *key = miqat_site_get_key (visit->hub->site);
  const MiqatTableSchema *schema = miqat_db_get_table (visit->db, table->name, error);
  g_autoptr (GPtrArray) gone = g_ptr_array_new ();
  gboolean ok = schema != NULL;

  if (!ok)
    return FALSE;
  miqat_sync_rows_begin (&visit->json, table, schema);
  for (guint i = 0; ok && i < keys->len; i++) {
    const char *row_key = g_ptr_array_index (keys, i);
    GError *failure = NULL;
    MiqatValue *values = miqat_db_read_row (visit->db, schema, row_key, &failure);
    gboolean admitted = FALSE;

    ok = failure == NULL
         && (values == NULL || is_admitted (visit, table, schema, values, row_key, &admitted, &failure))
         && (!admitted || miqat_sync_rows_add (&visit->json, table, schema, key, values, &failure));
    if (!ok)
      g_propagate_error (error, failure);
    else if (!admitted)
      g_ptr_array_add (gone, (gpointer) row_key);
    miqat_values_free (values, schema->n_columns);
  }
  if (ok)
    miqat_sync_rows_end (&visit->json, gone);
  return ok;
}

static gboolean
write_stretch (MiqatSyncVisit *visit, const Stretch *stretch, GError **error)
{
  const MiqatArea *const *areas = miqat_site_get_areas (visit->hub->site);

  miqat_json_name (&visit->json, "tables");
  miqat_json_begin_array (&visit->json);
  for (guint i = 0; areas[i] != NULL; i++) {
    const MiqatTable *table = areas[i]->tables;

    for (; table != NULL && table->name != NULL; table++) {
      const GPtrArray *keys = g_hash_table_lookup (stretch->lists, table->name);

      if (keys != NULL && miqat_sync_table_travels (table) && !write_keys (visit, table, keys, error))
        return FALSE;
    }
  }
  miqat_json_end_array (&visit->json);
  return TRUE;
}

static gboolean
write_changes (MiqatSyncVisit *visit, gint64 since, gint64 limit, GError **error)
{
  Stretch stretch = {
    .tables = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_hash_table_unref),
    .lists = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref),
  };
  /* A poll (limit 0) asks only whether there is anything. */
  gboolean ok = read_stretch (visit, since, MAX (limit, 1), &stretch, error);
  gboolean any = g_hash_table_size (stretch.lists) > 0;

  if (ok && limit == 0 && any) {
    g_hash_table_remove_all (stretch.tables);
    g_hash_table_remove_all (stretch.lists);
    stretch.seq = since;
  }
  if (ok) {
    miqat_json_add_flag (&visit->json, "more", stretch.more);
    miqat_json_add_flag (&visit->json, "changed", any);
    miqat_json_add_flag (&visit->json, "reset", FALSE);
    visit->nothing_new = !any;
    ok = write_cursor (visit, stretch.seq, error) && write_stretch (visit, &stretch, error);
  }
  stretch_clear (&stretch);
  return ok;
}

gboolean
miqat_sync_hub_changes (MiqatSyncVisit *visit, GError **error)
{
  gint64 limit = CLAMP (miqat_sync_visit_get_int (visit, "limit", MIQAT_SYNC_ROWS_MAX), 0, MIQAT_SYNC_ROWS_MAX);
  gboolean ok = FALSE;
  gint64 since;

  if (!miqat_sync_visit_note_seen (visit, miqat_sync_visit_get_int (visit, "idle", 0) != 0, FALSE, error)
      || !miqat_db_begin_read (visit->db, error))
    return FALSE;
  if (read_cursor (visit, g_hash_table_lookup (visit->query, "since"), &since, error)) {
    if (since < 0) {
      miqat_json_add_flag (&visit->json, "reset", TRUE);
      ok = TRUE;
    } else {
      ok = write_changes (visit, since, limit, error);
    }
  }
  miqat_db_end_read (visit->db);
  return ok;
}

/* ---- the snapshot --------------------------------------------------------------------------- */

/* Rows read at once, and rows looked at for one answer at most. */
#define PIECE 250
#define LOOKED_AT_MAX 20000

typedef struct {
  MiqatSyncVisit *visit;
  const MiqatTable *table;
  const MiqatTableSchema *schema;
  char *after;
  guint piece;
  guint looked_at;
  guint written;
} Walk;

static gboolean
write_if_admitted (const MiqatValue *values, const char *key, gpointer data, GError **error)
{
  Walk *walk = data;
  gboolean admitted = FALSE;

  g_free (walk->after);
  walk->after = g_strdup (key);
  walk->piece++;
  walk->looked_at++;
  if (!is_admitted (walk->visit, walk->table, walk->schema, values, key, &admitted, error))
    return FALSE;
  if (!admitted)
    return TRUE;
  walk->written++;
  return miqat_sync_rows_add (&walk->visit->json, walk->table, walk->schema,
                              miqat_site_get_key (walk->visit->hub->site), values, error);
}

static gboolean
is_full (const Walk *walk, gint64 limit)
{
  return walk->written >= limit || walk->looked_at >= LOOKED_AT_MAX;
}

/* Writes a table's rows until it ends (`*finished`) or the answer is full. */
static gboolean
walk_table (Walk *walk, gint64 limit, gboolean *finished, GError **error)
{
  MiqatSyncVisit *visit = walk->visit;
  /* Rows of one branch are found by its index; for other scopes each row is looked at. */
  gboolean by_branch = visit->branch_id != NULL && walk->table->scope == MIQAT_SCOPE_BRANCH;

  *finished = FALSE;
  walk->schema = miqat_db_get_table (visit->db, walk->table->name, error);
  if (walk->schema == NULL)
    return FALSE;
  miqat_sync_rows_begin (&visit->json, walk->table, walk->schema);
  while (!*finished && !is_full (walk, limit)) {
    walk->piece = 0;
    if (!miqat_db_each_row (visit->db, walk->schema, by_branch ? walk->table->branch : NULL,
                            by_branch ? visit->branch_id : NULL, walk->after, PIECE,
                            write_if_admitted, walk, error))
      return FALSE;
    *finished = walk->piece < PIECE;
  }
  miqat_sync_rows_end (&visit->json, NULL);
  return TRUE;
}

static GPtrArray *
list_tables (MiqatSyncVisit *visit)
{
  const MiqatArea *const *areas = miqat_site_get_areas (visit->hub->site);
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; areas[i] != NULL; i++) {
    const MiqatTable *table = areas[i]->tables;

    for (; table != NULL && table->name != NULL; table++)
      if (miqat_sync_table_travels (table)
          && (visit->branch_id == NULL || table->scope != MIQAT_SCOPE_PUSAT))
        g_ptr_array_add (list, (gpointer) table);
  }
  return list;
}

static gboolean
write_tables (MiqatSyncVisit *visit, const char *from, const char *after, gint64 limit, GError **error)
{
  g_autoptr (GPtrArray) tables = list_tables (visit);
  Walk walk = { .visit = visit, .after = g_strdup (after) };
  const char *next = NULL;
  gboolean ok = TRUE, begun = from == NULL;

  miqat_json_name (&visit->json, "tables");
  miqat_json_begin_array (&visit->json);
  for (guint i = 0; ok && next == NULL && i < tables->len; i++) {
    gboolean finished = FALSE;

    walk.table = g_ptr_array_index (tables, i);
    begun = begun || g_str_equal (walk.table->name, from);
    if (!begun)
      continue;
    ok = walk_table (&walk, limit, &finished, error);
    if (!finished)
      next = walk.table->name;
    else
      g_clear_pointer (&walk.after, g_free);
  }
  if (ok && !begun)
    ok = miqat_refuse (error, "table", MIQAT_PROBLEM_NOT_FOUND, NULL);
  if (ok) {
    miqat_json_end_array (&visit->json);
    miqat_json_name (&visit->json, "next");
    if (next != NULL) {
      miqat_json_begin_object (&visit->json);
      miqat_json_add_text (&visit->json, "table", next);
      miqat_json_add_text (&visit->json, "after", walk.after);
      miqat_json_end_object (&visit->json);
    } else {
      miqat_json_null (&visit->json);
    }
  }
  g_free (walk.after);
  return ok;
}

gboolean
miqat_sync_hub_snapshot (MiqatSyncVisit *visit, GError **error)
{
  const char *table = g_hash_table_lookup (visit->query, "table");
  const char *after = g_hash_table_lookup (visit->query, "after");
  gint64 limit = CLAMP (miqat_sync_visit_get_int (visit, "limit", MIQAT_SYNC_ROWS_MAX), 1, MIQAT_SYNC_ROWS_MAX);
  gint64 newest = 0;
  gboolean ok;

  if (!miqat_db_begin_read (visit->db, error))
    return FALSE;
  /* The cursor is that of the first page: whatever changes while the others are read comes again with
   * the first pull. */
  ok = table != NULL
       || (miqat_feed_get_newest (visit->db, &newest, error) && write_cursor (visit, newest, error));
  ok = ok && write_tables (visit, table, after, limit, error);
  miqat_db_end_read (visit->db);
  return ok;
}
