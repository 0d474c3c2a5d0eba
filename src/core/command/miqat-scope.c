/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which offices hold a row, and which of them hear of a change. */
#include "config.h"

#include "miqat-scope.h"

#include "miqat-schema.h"

#define PILGRIM_BRANCHES "pilgrim_branches"

/* More rows than hang on any one person. */
#define PILGRIM_ROWS_MAX 100000

enum { SQL_PUSAT, SQL_PILGRIM_BRANCHES, N_SQL };

static const char *const sql[N_SQL] = {
  [SQL_PUSAT] = "SELECT node_id FROM site WHERE id = 1",
  [SQL_PILGRIM_BRANCHES] =
    "SELECT branch_id FROM pilgrim_branches WHERE pilgrim_id = :pilgrim_id ORDER BY branch_id",
};

const MiqatStatements miqat_scope_statements = { "scope", sql, N_SQL, 0 };

static void
add_scope (GPtrArray *scopes, const char *scope)
{
  if (!g_ptr_array_find_with_equal_func (scopes, scope, g_str_equal, NULL))
    g_ptr_array_add (scopes, g_strdup (scope));
}

/* The text in a column; NULL when it is empty or not there. */
static const char *
get_text (MiqatScopeLookup lookup, gconstpointer row, const char *column)
{
  const MiqatValue *value = lookup (row, column);

  if (value == NULL || value->kind != MIQAT_VALUE_TEXT || value->text[0] == '\0')
    return NULL;
  return value->text;
}

static gboolean
add_office (MiqatDb *db, const char *branch, const char *key, GPtrArray *scopes, GError **error)
{
  g_autofree char *pusat = NULL;

  if (branch == NULL || g_strcmp0 (branch, key) == 0) {
    add_scope (scopes, MIQAT_SCOPE_NAME_EVERYONE);
    return TRUE;
  }
  if (!miqat_db_read_text (db, &miqat_scope_statements, SQL_PUSAT, &pusat, error, NULL))
    return FALSE;
  add_scope (scopes, g_strcmp0 (branch, pusat) == 0 ? MIQAT_SCOPE_NAME_EVERYONE : branch);
  return TRUE;
}

static gboolean
add_pilgrim (MiqatDb *db, const char *pilgrim_id, GPtrArray *scopes, GError **error)
{
  g_autoptr (MiqatStatement) statement
    = miqat_db_statement (db, &miqat_scope_statements, SQL_PILGRIM_BRANCHES, error);
  gboolean any = FALSE, row = FALSE;

  if (statement == NULL)
    return FALSE;
  miqat_statement_bind_text (statement, "pilgrim_id", pilgrim_id);
  while (TRUE) {
    if (!miqat_statement_step (statement, &row, error))
      return FALSE;
    if (!row)
      break;
    add_scope (scopes, miqat_statement_get_text (statement, 0));
    any = TRUE;
  }
  if (!any)
    add_scope (scopes, MIQAT_SCOPE_NAME_PUSAT);
  return TRUE;
}

static void
add_branch (const char *branch, GPtrArray *scopes)
{
  add_scope (scopes, branch != NULL ? branch : MIQAT_SCOPE_NAME_PUSAT);
}

gboolean
miqat_scope_of_row (MiqatDb *db, const MiqatTable *table, const char *key, MiqatScopeLookup lookup,
                    gconstpointer row, GPtrArray *scopes, GError **error)
{
  const char *branch = table->branch != NULL ? get_text (lookup, row, table->branch) : NULL;

  switch (table->scope) {
  case MIQAT_SCOPE_EVERYONE:
    add_scope (scopes, MIQAT_SCOPE_NAME_EVERYONE);
    return TRUE;
  case MIQAT_SCOPE_BRANCH:
    add_branch (branch, scopes);
    return TRUE;
  case MIQAT_SCOPE_BRANCH_OR_PUSAT:
    return add_office (db, branch, key, scopes, error);
  case MIQAT_SCOPE_PILGRIM:
    if (branch != NULL)
      return add_pilgrim (db, branch, scopes, error);
    add_branch (get_text (lookup, row, "branch_id"), scopes);
    return TRUE;
  case MIQAT_SCOPE_PUSAT:
    add_scope (scopes, MIQAT_SCOPE_NAME_PUSAT);
    return TRUE;
  case MIQAT_SCOPE_HUB:
  case MIQAT_SCOPE_LOCAL:
    return TRUE;
  }
  g_assert_not_reached ();
}

gboolean
miqat_scope_admits (const GPtrArray *scopes, const char *branch_id)
{
  for (guint i = 0; i < scopes->len; i++) {
    const char *scope = g_ptr_array_index (scopes, i);

    if (branch_id == NULL || g_str_equal (scope, MIQAT_SCOPE_NAME_EVERYONE)
        || g_str_equal (scope, branch_id))
      return TRUE;
  }
  return FALSE;
}

/* ---- what a list of changes touches --------------------------------------------------------- */

void
miqat_touched_free (MiqatTouched *self)
{
  if (self == NULL)
    return;
  g_free (self->table);
  g_free (self->row_key);
  g_free (self->scope);
  g_free (self);
}

static guint
touched_hash (gconstpointer data)
{
  const MiqatTouched *self = data;

  return g_str_hash (self->table) ^ (31 * g_str_hash (self->row_key)) ^ (17 * g_str_hash (self->scope));
}

static gboolean
touched_equal (gconstpointer a, gconstpointer b)
{
  const MiqatTouched *left = a, *right = b;

  return g_str_equal (left->row_key, right->row_key) && g_str_equal (left->scope, right->scope)
         && g_str_equal (left->table, right->table);
}

typedef struct {
  const MiqatArea *const *areas;
  MiqatDb *db;
  const MiqatChanges *changes;
  GPtrArray *list;   /* of MiqatTouched */
  GHashTable *known; /* the same, as a set */
} Touching;

static void
add_touched (Touching *self, const char *table, const char *row_key, const char *scope)
{
  const MiqatTouched wanted = { (char *) table, (char *) row_key, (char *) scope };
  MiqatTouched *touched;

  if (g_hash_table_contains (self->known, &wanted))
    return;
  touched = g_new0 (MiqatTouched, 1);
  touched->table = g_strdup (table);
  touched->row_key = g_strdup (row_key);
  touched->scope = g_strdup (scope);
  g_hash_table_add (self->known, touched);
  g_ptr_array_add (self->list, touched);
}

static const MiqatTable *
find_table (const MiqatArea *const *areas, const char *name)
{
  for (guint i = 0; areas[i] != NULL; i++)
    for (const MiqatTable *table = areas[i]->tables; table != NULL && table->name != NULL; table++)
      if (g_str_equal (table->name, name))
        return table;
  return NULL;
}

static const MiqatValue *
find_value (const MiqatChangeColumns *columns, const MiqatValue *row, const char *column)
{
  for (guint i = 0; i < columns->n_columns; i++)
    if (g_str_equal (columns->names[i], column))
      return &row[i];
  return NULL;
}

static const MiqatValue *
look_after (gconstpointer row, const char *column)
{
  const MiqatChange *change = row;

  return find_value (change->columns, change->after, column);
}

static const MiqatValue *
look_before (gconstpointer row, const char *column)
{
  const MiqatChange *change = row;

  return find_value (change->columns, change->before, column);
}

/* Branches that lost this pilgrim by the same changes, and so are no longer in the table. */
static void
add_lost_branches (const Touching *self, const char *pilgrim_id, GPtrArray *scopes)
{
  for (guint i = 0; i < miqat_changes_get_count (self->changes); i++) {
    const MiqatChange *change = miqat_changes_get (self->changes, i);
    const char *pilgrim, *branch;

    if (change->before == NULL || !g_str_equal (change->columns->table, PILGRIM_BRANCHES))
      continue;
    pilgrim = get_text (look_before, change, "pilgrim_id");
    branch = get_text (look_before, change, "branch_id");
    if (branch != NULL && g_strcmp0 (pilgrim, pilgrim_id) == 0)
      add_scope (scopes, branch);
  }
}

static gboolean
add_side (Touching *self, const MiqatTable *table, const char *key, const MiqatChange *change,
          MiqatScopeLookup lookup, GPtrArray *scopes, GError **error)
{
  if (!miqat_scope_of_row (self->db, table, key, lookup, change, scopes, error))
    return FALSE;
  if (table->scope == MIQAT_SCOPE_PILGRIM)
    add_lost_branches (self, get_text (lookup, change, table->branch), scopes);
  return TRUE;
}

typedef struct {
  Touching *touching;
  const char *table;
  const char *scope;
} Held;

static gboolean
add_held_row (const MiqatValue *values, const char *key, gpointer data, GError **error)
{
  const Held *held = data;

  add_touched (held->touching, held->table, key, held->scope);
  return TRUE;
}

/* A branch has gained or lost a pilgrim: it must read all rows that it holds because of it. */
static gboolean
add_pilgrim_rows (Touching *self, const char *pilgrim_id, const char *branch_id, GError **error)
{
  for (guint i = 0; self->areas[i] != NULL; i++) {
    const MiqatTable *table = self->areas[i]->tables;

    for (; table != NULL && table->name != NULL; table++) {
      Held held = { self, table->name, branch_id };
      const MiqatTableSchema *schema;

      if (table->scope != MIQAT_SCOPE_PILGRIM)
        continue;
      schema = miqat_db_get_table (self->db, table->name, error);
      if (schema == NULL
          || !miqat_db_each_row (self->db, schema, table->branch, pilgrim_id, NULL,
                                 PILGRIM_ROWS_MAX, add_held_row, &held, error))
        return FALSE;
    }
  }
  return TRUE;
}

static gboolean
add_pilgrim_side (Touching *self, const MiqatChange *change, MiqatScopeLookup lookup, GError **error)
{
  const char *pilgrim = get_text (lookup, change, "pilgrim_id");
  const char *branch = get_text (lookup, change, "branch_id");

  if (pilgrim == NULL || branch == NULL)
    return TRUE;
  return add_pilgrim_rows (self, pilgrim, branch, error);
}

static gboolean
touch_change (Touching *self, const MiqatChange *change, GError **error)
{
  g_autoptr (GPtrArray) scopes = g_ptr_array_new_with_free_func (g_free);
  const MiqatTable *table = find_table (self->areas, change->columns->table);
  g_autofree char *key = miqat_change_dup_key (change);

  if (table == NULL)
    return TRUE;
  if (change->before != NULL && !add_side (self, table, key, change, look_before, scopes, error))
    return FALSE;
  if (change->after != NULL && !add_side (self, table, key, change, look_after, scopes, error))
    return FALSE;
  for (guint i = 0; i < scopes->len; i++)
    add_touched (self, table->name, key, g_ptr_array_index (scopes, i));

  if (!g_str_equal (table->name, PILGRIM_BRANCHES))
    return TRUE;
  if (change->before != NULL && !add_pilgrim_side (self, change, look_before, error))
    return FALSE;
  return change->after == NULL || add_pilgrim_side (self, change, look_after, error);
}

GPtrArray *
miqat_scope_list_touched (const MiqatArea *const *areas, MiqatDb *db, const MiqatChanges *changes,
                          GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) miqat_touched_free);
  g_autoptr (GHashTable) known = g_hash_table_new (touched_hash, touched_equal);
  Touching self = { areas, db, changes, list, known };

  for (guint i = 0; i < miqat_changes_get_count (changes); i++)
    if (!touch_change (&self, miqat_changes_get (changes, i), error))
      return NULL;
  return g_steal_pointer (&list);
}
