/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What somebody waits for and the background does not do: signing in, running a command at the hub,
 * fetching a document. Each has a thread of its own. */
#include "config.h"

#include "miqat-replica-private.h"

static void
errand_free (gpointer data)
{
  MiqatReplicaErrand *errand = data;

  if (errand->input_free != NULL)
    errand->input_free (errand->input);
  g_clear_object (&errand->callers);
  g_object_unref (errand->cancellable);
  miqat_replica_unref (errand->self);
  g_free (errand);
}

static void
on_cancelled_cb (GCancellable *cancellable, gpointer data)
{
  g_cancellable_cancel (data);
}

static void
run_errand_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  MiqatReplicaErrand *errand = data;
  MiqatReplica *self = errand->self;

  errand->run (errand, task);
  g_cancellable_disconnect (errand->callers, errand->handler);
  g_mutex_lock (&self->lock);
  g_ptr_array_remove_fast (self->running, errand->cancellable);
  g_cond_broadcast (&self->woken);
  g_mutex_unlock (&self->lock);
}

void
miqat_replica_run_errand (MiqatReplica *self, void (*run) (MiqatReplicaErrand *, GTask *),
                          gpointer input, GDestroyNotify input_free, GCancellable *cancellable,
                          GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  MiqatReplicaErrand *errand = g_new0 (MiqatReplicaErrand, 1);

  errand->self = miqat_replica_ref (self);
  errand->cancellable = g_cancellable_new ();
  errand->callers = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  errand->run = run;
  errand->input = input;
  errand->input_free = input_free;
  if (cancellable != NULL)
    errand->handler = g_cancellable_connect (cancellable, G_CALLBACK (on_cancelled_cb),
                                             errand->cancellable, NULL);
  g_mutex_lock (&self->lock);
  g_ptr_array_add (self->running, errand->cancellable);
  g_mutex_unlock (&self->lock);
  g_task_set_task_data (task, errand, errand_free);
  g_task_run_in_thread (task, run_errand_thread);
}

void
miqat_replica_end_errands (MiqatReplica *self)
{
  g_mutex_lock (&self->lock);
  for (guint i = 0; i < self->running->len; i++)
    g_cancellable_cancel (g_ptr_array_index (self->running, i));
  while (self->running->len > 0)
    g_cond_wait (&self->woken, &self->lock);
  g_mutex_unlock (&self->lock);
}
