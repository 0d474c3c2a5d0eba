/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pull: fetches all that changed since the cursor and brings the tables in line in one go. */
#include "config.h"

#include "miqat-replica-private.h"

#include <string.h>

char *
miqat_replica_dup_state (MiqatReplica *self, const char *name, GError **error)
{
  MiqatDb *db = miqat_replica_begin_read (self, error);
  char *value;

  if (db == NULL)
    return NULL;
  value = miqat_sync_state_dup (db, name, error);
  miqat_replica_end_read (self);
  return value;
}

/* ---- when the rows are wrong ---------------------------------------------------------------- */

static gboolean
reset_job (MiqatDb *db, gpointer data, gpointer *result, GError **error)
{
  return miqat_sync_state_set (db, MIQAT_SYNC_STATE_CURSOR, NULL, error)
         && miqat_sync_state_set (db, MIQAT_SYNC_STATE_SNAPSHOT, NULL, error);
}

gboolean
miqat_replica_reset (MiqatReplica *self, GError **error)
{
  return miqat_replica_write (self, reset_job, NULL, error);
}

static gboolean
lenient_job (MiqatDb *db, gpointer data, gpointer *result, GError **error)
{
  return miqat_sync_state_set (db, MIQAT_SYNC_STATE_LENIENT, "1", error);
}

/* Whether the failure is one of the rows' contents, and not of the disk. */
static gboolean
is_damage (const GError *failure)
{
  if (failure->domain != MIQAT_DB_ERROR)
    return FALSE;
  switch ((MiqatDbError) failure->code) {
  case MIQAT_DB_ERROR_ENGINE:
  case MIQAT_DB_ERROR_UNIQUE:
  case MIQAT_DB_ERROR_CHECK:
  case MIQAT_DB_ERROR_FOREIGN_KEY:
  case MIQAT_DB_ERROR_NOT_NULL:
  case MIQAT_DB_ERROR_APPEND_ONLY:
  case MIQAT_DB_ERROR_CORRUPT:
    return TRUE;
  case MIQAT_DB_ERROR_BUSY:
  case MIQAT_DB_ERROR_NO_SPACE:
  case MIQAT_DB_ERROR_READ_ONLY:
  case MIQAT_DB_ERROR_FOREIGN:
  case MIQAT_DB_ERROR_NEWER:
  case MIQAT_DB_ERROR_IO:
  case MIQAT_DB_ERROR_MISSING:
    return FALSE;
  }
  return FALSE;
}

static void
note_damage (MiqatReplica *self, const GError *failure)
{
  if (!is_damage (failure))
    return;
  g_warning ("sync: the rows will be fetched anew: %s", failure->message);
  if (g_error_matches (failure, MIQAT_DB_ERROR, MIQAT_DB_ERROR_FOREIGN_KEY))
    miqat_replica_write (self, lenient_job, NULL, NULL);
  miqat_replica_note_damaged (self);
  miqat_replica_reset (self, NULL);
}

/* ---- pulling -------------------------------------------------------------------------------- */

static gboolean
rebase_job (MiqatDb *db, gpointer data, gpointer *result, GError **error)
{
  return miqat_replica_rebase (db, data, error);
}

static JsonObject *
ask_changes (MiqatReplica *self, const char *since, const char *limit, guint wait_s, JsonNode **root,
             GCancellable *cancellable, GError **error)
{
  g_autoptr (GString) target = miqat_replica_begin_target ("/changes");
  MiqatReplicaStatus status;
  char wait[12];

  miqat_replica_get_status (self, &status);
  g_snprintf (wait, sizeof wait, "%u", wait_s);
  miqat_replica_add_param (target, "since", since);
  miqat_replica_add_param (target, "limit", limit);
  miqat_replica_add_param (target, "wait", wait);
  miqat_replica_add_param (target, "idle", status.waiting == 0 ? "1" : "0");
  return miqat_replica_ask (self, MIQAT_SYNC_GET, target->str, NULL, MIQAT_SYNC_TIMEOUT_MS + 1000 * wait_s,
                            root, cancellable, error);
}

/* Fetches pages until there are no more; `*reset` when the hub does not know the cursor. */
static gboolean
fetch_pages (MiqatReplica *self, GPtrArray *pages, char **cursor, gint64 *seq, gboolean *reset,
             GCancellable *cancellable, GError **error)
{
  gboolean more = TRUE;

  while (more) {
    JsonNode *root = NULL;
    JsonObject *answer = ask_changes (self, *cursor, G_STRINGIFY (MIQAT_SYNC_ROWS_MAX), 0, &root,
                                      cancellable, error);
    const char *next;

    if (answer == NULL)
      return FALSE;
    g_ptr_array_add (pages, root);
    *reset = json_object_get_boolean_member_with_default (answer, "reset", FALSE);
    if (*reset)
      return TRUE;
    more = json_object_get_boolean_member_with_default (answer, "more", FALSE);
    next = miqat_json_get_text (answer, "cursor");
    if (next == NULL) {
      g_set_error_literal (error, MIQAT_SYNC_ERROR, MIQAT_SYNC_ERROR_ANSWER, "The hub gave no cursor");
      return FALSE;
    }
    g_free (*cursor);
    *cursor = g_strdup (next);
    *seq = miqat_json_get_int (answer, "seq", 0);
  }
  return TRUE;
}

static gboolean
apply_pages (MiqatReplica *self, GPtrArray *pages, const char *cursor, gint64 seq, GError **error)
{
  MiqatRebase rebase = { .site = self->site, .pages = pages, .cursor = cursor, .seq = seq };
  GError *failure = NULL;

  if (!miqat_replica_write (self, rebase_job, &rebase, &failure)) {
    note_damage (self, failure);
    g_propagate_error (error, failure);
    return FALSE;
  }
  if (rebase.changed)
    miqat_site_announce (self->site, NULL);
  return TRUE;
}

static gboolean
pull_once (MiqatReplica *self, gboolean *reset, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) pages = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);
  g_autofree char *cursor = miqat_replica_dup_state (self, MIQAT_SYNC_STATE_CURSOR, error);
  gint64 seq = 0;

  if (cursor == NULL) {
    if (error != NULL && *error == NULL)
      g_set_error_literal (error, MIQAT_SYNC_ERROR, MIQAT_SYNC_ERROR_ANSWER, "The rows were never fetched");
    return FALSE;
  }
  if (!fetch_pages (self, pages, &cursor, &seq, reset, cancellable, error))
    return FALSE;
  return *reset || apply_pages (self, pages, cursor, seq, error);
}

gboolean
miqat_replica_pull (MiqatReplica *self, GCancellable *cancellable, GError **error)
{
  gboolean reset = FALSE;

  if (!pull_once (self, &reset, cancellable, error))
    return FALSE;
  if (reset) {
    /* The hub begins anew (it was restored from a backup, say), and so do we. */
    if (!miqat_replica_reset (self, error) || !miqat_replica_load (self, cancellable, error)
        || !pull_once (self, &reset, cancellable, error))
      return FALSE;
  }
  if (reset) {
    g_set_error_literal (error, MIQAT_SYNC_ERROR, MIQAT_SYNC_ERROR_HUB, "The hub does not know its own cursor");
    return FALSE;
  }
  miqat_replica_note_loading (self, FALSE, 0);
  return TRUE;
}

gboolean
miqat_replica_wait (MiqatReplica *self, guint seconds, gboolean *changed, GCancellable *cancellable,
                    GError **error)
{
  g_autofree char *cursor = miqat_replica_dup_state (self, MIQAT_SYNC_STATE_CURSOR, error);
  g_autoptr (JsonNode) root = NULL;
  JsonObject *answer;

  if (cursor == NULL)
    return FALSE;
  answer = ask_changes (self, cursor, "0", seconds, &root, cancellable, error);
  if (answer == NULL)
    return FALSE;
  *changed = json_object_get_boolean_member_with_default (answer, "changed", FALSE)
             || json_object_get_boolean_member_with_default (answer, "reset", FALSE);
  return TRUE;
}
