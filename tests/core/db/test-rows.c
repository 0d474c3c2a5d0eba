/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole rows by table name and key. */
#include "config.h"

#include "db-test.h"

static void
set_up (DbTest *self, gconstpointer data)
{
  db_test_set_up (self, data);
  db_test_write (self->db,
                 "CREATE TABLE t (id TEXT NOT NULL PRIMARY KEY, branch TEXT, data BLOB) STRICT;"
                 "CREATE TABLE pair (a TEXT NOT NULL, note TEXT, b INTEGER NOT NULL, PRIMARY KEY (b, a)) STRICT;"
                 "CREATE TABLE \"o\"\"dd\" (\"se\"\"lect\" BLOB NOT NULL PRIMARY KEY, \"from\" INTEGER) STRICT;"
                 "CREATE TABLE nokey (a TEXT) STRICT;"
                 "CREATE VIRTUAL TABLE words USING fts5 (text);"
                 "INSERT INTO t VALUES ('a|b', 'X', X'00'), ('b', 'Y', NULL), ('c', 'X', X'');"
                 "INSERT INTO pair VALUES ('x|y', 'one', 7), ('x\\', NULL, 7), ('z', 'three', -9223372036854775808);"
                 "INSERT INTO \"o\"\"dd\" VALUES (X'00ff', 5);");
}

static const MiqatTableSchema *
get_table (MiqatDb *db, const char *name)
{
  g_autoptr (GError) error = NULL;
  const MiqatTableSchema *table = miqat_db_get_table (db, name, &error);

  g_assert_no_error (error);
  return table;
}

static void
test_schema (DbTest *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) tables = miqat_db_list_tables (self->db, &error);
  g_autofree char *joined = g_strjoinv (" ", tables);
  const MiqatTableSchema *pair = get_table (self->db, "pair");

  g_assert_cmpstr (joined, ==, "nokey o\"dd pair t");
  g_assert_cmpuint (pair->n_columns, ==, 3);
  g_assert_cmpstr (pair->columns[2].name, ==, "b");
  g_assert_cmpstr (pair->columns[2].type, ==, "INTEGER");
  g_assert_cmpuint (pair->columns[2].key_position, ==, 1);
  g_assert_cmpuint (pair->columns[0].key_position, ==, 2);
  g_assert_cmpuint (pair->columns[1].key_position, ==, 0);
  g_assert_true (pair->columns[0].not_null);
  g_assert_false (pair->columns[1].not_null);
  g_assert_null (get_table (self->db, "nothing"));
  g_assert_null (get_table (self->db, "words"));
  g_assert_true (get_table (self->db, "pair") == pair);

  /* A new schema is seen at once, whoever made it; the old picture can still be looked at. */
  {
    g_autoptr (MiqatDb) other = db_test_open (self, MIQAT_DB_READ_WRITE);

    db_test_write (other, "ALTER TABLE pair ADD COLUMN more TEXT");
  }
  g_assert_cmpuint (get_table (self->db, "pair")->n_columns, ==, 4);
  g_assert_cmpuint (pair->n_columns, ==, 3);
}

static void
check_row (MiqatDb *db, const char *table, const char *key, const char *expected)
{
  const MiqatTableSchema *schema = get_table (db, table);
  g_autoptr (GError) error = NULL;
  MiqatValue *values = miqat_db_read_row (db, schema, key, &error);
  g_autofree char *printed = values != NULL ? db_test_print_row (values, schema->n_columns) : NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (printed, ==, expected);
  miqat_values_free (values, schema->n_columns);
}

static void
test_read (DbTest *self, gconstpointer data)
{
  check_row (self->db, "t", "b", "'b';'Y';NULL;");
  check_row (self->db, "t", "a|b", "'a|b';'X';x5ba93c9db0cff93f52b521d7420e43f6eda2784f;");
  check_row (self->db, "t", "z", NULL);
  check_row (self->db, "pair", "7|x\\|y", "'x|y';'one';7;");
  check_row (self->db, "pair", "7|x\\\\", "'x\\';NULL;7;");
  check_row (self->db, "pair", "-9223372036854775808|z", "'z';'three';-9223372036854775808;");
  /* Keys that no row can have. */
  check_row (self->db, "pair", "7", NULL);
  check_row (self->db, "pair", "7|x|y", NULL);
  check_row (self->db, "pair", "seven|x", NULL);
  check_row (self->db, "pair", "", NULL);
  check_row (self->db, "o\"dd", "00ff", "xaa3e5dcdd77b153f2e59bd0d8794fde33cb4e486;5;");
}

static void
test_write (DbTest *self, gconstpointer data)
{
  const MiqatTableSchema *pair = get_table (self->db, "pair");
  g_autoptr (GError) error = NULL;
  MiqatValue *values;

  miqat_db_begin (self->db, &error);
  values = miqat_db_read_row (self->db, pair, "7|x\\|y", &error);
  g_assert_false (miqat_db_insert_row (self->db, pair, values, &error));
  g_assert_error (error, MIQAT_DB_ERROR, MIQAT_DB_ERROR_UNIQUE);
  g_clear_error (&error);
  miqat_db_rollback (self->db);

  miqat_db_begin (self->db, &error);
  g_assert_true (miqat_db_delete_row (self->db, pair, "7|x\\|y", &error));
  g_assert_true (miqat_db_delete_row (self->db, pair, "7|x\\|y", &error));
  g_assert_true (miqat_db_delete_row (self->db, pair, "nonsense", &error));
  g_assert_cmpint (db_test_int (self->db, "SELECT COUNT(*) FROM pair"), ==, 2);
  g_assert_true (miqat_db_insert_row (self->db, pair, values, &error));
  g_assert_true (miqat_db_commit (self->db, &error));
  check_row (self->db, "pair", "7|x\\|y", "'x|y';'one';7;");
  miqat_values_free (values, pair->n_columns);
}

typedef struct {
  MiqatDb *db;
  const MiqatTableSchema *table;
  GString *keys;
  guint stop_after;
} Visit;

static gboolean
visit (const MiqatValue *values, const char *key, gpointer data, GError **error)
{
  Visit *self = data;
  g_autofree char *printed = db_test_print_row (values, self->table->n_columns);

  /* Reading in the middle of reading. */
  check_row (self->db, self->table->name, key, printed);
  g_string_append_printf (self->keys, "%s ", key);
  if (self->stop_after > 0 && --self->stop_after == 0) {
    g_set_error (error, MIQAT_DB_ERROR, MIQAT_DB_ERROR_CHECK, "enough");
    return FALSE;
  }
  return TRUE;
}

static void
check_each (MiqatDb *db, const char *table, const char *column, const char *equals, const char *after,
            guint limit, const char *expected)
{
  g_autoptr (GString) keys = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  Visit data = { .db = db, .table = get_table (db, table), .keys = keys };

  miqat_db_each_row (db, data.table, column, equals, after, limit, visit, &data, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (keys->str, ==, expected);
}

static void
test_each (DbTest *self, gconstpointer data)
{
  g_autoptr (GString) keys = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  Visit two = { .db = self->db, .table = get_table (self->db, "t"), .keys = keys, .stop_after = 2 };

  check_each (self->db, "t", NULL, NULL, NULL, 100, "a|b b c ");
  check_each (self->db, "t", NULL, NULL, "a|b", 100, "b c ");
  check_each (self->db, "t", NULL, NULL, "a|b", 1, "b ");
  check_each (self->db, "t", NULL, NULL, "c", 100, "");
  check_each (self->db, "t", "branch", "X", NULL, 100, "a|b c ");
  check_each (self->db, "t", "branch", "X", "a|b", 100, "c ");
  check_each (self->db, "t", "branch", "Z", NULL, 100, "");
  check_each (self->db, "pair", NULL, NULL, NULL, 100, "-9223372036854775808|z 7|x\\\\ 7|x\\|y ");
  check_each (self->db, "pair", NULL, NULL, "7|x\\\\", 100, "7|x\\|y ");
  check_each (self->db, "pair", "b", "7", NULL, 100, "7|x\\\\ 7|x\\|y ");
  check_each (self->db, "pair", "b", "x", NULL, 100, "");
  check_each (self->db, "o\"dd", "from", "5", NULL, 100, "00ff ");

  g_assert_false (miqat_db_each_row (self->db, two.table, NULL, NULL, NULL, 100, visit, &two, &error));
  g_assert_error (error, MIQAT_DB_ERROR, MIQAT_DB_ERROR_CHECK);
  g_assert_cmpstr (keys->str, ==, "a|b b ");
}

#define TEST(path, function) g_test_add (path, DbTest, NULL, set_up, function, db_test_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  TEST ("/db/rows/schema", test_schema);
  TEST ("/db/rows/read", test_read);
  TEST ("/db/rows/write", test_write);
  TEST ("/db/rows/each", test_each);
  return g_test_run ();
}
