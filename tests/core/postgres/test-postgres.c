/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether PostgreSQL understands us: every migration runs on a real one, every statement of every
 * area can be prepared there, and its schema is the one that SQLite has. */
#include "config.h"

#include "miqat-areas.h"
#include "miqat-migration.h"
#include "miqat-migrations-resource.h"
#include "miqat-postgres-sql.h"
#include "miqat-schema.h"
#include "miqat-sync-hub.h"
#include "postgres-cluster.h"

#include <glib/gstdio.h>
#include <string.h>

static PostgresCluster *cluster;
static PGconn *connection;

/* The server's own words, on one line. */
static char *
dup_complaint (PGresult *result)
{
  const char *message = PQresultErrorField (result, PG_DIAG_MESSAGE_PRIMARY);
  const char *place = PQresultErrorField (result, PG_DIAG_STATEMENT_POSITION);
  const char *hint = PQresultErrorField (result, PG_DIAG_MESSAGE_HINT);

  return g_strdup_printf ("%s%s%s%s%s", message != NULL ? message : PQresultErrorMessage (result),
                          place != NULL ? " at character " : "", place != NULL ? place : "",
                          hint != NULL ? "; " : "", hint != NULL ? hint : "");
}

static gboolean
run (const char *sql, char **complaint)
{
  PGresult *result = PQexec (connection, sql);
  ExecStatusType status = PQresultStatus (result);
  gboolean ok = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;

  if (!ok && complaint != NULL)
    *complaint = dup_complaint (result);
  PQclear (result);
  return ok;
}

static PGresult *
query (const char *sql)
{
  PGresult *result = PQexec (connection, sql);

  if (PQresultStatus (result) != PGRES_TUPLES_OK) {
    g_autofree char *complaint = dup_complaint (result);

    g_error ("%s: %s", sql, complaint);
  }
  return result;
}

/* ---- migrations -------------------------------------------------------------------------------- */

/* What went wrong, by version; NULL where nothing did. Run before all tests, since they need it. */
static char **
run_migrations (guint newest)
{
  char **complaints = g_new0 (char *, newest + 1);

  for (guint version = 1; version <= newest; version++) {
    g_auto (GStrv) scripts = miqat_migration_dup_scripts (version, "postgres");

    run ("BEGIN", NULL);
    for (guint i = 0; scripts[i] != NULL && complaints[version] == NULL; i++) {
      g_autofree char *sql = miqat_postgres_translate (scripts[i], NULL);

      run (sql, &complaints[version]);
    }
    run (complaints[version] == NULL ? "COMMIT" : "ROLLBACK", NULL);
  }
  return complaints;
}

static void
test_migration (gconstpointer complaint)
{
  if (complaint != NULL)
    g_test_fail_printf ("%s", (const char *) complaint);
}

static void
add_migrations (char **complaints, guint newest)
{
  for (guint version = 1; version <= newest; version++) {
    g_autofree char *path = g_strdup_printf ("/postgres/migrations/%03u", version);

    g_test_add_data_func (path, complaints[version], test_migration);
  }
}

/* ---- statements -------------------------------------------------------------------------------- */

static gboolean
is_sqlite_only (const MiqatStatements *store, guint index)
{
  return index < 64 && (store->sqlite_only >> index & 1) == 1;
}

/* NULL when the server can prepare it. */
static char *
complain_about (const MiqatStatements *store, guint index)
{
  g_autofree char *complaint = NULL;
  g_autofree char *sql = NULL;
  PGresult *result;

  if (store->sql[index] == NULL)
    return g_strdup_printf ("%s[%u] has no SQL", store->name, index);

  sql = miqat_postgres_translate (store->sql[index], NULL);
  result = PQprepare (connection, "", sql, 0, NULL);
  if (PQresultStatus (result) != PGRES_COMMAND_OK)
    complaint = dup_complaint (result);
  PQclear (result);
  return complaint != NULL ? g_strdup_printf ("%s[%u]: %s: %s", store->name, index, complaint, sql) : NULL;
}

static void
test_store (gconstpointer data)
{
  const MiqatStatements *store = data;

  for (guint i = 0; i < store->count; i++)
    if (!is_sqlite_only (store, i)) {
      g_autofree char *complaint = complain_about (store, i);

      if (complaint != NULL) {
        g_test_message ("%s", complaint);
        g_test_fail ();
      }
    }
}

/* ---- schema ------------------------------------------------------------------------------------ */

#define COLUMNS_SQL                                                                                \
  "SELECT c.table_name, c.column_name, c.data_type, c.is_nullable = 'NO',"                         \
  " coalesce(k.ordinal_position, 0)"                                                               \
  " FROM information_schema.columns c"                                                             \
  " JOIN information_schema.tables t"                                                              \
  "   ON t.table_schema = c.table_schema AND t.table_name = c.table_name"                          \
  "  AND t.table_type = 'BASE TABLE'"                                                              \
  " LEFT JOIN information_schema.table_constraints p"                                              \
  "   ON p.table_schema = c.table_schema AND p.table_name = c.table_name"                          \
  "  AND p.constraint_type = 'PRIMARY KEY'"                                                        \
  " LEFT JOIN information_schema.key_column_usage k"                                               \
  "   ON k.constraint_schema = p.constraint_schema AND k.constraint_name = p.constraint_name"      \
  "  AND k.column_name = c.column_name"                                                            \
  " WHERE c.table_schema = 'public' ORDER BY c.table_name, c.ordinal_position"

/* "table" → lines "column type null key", in the columns' order. */
static GHashTable *
read_postgres (void)
{
  GHashTable *tables = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  PGresult *result = query (COLUMNS_SQL);

  for (int i = 0; i < PQntuples (result); i++) {
    const char *table = PQgetvalue (result, i, 0);
    const char *before = g_hash_table_lookup (tables, table);

    g_hash_table_insert (tables, g_strdup (table),
                         g_strdup_printf ("%s%s %s %s %s\n", before != NULL ? before : "",
                                          PQgetvalue (result, i, 1), PQgetvalue (result, i, 2),
                                          PQgetvalue (result, i, 3)[0] == 't' ? "filled" : "null",
                                          PQgetvalue (result, i, 4)));
  }
  PQclear (result);
  return tables;
}

static const char *
name_type (const char *sqlite_type)
{
  if (g_str_equal (sqlite_type, "INTEGER"))
    return "bigint";
  return g_str_equal (sqlite_type, "BLOB") ? "bytea" : "text";
}

static char *
describe_sqlite (MiqatDb *db, const char *name)
{
  g_autoptr (GError) error = NULL;
  const MiqatTableSchema *table = miqat_db_get_table (db, name, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < table->n_columns; i++)
    g_string_append_printf (text, "%s %s %s %u\n", table->columns[i].name,
                            name_type (table->columns[i].type),
                            table->columns[i].not_null ? "filled" : "null",
                            table->columns[i].key_position);
  return g_string_free (text, FALSE);
}

static MiqatDb *
open_sqlite (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "miqat.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (MiqatDb) db = miqat_db_open (path, MIQAT_DB_CREATE, &error);

  g_assert_no_error (error);
  miqat_migrate (db, NULL, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&db);
}

static void
remove_files (const char *folder)
{
  const char *names[] = { "miqat.db", "miqat.db-wal", "miqat.db-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *path = g_build_filename (folder, names[i], NULL);

    g_remove (path);
  }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* Tables of "….sqlite.sql" are not PostgreSQL's. */
static gboolean
is_sqlite_table (const char *name)
{
  return g_str_has_prefix (name, "search_");
}

static void
test_same_schema (void)
{
  g_autofree char *folder = g_dir_make_tmp ("miqat-schema-XXXXXX", NULL);
  g_autoptr (GHashTable) postgres = read_postgres ();
  g_auto (GStrv) names = NULL;
  g_autoptr (GError) error = NULL;
  MiqatDb *db = open_sqlite (folder);
  guint compared = 0;

  names = miqat_db_list_tables (db, &error);
  g_assert_no_error (error);
  for (guint i = 0; names[i] != NULL; i++) {
    g_autofree char *wanted = describe_sqlite (db, names[i]);
    const char *found = g_hash_table_lookup (postgres, names[i]);

    if (is_sqlite_table (names[i]))
      continue;
    compared++;
    if (g_strcmp0 (wanted, found) != 0)
      g_test_fail_printf ("%s differs.\nSQLite:\n%sPostgreSQL:\n%s", names[i], wanted,
                          found != NULL ? found : "(no such table)\n");
    g_hash_table_remove (postgres, names[i]);
  }
  g_assert_cmpuint (compared, >, 20);
  g_assert_cmpuint (g_hash_table_size (postgres), ==, 0);

  miqat_db_close (db);
  remove_files (folder);
}

/* ---- behaviour --------------------------------------------------------------------------------- */

#define AUDIT_ROW                                                                                  \
  "INSERT INTO audit_log (command_id, command, accepted_at, claimed_at, actor_id, outcome,"    \
  " detail) VALUES ('c', 'test.run', 1, 1, 'x', 'viewed', '{}')"

static void
test_append_only (void)
{
  static const char *const forbidden[] = { "UPDATE audit_log SET detail = '[]'", "DELETE FROM audit_log" };

  g_assert_true (run (AUDIT_ROW, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (forbidden); i++) {
    g_autofree char *complaint = NULL;

    g_assert_false (run (forbidden[i], &complaint));
    g_assert_nonnull (strstr (complaint, "append-only: audit_log"));
  }
}

/* Texts sort by their bytes, as in SQLite: the sort keys of people's names rely on it. */
static void
test_collation (void)
{
  PGresult *result = query ("SELECT 'B' < 'a', 'ab' < 'a b', 'z' < 'é'");

  g_assert_cmpstr (PQgetvalue (result, 0, 0), ==, "t");
  g_assert_cmpstr (PQgetvalue (result, 0, 1), ==, "f");
  g_assert_cmpstr (PQgetvalue (result, 0, 2), ==, "t");
  PQclear (result);
}

/* ---- the program ------------------------------------------------------------------------------- */

static void
add_store (const char *area, const MiqatStatements *store)
{
  g_autofree char *path = g_strdup_printf ("/postgres/statements/%s/%s", area, store->name);

  g_test_add_data_func (path, store, test_store);
}

static void
add_stores (void)
{
  for (guint i = 0; miqat_areas[i] != NULL; i++) {
    const MiqatArea *area = miqat_areas[i];

    for (guint j = 0; area->statements != NULL && area->statements[j] != NULL; j++)
      add_store (area->name, area->statements[j]);
  }
  add_store ("sync", &miqat_sync_hub_statements);
}

/* ./check has installed it, so its absence is a fault. */
static int
report_missing (const char *reason)
{
  g_print ("1..1\nnot ok 1 postgres # %s\n", reason);
  return 1;
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  char **complaints;
  guint newest;
  int status;

  g_test_init (&argc, &argv, NULL);
  cluster = postgres_cluster_start (&error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return report_missing (error->message);
  g_assert_no_error (error);
  miqat_migrations_register_resource ();
  connection = postgres_cluster_connect (cluster, &error);
  g_assert_no_error (error);

  newest = miqat_migration_get_newest ();
  complaints = run_migrations (newest);
  add_migrations (complaints, newest);
  g_test_add_func ("/postgres/schema/same-as-sqlite", test_same_schema);
  g_test_add_func ("/postgres/schema/append-only", test_append_only);
  g_test_add_func ("/postgres/schema/collation", test_collation);
  add_stores ();
  status = g_test_run ();

  for (guint version = 1; version <= newest; version++)
    g_free (complaints[version]);
  g_free (complaints);
  PQfinish (connection);
  postgres_cluster_stop (cluster);
  return status;
}
