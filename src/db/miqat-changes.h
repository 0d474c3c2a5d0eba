/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a command did to the rows: the one list from which audit, change feed, search index,
 * announcements and undo are made.
 *
 * Capture begins inside the command's savepoint and ends before it is released. It sees the tables
 * that are not named local (see MiqatTable in core), in rows with a declared NOT NULL primary key.
 * On SQLite the preupdate hook tells it; what undo inverts is a changeset made of it. */
#pragma once

#include "miqat-db.h"
#include "miqat-value.h"

G_BEGIN_DECLS

typedef enum { MIQAT_CHANGE_INSERT, MIQAT_CHANGE_UPDATE, MIQAT_CHANGE_DELETE } MiqatChangeKind;

/* The columns of a captured table, shared by its changes; names in table order. */
typedef struct {
  char *table;
  guint n_columns;
  char **names; /* NULL-terminated */
  guint8 *key;  /* the column's place in the primary key, from 1; 0 outside it */
} MiqatChangeColumns;

typedef struct {
  MiqatChangeKind kind;
  const MiqatChangeColumns *columns; /* owned by the list */
  MiqatValue *before; /* all columns, NULL for an insert */
  MiqatValue *after;  /* all columns, NULL for a delete; an update carries unchanged columns too */
} MiqatChange;

typedef struct _MiqatChanges MiqatChanges;

MiqatChanges *miqat_changes_ref (MiqatChanges *self);
void miqat_changes_unref (MiqatChanges *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiqatChanges, miqat_changes_unref)

guint miqat_changes_get_count (const MiqatChanges *self);
const MiqatChange *miqat_changes_get (const MiqatChanges *self, guint index);
gboolean miqat_changes_touch (const MiqatChanges *self, const char *table);

/* The value of a column, from `after`, or from `before` for a delete; NULL for an unknown name. */
const MiqatValue *miqat_change_get (const MiqatChange *self, const char *column);
const MiqatValue *miqat_change_get_before (const MiqatChange *self, const char *column);
/* TRUE for inserts and deletes, and for updates in which the column differs. */
gboolean miqat_change_touches (const MiqatChange *self, const char *column);
/* The primary key as text; several columns in the key's order, joined by "|" ("|" and "\" inside
 * them written with a backslash). Bytes are written in hexadecimal. */
char *miqat_change_dup_key (const MiqatChange *self) G_GNUC_WARN_UNUSED_RESULT;

/* `captured` names the tables to record, NULL-terminated; borrowed until the capture ends. One
 * capture at a time, inside a write transaction. Changes come table by table in the order in which
 * the tables were first written; within a table in no particular order. A row that was written
 * twice is one change; one that is as before is none; a changed key is a delete and an insert.
 * Refuses a table that cannot be captured (no NOT NULL primary key, generated columns). */
gboolean miqat_db_capture_begin (MiqatDb *self, const char *const *captured, GError **error);
/* Ends it, also when it fails. `changeset` (nullable) receives the engine's own record for
 * miqat_db_undo(): empty when nothing changed, NULL where there is no replay. */
MiqatChanges *miqat_db_capture_end (MiqatDb *self, GBytes **changeset, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void miqat_db_capture_cancel (MiqatDb *self);

/* ---- replay (workstations; SQLite only) ------------------------------------------------------ */

/* Switches triggers and foreign keys off and on inside a transaction; refuses when deferred
 * violations are pending. (Triggers of the TEMP schema stay on.) Switch on again before the commit;
 * a rollback does so by itself. */
gboolean miqat_db_set_constraints (MiqatDb *self, gboolean enabled, GError **error);

/* Takes back several commands at once: their changesets, oldest first, are combined and inverted,
 * and each row must still be exactly as the commands left it. Any mismatch, also of the tables'
 * columns, fails with MIQAT_DB_ERROR_ENGINE (a damaged record with CORRUPT) and leaves the
 * transaction to be rolled back (sync.md §6: our own strict applier, deletes first, inserts queued
 * to the table's end). Constraints must be off. Rows that were updated keep their row number, so
 * that lists on screen stay where they are. */
gboolean miqat_db_undo (MiqatDb *self, GBytes *const *changesets, guint count, GError **error);

/* FALSE when any row refers to a missing one. */
gboolean miqat_db_check_foreign_keys (MiqatDb *self, GError **error);

G_END_DECLS
