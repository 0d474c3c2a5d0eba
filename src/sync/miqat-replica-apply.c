/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bringing the tables in line with the hub while commands wait (reference: undo, rows, replay).
 * Everything happens in one job of the writer, so in one transaction: a crash leaves the state before
 * or the state after. */
#include "config.h"

#include "miqat-replica-private.h"

#include <string.h>

/* ---- the hub's rows ------------------------------------------------------------------------- */

/* What became of one row: the last word of all pages. */
typedef struct {
  const char *table;
  char *key;
  const MiqatSyncRows *rows;
  int index; /* in `rows`; -1: it is gone */
} Touch;

typedef struct {
  GPtrArray *blocks; /* of MiqatSyncRows */
  GHashTable *touched; /* Touch → itself */
} Incoming;

static guint
touch_hash (gconstpointer data)
{
  const Touch *self = data;

  return 31 * g_str_hash (self->table) + g_str_hash (self->key);
}

static gboolean
touch_equal (gconstpointer a, gconstpointer b)
{
  const Touch *left = a, *right = b;

  return g_str_equal (left->key, right->key) && g_str_equal (left->table, right->table);
}

static void
touch_free (gpointer data)
{
  Touch *self = data;

  g_free (self->key);
  g_free (self);
}

static void
block_free (gpointer data)
{
  miqat_sync_rows_clear (data);
  g_free (data);
}

static void
incoming_init (Incoming *self)
{
  self->blocks = g_ptr_array_new_with_free_func (block_free);
  self->touched = g_hash_table_new_full (touch_hash, touch_equal, touch_free, NULL);
}

static void
incoming_clear (Incoming *self)
{
  g_hash_table_unref (self->touched);
  g_ptr_array_unref (self->blocks);
}

/* Takes `key`. */
static void
note_touch (Incoming *self, const MiqatSyncRows *rows, char *key, int index)
{
  Touch *touch = g_new0 (Touch, 1);

  touch->table = rows->table->name;
  touch->key = key;
  touch->rows = rows;
  touch->index = index;
  g_hash_table_replace (self->touched, touch, touch);
}

static gboolean
add_block (Incoming *self, MiqatSite *site, MiqatDb *db, JsonObject *object, GError **error)
{
  MiqatSyncRows *rows = g_new0 (MiqatSyncRows, 1);

  g_ptr_array_add (self->blocks, rows);
  if (!miqat_sync_rows_init (rows, site, db, object, error))
    return FALSE;
  if (rows->table == NULL)
    return TRUE;
  for (guint i = 0; i < json_array_get_length (rows->gone); i++) {
    JsonNode *key = json_array_get_element (rows->gone, i);

    if (JSON_NODE_HOLDS_VALUE (key) && json_node_get_value_type (key) == G_TYPE_STRING)
      note_touch (self, rows, json_node_dup_string (key), -1);
  }
  for (guint i = 0; i < json_array_get_length (rows->rows); i++) {
    char *key = miqat_sync_rows_dup_key (rows, i, error);

    if (key == NULL)
      return FALSE;
    note_touch (self, rows, key, (int) i);
  }
  return TRUE;
}

static gboolean
add_page (Incoming *self, MiqatSite *site, MiqatDb *db, JsonNode *page, GError **error)
{
  JsonArray *tables = miqat_json_get_array (json_node_get_object (page), "tables");

  for (guint i = 0; tables != NULL && i < json_array_get_length (tables); i++) {
    JsonNode *node = json_array_get_element (tables, i);

    if (JSON_NODE_HOLDS_OBJECT (node) && !add_block (self, site, db, json_node_get_object (node), error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
insert_row (MiqatDb *db, const MiqatKey *key, const Touch *touch, GError **error)
{
  const MiqatTableSchema *schema = touch->rows->schema;
  MiqatValue *values = miqat_sync_rows_read (touch->rows, (guint) touch->index, key, error);
  gboolean ok = values != NULL && miqat_db_insert_row (db, schema, values, error);

  miqat_values_free (values, schema->n_columns);
  return ok;
}

/* All touched rows go before any comes: unique values may have changed places among them. */
static gboolean
put_rows (const Incoming *self, MiqatDb *db, const MiqatKey *key, GError **error)
{
  GHashTableIter iter;
  gpointer item;

  g_hash_table_iter_init (&iter, self->touched);
  while (g_hash_table_iter_next (&iter, &item, NULL)) {
    const Touch *touch = item;

    if (!miqat_db_delete_row (db, touch->rows->schema, touch->key, error))
      return FALSE;
  }
  g_hash_table_iter_init (&iter, self->touched);
  while (g_hash_table_iter_next (&iter, &item, NULL)) {
    const Touch *touch = item;

    if (touch->index >= 0 && !insert_row (db, key, touch, error))
      return FALSE;
  }
  return TRUE;
}

/* ---- replacing ------------------------------------------------------------------------------ */

static gboolean
undo_effects (MiqatDb *db, GError **error)
{
  g_autoptr (GPtrArray) effects = miqat_queue_read_effects (db, error);

  if (effects == NULL)
    return FALSE;
  return effects->len == 0
         || miqat_db_undo (db, (GBytes *const *) effects->pdata, effects->len, error);
}

static gboolean
replace (MiqatDb *db, MiqatSite *site, const Incoming *incoming, gboolean undo, GError **error)
{
  g_autoptr (MiqatChanges) changes = NULL;

  if (!miqat_db_capture_begin (db, site->captured, error))
    return FALSE;
  if ((undo && !undo_effects (db, error))
      || (incoming != NULL && !put_rows (incoming, db, miqat_site_get_key (site), error))) {
    miqat_db_capture_cancel (db);
    return FALSE;
  }
  changes = miqat_db_capture_end (db, NULL, error);
  return changes != NULL && miqat_search_update (site, db, changes, error);
}

/* Takes the queue's effects back if `undo`, puts the hub's rows (nullable), and has the search index
 * follow. Rows come in any order, so references must be looked at afterwards. */
static gboolean
replace_unchecked (MiqatDb *db, MiqatSite *site, const Incoming *incoming, gboolean undo, GError **error)
{
  return miqat_db_set_constraints (db, FALSE, error) && replace (db, site, incoming, undo, error)
         && miqat_db_set_constraints (db, TRUE, error)
         && (!undo || miqat_queue_forget_effects (db, error));
}

gboolean
miqat_replica_take_back (MiqatDb *db, MiqatSite *site, GError **error)
{
  return replace_unchecked (db, site, NULL, TRUE, error);
}

gboolean
miqat_replica_put_page (MiqatDb *db, MiqatSite *site, JsonNode *page, guint *n_rows, GError **error)
{
  Incoming incoming;
  gboolean ok;

  incoming_init (&incoming);
  ok = add_page (&incoming, site, db, page, error)
       && replace_unchecked (db, site, &incoming, FALSE, error);
  *n_rows = g_hash_table_size (incoming.touched);
  incoming_clear (&incoming);
  return ok;
}

/* ---- replay --------------------------------------------------------------------------------- */

/* A command that the rows as they are do not admit: the hub will decide, here it has no effect. */
static gboolean
is_about_rows (const GError *failure)
{
  return failure->domain == MIQAT_REFUSAL
         || (failure->domain == MIQAT_DB_ERROR
             && (failure->code == MIQAT_DB_ERROR_UNIQUE || failure->code == MIQAT_DB_ERROR_CHECK
                 || failure->code == MIQAT_DB_ERROR_FOREIGN_KEY
                 || failure->code == MIQAT_DB_ERROR_NOT_NULL
                 || failure->code == MIQAT_DB_ERROR_APPEND_ONLY));
}

static MiqatProblems *
make_problems (const GError *failure)
{
  const MiqatProblems *refusal = miqat_refusal_get_problems (failure);
  MiqatProblems *problems;

  if (refusal != NULL)
    return miqat_problems_copy (refusal);
  problems = miqat_problems_new ();
  miqat_problems_add (problems, NULL, MIQAT_PROBLEM_CHANGED_MEANWHILE, NULL);
  return problems;
}

static gboolean
replay_one (MiqatSite *site, MiqatDb *db, const MiqatQueued *queued, GError **error)
{
  const MiqatReplayed replayed = {
    .id = queued->id,
    .name = queued->name,
    .args = queued->args,
    .actor_id = queued->actor_id,
    .claimed_at = queued->claimed_at,
    .day = queued->day,
  };
  g_autoptr (MiqatChanges) changes = NULL;
  g_autoptr (GBytes) changeset = NULL;
  g_autoptr (MiqatProblems) problems = NULL;
  GError *failure = NULL;

  if (miqat_site_replay_one (site, db, &replayed, &changes, &changeset, &failure))
    return miqat_queue_set_effect (db, queued->seq, changeset, NULL, error);
  if (!is_about_rows (failure)) {
    g_propagate_error (error, failure);
    return FALSE;
  }
  problems = make_problems (failure);
  g_error_free (failure);
  return miqat_queue_set_effect (db, queued->seq, NULL, problems, error);
}

static gboolean
replay (MiqatSite *site, MiqatDb *db, GError **error)
{
  g_autoptr (GPtrArray) queue = miqat_queue_read (db, miqat_site_get_key (site), -1, 0, 0, error);

  if (queue == NULL)
    return FALSE;
  for (guint i = 0; i < queue->len; i++) {
    const MiqatQueued *queued = g_ptr_array_index (queue, i);

    if (queued->state != MIQAT_QUEUED_REFUSED && !replay_one (site, db, queued, error))
      return FALSE;
  }
  return TRUE;
}

/* ---- all of it ------------------------------------------------------------------------------ */

static gboolean
keep_cursor (MiqatDb *db, const MiqatRebase *rebase, GError **error)
{
  char seq[24];

  if (rebase->cursor == NULL)
    return TRUE;
  g_snprintf (seq, sizeof seq, "%" G_GINT64_FORMAT, rebase->seq);
  return miqat_sync_state_set (db, MIQAT_SYNC_STATE_CURSOR, rebase->cursor, error)
         && miqat_sync_state_set (db, MIQAT_SYNC_STATE_SEQ, seq, error);
}

static gboolean
settle (MiqatDb *db, const MiqatRebase *rebase, gint64 *settled, GError **error)
{
  *settled = 0;
  return rebase->cursor == NULL || miqat_queue_drop_settled (db, rebase->seq, settled, error);
}

/* The office's part of the rows is closed: whatever a row refers to is there too. A reference that is
 * missing means that an answer was lost or the hub's scopes are wrong. Fetching everything anew heals
 * the first; after that, going on is better than standing still. */
static gboolean
check_references (MiqatDb *db, const Incoming *incoming, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autofree char *lenient = NULL;

  if (g_hash_table_size (incoming->touched) == 0)
    return TRUE;
  if (miqat_db_check_foreign_keys (db, &failure))
    return miqat_sync_state_set (db, MIQAT_SYNC_STATE_LENIENT, NULL, error);
  lenient = miqat_sync_state_dup (db, MIQAT_SYNC_STATE_LENIENT, NULL);
  if (lenient != NULL && g_error_matches (failure, MIQAT_DB_ERROR, MIQAT_DB_ERROR_FOREIGN_KEY)) {
    g_warning ("sync: %s", failure->message);
    return TRUE;
  }
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
rebase_rows (MiqatDb *db, const MiqatRebase *rebase, const Incoming *incoming, GError **error)
{
  gint64 settled;

  return replace_unchecked (db, rebase->site, incoming, TRUE, error)
         && check_references (db, incoming, error) && keep_cursor (db, rebase, error)
         && settle (db, rebase, &settled, error)
         && miqat_sync_state_set (db, MIQAT_SYNC_STATE_REPLAY, NULL, error)
         && replay (rebase->site, db, error);
}

/* Whether nothing but the cursor would change. */
static gboolean
is_idle (MiqatDb *db, const MiqatRebase *rebase, const Incoming *incoming, gboolean *idle, GError **error)
{
  g_autoptr (GPtrArray) accepted = NULL;
  g_autoptr (GError) failure = NULL;
  g_autofree char *due = NULL;

  *idle = FALSE;
  if (rebase->cursor == NULL || g_hash_table_size (incoming->touched) > 0)
    return TRUE;
  due = miqat_sync_state_dup (db, MIQAT_SYNC_STATE_REPLAY, &failure);
  if (failure == NULL)
    accepted = miqat_queue_read (db, miqat_site_get_key (rebase->site), MIQAT_QUEUED_ACCEPTED, 0, 1, &failure);
  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  *idle = due == NULL && accepted->len == 0;
  return TRUE;
}

gboolean
miqat_replica_rebase (MiqatDb *db, MiqatRebase *rebase, GError **error)
{
  Incoming incoming;
  gboolean ok = TRUE, idle = FALSE;

  incoming_init (&incoming);
  for (guint i = 0; ok && rebase->pages != NULL && i < rebase->pages->len; i++)
    ok = add_page (&incoming, rebase->site, db, g_ptr_array_index (rebase->pages, i), error);
  ok = ok && is_idle (db, rebase, &incoming, &idle, error);
  rebase->changed = !idle;
  if (ok)
    ok = idle ? keep_cursor (db, rebase, error) : rebase_rows (db, rebase, &incoming, error);
  incoming_clear (&incoming);
  return ok;
}
