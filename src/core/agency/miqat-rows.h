/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows into records: what every store does after binding its values, written once. */
#pragma once

#include "miqat-db.h"

G_BEGIN_DECLS

/* Makes a record (full transfer, never NULL) from the current row. */
typedef gpointer (*MiqatRowReader) (MiqatStatement *row);

/* Every row as a record, in an array that frees them. `statement` is a loan with its values bound, or
 * NULL when it could not be taken (`error` is set then). NULL only with `error`. */
GPtrArray *miqat_rows_collect (MiqatStatement *statement, MiqatRowReader read, GDestroyNotify free,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The first row as a record; NULL without error when there is none. */
gpointer miqat_rows_take_first (MiqatStatement *statement, MiqatRowReader read, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
/* The same, but refuses not_found when there is none. */
gpointer miqat_rows_take_one (MiqatStatement *statement, MiqatRowReader read, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

/* For MiqatInvariant: statement `count` says how many things were looked at, and each row of `faults`
 * is one sentence about a fault. */
gboolean miqat_rows_check (MiqatDb *db, const MiqatStatements *table, guint count, guint faults,
                           gint64 *checked, GPtrArray *found, GError **error);

/* Binds a reader's branch as :branch_id and node as :node_id; NULL means all. */
#define miqat_rows_bind_reader(statement, reader) \
  G_STMT_START { \
    miqat_statement_bind_text ((statement), "branch_id", (reader).branch_id); \
    miqat_statement_bind_text ((statement), "node_id", (reader).node_id); \
  } G_STMT_END

G_END_DECLS
