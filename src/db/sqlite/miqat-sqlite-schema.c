/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What SQLite says of its tables; the schema's version; backups. */
#include "config.h"

#include "miqat-sqlite-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
  SCHEMA_VERSION,
  USER_VERSION,
  TABLE_KIND,
  COLUMNS,
  TABLES,
  COPY,
  N_STATEMENTS,
};

static const char *const sql[N_STATEMENTS] = {
  [SCHEMA_VERSION] = "PRAGMA schema_version",
  [USER_VERSION] = "PRAGMA user_version",
  [TABLE_KIND] = "SELECT wr FROM pragma_table_list (:table)"
                 "  WHERE schema = 'main' AND type = 'table'",
  [COLUMNS] = "SELECT name, type, \"notnull\", pk, hidden FROM pragma_table_xinfo (:table, 'main')"
              "  ORDER BY cid",
  /* Virtual tables and what is behind them hold nothing of their own. */
  [TABLES] = "SELECT name FROM pragma_table_list"
             "  WHERE schema = 'main' AND type = 'table' AND name NOT GLOB 'sqlite_*'"
             "  ORDER BY name",
  [COPY] = "VACUUM INTO :path",
};

static const MiqatStatements statements = {
  .name = "sqlite-schema",
  .sql = sql,
  .count = N_STATEMENTS,
};

gboolean
miqat_sqlite_get_schema_version (MiqatDb *db, gint64 *version, GError **error)
{
  return miqat_db_read_int (db, &statements, SCHEMA_VERSION, version, NULL, error, NULL);
}

gboolean
miqat_sqlite_get_version (MiqatDb *db, guint *version, GError **error)
{
  gint64 number;

  if (!miqat_db_read_int (db, &statements, USER_VERSION, &number, NULL, error, NULL))
    return FALSE;

  *version = number < 0 ? G_MAXUINT : (guint) number;
  return TRUE;
}

/* A pragma takes no parameters. */
gboolean
miqat_sqlite_set_version (MiqatDb *db, guint version, GError **error)
{
  g_autofree char *pragma = g_strdup_printf ("PRAGMA user_version = %u", version);

  return miqat_db_run_script (db, pragma, error);
}

char **
miqat_sqlite_list_tables (MiqatDb *db, GError **error)
{
  g_autoptr (MiqatStatement) statement = miqat_db_statement (db, &statements, TABLES, error);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  gboolean row;

  do {
    if (!miqat_statement_step (statement, &row, error))
      return NULL;
    if (row)
      g_strv_builder_add (names, miqat_statement_get_text (statement, 0));
  } while (row);
  return g_strv_builder_end (names);
}

static void
clear_column (gpointer data)
{
  MiqatColumn *column = data;

  g_free (column->name);
  g_free (column->type);
}

/* An INTEGER primary key is the row number itself. */
static gboolean
is_numbered (const MiqatTableInfo *info)
{
  return info->n_keys == 1
         && g_ascii_strcasecmp (info->schema.columns[info->keys[0]].type, "INTEGER") == 0;
}

MiqatTableInfo *
miqat_sqlite_load_table (MiqatDb *db, const char *table, GError **error)
{
  g_autoptr (MiqatStatement) statement = NULL;
  g_autoptr (GArray) columns = NULL;
  MiqatTableInfo *info;
  gint64 without_rowid;
  gboolean row, found, generated = FALSE;

  if (!miqat_db_read_int (db, &statements, TABLE_KIND, &without_rowid, &found, error,
                          "table", table, NULL)
      || !found)
    return NULL;

  columns = g_array_new (FALSE, TRUE, sizeof (MiqatColumn));
  g_array_set_clear_func (columns, clear_column);
  statement = miqat_db_statement (db, &statements, COLUMNS, error);
  miqat_statement_bind_text (statement, "table", table);
  for (;;) {
    MiqatColumn column;

    if (!miqat_statement_step (statement, &row, error))
      return NULL;
    if (!row)
      break;
    if (miqat_statement_get_int (statement, 4) != 0) {
      generated = TRUE;
      continue;
    }
    column = (MiqatColumn){
      .name = miqat_statement_dup_text (statement, 0),
      .type = miqat_statement_dup_text (statement, 1),
      .not_null = miqat_statement_get_int (statement, 2) != 0,
      .key_position = (guint) miqat_statement_get_int (statement, 3),
    };
    g_array_append_val (columns, column);
  }

  info = miqat_table_info_new (table, columns);
  info->has_rowid = without_rowid == 0 && !is_numbered (info);
  info->has_generated = generated;
  return info;
}

/* ---- backup ---------------------------------------------------------------------------------- */

/* The copy gets the mode of the original: it holds the same secrets. */
static gboolean
make_empty (const char *path, const char *like, GError **error)
{
  struct stat info;
  int fd;

  if (stat (like, &info) != 0)
    return miqat_sqlite_fail_errno (errno, like, error);
  if (unlink (path) != 0 && errno != ENOENT)
    return miqat_sqlite_fail_errno (errno, path, error);

  fd = open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, info.st_mode & 0777);
  if (fd < 0)
    return miqat_sqlite_fail_errno (errno, path, error);
  close (fd);
  return TRUE;
}

/* SQLite does not wait for the disk when it copies. */
static gboolean
sync_path (const char *path, int flags, GError **error)
{
  int fd = open (path, flags | O_CLOEXEC);
  gboolean ok = fd >= 0 && fsync (fd) == 0;

  if (!ok)
    miqat_sqlite_fail_errno (errno, path, error);
  if (fd >= 0)
    close (fd);
  return ok;
}

static gboolean
copy_into (MiqatDb *db, const char *path, GError **error)
{
  g_autoptr (MiqatStatement) statement = miqat_db_statement (db, &statements, COPY, error);

  miqat_statement_bind_text (statement, "path", path);
  return miqat_statement_run (statement, error);
}

/* Written beside its place and moved there whole, so that a copy that exists is a good one. */
gboolean
miqat_sqlite_backup (MiqatDb *db, const char *path, GError **error)
{
  g_autofree char *unfinished = g_strconcat (path, ".part", NULL);
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert (!db->writing && db->reading == 0);

  if (!make_empty (unfinished, db->path, error))
    return FALSE;
  if (!copy_into (db, unfinished, error) || !sync_path (unfinished, O_RDWR, error)) {
    g_unlink (unfinished);
    return FALSE;
  }
  if (g_rename (unfinished, path) != 0) {
    miqat_sqlite_fail_errno (errno, path, error);
    g_unlink (unfinished);
    return FALSE;
  }
  return sync_path (folder, O_RDONLY | O_DIRECTORY, error);
}
