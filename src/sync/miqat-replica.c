/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The replica's life, its thread, and one exchange from push to pull. */
#include "config.h"

#include "miqat-replica-private.h"

#include "miqat-migration.h"

#include <glib/gstdio.h>
#include <string.h>

#define POLL_S 25
/* A poll that comes back at once with nothing must not become a storm. */
#define POLL_LEAST (1 * G_USEC_PER_SEC)
#define PAUSE_MAX_S 32

/* ---- asking the hub ------------------------------------------------------------------------- */

MiqatDb *
miqat_replica_begin_read (MiqatReplica *self, GError **error)
{
  g_mutex_lock (&self->reading);
  if (self->reader == NULL)
    self->reader = miqat_site_open_reader (self->site, error);
  if (self->reader == NULL)
    g_mutex_unlock (&self->reading);
  return self->reader;
}

void
miqat_replica_end_read (MiqatReplica *self)
{
  g_mutex_unlock (&self->reading);
}

gboolean
miqat_replica_write (MiqatReplica *self, MiqatWriterJob job, gpointer data, GError **error)
{
  return miqat_writer_run (miqat_site_get_writer (self->site), MIQAT_WRITER_ONCE, job, data, NULL, NULL, error);
}

void
miqat_replica_begin_message (MiqatJsonWriter *json, GString *out)
{
  miqat_json_writer_init (json, out);
  miqat_json_begin_object (json);
  miqat_json_add_int (json, "protocol", MIQAT_SYNC_PROTOCOL);
  miqat_json_add_int (json, "schema", miqat_migration_get_newest ());
}

GString *
miqat_replica_begin_target (const char *path)
{
  GString *target = g_string_new (MIQAT_SYNC_PREFIX);

  g_string_append_printf (target, "%s?protocol=%d&schema=%u", path, MIQAT_SYNC_PROTOCOL,
                          miqat_migration_get_newest ());
  return target;
}

void
miqat_replica_add_param (GString *target, const char *name, const char *value)
{
  g_string_append_printf (target, "&%s=", name);
  g_string_append_uri_escaped (target, value, NULL, FALSE);
}

static char *
read_token (MiqatReplica *self, GError **error)
{
  MiqatDb *db = miqat_replica_begin_read (self, error);
  g_autoptr (GError) failure = NULL;
  char *token;

  if (db == NULL)
    return NULL;
  token = miqat_sync_state_dup_secret (db, miqat_site_get_key (self->site), MIQAT_SYNC_STATE_TOKEN, &failure);
  miqat_replica_end_read (self);
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else if (token == NULL)
    g_set_error_literal (error, MIQAT_SYNC_ERROR, MIQAT_SYNC_ERROR_ANSWER,
                         "This workstation was never enrolled");
  return token;
}

/* The device's token, from the database the first time. */
static char *
dup_token (MiqatReplica *self, GError **error)
{
  char *token;

  g_mutex_lock (&self->lock);
  token = g_strdup (self->token);
  g_mutex_unlock (&self->lock);
  if (token != NULL)
    return token;
  token = read_token (self, error);
  g_mutex_lock (&self->lock);
  if (self->token == NULL)
    self->token = g_strdup (token);
  g_mutex_unlock (&self->lock);
  return token;
}

JsonObject *
miqat_replica_ask (MiqatReplica *self, MiqatSyncMethod method, const char *target, GBytes *body,
                   guint timeout_ms, JsonNode **root, GCancellable *cancellable, GError **error)
{
  g_autofree char *token = dup_token (self, error);
  const MiqatSyncRequest request = {
    .method = method, .target = target, .token = token, .body = body, .timeout_ms = timeout_ms,
  };
  JsonObject *answer;

  if (token == NULL)
    return NULL;
  answer = miqat_sync_ask (self->transport, &request, root, cancellable, error);
  if (answer != NULL)
    miqat_replica_note_answer (self, miqat_json_get_int (answer, "now", 0));
  return answer;
}

GBytes *
miqat_replica_ask_contents (MiqatReplica *self, const char *target, GCancellable *cancellable,
                            GError **error)
{
  g_autofree char *token = dup_token (self, error);
  const MiqatSyncRequest request = {
    .method = MIQAT_SYNC_GET, .target = target, .token = token,
    .timeout_ms = MIQAT_SYNC_DOCUMENT_TIMEOUT_MS,
  };

  return token != NULL ? miqat_sync_ask_contents (self->transport, &request, cancellable, error) : NULL;
}

/* ---- one exchange --------------------------------------------------------------------------- */

/* The hub has shut this workstation out: what it holds becomes unreadable. */
static void
destroy_key (MiqatReplica *self)
{
  g_autofree char *zeros = g_malloc0 (MIQAT_KEY_SIZE * 2);
  g_autoptr (GError) error = NULL;

  if (!g_file_set_contents_full (self->site->key_file, zeros, MIQAT_KEY_SIZE * 2,
                                 G_FILE_SET_CONTENTS_NONE, 0600, &error))
    g_warning ("sync: the key cannot be overwritten: %s", error->message);
  if (g_unlink (self->site->key_file) != 0)
    g_warning ("sync: the key cannot be removed");
}

static gboolean
is_revoked (MiqatReplica *self)
{
  MiqatReplicaStatus status;

  miqat_replica_get_status (self, &status);
  return status.revoked;
}

gboolean
miqat_replica_exchange (MiqatReplica *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (GError) unreadable = NULL;
  gboolean ok;

  if (is_revoked (self)) {
    g_set_error_literal (error, MIQAT_SYNC_ERROR, MIQAT_SYNC_ERROR_REVOKED, "This workstation was revoked");
    return FALSE;
  }
  g_mutex_lock (&self->exchanging);
  /* First what was done here, so that no row of ours comes back before we know it was accepted. */
  ok = miqat_replica_push (self, cancellable, &failure)
       && miqat_replica_load (self, cancellable, &failure)
       && miqat_replica_pull (self, cancellable, &failure);
  g_mutex_unlock (&self->exchanging);
  ok = ok && miqat_replica_upload (self, &unreadable, cancellable, &failure);
  miqat_replica_note_queue (self);
  if (ok) {
    miqat_replica_note_success (self);
    if (unreadable != NULL)
      miqat_replica_note_failure (self, unreadable);
    return TRUE;
  }
  if (!g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    miqat_replica_note_failure (self, failure);
  if (g_error_matches (failure, MIQAT_SYNC_ERROR, MIQAT_SYNC_ERROR_REVOKED))
    destroy_key (self);
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* ---- in the background ---------------------------------------------------------------------- */

static gboolean
is_stopping (MiqatReplica *self)
{
  gboolean stopping;

  g_mutex_lock (&self->lock);
  stopping = self->stopping || self->status.revoked;
  g_mutex_unlock (&self->lock);
  return stopping;
}

/* Sleeps until `end` (monotonic), or until somebody nudges or stops. */
static void
sleep_until (MiqatReplica *self, gint64 end)
{
  g_mutex_lock (&self->lock);
  while (!self->stopping && !self->nudged && g_cond_wait_until (&self->woken, &self->lock, end))
    ;
  g_mutex_unlock (&self->lock);
}

/* Longer after each failure, and never in step with the other workstations of a hub that came back. */
static void
pause_after (MiqatReplica *self, guint failures)
{
  gint64 longest = PAUSE_MAX_S * 1000;
  gint64 ms = MIN (longest, (gint64) 1000 << MIN (failures - 1, 10));

  ms = ms * 3 / 4 + g_random_int_range (0, (gint32) (ms / 2 + 1));
  sleep_until (self, g_get_monotonic_time () + ms * 1000);
}

static GCancellable *
begin_waiting (MiqatReplica *self)
{
  GCancellable *waiting = NULL;

  g_mutex_lock (&self->lock);
  if (!self->nudged && !self->stopping)
    waiting = self->waiting = g_cancellable_new ();
  g_mutex_unlock (&self->lock);
  return waiting;
}

static void
end_waiting (MiqatReplica *self)
{
  g_mutex_lock (&self->lock);
  g_clear_object (&self->waiting);
  g_mutex_unlock (&self->lock);
}

/* Returns when there is something to exchange. FALSE: the connection is gone. */
static gboolean
wait_for_news (MiqatReplica *self)
{
  while (TRUE) {
    g_autoptr (GError) error = NULL;
    gint64 begun = g_get_monotonic_time ();
    GCancellable *waiting = begin_waiting (self);
    gboolean ok, changed = FALSE;

    if (waiting == NULL)
      return TRUE;
    ok = miqat_replica_wait (self, POLL_S, &changed, waiting, &error);
    end_waiting (self);
    if (!ok && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      return FALSE;
    if (!ok || changed)
      return TRUE;
    sleep_until (self, begun + POLL_LEAST);
  }
}

static gpointer
work (gpointer data)
{
  MiqatReplica *self = data;
  guint failures = 0;

  while (!is_stopping (self)) {
    g_autoptr (GError) error = NULL;
    gboolean ok;

    g_mutex_lock (&self->lock);
    self->nudged = FALSE;
    g_mutex_unlock (&self->lock);
    ok = miqat_replica_exchange (self, self->stopped, &error);
    if (!ok && !is_stopping (self))
      g_debug ("sync: %s", error->message);
    failures = ok ? 0 : failures + 1;
    if (ok && !wait_for_news (self))
      failures = 1;
    if (failures > 0 && !is_stopping (self))
      pause_after (self, failures);
  }
  return NULL;
}

void
miqat_replica_nudge (MiqatReplica *self)
{
  g_mutex_lock (&self->lock);
  self->nudged = TRUE;
  if (self->waiting != NULL)
    g_cancellable_cancel (self->waiting);
  g_cond_broadcast (&self->woken);
  g_mutex_unlock (&self->lock);
}

/* Somebody did something here. Without a connection it waits its turn like the rest. */
static void
on_site_changed_cb (MiqatSite *site, MiqatChanges *changes, gpointer data)
{
  MiqatReplica *self = data;
  MiqatReplicaStatus status;

  if (changes == NULL)
    return;
  miqat_replica_note_queue (self);
  miqat_replica_get_status (self, &status);
  if (status.online)
    miqat_replica_nudge (self);
}

void
miqat_replica_start (MiqatReplica *self)
{
  g_return_if_fail (self->thread == NULL);

  self->stopping = FALSE;
  g_cancellable_reset (self->stopped);
  self->thread = g_thread_new ("miqat-sync", work, self);
}

void
miqat_replica_stop (MiqatReplica *self)
{
  if (self->thread == NULL)
    return;
  g_mutex_lock (&self->lock);
  self->stopping = TRUE;
  if (self->waiting != NULL)
    g_cancellable_cancel (self->waiting);
  g_cond_broadcast (&self->woken);
  g_mutex_unlock (&self->lock);
  g_cancellable_cancel (self->stopped);
  g_thread_join (g_steal_pointer (&self->thread));
}

/* ---- life ----------------------------------------------------------------------------------- */

MiqatReplica *
miqat_replica_new (MiqatSite *site, MiqatSyncTransport *transport, MiqatVault *vault)
{
  MiqatReplica *self = g_new0 (MiqatReplica, 1);

  g_assert (miqat_site_get_identity (site)->role == MIQAT_SITE_REPLICA);
  g_atomic_ref_count_init (&self->references);
  self->site = site;
  self->transport = transport;
  self->vault = vault;
  g_mutex_init (&self->exchanging);
  g_mutex_init (&self->uploading);
  g_mutex_init (&self->reading);
  g_mutex_init (&self->lock);
  g_cond_init (&self->woken);
  self->stopped = g_cancellable_new ();
  self->running = g_ptr_array_new ();
  self->subscriptions = g_array_new (FALSE, FALSE, sizeof (MiqatReplicaSubscription));
  g_array_set_clear_func (self->subscriptions, miqat_replica_clear_subscription);
  self->site_subscription = miqat_site_subscribe (site, NULL, on_site_changed_cb, self);
  miqat_replica_note_queue (self);
  return self;
}

MiqatReplica *
miqat_replica_ref (MiqatReplica *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
miqat_replica_unref (MiqatReplica *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  miqat_sync_transport_free (self->transport);
  g_object_unref (self->stopped);
  g_ptr_array_unref (self->running);
  g_array_unref (self->subscriptions);
  miqat_secret_free (self->token);
  g_cond_clear (&self->woken);
  g_mutex_clear (&self->lock);
  g_mutex_clear (&self->exchanging);
  g_mutex_clear (&self->uploading);
  g_mutex_clear (&self->reading);
  g_free (self);
}

void
miqat_replica_free (MiqatReplica *self)
{
  if (self == NULL)
    return;
  miqat_replica_stop (self);
  miqat_site_unsubscribe (self->site, self->site_subscription);
  g_mutex_lock (&self->lock);
  g_array_set_size (self->subscriptions, 0);
  g_mutex_unlock (&self->lock);
  miqat_replica_end_errands (self);
  g_clear_pointer (&self->reader, miqat_db_close);
  miqat_replica_unref (self);
}
