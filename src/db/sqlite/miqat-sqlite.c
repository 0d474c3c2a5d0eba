/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The SQLite driver: opening a file safely, and transactions. */
#include "config.h"

#include "miqat-sqlite-private.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
  BEGIN_WRITE,
  COMMIT,
  ROLLBACK,
  SAVEPOINT,
  RELEASE,
  ROLLBACK_TO,
  BEGIN_READ,
  DATA_VERSION,
  APPLICATION_ID,
  SCHEMA_COUNT,
  JOURNAL_WAL,
  FOREIGN_KEYS,
  N_STATEMENTS,
};

/* Savepoints all have one name: SQLite takes the newest. */
static const char *const sql[N_STATEMENTS] = {
  [BEGIN_WRITE] = "BEGIN IMMEDIATE",
  [COMMIT] = "COMMIT",
  [ROLLBACK] = "ROLLBACK",
  [SAVEPOINT] = "SAVEPOINT miqat",
  [RELEASE] = "RELEASE miqat",
  [ROLLBACK_TO] = "ROLLBACK TO miqat",
  [BEGIN_READ] = "BEGIN",
  [DATA_VERSION] = "PRAGMA data_version",
  [APPLICATION_ID] = "PRAGMA application_id",
  [SCHEMA_COUNT] = "SELECT COUNT(*) FROM sqlite_schema",
  [JOURNAL_WAL] = "PRAGMA journal_mode = WAL",
  [FOREIGN_KEYS] = "PRAGMA foreign_keys",
};

static const MiqatStatements statements = { .name = "sqlite", .sql = sql, .count = N_STATEMENTS };

/* FULL, because a receipt that was handed out must survive a power cut. The last three are for
 * speed and room only. */
static const char settings[] =
  "PRAGMA foreign_keys = ON;"
  "PRAGMA recursive_triggers = ON;"
  "PRAGMA synchronous = FULL;"
  "PRAGMA cache_size = -8192;"
  "PRAGMA mmap_size = 67108864;"
  "PRAGMA journal_size_limit = 67108864;";

/* A savepoint keeps each page as it was before its command, which would go through a file: half of
 * all writing. The pages of one command fit in memory. */
static const char writer_settings[] =
  "PRAGMA temp_store = MEMORY;"
  "PRAGMA cache_size = -8192;"
  /* Pages, 64 MB: what is written often comes back to the main file once for many commands. */
  "PRAGMA wal_autocheckpoint = 16000;";

#define BUSY_TIMEOUT_MS 1000
#define PAGE_SIZE_MIN 512

/* ---- opening --------------------------------------------------------------------------------- */

/* An office's data are nobody else's: the file is made here, because SQLite would let everybody on
 * the computer read it. Its side files take over its mode. */
static gboolean
prepare_file (const char *path, MiqatDbMode mode, GError **error)
{
  struct stat info;
  int fd;

  if (mode == MIQAT_DB_CREATE) {
    fd = open (path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd >= 0) {
      close (fd);
      return TRUE;
    }
    if (errno != EEXIST)
      return miqat_sqlite_fail_errno (errno, path, error);
  }

  if (stat (path, &info) != 0)
    return miqat_sqlite_fail_errno (errno, path, error);
  if (!S_ISREG (info.st_mode)) {
    g_set_error (error, MIQAT_DB_ERROR, MIQAT_DB_ERROR_IO, "%s: not a file", path);
    return FALSE;
  }
  if (info.st_size == 0 && mode == MIQAT_DB_CREATE)
    return TRUE;
  if (info.st_size < PAGE_SIZE_MIN) {
    /* SQLite would take a stub of a file for an empty database. */
    g_set_error (error, MIQAT_DB_ERROR, MIQAT_DB_ERROR_CORRUPT, "%s: the file is cut off", path);
    return FALSE;
  }
  return TRUE;
}

static gboolean
harden (sqlite3 *handle, GError **error)
{
  static const struct {
    int option;
    int value;
  } options[] = {
    { SQLITE_DBCONFIG_DEFENSIVE, 1 },
    { SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0 },
    { SQLITE_DBCONFIG_DQS_DDL, 0 },
    { SQLITE_DBCONFIG_DQS_DML, 0 },
    { SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0 },
    { SQLITE_DBCONFIG_ENABLE_FKEY, 1 },
    { SQLITE_DBCONFIG_ENABLE_TRIGGER, 1 },
    /* One plan for a statement, whatever is bound to it; else it is prepared anew with each binding. */
    { SQLITE_DBCONFIG_ENABLE_QPSG, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (options); i++) {
    int now = -1;
    int code = sqlite3_db_config (handle, options[i].option, options[i].value, &now);

    if (code != SQLITE_OK || now != options[i].value)
      return miqat_sqlite_fail (handle, code != SQLITE_OK ? code : SQLITE_ERROR, "settings",
                                error);
  }

  sqlite3_busy_timeout (handle, BUSY_TIMEOUT_MS);
  return TRUE;
}

/* Is this file ours? To read its header is also to find out that it is damaged. */
static gboolean
check_identity (MiqatDb *db, MiqatDbMode mode, GError **error)
{
  static const char identify[]
    = "PRAGMA application_id = " G_STRINGIFY (MIQAT_SQLITE_APPLICATION_ID);
  gint64 id, objects;

  if (!miqat_db_read_int (db, &statements, APPLICATION_ID, &id, NULL, error, NULL)
      || !miqat_db_read_int (db, &statements, SCHEMA_COUNT, &objects, NULL, error, NULL))
    return FALSE;
  if (id == MIQAT_SQLITE_APPLICATION_ID)
    return TRUE;

  if (id != 0 || objects != 0 || mode != MIQAT_DB_CREATE) {
    g_set_error (error, MIQAT_DB_ERROR, MIQAT_DB_ERROR_FOREIGN,
                 "%s is a database of another program", db->path);
    return FALSE;
  }

  return db->driver->run_script (db, identify, error);
}

static gboolean
check_journal (MiqatDb *db, GError **error)
{
  g_autofree char *journal = NULL;

  if (!db->writable)
    return TRUE; /* a backup has none, and is not changed by looking at it */
  if (!miqat_db_read_text (db, &statements, JOURNAL_WAL, &journal, error, NULL))
    return FALSE;
  if (g_strcmp0 (journal, "wal") == 0)
    return TRUE;

  g_set_error (error, MIQAT_DB_ERROR, MIQAT_DB_ERROR_IO,
               "%s: this file system has no write-ahead log (%s)", db->path, journal);
  return FALSE;
}

static gboolean
set_up (MiqatSqlite *self, MiqatDbMode mode, GError **error)
{
  MiqatDb *db = &self->base;
  gint64 foreign_keys;

  if (!harden (self->handle, error))
    return FALSE;
  if (db->writable && sqlite3_db_readonly (self->handle, "main") == 1) {
    g_set_error (error, MIQAT_DB_ERROR, MIQAT_DB_ERROR_READ_ONLY, "%s cannot be written",
                 db->path);
    return FALSE;
  }
  if (!check_identity (db, mode, error) || !check_journal (db, error)
      || !db->driver->run_script (db, settings, error)
      || (db->writable && !db->driver->run_script (db, writer_settings, error))
      || !miqat_db_read_int (db, &statements, FOREIGN_KEYS, &foreign_keys, NULL, error, NULL))
    return FALSE;
  g_assert (foreign_keys == 1);

  if (db->writable)
    miqat_sqlite_listen (self);
  return TRUE;
}

/* ---- the driver ------------------------------------------------------------------------------ */

static void
close_database (MiqatDb *db)
{
  MiqatSqlite *self = (MiqatSqlite *) db;
  int code;

  miqat_db_clear_statements (db);
  g_clear_pointer (&self->fit, g_hash_table_unref);
  code = sqlite3_close (self->handle);
  if (code != SQLITE_OK) {
    sqlite3_stmt *left = sqlite3_next_stmt (self->handle, NULL);

    g_error ("A database cannot be closed: %s, still open: %s", sqlite3_errstr (code),
             left != NULL ? sqlite3_sql (left) : "no statement");
  }

  miqat_db_clear (db);
  g_free (self);
}

static void
interrupt (MiqatDb *db)
{
  sqlite3_interrupt (((MiqatSqlite *) db)->handle);
}

static gboolean
in_transaction (MiqatDb *db)
{
  return sqlite3_get_autocommit (((MiqatSqlite *) db)->handle) == 0;
}

static gint64
count_written (MiqatDb *db)
{
  return sqlite3_total_changes64 (((MiqatSqlite *) db)->handle);
}

static gboolean
run_one (MiqatDb *db, guint index, GError **error)
{
  static const MiqatStatements *const table = &statements;
  GError *spoiled = g_steal_pointer (&db->failure);
  gboolean ok;

  /* Ending a spoiled transaction is the one thing that may be done in it. */
  {
    g_autoptr (MiqatStatement) statement = miqat_db_statement (db, table, index, error);

    ok = miqat_statement_run (statement, error);
  }
  if (spoiled != NULL) {
    g_clear_error (&db->failure);
    db->failure = spoiled;
  }
  return ok;
}

/* A deferred violation would pass here and sink the commit, and with it everybody else's work. */
static gboolean
check_deferred (MiqatSqlite *self, GError **error)
{
  int now = 0, highest = 0;

  sqlite3_db_status (self->handle, SQLITE_DBSTATUS_DEFERRED_FKS, &now, &highest, 0);
  if (now == 0)
    return TRUE;

  g_set_error (error, MIQAT_DB_ERROR, MIQAT_DB_ERROR_FOREIGN_KEY, "A referenced row is missing");
  return FALSE;
}

static gboolean
control (MiqatDb *db, MiqatDbVerb verb, GError **error)
{
  switch (verb) {
  case MIQAT_DB_VERB_BEGIN:
    return run_one (db, BEGIN_WRITE, error);
  case MIQAT_DB_VERB_COMMIT:
    return run_one (db, COMMIT, error);
  case MIQAT_DB_VERB_ROLLBACK:
    return run_one (db, ROLLBACK, error);
  case MIQAT_DB_VERB_SAVEPOINT:
    return run_one (db, SAVEPOINT, error);
  case MIQAT_DB_VERB_RELEASE:
    return check_deferred ((MiqatSqlite *) db, error) && run_one (db, RELEASE, error);
  case MIQAT_DB_VERB_ROLLBACK_TO:
    miqat_sqlite_capture_doubt ((MiqatSqlite *) db);
    return run_one (db, ROLLBACK_TO, error) && run_one (db, RELEASE, error);
  case MIQAT_DB_VERB_BEGIN_READ:
    return run_one (db, BEGIN_READ, error);
  case MIQAT_DB_VERB_END_READ:
    return run_one (db, ROLLBACK, error);
  }
  g_assert_not_reached ();
}

static gboolean
get_generation (MiqatDb *db, gint64 *generation, GError **error)
{
  return miqat_db_read_int (db, &statements, DATA_VERSION, generation, NULL, error, NULL);
}

static gboolean
run_script (MiqatDb *db, const char *script, GError **error)
{
  MiqatSqlite *self = (MiqatSqlite *) db;
  int code = sqlite3_exec (self->handle, script, NULL, NULL, NULL);

  return code == SQLITE_OK || miqat_sqlite_fail (self->handle, code, "script", error);
}

static const MiqatDbDriver driver = {
  .engine = "sqlite",
  .close = close_database,
  .interrupt = interrupt,
  .control = control,
  .in_transaction = in_transaction,
  .count_written = count_written,
  .get_generation = get_generation,
  .run_script = run_script,
  .get_version = miqat_sqlite_get_version,
  .set_version = miqat_sqlite_set_version,
  .backup = miqat_sqlite_backup,
  .prepare = miqat_sqlite_prepare,
  .free = miqat_sqlite_free,
  .find_parameter = miqat_sqlite_find_parameter,
  .bind_text = miqat_sqlite_bind_text,
  .bind_int = miqat_sqlite_bind_int,
  .bind_bytes = miqat_sqlite_bind_bytes,
  .bind_null = miqat_sqlite_bind_null,
  .clear = miqat_sqlite_clear,
  .step = miqat_sqlite_step,
  .get_column_name = miqat_sqlite_get_column_name,
  .get_kind = miqat_sqlite_get_kind,
  .get_int = miqat_sqlite_get_int,
  .get_text = miqat_sqlite_get_text,
  .dup_bytes = miqat_sqlite_dup_bytes,
  .get_schema_version = miqat_sqlite_get_schema_version,
  .load_table = miqat_sqlite_load_table,
  .list_tables = miqat_sqlite_list_tables,
  .capture_begin = miqat_sqlite_capture_begin,
  .capture_end = miqat_sqlite_capture_end,
  .capture_cancel = miqat_sqlite_capture_cancel,
  .set_constraints = miqat_sqlite_set_constraints,
  .undo = miqat_sqlite_undo,
  .check_foreign_keys = miqat_sqlite_check_foreign_keys,
};

/* Counting memory takes one lock for the whole process at every allocation. Nobody reads the count. */
static void
configure_once (void)
{
  static gsize done;

  if (g_once_init_enter (&done)) {
    if (sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0) != SQLITE_OK)
      g_debug ("SQLite was in use before Miqat opened a database; it goes on counting its memory.");
    g_once_init_leave (&done, 1);
  }
}

MiqatDb *
miqat_sqlite_open (const char *path, MiqatDbMode mode, GError **error)
{
  g_autoptr (MiqatDb) db = NULL;
  MiqatSqlite *self;
  gboolean writable = mode != MIQAT_DB_READ_ONLY;
  int flags, code;

  if (!prepare_file (path, mode, error))
    return NULL;
  configure_once ();

  self = g_new0 (MiqatSqlite, 1);
  db = &self->base;
  miqat_db_init (db, &driver, path, writable);

  /* No locking inside SQLite: a connection belongs to one thread at a time. */
  flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_EXRESCODE
          | (writable ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY);
  code = sqlite3_open_v2 (path, &self->handle, flags, NULL);
  if (code != SQLITE_OK) {
    miqat_sqlite_fail (self->handle, code, path, error);
    return NULL;
  }
  if (!set_up (self, mode, error))
    return NULL;

  return g_steal_pointer (&db);
}
