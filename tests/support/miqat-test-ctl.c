/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Starting the program, and looking behind its back. */
#include "config.h"

#include "miqat-test-ctl.h"
#include "miqat-test-folder.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

MiqatTestCtl *
miqat_test_ctl_new (void)
{
  MiqatTestCtl *self = g_new0 (MiqatTestCtl, 1);

  self->folder = g_dir_make_tmp ("miqat-ctl-XXXXXX", NULL);
  g_assert_nonnull (self->folder);
  self->database = g_build_filename (self->folder, "agency.db", NULL);
  return self;
}

void
miqat_test_ctl_free (MiqatTestCtl *self)
{
  if (self == NULL)
    return;
  miqat_test_folder_remove (self->folder);
  g_free (self->folder);
  g_free (self->database);
  g_free (self->out);
  g_free (self->err);
  g_free (self);
}

/* ---- running ---------------------------------------------------------------------------------- */

static GStrv
make_argv (const MiqatTestCtl *self, va_list list)
{
  g_autoptr (GStrvBuilder) argv = g_strv_builder_new ();
  const char *program = g_getenv ("MIQATCTL");
  const char *argument;

  g_assert_nonnull (program);
  g_strv_builder_add (argv, program);
  while ((argument = va_arg (list, const char *)) != NULL)
    g_strv_builder_add (argv, strcmp (argument, "@") == 0 ? self->database : argument);
  return g_strv_builder_end (argv);
}

static int
spawn (MiqatTestCtl *self, GSpawnChildSetupFunc before, const char *input, va_list list)
{
  g_auto (GStrv) argv = make_argv (self, list);
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->out, g_free);
  g_clear_pointer (&self->err, g_free);
  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE
                                        | (input != NULL ? G_SUBPROCESS_FLAGS_STDIN_PIPE : 0));
  g_subprocess_launcher_set_child_setup (launcher, before, self, NULL);
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) argv, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, input, NULL, &self->out, &self->err, &error);
  g_assert_no_error (error);
  g_test_message ("%s\nout: %s\nerr: %s", argv[1], self->out, self->err);
  g_assert_true (g_subprocess_get_if_exited (process));
  return g_subprocess_get_exit_status (process);
}

int
miqat_test_ctl_run (MiqatTestCtl *self, ...)
{
  va_list list;
  int status;

  va_start (list, self);
  status = spawn (self, NULL, NULL, list);
  va_end (list);
  return status;
}

int
miqat_test_ctl_run_with (MiqatTestCtl *self, const char *input, ...)
{
  va_list list;
  int status;

  va_start (list, input);
  status = spawn (self, NULL, input, list);
  va_end (list);
  return status;
}

int
miqat_test_ctl_run_in (MiqatTestCtl *self, GSpawnChildSetupFunc before, ...)
{
  va_list list;
  int status;

  va_start (list, before);
  status = spawn (self, before, NULL, list);
  va_end (list);
  return status;
}

/* ---- agencies --------------------------------------------------------------------------------- */

void
miqat_test_ctl_init (MiqatTestCtl *self)
{
  g_assert_cmpint (miqat_test_ctl_run (self, MIQAT_TEST_CTL_INIT, NULL), ==, 0);
}

void
miqat_test_ctl_demo (MiqatTestCtl *self, const char *seed)
{
  g_assert_cmpint (miqat_test_ctl_run (self, "demo", "--database", "@", "--today", MIQAT_TEST_TODAY, "--seed", seed,
                                       NULL), ==, 0);
}

/* ---- answers ---------------------------------------------------------------------------------- */

void
miqat_test_ctl_assert_code (const MiqatTestCtl *self, const char *code)
{
  g_autofree char *begin = g_strdup_printf ("miqatctl: %s: ", code);

  g_assert_cmpstr (self->out, ==, "");
  if (!g_str_has_prefix (self->err, begin))
    g_error ("Expected %s, got %s", code, self->err);
}

JsonNode *
miqat_test_ctl_parse (const MiqatTestCtl *self)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = json_from_string (self->out, &error);

  g_assert_no_error (error);
  return node;
}

/* ---- files ------------------------------------------------------------------------------------ */

char *
miqat_test_ctl_path (const MiqatTestCtl *self, const char *name)
{
  return g_build_filename (self->folder, name, NULL);
}

void
miqat_test_ctl_write (const MiqatTestCtl *self, const char *name, const char *contents)
{
  g_autofree char *path = miqat_test_ctl_path (self, name);

  g_assert_true (g_file_set_contents (path, contents, -1, NULL));
}

static void
copy_file (const char *from, const char *to)
{
  g_autoptr (GFile) source = g_file_new_for_path (from);
  g_autoptr (GFile) target = g_file_new_for_path (to);
  g_autoptr (GError) error = NULL;

  g_file_copy (source, target, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

char *
miqat_test_ctl_copy (const MiqatTestCtl *self, const char *name)
{
  static const char *const leftovers[] = { "-wal", "-shm" };
  char *path = miqat_test_ctl_path (self, name);
  g_autofree char *key = g_strconcat (self->database, ".key", NULL);
  g_autofree char *key_copy = g_strconcat (path, ".key", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (leftovers); i++) {
    g_autofree char *leftover = g_strconcat (path, leftovers[i], NULL);

    g_unlink (leftover);
  }
  copy_file (self->database, path);
  copy_file (key, key_copy);
  g_assert_cmpint (g_chmod (key_copy, 0600), ==, 0);
  return path;
}

/* ---- SQL -------------------------------------------------------------------------------------- */

static sqlite3 *
open_database (const char *database)
{
  sqlite3 *db = NULL;

  if (sqlite3_open_v2 (database, &db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK)
    g_error ("%s: %s", database, sqlite3_errmsg (db));
  return db;
}

static void
execute (sqlite3 *db, const char *sql)
{
  char *message = NULL;

  if (sqlite3_exec (db, sql, NULL, NULL, &message) != SQLITE_OK)
    g_error ("%s: %s", sql, message);
}

static int
collect_drop (void *data, int count, char **texts, char **names)
{
  g_string_append_printf (data, "DROP TRIGGER \"%s\";", texts[0]);
  return 0;
}

int
miqat_test_sql_plant (const char *database, const char *sql)
{
  sqlite3 *db = open_database (database);
  g_autoptr (GString) drops = g_string_new (NULL);
  int before, changes;

  execute (db, "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON;"
               "PRAGMA recursive_triggers = OFF;");
  sqlite3_exec (db, "SELECT name FROM sqlite_schema WHERE type = 'trigger'", collect_drop, drops, NULL);
  execute (db, drops->str);
  before = sqlite3_total_changes (db);
  execute (db, sql);
  changes = sqlite3_total_changes (db) - before;
  execute (db, "PRAGMA wal_checkpoint (TRUNCATE)");
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
  return changes;
}

char *
miqat_test_sql_text (const char *database, const char *sql)
{
  sqlite3 *db = open_database (database);
  sqlite3_stmt *statement = NULL;
  char *text = NULL;

  if (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL) != SQLITE_OK)
    g_error ("%s: %s", sql, sqlite3_errmsg (db));
  if (sqlite3_step (statement) == SQLITE_ROW)
    text = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);
  sqlite3_close (db);
  return text;
}

gint64
miqat_test_sql_number (const char *database, const char *sql)
{
  g_autofree char *text = miqat_test_sql_text (database, sql);

  g_assert_nonnull (text);
  return g_ascii_strtoll (text, NULL, 10);
}
