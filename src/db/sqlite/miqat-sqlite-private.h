/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of the SQLite driver share. */
#pragma once

#include "miqat-db-private.h"

#include <sqlite3.h>

G_BEGIN_DECLS

/* "Miqt": written into every database of ours, so that no other program's file is taken for one. */
#define MIQAT_SQLITE_APPLICATION_ID 0x4d697174

typedef struct _MiqatSqliteRecording MiqatSqliteRecording;

typedef struct {
  MiqatDb base;
  sqlite3 *handle;
  MiqatSqliteRecording *recording; /* while a capture runs */
  GHashTable *fit;                 /* name → MiqatTableInfo of the tables to capture */
  const char *const *checked; /* the tables that were found fit for capture, in schema … */
  gint64 checked_version;
} MiqatSqlite;

typedef struct {
  MiqatStatement base;
  sqlite3_stmt *handle;
} MiqatSqliteStatement;

/* miqat-sqlite-error.c */
gboolean miqat_sqlite_fail (sqlite3 *handle, int code, const char *doing, GError **error);
/* Of an operating system's error number. */
gboolean miqat_sqlite_fail_errno (int number, const char *doing, GError **error);

/* miqat-sqlite-statement.c: the driver's statement functions */
MiqatStatement *miqat_sqlite_prepare (MiqatDb *db, const char *sql, gboolean keep, GError **error);
void miqat_sqlite_free (MiqatStatement *statement);
guint miqat_sqlite_find_parameter (MiqatStatement *statement, const char *name);
void miqat_sqlite_bind_text (MiqatStatement *statement, guint position, const char *text);
void miqat_sqlite_bind_int (MiqatStatement *statement, guint position, gint64 number);
void miqat_sqlite_bind_bytes (MiqatStatement *statement, guint position, GBytes *bytes);
void miqat_sqlite_bind_null (MiqatStatement *statement, guint position);
void miqat_sqlite_clear (MiqatStatement *statement);
gboolean miqat_sqlite_step (MiqatStatement *statement, gboolean *row, GError **error);
const char *miqat_sqlite_get_column_name (MiqatStatement *statement, guint column);
MiqatValueKind miqat_sqlite_get_kind (MiqatStatement *statement, guint column);
gint64 miqat_sqlite_get_int (MiqatStatement *statement, guint column);
const char *miqat_sqlite_get_text (MiqatStatement *statement, guint column);
GBytes *miqat_sqlite_dup_bytes (MiqatStatement *statement, guint column);

/* miqat-sqlite-schema.c */
gboolean miqat_sqlite_get_schema_version (MiqatDb *db, gint64 *version, GError **error);
gboolean miqat_sqlite_get_version (MiqatDb *db, guint *version, GError **error);
gboolean miqat_sqlite_set_version (MiqatDb *db, guint version, GError **error);
gboolean miqat_sqlite_backup (MiqatDb *db, const char *path, GError **error);
MiqatTableInfo *miqat_sqlite_load_table (MiqatDb *db, const char *table, GError **error);
char **miqat_sqlite_list_tables (MiqatDb *db, GError **error);

/* miqat-sqlite-capture.c */
/* Once, on a connection that writes. */
void miqat_sqlite_listen (MiqatSqlite *self);
/* Something was rolled back inside the transaction. */
void miqat_sqlite_capture_doubt (MiqatSqlite *self);
gboolean miqat_sqlite_capture_begin (MiqatDb *db, const char *const *captured, GError **error);
MiqatChanges *miqat_sqlite_capture_end (MiqatDb *db, GBytes **changeset, GError **error);
void miqat_sqlite_capture_cancel (MiqatDb *db);

/* miqat-sqlite-changeset.c */
GByteArray *miqat_sqlite_changeset_new (const MiqatChanges *changes);

/* miqat-sqlite-record.c */
GBytes *miqat_sqlite_record_new (MiqatDb *db, const void *changeset, int size, GError **error);
/* The changeset is borrowed from the record; empty when nothing had changed. */
gboolean miqat_sqlite_record_read (MiqatDb *db, GBytes *record, const void **changeset, int *size,
                                   GError **error);

/* miqat-sqlite-undo.c */
gboolean miqat_sqlite_set_constraints (MiqatDb *db, gboolean enabled, GError **error);
gboolean miqat_sqlite_undo (MiqatDb *db, GBytes *const *changesets, guint count, GError **error);
gboolean miqat_sqlite_check_foreign_keys (MiqatDb *db, GError **error);

G_END_DECLS
