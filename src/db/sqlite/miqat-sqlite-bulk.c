/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-bulk.h"
#include "miqat-sqlite-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

enum {
  INDEXES,
  CACHE,
  SORTERS,
  SORT_IN_FILES,
  JOURNAL_MEMORY,
  JOURNAL_WAL,
  NO_WAITING,
  ANALYSIS_LIMIT,
  ANALYZE,
  N_STATEMENTS,
};

static const char *const sql[N_STATEMENTS] = {
  /* Those that a constraint of the table made have no text of their own. */
  [INDEXES] = "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL ORDER BY name",
  [CACHE] = "PRAGMA cache_size = -524288",
  [SORTERS] = "PRAGMA threads = 2",
  [SORT_IN_FILES] = "PRAGMA temp_store = FILE",
  [JOURNAL_MEMORY] = "PRAGMA journal_mode = MEMORY",
  [JOURNAL_WAL] = "PRAGMA journal_mode = WAL",
  [NO_WAITING] = "PRAGMA synchronous = OFF",
  [ANALYSIS_LIMIT] = "PRAGMA analysis_limit = 400",
  [ANALYZE] = "ANALYZE",
};

static const MiqatStatements statements = {
  .name = "sqlite-bulk",
  .sql = sql,
  .count = N_STATEMENTS,
};

struct _MiqatBulk {
  MiqatDb *db;
  GString *drop;   /* scripts */
  GString *create;
};

static gboolean
run (MiqatBulk *self, guint index, GError **error)
{
  g_autoptr (MiqatStatement) statement = miqat_db_statement (self->db, &statements, index, error);

  return miqat_statement_run (statement, error);
}

static gboolean
run_script (MiqatBulk *self, const GString *script, GError **error)
{
  if (!miqat_db_begin (self->db, error))
    return FALSE;
  if (miqat_db_run_script (self->db, script->str, error))
    return miqat_db_commit (self->db, error);
  miqat_db_rollback (self->db);
  return FALSE;
}

static gboolean
read_indexes (MiqatBulk *self, GError **error)
{
  g_autoptr (MiqatStatement) statement = miqat_db_statement (self->db, &statements, INDEXES, error);
  gboolean row;

  while (miqat_statement_step (statement, &row, error)) {
    if (!row)
      return TRUE;
    g_string_append (self->drop, "DROP INDEX ");
    miqat_append_identifier (self->drop, miqat_statement_get_text (statement, 0));
    g_string_append (self->drop, ";\n");
    g_string_append_printf (self->create, "%s;\n", miqat_statement_get_text (statement, 1));
  }
  return FALSE;
}

MiqatBulk *
miqat_bulk_begin (const char *path, GError **error)
{
  g_autoptr (MiqatBulk) self = g_new0 (MiqatBulk, 1);

  self->drop = g_string_new (NULL);
  self->create = g_string_new (NULL);
  self->db = miqat_db_open (path, MIQAT_DB_READ_WRITE, error);
  if (self->db == NULL || !run (self, JOURNAL_MEMORY, error) || !run (self, NO_WAITING, error)
      || !run (self, CACHE, error) || !run (self, SORTERS, error)
      || !run (self, SORT_IN_FILES, error) || !read_indexes (self, error)
      || !run_script (self, self->drop, error))
    return NULL;
  return g_steal_pointer (&self);
}

MiqatDb *
miqat_bulk_get_db (MiqatBulk *self)
{
  return self->db;
}

static gboolean
sync_file (const char *path, GError **error)
{
  int fd = g_open (path, O_RDWR | O_CLOEXEC, 0);
  gboolean done = fd >= 0 && fsync (fd) == 0;
  int code = errno;

  if (fd >= 0)
    close (fd);
  if (!done)
    g_set_error (error, G_FILE_ERROR, (gint) g_file_error_from_errno (code), "%s: %s", path,
                 g_strerror (code));
  return done;
}

static gboolean
analyze (MiqatBulk *self, GError **error)
{
  if (!run (self, ANALYSIS_LIMIT, error) || !miqat_db_begin (self->db, error))
    return FALSE;
  if (run (self, ANALYZE, error))
    return miqat_db_commit (self->db, error);
  miqat_db_rollback (self->db);
  return FALSE;
}

gboolean
miqat_bulk_end (MiqatBulk *bulk, GError **error)
{
  g_autoptr (MiqatBulk) self = bulk;
  g_autofree char *path = g_strdup (miqat_db_get_path (self->db));

  return run_script (self, self->create, error) && analyze (self, error)
         && run (self, JOURNAL_WAL, error) && sync_file (path, error);
}

void
miqat_bulk_free (MiqatBulk *self)
{
  g_clear_pointer (&self->db, miqat_db_close);
  g_string_free (self->drop, TRUE);
  g_string_free (self->create, TRUE);
  g_free (self);
}
