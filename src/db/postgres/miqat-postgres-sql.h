/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From SQLite's spelling of our common SQL to PostgreSQL's: the few words that differ, and named
 * values. Text in quotes and comments stay as they are. Everything that would need more than that
 * stands in a file of its own ("….postgres.sql"). */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* INTEGER → bigint, BLOB → bytea; STRICT and WITHOUT ROWID, where they follow a table's columns,
 * are dropped; :name → $n, the same name the same number. `names` (nullable) receives the names in
 * the order of their numbers, NULL-terminated. */
char *miqat_postgres_translate (const char *sql, char ***names) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
