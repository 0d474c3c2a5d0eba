/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which offices hold a row. Decided once, from the table's declaration and the row's own values, for
 * the change feed (which offices hear of a change) and for sync (which rows an office may have).
 *
 * A scope is a text: "*" is every office, "pusat" the head office alone, anything else a branch's id.
 * The head office holds every row that is held by any office, whatever its scopes.
 *
 *   EVERYONE         "*"
 *   BRANCH           the branch column; "pusat" when it is empty
 *   BRANCH_OR_PUSAT  the same, but "*" when the column is empty or names the head office, and for the
 *                    row that is itself an office (its key equals its branch column), because rows
 *                    of every office refer to the others
 *   PILGRIM          every branch in pilgrim_branches of the pilgrim that the column names, "pusat"
 *                    when there is none; without a pilgrim the row's own branch_id, as for BRANCH
 *   PUSAT            "pusat"
 *   HUB, LOCAL       none
 *
 * Works at the hub only: it reads from `site` which node the head office is. */
#pragma once

#include "miqat-area.h"

G_BEGIN_DECLS

#define MIQAT_SCOPE_NAME_EVERYONE "*"
#define MIQAT_SCOPE_NAME_PUSAT "pusat"

/* The value of a row's column; NULL for a column that it does not have. */
typedef const MiqatValue *(*MiqatScopeLookup) (gconstpointer row, const char *column);

/* Adds the scopes of a row to `scopes`, an array of owned texts, each once. `key` is the row's
 * primary key as text (miqat_change_dup_key). */
gboolean miqat_scope_of_row (MiqatDb *db, const MiqatTable *table, const char *key,
                             MiqatScopeLookup lookup, gconstpointer row, GPtrArray *scopes,
                             GError **error);

/* TRUE when an office may hold a row of these scopes; `branch_id` NULL is the head office. */
gboolean miqat_scope_admits (const GPtrArray *scopes, const char *branch_id);

/* A row, and one scope that hears of its change. */
typedef struct {
  char *table;
  char *row_key;
  char *scope;
} MiqatTouched;
void miqat_touched_free (MiqatTouched *self);

/* Everything that an office must read again after `changes`, in an array of MiqatTouched, each once,
 * in the changes' order: the scopes that a row has now, those that it had before, and, where a branch
 * gained or lost a pilgrim, all rows that are held because of the pilgrim. To be called after the
 * changes, in their transaction. */
GPtrArray *miqat_scope_list_touched (const MiqatArea *const *areas, MiqatDb *db,
                                     const MiqatChanges *changes,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

extern const MiqatStatements miqat_scope_statements;

G_END_DECLS
