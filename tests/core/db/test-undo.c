/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taking commands back: the tables must be exactly as they were, for any commands, and a row that is
 * not as the commands left it must be noticed. */
#include "config.h"

#include "db-workload.h"

static const char *const tables[] = { "t", NULL };

static void
begin (MiqatDb *db)
{
  g_autoptr (GError) error = NULL;

  miqat_db_begin (db, &error);
  g_assert_no_error (error);
}

static void
undo (MiqatDb *db, GPtrArray *changesets, guint from)
{
  g_autoptr (GError) error = NULL;

  miqat_db_set_constraints (db, FALSE, &error);
  g_assert_no_error (error);
  miqat_db_undo (db, (GBytes *const *) changesets->pdata + from, changesets->len - from, &error);
  g_assert_no_error (error);
  miqat_db_check_foreign_keys (db, &error);
  g_assert_no_error (error);
  miqat_db_set_constraints (db, TRUE, &error);
  g_assert_no_error (error);
  g_ptr_array_set_size (changesets, (int) from);
}

/* Row numbers of the tables that have some of their own. */
static GHashTable *
read_numbers (MiqatDb *db)
{
  GHashTable *numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (MiqatStatement) statement = miqat_db_prepare_once (
    db, "SELECT 'slot/' || id, rowid FROM slot UNION ALL SELECT 'node/' || id, rowid FROM node", &error);
  gboolean row;

  while (miqat_statement_step (statement, &row, &error) && row)
    g_hash_table_insert (numbers, miqat_statement_dup_text (statement, 0), miqat_statement_dup_text (statement, 1));
  g_assert_no_error (error);
  return numbers;
}

/* Rows that no command deleted have kept their number. */
static guint
compare_numbers (GHashTable *before, GHashTable *between, GHashTable *after)
{
  GHashTableIter iter;
  gpointer key, number;
  guint n_kept = 0;

  g_hash_table_iter_init (&iter, before);
  while (g_hash_table_iter_next (&iter, &key, &number))
    if (g_strcmp0 (number, g_hash_table_lookup (between, key)) == 0) {
      g_assert_cmpstr (g_hash_table_lookup (after, key), ==, number);
      n_kept++;
    }
  return n_kept;
}

/* Runs commands, then takes all or the latest of them back, and goes on. */
static void
run_seed (DbTest *self, guint32 seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (GPtrArray) changesets = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (GPtrArray) pictures = g_ptr_array_new_with_free_func ((GDestroyNotify) g_hash_table_unref);
  guint rounds = 4;

  while (rounds > 0) {
    GBytes *changeset;
    guint from;

    g_ptr_array_add (pictures, db_test_snapshot (self->db, db_workload_tables));
    if (!db_workload_run (self->db, rand, NULL, &changeset)) {
      g_ptr_array_set_size (pictures, (int) pictures->len - 1);
      continue;
    }
    g_ptr_array_add (changesets, changeset);
    if (g_rand_int_range (rand, 0, 12) != 0)
      continue;

    {
      g_autoptr (GHashTable) now = NULL;

      from = g_rand_boolean (rand) ? 0 : (guint) g_rand_int_range (rand, 0, (gint32) changesets->len);
      undo (self->db, changesets, from);
      now = db_test_snapshot (self->db, db_workload_tables);
      g_assert_true (db_test_same (g_ptr_array_index (pictures, from), now));
      g_ptr_array_set_size (pictures, (int) from);
    }
    rounds--;
  }
}

static void
test_seeds (DbTest *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *check = NULL;

  db_workload_create (self->db);
  for (guint i = 0; i < (g_test_quick () ? 200 : 5000); i++) {
    guint32 seed = (guint32) g_test_rand_int ();

    g_test_message ("seed %u", seed);
    begin (self->db);
    run_seed (self, seed);
    g_assert_true (miqat_db_commit (self->db, &error));
  }
  check = db_test_text (self->db, "PRAGMA integrity_check");
  g_assert_cmpstr (check, ==, "ok");
}

static void
test_numbers (DbTest *self, gconstpointer data)
{
  guint n_kept = 0;

  db_workload_create (self->db);
  begin (self->db);
  for (guint i = 0; i < 200; i++) {
    g_autoptr (GRand) rand = g_rand_new_with_seed (i);
    g_autoptr (GPtrArray) changesets = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
    g_autoptr (GHashTable) before = NULL, between = NULL, after = NULL;
    GBytes *changeset;

    db_workload_run (self->db, rand, NULL, NULL);
    before = read_numbers (self->db);
    if (!db_workload_run (self->db, rand, NULL, &changeset))
      continue;
    g_ptr_array_add (changesets, changeset);
    between = read_numbers (self->db);
    undo (self->db, changesets, 0);
    after = read_numbers (self->db);
    n_kept += compare_numbers (before, between, after);
  }
  miqat_db_rollback (self->db);
  g_assert_cmpuint (n_kept, >, 100);
}

/* ---- what must be refused -------------------------------------------------------------------- */

static void
set_up (DbTest *self, gconstpointer data)
{
  db_test_set_up (self, data);
  db_test_write (self->db,
                 "CREATE TABLE t (id TEXT NOT NULL PRIMARY KEY, place INTEGER UNIQUE, note TEXT) STRICT;"
                 "INSERT INTO t VALUES ('a', 1, 'x'), ('b', 2, 'x'), ('c', 3, 'x');");
}

static GBytes *
record (MiqatDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MiqatChanges) changes = NULL;
  GBytes *changeset;

  begin (db);
  g_assert_true (miqat_db_capture_begin (db, tables, &error));
  db_test_run (db, sql);
  changes = miqat_db_capture_end (db, &changeset, &error);
  g_assert_no_error (error);
  g_assert_true (miqat_db_commit (db, &error));
  return changeset;
}

static void
expect_refused (MiqatDb *db, GBytes *changeset)
{
  g_autoptr (GHashTable) before = db_test_snapshot (db, tables);
  g_autoptr (GHashTable) after = NULL;
  g_autoptr (GError) error = NULL;

  begin (db);
  g_assert_true (miqat_db_set_constraints (db, FALSE, &error));
  g_assert_false (miqat_db_undo (db, &changeset, 1, &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, MIQAT_DB_ERROR, MIQAT_DB_ERROR_ENGINE);
  miqat_db_rollback (db);
  after = db_test_snapshot (db, tables);
  g_assert_true (db_test_same (before, after));
  /* A rollback switches constraints on again. */
  g_assert_cmpint (db_test_int (db, "PRAGMA foreign_keys"), ==, 1);
}

static void
test_refused (DbTest *self, gconstpointer data)
{
  static const struct {
    const char *command;
    const char *meddling;
  } rows[] = {
    { "INSERT INTO t VALUES ('d', 4, 'new')", "DELETE FROM t WHERE id = 'd'" },
    { "INSERT INTO t VALUES ('d', 4, 'new')", "UPDATE t SET note = 'other' WHERE id = 'd'" },
    { "INSERT INTO t VALUES ('d', 4, 'new')", "UPDATE t SET place = NULL WHERE id = 'd'" },
    { "UPDATE t SET note = 'y' WHERE id = 'a'", "UPDATE t SET note = 'z' WHERE id = 'a'" },
    { "UPDATE t SET note = 'y' WHERE id = 'a'", "DELETE FROM t WHERE id = 'a'" },
    { "UPDATE t SET place = 7 WHERE id = 'a'", "UPDATE t SET place = 1 WHERE id = 'b'" },
    { "DELETE FROM t WHERE id = 'a'", "INSERT INTO t VALUES ('a', 8, 'y')" },
    { "DELETE FROM t WHERE id = 'a'", "INSERT INTO t VALUES ('z', 1, 'y')" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GBytes) changeset = NULL;

    db_test_write (self->db, "DELETE FROM t; INSERT INTO t VALUES ('a', 1, 'x'), ('b', 2, 'x'), ('c', 3, 'x')");
    changeset = record (self->db, rows[i].command);
    db_test_write (self->db, rows[i].meddling);
    expect_refused (self->db, changeset);
  }
}

static void
test_shape (DbTest *self, gconstpointer data)
{
  static const char *const changes[] = {
    "ALTER TABLE t ADD COLUMN more TEXT",
    "ALTER TABLE t DROP COLUMN note",
    "ALTER TABLE t RENAME COLUMN note TO remark",
    "DROP TABLE t; CREATE TABLE t (id TEXT NOT NULL PRIMARY KEY, note TEXT, place INTEGER UNIQUE) STRICT",
    "DROP TABLE t; CREATE TABLE t (id TEXT NOT NULL, place INTEGER NOT NULL, note TEXT, PRIMARY KEY (id, place)) STRICT",
  };
  g_autoptr (GBytes) changeset = record (self->db, "UPDATE t SET place = 9 WHERE id = 'a'");

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++) {
    g_autoptr (GError) error = NULL;

    begin (self->db);
    db_test_run (self->db, changes[i]);
    g_assert_true (miqat_db_set_constraints (self->db, FALSE, &error));
    g_assert_false (miqat_db_undo (self->db, &changeset, 1, &error));
    g_assert_error (error, MIQAT_DB_ERROR, MIQAT_DB_ERROR_ENGINE);
    miqat_db_rollback (self->db);
  }
}

static void
test_no_table (DbTest *self, gconstpointer data)
{
  g_autoptr (GBytes) changeset = record (self->db, "UPDATE t SET place = 9 WHERE id = 'a'");
  g_autoptr (GError) error = NULL;

  begin (self->db);
  db_test_run (self->db, "ALTER TABLE t RENAME TO u");
  g_assert_true (miqat_db_set_constraints (self->db, FALSE, &error));
  g_assert_false (miqat_db_undo (self->db, &changeset, 1, &error));
  g_assert_error (error, MIQAT_DB_ERROR, MIQAT_DB_ERROR_ENGINE);
  miqat_db_rollback (self->db);
}

/* Bytes that are no changeset, or were cut off. */
static void
test_garbage (DbTest *self, gconstpointer data)
{
  g_autoptr (GBytes) good = record (self->db, "UPDATE t SET note = note || '!'; INSERT INTO t VALUES ('d', 4, '')");
  gsize size = g_bytes_get_size (good);

  for (gsize length = 1; length < size; length++) {
    g_autoptr (GBytes) part = g_bytes_new_from_bytes (good, 0, length);
    g_autoptr (GError) error = NULL;
    GBytes *changeset = part;

    begin (self->db);
    g_assert_true (miqat_db_set_constraints (self->db, FALSE, &error));
    g_assert_false (miqat_db_undo (self->db, &changeset, 1, &error));
    g_assert_error (error, MIQAT_DB_ERROR, MIQAT_DB_ERROR_CORRUPT);
    miqat_db_rollback (self->db);
  }

  for (guint round = 0; round < 2000; round++) {
    g_autofree guint8 *bytes = g_memdup2 (g_bytes_get_data (good, NULL), size);
    g_autoptr (GBytes) bent = NULL;
    g_autoptr (GError) error = NULL;
    GBytes *changeset;

    bytes[g_test_rand_int_range (0, (gint32) size)] ^= (guint8) g_test_rand_int_range (1, 256);
    bent = changeset = g_bytes_new (bytes, size);
    begin (self->db);
    g_assert_true (miqat_db_set_constraints (self->db, FALSE, &error));
    g_assert_false (miqat_db_undo (self->db, &changeset, 1, &error));
    miqat_db_rollback (self->db);
  }
}

/* The swap that SQLite's own applier cannot take back. */
static void
test_swap (DbTest *self, gconstpointer data)
{
  g_autoptr (GHashTable) before = db_test_snapshot (self->db, tables);
  g_autoptr (GHashTable) after = NULL;
  g_autoptr (GPtrArray) changesets = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (changesets, record (self->db, "UPDATE t SET place = NULL WHERE id = 'a';"
                                                 "UPDATE t SET place = 1 WHERE id = 'b'"));
  g_ptr_array_add (changesets, record (self->db, "UPDATE t SET place = 2 WHERE id = 'a'"));
  g_ptr_array_add (changesets, record (self->db, "SELECT 1")); /* nothing */
  g_ptr_array_add (changesets, record (self->db, "UPDATE t SET place = -place; UPDATE t SET place = 4 + place"));
  begin (self->db);
  undo (self->db, changesets, 0);
  g_assert_true (miqat_db_commit (self->db, &error));
  after = db_test_snapshot (self->db, tables);
  g_assert_true (db_test_same (before, after));
}

/* An orphan is found after constraints were off. */
static void
test_orphan (DbTest *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  db_test_write (self->db, "CREATE TABLE child (id TEXT NOT NULL PRIMARY KEY, t TEXT REFERENCES t (id)) STRICT");
  begin (self->db);
  g_assert_true (miqat_db_check_foreign_keys (self->db, &error));
  g_assert_true (miqat_db_set_constraints (self->db, FALSE, &error));
  db_test_run (self->db, "INSERT INTO child VALUES ('k', 'nobody')");
  g_assert_true (miqat_db_set_constraints (self->db, TRUE, &error));
  g_assert_false (miqat_db_check_foreign_keys (self->db, &error));
  g_assert_error (error, MIQAT_DB_ERROR, MIQAT_DB_ERROR_FOREIGN_KEY);
  miqat_db_rollback (self->db);
}

#define TEST(path, function) g_test_add (path, DbTest, NULL, set_up, function, db_test_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  TEST ("/db/undo/swap", test_swap);
  TEST ("/db/undo/refused", test_refused);
  TEST ("/db/undo/shape", test_shape);
  TEST ("/db/undo/no-table", test_no_table);
  TEST ("/db/undo/garbage", test_garbage);
  TEST ("/db/undo/orphan", test_orphan);
  DB_TEST ("/db/undo/numbers", test_numbers);
  DB_TEST ("/db/undo/seeds", test_seeds);
  return g_test_run ();
}
