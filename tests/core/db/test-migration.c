/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Migrations: each set of versions is a resource of its own, registered as if by a newer program. */
#include "config.h"

#include "db-test.h"

#include <glib/gstdio.h>
#include <sys/stat.h>

#include "miqat-migration.h"

typedef struct {
  DbTest base;
  GPtrArray *resources;
} Test;

static void
add_versions (Test *self, const char *name)
{
  g_autofree char *file = g_strconcat (name, ".gresource", NULL);
  g_autofree char *path = g_test_build_filename (G_TEST_BUILT, file, NULL);
  g_autoptr (GError) error = NULL;
  GResource *resource = g_resource_load (path, &error);

  g_assert_no_error (error);
  g_resources_register (resource);
  g_ptr_array_add (self->resources, resource);
}

static void
remove_versions (Test *self)
{
  for (guint i = 0; i < self->resources->len; i++)
    g_resources_unregister (self->resources->pdata[i]);
  g_ptr_array_set_size (self->resources, 0);
}

static void
set_up (Test *self, gconstpointer data)
{
  db_test_set_up (&self->base, data);
  self->resources = g_ptr_array_new_with_free_func ((GDestroyNotify) g_resource_unref);
}

static void
tear_down (Test *self, gconstpointer data)
{
  remove_versions (self);
  g_ptr_array_unref (self->resources);
  db_test_tear_down (&self->base, data);
}

static void
migrate (Test *self, guint expected)
{
  g_autoptr (GError) error = NULL;
  guint version;

  miqat_migrate (self->base.db, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (miqat_migration_get_version (self->base.db, &version, &error));
  g_assert_cmpuint (version, ==, expected);
}

/* The database must not differ from what it was. */
static void
expect_failure (Test *self, const MiqatMigrationHooks *hooks, MiqatDbError code)
{
  static const char schema[] = "SELECT group_concat (sql, ';') FROM sqlite_schema";
  g_autofree char *before = db_test_text (self->base.db, schema);
  g_autofree char *after = NULL;
  gint64 version = db_test_int (self->base.db, "PRAGMA user_version");
  g_autoptr (GError) error = NULL;

  g_assert_false (miqat_migrate (self->base.db, hooks, &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, MIQAT_DB_ERROR, (int) code);
  after = db_test_text (self->base.db, schema);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpint (db_test_int (self->base.db, "PRAGMA user_version"), ==, version);
  g_assert_false (miqat_db_is_writing (self->base.db));
  g_assert_cmpint (db_test_int (self->base.db, "PRAGMA foreign_keys"), ==, 1);
}

static char *
backup_path (Test *self, guint version)
{
  return g_strdup_printf ("%s.v%u.bak", self->base.path, version);
}

/* ---- tests ----------------------------------------------------------------------------------- */

static void
test_none (Test *self, gconstpointer data)
{
  g_assert_cmpuint (miqat_migration_get_newest (), ==, 0);
  migrate (self, 0);
}

static void
test_scripts (Test *self, gconstpointer data)
{
  g_auto (GStrv) sqlite = NULL, postgres = NULL, none = NULL;

  add_versions (self, "early");
  g_assert_cmpuint (miqat_migration_get_newest (), ==, 2);
  sqlite = miqat_migration_dup_scripts (2, "sqlite");
  g_assert_cmpuint (g_strv_length (sqlite), ==, 2);
  g_assert_true (g_str_has_prefix (sqlite[0], "ALTER TABLE"));
  g_assert_true (g_str_has_prefix (sqlite[1], "-- Runs after"));
  postgres = miqat_migration_dup_scripts (2, "postgres");
  g_assert_cmpuint (g_strv_length (postgres), ==, 2);
  g_assert_cmpstr (postgres[1], ==, "this is not for SQLite\n");
  none = miqat_migration_dup_scripts (7, "sqlite");
  g_assert_cmpuint (g_strv_length (none), ==, 0);
}

static void
test_fresh (Test *self, gconstpointer data)
{
  g_autofree char *backup = backup_path (self, 0);

  add_versions (self, "early");
  migrate (self, 2);
  migrate (self, 2);
  g_assert_cmpint (db_test_int (self->base.db, "SELECT COUNT(*) FROM person"), ==, 0);
  g_assert_false (g_file_test (backup, G_FILE_TEST_EXISTS));

  /* Without rows there is nothing to lose. */
  add_versions (self, "rebuild");
  migrate (self, 3);
  g_clear_pointer (&backup, g_free);
  backup = backup_path (self, 2);
  g_assert_false (g_file_test (backup, G_FILE_TEST_EXISTS));
}

static void
fill (Test *self)
{
  db_test_write (self->base.db, "INSERT INTO person (id, name) VALUES ('a', 'Ahmad'), ('s', 'Siti');"
                                "INSERT INTO note VALUES (1, 'a');"
                                "INSERT INTO trail VALUES ('right'), ('wrong');");
}

static void
test_backup (Test *self, gconstpointer data)
{
  g_autofree char *path = backup_path (self, 2);
  g_autoptr (GError) error = NULL;
  g_autoptr (MiqatDb) backup = NULL;
  struct stat info;

  add_versions (self, "early");
  migrate (self, 2);
  fill (self);
  /* What an earlier try left behind is replaced. */
  g_assert_true (g_file_set_contents (path, "old", -1, NULL));
  add_versions (self, "rebuild");
  migrate (self, 3);
  /* Dropping the table has not taken the notes along, and the trigger did not stand in the way. */
  g_assert_cmpint (db_test_int (self->base.db, "SELECT COUNT(*) FROM note"), ==, 1);
  g_assert_cmpint (db_test_int (self->base.db, "SELECT COUNT(*) FROM person"), ==, 2);
  g_assert_cmpint (db_test_int (self->base.db, "SELECT COUNT(*) FROM trail"), ==, 1);
  db_test_run_error (self->base.db, "DELETE FROM trail", MIQAT_DB_ERROR_APPEND_ONLY);
  db_test_run_error (self->base.db, "INSERT INTO note VALUES (2, 'nobody')", MIQAT_DB_ERROR_FOREIGN_KEY);

  backup = miqat_db_open (path, MIQAT_DB_READ_ONLY, &error);
  g_assert_no_error (error);
  g_assert_cmpint (db_test_int (backup, "PRAGMA user_version"), ==, 2);
  g_assert_cmpint (db_test_int (backup, "SELECT COUNT(*) FROM trail"), ==, 2);
  g_assert_cmpint (stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
}

static void
test_backup_fails (Test *self, gconstpointer data)
{
  g_autofree char *path = backup_path (self, 2);
  g_autofree char *part = g_strconcat (path, ".part", NULL);

  add_versions (self, "early");
  migrate (self, 2);
  fill (self);
  add_versions (self, "rebuild");
  g_assert_cmpint (g_mkdir (part, 0700), ==, 0); /* in its way */
  expect_failure (self, NULL, MIQAT_DB_ERROR_IO);
  g_assert_cmpint (g_rmdir (part), ==, 0);
  migrate (self, 3);
}

static void
test_newer (Test *self, gconstpointer data)
{
  add_versions (self, "early");
  add_versions (self, "rebuild");
  migrate (self, 3);
  remove_versions (self);
  add_versions (self, "early");
  expect_failure (self, NULL, MIQAT_DB_ERROR_NEWER);
}

static void
test_fails (Test *self, gconstpointer data)
{
  add_versions (self, "early");
  migrate (self, 2);
  fill (self);
  /* Version 3 would work; it is taken back with 4. */
  add_versions (self, "rebuild");
  add_versions (self, "fails");
  expect_failure (self, NULL, MIQAT_DB_ERROR_ENGINE);
}

static void
test_orphan (Test *self, gconstpointer data)
{
  add_versions (self, "early");
  add_versions (self, "rebuild");
  migrate (self, 3);
  fill (self);
  add_versions (self, "orphan");
  expect_failure (self, NULL, MIQAT_DB_ERROR_FOREIGN_KEY);
}

static void
test_read_only (Test *self, gconstpointer data)
{
  g_autoptr (MiqatDb) reader = NULL;
  g_autoptr (GError) error = NULL;

  add_versions (self, "early");
  migrate (self, 2);
  reader = db_test_open (&self->base, MIQAT_DB_READ_ONLY);
  g_assert_true (miqat_migrate (reader, NULL, &error));
  add_versions (self, "rebuild");
  g_assert_false (miqat_migrate (reader, NULL, &error));
  g_assert_error (error, MIQAT_DB_ERROR, MIQAT_DB_ERROR_READ_ONLY);
}

/* ---- hooks ----------------------------------------------------------------------------------- */

typedef struct {
  guint n_before;
  guint n_after;
  gboolean fail;
} Hooked;

static gboolean
before (MiqatDb *db, gpointer data, GError **error)
{
  Hooked *hooked = data;

  hooked->n_before++;
  g_assert_true (miqat_db_is_writing (db));
  g_assert_cmpint (db_test_int (db, "PRAGMA user_version"), ==, 2);
  g_assert_cmpint (db_test_int (db, "PRAGMA foreign_keys"), ==, 0);
  db_test_run (db, "DELETE FROM trail");
  return TRUE;
}

static gboolean
after (MiqatDb *db, gpointer data, GError **error)
{
  Hooked *hooked = data;

  hooked->n_after++;
  g_assert_cmpint (db_test_int (db, "PRAGMA user_version"), ==, 3);
  g_assert_cmpint (db_test_int (db, "PRAGMA foreign_keys"), ==, 1);
  g_assert_cmpint (db_test_int (db, "SELECT COUNT(*) FROM trail"), ==, 0);
  if (hooked->fail)
    g_set_error (error, MIQAT_DB_ERROR, MIQAT_DB_ERROR_CHECK, "no");
  return !hooked->fail;
}

static void
test_hooks (Test *self, gconstpointer data)
{
  Hooked hooked = { .fail = TRUE };
  MiqatMigrationHooks hooks = { .before = before, .after = after, .data = &hooked };
  g_autoptr (GError) error = NULL;

  add_versions (self, "early");
  migrate (self, 2);
  fill (self);
  add_versions (self, "rebuild");
  expect_failure (self, &hooks, MIQAT_DB_ERROR_CHECK);
  g_assert_cmpint (db_test_int (self->base.db, "SELECT COUNT(*) FROM trail"), ==, 2);

  hooked.fail = FALSE;
  g_assert_true (miqat_migrate (self->base.db, &hooks, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (hooked.n_before, ==, 2);
  g_assert_cmpuint (hooked.n_after, ==, 2);
  g_assert_true (miqat_migrate (self->base.db, &hooks, &error));
  g_assert_cmpuint (hooked.n_before, ==, 2);
}

#define TEST(path, function) g_test_add (path, Test, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  TEST ("/db/migration/none", test_none);
  TEST ("/db/migration/scripts", test_scripts);
  TEST ("/db/migration/fresh", test_fresh);
  TEST ("/db/migration/backup", test_backup);
  TEST ("/db/migration/backup-fails", test_backup_fails);
  TEST ("/db/migration/newer", test_newer);
  TEST ("/db/migration/fails", test_fails);
  TEST ("/db/migration/orphan", test_orphan);
  TEST ("/db/migration/read-only", test_read_only);
  TEST ("/db/migration/hooks", test_hooks);
  return g_test_run ();
}
