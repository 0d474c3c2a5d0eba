/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The record of one command as it is kept until the command is taken back: SQLite's changeset, led
 * by two sums. SQLite trusts a changeset: bent bytes can send it into an endless loop, so the first
 * sum is over the bytes. And a changeset knows columns by their place only, so the second is over
 * the names of the columns in the tables it touches. */
#include "config.h"

#include "miqat-sqlite-private.h"

#include <string.h>

typedef struct {
  guint64 bytes;
  guint64 shape;
} Sums;

/* FNV-1a. */
static guint64
add (guint64 sum, const void *data, gsize size)
{
  const guint8 *bytes = data;

  for (gsize i = 0; i < size; i++)
    sum = (sum ^ bytes[i]) * G_GUINT64_CONSTANT (0x100000001b3);
  return sum;
}

#define SUM_BEGIN G_GUINT64_CONSTANT (0xcbf29ce484222325)

static gboolean
add_table (MiqatDb *db, const char *table, guint64 *sum, GError **error)
{
  GError *local = NULL;
  MiqatTableInfo *info = miqat_db_get_table_info (db, table, &local);

  if (local != NULL) {
    g_propagate_error (error, local);
    return FALSE;
  }
  if (info == NULL) {
    g_set_error (error, MIQAT_DB_ERROR, MIQAT_DB_ERROR_ENGINE, "undo: no table %s", table);
    return FALSE;
  }

  *sum = add (*sum, table, strlen (table) + 1);
  for (guint i = 0; i < info->schema.n_columns; i++)
    *sum = add (*sum, info->columns->names[i], strlen (info->columns->names[i]) + 1);
  return TRUE;
}

/* Changes of one table stand together, behind its name. */
static gboolean
sum_shape (MiqatDb *db, const void *data, int size, guint64 *sum, GError **error)
{
  sqlite3_changeset_iter *iter = NULL;
  g_autofree char *last = NULL;
  gboolean ok = TRUE;
  int code = sqlite3changeset_start (&iter, size, (void *) data);

  *sum = SUM_BEGIN;
  while (ok && code == SQLITE_OK && sqlite3changeset_next (iter) == SQLITE_ROW) {
    const char *table;
    int n_columns, operation, indirect;

    sqlite3changeset_op (iter, &table, &n_columns, &operation, &indirect);
    if (g_strcmp0 (table, last) == 0)
      continue;
    ok = add_table (db, table, sum, error);
    g_free (last);
    last = g_strdup (table);
  }
  if (iter != NULL)
    code = sqlite3changeset_finalize (iter);

  if (ok && code != SQLITE_OK) {
    g_set_error (error, MIQAT_DB_ERROR, MIQAT_DB_ERROR_ENGINE, "undo: %s", sqlite3_errstr (code));
    return FALSE;
  }
  return ok;
}

GBytes *
miqat_sqlite_record_new (MiqatDb *db, const void *changeset, int size, GError **error)
{
  g_autofree guint8 *record = NULL;
  Sums sums;

  if (size == 0)
    return g_bytes_new (NULL, 0);
  if (!sum_shape (db, changeset, size, &sums.shape, error))
    return NULL;

  sums.bytes = GUINT64_TO_LE (add (SUM_BEGIN, changeset, (gsize) size));
  sums.shape = GUINT64_TO_LE (sums.shape);
  record = g_malloc (sizeof sums + (gsize) size);
  memcpy (record, &sums, sizeof sums);
  memcpy (record + sizeof sums, changeset, (gsize) size);
  return g_bytes_new_take (g_steal_pointer (&record), sizeof sums + (gsize) size);
}

gboolean
miqat_sqlite_record_read (MiqatDb *db, GBytes *record, const void **changeset, int *size,
                          GError **error)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (record, &length);
  guint64 shape;
  Sums sums;

  *changeset = NULL;
  *size = 0;
  if (length == 0)
    return TRUE;

  if (length > sizeof sums && length <= G_MAXINT) {
    memcpy (&sums, data, sizeof sums);
    *changeset = data + sizeof sums;
    *size = (int) (length - sizeof sums);
  }
  if (*changeset == NULL
      || add (SUM_BEGIN, *changeset, (gsize) *size) != GUINT64_FROM_LE (sums.bytes)) {
    g_set_error (error, MIQAT_DB_ERROR, MIQAT_DB_ERROR_CORRUPT, "undo: a record is damaged");
    return FALSE;
  }

  if (!sum_shape (db, *changeset, *size, &shape, error))
    return FALSE;
  if (shape != GUINT64_FROM_LE (sums.shape)) {
    g_set_error (error, MIQAT_DB_ERROR, MIQAT_DB_ERROR_ENGINE,
                 "undo: a table has other columns now");
    return FALSE;
  }
  return TRUE;
}
