/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Before the first pull, or when the rows went wrong: fetches them whole, a page at a time, in a way
 * that goes on where it stopped. */
#include "config.h"

#include "miqat-replica-private.h"

/* How far that is; kept in sync_state. */
typedef struct {
  char *cursor; /* of the moment before the first page */
  gint64 seq;
  char *table;  /* where to go on; NULL: at the beginning */
  char *after;
} Progress;

static void
progress_clear (Progress *self)
{
  g_free (self->cursor);
  g_free (self->table);
  g_free (self->after);
}

static void
progress_read (Progress *self, const char *text)
{
  g_autoptr (JsonNode) node = json_from_string (text, NULL);
  JsonObject *object
    = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  if (object == NULL)
    return;
  self->cursor = g_strdup (miqat_json_get_text (object, "cursor"));
  self->seq = miqat_json_get_int (object, "seq", 0);
  self->table = g_strdup (miqat_json_get_text (object, "table"));
  self->after = g_strdup (miqat_json_get_text (object, "after"));
}

static char *
progress_write (const Progress *self)
{
  GString *out = g_string_new (NULL);
  MiqatJsonWriter json;

  miqat_json_writer_init (&json, out);
  miqat_json_begin_object (&json);
  miqat_json_add_text (&json, "cursor", self->cursor);
  miqat_json_add_int (&json, "seq", self->seq);
  miqat_json_add_text (&json, "table", self->table);
  miqat_json_add_text (&json, "after", self->after);
  miqat_json_end_object (&json);
  return g_string_free (out, FALSE);
}

/* ---- an empty house first ------------------------------------------------------------------- */

#define CLEARED_AT_ONCE 2000

typedef struct {
  MiqatSite *site;
  gboolean empty; /* out */
} Clearing;

static gboolean
note_key (const MiqatValue *values, const char *key, gpointer data, GError **error)
{
  g_ptr_array_add (data, g_strdup (key));
  return TRUE;
}

static gboolean
clear_table (MiqatDb *db, MiqatSite *site, const MiqatTable *table, guint *left, GError **error)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);
  const MiqatTableSchema *schema = miqat_db_get_table (db, table->name, error);

  if (schema == NULL
      || !miqat_db_each_row (db, schema, NULL, NULL, NULL, *left, note_key, keys, error))
    return FALSE;
  for (guint i = 0; i < keys->len; i++)
    if (!miqat_db_delete_row (db, schema, g_ptr_array_index (keys, i), error)
        || !miqat_search_update_row (site, db, table, g_ptr_array_index (keys, i), error))
      return FALSE;
  *left -= keys->len;
  return TRUE;
}

/* Removes some rows of ours. Effects of queued commands need not be taken back first: they go too. */
static gboolean
clear_job (MiqatDb *db, gpointer data, gpointer *result, GError **error)
{
  Clearing *clearing = data;
  const MiqatArea *const *areas = miqat_site_get_areas (clearing->site);
  guint left = CLEARED_AT_ONCE;

  if (!miqat_queue_forget_effects (db, error) || !miqat_db_set_constraints (db, FALSE, error))
    return FALSE;
  for (guint i = 0; areas[i] != NULL; i++) {
    const MiqatTable *table = areas[i]->tables;

    for (; table != NULL && table->name != NULL && left > 0; table++)
      if (miqat_sync_table_travels (table) && !clear_table (db, clearing->site, table, &left, error))
        return FALSE;
  }
  clearing->empty = left == CLEARED_AT_ONCE;
  return miqat_db_set_constraints (db, TRUE, error);
}

static gboolean
clear_all (MiqatReplica *self, GCancellable *cancellable, GError **error)
{
  Clearing clearing = { .site = self->site };

  while (!clearing.empty)
    if (g_cancellable_set_error_if_cancelled (cancellable, error)
        || !miqat_replica_write (self, clear_job, &clearing, error))
      return FALSE;
  return TRUE;
}

/* ---- pages ---------------------------------------------------------------------------------- */

typedef struct {
  MiqatSite *site;
  JsonNode *page;
  const Progress *progress; /* after this page */
  guint n_rows;             /* out */
} Page;

/* With the last page the cursor is known; the queue's effects are made again by the pull that
 * follows. */
static gboolean
keep_progress (MiqatDb *db, const Progress *progress, GError **error)
{
  g_autofree char *text = NULL;
  char seq[24];

  if (progress->table != NULL) {
    text = progress_write (progress);
    return miqat_sync_state_set (db, MIQAT_SYNC_STATE_SNAPSHOT, text, error);
  }
  g_snprintf (seq, sizeof seq, "%" G_GINT64_FORMAT, progress->seq);
  return miqat_sync_state_set (db, MIQAT_SYNC_STATE_SNAPSHOT, NULL, error)
         && miqat_sync_state_set (db, MIQAT_SYNC_STATE_CURSOR, progress->cursor, error)
         && miqat_sync_state_set (db, MIQAT_SYNC_STATE_SEQ, seq, error)
         && miqat_sync_state_set (db, MIQAT_SYNC_STATE_REPLAY, "1", error);
}

static gboolean
put_page_job (MiqatDb *db, gpointer data, gpointer *result, GError **error)
{
  Page *page = data;

  return miqat_replica_take_back (db, page->site, error)
         && miqat_replica_put_page (db, page->site, page->page, &page->n_rows, error)
         && keep_progress (db, page->progress, error);
}

static JsonObject *
ask_page (MiqatReplica *self, const Progress *progress, JsonNode **root, GCancellable *cancellable,
          GError **error)
{
  g_autoptr (GString) target = miqat_replica_begin_target ("/snapshot");

  if (progress->table != NULL)
    miqat_replica_add_param (target, "table", progress->table);
  if (progress->after != NULL)
    miqat_replica_add_param (target, "after", progress->after);
  return miqat_replica_ask (self, MIQAT_SYNC_GET, target->str, NULL, MIQAT_SYNC_TIMEOUT_MS, root,
                            cancellable, error);
}

static gboolean
note_page (Progress *progress, JsonObject *answer, GError **error)
{
  JsonObject *next = miqat_json_get_object (answer, "next");

  if (progress->cursor == NULL) {
    progress->cursor = g_strdup (miqat_json_get_text (answer, "cursor"));
    progress->seq = miqat_json_get_int (answer, "seq", 0);
  }
  g_clear_pointer (&progress->table, g_free);
  g_clear_pointer (&progress->after, g_free);
  if (next != NULL) {
    progress->table = g_strdup (miqat_json_get_text (next, "table"));
    progress->after = g_strdup (miqat_json_get_text (next, "after"));
  }
  if (progress->cursor != NULL)
    return TRUE;
  g_set_error_literal (error, MIQAT_SYNC_ERROR, MIQAT_SYNC_ERROR_ANSWER, "The hub gave no cursor");
  return FALSE;
}

static gboolean
load_pages (MiqatReplica *self, Progress *progress, GCancellable *cancellable, GError **error)
{
  guint loaded = 0;

  do {
    g_autoptr (JsonNode) root = NULL;
    JsonObject *answer = ask_page (self, progress, &root, cancellable, error);
    Page page = { self->site, root, progress, 0 };

    if (answer == NULL || !note_page (progress, answer, error)
        || !miqat_replica_write (self, put_page_job, &page, error))
      return FALSE;
    loaded += page.n_rows;
    miqat_replica_note_loading (self, TRUE, loaded);
  } while (progress->table != NULL);
  return TRUE;
}

static gboolean
forget_progress_job (MiqatDb *db, gpointer data, gpointer *result, GError **error)
{
  return miqat_sync_state_set (db, MIQAT_SYNC_STATE_SNAPSHOT, NULL, error);
}

static gboolean
load_all (MiqatReplica *self, const char *begun, GCancellable *cancellable, GError **error)
{
  Progress progress = { NULL };
  GError *failure = NULL;
  gboolean ok;

  if (begun != NULL)
    progress_read (&progress, begun);
  ok = (progress.table != NULL || clear_all (self, cancellable, &failure))
       && load_pages (self, &progress, cancellable, &failure);
  progress_clear (&progress);
  if (ok)
    return TRUE;
  /* Rows that changed between two pages may not fit together: from the beginning then. */
  if (failure->domain == MIQAT_DB_ERROR)
    miqat_replica_write (self, forget_progress_job, NULL, NULL);
  g_propagate_error (error, failure);
  return FALSE;
}

gboolean
miqat_replica_load (MiqatReplica *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autofree char *cursor = miqat_replica_dup_state (self, MIQAT_SYNC_STATE_CURSOR, &failure);
  g_autofree char *begun = NULL;
  gboolean ok;

  if (cursor == NULL && failure == NULL)
    begun = miqat_replica_dup_state (self, MIQAT_SYNC_STATE_SNAPSHOT, &failure);
  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  if (cursor != NULL)
    return TRUE;
  miqat_replica_note_loading (self, TRUE, 0);
  ok = load_all (self, begun, cancellable, error);
  if (ok)
    miqat_site_announce (self->site, NULL);
  return ok;
}
