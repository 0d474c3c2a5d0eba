/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random commands on tables with everything that makes row changes hard: unique values that are
 * swapped in a circle, keys that change, cascades, triggers, composite keys, replaced rows, tables
 * emptied in one stroke. */
#pragma once

#include "db-test.h"

G_BEGIN_DECLS

extern const char *const db_workload_tables[];

void db_workload_create (MiqatDb *db);
/* One command: a handful of statements inside a savepoint. FALSE when it was refused (a broken
 * constraint) and has been taken back. `changes` and `changeset` may be NULL. */
gboolean db_workload_run (MiqatDb *db, GRand *rand, MiqatChanges **changes, GBytes **changeset);

G_END_DECLS
