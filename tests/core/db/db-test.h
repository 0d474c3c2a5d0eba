/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A database file in a folder of its own, and SQL without ceremony. */
#pragma once

#include <gio/gio.h>

#include "miqat-db-private.h"

G_BEGIN_DECLS

typedef struct {
  char *folder;
  char *path;
  MiqatDb *db; /* open for writing */
} DbTest;

void db_test_set_up (DbTest *self, gconstpointer data);
void db_test_tear_down (DbTest *self, gconstpointer data);
/* Another connection to the same file. */
MiqatDb *db_test_open (DbTest *self, MiqatDbMode mode);
char *db_test_path (DbTest *self, const char *name);

/* Runs statements; fails the test when they do. */
void db_test_run (MiqatDb *db, const char *sql);
/* The same inside a transaction. */
void db_test_write (MiqatDb *db, const char *sql);
/* Expects a failure; outside a transaction. */
void db_test_run_error (MiqatDb *db, const char *sql, MiqatDbError code);
/* The first column of the first row; 0 or NULL without one. */
gint64 db_test_int (MiqatDb *db, const char *sql);
char *db_test_text (MiqatDb *db, const char *sql);

/* All rows of the tables, "table/key" → printed values. */
GHashTable *db_test_snapshot (MiqatDb *db, const char *const *tables);
gboolean db_test_same (GHashTable *a, GHashTable *b);
char *db_test_print_row (const MiqatValue *values, guint count);

#define DB_TEST(path, function)                                                                    \
  g_test_add (path, DbTest, NULL, db_test_set_up, function, db_test_tear_down)

G_END_DECLS
