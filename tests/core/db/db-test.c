/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "db-test.h"

#include <glib/gstdio.h>

void
db_test_set_up (DbTest *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("miqat-db-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->folder, "test.db", NULL);
  self->db = miqat_db_open (self->path, MIQAT_DB_CREATE, &error);
  g_assert_no_error (error);
}

void
db_test_tear_down (DbTest *self, gconstpointer data)
{
  g_autoptr (GDir) folder = NULL;
  const char *name;

  g_clear_pointer (&self->db, miqat_db_close);
  folder = g_dir_open (self->folder, 0, NULL);
  while ((name = g_dir_read_name (folder)) != NULL) {
    g_autofree char *path = g_build_filename (self->folder, name, NULL);

    g_assert_cmpint (g_remove (path), ==, 0);
  }
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_free (self->folder);
  g_free (self->path);
}

MiqatDb *
db_test_open (DbTest *self, MiqatDbMode mode)
{
  g_autoptr (GError) error = NULL;
  MiqatDb *db = miqat_db_open (self->path, mode, &error);

  g_assert_no_error (error);
  return db;
}

char *
db_test_path (DbTest *self, const char *name)
{
  return g_build_filename (self->folder, name, NULL);
}

void
db_test_run (MiqatDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;

  miqat_db_run_script (db, sql, &error);
  g_assert_no_error (error);
}

void
db_test_write (MiqatDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;

  miqat_db_begin (db, &error);
  g_assert_no_error (error);
  db_test_run (db, sql);
  miqat_db_commit (db, &error);
  g_assert_no_error (error);
}

void
db_test_run_error (MiqatDb *db, const char *sql, MiqatDbError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (miqat_db_run_script (db, sql, &error));
  g_assert_error (error, MIQAT_DB_ERROR, (int) code);
}

gint64
db_test_int (MiqatDb *db, const char *sql)
{
  g_autofree char *text = db_test_text (db, sql);

  return text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;
}

char *
db_test_text (MiqatDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MiqatStatement) statement = miqat_db_prepare_once (db, sql, &error);
  gboolean row;

  g_assert_no_error (error);
  miqat_statement_step (statement, &row, &error);
  g_assert_no_error (error);
  return row ? miqat_statement_dup_text (statement, 0) : NULL;
}

/* ---- snapshots ------------------------------------------------------------------------------- */

char *
db_test_print_row (const MiqatValue *values, guint count)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < count; i++)
    switch (values[i].kind) {
    case MIQAT_VALUE_NULL:
      g_string_append (text, "NULL;");
      break;
    case MIQAT_VALUE_INT:
      g_string_append_printf (text, "%" G_GINT64_FORMAT ";", values[i].number);
      break;
    case MIQAT_VALUE_TEXT:
      g_string_append_printf (text, "'%s';", values[i].text);
      break;
    case MIQAT_VALUE_BYTES:
      {
        g_autofree char *sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA1, values[i].bytes);

        g_string_append_printf (text, "x%s;", sum);
      }
      break;
    }
  return g_string_free (text, FALSE);
}

typedef struct {
  GHashTable *rows;
  const MiqatTableSchema *table;
} Snapshot;

static gboolean
add_row (const MiqatValue *values, const char *key, gpointer data, GError **error)
{
  Snapshot *snapshot = data;

  g_assert_true (g_hash_table_insert (snapshot->rows,
                                      g_strdup_printf ("%s/%s", snapshot->table->name, key),
                                      db_test_print_row (values, snapshot->table->n_columns)));
  return TRUE;
}

GHashTable *
db_test_snapshot (MiqatDb *db, const char *const *tables)
{
  Snapshot snapshot = { .rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free) };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; tables[i] != NULL; i++) {
    snapshot.table = miqat_db_get_table (db, tables[i], &error);
    g_assert_no_error (error);
    g_assert_nonnull (snapshot.table);
    miqat_db_each_row (db, snapshot.table, NULL, NULL, NULL, G_MAXUINT, add_row, &snapshot, &error);
    g_assert_no_error (error);
  }
  return snapshot.rows;
}

gboolean
db_test_same (GHashTable *a, GHashTable *b)
{
  GHashTableIter iter;
  gpointer key, value;

  if (g_hash_table_size (a) != g_hash_table_size (b))
    return FALSE;

  g_hash_table_iter_init (&iter, a);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (g_strcmp0 (value, g_hash_table_lookup (b, key)) != 0) {
      g_test_message ("%s: %s / %s", (char *) key, (char *) value,
                      (char *) g_hash_table_lookup (b, key));
      return FALSE;
    }
  return TRUE;
}
