/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A connection to one database, and the statements that run on it. The seam between the agency and
 * its engine: nothing above src/db knows whether SQLite or PostgreSQL is behind it, and nothing
 * outside src/db includes their headers.
 *
 * A connection belongs to one thread at a time. SQL stands in tables (MiqatStatements) of the store
 * that owns it, with values bound by name (":id"); it is prepared on first use and kept. */
#pragma once

#include "miqat-problem.h"

G_BEGIN_DECLS

#define MIQAT_DB_ERROR (miqat_db_error_quark ())
GQuark miqat_db_error_quark (void);
typedef enum {
  MIQAT_DB_ERROR_ENGINE,      /* anything not named below */
  MIQAT_DB_ERROR_BUSY,        /* somebody else writes; try again */
  MIQAT_DB_ERROR_UNIQUE,      /* a unique key is already there */
  MIQAT_DB_ERROR_CHECK,       /* a CHECK refused the row */
  MIQAT_DB_ERROR_FOREIGN_KEY, /* a referenced row is missing, or still referenced */
  MIQAT_DB_ERROR_NOT_NULL,
  MIQAT_DB_ERROR_APPEND_ONLY, /* an append-only table was to be changed */
  MIQAT_DB_ERROR_NO_SPACE,    /* the disk is full */
  MIQAT_DB_ERROR_READ_ONLY,
  MIQAT_DB_ERROR_CORRUPT,     /* truncated, damaged, or not a database at all */
  MIQAT_DB_ERROR_FOREIGN,     /* a database, but not one of Miqat's */
  MIQAT_DB_ERROR_NEWER,       /* written by a newer Miqat */
  MIQAT_DB_ERROR_IO,
  MIQAT_DB_ERROR_MISSING,     /* the file is not there */
} MiqatDbError;

/* The sentence for people that belongs to a database error: a refusal's problem code. */
MiqatProblemCode miqat_db_error_get_problem (const GError *error);

typedef struct _MiqatDb MiqatDb;

typedef enum {
  MIQAT_DB_READ_ONLY,
  MIQAT_DB_READ_WRITE,
  MIQAT_DB_CREATE, /* read-write; the file is made when missing */
} MiqatDbMode;

/* Opens `location`: a path, or "sqlite:PATH". Checks that the file is one of Miqat's (or empty,
 * with MIQAT_DB_CREATE; a new file is readable by its owner only), switches to WAL and verifies
 * the answer, and sets foreign keys on, synchronous FULL, defensive mode, untrusted schema, no
 * double-quoted strings, no extensions, recursive triggers on. Waits a second for other writers.
 * Does not migrate: see miqat-migration.h.
 *
 * Fails with MISSING, CORRUPT (also an empty file, without MIQAT_DB_CREATE), FOREIGN, READ_ONLY,
 * NO_SPACE, IO. */
MiqatDb *miqat_db_open (const char *location, MiqatDbMode mode, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void miqat_db_close (MiqatDb *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiqatDb, miqat_db_close)

const char *miqat_db_get_path (MiqatDb *self);
/* "sqlite" or "postgres". */
const char *miqat_db_get_engine (MiqatDb *self);
/* From any thread: the statement that runs on `self` right now ends with G_IO_ERROR_CANCELLED. */
void miqat_db_interrupt (MiqatDb *self);

/* Write transactions. Only core/command, replay and the bulk load open them; stores assert
 * miqat_db_is_writing(). Savepoints nest inside.
 *
 * A statement that fails inside spoils the transaction, as it does on PostgreSQL: all that follows
 * fails with the same error, until a rollback, or a rollback to the savepoint in which it
 * happened.
 *
 * Each begin and each savepoint is ended by exactly one call. A commit that fails has rolled back;
 * a release that fails has taken the savepoint back: `return FALSE` is all that is left to do. */
gboolean miqat_db_begin (MiqatDb *self, GError **error);
gboolean miqat_db_commit (MiqatDb *self, GError **error);
void miqat_db_rollback (MiqatDb *self);
/* FALSE also when the engine has given the transaction up by itself (a full disk). */
gboolean miqat_db_is_writing (MiqatDb *self);
gboolean miqat_db_savepoint (MiqatDb *self, GError **error);
gboolean miqat_db_release (MiqatDb *self, GError **error);
/* Takes back what happened since the newest savepoint, and ends it. */
void miqat_db_rollback_to (MiqatDb *self);

/* A read transaction: every statement until miqat_db_end_read() sees one state. Calls nest, also
 * inside a write transaction, where they do nothing. */
gboolean miqat_db_begin_read (MiqatDb *self, GError **error);
void miqat_db_end_read (MiqatDb *self);

/* A number that changes when another connection has committed; cheap enough for every request. Only
 * to be compared with earlier numbers of the same connection. */
gint64 miqat_db_get_generation (MiqatDb *self);

/* ---- statements ------------------------------------------------------------------------------ */

/* The SQL of one store: an array indexed by the store's own enum. */
typedef struct {
  const char *name;       /* the store's name, for error messages and the tests */
  const char *const *sql; /* `count` texts, none NULL */
  guint count;
  /* Bit i set: statement i exists for SQLite only (list windows by row number); PostgreSQL never
   * prepares it. Up to 64 statements a store. */
  guint64 sqlite_only;
} MiqatStatements;

/* A prepared statement on loan: bind, step, read; it goes back, reset and with bindings cleared,
 * when it leaves scope. Using a statement again while it is on loan is a programmer's error. */
typedef struct _MiqatStatement MiqatStatement;

/* Takes statement `index` of `table` on loan. NULL with `error` when it cannot be prepared, or when
 * the transaction is spoiled. */
MiqatStatement *miqat_db_statement (MiqatDb *self, const MiqatStatements *table, guint index,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
void miqat_statement_return (MiqatStatement *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiqatStatement, miqat_statement_return)

/* Binding by name, without the colon. A name that the statement does not have is a programmer's
 * error, and so is running it while one of its names is not bound, or binding it while it has rows.
 * NULL text or bytes bind NULL. Text and bytes are copied. All accept self == NULL and do
 * nothing, so that "take, bind, bind, run" needs one check: miqat_statement_run() fails then. */
void miqat_statement_bind_text (MiqatStatement *self, const char *name, const char *text);
void miqat_statement_bind_int (MiqatStatement *self, const char *name, gint64 number);
void miqat_statement_bind_bytes (MiqatStatement *self, const char *name, GBytes *bytes);
void miqat_statement_bind_null (MiqatStatement *self, const char *name);

/* Steps to the next row: TRUE with `*row` telling whether there is one. At the end it stays there;
 * binding begins anew (values not bound again are kept). */
gboolean miqat_statement_step (MiqatStatement *self, gboolean *row, GError **error);
/* For writes: steps to the end, and may then be bound and run again on the same loan. FALSE with
 * `error` (kept from the loan when self is NULL). */
gboolean miqat_statement_run (MiqatStatement *self, GError **error);
/* Rows changed by the last run (the statement's own, not those of triggers and cascades). */
gint64 miqat_statement_get_changes (MiqatStatement *self);

/* Columns of the current row, from 0. Text and bytes are borrowed until the next step; NULL for
 * NULL. */
guint miqat_statement_get_n_columns (MiqatStatement *self);
const char *miqat_statement_get_column_name (MiqatStatement *self, guint column);
gint64 miqat_statement_get_int (MiqatStatement *self, guint column);
const char *miqat_statement_get_text (MiqatStatement *self, guint column);
char *miqat_statement_dup_text (MiqatStatement *self, guint column) G_GNUC_WARN_UNUSED_RESULT;
GBytes *miqat_statement_dup_bytes (MiqatStatement *self, guint column) G_GNUC_WARN_UNUSED_RESULT;
gboolean miqat_statement_is_null (MiqatStatement *self, guint column);

/* Shortcuts for the commonest shapes, each one statement with text parameters: pairs of name and
 * text after `error`, closed by NULL. They give the first row's first column, or 0 and NULL.
 * `found` may be NULL. */
gboolean miqat_db_read_int (MiqatDb *self, const MiqatStatements *table, guint index, gint64 *number,
                            gboolean *found, GError **error, ...) G_GNUC_NULL_TERMINATED;
gboolean miqat_db_read_text (MiqatDb *self, const MiqatStatements *table, guint index, char **text,
                             GError **error, ...) G_GNUC_NULL_TERMINATED;

G_END_DECLS
