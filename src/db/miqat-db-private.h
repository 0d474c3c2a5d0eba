/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a driver does, and what all drivers share. Included by src/db only.
 *
 * The rules that stores must follow (loans, bindings, the order of transactions) are kept here,
 * once, in miqat-db.c and miqat-statement.c; a driver only carries out. */
#pragma once

#include "miqat-changes.h"
#include "miqat-db.h"
#include "miqat-schema.h"

G_BEGIN_DECLS

typedef enum {
  MIQAT_DB_VERB_BEGIN,
  MIQAT_DB_VERB_COMMIT,
  MIQAT_DB_VERB_ROLLBACK,
  MIQAT_DB_VERB_SAVEPOINT,
  MIQAT_DB_VERB_RELEASE,
  MIQAT_DB_VERB_ROLLBACK_TO, /* takes back and ends the newest savepoint */
  MIQAT_DB_VERB_BEGIN_READ,
  MIQAT_DB_VERB_END_READ,
} MiqatDbVerb;

typedef struct _MiqatTableInfo MiqatTableInfo;

typedef struct {
  const char *engine; /* "sqlite", "postgres": also the middle of a migration's file name */

  void (*close) (MiqatDb *db);
  void (*interrupt) (MiqatDb *db);
  gboolean (*control) (MiqatDb *db, MiqatDbVerb verb, GError **error);
  /* FALSE when the engine has given the transaction up by itself. */
  gboolean (*in_transaction) (MiqatDb *db);
  gboolean (*get_generation) (MiqatDb *db, gint64 *generation, GError **error);
  /* Several statements at once, without parameters: migrations. */
  gboolean (*run_script) (MiqatDb *db, const char *sql, GError **error);
  gboolean (*get_version) (MiqatDb *db, guint *version, GError **error);
  gboolean (*set_version) (MiqatDb *db, guint version, GError **error);
  gboolean (*backup) (MiqatDb *db, const char *path, GError **error);

  /* `keep` hints that the statement will live long. */
  MiqatStatement *(*prepare) (MiqatDb *db, const char *sql, gboolean keep, GError **error);
  void (*free) (MiqatStatement *statement);
  guint (*find_parameter) (MiqatStatement *statement, const char *name); /* from 1; 0: none */
  void (*bind_text) (MiqatStatement *statement, guint position, const char *text);
  void (*bind_int) (MiqatStatement *statement, guint position, gint64 number);
  void (*bind_bytes) (MiqatStatement *statement, guint position, GBytes *bytes);
  void (*bind_null) (MiqatStatement *statement, guint position);
  /* Ends it and forgets the bindings. A write does all its work, and fails, in its first step;
   * where an engine can fail later, it calls miqat_db_fail(). */
  void (*clear) (MiqatStatement *statement);
  /* Resets by itself at the end and on failure. */
  gboolean (*step) (MiqatStatement *statement, gboolean *row, GError **error);
  const char *(*get_column_name) (MiqatStatement *statement, guint column);
  MiqatValueKind (*get_kind) (MiqatStatement *statement, guint column);
  gint64 (*get_int) (MiqatStatement *statement, guint column);
  const char *(*get_text) (MiqatStatement *statement, guint column);
  GBytes *(*dup_bytes) (MiqatStatement *statement, guint column);

  gboolean (*get_schema_version) (MiqatDb *db, gint64 *version, GError **error);
  /* NULL without an error when there is no such table. */
  MiqatTableInfo *(*load_table) (MiqatDb *db, const char *table, GError **error);
  char **(*list_tables) (MiqatDb *db, GError **error);

  gboolean (*capture_begin) (MiqatDb *db, const char *const *captured, GError **error);
  MiqatChanges *(*capture_end) (MiqatDb *db, GBytes **changeset, GError **error);
  void (*capture_cancel) (MiqatDb *db);
  /* Rows written by finished statements since the connection was opened. */
  gint64 (*count_written) (MiqatDb *db);
  /* NULL where there is no replay. */
  gboolean (*set_constraints) (MiqatDb *db, gboolean enabled, GError **error);
  gboolean (*undo) (MiqatDb *db, GBytes *const *changesets, guint count, GError **error);
  gboolean (*check_foreign_keys) (MiqatDb *db, GError **error);
} MiqatDbDriver;

struct _MiqatDb {
  const MiqatDbDriver *driver;
  char *path;
  gboolean writable;
  GHashTable *stores; /* MiqatStatements → array of MiqatStatement */

  GHashTable *tables; /* name → MiqatTableInfo, of schema_version */
  GPtrArray *retired; /* tables of earlier schema versions, which somebody may still point to */
  gint64 schema_version;

  GThread *user; /* while uses > 0 */
  guint uses;    /* loans and open transactions */

  gboolean writing;
  guint savepoints;
  gboolean noting; /* savepoints are noted, not made */
  gint64 noted;    /* rows written before the outermost of them */
  guint reading;   /* nested */
  gboolean constraints_off;
  gboolean capturing;
  GError *failure; /* why the transaction must be rolled back before anything else happens in it */
};

/* For drivers: the shared part of a new connection, and its end (called first in close). */
void miqat_db_init (MiqatDb *self, const MiqatDbDriver *driver, const char *path, gboolean writable);
void miqat_db_clear_statements (MiqatDb *self);
void miqat_db_clear (MiqatDb *self);

void miqat_db_check_thread (MiqatDb *self);
/* Counts a loan or a transaction, so that two threads at once are noticed. */
void miqat_db_use (MiqatDb *self);
void miqat_db_unuse (MiqatDb *self);
/* Remembers the first failure inside a write transaction. */
void miqat_db_fail (MiqatDb *self, const GError *error);
/* Until the end of this transaction savepoints are noted and not made, which spares the engine a copy
 * of every page they touch. Going back to one after something was written is then not possible: it
 * spoils the transaction with BUSY. */
void miqat_db_note_savepoints (MiqatDb *self);
/* FALSE with the failure when the transaction is already spoiled. */
gboolean miqat_db_check_failure (MiqatDb *self, GError **error);
gboolean miqat_db_run_script (MiqatDb *self, const char *sql, GError **error);

MiqatDb *miqat_sqlite_open (const char *path, MiqatDbMode mode, GError **error);

typedef enum {
  MIQAT_STATEMENT_READY,
  MIQAT_STATEMENT_ROW,
  MIQAT_STATEMENT_DONE,
} MiqatStatementState;

struct _MiqatStatement {
  MiqatDb *db;
  const MiqatStatements *table; /* NULL for one made from a table's columns */
  guint index;
  gboolean on_loan;
  gboolean once; /* freed when it comes back */
  gboolean read_only;
  MiqatStatementState state;
  guint n_parameters;
  guint n_columns;
  guint64 bound; /* bit per parameter */
  gint64 changes;
};

/* A statement of its own, on loan; freed when it comes back. */
MiqatStatement *miqat_db_prepare_once (MiqatDb *self, const char *sql, GError **error);
/* Lends a statement that its owner keeps. */
MiqatStatement *miqat_statement_lend (MiqatStatement *self);
MiqatValueKind miqat_statement_get_kind (MiqatStatement *self, guint column);
void miqat_statement_bind_value (MiqatStatement *self, const char *name, const MiqatValue *value);
void miqat_statement_read_value (MiqatStatement *self, guint column, MiqatValue *value);

/* ---- tables and changes ---------------------------------------------------------------------- */

struct _MiqatTableInfo {
  MiqatTableSchema schema; /* first: what callers see */
  MiqatChangeColumns *columns;
  gboolean has_rowid;     /* SQLite: a row number that is not a column */
  gboolean has_generated; /* such a table cannot be captured */
  guint *keys;   /* column numbers of the primary key, in its order */
  guint n_keys;
  MiqatStatement *read, *insert, *delete; /* made on first use */
};

MiqatTableInfo *miqat_table_info_new (const char *name, GArray *columns); /* takes the MiqatColumns */
void miqat_table_info_free (MiqatTableInfo *self);
MiqatTableInfo *miqat_db_get_table_info (MiqatDb *self, const char *table, GError **error);
void miqat_append_identifier (GString *sql, const char *name);
/* The columns `keys` as text; see miqat_change_dup_key(). */
char *miqat_row_key_make (const MiqatValue *values, const guint *keys, guint n_keys);
/* Binds a text as what the column holds. FALSE when no row can hold that. */
gboolean miqat_row_key_bind_part (MiqatStatement *statement, const char *name,
                                  const MiqatColumn *column, const char *text);
/* Binds a whole key to :k0, :k1 … FALSE when no row can have it. */
gboolean miqat_row_key_bind (MiqatStatement *statement, const MiqatTableInfo *info,
                             const char *key);

MiqatChangeColumns *miqat_change_columns_new (const char *table, guint n_columns);
MiqatChangeColumns *miqat_change_columns_ref (MiqatChangeColumns *self);
void miqat_change_columns_unref (MiqatChangeColumns *self);

MiqatChanges *miqat_changes_new (void);
/* Takes both rows; either may be NULL. Takes a reference on `columns`. */
void miqat_changes_add (MiqatChanges *self, MiqatChangeKind kind, MiqatChangeColumns *columns,
                        MiqatValue *before, MiqatValue *after);

G_END_DECLS
