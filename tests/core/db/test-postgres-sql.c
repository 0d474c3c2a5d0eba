/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-postgres-sql.h"

static void
test_table (void)
{
  static const struct {
    const char *sqlite;
    const char *postgres;
  } rows[] = {
    { "CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY, x BLOB) STRICT;",
      "CREATE TABLE t (id bigint NOT NULL PRIMARY KEY, x bytea);" },
    { "CREATE TABLE t (id TEXT) WITHOUT ROWID, STRICT;", "CREATE TABLE t (id TEXT);" },
    { "CREATE TABLE t (id TEXT)\n  STRICT ,\n WITHOUT\n ROWID ;", "CREATE TABLE t (id TEXT) ;" },
    { "create table t (id integer) strict", "create table t (id bigint)" },
    { "CREATE TABLE t (strict INTEGER, integers TEXT, my_blob TEXT) STRICT",
      "CREATE TABLE t (strict bigint, integers TEXT, my_blob TEXT)" },
    { "CREATE TABLE t (a TEXT CHECK (a IN ('INTEGER', 'it''s a BLOB'))) STRICT",
      "CREATE TABLE t (a TEXT CHECK (a IN ('INTEGER', 'it''s a BLOB')))" },
    { "-- an INTEGER, :no\nSELECT \"INTEGER\" /* BLOB :no */ FROM t",
      "-- an INTEGER, :no\nSELECT \"INTEGER\" /* BLOB :no */ FROM t" },
    { "SELECT CAST (:a AS INTEGER)", "SELECT CAST ($1 AS bigint)" },
    { "SELECT :b, :a, :b, :ab", "SELECT $1, $2, $1, $3" },
    { "SELECT x::text, ':no', :yes::text", "SELECT x::text, ':no', $1::text" },
    { "SELECT 'ends early", "SELECT 'ends early" },
    { "DO $$ :no INTEGER $$; SELECT :a", "DO $$ :no INTEGER $$; SELECT $1" },
    { "SELECT (1) + strict FROM t", "SELECT (1) + strict FROM t" },
    { "CREATE INDEX i ON t (a) WHERE strict = 1", "CREATE INDEX i ON t (a) WHERE strict = 1" },
    { "SELECT 'é', : , a:b", "SELECT 'é', : , a$1" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *translated = miqat_postgres_translate (rows[i].sqlite, NULL);

    g_assert_cmpstr (translated, ==, rows[i].postgres);
  }
}

static void
test_names (void)
{
  g_auto (GStrv) names = NULL;
  g_autofree char *sql = miqat_postgres_translate (
    "UPDATE t SET a = :a, b = :b WHERE id = :id AND a <> :a", &names);

  g_assert_cmpstr (sql, ==, "UPDATE t SET a = $1, b = $2 WHERE id = $3 AND a <> $1");
  g_assert_cmpuint (g_strv_length (names), ==, 3);
  g_assert_cmpstr (names[0], ==, "a");
  g_assert_cmpstr (names[1], ==, "b");
  g_assert_cmpstr (names[2], ==, "id");
}

static void
test_no_names (void)
{
  g_auto (GStrv) names = NULL;
  g_autofree char *sql = miqat_postgres_translate ("SELECT 1", &names);

  g_assert_cmpstr (sql, ==, "SELECT 1");
  g_assert_cmpuint (g_strv_length (names), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/db/postgres-sql/table", test_table);
  g_test_add_func ("/db/postgres-sql/names", test_names);
  g_test_add_func ("/db/postgres-sql/no-names", test_no_names);
  return g_test_run ();
}
