/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-sync-compare.h"

#include "miqat-scope.h"
#include "miqat-sync-wire.h"
#include "miqat-user.h"

#define PIECE 1000

/* One database, read table by table. */
typedef struct {
  const MiqatKey *key;
  MiqatDb *db;
  const MiqatTable *table;
  const MiqatTableSchema *schema;
  const char *branch_id; /* of the scope; NULL: everything */
  gboolean scoped;       /* whether rows out of scope are to be left out */
  GHashTable *rows;      /* key → description */
  char *after;
  guint piece;
  GPtrArray *differences;
} Side;

typedef struct {
  const MiqatTableSchema *schema;
  const MiqatValue *values;
} Row;

static const MiqatValue *
look_up (gconstpointer data, const char *column)
{
  const Row *row = data;

  for (guint i = 0; i < row->schema->n_columns; i++)
    if (g_strcmp0 (row->schema->columns[i].name, column) == 0)
      return &row->values[i];
  return NULL;
}

static void
add_difference (const Side *side, const char *key, const char *what)
{
  g_ptr_array_add (side->differences, g_strdup_printf ("%s %s: %s", side->table->name, key, what));
}

/* A blind index must be what follows from the sealed value with this database's own key. */
static gboolean
check_indexes (const Side *side, const char *key, const Row *row, GError **error)
{
  const MiqatSealedColumn *sealed = side->table->sealed;

  for (; sealed != NULL && sealed->column != NULL; sealed++) {
    const MiqatValue *value = look_up (row, sealed->column);
    const MiqatValue *index = sealed->index_column != NULL ? look_up (row, sealed->index_column) : NULL;
    g_autofree char *clear = NULL;
    g_autofree char *expected = NULL;

    if (value == NULL || index == NULL || value->kind != MIQAT_VALUE_BYTES)
      continue;
    clear = miqat_open (side->key, sealed->context, value->bytes, error);
    if (clear == NULL)
      return FALSE;
    expected = miqat_blind_index (side->key, sealed->context, clear);
    if (index->kind != MIQAT_VALUE_TEXT || !g_str_equal (index->text, expected))
      add_difference (side, key, "the blind index is not that of the sealed value");
  }
  return TRUE;
}

static gboolean
take_row (const MiqatValue *values, const char *key, gpointer data, GError **error)
{
  Side *side = data;
  const Row row = { side->schema, values };
  g_autoptr (GPtrArray) scopes = g_ptr_array_new_with_free_func (g_free);
  char *description;

  g_free (side->after);
  side->after = g_strdup (key);
  side->piece++;
  if (side->scoped) {
    if (!miqat_scope_of_row (side->db, side->table, key, look_up, &row, scopes, error))
      return FALSE;
    if (!miqat_scope_admits (scopes, side->branch_id))
      return TRUE;
  }
  if (!check_indexes (side, key, &row, error))
    return FALSE;
  description = miqat_sync_row_describe (side->table, side->schema, side->key, values, error);
  if (description == NULL)
    return FALSE;
  g_hash_table_insert (side->rows, g_strdup (key), description);
  return TRUE;
}

static gboolean
read_table (Side *side, const MiqatTable *table, GError **error)
{
  side->table = table;
  side->schema = miqat_db_get_table (side->db, table->name, error);
  g_clear_pointer (&side->after, g_free);
  g_hash_table_remove_all (side->rows);
  if (side->schema == NULL)
    return FALSE;
  do {
    side->piece = 0;
    if (!miqat_db_each_row (side->db, side->schema, NULL, NULL, side->after, PIECE, take_row, side, error))
      return FALSE;
  } while (side->piece == PIECE);
  return TRUE;
}

static void
compare_rows (const Side *hub, const Side *replica, gint64 *compared)
{
  GHashTableIter iter;
  gpointer key, description;

  g_hash_table_iter_init (&iter, hub->rows);
  while (g_hash_table_iter_next (&iter, &key, &description)) {
    const char *other = g_hash_table_lookup (replica->rows, key);
    g_autofree char *what = NULL;

    ++*compared;
    if (other == NULL) {
      add_difference (hub, key, "is missing at the workstation");
    } else if (!g_str_equal (other, description)) {
      what = g_strdup_printf ("differs: the hub has\n%sthe workstation\n%s", (char *) description, other);
      add_difference (hub, key, what);
    }
  }
  g_hash_table_iter_init (&iter, replica->rows);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (!g_hash_table_contains (hub->rows, key))
      add_difference (hub, key, "is only at the workstation");
}

static gboolean
compare_tables (MiqatSite *site, Side *hub, Side *replica, gint64 *compared, GError **error)
{
  const MiqatArea *const *areas = miqat_site_get_areas (site);

  for (guint i = 0; areas[i] != NULL; i++) {
    const MiqatTable *table = areas[i]->tables;

    for (; table != NULL && table->name != NULL; table++) {
      if (table->scope == MIQAT_SCOPE_LOCAL)
        continue;
      if (!read_table (hub, table, error) || !read_table (replica, table, error))
        return FALSE;
      compare_rows (hub, replica, compared);
    }
  }
  return TRUE;
}

static gboolean
find_scope (MiqatDb *db, MiqatSite *replica, char **branch_id, GError **error)
{
  g_autoptr (MiqatUser) office = miqat_user_load (db, miqat_site_get_identity (replica)->node_id, error);

  if (office == NULL)
    return FALSE;
  *branch_id = office->tier != MIQAT_TIER_PUSAT ? g_strdup (office->id) : NULL;
  return TRUE;
}

gboolean
miqat_sync_compare (MiqatSite *hub, MiqatSite *replica, gint64 *compared, GPtrArray *differences,
                    GError **error)
{
  g_autoptr (MiqatDb) hub_db = miqat_site_open_reader (hub, error);
  g_autoptr (MiqatDb) replica_db = hub_db != NULL ? miqat_site_open_reader (replica, error) : NULL;
  g_autofree char *branch_id = NULL;
  Side sides[2] = {
    { .key = miqat_site_get_key (hub), .db = hub_db, .scoped = TRUE, .differences = differences },
    { .key = miqat_site_get_key (replica), .db = replica_db, .differences = differences },
  };
  gboolean ok;

  *compared = 0;
  if (replica_db == NULL || !find_scope (hub_db, replica, &branch_id, error))
    return FALSE;
  sides[0].branch_id = branch_id;
  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    sides[i].rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  ok = compare_tables (hub, &sides[0], &sides[1], compared, error);
  for (guint i = 0; i < G_N_ELEMENTS (sides); i++) {
    g_hash_table_unref (sides[i].rows);
    g_free (sides[i].after);
  }
  return ok;
}
