/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Brings a database to the newest version. Migrations are files "NNN-what.sql" in the resource
 * folder /id/miqat/migrations: portable SQL in SQLite's spelling, which the PostgreSQL side maps;
 * "NNN-what.sqlite.sql" and "NNN-what.postgres.sql" hold what cannot be shared and belong to the
 * same version (the shared one runs first). All that a database lacks, and the version number, are
 * one transaction. Scripts run with triggers and foreign keys off; all references are checked
 * afterwards. */
#pragma once

#include "miqat-db.h"

G_BEGIN_DECLS

/* The newest version this program knows. */
guint miqat_migration_get_newest (void);
gboolean miqat_migration_get_version (MiqatDb *db, guint *version, GError **error);

/* Called inside the migration's transaction, to undo and replay pending commands; either may be
 * NULL. `before` runs on the old schema with constraints off, `after` on the new one with
 * constraints on. */
typedef struct {
  gboolean (*before) (MiqatDb *db, gpointer data, GError **error);
  gboolean (*after) (MiqatDb *db, gpointer data, GError **error);
  gpointer data;
} MiqatMigrationHooks;

/* Refuses a newer database (MIQAT_DB_ERROR_NEWER). A database that has rows is copied beside itself
 * first ("PATH.vN.bak", VACUUM INTO, with the mode of the original); a copy that fails stops the
 * migration. On failure the database is as before. */
gboolean miqat_migrate (MiqatDb *db, const MiqatMigrationHooks *hooks, GError **error);

/* The scripts of one version for an engine ("sqlite" or "postgres"), in order; for the tests. */
char **miqat_migration_dup_scripts (guint version, const char *engine) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
