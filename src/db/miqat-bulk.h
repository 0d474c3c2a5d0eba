/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Loading very many rows into a database that nobody else has open: no log, no waiting for the disk,
 * much memory, and the indexes made at the end, sorted, where they would otherwise be searched again
 * for every row. Whoever loses power meanwhile starts again with a new database. SQLite only. */
#pragma once

#include "miqat-db.h"

G_BEGIN_DECLS

typedef struct _MiqatBulk MiqatBulk;

/* The database at `path` exists and has its schema. Uniqueness that an index holds (and not the table
 * itself) is found violated only at the end. */
MiqatBulk *miqat_bulk_begin (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Borrowed. */
MiqatDb *miqat_bulk_get_db (MiqatBulk *self);
/* Makes the indexes, tells the engine how its tables look by now, so that it chooses the right ones,
 * and waits until everything is on the disk. Takes `self`; FALSE: the database is not to be used. */
gboolean miqat_bulk_end (MiqatBulk *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Gives up; the database is not to be used. */
void miqat_bulk_free (MiqatBulk *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiqatBulk, miqat_bulk_free)

G_END_DECLS
