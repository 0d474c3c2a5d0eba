/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is true of the connection and the queue, and whoever wants to know. */
#include "config.h"

#include "miqat-replica-private.h"

#include <string.h>

/* A clock this close is right: an answer takes its time. */
#define CLOCK_CLOSE (2 * MIQAT_MINUTE)

typedef struct {
  MiqatReplica *replica;
  guint subscription;
} Delivery;

static void
delivery_free (gpointer data)
{
  Delivery *self = data;

  miqat_replica_unref (self->replica);
  g_free (self);
}

void
miqat_replica_clear_subscription (gpointer data)
{
  MiqatReplicaSubscription *self = data;

  g_main_context_unref (self->context);
}

/* Runs in the subscriber's context; the subscription may have ended meanwhile. */
static gboolean
deliver_cb (gpointer data)
{
  const Delivery *self = data;
  MiqatReplica *replica = self->replica;
  MiqatReplicaSubscription found = { .changed = NULL };

  g_mutex_lock (&replica->lock);
  for (guint i = 0; i < replica->subscriptions->len; i++) {
    const MiqatReplicaSubscription *one
      = &g_array_index (replica->subscriptions, MiqatReplicaSubscription, i);

    if (one->id == self->subscription)
      found = *one;
  }
  g_mutex_unlock (&replica->lock);
  if (found.changed != NULL)
    found.changed (replica, found.data);
  return G_SOURCE_REMOVE;
}

/* Under the lock. */
static void
announce (MiqatReplica *self)
{
  for (guint i = 0; i < self->subscriptions->len; i++) {
    const MiqatReplicaSubscription *one
      = &g_array_index (self->subscriptions, MiqatReplicaSubscription, i);
    g_autoptr (GSource) source = g_idle_source_new ();
    Delivery *delivery = g_new0 (Delivery, 1);

    delivery->replica = miqat_replica_ref (self);
    delivery->subscription = one->id;
    g_source_set_priority (source, G_PRIORITY_DEFAULT);
    g_source_set_callback (source, deliver_cb, delivery, delivery_free);
    g_source_attach (source, one->context);
  }
}

static void
set_status (MiqatReplica *self, const MiqatReplicaStatus *status)
{
  if (memcmp (&self->status, status, sizeof *status) == 0)
    return;
  self->status = *status;
  announce (self);
}

/* ---- noting --------------------------------------------------------------------------------- */

/* Begins a change: a copy to alter, every byte of it defined. */
static MiqatReplicaStatus
begin (MiqatReplica *self)
{
  MiqatReplicaStatus status;

  g_mutex_lock (&self->lock);
  memcpy (&status, &self->status, sizeof status);
  return status;
}

static void
end (MiqatReplica *self, const MiqatReplicaStatus *status)
{
  set_status (self, status);
  g_mutex_unlock (&self->lock);
}

void
miqat_replica_note_answer (MiqatReplica *self, MiqatInstant hub_now)
{
  MiqatInstant now = miqat_clock_now (miqat_site_get_clock (self->site));
  MiqatReplicaStatus status = begin (self);

  status.online = TRUE;
  status.offline_since = 0;
  if (hub_now != 0)
    status.clock_wrong = ABS (now - hub_now) > CLOCK_CLOSE ? now - hub_now : 0;
  end (self, &status);
}

void
miqat_replica_note_loading (MiqatReplica *self, gboolean loading, guint rows)
{
  MiqatReplicaStatus status = begin (self);

  status.loading = loading;
  status.loaded = rows;
  if (!loading)
    status.damaged = FALSE;
  end (self, &status);
}

void
miqat_replica_note_sign_in_needed (MiqatReplica *self, gboolean needed)
{
  MiqatReplicaStatus status = begin (self);

  status.sign_in_needed = needed;
  end (self, &status);
}

static void
note_offline (MiqatReplicaStatus *status, MiqatInstant now)
{
  status->online = FALSE;
  if (status->offline_since == 0)
    status->offline_since = now;
}

void
miqat_replica_note_failure (MiqatReplica *self, const GError *error)
{
  const MiqatProblems *problems = miqat_refusal_get_problems (error);
  MiqatInstant now = miqat_clock_now (miqat_site_get_clock (self->site));
  MiqatReplicaStatus status = begin (self);

  if (problems != NULL)
    status.trouble = miqat_problems_get (problems, 0)->code;
  else if (g_error_matches (error, MIQAT_SYNC_ERROR, MIQAT_SYNC_ERROR_REVOKED))
    status.revoked = TRUE;
  else if (error->domain == MIQAT_SYNC_ERROR)
    note_offline (&status, now);
  else if (error->domain == MIQAT_DB_ERROR)
    status.trouble = miqat_db_error_get_problem (error);
  else if (error->domain == MIQAT_VAULT_ERROR)
    status.trouble = MIQAT_PROBLEM_DOCUMENT_UNREADABLE;
  end (self, &status);
}

void
miqat_replica_note_success (MiqatReplica *self)
{
  MiqatReplicaStatus status = begin (self);

  status.trouble = MIQAT_PROBLEM_NONE;
  end (self, &status);
}

void
miqat_replica_note_damaged (MiqatReplica *self)
{
  MiqatReplicaStatus status = begin (self);

  status.damaged = TRUE;
  end (self, &status);
}

void
miqat_replica_note_queue (MiqatReplica *self)
{
  g_autoptr (GError) error = NULL;
  MiqatDb *db = miqat_replica_begin_read (self, &error);
  MiqatQueueCounts counts;
  MiqatReplicaStatus status;
  gboolean counted = db != NULL && miqat_queue_count (db, &counts, &error);

  if (db != NULL)
    miqat_replica_end_read (self);
  if (!counted) {
    g_warning ("sync: the queue cannot be counted: %s", error->message);
    return;
  }
  status = begin (self);
  status.waiting = counts.waiting;
  status.oldest_waiting = counts.oldest;
  status.refused = counts.refused;
  end (self, &status);
}

/* ---- asking --------------------------------------------------------------------------------- */

void
miqat_replica_get_status (MiqatReplica *self, MiqatReplicaStatus *status)
{
  g_mutex_lock (&self->lock);
  *status = self->status;
  g_mutex_unlock (&self->lock);
}

guint
miqat_replica_subscribe (MiqatReplica *self, GMainContext *context, MiqatReplicaChanged changed,
                         gpointer data)
{
  MiqatReplicaSubscription one = { .changed = changed, .data = data };

  one.context = context != NULL ? g_main_context_ref (context) : g_main_context_ref_thread_default ();
  g_mutex_lock (&self->lock);
  one.id = ++self->next_subscription;
  g_array_append_val (self->subscriptions, one);
  g_mutex_unlock (&self->lock);
  return one.id;
}

void
miqat_replica_unsubscribe (MiqatReplica *self, guint subscription)
{
  g_mutex_lock (&self->lock);
  for (guint i = 0; i < self->subscriptions->len; i++) {
    if (g_array_index (self->subscriptions, MiqatReplicaSubscription, i).id == subscription) {
      g_array_remove_index (self->subscriptions, i);
      break;
    }
  }
  g_mutex_unlock (&self->lock);
}
