/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening files of every sort, and what their failures are called. */
#include "config.h"

#include "db-test.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

static void
expect_open_error (const char *path, MiqatDbMode mode, MiqatDbError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MiqatDb) db = miqat_db_open (path, mode, &error);

  g_assert_null (db);
  g_assert_error (error, MIQAT_DB_ERROR, (int) code);
}

static void
fill (MiqatDb *db)
{
  db_test_write (db, "CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY, text TEXT NOT NULL) STRICT;"
                     "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)"
                     "  INSERT INTO t SELECT i, 'row number ' || i FROM n;");
}

static void
test_settings (DbTest *self, gconstpointer data)
{
  g_autofree char *journal = db_test_text (self->db, "PRAGMA journal_mode");
  struct stat info;

  g_assert_cmpstr (journal, ==, "wal");
  g_assert_cmpint (db_test_int (self->db, "PRAGMA synchronous"), ==, 2);
  g_assert_cmpint (db_test_int (self->db, "PRAGMA foreign_keys"), ==, 1);
  g_assert_cmpint (db_test_int (self->db, "PRAGMA recursive_triggers"), ==, 1);
  g_assert_cmpint (db_test_int (self->db, "PRAGMA trusted_schema"), ==, 0);
  g_assert_cmpstr (miqat_db_get_path (self->db), ==, self->path);
  g_assert_cmpstr (miqat_db_get_engine (self->db), ==, "sqlite");

  g_assert_cmpint (stat (self->path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);

  /* "x" is a column that is missing, never a text. */
  db_test_run_error (self->db, "SELECT \"x\"", MIQAT_DB_ERROR_ENGINE);
  db_test_run_error (self->db, "SELECT load_extension ('x')", MIQAT_DB_ERROR_ENGINE);
  /* Defensive: the schema's own text cannot be written. */
  db_test_run (self->db, "CREATE TABLE t (a); PRAGMA writable_schema = ON");
  db_test_run_error (self->db, "UPDATE sqlite_schema SET sql = ''", MIQAT_DB_ERROR_ENGINE);
}

static void
test_again (DbTest *self, gconstpointer data)
{
  g_autofree char *location = g_strconcat ("sqlite:", self->path, NULL);
  g_autoptr (GError) error = NULL;
  const MiqatDbMode modes[] = { MIQAT_DB_READ_ONLY, MIQAT_DB_READ_WRITE, MIQAT_DB_CREATE };

  fill (self->db);
  g_clear_pointer (&self->db, miqat_db_close);
  for (guint i = 0; i < G_N_ELEMENTS (modes); i++) {
    g_autoptr (MiqatDb) db = miqat_db_open (location, modes[i], &error);

    g_assert_no_error (error);
    g_assert_cmpint (db_test_int (db, "SELECT COUNT(*) FROM t"), ==, 2000);
  }
}

static void
test_missing (DbTest *self, gconstpointer data)
{
  g_autofree char *nothing = db_test_path (self, "nothing.db");
  g_autofree char *nowhere = db_test_path (self, "nowhere/at.db");

  expect_open_error (nothing, MIQAT_DB_READ_ONLY, MIQAT_DB_ERROR_MISSING);
  expect_open_error (nothing, MIQAT_DB_READ_WRITE, MIQAT_DB_ERROR_MISSING);
  g_assert_false (g_file_test (nothing, G_FILE_TEST_EXISTS));
  expect_open_error (nowhere, MIQAT_DB_CREATE, MIQAT_DB_ERROR_MISSING);
  expect_open_error (self->folder, MIQAT_DB_READ_WRITE, MIQAT_DB_ERROR_IO);
  expect_open_error ("postgres:dbname=miqat", MIQAT_DB_READ_WRITE, MIQAT_DB_ERROR_ENGINE);
}

static void
test_empty (DbTest *self, gconstpointer data)
{
  g_autofree char *empty = db_test_path (self, "empty.db");
  g_autoptr (GError) error = NULL;
  g_autoptr (MiqatDb) db = NULL;

  g_assert_true (g_file_set_contents (empty, "", 0, NULL));
  expect_open_error (empty, MIQAT_DB_READ_ONLY, MIQAT_DB_ERROR_CORRUPT);
  expect_open_error (empty, MIQAT_DB_READ_WRITE, MIQAT_DB_ERROR_CORRUPT);
  db = miqat_db_open (empty, MIQAT_DB_CREATE, &error);
  g_assert_no_error (error);
}

/* A file that ends too early is found out at the latest when the missing part is read. */
static void
test_truncated (DbTest *self, gconstpointer data)
{
  const gsize sizes[] = { 1, 15, 16, 24, 99, 100, 511, 512, 1000, 4095, 4096, 4097, 8192, 10000, 40000 };
  g_autofree char *path = db_test_path (self, "short.db");
  g_autofree char *contents = NULL;
  gsize length;

  fill (self->db);
  g_clear_pointer (&self->db, miqat_db_close);
  g_assert_true (g_file_get_contents (self->path, &contents, &length, NULL));
  g_assert_cmpint (length, >, sizes[G_N_ELEMENTS (sizes) - 1]);

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++) {
    g_assert_true (g_file_set_contents (path, contents, (gssize) sizes[i], NULL));
    expect_open_error (path, MIQAT_DB_READ_WRITE, MIQAT_DB_ERROR_CORRUPT);
    expect_open_error (path, MIQAT_DB_READ_ONLY, MIQAT_DB_ERROR_CORRUPT);
    expect_open_error (path, MIQAT_DB_CREATE, MIQAT_DB_ERROR_CORRUPT);
  }
}

static void
test_random (DbTest *self, gconstpointer data)
{
  g_autofree char *path = db_test_path (self, "random.db");

  for (guint round = 0; round < 20; round++) {
    guint8 bytes[3000];

    for (guint i = 0; i < sizeof bytes; i++)
      bytes[i] = (guint8) g_test_rand_int ();
    if (round % 2 == 1)
      memcpy (bytes, "SQLite format 3", 16);
    g_assert_true (g_file_set_contents (path, (char *) bytes, sizeof bytes, NULL));
    expect_open_error (path, MIQAT_DB_READ_WRITE, MIQAT_DB_ERROR_CORRUPT);
    expect_open_error (path, MIQAT_DB_CREATE, MIQAT_DB_ERROR_CORRUPT);
  }

  g_assert_true (g_file_set_contents (path, "Nama,Telepon\nAhmad,0812\n", -1, NULL));
  expect_open_error (path, MIQAT_DB_READ_WRITE, MIQAT_DB_ERROR_CORRUPT);
}

/* Damage in the middle opens, and shows when it is read. */
static void
test_damaged (DbTest *self, gconstpointer data)
{
  g_autofree char *path = db_test_path (self, "damaged.db");
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (MiqatDb) db = NULL;
  gsize length;

  fill (self->db);
  g_clear_pointer (&self->db, miqat_db_close);
  g_assert_true (g_file_get_contents (self->path, &contents, &length, NULL));
  memset (contents + 4096, 0xa5, length - 4096);
  g_assert_true (g_file_set_contents (path, contents, (gssize) length, NULL));

  db = miqat_db_open (path, MIQAT_DB_READ_WRITE, &error);
  g_assert_no_error (error);
  db_test_run_error (db, "SELECT * FROM t", MIQAT_DB_ERROR_CORRUPT);
}

static void
test_foreign (DbTest *self, gconstpointer data)
{
  g_autofree char *path = db_test_path (self, "foreign.db");
  sqlite3 *foreign;

  g_assert_cmpint (sqlite3_open (path, &foreign), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (foreign, "CREATE TABLE t (a)", NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (foreign), ==, SQLITE_OK);
  expect_open_error (path, MIQAT_DB_READ_ONLY, MIQAT_DB_ERROR_FOREIGN);
  expect_open_error (path, MIQAT_DB_READ_WRITE, MIQAT_DB_ERROR_FOREIGN);
  expect_open_error (path, MIQAT_DB_CREATE, MIQAT_DB_ERROR_FOREIGN);

  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (sqlite3_open (path, &foreign), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (foreign, "PRAGMA application_id = 7", NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (foreign), ==, SQLITE_OK);
  expect_open_error (path, MIQAT_DB_CREATE, MIQAT_DB_ERROR_FOREIGN);
}

/* The file belongs to somebody else. Root may write everything, so the test becomes nobody. */
static void
open_protected (void)
{
  const char *path = g_getenv ("MIQAT_TEST_PROTECTED");

  if (geteuid () == 0 && setuid (65534) != 0)
    g_error ("setuid");
  expect_open_error (path, MIQAT_DB_READ_WRITE, MIQAT_DB_ERROR_READ_ONLY);
  expect_open_error (path, MIQAT_DB_CREATE, MIQAT_DB_ERROR_READ_ONLY);
}

static void
test_protected (DbTest *self, gconstpointer data)
{
  fill (self->db);
  g_clear_pointer (&self->db, miqat_db_close);
  g_assert_cmpint (chmod (self->path, 0444), ==, 0);
  g_assert_cmpint (chmod (self->folder, 0755), ==, 0);
  g_setenv ("MIQAT_TEST_PROTECTED", self->path, TRUE);
  g_test_trap_subprocess ("/db/open/protected/subprocess", 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
}

static void
test_read_only (DbTest *self, gconstpointer data)
{
  g_autoptr (MiqatDb) reader = NULL;
  g_autoptr (GError) error = NULL;

  fill (self->db);
  reader = db_test_open (self, MIQAT_DB_READ_ONLY);
  g_assert_false (miqat_db_begin (reader, &error));
  g_assert_error (error, MIQAT_DB_ERROR, MIQAT_DB_ERROR_READ_ONLY);
  db_test_run_error (reader, "DELETE FROM t", MIQAT_DB_ERROR_READ_ONLY);
}

static void
test_problems (void)
{
  static const struct {
    MiqatDbError code;
    MiqatProblemCode problem;
  } rows[] = {
    { MIQAT_DB_ERROR_ENGINE, MIQAT_PROBLEM_DATABASE_FAILED },
    { MIQAT_DB_ERROR_BUSY, MIQAT_PROBLEM_DATABASE_BUSY },
    { MIQAT_DB_ERROR_UNIQUE, MIQAT_PROBLEM_ALREADY_EXISTS },
    { MIQAT_DB_ERROR_NO_SPACE, MIQAT_PROBLEM_DATABASE_FULL },
    { MIQAT_DB_ERROR_READ_ONLY, MIQAT_PROBLEM_DATABASE_READ_ONLY },
    { MIQAT_DB_ERROR_CORRUPT, MIQAT_PROBLEM_DATABASE_DAMAGED },
    { MIQAT_DB_ERROR_NEWER, MIQAT_PROBLEM_DATABASE_NEWER },
    { MIQAT_DB_ERROR_MISSING, MIQAT_PROBLEM_DATABASE_FAILED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GError) error = g_error_new_literal (MIQAT_DB_ERROR, (int) rows[i].code, "x");

    g_assert_cmpint (miqat_db_error_get_problem (error), ==, rows[i].problem);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  DB_TEST ("/db/open/settings", test_settings);
  DB_TEST ("/db/open/again", test_again);
  DB_TEST ("/db/open/missing", test_missing);
  DB_TEST ("/db/open/empty", test_empty);
  DB_TEST ("/db/open/truncated", test_truncated);
  DB_TEST ("/db/open/random", test_random);
  DB_TEST ("/db/open/damaged", test_damaged);
  DB_TEST ("/db/open/foreign", test_foreign);
  DB_TEST ("/db/open/protected", test_protected);
  g_test_add_func ("/db/open/protected/subprocess", open_protected);
  DB_TEST ("/db/open/read-only", test_read_only);
  g_test_add_func ("/db/open/problems", test_problems);
  return g_test_run ();
}
