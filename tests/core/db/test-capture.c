/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Row changes: complete, with whole rows before and after, and nothing else. The witness is a
 * comparison of all tables before and after each command. */
#include "config.h"

#include "db-workload.h"

static const char *const captured[] = { "t", "pair", NULL };

static void
set_up (DbTest *self, gconstpointer data)
{
  db_test_set_up (self, data);
  db_test_write (self->db,
                 "CREATE TABLE t (id TEXT NOT NULL PRIMARY KEY, name TEXT, amount INTEGER, data BLOB) STRICT;"
                 "CREATE TABLE pair (a TEXT NOT NULL, b INTEGER NOT NULL, note TEXT, PRIMARY KEY (b, a)) STRICT;"
                 "CREATE TABLE other (id INTEGER NOT NULL PRIMARY KEY) STRICT;"
                 "INSERT INTO t VALUES ('a', 'Ahmad', 1, X'00'), ('b', NULL, 2, NULL), ('c', '', 3, X'');"
                 "INSERT INTO other VALUES (1);");
}

static MiqatChanges *
capture (MiqatDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;
  MiqatChanges *changes;

  miqat_db_begin (db, &error);
  g_assert_no_error (error);
  miqat_db_savepoint (db, &error);
  g_assert_no_error (error);
  miqat_db_capture_begin (db, captured, &error);
  g_assert_no_error (error);
  db_test_run (db, sql);
  changes = miqat_db_capture_end (db, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (miqat_db_release (db, &error));
  g_assert_true (miqat_db_commit (db, &error));
  return changes;
}

static void
test_update (DbTest *self, gconstpointer data)
{
  g_autoptr (MiqatChanges) changes = capture (self->db, "UPDATE t SET amount = 9 WHERE id = 'a'");
  const MiqatChange *change = miqat_changes_get (changes, 0);
  g_autofree char *key = miqat_change_dup_key (change);

  g_assert_cmpuint (miqat_changes_get_count (changes), ==, 1);
  g_assert_cmpint (change->kind, ==, MIQAT_CHANGE_UPDATE);
  g_assert_cmpstr (change->columns->table, ==, "t");
  g_assert_cmpstr (key, ==, "a");
  g_assert_cmpint (miqat_change_get (change, "amount")->number, ==, 9);
  g_assert_cmpint (miqat_change_get_before (change, "amount")->number, ==, 1);
  g_assert_cmpstr (miqat_change_get (change, "name")->text, ==, "Ahmad");
  g_assert_cmpstr (miqat_change_get_before (change, "name")->text, ==, "Ahmad");
  g_assert_true (miqat_change_touches (change, "amount"));
  g_assert_false (miqat_change_touches (change, "name"));
  g_assert_false (miqat_change_touches (change, "nothing"));
  g_assert_null (miqat_change_get (change, "nothing"));
  g_assert_true (miqat_changes_touch (changes, "t"));
  g_assert_false (miqat_changes_touch (changes, "pair"));
}

static void
test_insert_delete (DbTest *self, gconstpointer data)
{
  g_autoptr (MiqatChanges) changes
      = capture (self->db, "INSERT INTO pair VALUES ('x|y', 7, 'n'); DELETE FROM t WHERE id = 'b'");
  const MiqatChange *inserted = miqat_changes_get (changes, 0);
  const MiqatChange *deleted = miqat_changes_get (changes, 1);
  g_autofree char *key = miqat_change_dup_key (inserted);
  g_autofree char *other_key = miqat_change_dup_key (deleted);

  g_assert_cmpuint (miqat_changes_get_count (changes), ==, 2);
  g_assert_cmpint (inserted->kind, ==, MIQAT_CHANGE_INSERT);
  g_assert_null (inserted->before);
  g_assert_null (miqat_change_get_before (inserted, "a"));
  g_assert_true (miqat_change_touches (inserted, "note"));
  g_assert_cmpstr (key, ==, "7|x\\|y");
  g_assert_cmpint (deleted->kind, ==, MIQAT_CHANGE_DELETE);
  g_assert_null (deleted->after);
  g_assert_cmpint (miqat_change_get (deleted, "amount")->number, ==, 2);
  g_assert_cmpstr (other_key, ==, "b");
}

static void
test_nothing (DbTest *self, gconstpointer data)
{
  g_autoptr (MiqatChanges) changes
      = capture (self->db, "UPDATE t SET amount = amount; DELETE FROM other;"
                           "UPDATE t SET name = 'x' WHERE id = 'a'; UPDATE t SET name = 'Ahmad' WHERE id = 'a';"
                           "INSERT INTO t (id) VALUES ('z'); DELETE FROM t WHERE id = 'z'");

  g_assert_cmpuint (miqat_changes_get_count (changes), ==, 0);
}

/* SQLite can empty a table without looking at its rows, and a statement prepared before the capture
 * began would do just that. */
static void
test_empty_table (DbTest *self, gconstpointer data)
{
  static const char *const sql[] = { "DELETE FROM t" };
  static const MiqatStatements statements = { .name = "test", .sql = sql, .count = 1 };
  g_autoptr (MiqatChanges) changes = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (miqat_db_begin (self->db, &error));
  miqat_statement_return (miqat_db_statement (self->db, &statements, 0, &error));
  g_assert_true (miqat_db_capture_begin (self->db, captured, &error));
  {
    g_autoptr (MiqatStatement) statement = miqat_db_statement (self->db, &statements, 0, &error);

    g_assert_true (miqat_statement_run (statement, &error));
  }
  changes = miqat_db_capture_end (self->db, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (miqat_changes_get_count (changes), ==, 3);
  miqat_db_rollback (self->db);
}

/* What was rolled back inside is not there; a capture that is given up leaves nothing behind. */
static void
test_rolled_back (DbTest *self, gconstpointer data)
{
  g_autoptr (MiqatChanges) changes = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (miqat_db_begin (self->db, &error));
  g_assert_true (miqat_db_capture_begin (self->db, captured, &error));
  db_test_run (self->db, "UPDATE t SET amount = 100 WHERE id = 'a'; INSERT INTO t (id) VALUES ('new')");
  g_assert_true (miqat_db_savepoint (self->db, &error));
  db_test_run (self->db, "DELETE FROM t");
  miqat_db_rollback_to (self->db);
  changes = miqat_db_capture_end (self->db, NULL, &error);
  g_assert_cmpuint (miqat_changes_get_count (changes), ==, 2);
  g_assert_cmpint (miqat_changes_get (changes, 0)->kind, ==, MIQAT_CHANGE_UPDATE);
  g_assert_cmpint (miqat_changes_get (changes, 1)->kind, ==, MIQAT_CHANGE_INSERT);

  g_assert_true (miqat_db_capture_begin (self->db, captured, &error));
  db_test_run (self->db, "DELETE FROM t WHERE id = 'a'");
  miqat_db_capture_cancel (self->db);
  miqat_db_capture_cancel (self->db);
  g_clear_pointer (&changes, miqat_changes_unref);
  g_assert_true (miqat_db_capture_begin (self->db, captured, &error));
  changes = miqat_db_capture_end (self->db, NULL, &error);
  g_assert_cmpuint (miqat_changes_get_count (changes), ==, 0);
  miqat_db_rollback (self->db);
}

static void
test_uncapturable (DbTest *self, gconstpointer data)
{
  static const char *const unfit[][2] = { { "generated" }, { "nokey" }, { "maybe" } };
  static const char *const floats[] = { "floating", "no_such_table", NULL };
  g_autoptr (GError) error = NULL;

  db_test_write (self->db,
                 "CREATE TABLE generated (id INTEGER NOT NULL PRIMARY KEY, x INTEGER AS (id + 1)) STRICT;"
                 "CREATE TABLE nokey (id INTEGER NOT NULL) STRICT;"
                 "CREATE TABLE maybe (id TEXT PRIMARY KEY);"
                 "CREATE TABLE floating (id INTEGER NOT NULL PRIMARY KEY, x REAL) STRICT;");
  g_assert_true (miqat_db_begin (self->db, &error));
  for (guint i = 0; i < G_N_ELEMENTS (unfit); i++) {
    g_assert_false (miqat_db_capture_begin (self->db, unfit[i], &error));
    g_assert_error (error, MIQAT_DB_ERROR, MIQAT_DB_ERROR_ENGINE);
    g_clear_error (&error);
  }

  g_assert_true (miqat_db_capture_begin (self->db, floats, &error));
  db_test_run (self->db, "INSERT INTO floating VALUES (1, 1.5)");
  g_assert_null (miqat_db_capture_end (self->db, NULL, &error));
  g_assert_error (error, MIQAT_DB_ERROR, MIQAT_DB_ERROR_ENGINE);
  miqat_db_rollback (self->db);
}

/* ---- against the whole tables ---------------------------------------------------------------- */

static void
take (GHashTable *rows, const char *key, const MiqatValue *values, guint n_columns)
{
  g_autofree char *row = db_test_print_row (values, n_columns);

  g_assert_cmpstr (g_hash_table_lookup (rows, key), ==, row);
  g_hash_table_remove (rows, key);
}

/* Removing all changed rows from both pictures must leave the same rest. */
static void
compare (GHashTable *before, GHashTable *after, MiqatChanges *changes)
{
  for (guint i = 0; i < miqat_changes_get_count (changes); i++) {
    const MiqatChange *change = miqat_changes_get (changes, i);
    g_autofree char *row_key = miqat_change_dup_key (change);
    g_autofree char *key = g_strconcat (change->columns->table, "/", row_key, NULL);
    guint n_columns = change->columns->n_columns;

    if (change->before != NULL)
      take (before, key, change->before, n_columns);
    else
      g_assert_false (g_hash_table_contains (before, key));
    if (change->after != NULL)
      take (after, key, change->after, n_columns);
    else
      g_assert_false (g_hash_table_contains (after, key));
    g_assert_true (change->kind != MIQAT_CHANGE_UPDATE || (change->before != NULL && change->after != NULL));
  }
  g_assert_true (db_test_same (before, after));
}

static void
test_workload (DbTest *self, gconstpointer data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (g_test_rand_int ());
  g_autoptr (GError) error = NULL;
  guint n_done = 0, n_updates = 0;

  db_test_write (self->db, "DROP TABLE pair");
  db_workload_create (self->db);
  g_assert_true (miqat_db_begin (self->db, &error));
  for (guint i = 0; i < (g_test_quick () ? 1500 : 20000); i++) {
    g_autoptr (GHashTable) before = db_test_snapshot (self->db, db_workload_tables);
    g_autoptr (GHashTable) after = NULL;
    g_autoptr (MiqatChanges) changes = NULL;

    if (!db_workload_run (self->db, rand, &changes, NULL))
      continue;
    n_done++;
    for (guint k = 0; k < miqat_changes_get_count (changes); k++)
      n_updates += miqat_changes_get (changes, k)->kind == MIQAT_CHANGE_UPDATE;
    after = db_test_snapshot (self->db, db_workload_tables);
    compare (before, after, changes);
  }
  g_assert_true (miqat_db_commit (self->db, &error));
  /* The workload works at all. */
  g_test_message ("%u commands, %u updated rows", n_done, n_updates);
  g_assert_cmpuint (n_done, >, 300);
  g_assert_cmpuint (n_updates, >, 500);
}

#define TEST(path, function) g_test_add (path, DbTest, NULL, set_up, function, db_test_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  TEST ("/db/capture/update", test_update);
  TEST ("/db/capture/insert-delete", test_insert_delete);
  TEST ("/db/capture/nothing", test_nothing);
  TEST ("/db/capture/empty-table", test_empty_table);
  TEST ("/db/capture/rolled-back", test_rolled_back);
  TEST ("/db/capture/uncapturable", test_uncapturable);
  TEST ("/db/capture/workload", test_workload);
  return g_test_run ();
}
