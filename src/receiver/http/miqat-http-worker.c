/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One HTTP thread: its context, the library's server on it, the clock that cuts what is late. */
#define _GNU_SOURCE /* SOCK_CLOEXEC */
#include "config.h"

#include "miqat-http-worker.h"

#include <errno.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

#include "miqat-http-connection.h"

#define FLUSH_US (100 * 1000)

MiqatHttpShared *
miqat_http_shared_ref (MiqatHttpShared *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
miqat_http_shared_unref (MiqatHttpShared *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  miqat_http_limits_free (self->limits);
  g_free (self);
}

MiqatHttpWorker *
miqat_http_worker_new (MiqatHttpShared *shared)
{
  MiqatHttpWorker *self = g_new0 (MiqatHttpWorker, 1);

  g_atomic_ref_count_init (&self->references);
  self->shared = miqat_http_shared_ref (shared);
  self->context = g_main_context_new ();
  self->quiet_fd = -1;
  g_mutex_init (&self->mutex);
  g_queue_init (&self->connections);
  return self;
}

MiqatHttpWorker *
miqat_http_worker_ref (MiqatHttpWorker *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
miqat_http_worker_unref (MiqatHttpWorker *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_main_context_unref (self->context);
  g_mutex_clear (&self->mutex);
  miqat_http_shared_unref (self->shared);
  g_free (self);
}

void
miqat_http_worker_log (MiqatHttpWorker *self, const char *line)
{
  const MiqatHttpServerOptions *options = &self->shared->options;

  if (options->log)
    options->log (line, options->log_data);
  else
    fprintf (stderr, "%s\n", line);
}

/* --- The thread ------------------------------------------------------------------------------ */

/* The library keeps connections open between requests only while it has a listener of its own. It
 * gets one to which nobody can connect: one end of a pair of sockets on which nothing ever comes. */
static gboolean
satisfy_library (MiqatHttpWorker *self, GError **error)
{
  g_autoptr (GSocket) quiet = NULL;
  int pair[2];

  if (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) < 0) {
    g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (errno), g_strerror (errno));
    return FALSE;
  }
  self->quiet_fd = pair[1];
  quiet = g_socket_new_from_fd (pair[0], error);
  if (!quiet) {
    close (pair[0]);
    return FALSE;
  }
  return soup_server_listen_socket (self->soup, quiet, 0, error);
}

static gboolean
listen_on (MiqatHttpWorker *self, int fd, GError **error)
{
  self->listener = g_socket_new_from_fd (fd, error);
  if (!self->listener) {
    close (fd);
    return FALSE;
  }
  /* Several threads wait on this socket; who comes late must not wait in accept. */
  g_socket_set_blocking (self->listener, FALSE);
  if (!satisfy_library (self, error))
    return FALSE;
  miqat_http_connections_accept (self);
  return TRUE;
}

static gboolean
on_tick (gpointer data)
{
  miqat_http_connections_sweep (data);
  return G_SOURCE_CONTINUE;
}

/* A few checks within the shortest deadline, but not busy with it. */
static guint
get_tick_ms (const MiqatHttpServerOptions *options)
{
  guint shortest = MIN (options->read_ms, options->answer_ms);

  shortest = MIN (shortest, options->write_ms);
  shortest = MIN (shortest, options->idle_ms);
  return CLAMP (shortest / 4, 10, 250);
}

static void
serve (MiqatHttpWorker *self)
{
  g_autoptr (GSource) tick = g_timeout_source_new (get_tick_ms (&self->shared->options));

  g_source_set_callback (tick, on_tick, self, NULL);
  g_source_attach (tick, self->context);
  while (!g_atomic_int_get (&self->stopping))
    g_main_context_iteration (self->context, TRUE);

  g_source_destroy (tick);
}

static gboolean
do_nothing (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* Runs the loop until no connection is left or the moment has come. */
static void
run_until (MiqatHttpWorker *self, gint64 end_us)
{
  g_autoptr (GSource) tick = g_timeout_source_new (10);

  g_source_set_callback (tick, do_nothing, NULL, NULL);
  g_source_attach (tick, self->context);
  while (self->connections.length > 0 && g_get_monotonic_time () < end_us)
    g_main_context_iteration (self->context, TRUE);
  g_source_destroy (tick);
}

static void
wind_down (MiqatHttpWorker *self, gint64 end_us)
{
  miqat_http_connections_stop_accepting (self);
  miqat_http_connections_close_idle (self);
  run_until (self, end_us);
  miqat_http_connections_give_up (self);
  run_until (self, g_get_monotonic_time () + FLUSH_US);
  miqat_http_connections_cut (self);
  run_until (self, g_get_monotonic_time () + FLUSH_US);

  g_mutex_lock (&self->mutex);
  self->closed = TRUE;
  g_mutex_unlock (&self->mutex);
  soup_server_disconnect (self->soup);
  g_clear_object (&self->soup);
  while (g_main_context_iteration (self->context, FALSE))
    ;
  if (self->quiet_fd >= 0)
    close (self->quiet_fd);
  self->quiet_fd = -1;
}

void
miqat_http_worker_run (MiqatHttpWorker *self, int fd, gint64 *stop_at_us, GAsyncQueue *ready)
{
  const MiqatHttpServerOptions *options = &self->shared->options;
  GError *error = NULL;
  gboolean listening;

  g_main_context_acquire (self->context);
  g_main_context_push_thread_default (self->context);
  self->soup = soup_server_new ("raw-paths", TRUE, NULL);
  miqat_http_connection_watch (self);
  if (options->thread_new)
    self->thread_data = options->thread_new (options->thread_data);
  listening = listen_on (self, fd, &error);
  /* A queue carries no NULL. */
  g_async_queue_push (ready, listening ? (gpointer) self : (gpointer) error);

  if (listening)
    serve (self);
  wind_down (self, listening ? __atomic_load_n (stop_at_us, __ATOMIC_ACQUIRE) : 0);
  if (options->thread_free)
    options->thread_free (self->thread_data);
  self->thread_data = NULL;
  g_main_context_pop_thread_default (self->context);
  g_main_context_release (self->context);
}
