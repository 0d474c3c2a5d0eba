/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Loading many rows with the indexes away. */
#include "config.h"

#include "db-test.h"
#include "miqat-bulk.h"

#define INDEXES "SELECT group_concat(name, ' ') FROM (SELECT name FROM sqlite_schema WHERE sql IS NOT NULL" \
                " AND type = 'index' ORDER BY name)"

static void
set_up (DbTest *self, gconstpointer data)
{
  db_test_set_up (self, data);
  db_test_write (self->db,
                 "CREATE TABLE t (id TEXT NOT NULL PRIMARY KEY, code TEXT NOT NULL, open INTEGER NOT NULL) STRICT;"
                 "CREATE UNIQUE INDEX \"t code\" ON t (code);"
                 "CREATE INDEX t_open ON t (id) WHERE open = 1;");
  /* Nobody else has it open. */
  g_clear_pointer (&self->db, miqat_db_close);
}

static MiqatBulk *
begin (DbTest *self)
{
  g_autoptr (GError) error = NULL;
  MiqatBulk *bulk = miqat_bulk_begin (self->path, &error);

  g_assert_no_error (error);
  return bulk;
}

static void
test_indexes_come_back (DbTest *self, gconstpointer data)
{
  MiqatBulk *bulk = begin (self);
  g_autoptr (GError) error = NULL;
  g_autofree char *meanwhile = db_test_text (miqat_bulk_get_db (bulk), INDEXES);
  g_autofree char *afterwards = NULL, *journal = NULL;

  g_assert_null (meanwhile);
  db_test_write (miqat_bulk_get_db (bulk),
                 "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)"
                 " INSERT INTO t SELECT 'id' || i, 'code' || i, i % 2 FROM n");
  g_assert_true (miqat_bulk_end (bulk, &error));
  g_assert_no_error (error);
  self->db = db_test_open (self, MIQAT_DB_READ_WRITE);
  afterwards = db_test_text (self->db, INDEXES);
  g_assert_cmpstr (afterwards, ==, "t code t_open");
  journal = db_test_text (self->db, "PRAGMA journal_mode");
  g_assert_cmpstr (journal, ==, "wal");
  g_assert_cmpint (db_test_int (self->db, "SELECT count(*) FROM t INDEXED BY t_open WHERE open = 1"), ==, 2500);
  g_assert_cmpint (db_test_int (self->db, "SELECT count(*) FROM sqlite_stat1 WHERE idx = 't code'"), ==, 1);
  db_test_run_error (self->db, "INSERT INTO t VALUES ('new', 'code7', 1)", MIQAT_DB_ERROR_UNIQUE);
}

static void
test_not_unique (DbTest *self, gconstpointer data)
{
  MiqatBulk *bulk = begin (self);
  g_autoptr (GError) error = NULL;

  db_test_write (miqat_bulk_get_db (bulk), "INSERT INTO t VALUES ('a', 'same', 1), ('b', 'same', 1)");
  g_assert_false (miqat_bulk_end (bulk, &error));
  g_assert_error (error, MIQAT_DB_ERROR, MIQAT_DB_ERROR_UNIQUE);
}

static void
test_missing (DbTest *self, gconstpointer data)
{
  g_autofree char *path = db_test_path (self, "nothing.db");
  g_autoptr (GError) error = NULL;

  g_assert_null (miqat_bulk_begin (path, &error));
  g_assert_nonnull (error);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/db/bulk/indexes-come-back", DbTest, NULL, set_up, test_indexes_come_back, db_test_tear_down);
  g_test_add ("/db/bulk/not-unique", DbTest, NULL, set_up, test_not_unique, db_test_tear_down);
  g_test_add ("/db/bulk/missing", DbTest, NULL, set_up, test_missing, db_test_tear_down);
  return g_test_run ();
}
