/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Statements, what refuses them, and transactions. */
#include "config.h"

#include "db-test.h"

enum {
  INSERT,
  SELECT,
  COUNT,
  ALL,
  NAME,
  RETURNING,
  BROKEN,
  N_STATEMENTS,
};

static const char *const sql[N_STATEMENTS] = {
  [INSERT] = "INSERT INTO t (id, name, amount, data) VALUES (:id, :name, :amount, :data)",
  [SELECT] = "SELECT id, name, amount, data FROM t WHERE id = :id",
  [COUNT] = "SELECT COUNT(*) FROM t",
  [ALL] = "SELECT id FROM t ORDER BY id",
  [NAME] = "SELECT name FROM t WHERE id = :id AND name = :name",
  [RETURNING] = "INSERT INTO child (id, parent) VALUES (:id, :parent) RETURNING id",
  [BROKEN] = "SELECT nothing FROM t",
};

static const MiqatStatements statements = { .name = "test", .sql = sql, .count = N_STATEMENTS };

static const char schema[] =
  "CREATE TABLE t ("
  "  id TEXT NOT NULL PRIMARY KEY, name TEXT, amount INTEGER CHECK (amount >= 0), data BLOB) STRICT;"
  "CREATE TABLE child (id TEXT NOT NULL PRIMARY KEY, parent TEXT NOT NULL REFERENCES t (id)) STRICT;"
  "CREATE TABLE child2 (id TEXT NOT NULL PRIMARY KEY,"
  "  parent TEXT NOT NULL REFERENCES t (id) ON DELETE RESTRICT) STRICT;"
  "CREATE TABLE ledger (id INTEGER NOT NULL PRIMARY KEY, x INTEGER NOT NULL UNIQUE) STRICT;"
  "CREATE TRIGGER ledger_no_update BEFORE UPDATE ON ledger BEGIN"
  "  SELECT RAISE (ABORT, 'append-only: ledger'); END;"
  "CREATE TRIGGER ledger_no_delete BEFORE DELETE ON ledger BEGIN"
  "  SELECT RAISE (ABORT, 'append-only: ledger'); END;"
  "INSERT INTO ledger VALUES (1, 1);";

static void
set_up (DbTest *self, gconstpointer data)
{
  db_test_set_up (self, data);
  db_test_write (self->db, schema);
}

static gboolean
insert (MiqatDb *db, const char *id, const char *name, gint64 amount, GError **error)
{
  g_autoptr (MiqatStatement) statement = miqat_db_statement (db, &statements, INSERT, error);
  g_autoptr (GBytes) bytes = g_bytes_new ("a\0b", 3);

  miqat_statement_bind_text (statement, "id", id);
  miqat_statement_bind_text (statement, "name", name);
  miqat_statement_bind_int (statement, "amount", amount);
  miqat_statement_bind_bytes (statement, "data", name != NULL ? bytes : NULL);
  return miqat_statement_run (statement, error);
}

static void
begin (MiqatDb *db)
{
  g_autoptr (GError) error = NULL;

  miqat_db_begin (db, &error);
  g_assert_no_error (error);
}

static void
commit (MiqatDb *db)
{
  g_autoptr (GError) error = NULL;

  miqat_db_commit (db, &error);
  g_assert_no_error (error);
}

static void
savepoint (MiqatDb *db)
{
  g_autoptr (GError) error = NULL;

  miqat_db_savepoint (db, &error);
  g_assert_no_error (error);
}

static void
test_values (DbTest *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  MiqatStatement *statement;
  gboolean row;

  begin (self->db);
  g_assert_true (insert (self->db, "a", "Ahmad", G_MAXINT64, &error));
  g_assert_true (insert (self->db, "b", NULL, 0, &error));
  g_assert_true (insert (self->db, "c", "", 0, &error));
  commit (self->db);

  statement = miqat_db_statement (self->db, &statements, SELECT, &error);
  miqat_statement_bind_text (statement, "id", "a");
  g_assert_true (miqat_statement_step (statement, &row, &error));
  g_assert_true (row);
  g_assert_cmpuint (miqat_statement_get_n_columns (statement), ==, 4);
  g_assert_cmpstr (miqat_statement_get_column_name (statement, 2), ==, "amount");
  g_assert_cmpstr (miqat_statement_get_text (statement, 1), ==, "Ahmad");
  g_assert_cmpint (miqat_statement_get_int (statement, 2), ==, G_MAXINT64);
  bytes = miqat_statement_dup_bytes (statement, 3);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "a\0b", 3);
  g_assert_true (miqat_statement_step (statement, &row, &error));
  g_assert_false (row);
  g_assert_true (miqat_statement_step (statement, &row, &error)); /* it stays at the end */
  g_assert_false (row);

  miqat_statement_bind_text (statement, "id", "b"); /* and begins anew */
  g_assert_true (miqat_statement_step (statement, &row, &error));
  g_assert_true (row);
  g_assert_null (miqat_statement_get_text (statement, 1));
  g_assert_true (miqat_statement_is_null (statement, 1));
  g_assert_null (miqat_statement_dup_bytes (statement, 3));
  miqat_statement_return (statement);

  /* Bindings do not outlive the loan. */
  statement = miqat_db_statement (self->db, &statements, SELECT, &error);
  miqat_statement_bind_null (statement, "id");
  g_assert_true (miqat_statement_step (statement, &row, &error));
  g_assert_false (row);
  miqat_statement_return (statement);
}

static void
test_no_bytes (DbTest *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MiqatStatement) statement = NULL;
  g_autoptr (GBytes) none = g_bytes_new (NULL, 0);
  g_autoptr (GBytes) read = NULL;
  gboolean row;

  begin (self->db);
  statement = miqat_db_statement (self->db, &statements, INSERT, &error);
  miqat_statement_bind_text (statement, "id", "e");
  miqat_statement_bind_text (statement, "name", "");
  miqat_statement_bind_int (statement, "amount", 1);
  miqat_statement_bind_bytes (statement, "data", none);
  g_assert_true (miqat_statement_run (statement, &error));
  g_assert_cmpint (miqat_statement_get_changes (statement), ==, 1);
  /* Only what changes is bound for the next row. */
  miqat_statement_bind_text (statement, "id", "f");
  g_assert_true (miqat_statement_run (statement, &error));
  g_clear_pointer (&statement, miqat_statement_return);
  commit (self->db);

  statement = miqat_db_statement (self->db, &statements, SELECT, &error);
  miqat_statement_bind_text (statement, "id", "f");
  g_assert_true (miqat_statement_step (statement, &row, &error));
  g_assert_false (miqat_statement_is_null (statement, 3));
  g_assert_cmpstr (miqat_statement_get_text (statement, 1), ==, "");
  read = miqat_statement_dup_bytes (statement, 3);
  g_assert_cmpuint (g_bytes_get_size (read), ==, 0);
}

static void
test_shortcuts (DbTest *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gboolean found;
  gint64 number;

  begin (self->db);
  g_assert_true (insert (self->db, "a", "Ahmad", 1, &error));
  g_assert_true (miqat_db_read_text (self->db, &statements, RETURNING, &text, &error, "id", "k", "parent", "a", NULL));
  g_assert_cmpstr (text, ==, "k");
  g_clear_pointer (&text, g_free);
  commit (self->db);

  g_assert_true (miqat_db_read_int (self->db, &statements, COUNT, &number, &found, &error, NULL));
  g_assert_true (found);
  g_assert_cmpint (number, ==, 1);
  g_assert_true (miqat_db_read_text (self->db, &statements, NAME, &text, &error, "id", "a", "name", "Ahmad", NULL));
  g_assert_cmpstr (text, ==, "Ahmad");
  g_clear_pointer (&text, g_free);
  g_assert_true (miqat_db_read_text (self->db, &statements, NAME, &text, &error, "id", "a", "name", NULL, NULL));
  g_assert_null (text);
  g_assert_true (miqat_db_read_int (self->db, &statements, NAME, &number, &found, &error, "id", "z", "name", "z", NULL));
  g_assert_false (found);
  g_assert_cmpint (number, ==, 0);

  g_assert_false (miqat_db_read_int (self->db, &statements, BROKEN, &number, &found, &error, NULL));
  g_assert_error (error, MIQAT_DB_ERROR, MIQAT_DB_ERROR_ENGINE);
  g_assert_nonnull (strstr (error->message, "test[6]"));
}

/* All calls accept the missing statement, and the error of the loan stays. */
static void
test_missing_statement (DbTest *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  MiqatStatement *statement = miqat_db_statement (self->db, &statements, BROKEN, &error);
  gboolean row = TRUE;

  g_assert_null (statement);
  miqat_statement_bind_text (statement, "id", "a");
  miqat_statement_bind_int (statement, "id", 1);
  miqat_statement_bind_bytes (statement, "id", NULL);
  miqat_statement_bind_null (statement, "id");
  g_assert_false (miqat_statement_run (statement, &error));
  g_assert_false (miqat_statement_step (statement, &row, &error));
  g_assert_false (row);
  g_assert_error (error, MIQAT_DB_ERROR, MIQAT_DB_ERROR_ENGINE);
  miqat_statement_return (statement);
}

static void
test_refusals (DbTest *self, gconstpointer data)
{
  static const struct {
    const char *sql;
    MiqatDbError code;
  } rows[] = {
    { "INSERT INTO t (id) VALUES ('a'), ('a')", MIQAT_DB_ERROR_UNIQUE },
    { "INSERT INTO ledger VALUES (2, 1)", MIQAT_DB_ERROR_UNIQUE },
    { "INSERT INTO ledger VALUES (1, 5)", MIQAT_DB_ERROR_UNIQUE },
    { "INSERT INTO t (id, amount) VALUES ('a', -1)", MIQAT_DB_ERROR_CHECK },
    { "INSERT INTO t (id) VALUES (NULL)", MIQAT_DB_ERROR_NOT_NULL },
    { "INSERT INTO child VALUES ('l', 'nobody')", MIQAT_DB_ERROR_FOREIGN_KEY },
    { "DELETE FROM t WHERE id = 'parent'", MIQAT_DB_ERROR_FOREIGN_KEY },
    { "DELETE FROM t WHERE id = 'parent2'", MIQAT_DB_ERROR_FOREIGN_KEY },
    { "UPDATE ledger SET x = 9", MIQAT_DB_ERROR_APPEND_ONLY },
    { "DELETE FROM ledger", MIQAT_DB_ERROR_APPEND_ONLY },
    { "INSERT OR REPLACE INTO ledger VALUES (1, 7)", MIQAT_DB_ERROR_APPEND_ONLY },
    { "INSERT INTO t (id, amount) VALUES ('a', 'many')", MIQAT_DB_ERROR_ENGINE },
    { "SELECT * FROM no_such_table", MIQAT_DB_ERROR_ENGINE },
  };

  db_test_write (self->db, "INSERT INTO t (id) VALUES ('parent'), ('parent2');"
                           "INSERT INTO child VALUES ('k', 'parent');"
                           "INSERT INTO child2 VALUES ('k', 'parent2');");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GError) error = NULL;

    begin (self->db);
    g_assert_false (miqat_db_run_script (self->db, rows[i].sql, &error));
    g_test_message ("%s: %s", rows[i].sql, error->message);
    g_assert_error (error, MIQAT_DB_ERROR, (int) rows[i].code);
    miqat_db_rollback (self->db);
  }
}

/* ---- transactions ---------------------------------------------------------------------------- */

static void
test_savepoints (DbTest *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  begin (self->db);
  g_assert_true (miqat_db_is_writing (self->db));
  g_assert_true (insert (self->db, "a", NULL, 0, &error));
  savepoint (self->db);
  g_assert_true (insert (self->db, "b", NULL, 0, &error));
  savepoint (self->db);
  g_assert_true (insert (self->db, "c", NULL, 0, &error));
  miqat_db_rollback_to (self->db);
  g_assert_cmpint (db_test_int (self->db, sql[COUNT]), ==, 2);
  g_assert_true (miqat_db_release (self->db, &error));
  savepoint (self->db);
  g_assert_true (insert (self->db, "d", NULL, 0, &error));
  miqat_db_rollback_to (self->db);
  commit (self->db);
  g_assert_false (miqat_db_is_writing (self->db));
  g_assert_cmpint (db_test_int (self->db, sql[COUNT]), ==, 2);

  begin (self->db);
  g_assert_true (insert (self->db, "e", NULL, 0, &error));
  miqat_db_rollback (self->db);
  g_assert_cmpint (db_test_int (self->db, sql[COUNT]), ==, 2);
}

/* After a failure nothing goes on as if it had not happened. */
static void
test_spoiled (DbTest *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  begin (self->db);
  g_assert_true (insert (self->db, "a", NULL, 0, &error));
  savepoint (self->db);
  g_assert_false (insert (self->db, "a", NULL, 0, &error));
  g_assert_error (error, MIQAT_DB_ERROR, MIQAT_DB_ERROR_UNIQUE);
  g_clear_error (&error);
  g_assert_false (insert (self->db, "b", NULL, 0, &error));
  g_assert_error (error, MIQAT_DB_ERROR, MIQAT_DB_ERROR_UNIQUE);
  g_clear_error (&error);
  g_assert_false (miqat_db_release (self->db, &error)); /* takes it back */
  g_assert_error (error, MIQAT_DB_ERROR, MIQAT_DB_ERROR_UNIQUE);
  g_clear_error (&error);
  g_assert_true (insert (self->db, "c", NULL, 0, &error));
  g_assert_false (insert (self->db, "c", NULL, 0, NULL));
  g_assert_false (miqat_db_commit (self->db, &error));
  g_assert_error (error, MIQAT_DB_ERROR, MIQAT_DB_ERROR_UNIQUE);
  g_assert_false (miqat_db_is_writing (self->db));
  g_assert_cmpint (db_test_int (self->db, sql[COUNT]), ==, 0);
}

/* A write that returns rows has done and checked all when the first one comes. */
static void
test_left_early (DbTest *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  MiqatStatement *statement;
  gboolean row;

  begin (self->db);
  statement = miqat_db_statement (self->db, &statements, RETURNING, &error);
  g_assert_true (insert (self->db, "a", NULL, 0, &error));
  miqat_statement_bind_text (statement, "id", "k");
  miqat_statement_bind_text (statement, "parent", "a");
  g_assert_true (miqat_statement_step (statement, &row, &error));
  g_assert_true (row);
  miqat_statement_return (statement);
  commit (self->db);
  g_assert_cmpint (db_test_int (self->db, "SELECT COUNT(*) FROM child"), ==, 1);

  begin (self->db);
  statement = miqat_db_statement (self->db, &statements, RETURNING, &error);
  miqat_statement_bind_text (statement, "id", "l");
  miqat_statement_bind_text (statement, "parent", "nobody");
  g_assert_false (miqat_statement_step (statement, &row, &error));
  g_assert_error (error, MIQAT_DB_ERROR, MIQAT_DB_ERROR_FOREIGN_KEY);
  g_assert_false (row);
  miqat_statement_return (statement);
  miqat_db_rollback (self->db);
}

static void
test_deferred (DbTest *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  begin (self->db);
  savepoint (self->db);
  db_test_run (self->db, "PRAGMA defer_foreign_keys = ON; INSERT INTO child VALUES ('k', 'nobody')");
  g_assert_false (miqat_db_release (self->db, &error));
  g_assert_error (error, MIQAT_DB_ERROR, MIQAT_DB_ERROR_FOREIGN_KEY);
  g_clear_error (&error);

  savepoint (self->db);
  db_test_run (self->db, "INSERT INTO child VALUES ('k', 'nobody')");
  g_assert_false (miqat_db_set_constraints (self->db, FALSE, &error));
  g_assert_error (error, MIQAT_DB_ERROR, MIQAT_DB_ERROR_FOREIGN_KEY);
  g_clear_error (&error);
  miqat_db_rollback_to (self->db);
  commit (self->db);

  begin (self->db);
  db_test_run (self->db, "PRAGMA defer_foreign_keys = ON; INSERT INTO child VALUES ('k', 'nobody')");
  g_assert_false (miqat_db_commit (self->db, &error));
  g_assert_error (error, MIQAT_DB_ERROR, MIQAT_DB_ERROR_FOREIGN_KEY);
  g_assert_cmpint (db_test_int (self->db, "SELECT COUNT(*) FROM child"), ==, 0);
}

/* SQLite ends the transaction by itself; nobody may believe otherwise. */
static void
test_given_up (DbTest *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  begin (self->db);
  savepoint (self->db);
  g_assert_true (insert (self->db, "a", NULL, 0, &error));
  g_assert_false (miqat_db_run_script (self->db, "INSERT OR ROLLBACK INTO t (id) VALUES ('a')", &error));
  g_assert_error (error, MIQAT_DB_ERROR, MIQAT_DB_ERROR_UNIQUE);
  g_clear_error (&error);
  g_assert_false (miqat_db_is_writing (self->db));
  miqat_db_rollback_to (self->db);
  g_assert_false (miqat_db_commit (self->db, &error));
  g_assert_nonnull (error);
  g_assert_cmpint (db_test_int (self->db, sql[COUNT]), ==, 0);

  /* Nor when nobody said anything. */
  begin (self->db);
  g_clear_error (&error);
  g_assert_true (insert (self->db, "a", NULL, 0, &error));
  db_test_run (self->db, "ROLLBACK");
  g_assert_false (miqat_db_savepoint (self->db, &error));
  g_clear_error (&error);
  g_assert_false (miqat_db_commit (self->db, &error));
  g_assert_error (error, MIQAT_DB_ERROR, MIQAT_DB_ERROR_ENGINE);

  begin (self->db); /* and the connection goes on */
  g_clear_error (&error);
  g_assert_true (insert (self->db, "b", NULL, 0, &error));
  commit (self->db);
}

static void
test_full (DbTest *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  guint n = 0;

  db_test_run (self->db, "PRAGMA max_page_count = 40");
  begin (self->db);
  savepoint (self->db);
  for (;;) {
    g_autofree char *id = g_strdup_printf ("%u", n++);
    g_autofree char *name = g_strnfill (900, 'x');

    if (!insert (self->db, id, name, 0, &error))
      break;
  }
  g_assert_error (error, MIQAT_DB_ERROR, MIQAT_DB_ERROR_NO_SPACE);
  miqat_db_rollback_to (self->db);
  miqat_db_rollback (self->db);
  g_assert_cmpint (db_test_int (self->db, sql[COUNT]), ==, 0);
}

static void
test_busy (DbTest *self, gconstpointer data)
{
  g_autoptr (MiqatDb) other = db_test_open (self, MIQAT_DB_READ_WRITE);
  g_autoptr (GError) error = NULL;

  begin (self->db);
  g_assert_false (miqat_db_begin (other, &error));
  g_assert_error (error, MIQAT_DB_ERROR, MIQAT_DB_ERROR_BUSY);
  g_assert_cmpint (db_test_int (other, sql[COUNT]), ==, 0); /* reading is always possible */
  commit (self->db);
  begin (other);
  commit (other);
}

static void
test_reading (DbTest *self, gconstpointer data)
{
  g_autoptr (MiqatDb) reader = db_test_open (self, MIQAT_DB_READ_ONLY);
  g_autoptr (GError) error = NULL;
  gint64 generation = miqat_db_get_generation (reader);

  g_assert_cmpint (miqat_db_get_generation (reader), ==, generation);
  g_assert_true (miqat_db_begin_read (reader, &error));
  g_assert_true (miqat_db_begin_read (reader, &error));
  g_assert_cmpint (db_test_int (reader, sql[COUNT]), ==, 0);
  db_test_write (self->db, "INSERT INTO t (id) VALUES ('a')");
  g_assert_cmpint (db_test_int (reader, sql[COUNT]), ==, 0);
  miqat_db_end_read (reader);
  g_assert_cmpint (db_test_int (reader, sql[COUNT]), ==, 0);
  g_assert_cmpint (miqat_db_get_generation (reader), ==, generation);
  miqat_db_end_read (reader);
  g_assert_cmpint (miqat_db_get_generation (reader), !=, generation);
  g_assert_cmpint (db_test_int (reader, sql[COUNT]), ==, 1);

  /* Inside a write transaction reading sees what is written. */
  begin (self->db);
  g_assert_true (insert (self->db, "b", NULL, 0, &error));
  g_assert_true (miqat_db_begin_read (self->db, &error));
  g_assert_cmpint (db_test_int (self->db, sql[COUNT]), ==, 2);
  miqat_db_end_read (self->db);
  commit (self->db);
}

static gpointer
interrupt_soon (gpointer db)
{
  g_usleep (50 * 1000);
  miqat_db_interrupt (db);
  return NULL;
}

static void
test_interrupt (DbTest *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  GThread *thread = g_thread_new ("interrupt", interrupt_soon, self->db);

  g_assert_false (miqat_db_run_script (self->db,
      "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT COUNT(*) FROM n", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (thread);
}

/* ---- programmers' errors --------------------------------------------------------------------- */

static gpointer
ask_generation (gpointer db)
{
  miqat_db_get_generation (db);
  return NULL;
}

/* Dies; so it works on the folder of the test that sent it, which cleans up. */
static void
misuse (void)
{
  const char *what = g_getenv ("MIQAT_TEST_MISUSE");
  g_autoptr (GError) error = NULL;
  MiqatDb *db = miqat_db_open (g_getenv ("MIQAT_TEST_PATH"), MIQAT_DB_READ_WRITE, &error);
  MiqatStatement *statement = miqat_db_statement (db, &statements, SELECT, &error);
  gboolean row;

  g_assert_no_error (error);
  if (g_str_equal (what, "twice"))
    g_assert_nonnull (miqat_db_statement (db, &statements, SELECT, NULL));
  else if (g_str_equal (what, "name"))
    miqat_statement_bind_text (statement, "idd", "a");
  else if (g_str_equal (what, "unbound"))
    miqat_statement_step (statement, &row, NULL);
  else if (g_str_equal (what, "column")) {
    g_autoptr (MiqatStatement) count = miqat_db_statement (db, &statements, COUNT, NULL);

    miqat_statement_step (count, &row, NULL);
    miqat_statement_get_int (count, 1);
  } else if (g_str_equal (what, "loan"))
    miqat_db_close (db);
  else if (g_str_equal (what, "thread"))
    g_thread_join (g_thread_new ("other", ask_generation, db));
}

static void
test_misuse (DbTest *self, gconstpointer data)
{
  static const struct {
    const char *what;
    const char *message;
  } rows[] = {
    { "twice", "*used again while it is on loan*" },
    { "name", "*Statement 1 of store test has no parameter :idd*" },
    { "unbound", "*runs without its parameter 1*" },
    { "column", "*has no column 1*" },
    { "loan", "*on loan*" },
    { "thread", "*two threads at once*" },
  };

  g_setenv ("MIQAT_TEST_PATH", self->path, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_setenv ("MIQAT_TEST_MISUSE", rows[i].what, TRUE);
    g_test_trap_subprocess ("/db/statement/misuse/subprocess", 0, G_TEST_SUBPROCESS_DEFAULT);
    g_test_trap_assert_failed ();
    g_test_trap_assert_stderr (rows[i].message);
  }
}

#define TEST(path, function) g_test_add (path, DbTest, NULL, set_up, function, db_test_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  TEST ("/db/statement/values", test_values);
  TEST ("/db/statement/no-bytes", test_no_bytes);
  TEST ("/db/statement/shortcuts", test_shortcuts);
  TEST ("/db/statement/missing", test_missing_statement);
  TEST ("/db/statement/refusals", test_refusals);
  TEST ("/db/statement/interrupt", test_interrupt);
  TEST ("/db/statement/misuse", test_misuse);
  g_test_add_func ("/db/statement/misuse/subprocess", misuse);
  TEST ("/db/transaction/savepoints", test_savepoints);
  TEST ("/db/transaction/spoiled", test_spoiled);
  TEST ("/db/transaction/left-early", test_left_early);
  TEST ("/db/transaction/deferred", test_deferred);
  TEST ("/db/transaction/given-up", test_given_up);
  TEST ("/db/transaction/full", test_full);
  TEST ("/db/transaction/busy", test_busy);
  TEST ("/db/transaction/reading", test_reading);
  return g_test_run ();
}
