/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the engine says of a table's columns, for code that moves whole rows by name: sync, copies,
 * comparison. Statements on such rows are made here from the schema's own names, never from
 * outside text. */
#pragma once

#include "miqat-changes.h"

G_BEGIN_DECLS

typedef struct {
  char *name;
  char *type; /* "INTEGER", "TEXT", "BLOB" */
  gboolean not_null;
  guint key_position; /* 1… in the primary key, 0 outside it */
} MiqatColumn;

typedef struct {
  char *name;
  MiqatColumn *columns;
  guint n_columns;
} MiqatTableSchema;

/* Borrowed, kept until the connection closes (but an old one after the schema has changed); NULL,
 * without an error, when there is no such table. */
const MiqatTableSchema *miqat_db_get_table (MiqatDb *self, const char *table, GError **error);
/* All tables, sorted by name; virtual tables and what is behind them are none. */
char **miqat_db_list_tables (MiqatDb *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* One row by its primary key as text (miqat_change_dup_key). `values` has n_columns entries, which
 * the caller clears and frees; NULL with no error when there is no such row. */
MiqatValue *miqat_db_read_row (MiqatDb *self, const MiqatTableSchema *table, const char *key,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* A column of such a row; NULL when the table has none of that name. */
const MiqatValue *miqat_table_schema_get (const MiqatTableSchema *self, const MiqatValue *values, const char *column);
gboolean miqat_db_insert_row (MiqatDb *self, const MiqatTableSchema *table, const MiqatValue *values,
                              GError **error);
/* TRUE also when there is no such row. */
gboolean miqat_db_delete_row (MiqatDb *self, const MiqatTableSchema *table, const char *key,
                              GError **error);
void miqat_values_free (MiqatValue *values, guint count);

/* The three above and the next need a primary key; to lack one is a programmer's error.
 *
 * Calls `each` for the rows of `table` in key order, beginning after `after_key` (nullable), at
 * most `limit`. When `column` is given, only rows in which it equals `equals`. */
typedef gboolean (*MiqatRowFunc) (const MiqatValue *values, const char *key, gpointer data, GError **error);
gboolean miqat_db_each_row (MiqatDb *self, const MiqatTableSchema *table, const char *column,
                            const char *equals, const char *after_key, guint limit,
                            MiqatRowFunc each, gpointer data, GError **error);

G_END_DECLS
