/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Statements of the SQLite driver. The rules for loans are in miqat-statement.c. */
#include "config.h"

#include "miqat-sqlite-private.h"

#include <string.h>

static sqlite3_stmt *
get_handle (MiqatStatement *statement)
{
  return ((MiqatSqliteStatement *) statement)->handle;
}

MiqatStatement *
miqat_sqlite_prepare (MiqatDb *db, const char *sql, gboolean keep, GError **error)
{
  MiqatSqlite *self = (MiqatSqlite *) db;
  MiqatSqliteStatement *statement;
  sqlite3_stmt *handle = NULL;
  const char *rest = NULL;
  int code;

  code = sqlite3_prepare_v3 (self->handle, sql, -1, keep ? SQLITE_PREPARE_PERSISTENT : 0, &handle,
                             &rest);
  if (code != SQLITE_OK) {
    miqat_sqlite_fail (self->handle, code, "prepare", error);
    return NULL;
  }
  if (handle == NULL || rest[strspn (rest, " \t\r\n;")] != '\0')
    g_error ("Not exactly one statement: %s", sql);

  statement = g_new0 (MiqatSqliteStatement, 1);
  statement->handle = handle;
  statement->base.db = db;
  statement->base.read_only = sqlite3_stmt_readonly (handle) != 0;
  statement->base.n_parameters = (guint) sqlite3_bind_parameter_count (handle);
  statement->base.n_columns = (guint) sqlite3_column_count (handle);
  return &statement->base;
}

void
miqat_sqlite_free (MiqatStatement *statement)
{
  sqlite3_finalize (get_handle (statement));
  g_free (statement);
}

guint
miqat_sqlite_find_parameter (MiqatStatement *statement, const char *name)
{
  char spelled[64] = ":";

  if (g_strlcpy (spelled + 1, name, sizeof spelled - 1) >= sizeof spelled - 1)
    return 0;
  return (guint) sqlite3_bind_parameter_index (get_handle (statement), spelled);
}

/* Binding fails only for lack of memory or by misuse, and both end the program. */
static void
check_bind (int code)
{
  if (code != SQLITE_OK)
    g_error ("A value cannot be bound: %s", sqlite3_errstr (code));
}

void
miqat_sqlite_bind_text (MiqatStatement *statement, guint position, const char *text)
{
  check_bind (sqlite3_bind_text64 (get_handle (statement), (int) position, text, strlen (text),
                                   SQLITE_TRANSIENT, SQLITE_UTF8));
}

void
miqat_sqlite_bind_int (MiqatStatement *statement, guint position, gint64 number)
{
  check_bind (sqlite3_bind_int64 (get_handle (statement), (int) position, number));
}

void
miqat_sqlite_bind_bytes (MiqatStatement *statement, guint position, GBytes *bytes)
{
  gsize size;
  const void *data = g_bytes_get_data (bytes, &size);

  /* No bytes are not NULL, but a NULL pointer would be. */
  check_bind (sqlite3_bind_blob64 (get_handle (statement), (int) position, data != NULL ? data : "",
                                   size, SQLITE_TRANSIENT));
}

void
miqat_sqlite_bind_null (MiqatStatement *statement, guint position)
{
  check_bind (sqlite3_bind_null (get_handle (statement), (int) position));
}

void
miqat_sqlite_clear (MiqatStatement *statement)
{
  sqlite3_reset (get_handle (statement));
  sqlite3_clear_bindings (get_handle (statement));
}

gboolean
miqat_sqlite_step (MiqatStatement *statement, gboolean *row, GError **error)
{
  MiqatSqlite *self = (MiqatSqlite *) statement->db;
  sqlite3_stmt *handle = get_handle (statement);
  int code = sqlite3_step (handle);

  *row = code == SQLITE_ROW;
  if (code == SQLITE_ROW)
    return TRUE;

  if (code == SQLITE_DONE) {
    if (!statement->read_only)
      statement->changes = sqlite3_changes64 (self->handle);
    sqlite3_reset (handle);
    return TRUE;
  }

  /* The message is taken before the reset, after which it may be another one. */
  miqat_sqlite_fail (self->handle, code, sqlite3_sql (handle), error);
  sqlite3_reset (handle);
  return FALSE;
}

const char *
miqat_sqlite_get_column_name (MiqatStatement *statement, guint column)
{
  return sqlite3_column_name (get_handle (statement), (int) column);
}

MiqatValueKind
miqat_sqlite_get_kind (MiqatStatement *statement, guint column)
{
  switch (sqlite3_column_type (get_handle (statement), (int) column)) {
  case SQLITE_NULL:
    return MIQAT_VALUE_NULL;
  case SQLITE_INTEGER:
    return MIQAT_VALUE_INT;
  case SQLITE_BLOB:
    return MIQAT_VALUE_BYTES;
  default: /* a floating point number, which no table of ours holds, reads as text */
    return MIQAT_VALUE_TEXT;
  }
}

gint64
miqat_sqlite_get_int (MiqatStatement *statement, guint column)
{
  return sqlite3_column_int64 (get_handle (statement), (int) column);
}

const char *
miqat_sqlite_get_text (MiqatStatement *statement, guint column)
{
  return (const char *) sqlite3_column_text (get_handle (statement), (int) column);
}

GBytes *
miqat_sqlite_dup_bytes (MiqatStatement *statement, guint column)
{
  sqlite3_stmt *handle = get_handle (statement);
  const void *data;

  if (sqlite3_column_type (handle, (int) column) == SQLITE_NULL)
    return NULL;

  data = sqlite3_column_blob (handle, (int) column);
  return g_bytes_new (data, (gsize) sqlite3_column_bytes (handle, (int) column));
}
