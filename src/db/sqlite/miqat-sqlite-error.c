/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SQLite's result codes in Miqat's words. */
#include "config.h"

#include "miqat-sqlite-private.h"

#include <errno.h>
#include <gio/gio.h>
#include <string.h>

static MiqatDbError
map_errno (int number, MiqatDbError otherwise)
{
  switch (number) {
  case ENOSPC:
  case EDQUOT:
    return MIQAT_DB_ERROR_NO_SPACE;
  case EACCES:
  case EPERM:
  case EROFS:
    return MIQAT_DB_ERROR_READ_ONLY;
  case ENOENT:
    return MIQAT_DB_ERROR_MISSING;
  default:
    return otherwise;
  }
}

static MiqatDbError
map_constraint (int code, const char *message)
{
  switch (code) {
  case SQLITE_CONSTRAINT_UNIQUE:
  case SQLITE_CONSTRAINT_PRIMARYKEY:
  case SQLITE_CONSTRAINT_ROWID:
    return MIQAT_DB_ERROR_UNIQUE;
  case SQLITE_CONSTRAINT_CHECK:
    return MIQAT_DB_ERROR_CHECK;
  case SQLITE_CONSTRAINT_FOREIGNKEY:
    return MIQAT_DB_ERROR_FOREIGN_KEY;
  case SQLITE_CONSTRAINT_NOTNULL:
    return MIQAT_DB_ERROR_NOT_NULL;
  case SQLITE_CONSTRAINT_TRIGGER:
    if (g_str_has_prefix (message, "append-only"))
      return MIQAT_DB_ERROR_APPEND_ONLY;
    /* ON DELETE RESTRICT is carried out by an inner trigger and has a trigger's code. */
    if (g_str_has_prefix (message, "FOREIGN KEY"))
      return MIQAT_DB_ERROR_FOREIGN_KEY;
    return MIQAT_DB_ERROR_ENGINE;
  default:
    return MIQAT_DB_ERROR_ENGINE;
  }
}

static MiqatDbError
map_code (sqlite3 *handle, int code, const char *message)
{
  switch (code & 0xff) {
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
    return MIQAT_DB_ERROR_BUSY;
  case SQLITE_CONSTRAINT:
    return map_constraint (code, message);
  case SQLITE_FULL:
    return MIQAT_DB_ERROR_NO_SPACE;
  case SQLITE_READONLY:
  case SQLITE_PERM:
    return MIQAT_DB_ERROR_READ_ONLY;
  case SQLITE_CORRUPT:
  case SQLITE_NOTADB:
  case SQLITE_FORMAT:
    return MIQAT_DB_ERROR_CORRUPT;
  case SQLITE_IOERR:
    if (code == SQLITE_IOERR_SHORT_READ || code == SQLITE_IOERR_CORRUPTFS)
      return MIQAT_DB_ERROR_CORRUPT;
    return map_errno (handle != NULL ? sqlite3_system_errno (handle) : 0, MIQAT_DB_ERROR_IO);
  case SQLITE_CANTOPEN:
    return map_errno (handle != NULL ? sqlite3_system_errno (handle) : 0, MIQAT_DB_ERROR_IO);
  default:
    return MIQAT_DB_ERROR_ENGINE;
  }
}

/* Always FALSE, so that a function can end with it. */
gboolean
miqat_sqlite_fail (sqlite3 *handle, int code, const char *doing, GError **error)
{
  const char *message = NULL;

  if (handle != NULL && (sqlite3_errcode (handle) & 0xff) == (code & 0xff)) {
    /* Some calls return the plain code while the handle knows the exact one. */
    code = sqlite3_extended_errcode (handle);
    message = sqlite3_errmsg (handle);
  }
  if (message == NULL)
    message = sqlite3_errstr (code);

  if ((code & 0xff) == SQLITE_INTERRUPT)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s: interrupted", doing);
  else
    g_set_error (error, MIQAT_DB_ERROR, map_code (handle, code, message), "%s: %s (%d)", doing,
                 message, code);
  return FALSE;
}

gboolean
miqat_sqlite_fail_errno (int number, const char *doing, GError **error)
{
  g_set_error (error, MIQAT_DB_ERROR, map_errno (number, MIQAT_DB_ERROR_IO), "%s: %s", doing,
               g_strerror (number));
  return FALSE;
}
