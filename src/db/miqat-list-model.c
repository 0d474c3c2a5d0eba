/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "miqat-list-model.h"

#include <string.h>

#include "miqat-list-cache.h"

#define PAGE 64
#define RANGE_MAX 256

/* A kept row that reads differently now. */
typedef struct {
  guint32 row;
  guint position;
  guint64 digest;
  gpointer item;
} Changed;

struct _MiqatListModel {
  GObject parent_instance;

  MiqatDb *db;
  MiqatListSource source;
  GArray *rows; /* guint32 */
  MiqatListCache cache;
  gboolean announcing;
  gboolean again; /* somebody asked for a refresh while one was announced */
};

enum { SIGNAL_FAILED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void init_list_model (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MiqatListModel, miqat_list_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, init_list_model))

/* ---- reading --------------------------------------------------------------------------------- */

static gboolean
read_rows (MiqatListModel *self, const MiqatListSource *source, GArray *rows, GError **error)
{
  g_autoptr (MiqatStatement) statement
      = miqat_db_statement (self->db, source->statements, source->rows, error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  if (source->bind != NULL)
    source->bind (statement, source->data);

  for (;;) {
    gint64 number;
    guint32 narrow;

    if (!miqat_statement_step (statement, &row, error))
      return FALSE;
    if (!row)
      return TRUE;

    number = miqat_statement_get_int (statement, 0);
    if (number < 0 || number > G_MAXUINT32) {
      g_set_error (error, MIQAT_DB_ERROR, MIQAT_DB_ERROR_ENGINE,
                   "%s: row number %" G_GINT64_FORMAT " does not fit a list",
                   source->statements->name, number);
      return FALSE;
    }
    narrow = (guint32) number;
    g_array_append_val (rows, narrow);
  }
}

/* Reads one row; `*item` is made only when the digest differs from `known`. */
static gboolean
read_item (MiqatListModel *self, MiqatStatement *statement, guint32 number, guint64 known,
           guint64 *digest, gpointer *item, GError **error)
{
  gboolean row;

  *item = NULL;
  miqat_statement_bind_int (statement, "row", number);
  if (!miqat_statement_step (statement, &row, error))
    return FALSE;

  *digest = row ? miqat_list_digest_row (statement) : 0;
  if (*digest != known || known == 0)
    *item = row ? self->source.item (statement, self->source.data)
                : g_object_new (self->source.item_type, NULL);

  /* Not all of a one-row query's steps are taken, and a statement that has rows cannot be bound. */
  return !row || miqat_statement_run (statement, error);
}

/* ---- pages ----------------------------------------------------------------------------------- */

typedef struct {
  MiqatListModel *self;
  GError *error;
} Failure;

static gboolean
on_failure (gpointer data)
{
  Failure *failure = data;

  g_signal_emit (failure->self, signals[SIGNAL_FAILED], 0, failure->error);
  return G_SOURCE_REMOVE;
}

static void
free_failure (gpointer data)
{
  Failure *failure = data;

  g_object_unref (failure->self);
  g_error_free (failure->error);
  g_free (failure);
}

/* Later, because a view asks for items in the middle of its own work. Takes `error`. */
static void
report_failure (MiqatListModel *self, GError *error)
{
  Failure *failure = g_new0 (Failure, 1);

  failure->self = g_object_ref (self);
  failure->error = error;
  g_idle_add_full (G_PRIORITY_DEFAULT, on_failure, failure, free_failure);
}

/* Reads the page around a position, as far as its rows are not kept. */
static void
load_page (MiqatListModel *self, guint position)
{
  GError *error = NULL;
  g_autoptr (MiqatStatement) statement
      = miqat_db_statement (self->db, self->source.statements, self->source.page, &error);
  guint first = position - position % PAGE;
  guint end = MIN (first + PAGE, self->rows->len);

  for (guint i = first; statement != NULL && error == NULL && i < end; i++) {
    guint32 row = g_array_index (self->rows, guint32, i);
    guint64 digest;
    gpointer item;

    if (miqat_list_cache_find (&self->cache, row) != NULL)
      continue;
    if (read_item (self, statement, row, 0, &digest, &item, &error))
      miqat_list_cache_keep (&self->cache, row, digest, item);
    else
      g_clear_object (&item);
  }
  if (error != NULL)
    report_failure (self, error);
}

/* ---- the list -------------------------------------------------------------------------------- */

static GType
get_item_type (GListModel *list)
{
  return MIQAT_LIST_MODEL (list)->source.item_type;
}

static guint
get_n_items (GListModel *list)
{
  return MIQAT_LIST_MODEL (list)->rows->len;
}

static gpointer
get_item (GListModel *list, guint position)
{
  MiqatListModel *self = MIQAT_LIST_MODEL (list);
  guint32 row;
  MiqatListKept *kept;

  if (position >= self->rows->len)
    return NULL;

  row = g_array_index (self->rows, guint32, position);
  kept = miqat_list_cache_find (&self->cache, row);
  if (kept == NULL) {
    load_page (self, position);
    kept = miqat_list_cache_find (&self->cache, row);
  }
  if (kept == NULL) /* it could not be read; the view is owed an object all the same */
    kept = miqat_list_cache_keep (&self->cache, row, 0,
                                  g_object_new (self->source.item_type, NULL));

  miqat_list_cache_touch (&self->cache, kept);
  kept->position = position;
  return g_object_ref (kept->item);
}

static void
init_list_model (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

/* ---- announcing ------------------------------------------------------------------------------ */

static void
announce (MiqatListModel *self, guint position, guint removed, guint added)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

static void
refill (MiqatListModel *self, GArray *rows)
{
  guint old = self->rows->len, new = rows->len;

  miqat_list_cache_shift (&self->cache, 0, old, 0);
  g_array_set_size (self->rows, 0);
  if (old > 0)
    announce (self, 0, old, 0);

  g_array_append_vals (self->rows, rows->data, new);
  if (new > 0)
    announce (self, 0, 0, new);
}

static void
splice (MiqatListModel *self, GArray *rows, guint position, guint removed, guint added)
{
  miqat_list_cache_shift (&self->cache, position, removed, added);
  g_array_set_size (self->rows, 0);
  g_array_append_vals (self->rows, rows->data, rows->len);
  announce (self, position, removed, added);
}

static void
move (MiqatListModel *self, guint from, guint to)
{
  guint32 row = g_array_index (self->rows, guint32, from);

  g_array_remove_index (self->rows, from);
  miqat_list_cache_shift (&self->cache, from, 1, 0);
  announce (self, from, 1, 0);

  g_array_insert_val (self->rows, to, row);
  miqat_list_cache_shift (&self->cache, to, 0, 1);
  announce (self, to, 0, 1);
}

/* From the old order to the new one. */
static void
reorder (MiqatListModel *self, GArray *rows)
{
  const guint32 *old = &g_array_index (self->rows, guint32, 0);
  const guint32 *new = &g_array_index (rows, guint32, 0);
  guint n_old = self->rows->len, n_new = rows->len;
  guint first = 0, removed, added;

  while (first < n_old && first < n_new && old[first] == new[first])
    first++;
  while (n_old > first && n_new > first && old[n_old - 1] == new[n_new - 1])
    n_old--, n_new--;
  removed = n_old - first;
  added = n_new - first;
  old += first;
  new += first;

  if (removed == 0 && added == 0)
    return;
  if (removed > 1 && removed == added && old[0] == new[added - 1]
      && memcmp (old + 1, new, (removed - 1) * sizeof *old) == 0)
    move (self, first, first + removed - 1);
  else if (removed > 1 && removed == added && old[removed - 1] == new[0]
           && memcmp (old, new + 1, (removed - 1) * sizeof *old) == 0)
    move (self, first + removed - 1, first);
  else if (removed < RANGE_MAX && added < RANGE_MAX)
    splice (self, rows, first, removed, added);
  else
    refill (self, rows);
}

static int
compare_positions (gconstpointer a, gconstpointer b)
{
  guint left = ((const Changed *) a)->position, right = ((const Changed *) b)->position;

  return left < right ? -1 : left > right;
}

/* Gives changed rows their new items, then says so for each run of neighbours. A run is cut at a
 * page's length, because a view compares what it shows with all that was announced. */
static void
replace (MiqatListModel *self, GArray *changes)
{
  for (guint i = 0; i < changes->len; i++) {
    Changed *changed = &g_array_index (changes, Changed, i);
    MiqatListKept *kept = miqat_list_cache_find (&self->cache, changed->row);

    /* Gone when a view, told of the new order, has asked for other rows. */
    changed->position = kept != NULL ? kept->position : MIQAT_LIST_NOWHERE;
    if (kept == NULL)
      continue;
    g_set_object (&kept->item, changed->item);
    kept->digest = changed->digest;
  }

  g_array_sort (changes, compare_positions);
  for (guint i = 0; i < changes->len;) {
    guint first = g_array_index (changes, Changed, i).position, count = 0;

    if (first == MIQAT_LIST_NOWHERE)
      break;
    while (i < changes->len && count < PAGE
           && g_array_index (changes, Changed, i).position == first + count)
      i++, count++;
    announce (self, first, count, count);
  }
}

/* ---- refresh --------------------------------------------------------------------------------- */

static void
clear_changed (gpointer data)
{
  g_clear_object (&((Changed *) data)->item);
}

static gboolean
read_changes (MiqatListModel *self, GArray *changes, GError **error)
{
  g_autoptr (MiqatStatement) statement
      = miqat_db_statement (self->db, self->source.statements, self->source.page, error);

  if (statement == NULL)
    return FALSE;

  for (GList *link = self->cache.recent.head; link != NULL; link = link->next) {
    MiqatListKept *kept = link->data;
    Changed changed = { .row = kept->row };

    if (!read_item (self, statement, kept->row, kept->digest, &changed.digest, &changed.item,
                    error)) {
      g_clear_object (&changed.item);
      return FALSE;
    }
    /* A row that is gone reads as a new plain object each time; one is enough. */
    if (changed.item != NULL && (changed.digest != kept->digest))
      g_array_append_val (changes, changed);
    else
      g_clear_object (&changed.item);
  }
  return TRUE;
}

/* Reads order and contents in one state of the database. */
static gboolean
read_all (MiqatListModel *self, const MiqatListSource *source, GArray *rows, GArray *changes,
          GError **error)
{
  gboolean ok;

  if (!miqat_db_begin_read (self->db, error))
    return FALSE;
  ok = read_rows (self, source, rows, error)
       && (changes == NULL || read_changes (self, changes, error));
  miqat_db_end_read (self->db);
  return ok;
}

static gboolean
refresh_once (MiqatListModel *self, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (Changed));

  g_array_set_clear_func (changes, clear_changed);
  if (!read_all (self, &self->source, rows, changes, error))
    return FALSE;

  self->announcing = TRUE;
  reorder (self, rows);
  replace (self, changes);
  self->announcing = FALSE;
  return TRUE;
}

gboolean
miqat_list_model_refresh (MiqatListModel *self, GError **error)
{
  g_return_val_if_fail (MIQAT_IS_LIST_MODEL (self), FALSE);

  if (self->announcing) {
    self->again = TRUE;
    return TRUE;
  }

  do {
    self->again = FALSE;
    if (!refresh_once (self, error))
      return FALSE;
  } while (self->again);
  return TRUE;
}

static void
clear_source (MiqatListSource *source)
{
  if (source->data_free != NULL)
    source->data_free (source->data);
  *source = (MiqatListSource){ .item_type = source->item_type };
}

gboolean
miqat_list_model_set_source (MiqatListModel *self, const MiqatListSource *source, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint32));
  MiqatListSource next = *source;

  g_return_val_if_fail (MIQAT_IS_LIST_MODEL (self), FALSE);
  g_return_val_if_fail (!self->announcing, FALSE);
  g_return_val_if_fail (next.item_type == self->source.item_type, FALSE);

  if (!read_all (self, &next, rows, NULL, error)) {
    clear_source (&next);
    return FALSE;
  }

  /* Kept items were made by the old source. */
  miqat_list_cache_drop_all (&self->cache);
  clear_source (&self->source);
  self->source = next;
  self->announcing = TRUE;
  refill (self, rows);
  self->announcing = FALSE;
  return TRUE;
}

guint32
miqat_list_model_get_row (MiqatListModel *self, guint position)
{
  g_return_val_if_fail (MIQAT_IS_LIST_MODEL (self), 0);
  g_return_val_if_fail (position < self->rows->len, 0);

  return g_array_index (self->rows, guint32, position);
}

gboolean
miqat_list_model_find_row (MiqatListModel *self, guint32 row, guint *position)
{
  g_return_val_if_fail (MIQAT_IS_LIST_MODEL (self), FALSE);

  for (guint i = 0; i < self->rows->len; i++)
    if (g_array_index (self->rows, guint32, i) == row) {
      *position = i;
      return TRUE;
    }
  return FALSE;
}

/* ---- life ------------------------------------------------------------------------------------ */

static void
miqat_list_model_finalize (GObject *object)
{
  MiqatListModel *self = MIQAT_LIST_MODEL (object);

  miqat_list_cache_clear (&self->cache);
  g_array_unref (self->rows);
  clear_source (&self->source);
  G_OBJECT_CLASS (miqat_list_model_parent_class)->finalize (object);
}

static void
miqat_list_model_class_init (MiqatListModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = miqat_list_model_finalize;

  signals[SIGNAL_FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
miqat_list_model_init (MiqatListModel *self)
{
  self->rows = g_array_new (FALSE, FALSE, sizeof (guint32));
  miqat_list_cache_init (&self->cache);
}

MiqatListModel *
miqat_list_model_new (MiqatDb *db, const MiqatListSource *source)
{
  MiqatListModel *self = g_object_new (MIQAT_TYPE_LIST_MODEL, NULL);

  self->db = db;
  self->source = *source;
  return self;
}
